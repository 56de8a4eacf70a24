//! All rules.

mod empty_note;
mod near_duplicate_id;

use super::Rule;

pub(super) static ALL: &[&Rule] = &[&empty_note::RULE, &near_duplicate_id::RULE];
