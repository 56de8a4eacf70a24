//! What is new, updated or corrected.

use super::NoteId;
use crate::model::NoteType;
use crate::select::Published;
use crate::value::Date;

/// One dated change of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub date: Date,
    pub note: NoteId,
    /// The number of the correction, if it is one.
    pub correction: Option<usize>,
}

/// Every dated change, newest first; on one day briefings come first and sources last.
pub(super) fn changes(notes: &[Published]) -> Vec<Change> {
    let mut all = Vec::new();
    for (i, note) in notes.iter().enumerate() {
        let id = NoteId(i as u32);
        let updated = note.common.updated.iter();
        all.extend(updated.map(|date| Change { date: date.clone(), note: id, correction: None }));
        let corrections = note.common.corrections.iter().enumerate();
        all.extend(corrections.map(|(i, c)| Change { date: c.date.clone(), note: id, correction: Some(i) }));
    }
    let rank = |change: &Change| {
        let kind = notes[change.note.0 as usize].fields.note_type();
        (kind != NoteType::Briefing, kind == NoteType::Source, kind, change.note, change.correction)
    };
    all.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| rank(a).cmp(&rank(b))));
    all
}
