//! A site as HTML: every page is a pure function of the site and the page's address.

pub mod assets;
pub mod attachments;
pub mod chart;
pub mod cite_page;
pub mod cites;
pub mod claims;
pub mod figure;
pub mod graph;
pub mod json_ld;
pub mod map;
pub mod markdown;
pub mod mentions;
pub mod once;
pub mod pager;
pub mod pages;
pub mod picture;
pub mod relays;
pub mod search;
pub mod strip;
pub mod theme;
pub mod timeline;
pub mod view;
pub mod words;

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::cite::References;
use crate::output::{Output, Recipe};
use crate::resolve::{Note, Site, Sourcing, address_of, page_name};

use assets::Assets;
use theme::Theme;
use words::Words;

/// All words of the theme and of maps, in every language that they have.
pub fn texts() -> impl Iterator<Item = &'static str> {
    theme::embedded().map(|(_, text)| text).chain(map::names())
}

/// Everything that all pages are made from; made once.
#[derive(Debug)]
pub struct Stage<'s> {
    pub site: &'s Site,
    pub references: &'s References,
    pub once: &'s once::Once,
    pub maps: &'s map::Maps,
    pub theme: &'s Theme,
    pub assets: &'s Assets,
    /// Files beside notes.
    pub attachments: &'s attachments::Attachments,
    /// True where references name author and year in the text.
    pub author_date: bool,
    pub words: &'s Words,
    /// See [`Stage::orders`].
    pub orders: &'s OnceLock<pages::Orders>,
    /// By which rows of registers sort.
    pub dates: &'s pages::DateRanks,
    /// See [`Stage::sourcing`].
    pub sourcing: &'s OnceLock<Sourcing>,
    /// The search index, once it is asked for.
    pub search: &'s OnceLock<search::Files>,
    /// True if the sourcing report is also a data file.
    pub has_sourcing_data: bool,
    /// The languages of the site, the main one first; empty where there is only one.
    pub languages: &'s [Language],
}

/// A language of a site.
#[derive(Debug)]
pub struct Language {
    pub tag: String,
    /// Its name in its own words.
    pub name: String,
    /// Its folder in the output, with a slash; empty for the main language.
    pub prefix: String,
    /// The ids of the notes that are translated into it.
    pub translated: FxHashSet<String>,
}

impl Language {
    /// True if a note's page says something of its own in this language.
    pub fn has(&self, note: &Note) -> bool {
        self.prefix.is_empty() || self.translated.contains(note.id.as_str())
    }
}

impl<'s> Stage<'s> {
    /// The orders that several pages show parts of; put together when they are first asked for.
    pub fn orders(&self) -> &'s pages::Orders {
        self.orders.get_or_init(|| pages::Orders::new(self.site, self.words))
    }

    /// How well the notes are sourced; counted when it is first asked for.
    pub fn sourcing(&self) -> &'s Sourcing {
        self.sourcing.get_or_init(|| Sourcing::new(self.site))
    }
}

impl Stage<'_> {
    /// The way to what all languages share, from the way to the root of this one.
    pub fn shared_root(&self, root: &str) -> String {
        match self.site.prefix.as_str() {
            "" => root.to_owned(),
            // Only the page that stands for missing ones has an absolute way.
            prefix => root.strip_suffix(prefix).map_or_else(|| format!("../{root}"), str::to_owned),
        }
    }

    /// A file of the search index by its path.
    pub fn search_file(&self, path: &str) -> Option<&[u8]> {
        self.search.get_or_init(|| search::make(self)).get(path).map(Vec::as_slice)
    }
}

/// The address of one page: its name without ending, and what its kind knows it by.
#[derive(Debug, Clone)]
pub struct Address {
    /// Such as `actors/iran`, `timeline/2024` or `index`.
    pub name: String,
    /// Number of the note, year or register, as the kind of page defines it.
    pub key: i64,
    /// Part of a list that is split, from 0.
    pub part: usize,
}

impl Address {
    pub fn new(name: impl Into<String>) -> Self {
        Address { name: name.into(), key: 0, part: 0 }
    }

    /// The way from the page to the site's root, such as `../`.
    pub fn root(&self, pretty: bool) -> String {
        "../".repeat(address_of(&self.name, pretty).matches('/').count())
    }
}

/// The page of a note as a recipe, by its path in the output, without a look at any other page. None for every other path.
///
/// The same as that of [`add_pages`], where no two pages want one address.
pub fn note_page<'a>(stage: &'a Stage<'a>, path: &str) -> Option<Recipe<'a>> {
    let site = stage.site;
    let inside = path.strip_prefix(site.prefix.as_str())?;
    let ending = if site.config.pretty_urls { "/index.html" } else { ".html" };
    let name = inside.strip_suffix(ending)?;
    // Pages have no folder, and share the root with the site's own.
    let (_, id) = name.rsplit_once('/')?;
    let id = site.by_id(id)?;
    let note = site.note(id);
    if page_name(note.note_type(), note.id.as_str()) != name {
        return None;
    }
    let address = Address { name: name.to_owned(), key: i64::from(id.0), part: 0 };
    Some(Recipe::Make(Box::new(move || pages::note(stage, &address))))
}

/// Adds all pages to an output.
pub fn add_pages<'a>(stage: &'a Stage<'a>, output: &mut Output<'a>) {
    let pretty = stage.site.config.pretty_urls;
    for kind in pages::ALL {
        for address in (kind.list)(stage.site, stage.orders()) {
            let file = [stage.site.prefix.as_str(), &address_of(&address.name, pretty)].concat();
            let make = move || (kind.render)(stage, &address);
            output.add(&file, Recipe::Make(Box::new(make)));
        }
    }
    picture::add(stage, output);
}
