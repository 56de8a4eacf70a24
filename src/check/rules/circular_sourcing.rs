//! Sources that relay each other, so that none of them is a beginning.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::Fields;

declare_rule! {
    /// Reports sources that relay each other in a circle: by what `derived_from` says, none of them is where the account began.
    ///
    /// ## Why
    /// Support is counted in independent origins. In a circle each source points to another, and the reader who follows them back arrives where
    /// he set out. Often one of the entries is wrong; sometimes the sources really feed on each other, and then nobody has seen what they tell.
    ///
    /// ## Example
    /// ```text
    /// //- sources/agency.md
    /// ---
    /// title: Agency report
    /// derived_from: [daily]
    ///                ^^^^^ warning circular-sourcing
    /// ---
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// derived_from: [agency]
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/agency.md
    /// ---
    /// title: Agency report
    /// ---
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// derived_from: [agency]
    /// ---
    /// ```
    "circular-sourcing", Warning, Work::Build(check)
}

/// Reports each circle once, at the first of its sources.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for circle in site.circles() {
        let Some(note) = circle.first().map(|id| site.note(*id)) else { continue };
        let Fields::Source(source) = &note.fields else { continue };
        let inside = |r: &&crate::model::Ref| note.target_note(r).is_some_and(|to| circle.contains(&to));
        let span = source.derived_from.iter().find(inside).map_or(note.top, |r| r.span);
        let ids: Vec<String> = circle.iter().map(|id| format!("`{}`", site.note(*id).id)).collect();
        let message = match ids.as_slice() {
            [_] => "this source relays itself".to_owned(),
            _ => format!("these sources relay each other in a circle: {}", ids.join(", ")),
        };
        found.push(
            RULE.at(note.file, span, message)
                .help("say in `derived_from` only what a source took its account from"),
        );
    }
}
