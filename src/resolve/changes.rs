//! What is new, updated or corrected.

use super::NoteId;
use crate::model::NoteType;
use crate::model::note::Common;
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
pub(super) fn changes<'n>(notes: impl Iterator<Item = (&'n Common, NoteType)>) -> Vec<Change> {
    let mut all = Vec::new();
    let mut kinds = Vec::new();
    for (i, (common, kind)) in notes.enumerate() {
        let id = NoteId(i as u32);
        kinds.push(kind);
        let updated = common.updated.iter();
        all.extend(updated.map(|date| Change { date: date.clone(), note: id, correction: None }));
        let corrections = common.corrections.iter().enumerate();
        all.extend(corrections.map(|(i, c)| Change { date: c.date.clone(), note: id, correction: Some(i) }));
    }
    let rank = |change: &Change| {
        let kind = kinds[change.note.0 as usize];
        (kind != NoteType::Briefing, kind == NoteType::Source, kind, change.note, change.correction)
    };
    all.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| rank(a).cmp(&rank(b))));
    all
}
