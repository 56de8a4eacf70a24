//! One file a question.

mod actions;
mod completion;
mod goto;
mod hover;
mod rename;
mod symbols;

pub(super) use actions::actions;
pub(super) use completion::completion;
pub(super) use goto::{definition, references};
pub(super) use hover::hover;
pub(super) use rename::{prepare, rename};
pub(super) use symbols::{in_document, in_site};
