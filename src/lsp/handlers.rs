//! One file a question.

mod actions;
mod completion;
mod goto;
mod hover;

pub(super) use actions::actions;
pub(super) use completion::completion;
pub(super) use goto::{definition, references};
pub(super) use hover::hover;
