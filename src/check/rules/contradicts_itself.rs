//! Claims that are named as their own contradiction.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::resolve::Target;

declare_rule! {
    /// Reports a claim whose `contradicted_by` names the claim itself. A source may stand on both sides: one report often tells what somebody says
    /// and who denies it.
    ///
    /// ## Why
    /// Readers would find no other side, and the contradiction that was meant is lost: as a rule the wrong id was copied.
    ///
    /// ## Example
    /// ```text
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// claims:
    ///   - id: bridge-closed
    ///     statement: The bridge was closed in May 2021.
    ///     sources: [gazette]
    ///     contradicted_by: ["claim:bridge-closed"]
    ///                       ^^^^^^^^^^^^^^^^^^^^^ warning contradicts-itself
    /// ---
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
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
    ///     contradicted_by: ["claim:bridge-open"]
    ///   - id: bridge-open
    ///     statement: The bridge was open all through May 2021.
    ///     sources: ["gazette, p. 9"]
    /// ---
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// ```
    "contradicts-itself", Warning, Work::Audit(check)
}

/// Looks for claims among what stands against them.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for note in &context.site.notes {
        for claim in &note.common.claims {
            let is_self =
                |target| matches!(target, Target::Claim(id) if std::ptr::eq(context.site.claim(id).1, claim));
            for other in claim.contradicted_by.iter().filter(|c| note.target(&c.source).is_some_and(is_self))
            {
                let message = format!("the claim `{}` is said to contradict itself", claim.id.value);
                found.push(
                    RULE.at(note.file, other.source.span, message)
                        .help("name what says otherwise, or take it out"),
                );
            }
        }
    }
}
