//! All sources as CSL-JSON (Zotero, Pandoc) and as CSL YAML (Pandoc, Quarto).

use serde_json::{Value, json};

use super::Export;
use crate::cite::csl_json::item;
use crate::model::NoteType;
use crate::output::MakeError;
use crate::render::Stage;
use crate::resolve::Site;

pub(super) static JSON: Export =
    Export { name: "csl-json", needs_base: false, per_language: false, paths: json_paths, make: make_json };
pub(super) static YAML: Export =
    Export { name: "csl-yaml", needs_base: false, per_language: false, paths: yaml_paths, make: make_yaml };

fn json_paths(site: &Site) -> Vec<String> {
    site.of_type(NoteType::Source).next().map(|_| "data/sources.csl.json".to_owned()).into_iter().collect()
}

fn yaml_paths(site: &Site) -> Vec<String> {
    site.of_type(NoteType::Source).next().map(|_| "data/sources.yaml".to_owned()).into_iter().collect()
}

fn items(site: &Site) -> Vec<Value> {
    site.of_type(NoteType::Source).map(|source| item(site, source)).collect()
}

fn make_json(stage: &Stage<'_>, _: &str) -> Result<Vec<u8>, MakeError> {
    serde_json::to_vec_pretty(&items(stage.site)).map_err(|error| MakeError(error.to_string()))
}

fn make_yaml(stage: &Stage<'_>, _: &str) -> Result<Vec<u8>, MakeError> {
    let references = json!({ "references": items(stage.site) });
    serde_yaml::to_string(&references).map(String::into_bytes).map_err(|error| MakeError(error.to_string()))
}
