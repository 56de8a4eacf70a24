//! The network: one request and what comes back.

use std::io::Read;
use std::time::Duration;

use ureq::http::{HeaderMap, Method, Request, header};

use super::{Fault, Reply, Want};
use crate::value::WebAddress;

/// How long a connection is waited for.
const CONNECT: Duration = Duration::from_secs(10);
/// The longest text that is read: the answer of an archive.
const LONGEST_TEXT: u64 = 64 * 1024;

/// Sends requests that tell nothing of the user but the program: no cookies, no referrer, no keys.
#[derive(Debug)]
pub struct Network {
    agent: ureq::Agent,
    now: jiff::Timestamp,
}

impl Network {
    /// Makes what sends requests; none of them takes longer than `timeout`.
    pub fn new(timeout: Duration, now: jiff::Timestamp) -> Network {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(user_agent())
            .timeout_connect(Some(CONNECT.min(timeout)))
            .timeout_global(Some(timeout))
            // A connection that rests for the pause between two requests is often closed by the time of the second.
            .max_idle_connections(0);
        Network { agent: ureq::Agent::new_with_config(config.build()), now }
    }

    /// Sends a request to an address.
    pub fn send(&self, want: Want, url: &WebAddress) -> Result<Reply, Fault> {
        let method = if want == Want::Head { Method::HEAD } else { Method::GET };
        let request = Request::builder().method(method).uri(url.without_fragment()).body(());
        let request = request.map_err(|_| Fault::Nowhere)?;
        let mut response = self.agent.run(request).map_err(|error| fault(&error))?;
        let mut text = String::new();
        if want == Want::Text {
            let mut body = response.body_mut().as_reader().take(LONGEST_TEXT);
            body.read_to_string(&mut text).map_err(|_| Fault::Broken)?;
        }
        let headers = response.headers();
        Ok(Reply {
            status: response.status().as_u16(),
            location: value(headers, header::LOCATION),
            retry_after: value(headers, header::RETRY_AFTER).and_then(|text| delay(&text, self.now)),
            text,
        })
    }
}

/// Who asks, so that those who are asked can tell what it is.
fn user_agent() -> String {
    let home = match env!("CARGO_PKG_REPOSITORY") {
        "" => String::new(),
        home => format!("; +{home}"),
    };
    format!("sourcebook/{} (looks whether links still work{home})", env!("CARGO_PKG_VERSION"))
}

fn value(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    // Many servers write addresses as they are, in UTF-8.
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

/// How long a server wants to be left alone: seconds, or until a time.
fn delay(text: &str, now: jiff::Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::from_secs(u64::try_from(until.as_second() - now.as_second()).unwrap_or(0)))
}

fn fault(error: &ureq::Error) -> Fault {
    match error {
        ureq::Error::Timeout(_) => Fault::NoAnswer,
        ureq::Error::HostNotFound => Fault::NoHost,
        ureq::Error::ConnectionFailed => Fault::NoConnection,
        ureq::Error::Io(error) => match error.kind() {
            std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => Fault::NoAnswer,
            // By this, what secures connections says that it cannot.
            std::io::ErrorKind::InvalidData => Fault::Insecure(error.to_string()),
            std::io::ErrorKind::ConnectionReset
            | std::io::ErrorKind::ConnectionAborted
            | std::io::ErrorKind::BrokenPipe
            | std::io::ErrorKind::UnexpectedEof => Fault::Broken,
            // A name that is not found has a kind of its own only in words.
            _ if error.to_string().contains("lookup address") => Fault::NoHost,
            _ => Fault::NoConnection,
        },
        ureq::Error::Rustls(error) => Fault::Insecure(error.to_string()),
        ureq::Error::Tls(why) => Fault::Insecure((*why).to_owned()),
        _ => Fault::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_say_in_two_ways_how_long_to_wait() {
        let now = jiff::Timestamp::from_second(784_111_777).unwrap();
        let seconds = |text: &str| delay(text, now).map(|delay| delay.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0));
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("-1"), None);
    }
}
