//! The sourcing report: what is sourced, what rests on one origin, what is contradicted, and what nothing rests on.

use serde::Serialize;

use super::{Kind, Orders, PageView};
use crate::model::NoteType;
use crate::output::MakeError;
use crate::render::markdown::inline;
use crate::render::view::{DateView, LinkView, Viewer, number};
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
}

impl ShareView {
    fn new(share: Share) -> Option<ShareView> {
        let percent = (u64::from(share.sourced) * 100).checked_div(u64::from(share.of))? as u32;
        let (sourced, of) = (number(share.sourced.into()), number(share.of.into()));
        Some(ShareView { sourced, of, percent, has_gap: share.has_gap() })
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
    let description =
        "How much of what this site states names its sources, and where it stands on thin ground.";
    let mut page = PageView::new(&viewer, address, "Sourcing report", description);
    page.section = NAME;
    let report = stage.sourcing;
    let mut gaps: Vec<NoteId> = site.ids().filter(|id| has_gap(&report.notes[id.0 as usize])).collect();
    gaps.retain(|id| site.note(*id).note_type() != NoteType::Briefing);
    let view = View {
        page,
        totals: totals(report),
        briefings: site.of_type(NoteType::Briefing).map(|id| row(&viewer, id)).collect(),
        gaps: gaps.iter().take(MOST_NOTES).map(|id| row(&viewer, *id)).collect(),
        gaps_left_out: gaps.len().saturating_sub(MOST_NOTES),
        lists: lists(&viewer),
        reviews: report.reviews.iter().take(MOST).map(|id| review(&viewer, *id)).collect(),
        corrections: report.corrections.iter().take(MOST).map(|c| correction(&viewer, *c)).collect(),
        corrections_left_out: report.corrections.len().saturating_sub(MOST),
        data: stage.has_sourcing_data.then(|| format!("{root}data/sourcing.json")),
    };
    stage.theme.render("pages/sourcing.html", &view)
}

fn has_gap(own: &NoteSourcing) -> bool {
    own.shares().iter().any(|(_, share)| share.has_gap())
}

fn totals(report: &crate::resolve::Sourcing) -> Vec<Total> {
    let total = &report.total;
    [
        ("Paragraphs of briefings and actors", total.paragraphs),
        ("Claims", total.claims),
        ("Counts of figures", total.counts),
        ("Relations between actors", total.relations),
        ("Events", report.events),
    ]
    .into_iter()
    .filter_map(|(label, share)| Some(Total { label, share: ShareView::new(share)? }))
    .collect()
}

fn row(viewer: &Viewer<'_>, id: NoteId) -> Row {
    let own = &viewer.stage.sourcing.notes[id.0 as usize];
    Row {
        anchor: anchor(viewer.site(), id),
        link: viewer.link(id),
        shares: own.shares().iter().map(|(_, share)| ShareView::new(*share)).collect(),
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
        let own = &viewer.stage.sourcing.notes[id.0 as usize];
        let (paragraphs, claims) = (ShareView::new(own.paragraphs), ShareView::new(own.claims));
        let wanted = exists(site) && site.note(id).note_type() == NoteType::Briefing;
        let href = format!("{}{}#{}", viewer.root, href_of(NAME, site.config.pretty_urls), anchor(site, id));
        (wanted && (paragraphs.is_some() || claims.is_some())).then_some(Badge {
            href,
            paragraphs,
            claims,
            single_origin: own.single_origin,
        })
    }
}

fn lists(viewer: &Viewer<'_>) -> Vec<List> {
    let report = viewer.stage.sourcing;
    let circles = viewer.site().circles();
    let claims =
        |anchor, title, words, ids: &[ClaimId]| list_of(anchor, title, words, ids, |id| claim(viewer, *id));
    let sources = |anchor, title, words, ids: &[NoteId]| {
        let list = list_of(anchor, title, words, ids, |id| Item {
            links: vec![viewer.link(*id)],
            facts: String::new(),
        });
        List { is_short: true, ..list }
    };
    let all = vec![
        claims(
            "contradicted",
            "Contradicted and disputed claims",
            "Something on this site says otherwise, or their status says so.",
            &report.contradicted,
        ),
        claims(
            "single-origin",
            "Claims with one origin",
            "All that supports them goes back to one source, however many relay it.",
            &report.single_origin,
        ),
        claims(
            "on-retracted",
            "Claims on retracted sources",
            "At least one of their sources has been withdrawn by its publisher.",
            &report.on_retracted,
        ),
        sources("retracted", "Retracted sources", "Withdrawn by their publishers.", &report.retracted),
        list_of(
            "circles",
            "Circular sourcing",
            "These relay each other, so that none of them is where the account began.",
            circles,
            |circle| Item { links: viewer.links(circle.iter().copied()), facts: String::new() },
        ),
        sources(
            "ungraded",
            "Sources without a grade",
            "They are cited, but nobody has said how reliable they are.",
            &report.ungraded,
        ),
        sources(
            "unarchived",
            "Sources without a copy",
            "They stand on the web and no archived or local copy is recorded; if the page goes, they are gone.",
            &report.unarchived,
        ),
        sources(
            "never-cited",
            "Sources that nothing rests on",
            "No note cites them, and no cited source relays them.",
            &report.never_cited,
        ),
    ];
    all.into_iter().filter(|list| !list.items.is_empty()).collect()
}

fn list_of<T>(
    anchor: &'static str,
    title: &'static str,
    words: &'static str,
    all: &[T],
    item: impl Fn(&T) -> Item,
) -> List {
    List {
        anchor,
        title,
        words,
        count: number(all.len() as f64),
        items: all.iter().take(MOST).map(item).collect(),
        left_out: all.len().saturating_sub(MOST),
        is_short: false,
    }
}

fn claim(viewer: &Viewer<'_>, id: ClaimId) -> Item {
    let claim = viewer.site().claim(id).1;
    let status = claim.status.map(|status| status.label().to_lowercase());
    let facts: Vec<String> = status.into_iter().chain([viewer.support(id)]).collect();
    Item { links: vec![viewer.claim_link(id)], facts: facts.join(", ") }
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
