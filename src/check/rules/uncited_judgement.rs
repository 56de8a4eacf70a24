//! Judgements of which nothing says what they rest on.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::Fields;

declare_rule! {
    /// Reports a judgement of a briefing without `sources`.
    ///
    /// ## Why
    /// A judgement stands first on its page and is passed on alone. ICD 203 asks that analysis shows what it rests on; whoever acts on a
    /// judgement must be able to weigh its ground, and to see when that ground gives way.
    ///
    /// ## Example
    /// ```text
    /// //- briefings/june.md
    /// ---
    /// title: The river in June
    /// date: 2025-06-01
    /// judgements:
    ///   - statement: The group will try to take the bridge again.
    ///                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning uncited-judgement
    ///     likelihood: likely
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- briefings/june.md
    /// ---
    /// title: The river in June
    /// date: 2025-06-01
    /// judgements:
    ///   - statement: The group will try to take the bridge again.
    ///     likelihood: likely
    ///     sources: [gazette]
    /// ---
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// ```
    "uncited-judgement", Warning, Work::Audit(check)
}

/// Reports judgements without a source.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for note in &context.site.notes {
        let Fields::Briefing(briefing) = &note.fields else { continue };
        for judgement in briefing.judgements.iter().filter(|judgement| judgement.sources.is_empty()) {
            let finding = RULE.at(note.file, judgement.statement.span, "this judgement names no source");
            found.push(finding.help("add `sources:` with what it rests on"));
        }
    }
}
