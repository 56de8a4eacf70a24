//! The timelines of single actors, places and topics, which need no filter and no script.

use serde::Serialize;

use crate::model::NoteType;
use crate::render::view::{LinkView, Viewer, plural};
use crate::resolve::{NoteId, href_of};

/// The notes of one type that have most events.
#[derive(Debug, Serialize)]
pub(super) struct Others {
    label: &'static str,
    /// The register of them all.
    all: String,
    links: Vec<(LinkView, usize)>,
}

/// Notes of one type that are named.
const MOST: usize = 12;

pub(super) fn others(viewer: &Viewer<'_>) -> Vec<Others> {
    let site = viewer.site();
    let kinds = [NoteType::Actor, NoteType::Place, NoteType::Topic].into_iter();
    let of_kind = kinds.map(|kind| {
        let mut notes: Vec<(NoteId, usize)> =
            site.of_type(kind).map(|id| (id, site.events_of(id).len())).filter(|(_, n)| *n > 1).collect();
        notes.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        notes.truncate(MOST);
        let links = notes.into_iter().map(|(id, count)| {
            let mut link = viewer.link(id);
            link.href.push_str("#timeline");
            (link, count)
        });
        let all = format!("{}{}", viewer.root, href_of(kind.folder(), site.config.pretty_urls));
        Others { label: plural(viewer.words(), kind), all, links: links.collect() }
    });
    of_kind.filter(|others| !others.links.is_empty()).collect()
}
