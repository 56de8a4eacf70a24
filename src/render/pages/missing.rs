//! The pages that every site has, whatever its notes: not found, and an `about` where no note is one.

use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::output::MakeError;
use crate::render::view::{LinkView, Viewer};
use crate::render::{Address, Stage};
use crate::resolve::Site;

pub(super) static KIND: Kind = Kind { name: "missing", list, render };

fn list(site: &Site, _: &Orders) -> Vec<Address> {
    let mut all = vec![Address::new("404")];
    if site.by_id("about").is_none() {
        all.push(Address::new("about"));
    }
    all
}

#[derive(Debug, Serialize)]
struct View {
    page: PageView,
    /// The newest briefings, for a reader whose link led nowhere.
    briefings: Vec<LinkView>,
}

/// Briefings that are offered in place of a page that is not there.
const OFFERED: usize = 5;

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let pretty = stage.site.config.pretty_urls;
    let mut root = address.root(pretty);
    let is_404 = address.name == "404";
    if is_404 {
        // A host shows this page at any depth, where only an absolute way to the root works.
        root = stage.site.base().unwrap_or(root);
    }
    let viewer = Viewer::new(stage, &root);
    let title = stage.words.get(if is_404 { "not-found" } else { "about-title" });
    let mut page = PageView::new(&viewer, address, title, "");
    page.section = if is_404 { "" } else { "about" };
    if is_404 {
        page.scripts = stage.assets.scripts(&["missing"]);
    }
    let briefings = viewer.links(stage.orders().briefings.iter().rev().take(OFFERED).copied());
    let template = if is_404 { "pages/404.html" } else { "pages/about.html" };
    stage.theme.render(template, &View { page, briefings })
}
