//! Actors that act before they are there, or after they are gone.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::notes::{Participant, Role};
use crate::model::{Fields, Ref};
use crate::resolve::Note;
use crate::text::Span;
use crate::value::Date;

declare_rule! {
    /// Reports an actor of an event, or the one whom a claim is `by`, that acts when it certainly did not exist: the event, or the day on which
    /// the claim was `said`, lies wholly before `born` or `founded`, or wholly after `died` or `dissolved`. The days themselves count as inside,
    /// and so does whatever an uncertain date leaves open. In events only the roles that act count (perpetrator, claimed-by, participant, speaker,
    /// host, signatory, mediator), and no role: a target, a subject or one who is blamed may be long dead.
    ///
    /// ## Why
    /// One of the two dates is wrong, or a namesake or predecessor is meant. In a timeline the mistake moves a death or a founding without
    /// anybody noticing.
    ///
    /// ## Example
    /// ```text
    /// //- actors/vardan.md
    /// ---
    /// title: Vardan
    /// kind: person
    /// died: 2021-05
    /// ---
    /// //- events/osmet-accord.md
    /// ---
    /// title: Osmet accord
    /// date: 2022-01-14
    /// actors:
    ///   - {actor: vardan, role: signatory}
    ///             ^^^^^^ warning event-outside-life
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/vardan.md
    /// ---
    /// title: Vardan
    /// kind: person
    /// died: 2021-05
    /// ---
    /// //- events/osmet-accord.md
    /// ---
    /// title: Osmet accord
    /// date: 2022-01-14
    /// actors:
    ///   - {actor: vardan, role: subject}
    /// ---
    /// ```
    "event-outside-life", Warning, Work::Audit(check)
}

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for note in &context.site.notes {
        if let Fields::Event(event) = &note.fields {
            for participant in event.actors.iter().filter(|participant| acts(participant)) {
                found.extend(outside(context, note, &participant.actor, &event.date, "the event"));
            }
        }
        for claim in &note.common.claims {
            if let (Some(by), Some(said)) = (&claim.by, &claim.said) {
                found.extend(outside(context, note, by, said, "this claim"));
            }
        }
    }
}

/// True for those who do something themselves.
fn acts(participant: &Participant) -> bool {
    !matches!(participant.role, Some(Role::Target | Role::Subject | Role::Blamed))
}

/// The finding, if a date lies wholly outside the life of an actor.
fn outside(context: &Context<'_>, note: &Note, actor: &Ref, date: &Date, what: &str) -> Option<Diagnostic> {
    let other = context.site.note(note.target_note(actor)?);
    let Fields::Actor(fields) = &other.fields else { return None };
    let before =
        fields.began().filter(|(_, began)| is_before(date, &began.value)).map(|found| (found, "before"));
    let after =
        || fields.ended().filter(|(_, ended)| is_before(&ended.value, date)).map(|found| (found, "after"));
    let ((field, limit), side) = before.or_else(after)?;
    let message =
        format!("{what} is dated `{date}`, {side} `{}` was {}: `{}`", other.id, passive(field), limit.value);
    let words = format!("`{field}`");
    let span: Span = limit.span;
    Some(
        RULE.at(note.file, actor.span, message)
            .related(other.file, span, words)
            .help("correct one of the dates, name who is really meant, or give the role in which an actor does nothing itself: `subject`, `target`, `blamed`"),
    )
}

/// True if the last day of a date lies before the first of another.
fn is_before(a: &Date, b: &Date) -> bool {
    a.latest().day().zip(b.earliest().day()).is_some_and(|(a, b)| a < b)
}

fn passive(field: &str) -> &str {
    match field {
        "died" => "dead",
        field => field,
    }
}
