//! All rules, by name.

mod circular_sourcing;
mod empty_note;
mod figure_superseded;
mod near_duplicate_id;

use super::Rule;

pub(super) static ALL: &[&Rule] = &[
    &circular_sourcing::RULE,
    &empty_note::RULE,
    &figure_superseded::RULE,
    &near_duplicate_id::RULE,
];
