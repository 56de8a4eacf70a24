//! Bytes of a text to the lines and columns of editors.

use serde_json::{Value, json};

use crate::text::Span;

/// How columns are counted: in bytes, or in the 16-bit units that the protocol began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    /// The line and column of a byte, both from 0.
    pub(super) fn position(self, text: &str, offset: u32) -> Value {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let line = text[..start].matches('\n').count();
        let before = &text[start..offset];
        let column = match self {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.encode_utf16().count(),
        };
        json!({ "line": line, "character": column })
    }

    pub(super) fn range(self, text: &str, span: Span) -> Value {
        json!({ "start": self.position(text, span.start), "end": self.position(text, span.end) })
    }

    /// The byte at a line and column; a column beyond the line's end means its end.
    pub(super) fn offset(self, text: &str, position: &Value) -> Option<u32> {
        let line = usize::try_from(position["line"].as_u64()?).ok()?;
        let column = usize::try_from(position["character"].as_u64()?).ok()?;
        let start = match line {
            0 => 0,
            line => text.match_indices('\n').nth(line - 1)?.0 + 1,
        };
        let whole = text[start..].split('\n').next().unwrap_or_default();
        let mut units = 0;
        for (i, c) in whole.char_indices() {
            if units >= column {
                return Some((start + i) as u32);
            }
            units += match self {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
            };
        }
        Some((start + whole.len()) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_as_the_editor_does() {
        let text = "ab\nحزب 🚩x\n";
        let flag = text.find('x').unwrap() as u32;
        assert_eq!(Encoding::Utf16.position(text, flag), json!({ "line": 1, "character": 6 }));
        assert_eq!(Encoding::Utf8.position(text, flag), json!({ "line": 1, "character": 11 }));
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for offset in text.char_indices().map(|(i, _)| i as u32) {
                let there = encoding.position(text, offset);
                assert_eq!(encoding.offset(text, &there), Some(offset), "{encoding:?} {there}");
            }
        }
        let beyond = json!({ "line": 0, "character": 99 });
        assert_eq!(Encoding::Utf16.offset(text, &beyond), Some(2));
        assert_eq!(Encoding::Utf16.offset(text, &json!({ "line": 9, "character": 0 })), None);
    }
}
