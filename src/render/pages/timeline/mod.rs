//! The timeline: all events by year, and each year on a page of its own.

mod others;
mod overview;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::register::FilterWords;
use super::register::filter::{self, Answers, Filter, Value, Values};
use super::{Kind, Orders, PageView};
use crate::model::{Fields, NoteType};
use crate::output::MakeError;
use crate::render::pager::{self, PageLink, pager};
use crate::render::strip::{self, Axis, Signs};
use crate::render::timeline::{is_mirrored, key, rows};
use crate::render::view::{LinkView, Viewer};
use crate::render::words::Words;
use crate::render::{Address, Stage};
use crate::resolve::{NoteId, Site, href_of};
use others::Others;
use overview::Overview;

pub(super) static KIND: Kind = Kind { name: "timeline", list, render };

/// Up to here the timeline stands on one page, years and all; beyond, it is an overview with a page a year.
const WHOLE: usize = 120;

/// Events on one page of a year.
const EVENTS_A_PAGE: usize = 100;

/// Events that fit on a screen need no search.
const FEW: usize = 8;

/// Key of the whole timeline, which is part 0; years are their own keys.
const ALL_YEARS: i64 = i64::MIN;

/// The events of one year, or those that have none.
#[derive(Debug)]
pub(super) struct Year {
    year: Option<i64>,
    events: Vec<NoteId>,
    /// The month of each event, from 1; 0 where it is not known.
    months: Vec<u8>,
    /// How many events have which month.
    counts: [usize; 13],
}

impl Year {
    fn label(&self, words: &Words) -> String {
        label_of(words, self.year)
    }

    fn anchor(&self) -> String {
        self.year.map_or_else(|| "yundated".to_owned(), |year| format!("y{year}"))
    }

    /// Where the first event of a month stands among them all.
    fn first_of(&self, month: u8) -> Option<usize> {
        self.months.iter().position(|m| *m == month)
    }
}

fn list(site: &Site, orders: &Orders) -> Vec<Address> {
    if site.timeline.is_empty() {
        return Vec::new();
    }
    let mut all = vec![Address { name: "timeline".into(), key: ALL_YEARS, part: 0 }];
    for Year { year, events, .. } in &orders.years {
        for part in 0..events.len().div_ceil(EVENTS_A_PAGE) {
            all.push(Address {
                name: year_name(*year, part),
                key: year.unwrap_or(ALL_YEARS),
                part: part + 1,
            });
        }
    }
    all
}

fn year_name(year: Option<i64>, part: usize) -> String {
    let year = year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
    pager::name(&format!("timeline/{year}"), part)
}

#[derive(Debug, Serialize)]
struct View {
    page: PageView,
    overview: Overview,
    groups: Vec<YearGroup>,
    /// The shapes and the key of what is drawn, and the words of the axis of a year, in safe HTML.
    shapes: String,
    key: String,
    axis: String,
    is_whole: bool,
    filters: Vec<Filter>,
    filter_words: FilterWords,
    /// Events of the whole timeline, and of this page.
    count: usize,
    here: usize,
    others: Vec<Others>,
    previous: Option<LinkView>,
    next: Option<LinkView>,
    pages: Vec<PageLink>,
}

#[derive(Debug, Serialize)]
struct YearGroup {
    label: String,
    anchor: String,
    href: String,
    dated: bool,
    /// In safe HTML.
    rows: String,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let root = address.root(stage.site.config.pretty_urls);
    let viewer = Viewer::new(stage, &root);
    let view = if address.part == 0 { whole(&viewer, address)? } else { year(&viewer, address)? };
    stage.theme.render("pages/timeline.html", &view)
}

fn whole(viewer: &Viewer<'_>, address: &Address) -> Result<View, MakeError> {
    let (site, words) = (viewer.site(), viewer.words());
    let mut page = PageView::new(viewer, address, words.get("timeline"), words.get("timeline-words"));
    page.section = "timeline";
    let is_whole = site.timeline.len() <= WHOLE;
    let years: Vec<&Year> = viewer.stage.orders().years.iter().filter(|_| is_whole).collect();
    let parts: Vec<(&Year, usize, usize)> =
        years.into_iter().map(|year| (year, 0, year.events.len())).collect();
    let mut view = groups(viewer, page, &parts)?;
    view.overview = overview::overview(viewer, None, is_whole);
    view.is_whole = is_whole;
    view.others = others::others(viewer);
    Ok(view)
}

fn year(viewer: &Viewer<'_>, address: &Address) -> Result<View, MakeError> {
    let site = viewer.site();
    let years = &viewer.stage.orders().years;
    let wanted = (address.key != ALL_YEARS).then_some(address.key);
    let i = years.iter().position(|year| year.year == wanted).unwrap_or_default();
    let year = &years[i];
    let part = address.part - 1;
    let words = viewer.words();
    let label = year.label(words);
    let title = words.say("timeline-year", &[("year", (&label).into())]);
    let description = words.say("timeline-year-words", &[("year", (&label).into())]);
    let mut page = PageView::new(viewer, address, &title, &description);
    page.section = "timeline";
    let timeline = format!("{}{}", viewer.root, href_of("timeline", site.config.pretty_urls));
    page.crumbs.push(link(timeline, words.get("timeline").to_owned(), "register"));
    let count = year.events.len().div_ceil(EVENTS_A_PAGE);
    let from = part * EVENTS_A_PAGE;
    let to = (from + EVENTS_A_PAGE).min(year.events.len());
    let mut view = groups(viewer, page, &[(year, from, to)])?;
    view.overview = overview::overview(viewer, Some((year, part)), false);
    view.pages = pager(count, part, |part| year_href(viewer, wanted, part));
    let neighbour = |i: usize| {
        let year = years.get(i)?;
        Some(link(year_href(viewer, year.year, 0), year.label(words), "year"))
    };
    view.previous = i.checked_sub(1).and_then(neighbour);
    view.next = neighbour(i + 1);
    Ok(view)
}

fn link(href: String, title: String, kind: &'static str) -> LinkView {
    LinkView { href, title, kind, lang: None, grade: None }
}

fn label_of(words: &Words, year: Option<i64>) -> String {
    year.map_or_else(|| words.get("undated").to_owned(), |year| year.to_string())
}

fn year_href(viewer: &Viewer<'_>, year: Option<i64>, part: usize) -> String {
    format!("{}{}", viewer.root, href_of(&year_name(year, part), viewer.site().config.pretty_urls))
}

/// A page with some events of some years, each year a list with an axis of its own.
fn groups(viewer: &Viewer<'_>, page: PageView, parts: &[(&Year, usize, usize)]) -> Result<View, MakeError> {
    let site = viewer.site();
    let events = || parts.iter().flat_map(|(year, from, to)| &year.events[*from..*to]);
    let here = events().count();
    let (filters, answers) =
        filter::tally(viewer.words(), events().map(|event| (true, values(viewer, *event))), |_, _, _| true);
    let has_filter = here > FEW;
    let mut answers = answers.iter();
    let mut signs = Signs::default();
    let mut groups = Vec::with_capacity(parts.len());
    for (year, from, to) in parts {
        let axis = year.year.map(|year| Axis::of_year(year, is_mirrored(viewer)));
        let mut i = *from;
        let rows = rows(viewer, &year.events[*from..*to], axis.as_ref(), &mut signs, |out| {
            let month = year.months[i];
            // Months have anchors on the page of their year only.
            let is_first = parts.len() == 1 && month > 0 && year.first_of(month) == Some(i);
            attributes(month, is_first, answers.next().filter(|_| has_filter), out);
            i += 1;
        })?;
        groups.push(YearGroup {
            label: year.label(viewer.words()),
            anchor: year.anchor(),
            href: year_href(viewer, year.year, 0),
            dated: axis.is_some(),
            rows,
        });
    }
    let axis = parts.iter().find_map(|(year, ..)| year.year);
    let drawing = axis.map_or_else(Default::default, |year| {
        Axis::of_year(year, is_mirrored(viewer)).draw(viewer.words().dates, true)
    });
    Ok(View {
        page,
        overview: Overview::default(),
        groups,
        shapes: strip::shapes(signs, &drawing.lines),
        key: key(viewer, signs)?,
        axis: drawing.words,
        is_whole: false,
        filter_words: FilterWords::new(viewer.words(), "events", here),
        filters: if has_filter { filters } else { Vec::new() },
        count: site.timeline.len(),
        here,
        others: Vec::new(),
        previous: None,
        next: None,
        pages: Vec::new(),
    })
}

/// Adds what a row answers to in the filters.
fn attributes(month: u8, is_first: bool, answers: Option<&Answers>, out: &mut String) {
    if is_first {
        let _ = write!(out, " id=\"m{month}\"");
    }
    let Some(answers) = answers else { return };
    let _ = write!(out, " data-m=\"{month}\"");
    for (name, words) in answers {
        if !words.is_empty() {
            let _ = write!(out, " data-{name}=\"{words}\"");
        }
    }
}

/// What an event can be narrowed by: the same notes that have it on their own timelines.
fn values(viewer: &Viewer<'_>, event: NoteId) -> Values {
    let site = viewer.site();
    let kind = viewer.kind(site.note(event));
    let kind = kind.map(|kind| Value::word(viewer.words().order.key(kind.label), kind.word, kind.label));
    let mut values: Values = vec![
        ("kind", "kind", kind.into_iter().collect()),
        ("actor", "actor", Vec::new()),
        ("place", "col-place", Vec::new()),
        ("topic", "col-topic", Vec::new()),
    ];
    for id in site.files_of(event) {
        let at = match site.note(id).note_type() {
            NoteType::Actor => 1,
            NoteType::Place => 2,
            NoteType::Topic => 3,
            _ => continue,
        };
        let value = filter::note_value(viewer.stage, id);
        if !values[at].2.contains(&value) {
            values[at].2.push(value);
        }
    }
    values
}

/// All events by the first year that they may lie in; what has no year comes last.
pub(super) fn years(site: &Site) -> Vec<Year> {
    let mut years: BTreeMap<(bool, i64), Year> = BTreeMap::new();
    for event in &site.timeline {
        let Fields::Event(fields) = &site.note(*event).fields else { continue };
        let year = fields.date.first_year().or_else(|| fields.date.last_year());
        let entry = years.entry((year.is_none(), year.unwrap_or_default())).or_insert_with(|| Year {
            year,
            events: Vec::new(),
            months: Vec::new(),
            counts: [0; 13],
        });
        let month = fields.date.month().filter(|(in_year, _)| Some(*in_year) == year);
        let month = month.map_or(0, |(_, month)| month);
        entry.events.push(*event);
        entry.months.push(month);
        entry.counts[usize::from(month)] += 1;
    }
    years.into_values().collect()
}
