//! YAML with a place for every key and value, and every mistake of a text at once.
//!
//! [`parse`] makes a tree of nodes with spans; [`decode()`] reads a tree into a serde type. Where serde stops at the first
//! mistake, `decode` notes it, leaves the faulty entry out and reads again, so that one run reports all of them.
//!
//! The dialect is plain YAML 1.2 data: one document, no anchors, aliases or tags. Anything that could expand or act is refused.

mod decode;
mod fields;
mod quick;
mod schema;
mod tree;

pub use decode::{Fault, STAND_IN, Spanned, decode};
pub use fields::fields_of;
pub(crate) use schema::schema;
pub use schema::{text_like, text_or, words};
pub use tree::{Node, Value, parse};

use crate::text::Span;

/// One mistake in a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub rule: &'static str,
    pub span: Span,
    pub message: String,
    pub help: Option<String>,
}
