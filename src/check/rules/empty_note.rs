//! A note of which a reader learns nothing.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::{Fields, NoteType};

declare_rule! {
    /// Reports a briefing, page or topic without text. A briefing that has judgements says something without it, and so do the other types, by
    /// their fields.
    ///
    /// ## Why
    /// The page is published, listed and linked, and its readers find nothing there.
    ///
    /// ## Example
    /// ```text
    /// //- topics/elections.md
    /// ---
    /// ^^^ warning empty-note
    /// title: Elections
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- topics/elections.md
    /// ---
    /// title: Elections
    /// ---
    /// Votes at every level, and how they were counted.
    /// ```
    "empty-note", Warning, Work::Build(check)
}

/// Reports briefings, pages and topics without text; other types say something by their fields.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for note in &context.site.notes {
        let by_text = matches!(note.note_type(), NoteType::Briefing | NoteType::Page | NoteType::Topic);
        let judged = matches!(&note.fields, Fields::Briefing(briefing) if !briefing.judgements.is_empty());
        if by_text && !judged && note.body.text.trim().is_empty() {
            let message = format!("the {} has no text", note.note_type().word());
            let help = "write it below the second `---`, or make the note a draft: `visibility: draft`";
            found.push(RULE.at(note.file, note.top, message).help(help));
        }
    }
}
