//! Claims in their register: five orders, and the row of one claim.

use std::cmp::Ordering;

use serde::Serialize;

use super::orders::{grade_line, year_heading};
use crate::model::NoteType;
use crate::render::view::{self, DateView, GradeView, LinkView, Viewer, WordView};
use crate::render::words::Words;
use crate::render::words::order::Names;
use crate::resolve::{ClaimId, NoteId, Site, Target};
use crate::value::ClaimStatus;

/// One claim as a row.
#[derive(Debug, Serialize)]
pub(super) struct ClaimRow {
    href: String,
    statement_html: String,
    lang: Option<String>,
    by: Option<LinkView>,
    said: Option<DateView>,
    status: Option<WordView>,
    /// Place of the status in its vocabulary.
    status_rank: Option<usize>,
    pub credibility: Option<GradeView>,
    support: String,
    /// Independent origins of its sources.
    origins: usize,
    retracted: String,
    /// How much says otherwise, in words; empty where nothing does.
    against: String,
    home: LinkView,
}

/// Makes the row of a claim.
pub(super) fn row(viewer: &Viewer<'_>, id: ClaimId) -> ClaimRow {
    let site = viewer.site();
    let (home, claim) = site.claim(id);
    let note = site.note(home);
    ClaimRow {
        href: viewer.claim_href(id),
        statement_html: viewer.statement(&claim.statement.value),
        lang: viewer.said_in(claim.lang.as_ref(), note),
        by: speaker(site, id).map(|by| viewer.link(by)),
        said: claim.said.as_ref().map(|date| viewer.date(date)),
        status: claim.status.map(|status| viewer.status(status)),
        status_rank: claim.status.map(|status| status as usize),
        credibility: claim.credibility.map(|grade| viewer.credibility(grade)),
        support: viewer.support(id),
        origins: site.independent(site.sources_of(id)),
        retracted: viewer.retracted(id),
        against: against(site, viewer.words(), id),
        home: viewer.link(home),
    }
}

fn against(site: &Site, words: &Words, id: ClaimId) -> String {
    let (home, claim) = site.claim(id);
    let note = site.note(home);
    let targets = claim.contradicted_by.iter().filter_map(|citation| note.target(&citation.source));
    let sources = targets.filter(|target| matches!(target, Target::Note(..))).count();
    let count = |name, n: usize| words.say(name, &[("count", n.into())]);
    match (sources, site.contradictions_of(id).len()) {
        (0, 0) => String::new(),
        (sources, 0) => count("count-sources", sources),
        (0, claims) => count("count-claims", claims),
        (sources, claims) => {
            let (sources, claims) = (count("count-sources", sources), count("count-claims", claims));
            words.say("against-both", &[("sources", (&sources).into()), ("claims", (&claims).into())])
        }
    }
}

/// The actor who makes a claim.
pub(super) fn speaker(site: &Site, id: ClaimId) -> Option<NoteId> {
    let (home, claim) = site.claim(id);
    claim.by.as_ref().and_then(|by| site.note(home).target_note(by))
}

/// The topics of a claim, each once: those of the note that records it, and those that it concerns.
pub(super) fn topics(site: &Site, id: ClaimId) -> Vec<NoteId> {
    let (home, claim) = site.claim(id);
    let note = site.note(home);
    let named = note.common.topics.iter().chain(&claim.concerns).filter_map(|r| note.target_note(r));
    let mut topics: Vec<NoteId> =
        named.chain([home]).filter(|id| site.note(*id).note_type() == NoteType::Topic).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

fn all(site: &Site) -> impl Iterator<Item = ClaimId> {
    (0..site.claims.len() as u32).map(ClaimId)
}

/// Newest first; what has no date comes last.
pub(in crate::render::pages) fn by_said(site: &Site, a: ClaimId, b: ClaimId) -> Ordering {
    let said = |id| site.claim(id).1.said.as_ref();
    said(a).is_none().cmp(&said(b).is_none()).then_with(|| said(b).cmp(&said(a))).then(a.cmp(&b))
}

/// Sorts claims by a key, and those of one key by their date, and gives each its heading.
fn sorted<K: Ord>(
    site: &Site,
    mut claims: Vec<(K, ClaimId)>,
    heading: impl Fn(&K, ClaimId) -> String,
) -> Vec<(String, u32)> {
    claims.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| by_said(site, *x, *y)));
    claims.into_iter().map(|(key, id)| (heading(&key, id), id.0)).collect()
}

pub(super) fn by_status(site: &Site, words: &Words, _: &Names) -> Vec<(String, u32)> {
    let status = |id: ClaimId| site.claim(id).1.status;
    let rank = |id| status(id).map_or(usize::MAX, |status| status as usize);
    let label = |status: ClaimStatus| words.label("status", status.word());
    let heading = |_: &usize, id| status(id).map_or(words.get("no-status"), label).to_owned();
    sorted(site, all(site).map(|id| (rank(id), id)).collect(), heading)
}

pub(super) fn by_actor(site: &Site, words: &Words, names: &Names) -> Vec<(String, u32)> {
    let name = |id| speaker(site, id).map(|by| site.note(by).title());
    let key = |id| {
        let by = speaker(site, id);
        (by.is_none(), by.map(|by| names.rank(by)), by)
    };
    let heading = |_: &_, id| name(id).unwrap_or(words.get("nobody-named")).to_owned();
    sorted(site, all(site).map(|id| (key(id), id)).collect(), heading)
}

/// By credibility, 1 first; 6 and no grade stand at the end, outside the order.
pub(super) fn by_grade(site: &Site, words: &Words, _: &Names) -> Vec<(String, u32)> {
    let grade = |id: ClaimId| site.claim(id).1.credibility;
    let rank = |id| grade(id).map_or(u8::MAX, |grade| grade.number());
    let heading = |_: &u8, id| {
        let line = |grade| grade_line(words, view::credibility(words, grade));
        grade(id).map_or_else(|| words.get("no-grade").to_owned(), line)
    };
    sorted(site, all(site).map(|id| (rank(id), id)).collect(), heading)
}

/// By topic; a claim stands under each of its topics.
pub(super) fn by_topic(site: &Site, words: &Words, names: &Names) -> Vec<(String, u32)> {
    let mut claims = Vec::new();
    for id in all(site) {
        let topics = topics(site, id);
        if topics.is_empty() {
            claims.push(((true, 0, None), id));
        }
        let key = |topic: NoteId| (false, names.rank(topic), Some(topic));
        claims.extend(topics.into_iter().map(|topic| (key(topic), id)));
    }
    let title = |topic: NoteId| site.note(topic).title().to_owned();
    sorted(site, claims, |(.., topic), _| topic.map_or_else(|| words.get("no-topic").to_owned(), title))
}

pub(super) fn by_date(site: &Site, words: &Words, _: &Names) -> Vec<(String, u32)> {
    let year = |id: ClaimId| {
        let said = site.claim(id).1.said.as_ref();
        year_heading(words, said.and_then(|date| date.first_year().or_else(|| date.last_year())))
    };
    sorted(site, all(site).map(|id| ((), id)).collect(), |(), id| year(id))
}
