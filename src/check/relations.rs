//! Relations by what they say, whichever of the two notes says it.

use crate::model::relation::{Relation, Row};
use crate::resolve::{Note, NoteId, Site};
use crate::value::Date;

/// A relation as one note states it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stated<'a> {
    pub note: &'a Note,
    pub relation: &'a Relation,
}

/// Everything that is stated of one relation between two actors.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub row: &'static Row,
    /// The actor that the row's word is said of, and the other; for relations that go both ways, by number.
    pub ends: (NoteId, NoteId),
    key: (usize, NoteId, NoteId),
    /// By place: file, then span.
    pub all: Vec<Stated<'a>>,
}

/// All relations of a site, those that say the same together.
pub(super) fn groups(site: &Site) -> Vec<Group<'_>> {
    let mut all: Vec<((usize, NoteId, NoteId), Stated<'_>)> = Vec::new();
    for from in site.of_type(crate::model::NoteType::Actor) {
        let note = site.note(from);
        for relation in note.fields.facets().relations() {
            let Some(to) = note.target_note(&relation.to) else { continue };
            let kind = relation.kind.value;
            let (row, inverted) = kind.order();
            let both_ways = kind.row().word == kind.row().inverse;
            let turned = inverted || both_ways && to < from;
            let (a, b) = if turned { (to, from) } else { (from, to) };
            all.push(((row, a, b), Stated { note, relation }));
        }
    }
    all.sort_by_key(|(key, stated)| (*key, stated.note.file, stated.relation.kind.span));
    all.chunk_by(|a, b| a.0 == b.0)
        .filter_map(|chunk| {
            let (key, first) = chunk.first()?;
            let all = chunk.iter().map(|(_, stated)| *stated).collect();
            Some(Group { row: first.relation.kind.value.row(), ends: (key.1, key.2), key: *key, all })
        })
        .collect()
}

/// What is stated the other way round.
pub(super) fn reverse<'g, 'a>(groups: &'g [Group<'a>], group: &Group<'_>) -> Option<&'g Group<'a>> {
    let (row, a, b) = group.key;
    groups.binary_search_by_key(&(row, b, a), |group| group.key).ok().map(|i| &groups[i])
}

/// The first and the last day that a relation may have held; without a date, any.
pub(super) fn days(when: Option<&Date>) -> (i64, i64) {
    let first = when.and_then(|date| date.earliest().day()).map_or(i64::MIN, |day| day.0);
    let last = when.and_then(|date| date.latest().day()).map_or(i64::MAX, |day| day.0);
    (first, last)
}

/// Statements by time, to find one that may have held at the same time as another.
#[derive(Debug)]
pub(super) struct Overlaps<'a> {
    /// By first day, each with the one up to there that lasts longest.
    all: Vec<(i64, i64, Stated<'a>)>,
}

impl<'a> Overlaps<'a> {
    pub(super) fn new(stated: impl IntoIterator<Item = Stated<'a>>) -> Self {
        let with_days = |stated: Stated<'a>| {
            let (first, last) = days(stated.relation.when.as_ref());
            (first, last, stated)
        };
        let mut all: Vec<(i64, i64, Stated<'a>)> = stated.into_iter().map(with_days).collect();
        all.sort_by_key(|(first, last, stated)| (*first, *last, stated.note.file, stated.relation.entry));
        for i in 1..all.len() {
            if all[i - 1].1 > all[i].1 {
                (all[i].1, all[i].2) = (all[i - 1].1, all[i - 1].2);
            }
        }
        Overlaps { all }
    }

    /// One that may have held at the same time.
    pub(super) fn find(&self, relation: &Relation) -> Option<Stated<'a>> {
        let (first, last) = days(relation.when.as_ref());
        let begun = self.all.partition_point(|(start, ..)| *start <= last);
        let (_, end, stated) = self.all.get(begun.checked_sub(1)?)?;
        (*end >= first).then_some(*stated)
    }
}
