//! Relations of which nobody knows when they held.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::NoteType;

declare_rule! {
    /// Reports a relation without `when`. Not reported are the types that have no time of their own: `family-of`, `inspired` and `model-for`
    /// with their inverses, and `founded` with its inverse, whose day is the field `founded` of the other actor.
    ///
    /// ## Why
    /// Alliances, memberships and commands end. A relation without a date reads as one that holds today, and readers pass it on as such long
    /// after it has ended. Where the beginning or the end is not known, the date can say so.
    ///
    /// ## Example
    /// ```text
    /// //- actors/red-front.md
    /// ---
    /// title: Red Front
    /// ---
    /// //- actors/vardan.md
    /// ---
    /// title: Vardan
    /// relations:
    ///   - type: commands
    ///           ^^^^^^^^ warning relation-without-date
    ///     to: red-front
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/red-front.md
    /// ---
    /// title: Red Front
    /// ---
    /// //- actors/vardan.md
    /// ---
    /// title: Vardan
    /// relations:
    ///   - type: commands
    ///     to: red-front
    ///     when: 2021/
    /// ---
    /// ```
    "relation-without-date", Warning, Work::Audit(check)
}

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for note in site.of_type(NoteType::Actor).map(|id| site.note(id)) {
        for relation in note.fields.facets().relations() {
            let kind = &relation.kind;
            if relation.when.is_some() || !kind.value.row().time.wants_date() {
                continue;
            }
            let message = format!("nothing says when `{}` held", kind.value.word());
            let help = "add `when: 2015/2019`; `2015/..` goes on, `2015/` has an end that is not known, and `/2019` such a beginning";
            found.push(RULE.at(note.file, kind.span, message).help(help));
        }
    }
}
