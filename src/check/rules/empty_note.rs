//! A note of which a reader learns nothing.

use crate::check::Rule;
use crate::diag::Diagnostic;
use crate::model::{Fields, NoteType};
use crate::resolve::Site;

pub(super) static RULE: Rule = Rule { name: "empty-note", check };

/// Reports briefings, pages and topics without text; other types say something by their fields.
fn check(site: &Site, found: &mut Vec<Diagnostic>) {
    for note in &site.notes {
        let by_text = matches!(note.note_type(), NoteType::Briefing | NoteType::Page | NoteType::Topic);
        let judged = matches!(&note.fields, Fields::Briefing(briefing) if !briefing.judgements.is_empty());
        if by_text && !judged && note.body.text.trim().is_empty() {
            let message = format!("the {} has no text", note.note_type().word());
            let warning = Diagnostic::warning(RULE.name, note.file, note.top, message);
            found.push(
                warning
                    .help("write it below the second `---`, or make the note a draft: `visibility: draft`"),
            );
        }
    }
}
