//! Addresses that a page may link to.

use std::fmt;
use std::net::Ipv4Addr;

use serde::de::{Deserialize, Deserializer, Error};
use url::{Host, Url};

use crate::yaml::Fault;

/// Where a link in a text goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// `http`, `https` or `mailto`, in normal form.
    Outside(String),
    /// A path inside the site, not yet looked up, with its fragment.
    Inside { path: String, fragment: Option<String> },
    /// What no page may link to, and why.
    Unsafe(String),
}

impl Address {
    /// Sorts an address as written into one of the three.
    pub fn parse(text: &str) -> Address {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if text.chars().any(|c| c.is_control() || is_bidi_control(c)) {
            return Address::Unsafe("it contains control characters".into());
        }
        if text.starts_with("//") || text.contains('\\') {
            return Address::Unsafe("it has no scheme, or a backslash".into());
        }
        match scheme(text) {
            None => {
                let (path, fragment) = match text.split_once('#') {
                    Some((path, fragment)) => (path, Some(fragment.to_owned())),
                    None => (text, None),
                };
                Address::Inside { path: path.to_owned(), fragment }
            }
            Some(scheme) if scheme == "mailto" => Address::Outside(text.to_owned()),
            Some(_) => match WebAddress::parse(text) {
                Ok(address) => Address::Outside(address.as_str().to_owned()),
                Err(why) => Address::Unsafe(why),
            },
        }
    }
}

/// The scheme of an address, as a browser would read it: lower case, without tabs and line ends.
fn scheme(text: &str) -> Option<String> {
    let (before, _) = text.split_once(':')?;
    let valid = before.starts_with(|c: char| c.is_ascii_alphabetic())
        && before.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    valid.then(|| before.to_ascii_lowercase())
}

/// An absolute `http` or `https` address in normal form, its host in ASCII.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(Url);

impl WebAddress {
    /// Takes an address, or says why it is refused.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| format!("it is no web address: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("its scheme `{}` is not http or https", url.scheme()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it carries a user name or password".into());
        }
        Ok(WebAddress(url))
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address of the whole page.
    pub fn without_fragment(&self) -> &str {
        &self.0[..url::Position::AfterQuery]
    }

    /// The part of the page that is meant.
    pub fn fragment(&self) -> Option<&str> {
        self.0.fragment()
    }

    /// Reads an address as it stands in a page or a redirect from here.
    pub fn join(&self, other: &str) -> Result<Self, String> {
        let url = self.0.join(other).map_err(|error| format!("it is no web address: {error}"))?;
        WebAddress::parse(url.as_str())
    }

    /// Adds names and values to the query.
    #[must_use]
    pub fn with_query(&self, pairs: &[(&str, &str)]) -> Self {
        let mut url = self.0.clone();
        url.query_pairs_mut().extend_pairs(pairs);
        WebAddress(url)
    }

    /// True for the address of a whole host.
    pub fn is_front_page(&self) -> bool {
        self.0.path() == "/" && self.0.query().is_none()
    }

    /// True if it leads, by its own words, to this machine or into a network that is not public.
    pub fn is_local(&self) -> bool {
        let v4 =
            |ip: Ipv4Addr| ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified();
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(ip)) => v4(ip),
            Some(Host::Ipv6(ip)) => match ip.to_ipv4_mapped() {
                Some(ip) => v4(ip),
                None => {
                    ip.is_loopback()
                        || ip.is_unspecified()
                        || ip.is_unique_local()
                        || ip.is_unicast_link_local()
                }
            },
            None => true,
        }
    }

    /// The host in ASCII, so that look-alike letters show.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for WebAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        WebAddress::parse(&text).map_err(|why| {
            let message = format!("this address cannot be used: {why}");
            let help = "write the full address, beginning with https://".into();
            D::Error::custom(Fault { rule: "unsafe-address", message, help })
        })
    }
}

crate::yaml::schema!(
    WebAddress,
    crate::yaml::text_like("^[Hh][Tt][Tt][Pp][Ss]?:", "A full address, beginning with https:// or http://.")
);

/// True for characters that change the direction of text around them, or hide (Unicode bidi controls and tags).
pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_web_mail_and_inner_addresses_only() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "//evil.example",
            "\\\\evil",
            "https://user:pass@host.example/",
            "http://",
        ] {
            assert!(matches!(Address::parse(bad), Address::Unsafe(_)), "{bad}");
        }
        assert_eq!(
            Address::parse("https://EXAMPLE.org/ä"),
            Address::Outside("https://example.org/%C3%A4".into())
        );
        assert_eq!(Address::parse("mailto:a@b.org"), Address::Outside("mailto:a@b.org".into()));
        let inside = Address::Inside { path: "photo.jpg".into(), fragment: None };
        assert_eq!(Address::parse("photo.jpg"), inside);
        let fragment = Address::Inside { path: String::new(), fragment: Some("part".into()) };
        assert_eq!(Address::parse("#part"), fragment);
    }

    #[test]
    fn hosts_show_in_ascii() {
        assert_eq!(WebAddress::parse("https://раypal.example/").unwrap().host(), "xn--ypal-43d9g.example");
    }
}
