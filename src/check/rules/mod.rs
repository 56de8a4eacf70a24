//! All rules, by name.

mod alias_shared;
mod circular_sourcing;
mod empty_note;
mod event_outside_life;
mod near_duplicate_id;
mod relation_contradicts_inverse;
mod relation_duplicate;
mod relation_without_date;
mod unlinked_mention;

use super::Rule;

pub(super) static ALL: &[&Rule] = &[
    &alias_shared::RULE,
    &circular_sourcing::RULE,
    &empty_note::RULE,
    &event_outside_life::RULE,
    &near_duplicate_id::RULE,
    &relation_contradicts_inverse::RULE,
    &relation_duplicate::RULE,
    &relation_without_date::RULE,
    &unlinked_mention::RULE,
];
