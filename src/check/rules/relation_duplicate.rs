//! One relation, stated twice.

use crate::check::Work;
use crate::check::relations::{Stated, days, groups};
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::value::Date;

declare_rule! {
    /// Reports a relation that is stated twice: the same type, or its inverse in the other actor's note, between the same two actors, at times
    /// that overlap or are not given. Not reported are two terms of which one ends where the other begins (`2014/2016` and `2016/2018`), and two
    /// notes that give one relation different statuses, which is `relation-contradicts-inverse`.
    ///
    /// ## Why
    /// A relation is shown on the pages of both actors, whichever note states it. Stated twice, it stands there twice, and the two entries
    /// drift apart when one of them is updated.
    ///
    /// ## Example
    /// ```text
    /// //- actors/red-front.md
    /// ---
    /// title: Red Front
    /// relations:
    ///   - {type: led-by, to: vardan, when: 2019/..}
    /// ---
    /// //- actors/vardan.md
    /// ---
    /// title: Vardan
    /// relations:
    ///   - {type: leads, to: red-front, when: 2018/..}
    ///            ^^^^^ warning relation-duplicate
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
    ///   - {type: leads, to: red-front, when: 2018/..}
    /// ---
    /// ```
    "relation-duplicate", Warning, Work::Audit(check)
}

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for group in groups(context.site) {
        let mut by_time = group.all;
        by_time.sort_by_key(|stated| (days(stated.relation.when.as_ref()), place(stated)));
        let mut all = by_time.into_iter();
        let Some(mut longest) = all.next() else { continue };
        for stated in all {
            if overlap(&longest, &stated) && !differ(&longest, &stated) {
                found.push(finding(context, &longest, &stated));
            }
            let end = |stated: &Stated<'_>| days(stated.relation.when.as_ref()).1;
            if end(&stated) > end(&longest) {
                longest = stated;
            }
        }
    }
}

fn place(stated: &Stated<'_>) -> (crate::text::FileId, crate::text::Span) {
    (stated.note.file, stated.relation.entry)
}

/// True if the second, which begins no earlier, begins before the first has ended.
fn overlap(first: &Stated<'_>, second: &Stated<'_>) -> bool {
    let (a, b) = (first.relation.when.as_ref(), second.relation.when.as_ref());
    days(b).0 <= days(a).1 && !a.zip(b).is_some_and(|(a, b)| follows(a, b))
}

/// True if an interval begins with the very date with which another ends.
fn follows(first: &Date, second: &Date) -> bool {
    let end = first.as_str().split_once('/').map(|(_, end)| end);
    let start = second.as_str().split_once('/').map(|(start, _)| start);
    end.zip(start).is_some_and(|(end, start)| end == start && !matches!(end, "" | ".."))
}

/// True if two notes give the relation different statuses.
fn differ(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    let statuses = a.relation.status.zip(b.relation.status);
    a.note.file != b.note.file && statuses.is_some_and(|(a, b)| a != b)
}

fn finding(context: &Context<'_>, a: &Stated<'_>, b: &Stated<'_>) -> Diagnostic {
    let (first, second) = if place(a) <= place(b) { (a, b) } else { (b, a) };
    let kind = &second.relation.kind;
    let words = format!("`{}` `{}`", kind.value.word(), second.relation.to.value);
    let message = if first.note.file == second.note.file {
        format!("this note states twice: {words}")
    } else {
        format!("the note `{}` states this relation as well: {words}", first.note.id)
    };
    let finding = RULE
        .at(second.note.file, kind.span, message)
        .related(first.note.file, first.relation.kind.span, "the other one")
        .help("keep one of the two: the site shows it on the pages of both actors");
    match repetition(context, first, second) {
        Some(span) => finding.fix("take out the second entry", [(span, String::new())]),
        None => finding,
    }
}

/// What to take out where an entry repeats one of its list letter for letter: it, and what parts it from the entry before it.
fn repetition(context: &Context<'_>, first: &Stated<'_>, second: &Stated<'_>) -> Option<crate::text::Span> {
    let note = second.note;
    let text = &context.sources.files.get(note.file.0 as usize)?.text;
    let of = |stated: &Stated<'_>| text.get(stated.relation.entry.range());
    if first.note.file != note.file || of(first)? != of(second)? {
        return None;
    }
    let entries = note.fields.facets().relations();
    let i = entries.iter().position(|relation| relation.entry == second.relation.entry)?;
    let before = entries.get(i.checked_sub(1)?)?.entry;
    let between = text.get(before.range().end..second.relation.entry.range().start)?;
    // A comment between the two is the author's; so is one behind the entry.
    let plain = between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | ','));
    let rest = text.get(second.relation.entry.range().end..)?.lines().next().unwrap_or_default();
    (plain && !rest.contains('#'))
        .then_some(crate::text::Span { start: before.end, end: second.relation.entry.end })
}
