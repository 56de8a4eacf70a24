//! A page of the site as a reference, for those who cite it.

use serde::Serialize;

use super::Stage;
use crate::cite::{PROGRAM, bibtex, csl_json};
use crate::model::NoteType;
use crate::resolve::NoteId;

/// How to cite a briefing.
#[derive(Debug, Serialize)]
pub struct CitePage {
    /// The reference in the site's style.
    pub text: String,
    pub url: Option<String>,
    /// The version that made it.
    pub made_with: String,
    pub bibtex: String,
    pub csl_json: String,
}

impl CitePage {
    /// The page of a briefing; other notes are no works of their own.
    pub fn new(stage: &Stage<'_>, id: NoteId) -> Option<Self> {
        let site = stage.site;
        let note = site.note(id);
        (note.note_type() == NoteType::Briefing).then(|| CitePage {
            text: stage.references.briefing(stage.site, id).text.clone(),
            url: site.base().map(|base| format!("{base}{}", note.href)),
            made_with: stage.words.say("made-with", &[("program", PROGRAM.into())]),
            bibtex: bibtex::entry(site, id),
            csl_json: serde_json::to_string_pretty(&csl_json::item(site, id)).unwrap_or_default(),
        })
    }
}
