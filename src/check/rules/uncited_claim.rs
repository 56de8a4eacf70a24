//! Claims of which nothing says where they come from.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;

declare_rule! {
    /// Reports a claim without `sources`. What contradicts it is no support, and a citation in the note's text does not count: a claim is shown
    /// on other pages, too, where that text is not.
    ///
    /// ## Why
    /// A claim is a statement that somebody has made. Without a source nobody can see that it was made, by whom and in which words; even one that
    /// is only there to be refuted must have been found somewhere.
    ///
    /// ## Example
    /// ```text
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// claims:
    ///   - id: bridge-closed
    ///         ^^^^^^^^^^^^^ warning uncited-claim
    ///     statement: The bridge was closed in May 2021.
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// claims:
    ///   - id: bridge-closed
    ///     statement: The bridge was closed in May 2021.
    ///     sources: [gazette]
    /// ---
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// ```
    "uncited-claim", Warning, Work::Audit(check)
}

/// Reports claims without a source.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for note in &context.site.notes {
        for claim in note.common.claims.iter().filter(|claim| claim.sources.is_empty()) {
            let message = format!("the claim `{}` names no source", claim.id.value);
            let help = "add `sources:` with where it was said";
            found.push(RULE.at(note.file, claim.id.span, message).help(help));
        }
    }
}
