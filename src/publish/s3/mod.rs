//! A bucket of an S3-compatible store.
//!
//! Readers see every single step, so their order is that of the plan. The manifest is written under the condition that it is still the one that
//! was looked at; a store that knows no conditions is at least asked right before.

pub mod keys;
mod request;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use md5::{Digest, Md5};
pub use rusty_s3::Credentials;
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Bucket, S3Action, UrlStyle};
use ureq::http::Method;
use url::Url;

use super::folder::untrusted;
use super::fresh::{Print, hex};
use super::manifest::{self, Manifest};
use super::plan::Plan;
use super::{Content, PublishError, Survey, Target, compress};
use crate::output::content_type;
use request::{Answer, agent, send};

/// How long a signed address is good for.
const SIGNED: Duration = Duration::from_secs(900);

/// By how much the clock of the store may differ from ours, in seconds: embargoes hang on it.
const MOST_SKEW: i64 = 300;

/// Where a bucket is.
#[derive(Debug, Clone)]
pub struct Address {
    /// Of the store; that of AWS in the region if absent.
    pub endpoint: Option<String>,
    pub region: String,
    pub bucket: String,
    /// Folder within the bucket, without slashes at its ends.
    pub prefix: Option<String>,
}

/// A bucket as a target.
pub struct Store {
    agent: ureq::Agent,
    bucket: Bucket,
    credentials: Credentials,
    /// What stands before every key: nothing, or a folder with a slash.
    prefix: String,
    place: String,
    /// The clock of this machine.
    now: jiff::Timestamp,
    /// The manifest that we know to be there: its hash, and what the store calls it.
    manifest: Mutex<Option<(String, Option<String>)>>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Store {
    /// Takes a bucket. `now` is compared with the clock of the store.
    pub fn new(
        address: &Address,
        credentials: Credentials,
        now: jiff::Timestamp,
    ) -> Result<Store, PublishError> {
        let aws = || format!("https://s3.{}.amazonaws.com", address.region);
        let endpoint = address.endpoint.clone().unwrap_or_else(aws);
        let refused =
            |why: String| PublishError::store(format!("the address of the bucket cannot be used: {why}"));
        let endpoint: Url = endpoint.parse().map_err(|error: url::ParseError| refused(error.to_string()))?;
        let bucket = Bucket::new(endpoint, UrlStyle::Path, address.bucket.clone(), address.region.clone())
            .map_err(|error| refused(error.to_string()))?;
        let prefix = address.prefix.as_ref().map(|prefix| format!("{prefix}/")).unwrap_or_default();
        let host = bucket.base_url().host_str().unwrap_or_default();
        let place = format!("bucket {}/{prefix} at {host}", address.bucket).replace("/ at", " at");
        Ok(Store { agent: agent(), bucket, credentials, prefix, place, now, manifest: Mutex::new(None) })
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// A file with its `ETag`; nothing if there is none.
    fn get(&self, path: &str) -> Result<Option<Answer>, PublishError> {
        let key = self.key(path);
        let url = self.bucket.get_object(Some(&self.credentials), &key).sign(SIGNED);
        let what = format!("reading {path} from {}", self.place);
        let answer = send(&self.agent, Method::GET, &url, &[], &[], &what)?;
        match answer.status {
            404 if answer.code().as_deref() != Some("NoSuchBucket") => Ok(None),
            _ if answer.is_fine() => Ok(Some(answer)),
            _ => Err(answer.error(&what)),
        }
    }

    /// Writes a file, if the conditions among the headers hold.
    fn write(&self, path: &str, bytes: &[u8], conditions: &[(&str, String)]) -> Result<Answer, PublishError> {
        let key = self.key(path);
        let url = self.bucket.put_object(Some(&self.credentials), &key).sign(SIGNED);
        let md5 = base64::engine::general_purpose::STANDARD.encode(Md5::digest(bytes));
        let mut headers = vec![
            ("content-type", content_type(path).to_owned()),
            ("cache-control", cache_rule(path).to_owned()),
            ("content-md5", md5),
        ];
        headers.extend(
            compress::encoding(path, bytes).map(|encoding| ("content-encoding", encoding.to_owned())),
        );
        headers.extend(conditions.iter().cloned());
        send(&self.agent, Method::PUT, &url, &headers, bytes, &self.writing(path))
    }

    fn writing(&self, path: &str) -> String {
        format!("writing {path} to {}", self.place)
    }

    /// The manifest that stands there, by hash and `ETag`.
    fn current(&self) -> Result<Option<(String, Option<String>)>, PublishError> {
        let answer = self.get(manifest::NAME)?;
        Ok(answer.map(|answer| (blake3::hash(&answer.body).to_hex().to_string(), answer.etag)))
    }

    fn known(&self) -> Option<(String, Option<String>)> {
        self.manifest.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn know(&self, manifest: Option<(String, Option<String>)>) {
        *self.manifest.lock().unwrap_or_else(PoisonError::into_inner) = manifest;
    }

    /// All objects below the prefix: the `ETag` of each by its path.
    fn list(&self) -> Result<BTreeMap<String, Option<String>>, PublishError> {
        let mut files = BTreeMap::new();
        let mut token: Option<String> = None;
        loop {
            let mut list = ListObjectsV2::new(&self.bucket, Some(&self.credentials));
            if !self.prefix.is_empty() {
                list.with_prefix(self.prefix.as_str());
            }
            if let Some(token) = token {
                list.with_continuation_token(token);
            }
            let url = list.sign(SIGNED);
            let what = format!("listing {}", self.place);
            let answer = send(&self.agent, Method::GET, &url, &[], &[], &what)?;
            if !answer.is_fine() {
                return Err(answer.error(&what));
            }
            self.check_clock(answer.date.as_deref())?;
            let text = String::from_utf8_lossy(&answer.body);
            let listed = ListObjectsV2::parse_response(&text).map_err(|_| {
                let why = format!("{what}: the answer is no list of objects");
                PublishError::Store { why, help: None, again: Some(Duration::ZERO) }
            })?;
            for object in listed.contents {
                // Programs with folders mark them by objects that end with a slash.
                if let Some(path) = object
                    .key
                    .strip_prefix(&self.prefix)
                    .filter(|path| !path.ends_with('/') && !path.is_empty())
                {
                    files.insert(path.to_owned(), object.etag);
                }
            }
            token = listed.next_continuation_token;
            if token.is_none() {
                return Ok(files);
            }
        }
    }

    /// Refuses to publish by a clock that is wrong: a note would be public before its time.
    fn check_clock(&self, date: Option<&str>) -> Result<(), PublishError> {
        let theirs =
            date.and_then(|date| jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).ok());
        let Some(theirs) = theirs else { return Ok(()) };
        let skew = self.now.as_second() - theirs.as_second();
        // Theirs goes on while we make pages; only ours being ahead opens an embargo early.
        if skew <= MOST_SKEW {
            return Ok(());
        }
        let reason = format!("the clock of this machine is {} minutes ahead of that of the store", skew / 60);
        Err(PublishError::refused(reason, "set the clock: notes under embargo would come out too early"))
    }
}

/// What a file is called by its content, if that is what an `ETag` says.
fn md5_of(etag: Option<&String>) -> Option<String> {
    let etag = etag?.trim_matches('"').to_ascii_lowercase();
    (etag.len() == 32 && etag.bytes().all(|b| b.is_ascii_hexdigit())).then_some(etag)
}

/// How long browsers may keep a file: for good where its address changes with its content, and else only if they ask each time.
fn cache_rule(path: &str) -> &'static str {
    if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

impl Target for Store {
    fn place(&self) -> String {
        self.place.clone()
    }

    fn survey(&mut self) -> Result<Survey, PublishError> {
        let mut survey = Survey::default();
        let mut files = self.list()?;
        files.remove(manifest::NAME);
        let answer = self.get(manifest::NAME)?;
        if let Some(answer) = &answer {
            survey.manifest =
                Some(Manifest::parse(&answer.body).map_err(|why| untrusted(&self.place, &why))?);
            survey.version = Some(blake3::hash(&answer.body).to_hex().to_string());
        }
        self.know(survey.version.clone().map(|version| (version, answer.and_then(|answer| answer.etag))));
        let content = |etag: Option<String>| md5_of(etag.as_ref()).map_or(Content::Unknown, Content::Md5);
        survey.present = files.into_iter().map(|(path, etag)| (path, content(etag))).collect();
        Ok(survey)
    }

    fn begin(&mut self, plan: &Plan) -> Result<(), PublishError> {
        let known = self.known().map(|(version, _)| version);
        if plan.before == known { self.holds() } else { Err(PublishError::stale(&self.place)) }
    }

    fn is_atomic(&self) -> bool {
        false
    }

    fn lanes(&self) -> usize {
        8
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let answer = self.write(path, bytes, &[])?;
        if !answer.is_fine() {
            return Err(answer.error(&self.writing(path)));
        }
        let md5 = hex(&Md5::digest(bytes));
        match md5_of(answer.etag.as_ref()) {
            // What the store calls it is not always its MD5; then only reading it back tells.
            Some(etag) if etag != md5 && !self.is_there(path, &Print::of(bytes))? => {
                let why = format!("{} arrived with other bytes", self.writing(path));
                Err(PublishError::Store { why, help: None, again: Some(Duration::ZERO) })
            }
            _ => Ok(()),
        }
    }

    fn delete(&self, path: &str) -> Result<(), PublishError> {
        let key = self.key(path);
        let url = self.bucket.delete_object(Some(&self.credentials), &key).sign(SIGNED);
        let what = format!("deleting {path} from {}", self.place);
        let answer = send(&self.agent, Method::DELETE, &url, &[], &[], &what)?;
        if answer.is_fine() || answer.status == 404 { Ok(()) } else { Err(answer.error(&what)) }
    }

    fn is_there(&self, path: &str, print: &Print) -> Result<bool, PublishError> {
        let key = self.key(path);
        let url = self.bucket.head_object(Some(&self.credentials), &key).sign(SIGNED);
        let what = format!("looking at {path} in {}", self.place);
        let answer = send(&self.agent, Method::HEAD, &url, &[], &[], &what)?;
        match answer.status {
            404 => return Ok(false),
            200..=299 => {}
            _ => return Err(answer.error(&what)),
        }
        if md5_of(answer.etag.as_ref()).is_some_and(|md5| md5 == print.md5) {
            return Ok(true);
        }
        let read = self.get(path)?;
        Ok(read.is_some_and(|read| blake3::hash(&read.body).to_hex().as_str() == print.hash))
    }

    fn switch(&mut self, manifest: &Manifest) -> Result<(), PublishError> {
        let bytes = manifest.bytes();
        let ours = blake3::hash(&bytes).to_hex().to_string();
        let now = self.current()?;
        let is_ours =
            |now: &Option<(String, Option<String>)>| now.as_ref().is_some_and(|(hash, _)| *hash == ours);
        // The answer to an earlier try may have been lost on its way.
        if is_ours(&now) {
            self.know(now);
            return Ok(());
        }
        let version =
            |manifest: &Option<(String, Option<String>)>| manifest.as_ref().map(|(hash, _)| hash.clone());
        if version(&now) != version(&self.known()) {
            return Err(PublishError::stale(&self.place));
        }
        let condition = match now {
            None => Some(("if-none-match", "*".to_owned())),
            Some((_, etag)) => etag.map(|etag| ("if-match", format!("\"{etag}\""))),
        };
        let mut answer = self.write(manifest::NAME, &bytes, condition.as_slice())?;
        if answer.status == 501 {
            // This store knows no conditions; it has just been asked.
            answer = self.write(manifest::NAME, &bytes, &[])?;
        }
        if matches!(answer.status, 404 | 409 | 412) && answer.code().as_deref() != Some("NoSuchBucket") {
            let now = self.current()?;
            if !is_ours(&now) {
                return Err(PublishError::stale(&self.place));
            }
            self.know(now);
            return Ok(());
        }
        if !answer.is_fine() {
            return Err(answer.error(&self.writing(manifest::NAME)));
        }
        self.know(Some((ours, answer.etag)));
        Ok(())
    }

    fn holds(&self) -> Result<(), PublishError> {
        let version = |manifest: Option<(String, Option<String>)>| manifest.map(|(hash, _)| hash);
        let is_held = version(self.current()?) == version(self.known());
        if is_held { Ok(()) } else { Err(PublishError::stale(&self.place)) }
    }

    fn copies(&self) -> Vec<String> {
        vec![
            "earlier versions of the objects, if the bucket keeps them: only the store's own tools delete those".to_owned(),
            "a network of caches in front of the bucket, until what it holds is declared invalid".to_owned(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_etag_is_a_checksum_only_in_one_form() {
        let md5 = "900150983cd24fb0d6963f7d28e17f72";
        assert_eq!(md5_of(Some(&format!("\"{md5}\""))), Some(md5.to_owned()));
        for other in [format!("{md5}-2"), String::new(), "x".repeat(32)] {
            assert_eq!(md5_of(Some(&other)), None, "{other}");
        }
    }

    #[test]
    fn a_clock_that_is_ahead_is_refused() {
        let address = Address {
            endpoint: Some("http://127.0.0.1:9/".into()),
            region: "r".into(),
            bucket: "b".into(),
            prefix: Some("a/b".into()),
        };
        let now = "2026-11-26T16:00:00Z".parse().unwrap();
        let store = Store::new(&address, Credentials::new("key", "hidden"), now).unwrap();
        assert_eq!(store.place(), "bucket b/a/b at 127.0.0.1");
        assert_eq!(store.key("x.html"), "a/b/x.html");
        assert!(!format!("{store:?}").contains("hidden"));
        assert!(store.check_clock(Some("Thu, 26 Nov 2026 15:54:00 GMT")).is_err());
        for fine in
            [Some("Thu, 26 Nov 2026 15:56:00 GMT"), Some("Thu, 26 Nov 2026 17:00:00 GMT"), Some("soon"), None]
        {
            store.check_clock(fine).unwrap();
        }
    }
}
