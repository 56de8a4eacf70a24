//! All rules, by name.

mod capture_mismatch;
mod circular_sourcing;
mod claim_before_source;
mod contradiction_unstated;
mod empty_note;
mod figure_superseded;
mod mixed_likelihood_words;
mod near_duplicate_id;
mod retracted_source;
mod single_origin;
mod source_never_cited;
mod stale;
mod unarchived_source;
mod uncited_event;
mod uncited_figure;
mod uncited_paragraph;
mod uncited_relation;
mod ungraded_source;

use super::Rule;

pub(super) static ALL: &[&Rule] = &[
    &capture_mismatch::RULE,
    &circular_sourcing::RULE,
    &claim_before_source::RULE,
    &contradiction_unstated::RULE,
    &empty_note::RULE,
    &figure_superseded::RULE,
    &mixed_likelihood_words::RULE,
    &near_duplicate_id::RULE,
    &retracted_source::RULE,
    &single_origin::RULE,
    &source_never_cited::RULE,
    &stale::RULE,
    &unarchived_source::RULE,
    &uncited_event::RULE,
    &uncited_figure::RULE,
    &uncited_paragraph::RULE,
    &uncited_relation::RULE,
    &ungraded_source::RULE,
];
