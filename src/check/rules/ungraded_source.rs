//! Sources of which nobody says how far they can be trusted.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::{Fields, NoteType};

declare_rule! {
    /// Reports a source without `reliability`, if another note names it or a source that is named relays it. F (“Reliability cannot be judged”) is a
    /// grade; it says that somebody has tried.
    ///
    /// ## Why
    /// The Admiralty code (A to F) tells readers how far a source has earned trust before. Where one source has a grade and the next has none, they
    /// cannot tell whether it is good or was forgotten. ICD 206 asks for a description of each source for the same reason.
    ///
    /// ## Example
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// ^^^ warning ungraded-source
    /// title: Gazette
    /// ---
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// ---
    /// The bridge was closed in May 2021 [@gazette].
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// reliability: B
    /// reliability_reason: The official paper of the province; prints decrees word for word.
    /// ---
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// ---
    /// The bridge was closed in May 2021 [@gazette].
    /// ```
    "ungraded-source", Warning, Work::Audit(check)
}

/// Reports sources that are used and have no grade.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let cited = site.cited_sources();
    for note in site.of_type(NoteType::Source).filter(|id| cited.contains(id)).map(|id| site.note(id)) {
        if matches!(&note.fields, Fields::Source(source) if source.reliability.is_none()) {
            let message = format!("the source `{}` has no grade of reliability", note.id);
            let help = "add `reliability:`, A to E, or F if it cannot be judged, and say why in `reliability_reason:`";
            found.push(RULE.at(note.file, note.top, message).help(help));
        }
    }
}
