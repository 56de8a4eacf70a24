//! The sourcing report: what is sourced, what rests on one origin, what is contradicted, and what nothing rests on.

use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::model::NoteType;
use crate::output::MakeError;
use crate::render::markdown::inline;
use crate::render::view::{DateView, LinkView, Viewer};
use crate::render::words::{Arg, Words};
use crate::render::{Address, Stage};
use crate::resolve::{ClaimId, NoteId, NoteSourcing, Share, Site, href_of};

pub(super) static KIND: Kind = Kind { name: "sourcing", list, render };

/// The most entries of one list; the data file has them all.
const MOST: usize = 100;

/// The most notes of the table of gaps.
const MOST_NOTES: usize = 200;

/// The page's name.
const NAME: &str = "sourcing";

fn list(site: &Site, _: &Orders) -> Vec<Address> {
    if exists(site) { vec![Address::new(NAME)] } else { Vec::new() }
}

/// True if the site has something to report on.
pub(super) fn exists(site: &Site) -> bool {
    site.of_type(NoteType::Source).next().is_some() || !site.claims.is_empty()
}

#[derive(Debug, Serialize)]
struct View {
    page: PageView,
    totals: Vec<Total>,
    briefings: Vec<Row>,
    gaps: Vec<Row>,
    /// How many notes with gaps the table leaves out.
    gaps_left_out: usize,
    lists: Vec<List>,
    reviews: Vec<Review>,
    corrections: Vec<Correction>,
    corrections_left_out: usize,
    /// Address of the data file, if the site has it.
    data: Option<String>,
}

/// A share of the whole site.
#[derive(Debug, Serialize)]
struct Total {
    label: &'static str,
    #[serde(flatten)]
    share: ShareView,
}

/// A share in words and as the width of a bar.
#[derive(Debug, Serialize)]
pub(super) struct ShareView {
    sourced: String,
    of: String,
    /// Whole percent, rounded down so that only what is whole says 100.
    percent: u32,
    has_gap: bool,
    /// `37 of 65`, the first number standing out.
    words_html: String,
}

impl ShareView {
    fn new(words: &Words, share: Share) -> Option<ShareView> {
        let percent = (u64::from(share.sourced) * 100).checked_div(u64::from(share.of))? as u32;
        let (sourced, of) = (words.number(share.sourced.into()), words.number(share.of.into()));
        let strong = format!("<b>{sourced}</b>");
        let words_html = words.say_html("share-of", &[("sourced", Arg::Html(&strong)), ("of", (&of).into())]);
        Some(ShareView { sourced, of, percent, has_gap: share.has_gap(), words_html })
    }
}

/// One note's shares.
#[derive(Debug, Serialize)]
struct Row {
    anchor: String,
    link: LinkView,
    shares: Vec<Option<ShareView>>,
    single_origin: u32,
}

/// Claims or sources of one sort.
#[derive(Debug, Serialize)]
struct List {
    anchor: &'static str,
    title: &'static str,
    words: &'static str,
    count: String,
    items: Vec<Item>,
    left_out: usize,
    /// Entries that are only names, and so may stand in columns.
    is_short: bool,
}

#[derive(Debug, Serialize)]
struct Item {
    links: Vec<LinkView>,
    /// What is to know of it, in a few words.
    facts: String,
}

#[derive(Debug, Serialize)]
struct Review {
    link: LinkView,
    date: Option<DateView>,
}

#[derive(Debug, Serialize)]
struct Correction {
    link: LinkView,
    date: DateView,
    text_html: String,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let root = address.root(site.config.pretty_urls);
    let viewer = Viewer::new(stage, &root);
    let (title, description) = (stage.words.get("sourcing-title"), stage.words.get("sourcing-words"));
    let mut page = PageView::new(&viewer, address, title, description);
    page.section = NAME;
    page.sheet = stage.assets.sheet(NAME);
    let report = stage.sourcing();
    let mut gaps: Vec<NoteId> = site.ids().filter(|id| has_gap(&report.notes[id.0 as usize])).collect();
    gaps.retain(|id| site.note(*id).note_type() != NoteType::Briefing);
    let view = View {
        page,
        totals: totals(stage.words, report),
        briefings: site.of_type(NoteType::Briefing).map(|id| row(&viewer, id)).collect(),
        gaps: gaps.iter().take(MOST_NOTES).map(|id| row(&viewer, *id)).collect(),
        gaps_left_out: gaps.len().saturating_sub(MOST_NOTES),
        lists: lists(&viewer),
        reviews: report.reviews.iter().take(MOST).map(|id| review(&viewer, *id)).collect(),
        corrections: report.corrections.iter().take(MOST).map(|c| correction(&viewer, *c)).collect(),
        corrections_left_out: report.corrections.len().saturating_sub(MOST),
        data: stage.has_sourcing_data.then(|| format!("{}data/sourcing.json", stage.shared_root(&root))),
    };
    stage.theme.render("pages/sourcing.html", &view)
}

fn has_gap(own: &NoteSourcing) -> bool {
    own.shares().iter().any(|(_, share)| share.has_gap())
}

fn totals(words: &Words, report: &crate::resolve::Sourcing) -> Vec<Total> {
    let total = &report.total;
    [
        ("total-paragraphs", total.paragraphs),
        ("total-claims", total.claims),
        ("total-counts", total.counts),
        ("total-relations", total.relations),
        ("total-events", report.events),
    ]
    .into_iter()
    .filter_map(|(label, share)| {
        Some(Total { label: words.get(label), share: ShareView::new(words, share)? })
    })
    .collect()
}

fn row(viewer: &Viewer<'_>, id: NoteId) -> Row {
    let own = &viewer.stage.sourcing().notes[id.0 as usize];
    Row {
        anchor: anchor(viewer.site(), id),
        link: viewer.link(id),
        shares: own.shares().iter().map(|(_, share)| ShareView::new(viewer.words(), *share)).collect(),
        single_origin: own.single_origin,
    }
}

/// The anchor of a note's row.
fn anchor(site: &Site, id: NoteId) -> String {
    format!("note-{}", site.note(id).id)
}

/// How a note is sourced, for the note's own page.
#[derive(Debug, Serialize)]
pub(super) struct Badge {
    href: String,
    paragraphs: Option<ShareView>,
    claims: Option<ShareView>,
    single_origin: u32,
}

impl Badge {
    /// Makes the badge of a briefing.
    pub(super) fn new(viewer: &Viewer<'_>, id: NoteId) -> Option<Badge> {
        let site = viewer.site();
        if !exists(site) || site.note(id).note_type() != NoteType::Briefing {
            return None;
        }
        // Only of this note: a preview would count all of them anew for each change.
        let own = NoteSourcing::of(site, id);
        let share = |share| ShareView::new(viewer.words(), share);
        let (paragraphs, claims) = (share(own.paragraphs), share(own.claims));
        let href = format!("{}{}#{}", viewer.root, href_of(NAME, site.config.pretty_urls), anchor(site, id));
        (paragraphs.is_some() || claims.is_some()).then_some(Badge {
            href,
            paragraphs,
            claims,
            single_origin: own.single_origin,
        })
    }
}

fn lists(viewer: &Viewer<'_>) -> Vec<List> {
    let report = viewer.stage.sourcing();
    let words = viewer.words();
    let claims = |anchor, names, ids: &[ClaimId]| list_of(words, anchor, names, ids, |id| claim(viewer, *id));
    let sources = |anchor, names, ids: &[NoteId]| {
        let item = |id: &NoteId| Item { links: vec![viewer.link(*id)], facts: String::new() };
        List { is_short: true, ..list_of(words, anchor, names, ids, item) }
    };
    let circle =
        |circle: &Vec<NoteId>| Item { links: viewer.links(circle.iter().copied()), facts: String::new() };
    let all = vec![
        claims("contradicted", ["list-contradicted", "list-contradicted-words"], &report.contradicted),
        claims("single-origin", ["list-single-origin", "list-single-origin-words"], &report.single_origin),
        claims("on-retracted", ["list-on-retracted", "list-on-retracted-words"], &report.on_retracted),
        sources("retracted", ["list-retracted", "list-retracted-words"], &report.retracted),
        list_of(words, "circles", ["list-circles", "list-circles-words"], viewer.site().circles(), circle),
        sources("ungraded", ["list-ungraded", "list-ungraded-words"], &report.ungraded),
        sources("unarchived", ["list-unarchived", "list-unarchived-words"], &report.unarchived),
        sources("never-cited", ["list-never-cited", "list-never-cited-words"], &report.never_cited),
    ];
    all.into_iter().filter(|list| !list.items.is_empty()).collect()
}

/// A list under an anchor, with the names of its title and of the words below that.
fn list_of<T>(
    words: &Words,
    anchor: &'static str,
    [title, below]: [&str; 2],
    all: &[T],
    item: impl Fn(&T) -> Item,
) -> List {
    List {
        anchor,
        title: words.get(title),
        words: words.get(below),
        count: words.number(all.len() as f64),
        items: all.iter().take(MOST).map(item).collect(),
        left_out: all.len().saturating_sub(MOST),
        is_short: false,
    }
}

fn claim(viewer: &Viewer<'_>, id: ClaimId) -> Item {
    let claim = viewer.site().claim(id).1;
    let words = viewer.words();
    let status = claim.status.map(|status| words.small(words.label("status", status.word())));
    let facts: Vec<String> = status.into_iter().chain([viewer.support(id)]).collect();
    Item { links: vec![viewer.claim_link(id)], facts: words.list(&facts) }
}

fn review(viewer: &Viewer<'_>, id: NoteId) -> Review {
    let date = viewer.site().note(id).common.review_by.as_ref().map(|date| viewer.date(date));
    Review { link: viewer.link(id), date }
}

fn correction(viewer: &Viewer<'_>, (id, i): (NoteId, u32)) -> Correction {
    let correction = &viewer.site().note(id).common.corrections[i as usize];
    Correction {
        link: viewer.link(id),
        date: viewer.date(&correction.date),
        text_html: inline(&correction.text.value),
    }
}
