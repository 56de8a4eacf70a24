//! Cuts out what no reader may see: `%% comments %%`, HTML comments, and `:::internal` blocks.
//!
//! What is cut is gone before Markdown is read, so that no later step can let it through. Code is left alone: there the marks are text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::dialect;
use crate::text::Span;

/// A text with parts cut out, and where each of its bytes stood before.
#[derive(Debug, Clone, Default)]
pub(super) struct Cut {
    /// Starts of kept pieces in the cut text, with how far each stood from there.
    pieces: Vec<(u32, u32)>,
}

impl Cut {
    /// Where a place of the cut text stood in the file; `offset` is where the whole text begins there.
    pub(super) fn original(&self, at: u32, offset: u32) -> u32 {
        let i = self.pieces.partition_point(|(start, _)| *start <= at);
        at + offset + i.checked_sub(1).and_then(|i| self.pieces.get(i)).map_or(0, |(_, moved)| *moved)
    }
}

/// A mark that is opened and never closed, or closed and never opened.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unbalanced {
    pub span: Span,
    pub message: &'static str,
    pub help: &'static str,
}

/// What was found in one text.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// Comments, to be cut for every reader.
    pub comments: Vec<Range<usize>>,
    /// Lines of `:::internal` and `:::`, to be cut for every reader.
    pub fences: Vec<Range<usize>>,
    /// Blocks between these lines, to be cut for the public.
    pub internal: Vec<Range<usize>>,
    pub unbalanced: Vec<Unbalanced>,
}

/// Finds all hidden parts of a text.
pub(super) fn find(text: &str) -> Hidden {
    let mut hidden = Hidden::default();
    // One byte is found much faster than several, and few texts have any of these.
    let has = |byte: char, mark: &str| text.contains(byte) && text.contains(mark);
    if !has('%', "%%") && !has('<', "<!--") && !has(':', ":::") {
        return hidden;
    }
    let code = code_ranges(text);
    find_comments(text, &code, &mut hidden);
    find_blocks(text, &code, &mut hidden);
    hidden
}

/// Takes comments out of a line of inline Markdown; the flag says that one has no end, with which the rest is gone too.
pub(super) fn strip(text: &mut String) -> bool {
    if !text.contains("%%") && !text.contains("<!--") {
        return true;
    }
    let mut hidden = Hidden::default();
    find_comments(text, &code_ranges(text), &mut hidden);
    let closed = hidden.unbalanced.is_empty();
    *text = cut(text, hidden.comments).0.trim_end().to_owned();
    closed
}

/// Leaves the given ranges out of a text.
pub(super) fn cut<'a>(text: &'a str, mut ranges: Vec<Range<usize>>) -> (Cow<'a, str>, Cut) {
    if ranges.is_empty() {
        return (Cow::Borrowed(text), Cut::default());
    }
    ranges.sort_by_key(|r| (r.start, r.end));
    let (mut out, mut map, mut at) = (String::with_capacity(text.len()), Cut::default(), 0);
    for range in ranges {
        if range.end <= at {
            continue;
        }
        out.push_str(&text[at..range.start.max(at)]);
        at = range.end;
        map.pieces.push((out.len() as u32, (at - out.len()) as u32));
    }
    out.push_str(&text[at..]);
    (Cow::Owned(out), map)
}

/// Byte ranges of code, sorted; marks inside are text.
fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (event, range) in pulldown_cmark::Parser::new_ext(text, dialect::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => ranges.push(range),
            Event::End(TagEnd::CodeBlock) => {}
            _ => {}
        }
    }
    ranges
}

fn is_inside(ranges: &[Range<usize>], at: usize) -> bool {
    let i = ranges.partition_point(|r| r.start <= at);
    i.checked_sub(1).and_then(|i| ranges.get(i)).is_some_and(|r| at < r.end)
}

fn find_comments(text: &str, code: &[Range<usize>], hidden: &mut Hidden) {
    let mut at = 0;
    while let Some(start) = next_mark(text, at) {
        if is_inside(code, start) {
            at = start + 2;
            continue;
        }
        let (open, close) = if text[start..].starts_with("%%") { ("%%", "%%") } else { ("<!--", "-->") };
        let from = start + open.len();
        match text[from..].find(close) {
            Some(i) => {
                let end = from + i + close.len();
                hidden.comments.push(whole_lines(text, start, end));
                at = end;
            }
            None => {
                // Everything up to the end stays hidden: never is the rest taken for public.
                hidden.comments.push(start..text.len());
                hidden.unbalanced.push(Unbalanced {
                    span: Span::new(start, from),
                    message: "this comment has no end",
                    help: "close it with the same mark; until then all that follows is hidden",
                });
                return;
            }
        }
    }
}

fn next_mark(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let next = [rest.find("%%"), rest.find("<!--")].into_iter().flatten().min()?;
    Some(from + next)
}

/// Widens a comment that stands alone on its lines over the last line's end.
fn whole_lines(text: &str, start: usize, end: usize) -> Range<usize> {
    let before = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let alone = text[before..start].trim().is_empty() && text[before..start].len() < 4;
    match text[end..].find('\n') {
        Some(i) if alone && text[end..end + i].trim().is_empty() => start..end + i + 1,
        _ => start..end,
    }
}

fn find_blocks(text: &str, code: &[Range<usize>], hidden: &mut Hidden) {
    let mut open: Option<(Range<usize>, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let mark = line.trim_matches(|c: char| c.is_whitespace() || c == '>');
        if !mark.starts_with(":::") || is_inside(code, range.start + line.find(':').unwrap_or(0)) {
            continue;
        }
        let word = mark.trim_start_matches(':').trim();
        let span = Span::from(range.start..range.start + line.trim_end().len());
        match (word, &open) {
            ("internal", None) if mark.starts_with(":::") => {
                hidden.fences.push(range.clone());
                open = Some((range, at));
            }
            ("internal", Some(_)) => hidden.unbalanced.push(Unbalanced {
                span,
                message: "an internal block inside an internal block",
                help: "close the first with `:::`",
            }),
            ("", Some((_, start))) => {
                hidden.internal.push(*start..range.start);
                hidden.fences.push(range);
                open = None;
            }
            ("", None) => hidden.unbalanced.push(Unbalanced {
                span,
                message: "`:::` closes nothing",
                help: "open the block with a line `:::internal`, or take this line out",
            }),
            (_, _) => {
                let message = "this is no block that Sourcebook knows";
                let help = "the only one is `:::internal`";
                hidden.unbalanced.push(Unbalanced { span, message, help });
            }
        }
    }
    if let Some((range, start)) = open {
        hidden.internal.push(start..text.len());
        hidden.unbalanced.push(Unbalanced {
            span: Span::from(range.start..range.end),
            message: "this internal block has no end",
            help: "close it with a line `:::`; until then all that follows is hidden",
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> (String, usize) {
        let hidden = find(text);
        let all = [hidden.comments, hidden.fences, hidden.internal].concat();
        (cut(text, all).0.into_owned(), hidden.unbalanced.len())
    }

    #[test]
    fn cuts_comments_outside_code() {
        assert_eq!(public("a %%x%% b <!-- y --> c"), ("a  b  c".into(), 0));
        assert_eq!(public("a\n\n%% x\n\ny %%\nb"), ("a\n\nb".into(), 0));
        assert_eq!(public("`%%x%%` and\n\n```\n%% y %%\n```\n").0, "`%%x%%` and\n\n```\n%% y %%\n```\n");
        assert_eq!(public("100 %% of it"), ("100 ".into(), 1));
    }

    #[test]
    fn unclosed_marks_hide_the_rest() {
        assert_eq!(public("a <!-- secret"), ("a ".into(), 1));
        assert_eq!(public("a\n:::internal\nsecret"), ("a\n".into(), 1));
        assert_eq!(public("a\n:::internal\nx\n:::internal\ny\n:::\nb"), ("a\nb".into(), 1));
        assert_eq!(public("a\n:::\nb").1, 1);
    }

    #[test]
    fn internal_blocks_go_whole() {
        assert_eq!(public("a\n\n:::internal\nsecret\n:::\n\nb"), ("a\n\n\nb".into(), 0));
        assert_eq!(public("~~~\n:::internal\n~~~\n").1, 0);
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = "ab %%hidden%% cd <!--x--> ef";
        let hidden = find(text);
        let (out, map) = cut(text, hidden.comments);
        let at = out.find("ef").unwrap() as u32;
        assert_eq!(map.original(at, 100) as usize, 100 + text.find("ef").unwrap());
        assert_eq!(map.original(0, 100), 100);
        let at = out.find("cd").unwrap() as u32;
        assert_eq!(map.original(at, 0) as usize, text.find("cd").unwrap());
    }
}
