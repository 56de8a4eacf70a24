//! Every kind of page: one file each, with the list of its addresses and the making of one.

mod changes;
mod home;
mod missing;
mod network;
mod note;
mod redirect;
mod register;
mod search;
mod sourcing;
mod timeline;

use serde::Serialize;

use super::graph::bonds::Ties;
use super::view::{DateView, LinkView, Viewer};
use super::words::Words;
use super::words::order::Names;
use super::{Address, Language, Stage};
use crate::output::MakeError;
use crate::resolve::{NoteId, Site, href_of};
use crate::select::Audience;

pub use register::DateRanks;

/// A kind of page.
#[derive(Debug)]
pub struct Kind {
    pub name: &'static str,
    /// The addresses of all pages of the kind.
    pub list: fn(&Site, &Orders) -> Vec<Address>,
    /// Makes one of them.
    pub render: fn(&Stage<'_>, &Address) -> Result<Vec<u8>, MakeError>,
}

/// All kinds of page.
pub static ALL: &[&Kind] = &[
    &home::KIND,
    &note::KIND,
    &timeline::KIND,
    &register::KIND,
    &network::KIND,
    &sourcing::KIND,
    &search::KIND,
    &changes::KIND,
    &missing::KIND,
    &redirect::KIND,
];

/// Makes the page of a note.
pub(super) fn note(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    (note::KIND.render)(stage, address)
}

/// The orders that several pages show parts of; made once.
#[derive(Debug)]
pub struct Orders {
    /// What the titles of notes are sorted by.
    names: Names,
    /// The rows of each register.
    registers: Vec<register::Rows>,
    /// The events of each year.
    years: Vec<timeline::Year>,
    /// Briefings by date, the oldest first.
    briefings: Vec<NoteId>,
    /// The rows of the network's table.
    ties: Ties,
}

impl Orders {
    pub fn new(site: &Site, words: &Words) -> Self {
        let titles: Vec<&str> = site.notes.iter().map(|note| note.title()).collect();
        let names = Names::new(&words.order, &titles);
        Orders {
            registers: register::rows(site, words, &names),
            ties: Ties::new(site, &names),
            names,
            years: timeline::years(site),
            briefings: home::briefings_by_date(site),
        }
    }
}

/// What every page needs: its head, its place, and its references.
#[derive(Debug, Serialize)]
pub struct PageView {
    pub title: String,
    /// Language of the title, where it is not the page's.
    pub title_lang: Option<String>,
    pub description: String,
    pub lang: String,
    pub dir: &'static str,
    /// Way to the root of this language.
    pub root: String,
    /// Way to what all languages share; the same where there is only one.
    pub shared: String,
    /// The page in all languages, for the reader; empty where there is only one.
    pub languages: Vec<LanguageView>,
    /// The same for search engines, as tags and absolute addresses.
    pub alternates: Vec<(String, String)>,
    /// Language and direction of the note's own words, where they are not the page's.
    pub content_lang: Option<String>,
    pub content_dir: Option<&'static str>,
    /// True where the page should be in this language, and its text is not.
    pub untranslated: bool,
    /// True where only the text has no translation.
    pub text_untranslated: bool,
    /// The day of the original's last change, where the translation was made before.
    pub behind: Option<DateView>,
    /// In a preview, why the page is in no build, in words.
    pub unpublished: Option<&'static str>,
    /// Address of the page from the root.
    pub href: String,
    pub canonical: Option<String>,
    /// Address of the page's own picture, for those who pass it on.
    pub picture: Option<String>,
    /// Type for OpenGraph.
    pub og_type: &'static str,
    pub json_ld: String,
    pub section: &'static str,
    pub crumbs: Vec<LinkView>,
    pub toc: Vec<Entry>,
    pub updated: Option<DateView>,
    /// The style sheet and the scripts that only this page and its like load; see `Assets`.
    pub sheet: Option<String>,
    pub scripts: Vec<String>,
    /// The entries of the reference list, in safe HTML.
    pub references: String,
}

/// A page in another language.
#[derive(Debug, Serialize)]
pub struct LanguageView {
    pub tag: String,
    pub name: String,
    pub href: String,
    pub is_current: bool,
}

/// A line of a table of contents.
#[derive(Debug, Serialize)]
pub struct Entry {
    pub anchor: String,
    pub text: String,
    pub level: u8,
}

impl PageView {
    /// Makes the head of a page of the site's own.
    pub fn new(viewer: &Viewer<'_>, address: &Address, title: &str, description: &str) -> Self {
        let site = viewer.site();
        let href = href_of(&address.name, site.config.pretty_urls);
        let public = if href == "index.html" { "" } else { href.as_str() };
        PageView {
            title: title.to_owned(),
            title_lang: None,
            description: description.to_owned(),
            lang: viewer.words().lang.as_str().to_owned(),
            dir: viewer.words().lang.dir(),
            shared: viewer.stage.shared_root(viewer.root),
            languages: languages(viewer, &href),
            alternates: alternates(viewer, public, |_| true),
            content_lang: None,
            content_dir: None,
            untranslated: false,
            text_untranslated: false,
            behind: None,
            unpublished: None,
            root: viewer.root.to_owned(),
            canonical: site.base().map(|base| format!("{base}{public}")),
            picture: None,
            href,
            og_type: "website",
            json_ld: String::new(),
            section: "",
            crumbs: Vec::new(),
            toc: Vec::new(),
            updated: None,
            sheet: None,
            scripts: Vec::new(),
            references: String::new(),
        }
    }
}

/// The way to a page in each language.
fn languages(viewer: &Viewer<'_>, href: &str) -> Vec<LanguageView> {
    let shared = viewer.stage.shared_root(viewer.root);
    let all = viewer.stage.languages.iter();
    all.map(|language| LanguageView {
        tag: language.tag.clone(),
        name: language.name.clone(),
        href: [&shared, &language.prefix, href].concat(),
        is_current: language.prefix == viewer.site().prefix,
    })
    .collect()
}

/// The absolute addresses of a page in the languages in which it says something of its own.
pub(super) fn alternates(
    viewer: &Viewer<'_>,
    href: &str,
    has: impl Fn(&Language) -> bool,
) -> Vec<(String, String)> {
    let Some(base) = viewer.site().config.base() else { return Vec::new() };
    let all: Vec<&Language> = viewer.stage.languages.iter().filter(|language| has(language)).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let address = |language: &Language| format!("{base}{}{href}", language.prefix);
    let main = all.iter().filter(|language| language.prefix.is_empty());
    let main = main.map(|language| ("x-default".to_owned(), address(language)));
    all.iter().map(|language| (language.tag.clone(), address(language))).chain(main).collect()
}

/// The feeds of changes that a site has.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Feeds {
    pub atom: bool,
    pub json: bool,
}

/// What every template sees of the site, as `site`.
#[derive(Debug, Serialize)]
pub struct SiteView {
    pub title: String,
    pub description: String,
    pub publisher: String,
    pub lang: String,
    pub style: String,
    pub script: Option<String>,
    /// The script that sets the reader's colours before a page is drawn.
    pub scheme: Option<String>,
    pub logo: Option<String>,
    pub footer_html: String,
    pub internal: bool,
    pub version: &'static str,
    pub nav: Vec<NavEntry>,
    /// Address of the search page.
    pub search: Option<String>,
    /// Which feeds the site has.
    pub feeds: Feeds,
    pub has_favicon: bool,
    /// Address of the picture of pages that have none of their own.
    pub picture: Option<String>,
}

/// An entry of the main menu.
#[derive(Debug, Serialize)]
pub struct NavEntry {
    pub href: String,
    pub label: &'static str,
    pub section: &'static str,
}

impl SiteView {
    pub fn new(site: &Site, words: &Words, assets: &super::assets::Assets, feeds: Feeds) -> Self {
        let config = &site.config;
        SiteView {
            title: config.title.value.clone(),
            description: config.description.clone().unwrap_or_default(),
            publisher: config.publisher.clone().unwrap_or_default(),
            lang: site.lang.as_str().to_owned(),
            style: assets.style.clone(),
            script: assets.script.clone(),
            scheme: assets.scripts(&["scheme"]).pop(),
            logo: config
                .theme
                .logo
                .as_ref()
                .map(|logo| logo.value.clone())
                .filter(|logo| assets.contains(logo)),
            footer_html: config.theme.footer.as_deref().map(super::markdown::inline).unwrap_or_default(),
            internal: site.audience == Audience::Internal,
            version: env!("CARGO_PKG_VERSION"),
            nav: nav(site, words),
            search: super::search::exists(site).then(|| href_of(super::search::NAME, config.pretty_urls)),
            feeds,
            has_favicon: assets.contains("favicon.svg"),
            picture: super::picture::of_site(site).and_then(|_| super::picture::address(site, "site")),
        }
    }
}

fn nav(site: &Site, words: &Words) -> Vec<NavEntry> {
    let pretty = site.config.pretty_urls;
    let entry = |name: &'static str, label: &str| NavEntry {
        href: href_of(name, pretty),
        label: words.get(label),
        section: name,
    };
    let mut nav = Vec::new();
    for register in register::ALL.iter().filter(|register| register.in_menu && register.exists(site)) {
        nav.push(entry(register.name, register.title));
        if register.name == "actors" && !site.timeline.is_empty() {
            nav.push(entry("timeline", "timeline"));
        }
    }
    if !nav.iter().any(|entry| entry.section == "timeline") && !site.timeline.is_empty() {
        nav.push(entry("timeline", "timeline"));
    }
    if network::exists(site) {
        nav.push(entry("network", "network"));
    }
    if sourcing::exists(site) {
        nav.push(entry("sourcing", "menu-sourcing"));
    }
    nav.push(entry("changes", "menu-changes"));
    nav.push(entry("about", "menu-about"));
    nav
}
