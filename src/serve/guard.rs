//! Which requests are answered at all: other sites, other programs and other people must not read a preview.
//!
//! A page that somebody else wrote can make the writer's browser ask for anything on this machine. It can then neither see the answer (no
//! header ever allows it) nor run or embed it, since every request is judged here by what browsers say of themselves: `Host` names
//! us (a name that was bound to this machine's address afterwards, DNS rebinding, does not), `Origin` and `Sec-Fetch-Site` say who asks.
//! Other users of the machine do not know the key, which the address that is printed brings along and a cookie keeps.

use std::net::{IpAddr, SocketAddr};

use percent_encoding::percent_decode_str;

/// What of a request is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked<'a> {
    pub method: &'a str,
    /// The path with the query, as the request has it.
    pub target: &'a str,
    /// All values of `Host`; there has to be one.
    pub hosts: &'a [&'a str],
    pub origin: Option<&'a str>,
    pub fetch_site: Option<&'a str>,
    pub cookie: Option<&'a str>,
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Only reading is possible.
    Method,
    /// It was made for another server.
    Host,
    /// Another site asks.
    Foreign,
    /// The key is missing.
    Key,
    /// The path could be meant for something beside the site.
    Path,
}

impl Refusal {
    /// The status of the answer, and what it says.
    pub(super) fn words(self) -> (u16, &'static str) {
        match self {
            Refusal::Method => (405, "a preview can only be read"),
            Refusal::Host => {
                (421, "this is a preview of a site; ask for it by the address that the program printed")
            }
            Refusal::Foreign => (403, "another site asked for this, which is not allowed"),
            Refusal::Key => (403, "open the address that the program printed: it brings the key along"),
            Refusal::Path => (400, "there can be no such address"),
        }
    }
}

/// What an allowed request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Allowed {
    /// The path, decoded, without its first slash.
    pub path: String,
    pub query: String,
    /// True where the key came in the address, and belongs in a cookie.
    pub brings_key: bool,
}

/// Whom a server answers.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// Where it can be reached.
    pub local: SocketAddr,
    key: String,
}

/// The name of the parameter that brings the key.
const KEY: &str = "key";
/// The longest path with its query, in bytes.
const LONGEST: usize = 4096;

impl Guard {
    /// Makes a guard with a key of at least 16 random bytes.
    pub(super) fn new(local: SocketAddr, key: &[u8]) -> Self {
        let key = key.iter().map(|byte| format!("{byte:02x}")).collect();
        Guard { local, key }
    }

    /// The address to open.
    pub(super) fn address(&self) -> String {
        let ip = match self.local.ip() {
            ip if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            ip => ip,
        };
        format!("http://{}/?{KEY}={}", SocketAddr::new(ip, self.local.port()), self.key)
    }

    /// The value of the header that keeps the key. Cookies do not know of ports, so its name does.
    pub(super) fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name(), self.key)
    }

    fn cookie_name(&self) -> String {
        format!("sourcebook-{}", self.local.port())
    }

    /// Judges a request that came in at an address of this machine.
    pub(super) fn judge(&self, asked: &Asked<'_>, came_in_at: IpAddr) -> Result<Allowed, Refusal> {
        if !matches!(asked.method, "GET" | "HEAD") {
            return Err(Refusal::Method);
        }
        let [host] = asked.hosts else { return Err(Refusal::Host) };
        if !self.is_us(host, came_in_at) {
            return Err(Refusal::Host);
        }
        let own_origin =
            |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.is_us(host, came_in_at));
        if asked.origin.is_some_and(|origin| !own_origin(origin)) {
            return Err(Refusal::Foreign);
        }
        // `none` is a person: an address that was typed, or opened from another program.
        if asked.fetch_site.is_some_and(|site| !matches!(site, "none" | "same-origin")) {
            return Err(Refusal::Foreign);
        }
        let (path, query) = asked.target.split_once('?').unwrap_or((asked.target, ""));
        let path = decoded(path).filter(|_| asked.target.len() <= LONGEST).ok_or(Refusal::Path)?;
        let mut parameters = url::form_urlencoded::parse(query.as_bytes());
        let brings_key = parameters.any(|(name, value)| name == KEY && same(&value, &self.key));
        let name = self.cookie_name();
        let cookies =
            asked.cookie.into_iter().flat_map(|all| all.split(';')).filter_map(|c| c.trim().split_once('='));
        let has_key = cookies.into_iter().any(|(own, value)| own == name && same(value, &self.key));
        if !brings_key && !has_key {
            return Err(Refusal::Key);
        }
        Ok(Allowed { path, query: query.to_owned(), brings_key })
    }

    /// True for a host that only we can be: a name that nobody else can give away, or the very address, and our port.
    fn is_us(&self, host: &str, came_in_at: IpAddr) -> bool {
        let port = self.local.port().to_string();
        let Some(name) = host.strip_suffix(port.as_str()).and_then(|host| host.strip_suffix(':')) else {
            return false;
        };
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let is_six = bare.is_some();
        let ip = bare.unwrap_or(name).parse::<IpAddr>();
        ip.is_ok_and(|ip| {
            ip.is_ipv6() == is_six && (ip == came_in_at.to_canonical() || ip == came_in_at || is_home(ip))
        })
    }
}

/// The addresses by which a machine speaks with itself.
fn is_home(ip: IpAddr) -> bool {
    ip == IpAddr::from([127, 0, 0, 1]) || ip == IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1])
}

/// Compares without telling by its time how much is right.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

/// The path of a request without its first slash; none if it is not plainly a path below the site.
pub(super) fn decoded(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let is_plain = |part: &str| !matches!(part, "." | "..") && !part.contains(['\\', '\0']);
    let parts: Vec<&str> = decoded.split('/').collect();
    let (last, folders) = parts.split_last()?;
    let plain = is_plain(last) && folders.iter().all(|part| !part.is_empty() && is_plain(part));
    // What is still encoded after decoding once was meant to be decoded by somebody else.
    let twice = percent_decode_str(&decoded).decode_utf8().is_ok_and(|again| again != decoded);
    (plain && !twice && !decoded.chars().any(char::is_control)).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn guard() -> Guard {
        Guard::new(SocketAddr::new(HERE, 1313), b"0123456789abcdef")
    }

    fn judge(change: impl FnOnce(&mut Asked<'_>)) -> Result<Allowed, Refusal> {
        let guard = guard();
        let cookie = format!("other=1; sourcebook-1313={}", guard.key);
        let mut asked = Asked {
            method: "GET",
            target: "/actors/iran.html",
            hosts: &["127.0.0.1:1313"],
            cookie: Some(&cookie),
            ..Asked::default()
        };
        change(&mut asked);
        guard.judge(&asked, HERE)
    }

    fn host(host: &str) -> Result<Allowed, Refusal> {
        judge(|asked| asked.hosts = std::slice::from_ref(Box::leak(Box::new(&*host.to_owned().leak()))))
    }

    #[test]
    fn only_names_of_this_machine_with_our_port_are_answered() {
        for name in ["localhost:1313", "LOCALHOST:1313", "127.0.0.1:1313", "[::1]:1313"] {
            assert!(host(name).is_ok(), "{name}");
        }
        for name in [
            "evil.com",
            "evil.com:1313",
            "evil.localhost.x:1313",
            "127.0.0.1.nip.io:1313",
            "localhost",
            "localhost:80",
            "127.0.0.1:13130",
            "127.0.0.2:1313",
            "0.0.0.0:1313",
            "10.0.0.7:1313",
            "::1:1313",
            "[127.0.0.1]:1313",
            "localhost:1313.evil.com",
            "",
        ] {
            assert_eq!(host(name), Err(Refusal::Host), "{name}");
        }
        assert_eq!(judge(|asked| asked.hosts = &[]), Err(Refusal::Host));
        assert_eq!(judge(|asked| asked.hosts = &["localhost:1313", "localhost:1313"]), Err(Refusal::Host));
        // The whole address as target, which a proxy is asked with.
        assert_eq!(judge(|asked| asked.target = "http://evil.com/"), Err(Refusal::Path));
    }

    #[test]
    fn other_sites_are_not_answered() {
        let origin = |origin: &'static str| judge(|asked| asked.origin = Some(origin));
        assert!(origin("http://localhost:1313").is_ok());
        for name in [
            "null",
            "http://localhost:8080",
            "http://localhost",
            "https://localhost:1313",
            "http://10.0.0.7:1313",
            "chrome-extension://abc",
            "",
        ] {
            assert_eq!(origin(name), Err(Refusal::Foreign), "{name}");
        }
        let site = |site: &'static str| judge(|asked| asked.fetch_site = Some(site));
        assert!(site("none").is_ok() && site("same-origin").is_ok());
        for name in ["cross-site", "same-site", "other"] {
            assert_eq!(site(name), Err(Refusal::Foreign), "{name}");
        }
    }

    #[test]
    fn who_does_not_know_the_key_is_not_answered() {
        assert_eq!(judge(|asked| asked.cookie = None), Err(Refusal::Key));
        assert_eq!(judge(|asked| asked.cookie = Some("sourcebook-1313=0")), Err(Refusal::Key));
        assert_eq!(judge(|asked| (asked.cookie, asked.target) = (None, "/?key=00")), Err(Refusal::Key));
        let address = guard().address();
        assert!(address.starts_with("http://127.0.0.1:1313/?key=3031"), "{address}");
        let target = address.strip_prefix("http://127.0.0.1:1313").unwrap().to_owned().leak();
        let came = judge(|asked| (asked.cookie, asked.target) = (None, target)).unwrap();
        assert!(came.brings_key && came.path.is_empty());
        assert!(guard().cookie().ends_with("; Path=/; HttpOnly; SameSite=Strict"));
    }

    #[test]
    fn paths_stay_below_the_site() {
        let path = |target: &'static str| judge(|asked| asked.target = target).map(|allowed| allowed.path);
        assert_eq!(path("/").unwrap(), "");
        assert_eq!(path("/a/").unwrap(), "a/");
        assert_eq!(path("/actors/%D8%AF%D8%A7%D8%B9%D8%B4.html?x=../..").unwrap(), "actors/داعش.html");
        for target in [
            "/../site.yaml",
            "/a/../../x",
            "/%2e%2e%2fsite.yaml",
            "/%2e%2e/x",
            "/..%5cx",
            "/a\\b",
            "/%00",
            "//evil.com",
            "/a//b",
            "/./a",
            "/%ff",
            "/%252e%252e/x",
            "/a%0d%0ab",
            "*",
            "",
            "evil",
        ] {
            assert_eq!(path(target), Err(Refusal::Path), "{target}");
        }
        let long = format!("/{}", "a".repeat(LONGEST)).leak();
        assert_eq!(path(long), Err(Refusal::Path));
        assert_eq!(judge(|asked| asked.method = "POST"), Err(Refusal::Method));
    }
}
