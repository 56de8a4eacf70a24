//! Bytes of a text file to text: UTF-8, line feeds, no control characters.

use super::LONGEST_TEXT;
use crate::text::Span;

/// Why a file's bytes are no text, with what of it could be read.
#[derive(Debug)]
pub(super) struct Refusal {
    pub rule: &'static str,
    pub span: Span,
    pub message: String,
    pub help: &'static str,
    pub readable: String,
}

/// Reads bytes as UTF-8, without its byte order mark and with all line ends as line feeds.
pub(super) fn text(mut bytes: Vec<u8>) -> Result<String, Refusal> {
    if bytes.len() as u64 > LONGEST_TEXT {
        return Err(Refusal {
            rule: "too-large",
            span: Span::default(),
            message: format!("the file is larger than {} MiB", LONGEST_TEXT / 1024 / 1024),
            help: "split it, or keep data in a file beside the note",
            readable: String::new(),
        });
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let mut bytes = error.into_bytes();
        bytes.truncate(at);
        Refusal {
            rule: "bad-encoding",
            span: Span::new(at, at),
            message: format!("byte {at} is not UTF-8"),
            help: "save the file as UTF-8",
            readable: String::from_utf8(bytes).unwrap_or_default(),
        }
    })?;
    // Nearly every text can be seen to be fine from its bytes, many at a time.
    let doubtful = text.bytes().fold(false, |doubtful, byte| doubtful | may_begin_refused(byte));
    if doubtful && let Some((at, c)) = text.char_indices().find(|(_, c)| is_refused(*c)) {
        return Err(Refusal {
            rule: "control-character",
            span: Span::new(at, at + c.len_utf8()),
            message: format!("the control character U+{:04X} is no text", u32::from(c)),
            help: "delete it",
            readable: text,
        });
    }
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

/// True of each first byte in UTF-8 of what is refused; of some others too.
fn may_begin_refused(byte: u8) -> bool {
    (byte < b' ' && byte != b'\n') || byte == 0x7f || byte == 0xc2 || byte >= 0xef
}

/// C0 and C1 controls but tab and line ends, and the code points that Unicode keeps out of text.
fn is_refused(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        c => c.is_control() || matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_marks_and_line_ends_of_every_habit() {
        assert_eq!(text(b"\xef\xbb\xbfa\r\nb\rc\n".to_vec()).unwrap(), "a\nb\nc\n");
        assert_eq!(text("a\u{2028}b".into()).unwrap(), "a\u{2028}b");
    }

    #[test]
    fn refuses_with_the_place() {
        let refused = |bytes: &[u8]| {
            let refusal = text(bytes.to_vec()).unwrap_err();
            (refusal.rule, refusal.span.start)
        };
        assert_eq!(refused(b"ab\xff"), ("bad-encoding", 2));
        assert_eq!(refused(b"\xff\xfea\0"), ("bad-encoding", 0));
        assert_eq!(refused(b"\xc0\xaf"), ("bad-encoding", 0));
        assert_eq!(refused(b"\xed\xa0\x80"), ("bad-encoding", 0));
        assert_eq!(refused(b"a\0b"), ("control-character", 1));
        assert_eq!(refused("a\u{fffe}".as_bytes()), ("control-character", 1));
        for c in (0..=0x10ffff).filter_map(char::from_u32).filter(|c| is_refused(*c)) {
            assert!(may_begin_refused(c.to_string().as_bytes()[0]), "{c:?}");
        }
        assert_eq!(refused(&vec![b'a'; LONGEST_TEXT as usize + 1]).0, "too-large");
    }
}
