//! The page of one note, whatever its type: its own fields, its text, and all that leads to it.

mod further;

use serde::Serialize;

use super::{Entry, Kind, PageView};
use crate::cite::{bibtex, csl_json};
use crate::model::notes::Precision;
use crate::model::{Fields, NoteType, Seat};
use crate::output::MakeError;
use crate::render::cite_page::CitePage;
use crate::render::claims::ClaimView;
use crate::render::graph::{ego, neighbours};
use crate::render::map::{self, MapView};
use crate::render::markdown::{Block, body, inline};
use crate::render::mentions;
use crate::render::pager::PageLink;
use crate::render::picture;
use crate::render::relays::{self, Relays};
use crate::render::timeline::{self, Timeline};
use crate::render::view::{
    DateView, FigureView, GradeView, LinkView, Viewer, WordView, plain_statement, plural,
};
use crate::render::words::Arg;
use crate::render::{Address, Language, Stage};
use crate::resolve::{ClaimId, Edge, FigureId, Note, NoteId, RowId, href_of};
use crate::value::Date;
use further::{CLAIMS_SHOWN, Elsewhere, Part, list, mentions_by_page, pager};

pub(super) static KIND: Kind = Kind { name: "note", list, render };

#[derive(Debug, Serialize)]
struct View {
    page: PageView,
    kind: Option<WordView>,
    type_label: &'static str,
    native_name: Option<String>,
    aliases: Vec<AliasView>,
    summary_html: String,
    /// Language of the summary, where it is not the site's.
    summary_lang: Option<String>,
    topics: Vec<LinkView>,
    facts: Vec<Fact>,
    date: Option<DateView>,
    grade: Option<GradeView>,
    review: Option<DateView>,
    badge: Option<super::sourcing::Badge>,
    corrections: Vec<(DateView, String)>,
    judgements: Vec<JudgementView>,
    body: Vec<Block>,
    claims: Vec<ClaimView>,
    /// Claims that stand elsewhere, as the cells of rows in safe HTML.
    says: Vec<String>,
    about: Vec<String>,
    /// How many claims the lists have in all, where they have more than is shown.
    says_all: usize,
    about_all: usize,
    /// Address of the page that has all of them.
    all_claims: String,
    claim_pages: Vec<PageLink>,
    figures: Vec<FigureView>,
    figures_about: Vec<LinkView>,
    relations: Vec<RelationView>,
    /// The neighbours of an actor, drawn.
    ego: Option<ego::EgoView>,
    participants: Vec<ParticipantView>,
    places: Vec<LinkView>,
    account_cites_html: String,
    /// The number of its events, and their list.
    events: usize,
    timeline: Timeline,
    events_more: Option<LinkView>,
    map: Option<MapView>,
    previous: Option<LinkView>,
    next: Option<LinkView>,
    groups: Vec<Group>,
    source: Option<SourceView>,
    /// How to cite the page, for a briefing.
    cite_page: Option<CitePage>,
    /// Rows in safe HTML.
    mentions: String,
    mention_count: usize,
    mention_pages: Vec<PageLink>,
}

#[derive(Debug, Serialize)]
struct AliasView {
    name: String,
    lang: Option<String>,
    cites_html: String,
}

/// A line of the profile box.
#[derive(Debug, Serialize)]
struct Fact {
    label: &'static str,
    text: String,
    date: Option<DateView>,
    link: Option<LinkView>,
    /// An address outside the site.
    url: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct JudgementView {
    statement_html: String,
    term: &'static str,
    /// The term as a class.
    word: String,
    /// The band in percent, or what the level of confidence means.
    meaning: String,
    is_likelihood: bool,
    /// Language of the statement, where that is not the page's.
    lang: Option<String>,
    cites_html: String,
}

#[derive(Debug, Serialize)]
struct RelationView {
    word: &'static str,
    label: &'static str,
    other: LinkView,
    when: Option<DateView>,
    status: Option<WordView>,
    cites_html: String,
    note_html: String,
}

#[derive(Debug, Serialize)]
struct ParticipantView {
    actor: LinkView,
    role: Option<WordView>,
    cites_html: String,
}

/// Notes of one type that belong to this one.
#[derive(Debug, Serialize)]
struct Group {
    /// The name of the type's folder.
    name: &'static str,
    label: &'static str,
    notes: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    link: LinkView,
    summary_html: String,
}

#[derive(Debug, Serialize)]
struct SourceView {
    reference_html: String,
    reference_text: String,
    bibtex: String,
    csl_json: String,
    reliability_reason: Option<String>,
    url: Option<String>,
    host: Option<String>,
    archived: Option<String>,
    archived_date: Option<DateView>,
    capture: Option<String>,
    /// What it relays, and what relays it, as trees.
    relays: Relays,
    relayed_by: Relays,
    /// Claims that rest on it alone.
    falls: Vec<FallView>,
    /// Where what it relays begins; empty for a source that relays nothing.
    origins: Vec<LinkView>,
    is_retracted: bool,
    retracted_reason: Option<String>,
    retracted_date: Option<DateView>,
    claims: usize,
    texts: usize,
}

/// A claim that would fall with a source.
#[derive(Debug, Serialize)]
struct FallView {
    link: LinkView,
    status: Option<WordView>,
    support: String,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let root = address.root(stage.site.config.pretty_urls);
    let id = NoteId(address.key as u32);
    let mut viewer = Viewer::new(stage, &root);
    let part = Part::all(stage.site, id).nth(address.part).unwrap_or(Part::Whole);
    let (template, view) = match part {
        Part::Whole => {
            let kind = stage.site.note(id).note_type().word();
            (format!("notes/{kind}.html"), whole(&mut viewer, address, id)?)
        }
        Part::Mentions(page) => ("notes/mentions.html".to_owned(), more_mentions(&viewer, address, id, page)),
        Part::Claims(page) => ("notes/claims.html".to_owned(), more_claims(&viewer, address, id, page)?),
    };
    stage.theme.render(&template, &view)
}

fn whole(viewer: &mut Viewer<'_>, address: &Address, id: NoteId) -> Result<View, MakeError> {
    let site = viewer.site();
    let note = site.note(id);
    // The order here is the order on the page: citations are numbered as a reader meets them.
    let mut view = head(viewer, address, id);
    view.aliases = aliases(viewer, note);
    view.judgements = judgements(viewer, note);
    (view.participants, view.account_cites_html) = account(viewer, note);
    viewer.about = Some(id);
    view.body = body(viewer, id);
    view.ego = ego::ego(viewer, id);
    view.relations = neighbours::by_date(site, id).into_iter().map(|edge| relation(viewer, edge)).collect();
    let own_claims = own_rows(id, note.common.claims.len());
    view.claims = own_claims.filter_map(|row| site.claim_of(row)).map(|c| viewer.claim(c)).collect();
    claims_elsewhere(viewer, id, &mut view)?;
    let own_figures = own_rows(id, note.common.figures.len());
    // What the text has shown is not shown again.
    let own_figures = own_figures.filter_map(|row| site.figure_of(row));
    let own_figures: Vec<FigureId> = own_figures.filter(|figure| !viewer.is_shown(*figure)).collect();
    view.figures = own_figures.into_iter().map(|figure| viewer.figure(figure)).collect();
    view.figures_about = figures_about(viewer, id);
    view.source = source(viewer, id);
    view.cite_page = CitePage::new(viewer.stage, id);
    events(viewer, id, &mut view)?;
    view.map = map::of_note(viewer, id);
    neighbours(viewer, id, &mut view);
    view.groups = groups(viewer, id);
    mentions_part(viewer, id, 0, &mut view);
    view.page.toc = toc(note);
    view.page.references = viewer.cites.list()?;
    view.page.json_ld = crate::render::json_ld::note(site, id, viewer.cites.sources());
    Ok(view)
}

/// A further page of mentions.
fn more_mentions(viewer: &Viewer<'_>, address: &Address, id: NoteId, page: usize) -> View {
    let mut view = further(viewer, address, id, "mentions-title", page + 1);
    mentions_part(viewer, id, page, &mut view);
    view
}

/// A page of the claims that stand elsewhere.
fn more_claims(viewer: &Viewer<'_>, address: &Address, id: NoteId, page: usize) -> Result<View, MakeError> {
    let name = if page == 0 { "claims-title" } else { "claims-title-page" };
    let mut view = further(viewer, address, id, name, page + 1);
    let elsewhere = Elsewhere::new(viewer.site(), id);
    let (says, about) = elsewhere.on_page(page);
    (view.says, view.about) = (claim_rows(viewer, says)?, claim_rows(viewer, about)?);
    (view.says_all, view.about_all) = (elsewhere.says.len(), elsewhere.about.len());
    view.claim_pages = pager(viewer, id, page, Elsewhere::pages(viewer.site(), id), Part::Claims);
    Ok(view)
}

/// What all further pages have: the note's head under a title of their own.
fn further(viewer: &Viewer<'_>, address: &Address, id: NoteId, title: &str, page: usize) -> View {
    let mut view = head(viewer, address, id);
    let note = viewer.site().note(id);
    view.page.title = viewer.words().say(title, &[("title", note.title().into()), ("page", page.into())]);
    view.page.crumbs.push(viewer.link(id));
    view.page.description = String::new();
    view
}

fn head(viewer: &Viewer<'_>, address: &Address, id: NoteId) -> View {
    let site = viewer.site();
    let note = site.note(id);
    let facets = note.fields.facets();
    let description = note.common.summary.as_ref().map(|s| plain_statement(&s.value)).unwrap_or_default();
    let mut page = PageView::new(viewer, address, note.title(), &description);
    in_language(viewer, note, address.part, &mut page);
    page.title_lang = viewer.foreign(note);
    page.og_type = if note.note_type() == NoteType::Briefing { "article" } else { "website" };
    page.picture = picture::address_of(viewer.stage, id);
    page.unpublished = note.unpublished.map(|why| viewer.words().label("unpublished", why.word()));
    page.updated = note.common.updated.as_ref().map(|date| viewer.date(date));
    let kind = note.note_type();
    if kind != NoteType::Page {
        page.section = kind.folder();
        let href = format!("{}{}", viewer.root, href_of(kind.folder(), site.config.pretty_urls));
        page.crumbs.push(LinkView {
            href,
            title: plural(viewer.words(), kind).to_owned(),
            kind: "register",
            lang: None,
            grade: None,
        });
    } else if note.id.as_str() == "about" {
        page.section = "about";
    }
    View {
        page,
        kind: viewer.kind(note),
        type_label: viewer.words().label("note-type", kind.word()),
        native_name: facets.native_name().map(str::to_owned),
        aliases: Vec::new(),
        summary_html: viewer.summary(note),
        summary_lang: viewer.said_in(None, note),
        topics: viewer.links(note.common.topics.iter().filter_map(|topic| note.target_note(topic))),
        facts: facts(viewer, note),
        date: viewer.when(facets),
        badge: super::sourcing::Badge::new(viewer, id),
        grade: match &note.fields {
            Fields::Event(event) => event.credibility.map(|grade| viewer.credibility(grade)),
            _ => viewer.grade(note),
        },
        review: note.common.review_by.as_ref().map(|date| viewer.date(date)),
        corrections: note
            .common
            .corrections
            .iter()
            .map(|c| (viewer.date(&c.date), inline(&c.text.value)))
            .collect(),
        judgements: Vec::new(),
        body: Vec::new(),
        claims: Vec::new(),
        says: Vec::new(),
        about: Vec::new(),
        says_all: 0,
        about_all: 0,
        all_claims: String::new(),
        claim_pages: Vec::new(),
        figures: Vec::new(),
        figures_about: Vec::new(),
        relations: Vec::new(),
        ego: None,
        participants: Vec::new(),
        places: places(viewer, note),
        account_cites_html: String::new(),
        events: 0,
        timeline: Timeline::default(),
        events_more: None,
        map: None,
        previous: None,
        next: None,
        groups: Vec::new(),
        source: None,
        cite_page: None,
        mentions: String::new(),
        mention_count: 0,
        mention_pages: Vec::new(),
    }
}

/// Says in which language the note's own words are, and in which others its page is to be had.
fn in_language(viewer: &Viewer<'_>, note: &Note, part: usize, page: &mut PageView) {
    let site = viewer.site();
    let lang = note.body_lang.as_ref().unwrap_or_else(|| site.words_lang(note));
    if lang.as_str() != page.lang {
        page.content_lang = Some(lang.as_str().to_owned());
        page.content_dir = Some(lang.dir());
    }
    let translated = note.translated.as_ref();
    page.behind = translated.and_then(|t| t.behind.as_ref()).map(|date| viewer.date(date));
    page.untranslated = !site.prefix.is_empty() && translated.is_none() && *lang != site.lang;
    page.text_untranslated = note.body_lang.is_some();
    let first = &note.href;
    for (language, other) in viewer.stage.languages.iter().zip(&mut page.languages).filter(|_| part > 0) {
        // Another language may have fewer pages of mentions.
        other.href = [page.shared.as_str(), &language.prefix, first].concat();
    }
    let has = |language: &Language| part == 0 && language.has(note);
    page.alternates = super::alternates(viewer, first, has);
    if page.untranslated {
        page.canonical = site.config.base().map(|base| format!("{base}{}", page.href));
    }
}

fn places(viewer: &Viewer<'_>, note: &Note) -> Vec<LinkView> {
    let Fields::Event(event) = &note.fields else { return Vec::new() };
    viewer.links(event.places.iter().filter_map(|place| note.target_note(place)))
}

fn own_rows(note: NoteId, count: usize) -> impl Iterator<Item = RowId> {
    (0..count as u32).map(move |index| RowId { note, index })
}

fn aliases(viewer: &mut Viewer<'_>, note: &Note) -> Vec<AliasView> {
    let aliases = note.common.aliases.iter();
    aliases
        .map(|alias| AliasView {
            name: alias.value.name.clone(),
            lang: alias.value.lang.as_ref().map(|lang| lang.as_str().to_owned()),
            cites_html: viewer.cites.front(note, &alias.value.sources),
        })
        .collect()
}

fn facts(viewer: &Viewer<'_>, note: &Note) -> Vec<Fact> {
    let mut facts = Vec::new();
    let words = viewer.words();
    let text = |label, text: &str| Fact {
        label: words.get(label),
        text: text.to_owned(),
        date: None,
        link: None,
        url: None,
    };
    let dated = |label, date: Option<&Date>| {
        date.map(|date| Fact { date: Some(viewer.date(date)), ..text(label, "") })
    };
    let place = |label, reference: &Option<crate::model::Ref>| {
        let id = note.target_note(reference.as_ref()?)?;
        Some(Fact { link: Some(viewer.link(id)), ..text(label, "") })
    };
    match &note.fields {
        Fields::Actor(actor) => {
            facts.extend(dated("fact-born", actor.born.as_ref().map(|date| &date.value)));
            facts.extend(dated("fact-died", actor.died.as_ref().map(|date| &date.value)));
            facts.extend(dated("fact-founded", actor.founded.as_ref().map(|date| &date.value)));
            facts.extend(dated("fact-dissolved", actor.dissolved.as_ref().map(|date| &date.value)));
            facts.extend(place("fact-country", &actor.country));
        }
        Fields::Place(fields) => {
            facts.extend(place("fact-in", &fields.country));
            if let Some((lat, lon)) = fields.position() {
                let side = |value: f64, plus, minus| {
                    let degrees = format!("{:.2}", value.abs());
                    words.say(if value < 0.0 { minus } else { plus }, &[("degrees", (&degrees).into())])
                };
                let (lat, lon) = (side(lat, "north", "south"), side(lon, "east", "west"));
                let position = words.say("position", &[("lat", (&lat).into()), ("lon", (&lon).into())]);
                facts.push(text("fact-position", &position));
            }
            let label = |precision: Precision| words.label("precision", precision.word());
            facts.extend(fields.precision.map(|precision| text("fact-precision", label(precision))));
        }
        Fields::Source(source) => {
            if !source.authors.is_empty() {
                facts.push(text("fact-by", &source.authors.join(words.get("list-semicolon"))));
            }
            facts.extend(source.publisher.as_deref().map(|publisher| text("fact-publisher", publisher)));
            facts.extend(source.container.as_deref().map(|container| text("fact-container", container)));
            facts.extend(dated("fact-published", source.published.as_ref()));
            facts.extend(dated("fact-accessed", source.accessed()));
            let lang = note.common.lang.as_ref().map(|lang| words.language(lang.as_str()));
            facts.extend(lang.map(|lang| text("fact-language", lang)));
        }
        Fields::Briefing(briefing) => {
            facts.extend(
                (!briefing.authors.is_empty())
                    .then(|| text("fact-by", &briefing.authors.join(words.get("list-semicolon")))),
            );
        }
        Fields::Event(_) | Fields::Topic(_) | Fields::Page(_) => {}
    }
    if let Some(item) = note.fields.facets().wikidata() {
        facts.push(Fact {
            url: Some(format!("https://www.wikidata.org/wiki/{item}")),
            ..Fact { label: "Wikidata", ..text("none", item) }
        });
    }
    facts
}

/// The first judgements of a briefing, without their citations, for a page that only leads to it.
pub(super) fn leading_judgements(viewer: &Viewer<'_>, id: NoteId, most: usize) -> Vec<JudgementView> {
    let mut elsewhere = Viewer::new(viewer.stage, viewer.root);
    let mut all = judgements(&mut elsewhere, viewer.site().note(id));
    all.truncate(most);
    all.iter_mut().for_each(|judgement| judgement.cites_html.clear());
    all
}

fn judgements(viewer: &mut Viewer<'_>, note: &Note) -> Vec<JudgementView> {
    let Fields::Briefing(briefing) = &note.fields else { return Vec::new() };
    let (judgements, words) = (briefing.judgements.iter(), viewer.words());
    judgements
        .map(|judgement| {
            let likelihood = judgement.likelihood.as_ref().map(|l| {
                let (low, high) = l.value.band();
                let ends = [("low", Arg::Number(low.into())), ("high", Arg::Number(high.into()))];
                let (word, band) = (l.value.word(), words.say("percent-band", &ends));
                (words.label("likelihood", word), band, word.to_owned())
            });
            let confidence = judgement.confidence.as_ref().map(|c| {
                let word = c.value.word();
                let meaning = words.label("confidence-meaning", word).to_owned();
                (words.label("confidence", word), meaning, format!("{word}-confidence"))
            });
            let is_likelihood = likelihood.is_some();
            let (term, meaning, word) = likelihood.or(confidence).unwrap_or_default();
            JudgementView {
                statement_html: inline(&judgement.statement.value),
                term,
                word,
                meaning,
                is_likelihood,
                lang: judgement
                    .lang
                    .as_ref()
                    .map(|lang| lang.as_str().to_owned())
                    .or_else(|| viewer.statement_lang(note)),
                cites_html: viewer.cites.front(note, &judgement.sources),
            }
        })
        .collect()
}

fn account(viewer: &mut Viewer<'_>, note: &Note) -> (Vec<ParticipantView>, String) {
    let Fields::Event(event) = &note.fields else { return Default::default() };
    let account = viewer.cites.front(note, &event.sources);
    let participants = event.actors.iter().filter_map(|participant| {
        let actor = viewer.link(note.target_note(&participant.actor)?);
        let cites_html = viewer.cites.front(note, &participant.sources);
        let role = participant.role.map(|role| viewer.word("role", role.word()));
        Some(ParticipantView { actor, role, cites_html })
    });
    let participants = participants.collect();
    (participants, account)
}

/// Claims that stand elsewhere but belong here too: the newest of them, and where all of them are.
fn claims_elsewhere(viewer: &Viewer<'_>, id: NoteId, view: &mut View) -> Result<(), MakeError> {
    let elsewhere = Elsewhere::new(viewer.site(), id);
    let newest = |claims: &[ClaimId]| claim_rows(viewer, &claims[..claims.len().min(CLAIMS_SHOWN)]);
    (view.says, view.about) = (newest(&elsewhere.says)?, newest(&elsewhere.about)?);
    if Elsewhere::pages(viewer.site(), id) > 0 {
        let more = |claims: &[ClaimId]| if claims.len() > CLAIMS_SHOWN { claims.len() } else { 0 };
        (view.says_all, view.about_all) = (more(&elsewhere.says), more(&elsewhere.about));
        view.all_claims = Part::Claims(0).href(viewer, id);
    }
    Ok(())
}

fn claim_rows(viewer: &Viewer<'_>, claims: &[ClaimId]) -> Result<Vec<String>, MakeError> {
    claims.iter().map(|claim| super::register::claim_cells(viewer, *claim)).collect()
}

fn figures_about(viewer: &Viewer<'_>, id: NoteId) -> Vec<LinkView> {
    let site = viewer.site();
    let elsewhere = |figure: &&FigureId| site.figure(**figure).0 != id;
    site.figures_about(id)
        .iter()
        .filter(elsewhere)
        .map(|figure| {
            let title = site.figure(*figure).1.title.value.clone();
            LinkView { href: viewer.figure_href(*figure), title, kind: "figure", lang: None, grade: None }
        })
        .collect()
}

fn relation(viewer: &mut Viewer<'_>, edge: &Edge) -> RelationView {
    let site = viewer.site();
    let stated = site.note(edge.stated.note);
    let relation = neighbours::relation_of(site, edge);
    RelationView {
        word: edge.kind.word(),
        label: viewer.words().label("relation", edge.kind.word()),
        other: viewer.link(edge.other),
        when: relation.when.as_ref().map(|date| viewer.date(date)),
        status: relation.status.map(|status| viewer.status(status)),
        cites_html: viewer.cites.front(stated, &relation.sources),
        note_html: relation.note.as_ref().map(|note| inline(&note.value)).unwrap_or_default(),
    }
}

fn source(viewer: &Viewer<'_>, id: NoteId) -> Option<SourceView> {
    let site = viewer.site();
    let note = site.note(id);
    let Fields::Source(fields) = &note.fields else { return None };
    let reference = viewer.stage.references.get(site, id);
    let mentions = site.mentions(id);
    let retracted = fields.retracted.as_ref();
    Some(SourceView {
        reference_html: reference.html.clone(),
        reference_text: reference.text.clone(),
        bibtex: bibtex::entry(site, id),
        csl_json: serde_json::to_string_pretty(&csl_json::item(site, id)).unwrap_or_default(),
        reliability_reason: fields.reliability_reason.as_ref().map(|reason| inline(&reason.value)),
        url: fields.url.as_ref().map(|url| url.value.as_str().to_owned()),
        host: fields.url.as_ref().map(|url| url.value.host().to_owned()),
        archived: fields.archived.as_ref().map(|archived| archived.url.as_str().to_owned()),
        archived_date: fields.archived.as_ref().and_then(|a| a.date.as_ref()).map(|date| viewer.date(date)),
        capture: fields.capture.as_ref().map(|capture| capture.sha256.value.clone()),
        relays: relays::back(viewer, id),
        relayed_by: relays::onward(viewer, id),
        falls: site.rests_alone_on(id).iter().map(|claim| fall(viewer, *claim)).collect(),
        origins: viewer.links(site.origins(id).iter().copied().filter(|origin| *origin != id)),
        is_retracted: retracted.is_some(),
        retracted_reason: retracted.and_then(|r| r.reason.as_ref()).map(|reason| reason.value.clone()),
        retracted_date: retracted.and_then(|r| r.date.as_ref()).map(|date| viewer.date(date)),
        claims: mentions.iter().filter(|m| matches!(m.seat, Seat::Claim(_)) && m.field == "sources").count(),
        texts: mentions.iter().filter(|m| matches!(m.seat, Seat::Text(_))).count(),
    })
}

fn fall(viewer: &Viewer<'_>, id: ClaimId) -> FallView {
    let (_, claim) = viewer.site().claim(id);
    FallView {
        link: viewer.claim_link(id),
        status: claim.status.map(|status| viewer.status(status)),
        support: viewer.support(id),
    }
}

/// The most events that stand on a note's own page.
const EVENTS_A_PAGE: usize = 40;

fn events(viewer: &Viewer<'_>, id: NoteId, view: &mut View) -> Result<(), MakeError> {
    let site = viewer.site();
    let all = site.events_of(id);
    let shown = &all[all.len().saturating_sub(EVENTS_A_PAGE)..];
    view.events = shown.len();
    if !shown.is_empty() {
        view.timeline = timeline::of_note(viewer, id, shown)?;
    }
    if shown.len() < all.len() {
        let href = format!("{}{}", viewer.root, href_of("timeline", site.config.pretty_urls));
        let title = viewer.words().say("earlier-events", &[("count", (all.len() - shown.len()).into())]);
        view.events_more = Some(LinkView { href, title, kind: "timeline", lang: None, grade: None });
    }
    Ok(())
}

/// What comes before and after: of an event on the timeline, of a briefing by its date.
fn neighbours(viewer: &Viewer<'_>, id: NoteId, view: &mut View) {
    let site = viewer.site();
    let (order, place) = match site.note(id).note_type() {
        NoteType::Briefing => {
            let briefings = &viewer.stage.orders().briefings;
            (briefings, briefings.binary_search_by(|other| super::home::older(site, *other, id)).ok())
        }
        _ => (&site.timeline, site.place_on_timeline(id)),
    };
    let Some(i) = place else { return };
    view.previous = i.checked_sub(1).map(|i| viewer.link(order[i]));
    view.next = order.get(i + 1).map(|next| viewer.link(*next));
}

/// The most notes of one type in a list on a topic's or place's page.
const GROUP: usize = 500;

fn groups(viewer: &Viewer<'_>, id: NoteId) -> Vec<Group> {
    let site = viewer.site();
    if site.note(id).note_type() == NoteType::Source {
        return Vec::new();
    }
    let mut groups = Vec::new();
    let mut children = site.children_of(id).to_vec();
    if let Fields::Briefing(briefing) = &site.note(id).fields {
        children.extend(briefing.actors.iter().filter_map(|actor| site.note(id).target_note(actor)));
    }
    for kind in NoteType::ALL {
        // Events stand in the timeline already.
        let of_kind = children
            .iter()
            .filter(|child| site.note(**child).note_type() == *kind && *kind != NoteType::Event);
        let notes: Vec<Row> = of_kind
            .take(GROUP)
            .map(|child| Row { link: viewer.link(*child), summary_html: viewer.summary(site.note(*child)) })
            .collect();
        if !notes.is_empty() {
            groups.push(Group { name: kind.folder(), label: plural(viewer.words(), *kind), notes });
        }
    }
    groups
}

fn mentions_part(viewer: &Viewer<'_>, id: NoteId, page: usize, view: &mut View) {
    let site = viewer.site();
    view.mention_count = site.mentions(id).len();
    for mention in mentions_by_page(site, id).nth(page).unwrap_or_default() {
        mentions::push_row(viewer, mention, &mut view.mentions);
    }
    let part = |page| if page == 0 { Part::Whole } else { Part::Mentions(page) };
    view.mention_pages = pager(viewer, id, page, mentions_by_page(site, id).count(), part);
}

fn toc(note: &Note) -> Vec<Entry> {
    let headings = note.body.headings.iter();
    headings
        .map(|heading| Entry {
            anchor: heading.anchor.clone(),
            text: heading.text.clone(),
            level: heading.level,
        })
        .collect()
}
