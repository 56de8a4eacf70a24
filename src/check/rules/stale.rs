//! Notes that were to be reviewed by now.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;

declare_rule! {
    /// Reports a note whose `review_by` is past. The day itself is not past yet, and of a month or a year the last day counts. What today is can be
    /// said with `--today` or `SOURCE_DATE_EPOCH`.
    ///
    /// ## Why
    /// The page then tells its readers that it may be out of date. They should not be the first to notice.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// review_by: "2021-06-30"
    ///            ^^^^^^^^^^^^ warning stale
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// updated: "2025-12-20"
    /// review_by: "2026-06-30"
    /// ---
    /// ```
    "stale", Warning, Work::Audit(check)
}

/// Compares with today, if that is known.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(today) = context.today else { return };
    for note in &context.site.notes {
        let Some(review) = &note.common.review_by else { continue };
        if review.latest().day().is_some_and(|last| last < today) {
            let message = format!("`{}` was to be reviewed by {}", note.id, **review);
            let help = "read it again, write the day into `updated:`, and set a new `review_by:`";
            found.push(RULE.at(note.file, review.span, message).help(help));
        }
    }
}
