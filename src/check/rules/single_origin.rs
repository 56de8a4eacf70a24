//! Claims called confirmed that a single witness makes.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::resolve::{ClaimId, NoteId, Site};
use crate::value::ClaimStatus;

declare_rule! {
    /// Reports a claim of credibility 1 (“Confirmed by other sources”) or of status `confirmed` that rests on fewer than two independent origins.
    ///
    /// Sources that relay the same source (`derived_from`) are one origin, and so is each source for itself, however many others it relays. What
    /// `contradicted_by` names does not support a claim and is not counted.
    ///
    /// ## Why
    /// By the Admiralty code a statement has credibility 1 when it is confirmed by other, independent sources; how trustworthy the one source is
    /// belongs to its reliability. Five papers that print one agency story confirm nothing: if the agency is wrong, all of them are.
    ///
    /// ## Example
    /// ```text
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// claims:
    ///   - id: bridge-closed
    ///         ^^^^^^^^^^^^^ warning single-origin
    ///     statement: The bridge was closed in May 2021.
    ///     sources: [gazette, evening-post]
    ///     status: confirmed
    /// ---
    /// What is known of the crossings.
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// //- sources/evening-post.md
    /// ---
    /// title: Evening Post
    /// derived_from: [gazette]
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
    ///     sources: [gazette, evening-post]
    ///     status: reported
    ///     credibility: 2
    /// ---
    /// What is known of the crossings.
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// ---
    /// //- sources/evening-post.md
    /// ---
    /// title: Evening Post
    /// derived_from: [gazette]
    /// ---
    /// ```
    "single-origin", Warning, Work::Audit(check)
}

/// Counts the origins of every claim that is called confirmed.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for id in (0..site.claims.len() as u32).map(ClaimId) {
        let (home, claim) = site.claim(id);
        let graded = claim.credibility.is_some_and(|credibility| credibility.number() == 1);
        let called = match (graded, claim.status == Some(ClaimStatus::Confirmed)) {
            (true, _) => "of credibility 1 (Confirmed by other sources)",
            (false, true) => "of status `confirmed`",
            (false, false) => continue,
        };
        let sources = site.sources_of(id);
        if site.independent(sources.iter().copied()) > 1 {
            continue;
        }
        let ground = match sources.len() {
            0 => "names no source".to_owned(),
            1 => "rests on one source".to_owned(),
            count => format!("rests on {count} sources that go back to one origin"),
        };
        let note = site.note(home);
        let message = format!("the claim `{}` is {called}, but {ground}", claim.id.value);
        let mut finding = RULE
            .at(note.file, claim.id.span, message)
            .help("add a source that knows it independently, or grade it lower: `status: reported`, `credibility: 2`");
        if let Some((origin, words)) = common(site, &sources) {
            let origin = site.note(origin);
            finding = finding.related(origin.file, origin.top, words);
        }
        found.push(finding);
    }
}

/// The one source of some, or the one that they all go back to.
fn common(site: &Site, sources: &[NoteId]) -> Option<(NoteId, &'static str)> {
    match sources {
        [] => None,
        [one] => Some((*one, "its only source")),
        [first, ..] => Some((*site.origins(*first).first()?, "all its sources go back to this one")),
    }
}
