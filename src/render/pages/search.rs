//! The search page: a form for the scripts, and the registers for those who have none.

use serde::Serialize;

use super::{Kind, Orders, PageView, register};
use crate::model::NoteType;
use crate::output::MakeError;
use crate::render::search;
use crate::render::view::{Viewer, plural};
use crate::render::words::Words;
use crate::render::{Address, Stage};
use crate::resolve::{Site, href_of};

pub(super) static KIND: Kind = Kind { name: "search", list, render };

fn list(site: &Site, _: &Orders) -> Vec<Address> {
    search::exists(site).then(|| Address::new(search::NAME)).into_iter().collect()
}

#[derive(Debug, Serialize)]
struct View {
    page: PageView,
    /// Folder of the index.
    index: String,
    types: Vec<TypeView>,
    registers: Vec<RegisterView>,
}

/// A type of document that can be found, in the order of results.
#[derive(Debug, Serialize)]
struct TypeView {
    word: &'static str,
    label: &'static str,
}

/// A register, as the way for those who cannot search.
#[derive(Debug, Serialize)]
struct RegisterView {
    href: String,
    title: &'static str,
    count: usize,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let root = address.root(site.config.pretty_urls);
    let viewer = Viewer::new(stage, &root);
    let mut page =
        PageView::new(&viewer, address, stage.words.get("search"), stage.words.get("search-description"));
    page.section = search::NAME;
    page.sheet = stage.assets.sheet(search::NAME);
    page.scripts = stage.assets.scripts(&[search::NAME]);
    let view = View {
        page,
        index: format!("{root}{}/", search::NAME),
        types: types(site, stage.words),
        registers: registers(stage, &root),
    };
    stage.theme.render("pages/search.html", &view)
}

fn types(site: &Site, words: &Words) -> Vec<TypeView> {
    let note = |kind: NoteType| {
        let some = site.of_type(kind).next().is_some();
        some.then(|| TypeView { word: kind.word(), label: plural(words, kind) })
    };
    let claims = (!site.claims.is_empty()).then_some(TypeView { word: "claim", label: words.get("claims") });
    let figures =
        (!site.figures.is_empty()).then_some(TypeView { word: "figure", label: words.get("figures") });
    let [first, last] = [
        [NoteType::Actor, NoteType::Briefing, NoteType::Event].map(note),
        [NoteType::Place, NoteType::Topic, NoteType::Source].map(note),
    ];
    let page = note(NoteType::Page);
    first.into_iter().chain([claims, figures]).chain(last).chain([page]).flatten().collect()
}

fn registers(stage: &Stage<'_>, root: &str) -> Vec<RegisterView> {
    let pretty = stage.site.config.pretty_urls;
    // Where a register has an order by name, that is the one in which a name is found.
    let named = |name: &str| {
        let by_name = format!("{name}-by-name");
        register::ALL.iter().find(|other| other.name == by_name).map_or(name.to_owned(), |_| by_name)
    };
    let all = register::ALL.iter().zip(&stage.orders().registers);
    all.filter(|(register, rows)| !register.variant && rows.count() > 0)
        .map(|(register, rows)| RegisterView {
            href: format!("{root}{}", href_of(&named(register.name), pretty)),
            title: stage.words.get(register.title),
            count: rows.count(),
        })
        .collect()
}
