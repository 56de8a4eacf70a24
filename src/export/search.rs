//! The search index, which the page `search.html` reads.

use super::Export;
use crate::output::MakeError;
use crate::render::{Stage, search};

pub(super) static EXPORT: Export =
    Export { name: search::NAME, needs_base: false, per_language: true, paths: search::paths, make };

fn make(stage: &Stage<'_>, path: &str) -> Result<Vec<u8>, MakeError> {
    let missing = || MakeError(format!("the search index has no file `{path}`"));
    stage.search_file(path).map(<[u8]>::to_vec).ok_or_else(missing)
}
