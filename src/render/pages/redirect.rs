//! Old addresses of notes, which lead to the new ones.

use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::output::MakeError;
use crate::render::view::{LinkView, Viewer};
use crate::render::{Address, Stage};
use crate::resolve::{NoteId, Site, page_name};

pub(super) static KIND: Kind = Kind { name: "redirect", list, render };

fn list(site: &Site, _: &Orders) -> Vec<Address> {
    let mut all = Vec::new();
    for id in site.ids() {
        let note = site.note(id);
        for (i, old) in note.common.former_ids.iter().enumerate().filter(|(_, old)| !old.value.is_empty()) {
            let name = page_name(note.note_type(), &old.value);
            all.push(Address { name, key: i64::from(id.0), part: i });
        }
    }
    all
}

#[derive(Debug, Serialize)]
struct View {
    page: PageView,
    to: LinkView,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let root = address.root(stage.site.config.pretty_urls);
    let viewer = Viewer::new(stage, &root);
    let id = NoteId(address.key as u32);
    let note = stage.site.note(id);
    let mut page = PageView::new(&viewer, address, note.title(), "");
    page.canonical = stage.site.base().map(|base| format!("{base}{}", note.href));
    stage.theme.render("pages/redirect.html", &View { page, to: viewer.link(id) })
}
