//! Two notes that say of one relation what cannot both be so.

use crate::check::Work;
use crate::check::relations::{Group, Overlaps, Stated, groups, reverse};
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::value::ClaimStatus;

declare_rule! {
    /// Reports relations of two actors that contradict each other, in three cases:
    ///
    /// - both notes state the relation, and each has an entry whose time certainly lies outside every time that the other note gives;
    /// - both notes state it for the same time, with different `status`;
    /// - two relations of a type that goes one way only exclude each other: both actors are said to lead, to command or to have founded the
    ///   other, to be a part, a branch or a member of it, its successor, or to have split from it, at times that may overlap. A relation whose
    ///   status is disputed, contradicted, superseded or retracted excludes nothing.
    ///
    /// Times that are not given or not known exclude nothing in the first case.
    ///
    /// ## Why
    /// A relation stands on the pages of both actors. Readers who see two dates for it, two grades, or two organisations that each command the
    /// other cannot tell which note is right. If sources disagree, say so in one place: one entry, `status: disputed`, and a `note`.
    ///
    /// ## Example
    /// ```text
    /// //- actors/amber-brigade.md
    /// ---
    /// title: Amber Brigade
    /// relations:
    ///   - {type: part-of, to: red-front, when: 2016/..}
    /// ---
    /// //- actors/red-front.md
    /// ---
    /// title: Red Front
    /// relations:
    ///   - {type: has-part, to: amber-brigade, when: 2012/2014}
    ///            ^^^^^^^^ warning relation-contradicts-inverse
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/amber-brigade.md
    /// ---
    /// title: Amber Brigade
    /// relations:
    ///   - {type: part-of, to: red-front, when: 2016/..}
    /// ---
    /// //- actors/red-front.md
    /// ---
    /// title: Red Front
    /// ---
    /// ```
    "relation-contradicts-inverse", Warning, Work::Audit(check)
}

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let groups = groups(context.site);
    for group in &groups {
        let (a, b) = group.ends;
        let file = context.site.note(a).file;
        let (here, there): (Vec<Stated<'_>>, Vec<Stated<'_>>) =
            group.all.iter().copied().partition(|stated: &Stated<'_>| stated.note.file == file);
        if !here.is_empty() && !there.is_empty() {
            other_time(&here, &there, found);
            other_status(&here, &there, found);
        }
        if a < b && group.row.time.is_one_way() {
            let turned = reverse(&groups, group);
            found.extend(turned.and_then(|turned| exclusion(group, turned)));
        }
    }
}

/// Entries of both notes that fit none of the other's.
fn other_time(here: &[Stated<'_>], there: &[Stated<'_>], found: &mut Vec<Diagnostic>) {
    let (times_here, times_there) = (Overlaps::new(here.to_vec()), Overlaps::new(there.to_vec()));
    let alone_here = here.iter().find(|stated| times_there.find(stated.relation).is_none());
    let alone_there = there.iter().find(|stated| times_here.find(stated.relation).is_none());
    if let (Some(a), Some(b)) = (alone_here, alone_there) {
        let words =
            |stated: &Stated<'_>| stated.relation.when.as_ref().map_or("", |date| date.as_str()).to_owned();
        found.push(finding(a, b, |first, second| {
            format!(
                "the note `{}` gives another time: `{}`, and this one `{}`",
                first.note.id,
                words(first),
                words(second)
            )
        }));
    }
}

/// Entries of one time with different statuses.
fn other_status(here: &[Stated<'_>], there: &[Stated<'_>], found: &mut Vec<Diagnostic>) {
    let graded = |stated: &&Stated<'_>| stated.relation.status.is_some();
    let times = Overlaps::new(there.iter().filter(graded).copied());
    for a in here.iter().filter(graded) {
        let Some(b) = times.find(a.relation).filter(|b| b.relation.status != a.relation.status) else {
            continue;
        };
        let word = |stated: &Stated<'_>| stated.relation.status.map_or("", ClaimStatus::word);
        found.push(finding(a, &b, |first, second| {
            format!(
                "the note `{}` calls this relation {}, and this one {}",
                first.note.id,
                word(first),
                word(second)
            )
        }));
    }
}

/// What excludes each other at one time.
fn exclusion(group: &Group<'_>, turned: &Group<'_>) -> Option<Diagnostic> {
    let times = Overlaps::new(turned.all.iter().copied().filter(is_held));
    let (a, b) = group.all.iter().filter(|a| is_held(a)).find_map(|a| Some((a, times.find(a.relation)?)))?;
    Some(finding(a, &b, |first, second| {
        let says = |stated: &Stated<'_>| {
            format!(
                "`{}` `{}` `{}`",
                stated.note.id,
                stated.relation.kind.value.word(),
                stated.relation.to.value
            )
        };
        format!("{} and {} exclude each other", says(second), says(first))
    }))
}

fn is_held(stated: &Stated<'_>) -> bool {
    matches!(stated.relation.status, None | Some(ClaimStatus::Confirmed | ClaimStatus::Reported))
}

/// The finding stands at the later of two entries.
fn finding(a: &Stated<'_>, b: &Stated<'_>, words: impl Fn(&Stated<'_>, &Stated<'_>) -> String) -> Diagnostic {
    let place = |stated: &Stated<'_>| (stated.note.file, stated.relation.kind.span);
    let (first, second) = if place(a) <= place(b) { (a, b) } else { (b, a) };
    RULE.at(second.note.file, second.relation.kind.span, words(first, second))
        .related(first.note.file, first.relation.kind.span, "what it contradicts")
        .help("keep what the better sources say; if they disagree, say so in one entry with `status: disputed` and a `note`")
}
