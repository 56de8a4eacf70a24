//! The further pages of a note: what is named or claimed too often for its own.

use crate::model::NoteType;
use crate::render::Address;
use crate::render::pager::{self, PageLink};
use crate::render::pages::Orders;
use crate::render::pages::register::by_said;
use crate::render::view::Viewer;
use crate::resolve::{ClaimId, Mention, NoteId, Site, href_of, page_name};

/// Mentions on one page; what is beyond stands on further pages, which have nothing else.
const MENTIONS_A_PAGE: usize = 300;

/// Mentions that a note's own page has room for, and how many of them it shows where there are more.
const MENTIONS_ROOM: usize = 40;
const MENTIONS_SHOWN: usize = 15;

/// The mentions of a note, those of each page together. What rests on a source is what one opens its page for; other notes have much to
/// say besides.
pub(super) fn mentions_by_page(site: &Site, id: NoteId) -> impl Iterator<Item = &[Mention]> {
    let all = site.mentions(id);
    let own = match site.note(id).note_type() {
        NoteType::Source => MENTIONS_A_PAGE,
        _ if all.len() <= MENTIONS_ROOM => MENTIONS_ROOM,
        _ => MENTIONS_SHOWN,
    };
    let (own, more) = all.split_at(all.len().min(own));
    std::iter::once(own).chain(more.chunks(MENTIONS_A_PAGE))
}

/// Claims that stand elsewhere in each list on a note's own page, and in all on each of the further pages that have the whole of them.
pub(super) const CLAIMS_SHOWN: usize = 10;
const CLAIMS_A_PAGE: usize = 300;

/// Claims that stand on other notes, newest first: those that this one makes, and those of which it is the subject.
pub(super) struct Elsewhere {
    pub says: Vec<ClaimId>,
    pub about: Vec<ClaimId>,
}

impl Elsewhere {
    pub(super) fn new(site: &Site, id: NoteId) -> Elsewhere {
        let elsewhere = |claims: &[ClaimId]| {
            let mut claims: Vec<ClaimId> =
                claims.iter().copied().filter(|claim| site.claim(*claim).0 != id).collect();
            claims.sort_by(|a, b| by_said(site, *a, *b));
            claims
        };
        Elsewhere { says: elsewhere(site.claims_by(id)), about: elsewhere(site.claims_about(id)) }
    }

    /// How many further pages there are: none where all stand on the note's own.
    pub(super) fn pages(site: &Site, id: NoteId) -> usize {
        let count = |claims: &[ClaimId]| claims.iter().filter(|claim| site.claim(**claim).0 != id).count();
        let (says, about) = (count(site.claims_by(id)), count(site.claims_about(id)));
        if says.max(about) > CLAIMS_SHOWN { (says + about).div_ceil(CLAIMS_A_PAGE) } else { 0 }
    }

    /// What stands on a further page.
    pub(super) fn on_page(&self, page: usize) -> (&[ClaimId], &[ClaimId]) {
        let (from, to) = (page * CLAIMS_A_PAGE, (page + 1) * CLAIMS_A_PAGE);
        let part = |claims: &'_ [ClaimId], before: usize| {
            let [from, to] = [from, to].map(|at| at.saturating_sub(before).min(claims.len()));
            from..to
        };
        (&self.says[part(&self.says, 0)], &self.about[part(&self.about, self.says.len())])
    }
}

/// The pages that a note has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Its own.
    Whole,
    /// A further one of the places that name it, counted from 1, since the first stand on its own.
    Mentions(usize),
    /// One of the claims that stand elsewhere, counted from 0.
    Claims(usize),
}

impl Part {
    pub(super) fn all(site: &Site, id: NoteId) -> impl Iterator<Item = Part> + use<> {
        let mentions = (1..mentions_by_page(site, id).count()).map(Part::Mentions);
        let claims = (0..Elsewhere::pages(site, id)).map(Part::Claims);
        std::iter::once(Part::Whole).chain(mentions).chain(claims)
    }

    /// Name of the page in the note's folder.
    fn name(self, base: &str) -> String {
        match self {
            Part::Whole => base.to_owned(),
            Part::Mentions(page) => format!("{base}.mentions-{}", page + 1),
            Part::Claims(0) => format!("{base}.claims"),
            Part::Claims(page) => format!("{base}.claims-{}", page + 1),
        }
    }

    pub(super) fn href(self, viewer: &Viewer<'_>, id: NoteId) -> String {
        let note = viewer.site().note(id);
        let name = self.name(&page_name(note.note_type(), note.id.as_str()));
        format!("{}{}", viewer.root, href_of(&name, viewer.site().config.pretty_urls))
    }
}

pub(super) fn list(site: &Site, _: &Orders) -> Vec<Address> {
    let mut all = Vec::new();
    for id in site.ids() {
        let note = site.note(id);
        let base = page_name(note.note_type(), note.id.as_str());
        let parts = Part::all(site, id).enumerate();
        all.extend(parts.map(|(number, part)| Address {
            name: part.name(&base),
            key: i64::from(id.0),
            part: number,
        }));
    }
    all
}

/// The links between the pages of one list.
pub(super) fn pager(
    viewer: &Viewer<'_>,
    id: NoteId,
    this: usize,
    count: usize,
    part: impl Fn(usize) -> Part,
) -> Vec<PageLink> {
    pager::pager(count, this, |page| part(page).href(viewer, id))
}
