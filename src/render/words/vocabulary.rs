//! The vocabularies that readers see: the names of their messages begin with the vocabulary's, such as `status-confirmed`.

use crate::model::NoteType;
use crate::model::notes::{ActorKind, EventKind, Precision, Role, SourceKind};
use crate::model::relation::TABLE;
use crate::select::Unpublished;
use crate::value::{ClaimStatus, Confidence, Likelihood, Reliability};

/// A vocabulary's name, and its words as notes write them.
type Vocabulary = (&'static str, fn() -> Vec<&'static str>);

/// All vocabularies.
pub(super) static ALL: &[Vocabulary] = &[
    ("note-type", || NoteType::ALL.iter().map(|w| w.word()).collect()),
    ("actor-kind", || ActorKind::ALL.iter().map(|w| w.word()).collect()),
    ("source-kind", || SourceKind::ALL.iter().map(|w| w.word()).collect()),
    ("event-kind", || EventKind::ALL.iter().map(|w| w.word()).collect()),
    ("role", || Role::ALL.iter().map(|w| w.word()).collect()),
    ("precision", || Precision::ALL.iter().map(|w| w.word()).collect()),
    ("status", || ClaimStatus::ALL.iter().map(|w| w.word()).collect()),
    ("reliability", || Reliability::ALL.iter().map(|w| w.word()).collect()),
    ("credibility", || vec!["1", "2", "3", "4", "5", "6"]),
    ("likelihood", || Likelihood::ALL.iter().map(|w| w.word()).collect()),
    ("confidence", || Confidence::ALL.iter().map(|w| w.word()).collect()),
    ("confidence-meaning", || Confidence::ALL.iter().map(|w| w.word()).collect()),
    ("relation", || TABLE.iter().flat_map(|row| [row.word, row.inverse]).collect()),
    ("unpublished", || Unpublished::ALL.iter().map(|w| w.word()).collect()),
    ("locator", crate::parse::citation::labels),
];
