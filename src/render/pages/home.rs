//! The home page: latest briefings, what changed, the last events, key figures, and how the site is sourced.

use std::cmp::Ordering;

use serde::Serialize;

use super::changes::{Change, changes};
use super::note::{JudgementView, leading_judgements};
use super::{Kind, Orders, PageView};
use crate::model::{Fields, NoteType, Seat};
use crate::output::MakeError;
use crate::render::view::{DateView, LinkView, Viewer, plain_statement};
use crate::render::words::Words;
use crate::render::{Address, Stage};
use crate::resolve::{ClaimId, FigureId, NoteId, Site};

pub(super) static KIND: Kind = Kind { name: "home", list, render };

/// Briefings on the home page; the register has them all.
const BRIEFINGS: usize = 7;

/// Judgements of the briefing that the page leads with.
const JUDGEMENTS: usize = 3;

fn list(_: &Site, _: &Orders) -> Vec<Address> {
    vec![Address::new("index")]
}

#[derive(Debug, Serialize)]
struct View<'s> {
    page: PageView,
    briefings: Vec<BriefingView>,
    topics: Vec<TopicView>,
    changes: Vec<Change>,
    events: Vec<&'s str>,
    figures: Vec<KeyFigure>,
    counts: Vec<Count>,
    sourcing: Vec<Count>,
    is_empty: bool,
}

#[derive(Debug, Serialize)]
struct BriefingView {
    link: LinkView,
    date: DateView,
    summary_html: String,
    judgements: usize,
    /// The first of them, for the briefing that the page leads with.
    leading: Vec<JudgementView>,
}

#[derive(Debug, Serialize)]
struct TopicView {
    link: LinkView,
    summary_html: String,
    count: usize,
}

#[derive(Debug, Serialize)]
struct KeyFigure {
    href: String,
    title: String,
    value: String,
    unit: String,
    as_of: DateView,
}

/// A number with its words and where it leads.
#[derive(Debug, Serialize)]
struct Count {
    number: String,
    label: String,
    href: String,
}

fn render(stage: &Stage<'_>, address: &Address) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let viewer = Viewer::new(stage, "");
    let description = site.config.description.clone().unwrap_or_default();
    let mut page = PageView::new(&viewer, address, &site.config.title.value, &description);
    page.section = "home";
    page.json_ld = crate::render::json_ld::site(site);
    let recent = site.timeline.iter().rev().take(8).copied().collect::<Vec<_>>();
    let view = View {
        page,
        briefings: briefings(&viewer),
        topics: topics(&viewer),
        changes: changes(&viewer, 0..8),
        events: viewer.events(&recent)?,
        figures: key_figures(&viewer),
        counts: counts(&viewer),
        sourcing: sourcing(site, stage.words),
        is_empty: site.notes.is_empty(),
    };
    stage.theme.render("pages/home.html", &view)
}

/// All briefings by date, the oldest first.
pub(super) fn briefings_by_date(site: &Site) -> Vec<NoteId> {
    let mut ids: Vec<NoteId> = site.of_type(NoteType::Briefing).collect();
    ids.sort_by(|a, b| older(site, *a, *b));
    ids
}

/// The order of two briefings by date; of one day, the one that comes first in the register is the newer one.
pub(super) fn older(site: &Site, a: NoteId, b: NoteId) -> Ordering {
    let date = |id: NoteId| site.note(id).fields.facets().when();
    date(a).cmp(&date(b)).then(b.cmp(&a))
}

fn briefings(viewer: &Viewer<'_>) -> Vec<BriefingView> {
    let site = viewer.site();
    let newest = viewer.stage.orders().briefings.iter().rev().take(BRIEFINGS);
    newest
        .enumerate()
        .filter_map(|(i, id)| match &site.note(*id).fields {
            Fields::Briefing(briefing) => Some(BriefingView {
                link: viewer.link(*id),
                date: viewer.date(&briefing.date),
                summary_html: viewer.summary(site.note(*id)),
                judgements: briefing.judgements.len(),
                leading: leading_judgements(viewer, *id, if i == 0 { JUDGEMENTS } else { 0 }),
            }),
            _ => None,
        })
        .collect()
}

fn topics(viewer: &Viewer<'_>) -> Vec<TopicView> {
    let site = viewer.site();
    let mut topics: Vec<TopicView> = site
        .of_type(NoteType::Topic)
        .map(|id| TopicView {
            link: viewer.link(id),
            summary_html: viewer.summary(site.note(id)),
            count: site.children_of(id).len(),
        })
        .collect();
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.count));
    topics.truncate(12);
    topics
}

/// The figures that most is said of: those with most counts.
fn key_figures(viewer: &Viewer<'_>) -> Vec<KeyFigure> {
    let site = viewer.site();
    let mut ids: Vec<FigureId> = (0..site.figures.len() as u32).map(FigureId).collect();
    ids.sort_by_key(|id| std::cmp::Reverse(site.figure(*id).1.series.len()));
    ids.into_iter()
        .filter_map(|id| {
            let (_, figure) = site.figure(id);
            let newest = viewer.newest(id)?;
            Some(KeyFigure {
                href: viewer.figure_href(id),
                title: plain_statement(&figure.title.value),
                value: newest.value,
                unit: figure.unit.clone().unwrap_or_default(),
                as_of: newest.as_of,
            })
        })
        .take(6)
        .collect()
}

fn counts(viewer: &Viewer<'_>) -> Vec<Count> {
    let site = viewer.site();
    let registers = super::register::ALL.iter().zip(&viewer.stage.orders().registers);
    registers
        .filter(|(register, _)| !register.variant)
        .map(|(register, rows)| (register, rows.count()))
        .filter(|(_, count)| *count > 0)
        .map(|(register, count)| Count {
            number: viewer.words().number(count as f64),
            label: viewer.words().say(&format!("counted-{}", register.name), &[("count", count.into())]),
            href: crate::resolve::href_of(register.name, site.config.pretty_urls),
        })
        .collect()
}

/// How well the site is sourced, in a few numbers.
fn sourcing(site: &Site, words: &Words) -> Vec<Count> {
    let sources: Vec<NoteId> = site.of_type(NoteType::Source).collect();
    let graded = sources
        .iter()
        .filter(|id| matches!(&site.note(**id).fields, Fields::Source(s) if s.reliability.is_some()));
    let in_text =
        sources.iter().flat_map(|id| site.mentions(*id)).filter(|m| matches!(m.seat, Seat::Text(_))).count();
    let contradicted = (0..site.claims.len() as u32)
        .map(ClaimId)
        .filter(|id| !site.claim(*id).1.contradicted_by.is_empty() || !site.contradictions_of(*id).is_empty())
        .count();
    let pretty = site.config.pretty_urls;
    let count = |n: usize, label: &str, name| Count {
        number: words.number(n as f64),
        label: words.say(label, &[("count", n.into())]),
        href: crate::resolve::href_of(name, pretty),
    };
    if sources.is_empty() {
        return Vec::new();
    }
    vec![
        count(site.citation_count(), "count-label-citations", "sources"),
        count(in_text, "count-label-in-texts", "sources"),
        count(graded.count(), "count-label-graded", "sources-by-grade"),
        count(contradicted, "count-label-contradicted", "claims"),
    ]
}
