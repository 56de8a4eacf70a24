//! Dates of one note that cannot both be right.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::Fields;
use crate::model::notes::{Actor, ActorKind, Source};
use crate::resolve::Note;
use crate::value::Date;
use crate::yaml::Spanned;

declare_rule! {
    /// Reports dates of one note that cannot both be right: an actor that ended before it began, and a source that was read, archived, copied or
    /// withdrawn before it was published. Only what is certain is reported, by the last day that the one date can mean and the first of the other;
    /// for sources one day more is granted, because days begin at different hours around the world. It reports as well what a person cannot have,
    /// `founded` and `dissolved`, and what nothing but a person can have, `born` and `died`.
    ///
    /// ## Why
    /// One of the two is a slip, and each is shown to readers beside the other: in the profile, in the reference, on the timeline.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// kind: armed-group
    /// founded: 2019-03
    /// dissolved: 2017
    ///            ^^^^ warning dates-at-odds
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// kind: armed-group
    /// founded: 2017-03
    /// dissolved: 2019
    /// ---
    /// ```
    "dates-at-odds", Warning, Work::Audit(check)
}

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for note in &context.site.notes {
        match &note.fields {
            Fields::Actor(actor) => of_actor(note, actor, found),
            Fields::Source(source) => of_source(note, source, found),
            _ => {}
        }
    }
}

fn of_actor(note: &Note, actor: &Actor, found: &mut Vec<Diagnostic>) {
    if let (Some((first, began)), Some((last, ended))) = (actor.began(), actor.ended())
        && is_before(ended, began, 0)
    {
        let message = format!("`{last}` is `{}`, before `{first}`: `{}`", ended.value, began.value);
        found.push(
            RULE.at(note.file, ended.span, message)
                .related(note.file, began.span, format!("`{first}`"))
                .help("correct one of the two dates"),
        );
    }
    let Some(kind) = actor.kind else { return };
    let is_person = kind == ActorKind::Person;
    let of_persons = [("born", &actor.born, "founded"), ("died", &actor.died, "dissolved")];
    let of_others = [("founded", &actor.founded, "born"), ("dissolved", &actor.dissolved, "died")];
    for (field, date, other) in if is_person { of_others } else { of_persons } {
        if let Some(date) = date {
            let message = format!("`{field}` is not said of what is `kind: {}`", kind.word());
            let help = format!("write `{other}`, or correct `kind`");
            found.push(RULE.at(note.file, date.span, message).help(help));
        }
    }
}

fn of_source(note: &Note, source: &Source, found: &mut Vec<Diagnostic>) {
    let Some(published) = &source.published else { return };
    let dates = [
        ("read", source.accessed.as_ref()),
        ("archived", source.archived.as_ref().and_then(|archived| archived.date.as_ref())),
        ("copied", source.capture.as_ref().and_then(|capture| capture.date.as_ref())),
        ("withdrawn", source.retracted.as_ref().and_then(|retracted| retracted.date.as_ref())),
    ];
    for (what, date) in dates {
        if let Some(date) = date.filter(|date| is_before(date, published, 1)) {
            let message =
                format!("it was {what} on `{}`, before it was published: `{published}`", date.value);
            found.push(RULE.at(note.file, date.span, message).help("correct one of the two dates"));
        }
    }
}

/// True if the last day of a date lies more than some days before the first of another.
fn is_before(date: &Spanned<Date>, other: &Date, grace: i64) -> bool {
    let (last, first) = (date.value.latest().day(), other.earliest().day());
    last.zip(first).is_some_and(|(last, first)| last.0.saturating_add(grace) < first.0)
}
