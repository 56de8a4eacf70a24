//! Relations that do not say where they are from.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;

declare_rule! {
    /// Reports a relation of an actor note without `sources`. A citation in the note's text does not count: the relation is also shown on the other
    /// actor's page, where that text is not.
    ///
    /// ## Why
    /// Who leads, pays or belongs to whom is what readers take from a profile and what they are asked to prove. On the page of the other actor a
    /// relation without a source looks like that page's own statement.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// relations:
    ///   - type: led-by
    ///     to: dara-ilves
    ///         ^^^^^^^^^^ warning uncited-relation
    /// ---
    /// //- actors/dara-ilves.md
    /// ---
    /// title: Dara Ilves
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// relations:
    ///   - type: led-by
    ///     to: dara-ilves
    ///     sources: [gazette]
    /// ---
    /// //- actors/dara-ilves.md
    /// ---
    /// title: Dara Ilves
    /// ---
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// ```
    "uncited-relation", Warning, Work::Audit(check)
}

/// Reports relations without a source.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for note in &context.site.notes {
        let relations = note.fields.facets().relations().iter();
        // One whose end is withheld or missing is not shown.
        for relation in relations.filter(|r| r.sources.is_empty() && !r.to.value.is_empty()) {
            let message = format!(
                "the relation `{}` to `{}` names no source",
                relation.kind.value.word(),
                relation.to.value
            );
            found.push(
                RULE.at(note.file, relation.to.span, message).help("add `sources:` with what it rests on"),
            );
        }
    }
}
