//! The network of all actors: drawn, and as a table of all relations.

use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::model::relation::{Kind as RelationKind, TABLE, Tie};
use crate::output::MakeError;
use crate::render::graph::bonds::{self, Bond, TieData};
use crate::render::graph::network::{NetworkView, network};
use crate::render::view::{DateView, LinkView, Viewer, WordView};
use crate::render::words::Words;
use crate::render::{Address, Stage};
use crate::resolve::{Site, href_of};

pub(super) static KIND: Kind = Kind { name: "network", list, render };

/// Scripts that make the drawing explorable.
const SCRIPTS: [&str; 2] = ["vendor/d3/d3-zoom.min.js", "network"];

/// Relations on one page of the table.
const ROWS_A_PAGE: usize = 500;

/// True if there is a network.
pub(super) use bonds::exist as exists;

fn list(site: &Site, _: &Orders) -> Vec<Address> {
    let name = |part: usize| if part == 0 { "network".to_owned() } else { format!("network.{}", part + 1) };
    let parts = if exists(site) { bonds::bonds(site).len().div_ceil(ROWS_A_PAGE) } else { 0 };
    (0..parts).map(|part| Address { name: name(part), key: 0, part }).collect()
}

#[derive(Debug, Serialize)]
struct View {
    page: PageView,
    /// The drawing, on the first page.
    drawing: Option<NetworkView>,
    /// Relations and actors in all.
    relations: usize,
    actors: usize,
    rows: Vec<Row>,
    pages: Vec<(String, usize, bool)>,
    /// Families with the types of relation that occur.
    families: Vec<Family>,
    /// First and last year of the dates.
    years: Option<(i64, i64)>,
}

#[derive(Debug, Serialize)]
struct Family {
    word: &'static str,
    types: Vec<Type>,
}

#[derive(Debug, Serialize)]
struct Type {
    word: &'static str,
    label: &'static str,
    /// As seen from the other side.
    inverse: &'static str,
    count: usize,
}

/// A relation in the table.
#[derive(Debug, Serialize)]
struct Row {
    from: LinkView,
    label: &'static str,
    to: LinkView,
    when: Option<DateView>,
    status: Option<WordView>,
    sources: usize,
    data: TieData,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let pretty = site.config.pretty_urls;
    let root = address.root(pretty);
    let viewer = Viewer::new(stage, &root);
    let words = viewer.words();
    let mut all = bonds::bonds(site);
    bonds::sort(&mut all, site, &words.order);
    let mut page = PageView::new(&viewer, address, words.get("network"), words.get("network-description"));
    page.section = "network";
    page.sheet = stage.assets.sheet("network");
    let is_first = address.part == 0;
    if is_first {
        page.scripts = stage.assets.scripts(&SCRIPTS);
    }
    let rows = all.iter().skip(address.part * ROWS_A_PAGE).take(ROWS_A_PAGE);
    let mut actors: Vec<_> = all.iter().flat_map(|bond| [bond.from, bond.to]).collect();
    actors.sort_unstable();
    actors.dedup();
    let view = View {
        page,
        drawing: is_first.then(|| network(&viewer, &all)),
        relations: all.len(),
        actors: actors.len(),
        rows: rows.map(|bond| row(&viewer, bond)).collect(),
        pages: pages(address, &root, all.len(), pretty),
        families: if is_first { families(words, &all) } else { Vec::new() },
        years: years(&all),
    };
    stage.theme.render("pages/network.html", &view)
}

fn row(viewer: &Viewer<'_>, bond: &Bond<'_>) -> Row {
    Row {
        from: viewer.link(bond.from),
        label: viewer.words().label("relation", bond.kind.word()),
        to: viewer.link(bond.to),
        when: bond.relation.when.as_ref().map(|date| viewer.date(date)),
        status: bond.relation.status.map(|status| viewer.status(status)),
        sources: bond.relation.sources.len(),
        data: TieData::new(viewer.site(), bond),
    }
}

fn pages(address: &Address, root: &str, rows: usize, pretty: bool) -> Vec<(String, usize, bool)> {
    let pages = rows.div_ceil(ROWS_A_PAGE);
    let link = |part: usize| {
        let name = if part == 0 { "network".to_owned() } else { format!("network.{}", part + 1) };
        (format!("{root}{}", href_of(&name, pretty)), part + 1, part == address.part)
    };
    (0..if pages > 1 { pages } else { 0 }).map(link).collect()
}

/// The types of relation that occur, by family, in the order of their table.
fn families(words: &Words, bonds: &[Bond<'_>]) -> Vec<Family> {
    let types = |tie: &Tie| {
        let of_family = TABLE.iter().filter(|row| row.tie.family() == tie.family());
        let types = of_family.filter_map(|row| {
            let of_type = || bonds.iter().filter(|bond| bond.kind.word() == row.word);
            let kind = of_type().next()?.kind;
            let label = |kind: RelationKind| words.label("relation", kind.word());
            let (label, inverse) = (label(kind), label(kind.inverse()));
            Some(Type { word: row.word, label, inverse, count: of_type().count() })
        });
        Family { word: tie.family(), types: types.collect() }
    };
    Tie::FAMILIES.iter().map(types).filter(|family| !family.types.is_empty()).collect()
}

/// The first and the last year that any date names.
fn years(bonds: &[Bond<'_>]) -> Option<(i64, i64)> {
    let spans = bonds.iter().filter_map(|bond| bond.years().perhaps);
    let all: Vec<i64> = spans.flat_map(|(first, last)| [first, last]).flatten().collect();
    let (first, last) = (*all.iter().min()?, *all.iter().max()?);
    (first < last).then_some((first, last))
}
