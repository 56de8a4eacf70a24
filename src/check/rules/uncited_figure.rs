//! Counts that do not say where they are from.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;

declare_rule! {
    /// Reports a count in the series of a figure without `sources`. Who counted (`counted_by`) is not yet a source.
    ///
    /// ## Why
    /// Numbers are copied more than anything else on a page, and each count of a series may be from another hand. A reader who wants to use one has
    /// to see where it was published.
    ///
    /// ## Example
    /// ```text
    /// //- topics/displacement.md
    /// ---
    /// title: Displacement
    /// figures:
    ///   - id: displaced-families
    ///     title: Displaced families
    ///     series:
    ///       - {as_of: "2021-05", value: 120, sources: [gazette]}
    ///       - {as_of: "2021-06", value: 310}
    ///                 ^^^^^^^^^ warning uncited-figure
    /// ---
    /// Families that left the river towns.
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- topics/displacement.md
    /// ---
    /// title: Displacement
    /// figures:
    ///   - id: displaced-families
    ///     title: Displaced families
    ///     series:
    ///       - {as_of: "2021-05", value: 120, sources: [gazette]}
    ///       - {as_of: "2021-06", value: 310, sources: ["gazette, p. 4"]}
    /// ---
    /// Families that left the river towns.
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// ```
    "uncited-figure", Warning, Work::Audit(check)
}

/// Reports counts without a source.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for note in &context.site.notes {
        for figure in &note.common.figures {
            for row in figure.series.iter().filter(|row| row.sources.is_empty()) {
                let message =
                    format!("the count of `{}` as of {} names no source", figure.id.value, *row.as_of);
                found.push(
                    RULE.at(note.file, row.as_of.span, message).help("add `sources:` with what it rests on"),
                );
            }
        }
    }
}
