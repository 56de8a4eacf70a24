//! What is new, updated or corrected, by date.

use std::ops::Range;

use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::output::MakeError;
use crate::render::markdown::inline;
use crate::render::pager::{self, PageLink, pager};
use crate::render::view::{DateView, LinkView, Viewer};
use crate::render::{Address, Stage};
use crate::resolve::{Site, href_of};

pub(super) static KIND: Kind = Kind { name: "changes", list, render };

/// Changes on one page, and the most that are listed.
const A_PAGE: usize = 250;
const MOST: usize = 500;

fn list(site: &Site, _: &Orders) -> Vec<Address> {
    (0..count(site)).map(|part| Address { part, ..Address::new(name(part)) }).collect()
}

fn count(site: &Site) -> usize {
    site.changes.len().min(MOST).div_ceil(A_PAGE).max(1)
}

fn name(part: usize) -> String {
    pager::name("changes", part)
}

/// One change.
#[derive(Debug, Serialize)]
pub(super) struct Change {
    link: LinkView,
    date: DateView,
    /// `updated` or `corrected`.
    what: &'static str,
    text_html: String,
}

#[derive(Debug, Serialize)]
struct View {
    page: PageView,
    days: Vec<Day>,
    pages: Vec<PageLink>,
}

#[derive(Debug, Serialize)]
struct Day {
    date: DateView,
    changes: Vec<Change>,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let root = address.root(stage.site.config.pretty_urls);
    let viewer = Viewer::new(stage, &root);
    let mut page =
        PageView::new(&viewer, address, stage.words.get("changes-title"), stage.words.get("changes-words"));
    page.section = "changes";
    let mut days: Vec<Day> = Vec::new();
    for change in changes(&viewer, address.part * A_PAGE..MOST.min((address.part + 1) * A_PAGE)) {
        match days.last_mut() {
            Some(day) if day.date.edtf == change.date.edtf => day.changes.push(change),
            _ => days.push(Day { date: change.date.clone(), changes: vec![change] }),
        }
    }
    let href = |part: usize| format!("{root}{}", href_of(&name(part), stage.site.config.pretty_urls));
    let pages = pager(count(stage.site), address.part, href);
    stage.theme.render("pages/changes.html", &View { page, days, pages })
}

/// Some of the changes, the newest first.
pub(super) fn changes(viewer: &Viewer<'_>, range: Range<usize>) -> Vec<Change> {
    let site = viewer.site();
    let newest = site.changes.iter().take(range.end).skip(range.start);
    newest
        .map(|change| {
            let note = site.note(change.note);
            let correction = change.correction.and_then(|i| note.common.corrections.get(i));
            Change {
                link: viewer.link(change.note),
                date: viewer.date(&change.date),
                what: viewer.words().get(if correction.is_some() {
                    "change-corrected"
                } else {
                    "change-updated"
                }),
                text_html: correction.map_or_else(|| viewer.summary(note), |c| inline(&c.text.value)),
            }
        })
        .collect()
}
