//! All sources as one BibLaTeX file.

use super::Export;
use crate::cite::bibtex::entry;
use crate::model::NoteType;
use crate::output::MakeError;
use crate::render::Stage;
use crate::resolve::Site;

pub(super) static EXPORT: Export =
    Export { name: "bibtex", needs_base: false, per_language: false, paths, make };

fn paths(site: &Site) -> Vec<String> {
    site.of_type(NoteType::Source).next().map(|_| "data/sources.bib".to_owned()).into_iter().collect()
}

fn make(stage: &Stage<'_>, _: &str) -> Result<Vec<u8>, MakeError> {
    let entries: Vec<String> =
        stage.site.of_type(NoteType::Source).map(|source| entry(stage.site, source)).collect();
    Ok(entries.join("\n").into_bytes())
}
