//! Registers: all notes of a type, all claims, all figures, as tables in one order each.

mod claims;
pub(super) mod filter;
mod orders;

use std::borrow::Cow;
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::model::{Fields, NoteType};
use crate::output::MakeError;
use crate::render::figure::SeriesView;
use crate::render::map::{self, MapView};
use crate::render::pager::{self, PageLink, pager};
use crate::render::view::{DateView, GradeView, LinkView, Viewer, reliability};
use crate::render::words::order::Names;
use crate::render::words::{Arg, Words};
use crate::render::{Address, Stage};
use crate::resolve::{ClaimId, FigureId, NoteId, Site, href_of};
use claims::ClaimRow;
pub(super) use claims::by_said;
use filter::{Answers, Column, Filter};
use orders::{by_date, by_kind, by_title, figures_by_title, sources_by_grade, sources_by_publisher};

pub(super) static KIND: Kind = Kind { name: "register", list, render };

/// Bytes that the rows of one page may take, and what a heading and a row take in about any language: a page is split before it is made.
const ROOM: usize = 134_000;
const HEADING: usize = 200;

fn weight(register: &Register) -> usize {
    match register.name {
        "claims-by-topic" => 830,
        _ if page_name(register) == "claims" => 780,
        _ => 480,
    }
}

/// Where the pages of a register end: as few as have room, and as full as each other.
fn ends(register: &Register, rows: &[(String, u32)]) -> Vec<usize> {
    let weights = rows.iter().enumerate().map(|(i, (label, _))| {
        let same = i.checked_sub(1).is_some_and(|before| rows[before].0 == *label);
        weight(register) + if same { 0 } else { HEADING }
    });
    let all: usize = weights.clone().sum();
    let pages = all.div_ceil(ROOM).max(1);
    let (mut ends, mut full) = (Vec::new(), 0);
    for (i, weight) in weights.enumerate() {
        full += weight;
        if full * pages > all * (ends.len() + 1) {
            ends.push(i);
        }
    }
    ends.push(rows.len());
    ends
}

/// The rows of a register.
#[derive(Debug)]
pub(super) struct Rows {
    /// Each with the heading that it stands under.
    all: Vec<(String, u32)>,
    /// Where its pages end.
    ends: Vec<usize>,
}

impl Rows {
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// The rows of one page.
    fn on_page(&self, part: usize) -> &[(String, u32)] {
        let start = part.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[part]]
    }
}

/// The rows of all registers, in the order of [`ALL`].
pub(super) fn rows(site: &Site, words: &Words, names: &Names) -> Vec<Rows> {
    let rows = |register: &Register| {
        let all = (register.rows)(site, words, names);
        Rows { ends: ends(register, &all), all }
    };
    ALL.par_iter().map(rows).collect()
}

/// One register in one order.
#[derive(Debug)]
pub(super) struct Register {
    pub name: &'static str,
    /// The names of the messages for its title and its order.
    pub title: &'static str,
    order: &'static str,
    /// Another order of a register that is listed under its own name.
    pub variant: bool,
    pub in_menu: bool,
    template: &'static str,
    /// The rows in their order, each with the heading that it stands under.
    rows: fn(&Site, &Words, &Names) -> Vec<(String, u32)>,
}

impl Register {
    /// True unless it is empty.
    pub(super) fn exists(&self, site: &Site) -> bool {
        match page_name(self) {
            "claims" => !site.claims.is_empty(),
            "figures" => !site.figures.is_empty(),
            folder => {
                let kind = NoteType::ALL.iter().find(|kind| kind.folder() == folder);
                kind.is_some_and(|kind| site.of_type(*kind).next().is_some())
            }
        }
    }
}

pub(super) static ALL: &[Register] = &[
    register("briefings", "briefings", "order-newest", true, |site, w, _| {
        by_date(site, w, NoteType::Briefing)
    }),
    register("actors", "actors", "order-kind", true, |site, w, n| by_kind(site, w, n, NoteType::Actor)),
    variant("actors-by-name", "actors", "order-title", |site, _, n| by_title(site, n, NoteType::Actor)),
    register("claims", "claims", "order-status", true, claims::by_status),
    variant("claims-by-actor", "claims", "order-speaker", claims::by_actor),
    variant("claims-by-grade", "claims", "order-credibility", claims::by_grade),
    variant("claims-by-topic", "claims", "order-topic", claims::by_topic),
    variant("claims-by-date", "claims", "order-newest", claims::by_date),
    register("figures", "figures", "order-title", true, figures_by_title),
    register("sources", "sources", "order-title", true, |site, _, n| by_title(site, n, NoteType::Source)),
    variant("sources-by-grade", "sources", "order-reliability", sources_by_grade),
    variant("sources-by-publisher", "sources", "order-publisher", sources_by_publisher),
    variant("sources-by-date", "sources", "order-newest", |site, w, _| by_date(site, w, NoteType::Source)),
    register("events", "events", "order-kind", false, |site, w, n| by_kind(site, w, n, NoteType::Event)),
    variant("events-by-name", "events", "order-title", |site, _, n| by_title(site, n, NoteType::Event)),
    register("places", "places", "order-title", true, |site, _, n| by_title(site, n, NoteType::Place)),
    register("topics", "topics", "order-title", true, |site, _, n| by_title(site, n, NoteType::Topic)),
];

const fn register(
    name: &'static str,
    title: &'static str,
    order: &'static str,
    in_menu: bool,
    rows: fn(&Site, &Words, &Names) -> Vec<(String, u32)>,
) -> Register {
    Register { name, title, order, variant: false, in_menu, template: "pages/register.html", rows }
}

const fn variant(
    name: &'static str,
    title: &'static str,
    order: &'static str,
    rows: fn(&Site, &Words, &Names) -> Vec<(String, u32)>,
) -> Register {
    Register { name, title, order, variant: true, in_menu: false, template: "pages/register.html", rows }
}

fn list(_: &Site, orders: &Orders) -> Vec<Address> {
    let mut all = Vec::new();
    for (i, register) in ALL.iter().enumerate() {
        for part in 0..orders.registers[i].ends.len() {
            all.push(Address { name: pager::name(register.name, part), key: i as i64, part });
        }
    }
    all
}

#[derive(Debug, Serialize)]
struct View<'s> {
    page: PageView,
    name: &'static str,
    order: &'static str,
    orders: Vec<(String, &'static str, bool)>,
    /// Entries of the whole register, and of this page.
    count: usize,
    here: usize,
    groups: Vec<Group<'s>>,
    columns: Vec<Column>,
    pages: Vec<PageLink>,
    by_topic: bool,
    filter_words: FilterWords,
    /// True where there is enough to be searched.
    has_filter: bool,
    filters: Vec<Filter>,
    map: Option<MapView>,
}

#[derive(Debug, Serialize)]
struct Group<'s> {
    label: String,
    anchor: String,
    /// True for what stands outside the order of its grades.
    apart: bool,
    rows: Vec<Row<'s>>,
}

/// A row on one page.
#[derive(Debug, Serialize)]
struct Row<'s> {
    /// The claim's id, where it may stand in several rows.
    entry: Option<&'s str>,
    /// What it answers to in the filters, by their names.
    answers: Answers,
    /// Its cells in safe HTML.
    cells: Cow<'s, str>,
}

/// What stands in the cells of a row of any register; what does not apply is empty.
#[derive(Debug, Default, Serialize)]
struct Cells {
    /// The register's.
    name: &'static str,
    link: Option<LinkView>,
    summary_html: String,
    date: Option<DateView>,
    /// The place of the date among those of all entries.
    date_rank: Option<usize>,
    grade: Option<GradeView>,
    /// What the grade is sorted by.
    grade_rank: &'static str,
    publisher: String,
    native_name: Option<String>,
    /// Other names of what is searched by name.
    aliases: Vec<String>,
    count: usize,
    series: Option<SeriesView>,
    claim: Option<ClaimRow>,
}

/// The places of dates among all of their kind; what has no date has no place. Each kind is counted when it is first asked for.
#[derive(Debug, Default)]
pub struct DateRanks {
    notes: OnceLock<Vec<Option<usize>>>,
    claims: OnceLock<Vec<Option<usize>>>,
}

impl DateRanks {
    fn of_note(&self, site: &Site, id: NoteId) -> Option<usize> {
        let dates = || site.notes.iter().map(|note| note.fields.facets().when()).collect();
        self.notes.get_or_init(|| filter::date_ranks(dates()))[id.0 as usize]
    }

    fn of_claim(&self, site: &Site, id: ClaimId) -> Option<usize> {
        let said = |i| site.claim(ClaimId(i)).1.said.as_ref();
        let dates = || (0..site.claims.len() as u32).map(said).collect();
        self.claims.get_or_init(|| filter::date_ranks(dates()))[id.0 as usize]
    }
}

/// The words of the bar that narrows a register; the script fills in `{shown}` and `{all}`.
#[derive(Debug, Serialize)]
pub(super) struct FilterWords {
    filter: &'static str,
    shown: String,
    whole: String,
}

impl FilterWords {
    pub(super) fn new(words: &Words, name: &str, here: usize) -> Self {
        let shown =
            |shown, all| words.say(&format!("filter-shown-{name}"), &[("shown", shown), ("all", all)]);
        FilterWords {
            filter: words.get(&format!("filter-{name}")),
            shown: shown(Arg::Text("{shown}"), Arg::Text("{all}")),
            whole: shown(here.into(), here.into()),
        }
    }
}

/// Entries that fit on a screen need no search.
const FEW: usize = 8;

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let register = &ALL[address.key as usize];
    let root = address.root(site.config.pretty_urls);
    let viewer = Viewer::new(stage, &root);
    let words = stage.words;
    let (own_title, order) = (words.get(register.title), words.get(register.order));
    let title = if register.variant {
        words.say("register-title", &[("title", own_title.into()), ("order", order.into())])
    } else {
        own_title.to_owned()
    };
    let description = words.get(&format!("register-all-{}", page_name(register)));
    let mut page = PageView::new(&viewer, address, &title, description);
    page.section = page_name(register);
    let all = &stage.orders().registers[address.key as usize];
    let rows = all.on_page(address.part);
    let (filters, answers) = filter::filters(stage, register, rows);
    let href = |part: usize| {
        format!("{root}{}", href_of(&pager::name(register.name, part), site.config.pretty_urls))
    };
    let mut entries: Vec<u32> = rows.iter().map(|(_, id)| *id).collect();
    entries.sort_unstable();
    entries.dedup();
    let view = View {
        page,
        name: page_name(register),
        order,
        orders: orders(words, register, &root, site.config.pretty_urls),
        by_topic: register.name == "claims-by-topic",
        filter_words: FilterWords::new(words, page_name(register), entries.len()),
        count: entries_of(stage, register),
        here: entries.len(),
        groups: groups(&viewer, register, rows, answers)?,
        columns: filter::columns(words, register),
        pages: pager(all.ends.len(), address.part, href),
        has_filter: entries.len() > FEW,
        filters,
        map: (register.name == "places" && address.part == 0).then(|| map::of_site(&viewer)).flatten(),
    };
    stage.theme.render(register.template, &view)
}

/// Entries of a register, each once; its first order has one row for each.
fn entries_of(stage: &Stage<'_>, register: &Register) -> usize {
    let first = ALL.iter().position(|other| other.name == page_name(register));
    first.map_or(0, |i| stage.orders().registers[i].count())
}

/// The rows of one page below their headings.
fn groups<'s>(
    viewer: &Viewer<'s>,
    register: &Register,
    rows: &[(String, u32)],
    answers: Vec<Answers>,
) -> Result<Vec<Group<'s>>, MakeError> {
    let mut groups: Vec<Group<'s>> = Vec::new();
    for ((label, number), answers) in rows.iter().zip(answers) {
        // A claim of several topics stands in several rows.
        let entry = (register.name == "claims-by-topic")
            .then(|| viewer.site().claim(ClaimId(*number)).1.id.value.as_str());
        let row = Row { entry, answers, cells: cells(viewer, register, *number)? };
        match groups.last_mut() {
            Some(group) if group.label == *label => group.rows.push(row),
            _ => {
                // Two headings may differ in signs only, which no anchor has.
                let slug = crate::value::suggest_id(label).unwrap_or_default();
                let anchor = format!("g-{}-{slug}", groups.len() + 1);
                let rank = filter::grade_rank(grade(viewer, page_name(register), *number).as_ref());
                let apart = register.name.ends_with("-by-grade") && rank.starts_with('x');
                groups.push(Group { label: label.clone(), anchor, apart, rows: vec![row] });
            }
        }
    }
    Ok(groups)
}

/// The cells of a row; of registers that have several orders, they are made once.
fn cells<'s>(viewer: &Viewer<'s>, register: &Register, number: u32) -> Result<Cow<'s, str>, MakeError> {
    let stage = viewer.stage;
    let make =
        || stage.theme.piece("sections/register_cells.html", &row(viewer, page_name(register), number));
    match page_name(register) {
        "claims" => stage.once.claim_cells(ClaimId(number), make).map(Cow::Borrowed),
        "sources" => stage.once.source_cells(NoteId(number), make).map(Cow::Borrowed),
        _ => make().map(Cow::Owned),
    }
}

/// The cells of a claim's row on another page.
pub(super) fn claim_cells(viewer: &Viewer<'_>, claim: ClaimId) -> Result<String, MakeError> {
    viewer.stage.theme.piece("sections/register_cells.html", &row(viewer, "claims", claim.0))
}

/// The grade that a row is sorted by.
fn grade(viewer: &Viewer<'_>, name: &str, number: u32) -> Option<GradeView> {
    match name {
        "claims" => viewer.site().claim(ClaimId(number)).1.credibility.map(|grade| viewer.credibility(grade)),
        "figures" => None,
        _ => viewer.grade(viewer.site().note(NoteId(number))),
    }
}

fn page_name(register: &Register) -> &'static str {
    register.name.split("-by-").next().unwrap_or(register.name)
}

/// The other orders of the same register.
fn orders(words: &Words, register: &Register, root: &str, pretty: bool) -> Vec<(String, &'static str, bool)> {
    let all: Vec<&Register> = ALL.iter().filter(|other| other.title == register.title).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    all.into_iter()
        .map(|o| (format!("{root}{}", href_of(o.name, pretty)), words.get(o.order), o.name == register.name))
        .collect()
}

fn row(viewer: &Viewer<'_>, name: &'static str, number: u32) -> Cells {
    let site = viewer.site();
    let ranks = viewer.stage.dates;
    let (cells, date_rank) = match name {
        "claims" => {
            let claim = Some(claims::row(viewer, ClaimId(number)));
            (Cells { claim, ..Cells::default() }, ranks.of_claim(site, ClaimId(number)))
        }
        "figures" => {
            let id = FigureId(number);
            let (home, figure) = site.figure(id);
            let link = LinkView {
                href: viewer.figure_href(id),
                title: figure.title.value.clone(),
                kind: "figure",
                lang: None,
                grade: None,
            };
            let home = viewer.link(home);
            let cells = Cells {
                link: Some(link),
                series: Some(viewer.series(id)),
                count: figure.series.len(),
                summary_html: crate::render::cites::escape(&home.title),
                ..Cells::default()
            };
            (cells, None)
        }
        _ => (note_row(viewer, NoteId(number)), ranks.of_note(site, NoteId(number))),
    };
    let grade_rank = filter::grade_rank(grade(viewer, name, number).as_ref());
    Cells { name, date_rank, grade_rank, ..cells }
}

fn note_row(viewer: &Viewer<'_>, id: NoteId) -> Cells {
    let site = viewer.site();
    let note = site.note(id);
    let facets = note.fields.facets();
    let mut row = Cells {
        link: Some(viewer.link(id)),
        summary_html: viewer.summary(note),
        date: viewer.when(facets),
        native_name: facets.native_name().map(str::to_owned),
        aliases: match note.note_type() {
            NoteType::Actor | NoteType::Place | NoteType::Topic => {
                note.common.aliases.iter().map(|alias| alias.value.name.clone()).collect()
            }
            _ => Vec::new(),
        },
        count: match note.note_type() {
            NoteType::Place => site.events_of(id).len(),
            NoteType::Topic => site.children_of(id).len(),
            _ => site.mentions(id).len(),
        },
        ..Cells::default()
    };
    if let Fields::Source(source) = &note.fields {
        // The grades of sources have a column of their own.
        row.link.as_mut().and_then(|link| link.grade.take());
        row.grade = source.reliability.map(|grade| reliability(viewer.words(), grade));
        row.publisher = source.publisher.clone().unwrap_or_default();
    }
    row
}
