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
pub use schema::{number_like, text_like, text_or, words};
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

/// The place of the key before a value; that of the value if the key is written in another way. `text` is what the spans are of.
pub fn key_of(value: Span, key: &str, text: &str) -> Span {
    let before = text.get(..value.range().start).unwrap_or_default();
    let start = before
        .rfind(key)
        .filter(|start| before[start + key.len()..].trim_matches(['"', '\'', ' ', '\n']) == ":");
    start.map_or(value, |start| Span::new(start, start + key.len()))
}

impl Problem {
    /// Says what a `#` has done, where a value is missing because one stands in its place; `text` is what the span is of.
    #[must_use]
    pub fn mind_comments(mut self, text: &str) -> Self {
        let rest =
            text.get(self.span.range().start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let value = rest.trim_start_matches(|c: char| c == ':' || c.is_whitespace());
        if matches!(self.rule, "empty-field" | "wrong-type") && value.starts_with('#') {
            let quoted = value.trim_end().replace('\\', "\\\\").replace('"', "\\\"");
            self.help = Some(format!("`#` begins a comment: write \"{quoted}\" with its quotes"));
        }
        self
    }
}
