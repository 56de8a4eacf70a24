//! The newest count of a figure, and words that give one which a later count has replaced.

use super::{FigureId, Note, NoteId, RowId, Site, Target};
use crate::model::figure::Row;
use crate::parse::dialect::{self, Piece};
use crate::parse::{BodyRef, RefKind};
use crate::text::{Span, fold};
use crate::value::Date;
use crate::value::number::{Number, numbers};

/// A link to a figure whose words give a value that a later count has replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    pub note: NoteId,
    /// The link in the note's file; for a claim, its whole statement.
    pub span: Span,
    pub figure: FigureId,
    /// The place of the row that the words give, in the figure's series.
    pub used: usize,
    /// The places of the rows that hold now.
    pub newest: Vec<usize>,
}

/// Who counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Counter {
    Actor(NoteId),
    /// Words, folded.
    Words(String),
    /// Nobody says; two such counts may be by two counters.
    Unnamed,
}

impl Site {
    pub fn counter(&self, id: FigureId, row: &Row) -> Counter {
        let note = self.note(self.figure(id).0);
        match &row.counted_by {
            None => Counter::Unnamed,
            Some(by) => {
                note.target_note(by).map_or_else(|| Counter::Words(fold(by.value.trim())), Counter::Actor)
            }
        }
    }

    /// The places of the rows that hold now, in the order of the file; more than one where several counters give the same days.
    ///
    /// 1. A row without a number says nothing. A row that counts one part only holds only where no row counts the whole.
    /// 2. Of the rest, those hold whose days end last; an open end counts from the last day known, and after a closed one. Of those that end on
    ///    one day, the ones that begin last hold.
    /// 3. Of two rows of one named counter for the same days, the one further down replaces the other.
    pub fn newest(&self, id: FigureId) -> Vec<usize> {
        let series = &self.figure(id).1.series;
        let whole = series.iter().any(|row| row.point().is_some() && row.only_part().is_none());
        let counts = |row: &Row| row.point().is_some() && !(whole && row.only_part().is_some());
        let Some(last) = series.iter().filter(|row| counts(row)).map(|row| standing(&row.as_of)).max() else {
            return Vec::new();
        };
        let mut held: Vec<(usize, Counter, Option<&str>)> = Vec::new();
        for (i, row) in series.iter().enumerate() {
            if !counts(row) || standing(&row.as_of) != last {
                continue;
            }
            let (counter, part) = (self.counter(id, row), row.only_part());
            if counter != Counter::Unnamed {
                held.retain(|(_, other, of)| (other, of) != (&counter, &part));
            }
            held.push((i, counter, part));
        }
        held.into_iter().map(|(i, ..)| i).collect()
    }

    /// The row that some words give, if a later count has replaced it: a number in the words is the row's and not that of any row that holds.
    ///
    /// Numbers of days and years do not count. A number before “million” and the like is compared as rounded as it is.
    pub fn superseded_by(&self, id: FigureId, words: &str) -> Option<usize> {
        let found = numbers(words);
        if found.is_empty() {
            return None;
        }
        let series = &self.figure(id).1.series;
        let newest = self.newest(id);
        // A count of one part is not replaced by one of the whole.
        let part = newest.first().and_then(|i| series[*i].only_part());
        let other = |row: &Row| row.only_part().is_some() && row.only_part() != part;
        let gives = |row: &Row| nearest(&found, row);
        let holds = |i: usize, row: &Row| newest.contains(&i) || other(row);
        if series.iter().enumerate().any(|(i, row)| holds(i, row) && gives(row).is_some()) {
            return None;
        }
        let older = series.iter().enumerate().filter_map(|(i, row)| Some((i, row, gives(row)?)));
        older
            .min_by(|(_, a, x), (_, b, y)| {
                x.total_cmp(y).then_with(|| standing(&b.as_of).cmp(&standing(&a.as_of)))
            })
            .map(|(i, ..)| i)
    }

    /// The figure of a link in a text and the row that its words give, if a later count has replaced it; `place` is where the link's target
    /// stands.
    pub fn superseded_at(&self, note: &Note, place: u32) -> Option<(FigureId, usize)> {
        let Some(Target::Figure(_)) = note.text_target(place) else { return None };
        let reference = note.body.refs.iter().find(|reference| reference.at.start == place)?;
        let (figure, words) = labelled(note, reference)?;
        Some((figure, self.superseded_by(figure, words)?))
    }

    /// Every link of a note's text and claims whose words give a value that a later count has replaced.
    pub fn superseded(&self, note: NoteId) -> Vec<Superseded> {
        let holder = self.note(note);
        let make = |span: Span, figure: FigureId, used: usize| Superseded {
            note,
            span,
            figure,
            used,
            newest: self.newest(figure),
        };
        let with_words = holder
            .body
            .refs
            .iter()
            .filter(|reference| matches!(reference.kind, RefKind::Wiki { labelled: true, .. }));
        let in_text = with_words.filter_map(|reference| {
            let (figure, used) = self.superseded_at(holder, reference.at.start)?;
            Some(make(holder.body.in_file(reference.whole), figure, used))
        });
        let in_claims = holder.common.claims.iter().flat_map(|claim| {
            let span = claim.statement.span;
            let found = self.superseded_in(&claim.statement.value);
            found.into_iter().map(move |(figure, used)| make(span, figure, used))
        });
        in_text.chain(in_claims).collect()
    }

    /// The figures that a line of inline Markdown links to by words that give a replaced value, and the row of each.
    pub fn superseded_in(&self, text: &str) -> Vec<(FigureId, usize)> {
        let mut found = Vec::new();
        if !text.contains("figure:") {
            return found;
        }
        dialect::walk(text, &mut |piece, _| {
            let Piece::WikiStart(wiki) = piece else { return };
            let id = wiki.target.strip_prefix("figure:").map(str::trim);
            let figure = id.filter(|_| wiki.labelled).and_then(|id| self.figure_by_id(id));
            let used = figure.and_then(|id| {
                let rest = &text[wiki.range.end..];
                Some((id, self.superseded_by(id, label(rest.split("]]").next()?)?)?))
            });
            found.extend(used);
        });
        found
    }

    fn figure_by_id(&self, id: &str) -> Option<FigureId> {
        let own = |row: &RowId| self.note(row.note).common.figures[row.index as usize].id.value.as_str();
        let place = self.figures.binary_search_by(|row| own(row).cmp(id)).ok()?;
        Some(FigureId(place as u32))
    }
}

/// The figure and the words of a link that has words of its own.
fn labelled<'n>(note: &'n Note, reference: &BodyRef) -> Option<(FigureId, &'n str)> {
    let RefKind::Wiki { labelled: true, embed: false, .. } = reference.kind else { return None };
    let Some(Target::Figure(figure)) = note.text_target(reference.at.start) else { return None };
    let rest = note.body.text.get(reference.at.end as usize..reference.whole.end as usize)?;
    Some((figure, label(rest.strip_suffix("]]").unwrap_or(rest))?))
}

/// The words behind the bar of a link.
fn label(rest: &str) -> Option<&str> {
    rest.split_once('|').map(|(_, words)| words)
}

/// How late a date stands: its last known day, whether it goes on from there, and its first.
fn standing(date: &Date) -> (i64, bool, i64) {
    let (first, last) = (date.earliest().day(), date.latest().day());
    let end = last.or(first).map_or(i64::MIN, |day| day.0);
    let start = first.or(last).map_or(i64::MIN, |day| day.0);
    (end, last.is_none() && first.is_some(), start)
}

/// How near some numbers come to one that a row gives; none if no number is the row's.
fn nearest(numbers: &[Number], row: &Row) -> Option<f64> {
    let given = match row.value {
        Some(value) => [Some(value), None, None],
        None => [row.low, row.best, row.high],
    };
    let pairs = given.into_iter().flatten().flat_map(|value| numbers.iter().map(move |n| (n, value)));
    pairs.filter(|(n, value)| n.is(*value)).map(|(n, value)| (n.value - value).abs()).min_by(f64::total_cmp)
}
