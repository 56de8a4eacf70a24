//! Words that give a count which a later one replaces.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;

declare_rule! {
    /// Reports a link to a figure whose words give an older count: the words name a number, a row of the figure has it, and the newest row has
    /// another one. It looks at texts and at the statements of claims.
    ///
    /// ## Why
    /// Counts grow old in prose. The reader of the page is told of the later count beside the link, and the writer here, who can say what the
    /// older number is doing there, or let the figure give its newest value by itself.
    ///
    /// ## Example
    /// ```text
    /// //- sources/desk.md
    /// ---
    /// title: Desk
    /// ---
    /// //- topics/raids.md
    /// ---
    /// title: Raids
    /// figures:
    ///   - id: raids
    ///     title: Raids on river posts
    ///     unit: raids
    ///     series:
    ///       - {as_of: 2024-01-29, value: 165, sources: [desk]}
    ///       - {as_of: 2024-03-01, value: 170, sources: [desk]}
    /// ---
    /// The guard counted [[figure:raids|165 raids]] so far.
    ///                   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning figure-superseded
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/desk.md
    /// ---
    /// title: Desk
    /// ---
    /// //- topics/raids.md
    /// ---
    /// title: Raids
    /// figures:
    ///   - id: raids
    ///     title: Raids on river posts
    ///     unit: raids
    ///     series:
    ///       - {as_of: 2024-01-29, value: 165, sources: [desk]}
    ///       - {as_of: 2024-03-01, value: 170, sources: [desk]}
    /// ---
    /// The guard counted [[figure:raids]] so far.
    /// ```
    "figure-superseded", Warning, Work::Audit(check)
}

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for note in site.ids() {
        for old in site.superseded(note) {
            let (_, figure) = site.figure(old.figure);
            let row = |index: usize| figure.series.get(index).map_or("", |row| row.as_of.as_str());
            let message = format!(
                "the count of {} is replaced by that of {} in the figure `{}`",
                row(old.used),
                old.newest.first().map_or("", |newest| row(*newest)),
                figure.id.value
            );
            let help = format!(
                "write [[figure:{}]] for the newest value, or say why the older one matters",
                figure.id.value
            );
            found.push(RULE.at(site.note(note).file, old.span, message).help(help));
        }
    }
}
