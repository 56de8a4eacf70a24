//! Topics: what notes are gathered under.

use super::Facets;
use crate::model::note::{Field, Ref};

/// A topic has no fields beyond those of all notes.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {}

impl Facets for Topic {
    fn schema_org(&self) -> &'static str {
        "DefinedTerm"
    }

    fn each_ref(&mut self, _: &mut dyn FnMut(Field, &mut Ref)) {}
}
