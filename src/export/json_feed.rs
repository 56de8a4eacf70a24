//! JSON Feed 1.1 of all changes.

use serde_json::{Value, json};

use super::{Export, atom};
use crate::output::MakeError;
use crate::render::Stage;
use crate::resolve::Site;

pub(super) static EXPORT: Export =
    Export { name: "json-feed", needs_base: true, per_language: true, paths, make };

fn paths(_: &Site) -> Vec<String> {
    vec!["feed.json".to_owned()]
}

fn make(stage: &Stage<'_>, path: &str) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let base = site.base().unwrap_or_default();
    let items: Vec<Value> = atom::changes(stage)
        .into_iter()
        .map(|entry| {
            let mut item = json!({
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_text": if entry.summary.is_empty() { &entry.title } else { &entry.summary },
                "date_modified": entry.updated,
            });
            if !entry.authors.is_empty() {
                let authors: Vec<Value> = entry.authors.iter().map(|name| json!({ "name": name })).collect();
                item["authors"] = json!(authors);
            }
            item
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.config.title.value,
        "description": site.config.description,
        "language": site.lang.as_str(),
        "home_page_url": base,
        "feed_url": format!("{base}{path}"),
        "items": items,
    });
    serde_json::to_vec_pretty(&feed).map_err(|error| MakeError(error.to_string()))
}
