//! The network of all actors: drawn, and as a table of all relations.

use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::model::relation::{Kind as RelationKind, TABLE, Tie};
use crate::output::MakeError;
use crate::render::graph::bonds::{self, Bond, TieData};
use crate::render::graph::network::{NetworkView, network};
use crate::render::pager::{self, PageLink, pager};
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

fn list(_: &Site, orders: &Orders) -> Vec<Address> {
    let parts = orders.ties.rows.len().div_ceil(ROWS_A_PAGE);
    (0..parts).map(|part| Address { name: name(part), key: 0, part }).collect()
}

fn name(part: usize) -> String {
    pager::name("network", part)
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
    pages: Vec<PageLink>,
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
    let ties = &stage.orders().ties;
    let mut page = PageView::new(&viewer, address, words.get("network"), words.get("network-description"));
    page.section = "network";
    page.sheet = stage.assets.sheet("network");
    let is_first = address.part == 0;
    if is_first {
        page.scripts = stage.assets.scripts(&SCRIPTS);
    }
    // Only the first page tells of all relations.
    let all: Vec<Bond<'_>> =
        ties.rows.iter().filter(|_| is_first).map(|side| Bond::of(site, *side)).collect();
    let rows = ties.rows.iter().skip(address.part * ROWS_A_PAGE).take(ROWS_A_PAGE);
    let href = |part: usize| format!("{root}{}", href_of(&name(part), pretty));
    let view = View {
        page,
        drawing: is_first.then(|| network(&viewer, &all)),
        relations: ties.rows.len(),
        actors: ties.actors,
        rows: rows.map(|side| row(&viewer, &Bond::of(site, *side))).collect(),
        pages: pager(ties.rows.len().div_ceil(ROWS_A_PAGE), address.part, href),
        families: families(words, &all),
        years: ties.years,
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
