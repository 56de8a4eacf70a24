//! An output to where it is read, by difference with what is there.
//!
//! # Entry points
//! - [`dir::write`] writes the folder of a build.
//! - [`Plan::new`] compares a fresh public build with a target; [`apply::apply`] does what a plan says.
//!
//! A [`Target`] only moves bytes: what is done to it, and in which order, is decided by the plan alone, which is pure.

pub mod apply;
pub mod compress;
pub mod dir;
pub mod folder;
pub mod fresh;
pub mod git;
pub mod hosting;
pub mod leaks;
pub mod manifest;
pub mod plan;
pub mod s3;

mod target;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

pub use plan::Plan;

use crate::output::MakeError;
use fresh::Print;
use manifest::Manifest;

/// What publishing changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// What stands at a target.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// What we made there; nothing if we never did.
    pub manifest: Option<Manifest>,
    /// Changes with every publish: the hash of the manifest, or the object id of a commit.
    pub version: Option<String>,
    /// Every file with its content as far as the target tells it, the manifest left out.
    pub present: BTreeMap<String, Content>,
}

/// What is known of the content of a file without reading it over a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// BLAKE3 in hexadecimal digits.
    Blake3(String),
    /// MD5 in hexadecimal digits, by which buckets name objects.
    Md5(String),
    Unknown,
}

/// A place that a site is published to.
///
/// Changes begin with [`Target::begin`] and end with [`Target::switch`]. All of them can be done again without harm.
pub trait Target: Sync {
    /// Where it is, in words that hold no secret.
    fn place(&self) -> String;

    /// Looks at what is there.
    fn survey(&mut self) -> Result<Survey, PublishError>;

    /// Gets ready to be changed, or refuses if it is no longer as it was when it was looked at.
    fn begin(&mut self, plan: &Plan) -> Result<(), PublishError>;

    /// True if readers see nothing of a change before `switch`, and all of it after.
    fn is_atomic(&self) -> bool;

    /// How many files are best written at a time.
    fn lanes(&self) -> usize;

    /// Writes a file.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError>;

    /// Deletes a file; one that is not there is no error.
    fn delete(&self, path: &str) -> Result<(), PublishError>;

    /// True if a file stands there with this content, by what the target itself says of it.
    fn is_there(&self, path: &str, print: &Print) -> Result<bool, PublishError>;

    /// Puts a manifest in place, and what belongs to it, if nobody else has in the meantime.
    fn switch(&mut self, manifest: &Manifest) -> Result<(), PublishError>;

    /// Refuses if somebody else has begun to publish since our last `switch`.
    fn holds(&self) -> Result<(), PublishError>;

    /// Where copies of a file may remain that has been deleted.
    fn copies(&self) -> Vec<String>;
}

/// Why publishing did not take place, or did not end.
#[derive(Debug)]
pub enum PublishError {
    /// The target is not ours to change: the reason, and the files that show it.
    Refused {
        reason: String,
        files: Vec<String>,
        help: String,
    },
    /// The output holds what its readers may not see.
    Leaks(Vec<leaks::Leak>),
    /// A file could not be made.
    Make(String, MakeError),
    Io(PathBuf, io::Error),
    /// A target on the network did not do what it was asked to.
    Store {
        /// What was asked, and what came back; never a secret.
        why: String,
        help: Option<String>,
        /// Set if it may do it when it is asked again: at the earliest after this time.
        again: Option<Duration>,
    },
}

impl PublishError {
    fn refused(reason: impl Into<String>, help: impl Into<String>) -> Self {
        PublishError::Refused { reason: reason.into(), files: Vec::new(), help: help.into() }
    }

    fn stale(place: &str) -> Self {
        let reason = format!("{place} has changed since it was looked at: somebody else publishes there");
        PublishError::refused(reason, "look at a new plan, and publish again")
    }

    fn store(why: impl Into<String>) -> Self {
        PublishError::Store { why: why.into(), help: None, again: None }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Refused { reason, .. } => f.write_str(reason),
            PublishError::Leaks(_) => f.write_str("the output holds words that only private notes have"),
            PublishError::Make(path, error) => write!(f, "{path} cannot be made: {error}"),
            PublishError::Io(path, error) => write!(f, "{}: {error}", path.display()),
            PublishError::Store { why, .. } => f.write_str(why),
        }
    }
}

impl std::error::Error for PublishError {}
