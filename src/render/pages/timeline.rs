//! The timeline: all events by year, and each year on a page of its own.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::output::MakeError;
use crate::render::view::{LinkView, Viewer};
use crate::render::words::Words;
use crate::render::{Address, Stage};
use crate::resolve::{NoteId, Site, href_of};

pub(super) static KIND: Kind = Kind { name: "timeline", list, render };

/// Up to here the timeline stands on one page, years and all; beyond, it is an overview with a page a year.
const WHOLE: usize = 400;

/// Events on one page of a year.
const EVENTS_A_PAGE: usize = 500;

/// Key of the whole timeline; years are their own keys.
const ALL_YEARS: i64 = i64::MIN;

fn list(site: &Site, orders: &Orders) -> Vec<Address> {
    if site.timeline.is_empty() {
        return Vec::new();
    }
    let mut all = vec![Address { name: "timeline".into(), key: ALL_YEARS, part: 0 }];
    for (year, events) in &orders.years {
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
    if part == 0 { format!("timeline/{year}") } else { format!("timeline/{year}.{}", part + 1) }
}

#[derive(Debug, Serialize)]
struct View<'s> {
    page: PageView,
    /// Years with the number of their events and its share of the fullest year, in twentieths.
    years: Vec<YearLink>,
    groups: Vec<YearGroup<'s>>,
    is_whole: bool,
    previous: Option<LinkView>,
    next: Option<LinkView>,
    pages: Vec<(String, usize, bool)>,
}

#[derive(Debug, Serialize)]
struct YearLink {
    label: String,
    anchor: String,
    /// Years without any event come before it.
    gap: bool,
    href: String,
    count: usize,
    share: usize,
}

#[derive(Debug, Serialize)]
struct YearGroup<'s> {
    label: String,
    anchor: String,
    href: String,
    events: Vec<&'s str>,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let root = address.root(stage.site.config.pretty_urls);
    let viewer = Viewer::new(stage, &root);
    let view = if address.part == 0 { whole(&viewer, address)? } else { year(&viewer, address)? };
    stage.theme.render("pages/timeline.html", &view)
}

fn whole<'s>(viewer: &Viewer<'s>, address: &Address) -> Result<View<'s>, MakeError> {
    let (site, words) = (viewer.site(), viewer.words());
    let mut page = PageView::new(viewer, address, words.get("timeline"), words.get("timeline-words"));
    page.section = "timeline";
    let years = &viewer.stage.orders.years;
    let is_whole = site.timeline.len() <= WHOLE;
    let groups = years.iter().filter(|_| is_whole).map(|(year, events)| group(viewer, *year, events));
    Ok(View {
        page,
        years: year_links(viewer, years),
        groups: groups.collect::<Result<_, _>>()?,
        is_whole,
        previous: None,
        next: None,
        pages: Vec::new(),
    })
}

fn year<'s>(viewer: &Viewer<'s>, address: &Address) -> Result<View<'s>, MakeError> {
    let site = viewer.site();
    let years = &viewer.stage.orders.years;
    let wanted = (address.key != ALL_YEARS).then_some(address.key);
    let i = years.iter().position(|(year, _)| *year == wanted).unwrap_or_default();
    let events = &years[i].1;
    let part = address.part - 1;
    let words = viewer.words();
    let label = label_of(words, wanted);
    let title = words.say("timeline-year", &[("year", (&label).into())]);
    let description = words.say("timeline-year-words", &[("year", (&label).into())]);
    let mut page = PageView::new(viewer, address, &title, &description);
    page.section = "timeline";
    let timeline = format!("{}{}", viewer.root, href_of("timeline", site.config.pretty_urls));
    page.crumbs.push(LinkView {
        href: timeline,
        title: words.get("timeline").to_owned(),
        kind: "register",
        lang: None,
        grade: None,
    });
    let shown = events.chunks(EVENTS_A_PAGE).nth(part).unwrap_or_default();
    let count = events.len().div_ceil(EVENTS_A_PAGE);
    let pages = if count > 1 {
        (0..count).map(|p| (year_href(viewer, wanted, p), p + 1, p == part)).collect()
    } else {
        Vec::new()
    };
    let neighbour = |i: usize| {
        years.get(i).map(|(year, _)| LinkView {
            href: year_href(viewer, *year, 0),
            title: label_of(words, *year),
            kind: "year",
            lang: None,
            grade: None,
        })
    };
    Ok(View {
        page,
        years: year_links(viewer, years),
        groups: vec![group(viewer, wanted, shown)?],
        is_whole: false,
        previous: i.checked_sub(1).and_then(neighbour),
        next: neighbour(i + 1),
        pages,
    })
}

fn label_of(words: &Words, year: Option<i64>) -> String {
    year.map_or_else(|| words.get("undated").to_owned(), |year| year.to_string())
}

fn anchor_of(year: Option<i64>) -> String {
    year.map_or_else(|| "yundated".to_owned(), |year| format!("y{year}"))
}

fn year_href(viewer: &Viewer<'_>, year: Option<i64>, part: usize) -> String {
    format!("{}{}", viewer.root, href_of(&year_name(year, part), viewer.site().config.pretty_urls))
}

fn group<'s>(viewer: &Viewer<'s>, year: Option<i64>, events: &[NoteId]) -> Result<YearGroup<'s>, MakeError> {
    Ok(YearGroup {
        label: label_of(viewer.words(), year),
        anchor: anchor_of(year),
        href: year_href(viewer, year, 0),
        events: viewer.events(events)?,
    })
}

fn year_links(viewer: &Viewer<'_>, years: &[(Option<i64>, Vec<NoteId>)]) -> Vec<YearLink> {
    let most = years.iter().map(|(_, events)| events.len()).max().unwrap_or(1).max(1);
    years
        .iter()
        .enumerate()
        .map(|(i, (year, events))| YearLink {
            label: label_of(viewer.words(), *year),
            anchor: anchor_of(*year),
            gap: i.checked_sub(1).and_then(|i| Some((*year)? - years[i].0? > 1)).unwrap_or(false),
            href: year_href(viewer, *year, 0),
            count: events.len(),
            share: (events.len() * 20).div_ceil(most),
        })
        .collect()
}

/// All events by the first year that they may lie in; what has no year comes last.
pub(super) fn years(site: &Site) -> Vec<(Option<i64>, Vec<NoteId>)> {
    let mut years: BTreeMap<(bool, i64), Vec<NoteId>> = BTreeMap::new();
    for event in &site.timeline {
        let date = site.note(*event).fields.facets().when();
        let year = date.and_then(|date| date.first_year().or_else(|| date.last_year()));
        years.entry((year.is_none(), year.unwrap_or_default())).or_default().push(*event);
    }
    years.into_iter().map(|((undated, year), events)| ((!undated).then_some(year), events)).collect()
}
