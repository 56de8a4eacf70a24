//! One request to a store and what came back, in words that hold no secret.

use std::time::Duration;

use ureq::http::{Method, Request};
use url::Url;

use super::PublishError;

/// What a store answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Without its quotation marks.
    pub(super) etag: Option<String>,
    /// When the store says that it is.
    pub(super) date: Option<String>,
    pub(super) body: Vec<u8>,
    retry_after: Option<Duration>,
}

/// How long a connection, and then an answer, is waited for. What comes after that is tried again.
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(60);
/// How long all of a request may take, large files and slow lines included.
const WHOLE: Duration = Duration::from_secs(600);

/// The largest answer that is read: a file of ours.
const MOST: u64 = 5 << 30;

/// Makes what sends requests. Redirects are not followed: what is signed for one host is for no other.
pub(super) fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("sourcebook/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(CONNECT))
        .timeout_recv_response(Some(ANSWER))
        .timeout_global(Some(WHOLE));
    ureq::Agent::new_with_config(config.build())
}

/// Sends a request whose address is signed. `what` says it in errors, in which the address never stands.
pub(super) fn send(
    agent: &ureq::Agent,
    method: Method,
    url: &Url,
    headers: &[(&str, String)],
    body: &[u8],
    what: &str,
) -> Result<Answer, PublishError> {
    let lost = |error: &ureq::Error| {
        let why = match error {
            ureq::Error::Timeout(_) => "no answer in time".to_owned(),
            ureq::Error::HostNotFound => "there is no such host".to_owned(),
            ureq::Error::ConnectionFailed => "no connection".to_owned(),
            ureq::Error::Io(error) => error.kind().to_string(),
            ureq::Error::Rustls(error) => error.to_string(),
            _ => "the connection broke".to_owned(),
        };
        PublishError::Store { why: format!("{what}: {why}"), help: None, again: Some(Duration::ZERO) }
    };
    let mut request = Request::builder().method(method.clone()).uri(url.as_str());
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let refused = |_| PublishError::store(format!("{what}: this cannot be asked for"));
    let response = if method == Method::PUT {
        agent.run(request.body(body).map_err(refused)?)
    } else {
        agent.run(request.body(()).map_err(refused)?)
    };
    let mut response = response.map_err(|error| lost(&error))?;
    let header = |name: &str| {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(|value| value.trim().to_owned())
    };
    let status = response.status().as_u16();
    let etag = header("etag").map(|etag| etag.trim_start_matches("W/").trim_matches('"').to_owned());
    let (date, retry_after) = (header("date"), header("retry-after"));
    let retry_after = retry_after.and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    let body = response.body_mut().with_config().limit(MOST).read_to_vec().map_err(|error| lost(&error))?;
    Ok(Answer { status, etag, date, body, retry_after })
}

impl Answer {
    /// True if the store did what it was asked to. Some say so first and send an error after.
    pub(super) fn is_fine(&self) -> bool {
        (200..300).contains(&self.status) && self.code().is_none()
    }

    /// The store's own word for an error.
    pub(super) fn code(&self) -> Option<String> {
        let text = String::from_utf8_lossy(&self.body[..self.body.len().min(64 * 1024)]);
        let (head, error) = text.split_once("<Error>")?;
        let is_error = !head.contains("<html") && head.len() < 200;
        let code = error.split_once("<Code>")?.1.split_once("</Code>")?.0;
        let is_word = !code.is_empty() && code.len() < 64 && code.chars().all(|c| c.is_ascii_alphanumeric());
        (is_error && is_word).then(|| code.to_owned())
    }

    /// An answer that is not what was wanted, as an error.
    pub(super) fn error(&self, what: &str) -> PublishError {
        let code = self.code();
        let code = code.as_deref();
        let passing = matches!(self.status, 200..=299 | 408 | 425 | 429 | 500 | 502 | 503 | 504)
            || matches!(code, Some("RequestTimeout" | "BadDigest" | "SlowDown" | "InternalError"));
        let help = match (self.status, code) {
            (_, Some("RequestTimeTooSkewed" | "RequestExpired")) => {
                Some("the clock of this machine is wrong: set it, and publish again")
            }
            (_, Some("ExpiredToken")) => Some("the keys have expired: get new ones"),
            (_, Some("InvalidAccessKeyId" | "SignatureDoesNotMatch" | "InvalidToken")) => Some(
                "the store does not know these keys: look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_PROFILE",
            ),
            (301 | 302 | 307 | 308, _) | (_, Some("AuthorizationHeaderMalformed" | "PermanentRedirect")) => {
                Some("the bucket is in another region or at another endpoint: say which in site.yaml")
            }
            (_, Some("NoSuchBucket")) => Some("make the bucket first; its name stands in site.yaml"),
            (403 | 401, _) => Some(
                "these keys may not do that; they need to list, read, write and delete objects of the bucket",
            ),
            _ => None,
        };
        let why = match code {
            Some(code) => format!("{what}: the store answered {} {code}", self.status),
            None => format!("{what}: the store answered {}", self.status),
        };
        let again = passing.then(|| self.retry_after.unwrap_or_default());
        PublishError::Store { why, help: help.map(str::to_owned), again }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, etag: None, date: None, body: body.into(), retry_after: None }
    }

    #[test]
    fn a_200_with_an_error_in_it_is_no_success() {
        let body = "<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code><Message>m</Message></Error>";
        let answer = answer(200, body);
        assert!(!answer.is_fine());
        assert!(matches!(answer.error("x"), PublishError::Store { again: Some(_), .. }));
        assert_eq!(answer.error("put a").to_string(), "put a: the store answered 200 InternalError");
    }

    #[test]
    fn pages_that_speak_of_errors_are_none() {
        assert!(answer(200, "<!doctype html><html><body><Error><Code>X</Code></Error>").is_fine());
        assert!(answer(204, "").is_fine());
        assert!(!answer(404, "").is_fine());
    }

    #[test]
    fn what_may_pass_is_tried_again_and_the_rest_is_not() {
        for (status, code, is_tried_again) in [
            (503, "SlowDown", true),
            (429, "", true),
            (500, "", true),
            (400, "BadDigest", true),
            (403, "AccessDenied", false),
            (403, "RequestTimeTooSkewed", false),
            (404, "NoSuchBucket", false),
            (301, "PermanentRedirect", false),
        ] {
            let answer = answer(status, &format!("<Error><Code>{code}</Code></Error>"));
            let PublishError::Store { again, help, .. } = answer.error("x") else { panic!() };
            assert_eq!(again.is_some(), is_tried_again, "{status} {code}");
            assert_eq!(help.is_none(), is_tried_again, "{status} {code}");
        }
    }
}
