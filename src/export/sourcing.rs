//! The sourcing report for programs.

use serde_json::{Value, json};

use super::Export;
use crate::model::NoteType;
use crate::output::MakeError;
use crate::render::Stage;
use crate::resolve::{ClaimId, NoteId, Share, Site};

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
    let (site, report) = (stage.site, stage.sourcing);
    let own = |own: &crate::resolve::NoteSourcing| {
        let mut value: serde_json::Map<String, Value> =
            own.shares().iter().map(|(name, part)| ((*name).to_owned(), share(*part))).collect();
        value.insert("single_origin".into(), json!(own.single_origin));
        value
    };
    let notes = site.ids().zip(&report.notes).map(|(id, shares)| {
        let note = site.note(id);
        let mut value = own(shares);
        value.insert("id".into(), json!(note.id.as_str()));
        value.insert("type".into(), json!(note.note_type().word()));
        value.insert("href".into(), json!(note.href));
        Value::Object(value)
    });
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
    let value = json!({
        "title": site.config.title.value,
        "total": own(&report.total),
        "events": share(report.events),
        "notes": notes.collect::<Vec<_>>(),
        "claims": {
            "single_origin": claims(&report.single_origin),
            "contradicted": claims(&report.contradicted),
            "on_retracted_sources": claims(&report.on_retracted),
        },
        "sources": {
            "retracted": ids(&report.retracted),
            "circles": site.circles().iter().map(|circle| ids(circle)).collect::<Vec<_>>(),
            "ungraded": ids(&report.ungraded),
            "unarchived": ids(&report.unarchived),
            "never_cited": ids(&report.never_cited),
        },
        "reviews": reviews.collect::<Vec<_>>(),
        "corrections": corrections.collect::<Vec<_>>(),
    });
    serde_json::to_vec_pretty(&value).map_err(|error| MakeError(error.to_string()))
}

fn share(share: Share) -> Value {
    json!({ "sourced": share.sourced, "of": share.of })
}
