//! A build for the public as it is about to be published: what each file is, without keeping it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use md5::{Digest, Md5};
use rayon::prelude::*;

use super::PublishError;
use super::dir::bytes_of;
use super::leaks::Leaks;
use super::manifest::Manifest;
use crate::config::Host;
use crate::output::Output;
use crate::select::{Audience, Guard};

/// A fresh build by its files.
#[derive(Debug, Clone, Default)]
pub struct Fresh {
    /// The name by which a target knows whose site it holds.
    pub site: String,
    /// Every file by its path.
    pub files: BTreeMap<String, Print>,
    /// Addresses of notes' own pages and files, with the title of the note.
    pub notes: BTreeMap<String, String>,
    /// Addresses of the pages of retracted sources.
    pub retracted: BTreeSet<String>,
    /// What shows the site, if the settings say so.
    pub host: Option<Host>,
    /// How many old addresses lead to new ones, and the length in bytes of the longest line that says so.
    pub redirects: usize,
    pub longest_redirect: usize,
    /// File stems of notes that are in the folder, but not for the public.
    pub withheld: BTreeSet<String>,
}

/// The content of a file, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// BLAKE3 in hexadecimal digits.
    pub hash: String,
    /// MD5 in hexadecimal digits.
    pub md5: String,
    /// In bytes.
    pub size: u64,
}

impl Print {
    pub fn of(bytes: &[u8]) -> Print {
        let md5 = hex(&Md5::digest(bytes));
        Print { hash: blake3::hash(bytes).to_hex().to_string(), md5, size: bytes.len() as u64 }
    }
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Fresh {
    /// Makes every file of an output once, and keeps what it is. `made` counts them; `guard` knows what readers may not see.
    pub fn new(
        site: String,
        output: &Output<'_>,
        guard: Option<&Guard>,
        made: &AtomicUsize,
    ) -> Result<Fresh, PublishError> {
        let leaks = Leaks::new(guard);
        let print = |(path, recipe): &(crate::text::SitePath, crate::output::Recipe<'_>)| {
            let bytes = bytes_of(path.as_str(), recipe)?;
            leaks.look(path.as_str(), &bytes);
            let print = Print::of(&bytes);
            made.fetch_add(1, Ordering::Relaxed);
            Ok((path.as_str().to_owned(), print))
        };
        let files: Result<BTreeMap<String, Print>, PublishError> =
            output.files().par_iter().map(print).collect();
        let files = files?;
        leaks.end()?;
        Ok(Fresh { site, files, ..Fresh::default() })
    }

    /// The manifest of this build.
    pub fn manifest(&self) -> Manifest {
        let mut manifest = Manifest::new(Audience::Public, &self.site);
        manifest.files = self.files.iter().map(|(path, print)| (path.clone(), print.hash.clone())).collect();
        manifest
    }
}
