//! Whether the addresses of sources still answer.
//!
//! What to ask, how an answer is judged, and what is remembered are pure; `net` is the only part that uses the network. Nothing here runs in a
//! build: `sourcebook check --online` asks, and the rules `link-dead` and `link-moved` report what was answered.

mod archive;
mod ask;
mod memory;
mod net;
mod trail;

pub use archive::{Archive, Copy};
pub use ask::{Asked, Settings, ask};
pub use memory::Memory;
pub use net::Network;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::model::{Fields, NoteType};
use crate::resolve::Site;
use crate::value::WebAddress;
use crate::value::date::Day;

/// An address of a source, and what helps to find a copy of what stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub url: WebAddress,
    /// The copy in a public archive that the note names.
    pub archived: Option<WebAddress>,
    /// The day on which it was read, or published.
    pub day: Option<Day>,
}

/// The addresses of all sources of a site.
///
/// Of a public site, these are the ones that its readers see: of others, nobody outside learns by being asked.
pub fn questions(site: &Site) -> Vec<Question> {
    let sources = site.of_type(NoteType::Source).filter_map(|id| match &site.note(id).fields {
        Fields::Source(source) => Some(source),
        _ => None,
    });
    let question = |source: &std::sync::Arc<crate::model::notes::Source>| {
        let date = source.accessed().or(source.published.as_ref());
        Some(Question {
            url: source.url.as_ref()?.value.clone(),
            archived: source.archived.as_ref().map(|archived| archived.url.clone()),
            day: date.and_then(|date| date.exact_day().or(date.earliest().day())),
        })
    };
    sources.filter_map(question).collect()
}

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Fine,
    /// It leads for good to this one.
    Moved(String),
    Dead(Fault),
    /// It answers, but a program cannot tell what a reader would see: this status.
    Unclear(u16),
}

/// Why nothing is to be seen at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    Status(u16),
    NoHost,
    NoConnection,
    NoAnswer,
    /// What came is no answer in HTTP.
    Broken,
    /// The connection cannot be secured, and why.
    Insecure(String),
    /// Redirects that come back to where they were, or go on and on.
    Circle,
    /// A redirect to what is no address, or one inside a network.
    Nowhere,
    /// A redirect from the address of a page to the front page of a site.
    FrontPage(String),
}

impl Fault {
    /// What is wrong, as words that go on from “this address”.
    pub fn words(&self) -> String {
        match self {
            Fault::Status(404) => "leads to no page (404)".to_owned(),
            Fault::Status(410) => "leads to a page that was taken away (410)".to_owned(),
            Fault::Status(status) => format!("is answered by an error of its server ({status})"),
            Fault::NoHost => "names a host that cannot be found".to_owned(),
            Fault::NoConnection => "cannot be reached".to_owned(),
            Fault::NoAnswer => "gives no answer in time".to_owned(),
            Fault::Broken => "gives an answer that cannot be read".to_owned(),
            Fault::Insecure(why) => format!("has no secure connection: {why}"),
            Fault::Circle => "leads in a circle".to_owned(),
            Fault::Nowhere => "leads to what is no public address".to_owned(),
            Fault::FrontPage(host) => format!("only leads to the front page of {host}"),
        }
    }
}

/// What is known of addresses.
#[derive(Debug, Default)]
pub struct Answers {
    verdicts: BTreeMap<String, Verdict>,
    copies: BTreeMap<String, Copy>,
}

impl Answers {
    /// What became of an address, if it was asked.
    pub fn verdict(&self, url: &WebAddress) -> Option<&Verdict> {
        self.verdicts.get(url.without_fragment())
    }

    /// The copy of a dead address that an archive has.
    pub fn copy(&self, url: &WebAddress) -> Option<&Copy> {
        self.copies.get(url.without_fragment())
    }

    fn unclear(&self) -> Vec<(String, u16)> {
        let unclear = |(url, verdict): (&String, &Verdict)| match verdict {
            Verdict::Unclear(status) => Some((url.clone(), *status)),
            Verdict::Fine | Verdict::Moved(_) | Verdict::Dead(_) => None,
        };
        self.verdicts.iter().filter_map(unclear).collect()
    }

    fn is_dead(&self, url: &WebAddress) -> bool {
        matches!(self.verdict(url), Some(Verdict::Dead(_)))
    }
}

/// What is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// Whether there is something.
    Head,
    /// The same of servers that do not answer to that; what comes is not read.
    Get,
    /// A short text.
    Text,
}

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// Where it leads, as the server wrote it.
    pub location: Option<String>,
    /// How long the server wants to be left alone.
    pub retry_after: Option<Duration>,
    pub text: String,
}

/// Sends one request and waits for what comes back.
pub type Send<'a> = &'a (dyn Fn(Want, &WebAddress) -> Result<Reply, Fault> + Sync);
