//! Sources that nothing rests on.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::NoteType;
use crate::resolve::{Note, Site};
use crate::value::Visibility;

declare_rule! {
    /// Reports a source that no other note names: nothing cites or links to it, no field rests on it, no claim or figure is about it, and no source
    /// that is named itself relays it. What readers may not see does not count for a source that they do. Drafts are left alone.
    ///
    /// ## Why
    /// Its page is published and listed, and supports nothing. Often a citation was lost in editing, or the source says something that has not been
    /// written down yet.
    ///
    /// ## Example
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// ^^^ warning source-never-cited
    /// title: Gazette
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// ---
    /// The bridge was closed in May 2021 [@gazette].
    /// ```
    "source-never-cited", Warning, Work::Audit(check)
}

/// Reports sources that nothing names.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let cited = site.cited_sources();
    for id in site.of_type(NoteType::Source).filter(|id| !cited.contains(id)) {
        let note = site.note(id);
        let is_subject = !site.claims_about(id).is_empty() || !site.figures_about(id).is_empty();
        if !is_subject && !is_draft(site, note) {
            let message = format!("nothing rests on the source `{}` or mentions it", note.id);
            let help = "cite it where it is used, or take it out; `visibility: draft` keeps it for later";
            found.push(RULE.at(note.file, note.top, message).help(help));
        }
    }
}

fn is_draft(site: &Site, note: &Note) -> bool {
    note.common.visibility.or(site.config.default_visibility) == Some(Visibility::Draft)
}
