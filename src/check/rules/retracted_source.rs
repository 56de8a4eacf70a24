//! Statements that rest on a source that its publisher has withdrawn.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::{Citation, Fields, NoteType, Seat};
use crate::parse::RefKind;
use crate::resolve::{Mention, Note, NoteId, Site};
use crate::text::Span;
use crate::value::ClaimStatus;

declare_rule! {
    /// Reports each place that rests on a source with `retracted`: a citation in a text, and the `sources` of a claim, a count, a relation, a
    /// judgement, an event, an actor in an event or an alias.
    ///
    /// Claims and relations of status `retracted`, `superseded` or `contradicted` say themselves that they no longer hold, and are not reported. A
    /// plain link to the source, `contradicted_by` and `derived_from` rest nothing on it. A text that tells of the retraction can be allowed with
    /// that reason.
    ///
    /// ## Why
    /// Retracted work is cited for years after its retraction, mostly by people who have not heard of it. What rests on it has lost that ground, and
    /// the reader of a page sees a source like any other.
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
    ///               ^^^^^^^ warning retracted-source
    /// ---
    /// No ferry ran either [@gazette].
    ///                       ^^^^^^^ warning retracted-source
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// retracted: {date: "2021-06-02", reason: The photographs were of another bridge.}
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
    ///     status: retracted
    /// ---
    /// No ferry ran either [@harbour-log].
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// retracted: {date: "2021-06-02", reason: The photographs were of another bridge.}
    /// ---
    /// //- sources/harbour-log.md
    /// ---
    /// title: Harbour log
    /// ---
    /// ```
    "retracted-source", Warning, Work::Audit(check)
}

/// Reports every place that rests on a retracted source.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for id in site.of_type(NoteType::Source).filter(|id| site.is_retracted(*id)) {
        let source = site.note(id);
        for mention in site.mentions(id) {
            let Some((span, beside)) = resting(site, id, mention) else { continue };
            let note = site.note(mention.from);
            let help = match beside.as_slice() {
                [] => "nothing else is cited for it: find another source, or say that it no longer holds"
                    .to_owned(),
                others => {
                    format!("take it out, if the rest still bears the statement: {}", others.join(", "))
                }
            };
            found.push(
                RULE.at(note.file, span, format!("the source `{}` has been retracted", source.id))
                    .related(source.file, source.top, "retracted, as this note says")
                    .help(help),
            );
        }
    }
    found.extend(relays(site));
}

/// Reports sources that take their account from a retracted one, and do not say that they have been withdrawn as well.
fn relays(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for note in site.of_type(NoteType::Source).filter(|id| !site.is_retracted(*id)).map(|id| site.note(id)) {
        let Fields::Source(fields) = &note.fields else { continue };
        for relayed in &fields.derived_from {
            let Some(source) = note.target_note(relayed).filter(|id| site.is_retracted(*id)) else {
                continue;
            };
            let source = site.note(source);
            let message =
                format!("`{}` takes its account from `{}`, which has been retracted", note.id, source.id);
            found.push(
                RULE.at(note.file, relayed.span, message)
                    .related(source.file, source.top, "retracted, as this note says")
                    .help("see whether it has been withdrawn as well: `retracted: {date, reason}`"),
            );
        }
    }
    found
}

/// The place of a mention that rests on the source, and what else stands behind the same statement.
fn resting(site: &Site, source: NoteId, mention: &Mention) -> Option<(Span, Vec<String>)> {
    let note = site.note(mention.from);
    let name = |other: NoteId| {
        let bears = other != source && !site.has_fallen(other);
        bears.then(|| format!("`{}`", site.note(other).id))
    };
    let (span, mut others): (Span, Vec<String>) = match mention.seat {
        Seat::Text(i) => {
            let cites = |kind: &RefKind| matches!(kind, RefKind::Cite { .. });
            let own = note.body.refs.get(i as usize).filter(|r| cites(&r.kind))?;
            let beside = note.body.refs.iter().filter(|r| r.block == own.block && cites(&r.kind));
            let targets = beside.filter_map(|r| match note.text_target(r.at.start)? {
                crate::resolve::Target::Note(other, _) => name(other),
                _ => None,
            });
            (note.body.in_file(own.at), targets.collect())
        }
        seat => {
            let is_own = |citation: &&Citation| citation.source.span.start == mention.at;
            let list = lists(note, seat).into_iter().find(|list| list.iter().any(|c| is_own(&c)))?;
            let span = list.iter().find(is_own)?.source.span;
            (span, list.iter().filter_map(|c| note.target_note(&c.source)).filter_map(name).collect())
        }
    };
    others.sort();
    others.dedup();
    Some((span, others))
}

/// The lists of sources in a part of a note; none in one that says itself that it no longer holds.
fn lists(note: &Note, seat: Seat) -> Vec<&[Citation]> {
    let holds = |status: Option<ClaimStatus>| {
        use ClaimStatus::{Contradicted, Retracted, Superseded};
        !matches!(status, Some(Retracted | Superseded | Contradicted))
    };
    let place = |i: u32| i as usize;
    match (seat, &note.fields) {
        (Seat::Claim(i), _) => {
            let claim = note.common.claims.get(place(i)).filter(|claim| holds(claim.status));
            claim.map(|claim| claim.sources.as_slice()).into_iter().collect()
        }
        (Seat::Figure(i), _) => {
            let rows = note.common.figures.get(place(i)).map(|figure| figure.series.as_slice());
            rows.unwrap_or_default().iter().map(|row| row.sources.as_slice()).collect()
        }
        (Seat::Relation(i), fields) => {
            let relation = fields.facets().relations().get(place(i)).filter(|r| holds(r.status));
            relation.map(|relation| relation.sources.as_slice()).into_iter().collect()
        }
        (Seat::Participant(i), Fields::Event(event)) => {
            event.actors.get(place(i)).map(|actor| actor.sources.as_slice()).into_iter().collect()
        }
        (Seat::Judgement(i), Fields::Briefing(briefing)) => {
            briefing.judgements.get(place(i)).map(|j| j.sources.as_slice()).into_iter().collect()
        }
        (Seat::Note, fields) => {
            let aliases = note.common.aliases.iter().map(|alias| alias.value.sources.as_slice());
            aliases.chain([fields.facets().sources()]).collect()
        }
        (Seat::Participant(_) | Seat::Judgement(_) | Seat::Text(_), _) => Vec::new(),
    }
}
