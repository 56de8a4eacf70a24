//! The search index: what notes, claims and figures say, in small files of which the browser reads the few that a query needs.
//!
//! 1. `docs`   every note, claim and figure as one document: its texts by weight, and what a list of results shows of it
//! 2. `words`  a text's words, as a query's words are read too
//! 3. `invert` for each word, the documents that hold it
//! 4. `files`  both, cut into files below `search/`
//!
//! The names of the files follow from the numbers of notes and bytes alone, so that a preview knows them without making any. They
//! are made from the site, which holds nothing private.

mod digits;
mod docs;
mod files;
mod invert;
mod words;

pub use files::{Files, paths};

use crate::resolve::Site;

use super::Stage;

/// Name of the export, and folder of its files.
pub const NAME: &str = "search";

/// Makes the files of an index.
pub fn make(stage: &Stage<'_>) -> Files {
    files::make(stage)
}

/// True if a site can be searched.
pub fn exists(site: &Site) -> bool {
    site.config.exports(NAME)
}
