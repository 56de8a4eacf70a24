//! Events that do not say where they are from.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::NoteType;

declare_rule! {
    /// Reports an event that names no source: it has no `sources`, neither of its own nor of an actor in it, and its text cites nothing.
    ///
    /// ## Why
    /// On a timeline an event stands alone, away from the text that mentions it. Without a source nobody can look up whether it happened, or when.
    ///
    /// ## Example
    /// ```text
    /// //- events/ferry-seized.md
    /// ---
    /// ^^^ warning uncited-event
    /// title: A ferry is seized
    /// date: "2021-05-14"
    /// ---
    /// Armed men took the ferry and held it until the evening.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- events/ferry-seized.md
    /// ---
    /// title: A ferry is seized
    /// date: "2021-05-14"
    /// sources: [gazette]
    /// ---
    /// Armed men took the ferry and held it until the evening.
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// ```
    "uncited-event", Warning, Work::Audit(check)
}

/// Reports events without a source.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let events = site.of_type(NoteType::Event).map(|id| site.note(id));
    for note in events.filter(|note| !note.is_sourced_event()) {
        let help = "add `sources:` to its fields, or cite in its text: `[@source]`";
        found.push(RULE.at(note.file, note.top, "the event names no source").help(help));
    }
}
