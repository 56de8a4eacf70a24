//! The orders of registers of notes and figures: rows, each with the heading that it stands under.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::model::notes::Source;
use crate::model::{Fields, NoteType};
use crate::render::view::{GradeView, kind_label, reliability};
use crate::render::words::Words;
use crate::render::words::order::{Names, letter};
use crate::resolve::{FigureId, NoteId, Site};
use crate::value::{Date, Reliability};

pub(super) fn by_title(site: &Site, names: &Names, kind: NoteType) -> Vec<(String, u32)> {
    let mut rows: Vec<(bool, u32, u32)> = site
        .of_type(kind)
        .map(|id| {
            let title = site.note(id).title();
            (!title.contains(char::is_alphanumeric), names.rank(id), id.0)
        })
        .collect();
    rows.sort_unstable();
    rows.into_iter().map(|(.., id)| (letter(site.note(NoteId(id)).title()), id)).collect()
}

pub(super) fn by_kind(site: &Site, words: &Words, names: &Names, kind: NoteType) -> Vec<(String, u32)> {
    let mut keys = Keys::new(words);
    let mut rows: Vec<(Rc<str>, &str, u32, u32)> = site
        .of_type(kind)
        .map(|id| {
            let note = site.note(id);
            let label = kind_label(words, note).unwrap_or(words.get("other-kind"));
            (keys.of(label), label, names.rank(id), id.0)
        })
        .collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, label, _, id)| (label.to_owned(), id)).collect()
}

/// What headings are sorted by; many notes stand under each.
struct Keys<'n> {
    words: &'n Words,
    known: FxHashMap<&'n str, Rc<str>>,
}

impl<'n> Keys<'n> {
    fn new(words: &'n Words) -> Self {
        Keys { words, known: FxHashMap::default() }
    }

    fn of(&mut self, name: &'n str) -> Rc<str> {
        Rc::clone(self.known.entry(name).or_insert_with(|| self.words.order.key(name).into()))
    }
}

pub(super) fn by_date(site: &Site, words: &Words, kind: NoteType) -> Vec<(String, u32)> {
    let mut rows: Vec<(Option<&Date>, NoteId)> =
        site.of_type(kind).map(|id| (site.note(id).fields.facets().when(), id)).collect();
    rows.sort_by(|(a, x), (b, y)| a.is_none().cmp(&b.is_none()).then(b.cmp(a)).then(x.cmp(y)));
    rows.into_iter()
        .map(|(date, id)| {
            let year = date.and_then(|date| date.first_year().or_else(|| date.last_year()));
            (year_heading(words, year), id.0)
        })
        .collect()
}

pub(super) fn year_heading(words: &Words, year: Option<i64>) -> String {
    year.map_or_else(|| words.get("no-date").to_owned(), |year| year.to_string())
}

fn source_of(site: &Site, id: NoteId) -> Option<&Source> {
    match &site.note(id).fields {
        Fields::Source(source) => Some(source),
        _ => None,
    }
}

/// A grade as a heading or choice: its mark and its words.
pub(super) fn grade_line(words: &Words, grade: GradeView) -> String {
    words.say("grade-line", &[("mark", grade.mark.into()), ("label", grade.label.into())])
}

/// By grade, A first; `F` and no grade stand at the end, outside the order.
pub(super) fn sources_by_grade(site: &Site, words: &Words, names: &Names) -> Vec<(String, u32)> {
    let grade = |id: NoteId| source_of(site, id).and_then(|source| source.reliability);
    let mut rows: Vec<(u8, u32, NoteId)> = site
        .of_type(NoteType::Source)
        .map(|id| {
            let rank = match grade(id) {
                Some(Reliability::F) => 100,
                Some(grade) => grade as u8,
                None => 101,
            };
            (rank, names.rank(id), id)
        })
        .collect();
    rows.sort_unstable();
    rows.into_iter()
        .map(|(.., id)| {
            let line = |grade| grade_line(words, reliability(words, grade));
            (grade(id).map_or_else(|| words.get("no-grade").to_owned(), line), id.0)
        })
        .collect()
}

pub(super) fn sources_by_publisher(site: &Site, words: &Words, names: &Names) -> Vec<(String, u32)> {
    let mut keys = Keys::new(words);
    let mut rows: Vec<(bool, Rc<str>, u32, NoteId)> = site
        .of_type(NoteType::Source)
        .map(|id| {
            let publisher = source_of(site, id).and_then(|source| source.publisher.as_deref());
            let key = publisher.map(|name| keys.of(name)).unwrap_or_default();
            (publisher.is_none(), key, names.rank(id), id)
        })
        .collect();
    rows.sort_unstable();
    rows.into_iter()
        .map(|(.., id)| {
            let publisher = source_of(site, id).and_then(|source| source.publisher.clone());
            (publisher.unwrap_or_else(|| words.get("no-publisher").to_owned()), id.0)
        })
        .collect()
}

pub(super) fn figures_by_title(site: &Site, words: &Words, _: &Names) -> Vec<(String, u32)> {
    let mut rows: Vec<(String, u32)> = (0..site.figures.len() as u32)
        .map(|i| (words.order.key(&site.figure(FigureId(i)).1.title.value), i))
        .collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, i)| (String::new(), i)).collect()
}
