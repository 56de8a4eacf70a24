//! Paragraphs that do not say where they have it from.

use rayon::prelude::*;

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::resolve::Note;

declare_rule! {
    /// Reports a paragraph or list item of a briefing or an actor note that names no source.
    ///
    /// A citation counts, in the paragraph itself or in one of its footnotes, and so does a link to a claim or figure, or its embedding: they bring
    /// their sources with them. A citation counts for its own paragraph or item only. A paragraph that ends in a colon states nothing and need not
    /// cite; if it does, its sources count for the list or quotation that it leads to. Headings, tables, footnotes and paragraphs that are nothing
    /// but links are not looked at. A paragraph that is the writer's own view can be allowed with that reason.
    ///
    /// ## Why
    /// A reader cannot tell whether a paragraph without a source rests on the one above it, on something unnamed, or on nothing. ICD 206 asks for a
    /// reference each time that a text depends on a source, not once for the whole text.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group was formed in 2019 [@gazette].
    ///
    /// It has about 300 members.
    /// ^^^^^^^^^^^^^^^^^^^^^^^^^ warning uncited-paragraph
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group was formed in 2019 [@gazette].
    ///
    /// It has about 300 members [@gazette, p. 2].
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// ```
    "uncited-paragraph", Warning, Work::Audit(check)
}

/// Reports what [`Note::paragraphs`](crate::resolve::Note::paragraphs) says does not cite.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let notes = context.site.notes.par_iter().filter(|note| note.must_cite());
    let all: Vec<Vec<Diagnostic>> = notes.map(uncited).collect();
    found.extend(all.into_iter().flatten());
}

fn uncited(note: &Note) -> Vec<Diagnostic> {
    let help = "cite what it rests on, `[@source, p. 3]`, or show a claim or figure that says it";
    let uncited = note.paragraphs().filter(|(_, cited)| !cited);
    let place = |(span, _)| note.body.in_file(span);
    uncited.map(place).map(|at| RULE.at(note.file, at, "this paragraph names no source").help(help)).collect()
}
