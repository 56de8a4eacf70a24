//! Registers: all notes of a type, all claims, all figures, as tables in one order each.

use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::model::{Fields, NoteType};
use crate::output::MakeError;
use crate::render::figure::SeriesView;
use crate::render::view::{ClaimView, DateView, GradeView, LinkView, Viewer, WordView, reliability};
use crate::render::{Address, Stage};
use crate::resolve::{ClaimId, FigureId, NoteId, Site, href_of};
use crate::value::{Date, Reliability};

pub(super) static KIND: Kind = Kind { name: "register", list, render };

/// Rows on one page.
const ROWS_A_PAGE: usize = 1000;

/// One register in one order.
#[derive(Debug)]
pub(super) struct Register {
    pub name: &'static str,
    pub title: &'static str,
    /// Words over the column that the rows are grouped by.
    order: &'static str,
    /// Another order of a register that is listed under its own name.
    pub variant: bool,
    pub in_menu: bool,
    template: &'static str,
    /// The rows in their order, each with the heading that it stands under.
    pub rows: fn(&Site) -> Vec<(String, u32)>,
}

pub(super) static ALL: &[Register] = &[
    register("briefings", "Briefings", "newest first", true, |site| by_date(site, NoteType::Briefing)),
    register("actors", "Actors", "by kind", true, |site| by_kind(site, NoteType::Actor)),
    register("claims", "Claims", "by status", true, claims_by_status),
    register("figures", "Figures", "A–Z", true, figures_by_title),
    register("sources", "Sources", "A–Z", true, |site| by_title(site, NoteType::Source)),
    variant("sources-by-grade", "Sources", "by reliability", sources_by_grade),
    variant("sources-by-publisher", "Sources", "by publisher", sources_by_publisher),
    variant("sources-by-date", "Sources", "newest first", |site| by_date(site, NoteType::Source)),
    register("events", "Events", "by kind", false, |site| by_kind(site, NoteType::Event)),
    register("places", "Places", "A–Z", true, |site| by_title(site, NoteType::Place)),
    register("topics", "Topics", "A–Z", true, |site| by_title(site, NoteType::Topic)),
];

const fn register(
    name: &'static str,
    title: &'static str,
    order: &'static str,
    in_menu: bool,
    rows: fn(&Site) -> Vec<(String, u32)>,
) -> Register {
    Register { name, title, order, variant: false, in_menu, template: "pages/register.html", rows }
}

const fn variant(
    name: &'static str,
    title: &'static str,
    order: &'static str,
    rows: fn(&Site) -> Vec<(String, u32)>,
) -> Register {
    Register { name, title, order, variant: true, in_menu: false, template: "pages/register.html", rows }
}

fn list(_: &Site, orders: &Orders) -> Vec<Address> {
    let mut all = Vec::new();
    for (i, register) in ALL.iter().enumerate() {
        let rows = orders.registers[i].len();
        for part in 0..rows.div_ceil(ROWS_A_PAGE).max(1) {
            let name =
                if part == 0 { register.name.to_owned() } else { format!("{}.{}", register.name, part + 1) };
            all.push(Address { name, key: i as i64, part });
        }
    }
    all
}

#[derive(Debug, Serialize)]
struct View {
    page: PageView,
    name: &'static str,
    order: &'static str,
    orders: Vec<(String, &'static str, bool)>,
    count: usize,
    groups: Vec<Group>,
    columns: Vec<&'static str>,
    pages: Vec<(String, usize, bool)>,
}

#[derive(Debug, Serialize)]
struct Group {
    label: String,
    anchor: String,
    rows: Vec<Row>,
}

/// A row of any register; what does not apply is empty.
#[derive(Debug, Default, Serialize)]
struct Row {
    link: Option<LinkView>,
    summary_html: String,
    kind: Option<WordView>,
    date: Option<DateView>,
    grade: Option<GradeView>,
    publisher: String,
    native_name: Option<String>,
    count: usize,
    series: Option<SeriesView>,
    claim: Option<ClaimView>,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let register = &ALL[address.key as usize];
    let root = address.root(site.config.pretty_urls);
    let mut viewer = Viewer::new(stage, &root);
    let title = if register.variant {
        format!("{}, {}", register.title, register.order)
    } else {
        register.title.to_owned()
    };
    let mut page =
        PageView::new(&viewer, address, &title, &format!("All {}.", register.title.to_lowercase()));
    page.section = register.name.split("-by-").next().unwrap_or(register.name);
    let rows = &stage.orders.registers[address.key as usize];
    let count = rows.len();
    let part = rows.chunks(ROWS_A_PAGE).nth(address.part).unwrap_or_default().to_vec();
    let mut groups: Vec<Group> = Vec::new();
    for (label, id) in part {
        let row = row(&mut viewer, register, id);
        match groups.last_mut() {
            Some(group) if group.label == label => group.rows.push(row),
            _ => {
                // Two headings may differ in signs only, which no anchor has.
                let slug = crate::value::suggest_id(&label).unwrap_or_default();
                let anchor = format!("g-{}-{slug}", groups.len() + 1);
                groups.push(Group { label, anchor, rows: vec![row] });
            }
        }
    }
    page.references = viewer.cites.list()?;
    let pretty = site.config.pretty_urls;
    let pages = count.div_ceil(ROWS_A_PAGE);
    let pages = (0..if pages > 1 { pages } else { 0 })
        .map(|p| {
            let name = if p == 0 { register.name.to_owned() } else { format!("{}.{}", register.name, p + 1) };
            (format!("{root}{}", href_of(&name, pretty)), p + 1, p == address.part)
        })
        .collect();
    let orders = orders(register, &root, pretty);
    let view = View {
        page,
        name: page_name(register),
        order: register.order,
        orders,
        count,
        groups,
        columns: columns(register),
        pages,
    };
    stage.theme.render(register.template, &view)
}

fn page_name(register: &Register) -> &'static str {
    register.name.split("-by-").next().unwrap_or(register.name)
}

/// The other orders of the same register.
fn orders(register: &Register, root: &str, pretty: bool) -> Vec<(String, &'static str, bool)> {
    let all: Vec<&Register> = ALL.iter().filter(|other| other.title == register.title).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    all.into_iter()
        .map(|o| (format!("{root}{}", href_of(o.name, pretty)), o.order, o.name == register.name))
        .collect()
}

fn columns(register: &Register) -> Vec<&'static str> {
    match page_name(register) {
        "actors" => vec!["Actor", "Name in its own language", "Named in"],
        "sources" => vec!["Source", "Publisher", "Published", "Reliability", "Cited"],
        "events" => vec!["Event", "Date", "Named in"],
        "places" => vec!["Place", "Name in its own language", "Events"],
        "topics" => vec!["Topic", "Notes"],
        "briefings" => vec!["Briefing", "As of"],
        "figures" => vec!["Figure", "Newest value", "All counts", "Lowest to highest", "Counts", "Counters"],
        _ => Vec::new(),
    }
}

fn row(viewer: &mut Viewer<'_>, register: &Register, number: u32) -> Row {
    let site = viewer.site();
    match page_name(register) {
        "claims" => Row { claim: Some(viewer.claim(ClaimId(number))), ..Row::default() },
        "figures" => {
            let id = FigureId(number);
            let (home, figure) = site.figure(id);
            let link = LinkView {
                href: viewer.figure_href(id),
                title: figure.title.value.clone(),
                kind: "figure",
                lang: None,
            };
            let home = viewer.link(home);
            Row {
                link: Some(link),
                series: Some(viewer.series(id)),
                count: figure.series.len(),
                summary_html: crate::render::cites::escape(&home.title),
                ..Row::default()
            }
        }
        _ => note_row(viewer, NoteId(number)),
    }
}

fn note_row(viewer: &Viewer<'_>, id: NoteId) -> Row {
    let site = viewer.site();
    let note = site.note(id);
    let facets = note.fields.facets();
    let mut row = Row {
        link: Some(viewer.link(id)),
        summary_html: viewer.summary(note),
        kind: facets.kind().map(|(word, label)| WordView { word, label }),
        date: viewer.when(facets),
        native_name: facets.native_name().map(str::to_owned),
        count: match note.note_type() {
            NoteType::Place => site.events_of(id).len(),
            NoteType::Topic => site.children_of(id).len(),
            _ => site.mentions(id).len(),
        },
        ..Row::default()
    };
    if let Fields::Source(source) = &note.fields {
        row.grade = source.reliability.map(reliability);
        row.publisher = source.publisher.clone().unwrap_or_default();
    }
    row
}

fn by_title(site: &Site, kind: NoteType) -> Vec<(String, u32)> {
    let mut rows: Vec<(String, String, u32)> = site
        .of_type(kind)
        .map(|id| {
            let key = sort_key(site.note(id).title());
            let letter = key.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string());
            (letter.unwrap_or_else(|| "#".into()), key, id.0)
        })
        .collect();
    rows.sort_by(|a, b| (&a.0, &a.1, a.2).cmp(&(&b.0, &b.1, b.2)));
    rows.into_iter().map(|(letter, _, id)| (letter, id)).collect()
}

/// A title as it is sorted: without marks at its beginning, in lower case.
fn sort_key(title: &str) -> String {
    title.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn by_kind(site: &Site, kind: NoteType) -> Vec<(String, u32)> {
    let mut rows: Vec<(&str, String, u32)> = site
        .of_type(kind)
        .map(|id| {
            let note = site.note(id);
            let label = note.fields.facets().kind().map_or("Other", |(_, label)| label);
            (label, sort_key(note.title()), id.0)
        })
        .collect();
    rows.sort();
    rows.into_iter().map(|(label, _, id)| (label.to_owned(), id)).collect()
}

fn by_date(site: &Site, kind: NoteType) -> Vec<(String, u32)> {
    let mut rows: Vec<(Option<&Date>, NoteId)> =
        site.of_type(kind).map(|id| (site.note(id).fields.facets().when(), id)).collect();
    rows.sort_by(|(a, x), (b, y)| a.is_none().cmp(&b.is_none()).then(b.cmp(a)).then(x.cmp(y)));
    rows.into_iter()
        .map(|(date, id)| {
            let year = date.and_then(|date| date.first_year().or_else(|| date.last_year()));
            (year.map_or_else(|| "No date".to_owned(), |year| year.to_string()), id.0)
        })
        .collect()
}

fn source_of(site: &Site, id: NoteId) -> Option<&crate::model::notes::Source> {
    match &site.note(id).fields {
        Fields::Source(source) => Some(source),
        _ => None,
    }
}

/// By grade, A first; `F` and no grade stand at the end, outside the order.
fn sources_by_grade(site: &Site) -> Vec<(String, u32)> {
    let grade = |id: NoteId| source_of(site, id).and_then(|source| source.reliability);
    let mut rows: Vec<(u8, String, NoteId)> = site
        .of_type(NoteType::Source)
        .map(|id| {
            let rank = match grade(id) {
                Some(Reliability::F) => 100,
                Some(grade) => grade as u8,
                None => 101,
            };
            (rank, sort_key(site.note(id).title()), id)
        })
        .collect();
    rows.sort();
    rows.into_iter()
        .map(|(.., id)| {
            (grade(id).map_or_else(|| "No grade".into(), |g| format!("{} – {}", g.word(), g.label())), id.0)
        })
        .collect()
}

fn sources_by_publisher(site: &Site) -> Vec<(String, u32)> {
    let mut rows: Vec<(bool, String, String, NoteId)> = site
        .of_type(NoteType::Source)
        .map(|id| {
            let publisher = source_of(site, id).and_then(|source| source.publisher.clone());
            let key = publisher.as_deref().map(sort_key).unwrap_or_default();
            (publisher.is_none(), key, sort_key(site.note(id).title()), id)
        })
        .collect();
    rows.sort();
    rows.into_iter()
        .map(|(.., id)| {
            let publisher = source_of(site, id).and_then(|source| source.publisher.clone());
            (publisher.unwrap_or_else(|| "No publisher named".into()), id.0)
        })
        .collect()
}

fn claims_by_status(site: &Site) -> Vec<(String, u32)> {
    let mut rows: Vec<(usize, u32)> = (0..site.claims.len() as u32)
        .map(|i| {
            let status = site.claim(ClaimId(i)).1.status;
            (status.map_or(usize::MAX, |status| status as usize), i)
        })
        .collect();
    rows.sort_unstable();
    rows.into_iter()
        .map(|(_, i)| {
            let status = site.claim(ClaimId(i)).1.status;
            (status.map_or("No status", |status| status.label()).to_owned(), i)
        })
        .collect()
}

fn figures_by_title(site: &Site) -> Vec<(String, u32)> {
    let mut rows: Vec<(String, u32)> = (0..site.figures.len() as u32)
        .map(|i| (sort_key(&site.figure(FigureId(i)).1.title.value), i))
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, i)| (String::new(), i)).collect()
}
