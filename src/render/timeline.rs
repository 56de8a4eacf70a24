//! Timelines as lists: each event a row in words, and beside it where it lies on an axis that the whole list shares.

use serde::Serialize;

use super::cites::push_escaped;
use super::once;
use super::strip::{self, Axis, Sign, Signs};
use super::view::Viewer;
use super::words::Words;
use crate::model::Fields;
use crate::output::MakeError;
use crate::resolve::{NoteId, Site};
use crate::value::Date;
use crate::value::date::Language;

/// A list of events with what is drawn beside it; the fields are safe HTML.
#[derive(Debug, Default, Serialize)]
pub struct Timeline {
    /// The rows of an ordered list.
    pub rows: String,
    /// Rows of times that are no events: how long an actor existed, and was part of what.
    pub periods: String,
    /// How many such rows there are not.
    pub more_periods: usize,
    /// The shapes that the marks use, the items of their key, and the axis; empty where nothing is drawn.
    pub shapes: String,
    pub key: String,
    pub axis: String,
    /// The words of the axis take two lines.
    pub deep: bool,
}

/// A time that is no event.
struct Period<'s> {
    label: &'static str,
    when: std::borrow::Cow<'s, Date>,
    other: Option<NoteId>,
}

/// The most periods that are shown.
const PERIODS: usize = 24;

/// The timeline of a note: of an actor with the times that it stood in.
pub fn of_note(viewer: &Viewer<'_>, note: NoteId, events: &[NoteId]) -> Result<Timeline, MakeError> {
    let site = viewer.site();
    let mut periods = periods(site, viewer.words(), note);
    let mut view = Timeline::default();
    if periods.len() > PERIODS {
        view.more_periods = periods.len() - PERIODS;
        // What lasted says more than what happened on a day.
        periods.sort_by_key(|period| period.when.is_exact_day());
        periods.truncate(PERIODS);
    }
    periods.sort_by(|a, b| a.when.cmp(&b.when));
    let dates = periods.iter().map(|period| &*period.when).chain(dates(site, events));
    let axis = Axis::around(dates, is_mirrored(viewer));
    let mut signs = Signs::default();
    view.rows = rows(viewer, events, axis.as_ref(), &mut signs, |_| {})?;
    let Some(axis) = axis else { return Ok(Timeline { more_periods: 0, ..view }) };
    for period in &periods {
        push_period(viewer, period, &axis, &mut signs, &mut view.periods);
    }
    axis.mark_gaps(&mut signs);
    let drawing = axis.draw(viewer.words().dates, false);
    view.shapes = strip::shapes(signs, &drawing.lines);
    (view.axis, view.deep) = (drawing.words, drawing.deep);
    view.key = key(viewer, signs)?;
    Ok(view)
}

/// Events as rows, each with its mark where there is an axis; `more` adds to the attributes of a row.
pub fn rows(
    viewer: &Viewer<'_>,
    events: &[NoteId],
    axis: Option<&Axis>,
    signs: &mut Signs,
    mut more: impl FnMut(&mut String),
) -> Result<String, MakeError> {
    let mut out = String::with_capacity(events.len() * 1024);
    for event in events {
        out.push_str("\n<li class=\"event\"");
        more(&mut out);
        out.push('>');
        if let (Some(axis), Some(date)) = (axis, viewer.site().note(*event).fields.facets().when()) {
            strip::draw(axis, date, signs, &mut out);
        }
        out.push_str(once::event_row(viewer, *event)?);
        out.push_str("</li>");
    }
    Ok(out)
}

/// The items of the key of some signs; none where there is nothing to explain.
pub fn key(viewer: &Viewer<'_>, signs: Signs) -> Result<String, MakeError> {
    let mut out = String::new();
    if !signs.are_plain() {
        for sign in Sign::ALL.into_iter().filter(|sign| signs.has(*sign)) {
            out.push_str(once::sign(viewer.stage, sign)?);
        }
    }
    Ok(out)
}

/// Time runs as the page is read.
pub fn is_mirrored(viewer: &Viewer<'_>) -> bool {
    viewer.words().dates == Language::Arabic
}

fn dates<'s>(site: &'s Site, events: &[NoteId]) -> impl Iterator<Item = &'s Date> {
    events.iter().filter_map(|event| site.note(*event).fields.facets().when())
}

/// When an actor existed, and what it was to others for a time.
fn periods<'s>(site: &'s Site, words: &Words, id: NoteId) -> Vec<Period<'s>> {
    let Fields::Actor(actor) = &site.note(id).fields else { return Vec::new() };
    let mut periods = Vec::new();
    for (whole, [begins, ends], [begin, end]) in [
        ("lived", ["fact-born", "fact-died"], [&actor.born, &actor.died]),
        ("existed", ["fact-founded", "fact-dissolved"], [&actor.founded, &actor.dissolved]),
    ] {
        let period = |label: &str, when| Period { label: words.get(label), when, other: None };
        let (begin, end) = (begin.as_ref().map(|date| &date.value), end.as_ref().map(|date| &date.value));
        let span = begin.zip(end).and_then(|(a, b)| Date::parse(&format!("{a}/{b}")).ok());
        if let Some(span) = span {
            periods.push(period(whole, std::borrow::Cow::Owned(span)));
        } else {
            periods.extend(begin.map(|date| period(begins, std::borrow::Cow::Borrowed(date))));
            periods.extend(end.map(|date| period(ends, std::borrow::Cow::Borrowed(date))));
        }
    }
    for edge in site.relations_of(id) {
        let stated = site.note(edge.stated.note).fields.facets();
        let Some(when) = &stated.relations()[edge.stated.index as usize].when else { continue };
        let label = words.label("relation", edge.kind.word());
        let is_same = |period: &Period<'_>| {
            period.other == Some(edge.other) && period.label == label && *period.when == *when
        };
        if !periods.iter().any(is_same) {
            periods.push(Period { label, when: std::borrow::Cow::Borrowed(when), other: Some(edge.other) });
        }
    }
    periods
}

fn push_period(viewer: &Viewer<'_>, period: &Period<'_>, axis: &Axis, signs: &mut Signs, out: &mut String) {
    let date = viewer.date(&period.when);
    out.push_str("\n<li class=\"event\">");
    strip::draw(axis, &period.when, signs, out);
    match &date.machine {
        Some(machine) => out.extend(["<p class=\"when\"><time datetime=\"", machine, "\">"]),
        None => out.push_str("<p class=\"when\"><span class=\"date\">"),
    }
    push_escaped(&date.words, out);
    out.push_str(if date.machine.is_some() { "</time></p>" } else { "</span></p>" });
    out.push_str("<p class=\"what\">");
    push_escaped(period.label, out);
    if let Some(other) = period.other {
        let note = viewer.site().note(other);
        out.extend([" <a class=\"to-actor\" href=\"", viewer.root]);
        push_escaped(&note.href, out);
        out.push_str("\"><bdi>");
        push_escaped(note.title(), out);
        out.push_str("</bdi></a>");
    }
    out.push_str("</p></li>");
}
