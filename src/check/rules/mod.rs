//! All rules, by name.

mod capture_mismatch;
mod circular_sourcing;
mod empty_note;
mod near_duplicate_id;

use super::Rule;

pub(super) static ALL: &[&Rule] =
    &[&capture_mismatch::RULE, &circular_sourcing::RULE, &empty_note::RULE, &near_duplicate_id::RULE];
