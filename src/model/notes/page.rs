//! Plain pages: about, methodology and the like.

use super::Facets;
use crate::model::note::{Field, Ref};

/// A plain page has no fields beyond those of all notes.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {}

impl Facets for Page {
    fn schema_org(&self) -> &'static str {
        "WebPage"
    }

    fn each_ref(&mut self, _: &mut dyn FnMut(Field, &mut Ref)) {}
}
