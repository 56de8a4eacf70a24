//! All rules, by name.

mod address_collision;
mod alias_shared;
mod ambiguous_link;
mod bad_address;
mod bad_allowance;
mod bad_date;
mod bad_encoding;
mod bad_id;
mod bad_name;
mod bad_template;
mod bad_translation;
mod bidi_control;
mod broken_heading;
mod capture_mismatch;
mod circular_sourcing;
mod citation_style;
mod claim_before_source;
mod contradiction_unstated;
mod contradicts_itself;
mod control_character;
mod dates_at_odds;
mod duplicate_field;
mod duplicate_id;
mod empty_field;
mod empty_note;
mod event_outside_life;
mod figure_superseded;
mod file_metadata;
mod likelihood_and_confidence;
mod link_dead;
mod link_in_field;
mod link_moved;
mod missing_asset;
mod missing_field;
mod missing_footnote;
mod mixed_likelihood_words;
mod near_duplicate_id;
mod no_front_matter;
mod no_type;
mod private_reference;
mod raw_html;
mod relation_contradicts_inverse;
mod relation_duplicate;
mod relation_without_date;
mod reserved_id;
mod retracted_source;
mod single_origin;
mod source_never_cited;
mod spaced_address;
mod special_file;
mod stale;
mod symbolic_link;
mod too_large;
mod twin_citations;
mod unarchived_source;
mod uncited_claim;
mod uncited_event;
mod uncited_figure;
mod uncited_judgement;
mod uncited_paragraph;
mod uncited_relation;
mod unclean_file;
mod unclosed_hidden;
mod ungraded_source;
mod unknown_callout;
mod unknown_claim;
mod unknown_field;
mod unknown_figure;
mod unknown_link;
mod unknown_source;
mod unlinked_mention;
mod unsafe_address;
mod unused_allowance;
mod wrong_note_type;
mod wrong_type;
mod wrong_value;
mod yaml_refused;
mod yaml_syntax;

use super::Rule;

pub(super) static ALL: &[&Rule] = &[
    &address_collision::RULE,
    &alias_shared::RULE,
    &ambiguous_link::RULE,
    &bad_address::RULE,
    &bad_allowance::RULE,
    &bad_date::RULE,
    &bad_encoding::RULE,
    &bad_id::RULE,
    &bad_name::RULE,
    &bad_template::RULE,
    &bad_translation::RULE,
    &bidi_control::RULE,
    &broken_heading::RULE,
    &capture_mismatch::RULE,
    &circular_sourcing::RULE,
    &citation_style::RULE,
    &claim_before_source::RULE,
    &contradiction_unstated::RULE,
    &contradicts_itself::RULE,
    &control_character::RULE,
    &dates_at_odds::RULE,
    &duplicate_field::RULE,
    &duplicate_id::RULE,
    &empty_field::RULE,
    &empty_note::RULE,
    &event_outside_life::RULE,
    &figure_superseded::RULE,
    &file_metadata::RULE,
    &likelihood_and_confidence::RULE,
    &link_dead::RULE,
    &link_in_field::RULE,
    &link_moved::RULE,
    &missing_asset::RULE,
    &missing_field::RULE,
    &missing_footnote::RULE,
    &mixed_likelihood_words::RULE,
    &near_duplicate_id::RULE,
    &no_front_matter::RULE,
    &no_type::RULE,
    &private_reference::RULE,
    &raw_html::RULE,
    &relation_contradicts_inverse::RULE,
    &relation_duplicate::RULE,
    &relation_without_date::RULE,
    &reserved_id::RULE,
    &retracted_source::RULE,
    &single_origin::RULE,
    &source_never_cited::RULE,
    &spaced_address::RULE,
    &special_file::RULE,
    &stale::RULE,
    &symbolic_link::RULE,
    &too_large::RULE,
    &twin_citations::RULE,
    &unarchived_source::RULE,
    &uncited_claim::RULE,
    &uncited_event::RULE,
    &uncited_figure::RULE,
    &uncited_judgement::RULE,
    &uncited_paragraph::RULE,
    &uncited_relation::RULE,
    &unclean_file::RULE,
    &unclosed_hidden::RULE,
    &ungraded_source::RULE,
    &unknown_callout::RULE,
    &unknown_claim::RULE,
    &unknown_field::RULE,
    &unknown_figure::RULE,
    &unknown_link::RULE,
    &unknown_source::RULE,
    &unlinked_mention::RULE,
    &unsafe_address::RULE,
    &unused_allowance::RULE,
    &wrong_note_type::RULE,
    &wrong_type::RULE,
    &wrong_value::RULE,
    &yaml_refused::RULE,
    &yaml_syntax::RULE,
];
