//! The sourcing report for programs.

use serde::Serialize;
use serde_json::{Value, json};

use super::Export;
use crate::model::NoteType;
use crate::output::MakeError;
use crate::render::Stage;
use crate::resolve::{ClaimId, Note, NoteId, NoteSourcing, Share, Site};

pub(super) static EXPORT: Export =
    Export { name: "sourcing", needs_base: false, per_language: false, paths, make };

fn paths(site: &Site) -> Vec<String> {
    let something = site.of_type(NoteType::Source).next().is_some() || !site.claims.is_empty();
    something.then(|| "data/sourcing.json".to_owned()).into_iter().collect()
}

/// Makes one object: `total` and `events` (shares), `notes` (each with its shares), and lists of ids.
///
/// A share is `{"sourced": n, "of": n}`; claims are named by their ids, notes by theirs, dates are EDTF.
fn make(stage: &Stage<'_>, _: &str) -> Result<Vec<u8>, MakeError> {
    let (site, report) = (stage.site, stage.sourcing());
    let claims =
        |ids: &[ClaimId]| -> Vec<&str> { ids.iter().map(|id| site.claim(*id).1.id.value.as_str()).collect() };
    let ids = |ids: &[NoteId]| -> Vec<&str> { ids.iter().map(|id| site.note(*id).id.as_str()).collect() };
    let reviews = report.reviews.iter().map(|id| {
        let note = site.note(*id);
        json!({ "id": note.id.as_str(), "review_by": note.common.review_by.as_ref().map(|d| d.as_str()) })
    });
    let corrections = report.corrections.iter().map(|(id, i)| {
        let correction = &site.note(*id).common.corrections[*i as usize];
        json!({ "id": site.note(*id).id.as_str(), "date": correction.date.as_str(), "text": correction.text.value })
    });
    let value = Report {
        claims: json!({
            "single_origin": claims(&report.single_origin),
            "contradicted": claims(&report.contradicted),
            "on_retracted_sources": claims(&report.on_retracted),
        }),
        corrections: corrections.collect(),
        events: report.events.into(),
        notes: site.ids().zip(&report.notes).map(|(id, own)| Shares::new(own, Some(site.note(id)))).collect(),
        reviews: reviews.collect(),
        sources: json!({
            "retracted": ids(&report.retracted),
            "circles": site.circles().iter().map(|circle| ids(circle)).collect::<Vec<_>>(),
            "ungraded": ids(&report.ungraded),
            "unarchived": ids(&report.unarchived),
            "never_cited": ids(&report.never_cited),
        }),
        title: &site.config.title.value,
        total: Shares::new(&report.total, None),
    };
    serde_json::to_vec_pretty(&value).map_err(|error| MakeError(error.to_string()))
}

/// The whole file; fields are sorted by name.
#[derive(Serialize)]
struct Report<'s> {
    claims: Value,
    corrections: Vec<Value>,
    events: Part,
    notes: Vec<Shares<'s>>,
    reviews: Vec<Value>,
    sources: Value,
    title: &'s str,
    total: Shares<'s>,
}

/// The shares of a note, or of the whole site, which has no name.
#[derive(Serialize)]
struct Shares<'s> {
    claims: Part,
    counts: Part,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'s str>,
    paragraphs: Part,
    relations: Part,
    single_origin: u32,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
}

impl<'s> Shares<'s> {
    fn new(own: &NoteSourcing, note: Option<&'s Note>) -> Self {
        Shares {
            claims: own.claims.into(),
            counts: own.counts.into(),
            href: note.map(|note| note.href.as_str()),
            id: note.map(|note| note.id.as_str()),
            paragraphs: own.paragraphs.into(),
            relations: own.relations.into(),
            single_origin: own.single_origin,
            kind: note.map(|note| note.note_type().word()),
        }
    }
}

#[derive(Serialize)]
struct Part {
    of: u32,
    sourced: u32,
}

impl From<Share> for Part {
    fn from(share: Share) -> Self {
        Part { of: share.of, sourced: share.sourced }
    }
}
