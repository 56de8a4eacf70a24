//! Claims about a time that their sources cannot know.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::Claim;
use crate::resolve::{ClaimId, Note, NoteId, Site};
use crate::value::Date;
use crate::value::date::Day;

declare_rule! {
    /// Reports a claim whose `when` begins, or whose `said` lies, after the last day of which any of its sources can know.
    ///
    /// A source knows until the day on which it was `published`; without that, until it was read (`accessed`). A data set or reference work, which is
    /// kept up to date, knows until it was read. One day more is granted, because days begin at different hours around the world. Only what is
    /// certain is reported: by the earliest day that the claim can mean and the latest that a source can have, and only if all its sources are dated.
    /// An open end (`2017/..`) reaches nowhere. A plan or forecast speaks of what is to come: allow it with that reason.
    ///
    /// ## Why
    /// A report of March cannot witness what happened in May. Either the date is wrong or the claim says more than its source, which happens when a
    /// text is brought up to date and its sources are not.
    ///
    /// ## Example
    /// ```text
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// claims:
    ///   - id: bridge-closed
    ///         ^^^^^^^^^^^^^ warning claim-before-source
    ///     statement: The bridge was closed for a week.
    ///     when: "2021-05"
    ///     sources: [gazette]
    /// ---
    /// What is known of the crossings.
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// published: "2021-03-14"
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
    ///     statement: The bridge was closed for a week.
    ///     when: "2021-03"
    ///     sources: [gazette]
    /// ---
    /// What is known of the crossings.
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// published: "2021-03-14"
    /// ---
    /// ```
    "claim-before-source", Warning, Work::Audit(check)
}

/// Compares every claim with the latest of its sources.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for id in (0..site.claims.len() as u32).map(ClaimId) {
        let (home, claim) = site.claim(id);
        let note = site.note(home);
        let Some((last, source)) = last_source(site, note, claim) else { continue };
        let after = |date: &&Date| date.earliest().day().is_some_and(|day| day.0 > last.0.saturating_add(1));
        let (says, date) = match (claim.when.as_ref().filter(after), claim.said.as_ref().filter(after)) {
            (Some(when), _) => ("speaks of", when),
            (None, Some(said)) => ("was made on", said),
            (None, None) => continue,
        };
        let source = site.note(source);
        let message = format!(
            "the claim `{}` {says} {date}, but none of its sources is later than {last}",
            claim.id.value
        );
        found.push(
            RULE.at(note.file, claim.id.span, message)
                .related(source.file, source.top, "its latest source")
                .help("correct the date, or add the source that reports it"),
        );
    }
}

/// The latest of a claim's sources and the day until which it knows; nothing if that of one is not known.
fn last_source(site: &Site, note: &Note, claim: &Claim) -> Option<(Day, NoteId)> {
    let mut last: Option<(Day, NoteId)> = None;
    for citation in &claim.sources {
        let source = note.target_note(&citation.source)?;
        let day = site.knows_until(source)?;
        last = last.max(Some((day, source)));
    }
    last
}
