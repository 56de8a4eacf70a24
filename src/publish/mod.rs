//! An output to where it is read, by difference with what is there.

pub mod dir;
pub mod manifest;
mod target;

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::output::MakeError;

/// What publishing changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// Why publishing did not take place; what was there before is still there.
#[derive(Debug)]
pub enum PublishError {
    /// The target is not ours to change: the reason, and the files that show it.
    Refused {
        reason: String,
        files: Vec<String>,
        help: String,
    },
    /// A file could not be made.
    Make(String, MakeError),
    Io(PathBuf, io::Error),
}

impl PublishError {
    fn refused(reason: impl Into<String>, help: impl Into<String>) -> Self {
        PublishError::Refused { reason: reason.into(), files: Vec::new(), help: help.into() }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Refused { reason, .. } => f.write_str(reason),
            PublishError::Make(path, error) => write!(f, "{path} cannot be made: {error}"),
            PublishError::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for PublishError {}
