//! The words of a text without its marks, for places that show a sentence from elsewhere.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::body::{Body, BodyRef, RefKind};
use super::dialect::{self, Piece, Wiki};

/// The plain words of a piece of text, its marks and citations taken out; wikilinks show as `show` says.
pub fn plain(text: &str, show: &mut dyn FnMut(&str) -> String) -> String {
    if let Some(words) = unmark(text).filter(|words| begins_plainly(words)) {
        return tidy(words.into_owned());
    }
    let [words, ..] = read(text, &(text.len()..text.len()), &mut |wiki| show(wiki.target));
    words
}

/// The plain words of a whole body, at least so many bytes of them if there are more.
///
/// Citations and what is shown in place are left out; `show` gives the words of a link that has none of its own, by the place and the
/// text of its target.
pub fn plain_body<'a>(
    body: &'a Body,
    least: usize,
    show: &mut dyn FnMut(u32, &'a str) -> Option<&'a str>,
) -> String {
    let mut out = String::with_capacity(body.text.len().min(least));
    let mut muted = false;
    body.walk(&mut |piece, _| {
        if out.len() >= least {
            return;
        }
        match piece {
            Piece::Event(
                Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text),
            ) if !muted => {
                out.push_str(&text);
            }
            Piece::Event(
                Event::SoftBreak
                | Event::HardBreak
                | Event::End(
                    TagEnd::Paragraph
                    | TagEnd::Heading(_)
                    | TagEnd::Item
                    | TagEnd::TableCell
                    | TagEnd::CodeBlock
                    | TagEnd::DefinitionListTitle,
                ),
            )
            | Piece::CalloutTitleEnd => out.push(' '),
            Piece::WikiStart(wiki) if !wiki.labelled => {
                muted = true;
                if !wiki.embed {
                    out.push_str(show(wiki.range.start as u32, wiki.target).unwrap_or_default());
                }
            }
            Piece::WikiEnd => muted = false,
            _ => {}
        }
    });
    out
}

/// The plain words before, in and after a part of a piece of a body's text.
///
/// `refs` are the references of the body. Where they are all the marks that the piece has, which is nearly always so, it need not be read
/// as Markdown again.
pub fn plain_around(
    text: &str,
    refs: &[BodyRef],
    piece: Range<usize>,
    part: &Range<usize>,
    show: &mut dyn FnMut(&str) -> String,
) -> [String; 3] {
    known(text, refs, piece.clone(), part, show).unwrap_or_else(|| {
        let inner = part.start - piece.start..part.end - piece.start;
        // The letters of a target that readers may not see are blanked in the text; the reference knows what to show.
        let known = |at: usize| {
            refs.iter().find_map(|r| match &r.kind {
                RefKind::Wiki { target, .. } if r.at.range().start == at => Some(target.as_str()),
                _ => None,
            })
        };
        let mut show = |wiki: &Wiki<'_>| show(known(piece.start + wiki.range.start).unwrap_or(wiki.target));
        read(&text[piece.clone()], &inner, &mut show)
    })
}

/// Reads a piece whose only marks are known references; nothing if it has others.
fn known(
    text: &str,
    refs: &[BodyRef],
    piece: Range<usize>,
    part: &Range<usize>,
    show: &mut dyn FnMut(&str) -> String,
) -> Option<[String; 3]> {
    let piece = piece.start..piece.start + text[piece].trim_end().len();
    let mut out = [String::with_capacity(part.start - piece.start), String::new(), String::new()];
    let mut take = |at: usize, words: &str| {
        let slot = usize::from(at >= part.start) + usize::from(at >= part.end);
        out[slot].push_str(words);
    };
    let first = refs.partition_point(|r| r.whole.range().start < piece.start);
    let mut at = piece.start;
    for reference in &refs[first..] {
        let whole = reference.whole.range();
        if whole.start >= piece.end {
            break;
        }
        if whole.start < at || whole.end > piece.end {
            // Several citations of one group share their place.
            if whole.end == at {
                continue;
            }
            return None;
        }
        let words = unmark(&text[at..whole.start])?;
        if at == piece.start && !words.trim().is_empty() && !begins_plainly(&words) {
            return None;
        }
        take(at, &words);
        match &reference.kind {
            RefKind::Cite { .. } => {}
            RefKind::Wiki { target, embed: false, labelled: false, .. } => take(whole.start, &show(target)),
            RefKind::Wiki { embed: false, labelled: true, .. } => {
                let label = text[whole.clone()].strip_suffix("]]")?.split_once('|')?.1;
                let label = unmark(label).filter(|label| !label.contains('\n'))?;
                take(whole.start, &label);
            }
            RefKind::Wiki { .. } | RefKind::Withheld | RefKind::Path { .. } => return None,
        }
        at = whole.end;
    }
    let words = unmark(&text[at..piece.end])?;
    if at == piece.start && !begins_plainly(&words) {
        return None;
    }
    take(at, &words);
    Some(out.map(tidy))
}

/// Takes the marks of plain emphasis off; nothing if the text has other marks.
fn unmark(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('*') {
        return is_inline(text).then_some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(i) = rest.find('*') {
        let (before, marked) = rest.split_at(i);
        let mark = if marked.starts_with("**") { "**" } else { "*" };
        let inner = &marked[mark.len()..];
        let (words, behind) = inner.split_at(inner.find('*')?);
        let behind = behind.strip_prefix(mark)?;
        let opens = match before.chars().next_back() {
            Some(c) => c.is_whitespace() || c == '(',
            None => out.is_empty(),
        };
        let closes = behind.is_empty() || behind.starts_with([' ', '\n', '.', ',', ';', ':', '!', '?', ')']);
        let edge = |c: char| c.is_ascii_alphanumeric();
        let is_plain = words.starts_with(edge)
            && words.ends_with(edge)
            && words.bytes().all(|byte| byte == b' ' || byte.is_ascii_alphanumeric());
        if !(opens && closes && is_plain) {
            return None;
        }
        out.push_str(before);
        out.push_str(words);
        rest = behind;
    }
    out.push_str(rest);
    is_inline(&out).then_some(Cow::Owned(out))
}

/// True if nothing in a part of a line, or of lines, is a mark of Markdown.
fn is_inline(text: &str) -> bool {
    let marks = |byte: u8| {
        byte < b' ' && byte != b'\n'
            || matches!(byte, b'&' | b'*' | b'<' | b'>' | b'@' | b'[' | b'\\' | b']'..=b'`' | b'{'..=0x7f)
    };
    // Most texts have no mark, which is seen many bytes at a time. Where one ends with a line's end, a reference follows, or nothing.
    !text.bytes().fold(false, |found, byte| found | marks(byte))
        && text.trim_end_matches([' ', '\n']).split('\n').skip(1).all(begins_plainly)
}

/// True if the first word of a line makes no block of it.
fn begins_plainly(line: &str) -> bool {
    let rest = line.trim_start_matches(' ');
    let first = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = first.len() < rest.len();
    let next = first.chars().next();
    line.len() - rest.len() < 4
        && next.is_some_and(|c| match c {
            '.' | ')' => !is_number,
            '(' | '"' | '\'' => true,
            c => c.is_alphabetic() || !c.is_ascii() || is_number,
        })
}

/// Reads a text as Markdown for its words before, in and after a part of it.
fn read(text: &str, part: &Range<usize>, show: &mut dyn FnMut(&Wiki<'_>) -> String) -> [String; 3] {
    let mut out =
        [String::with_capacity(part.start), String::new(), String::with_capacity(text.len() - part.end)];
    let mut skip = 0usize;
    dialect::walk(text, &mut |piece, range| {
        let slot = usize::from(range.start >= part.start) + usize::from(range.start >= part.end);
        match piece {
            Piece::Event(Event::Text(t) | Event::Code(t) | Event::InlineHtml(t) | Event::Html(t))
                if skip == 0 =>
            {
                out[slot].push_str(&t);
            }
            Piece::Event(
                Event::SoftBreak
                | Event::HardBreak
                | Event::End(TagEnd::Paragraph | TagEnd::TableCell | TagEnd::Item),
            )
            | Piece::CalloutTitleEnd => out[slot].push(' '),
            Piece::WikiStart(wiki) if !wiki.labelled => {
                skip += 1;
                if !wiki.embed {
                    out[slot].push_str(&show(&wiki));
                }
            }
            Piece::WikiStart(_) => {}
            Piece::WikiEnd => skip = skip.saturating_sub(1),
            _ => {}
        }
    });
    // A row of a table, seen without its table, is text with bars.
    let is_row = text.starts_with('|');
    out.map(|words| tidy(if is_row { words.replace('|', " ") } else { words }))
}

/// Puts single spaces between words, and none before a mark that a removed citation left alone.
fn tidy(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    let start = text.len() - text.trim_start().len();
    text.drain(..start);
    if is_tidy(&text) {
        return text;
    }
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let lone_mark = matches!(word, "." | "," | ";" | ":");
        if !words.is_empty() && !lone_mark {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// True if there is surely nothing to tidy in a text without space around it.
fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    let untidy = |byte: u8| {
        let after_space = std::mem::replace(&mut before, byte) == b' ';
        // The spaces beyond ASCII begin with these bytes, as do a few letters and signs.
        byte.is_ascii_whitespace() && byte != b' '
            || matches!(byte, 0x0b | 0xc2 | 0xe1 | 0xe2 | 0xe3)
            || after_space && matches!(byte, b' ' | b'.' | b',' | b';' | b':')
    };
    !text.bytes().any(untidy)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::FileId;

    fn show(target: &str) -> String {
        format!("<{target}>")
    }

    /// The words around each reference of a text, found quickly if they can be, and by reading the Markdown again.
    fn both_ways(text: &str) -> Vec<(Option<[String; 3]>, [String; 3])> {
        let body =
            super::super::body::parse(text, 0, FileId(1), &mut super::super::allow::Allowances::default())
                .body;
        let around = |r: &BodyRef| {
            let (block, whole) = (r.block.range(), r.whole.range());
            let part = whole.start - block.start..whole.end - block.start;
            let quick = known(&body.text, &body.refs, block.clone(), &whole, &mut show);
            (quick, read(&body.text[block], &part, &mut |wiki| show(wiki.target)))
        };
        body.refs.iter().map(around).collect()
    }

    #[test]
    fn known_references_need_no_reading() {
        for (text, words) in [
            ("It is [[iran]], they say.", ["It is", "<iran>", ", they say."]),
            ("In 2024 [@a, p. 3; @b], 5 % more [[x|of it]].", ["In 2024", "", ", 5 % more of it."]),
            ("[[a]]\nand @b [p. 3]\n[[c]] end", ["", "<a>", "and <c> end"]),
            ("*It* is (**so it is**), [[iran]].", ["It is (so it is),", "<iran>", "."]),
            ("قال [[x]] ثم", ["قال", "<x>", "ثم"]),
        ] {
            let found = both_ways(text);
            assert_eq!(found[0].0.as_ref(), Some(&words.map(str::to_owned)), "{text}");
            assert!(found.iter().all(|(quick, read)| quick.as_ref() == Some(read)), "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_what_the_reference_leads_to() {
        for text in ["It is [[xx]].", "It `is` [[xx]]."] {
            let mut body = super::super::body::parse(
                text,
                0,
                FileId(1),
                &mut super::super::allow::Allowances::default(),
            )
            .body;
            let RefKind::Wiki { target, .. } = &mut body.refs[0].kind else { panic!("{text}") };
            *target = "label".into();
            let (block, whole) = (body.refs[0].block.range(), body.refs[0].whole.range());
            let words = plain_around(&body.text, &body.refs, block, &whole, &mut show);
            assert_eq!(words, ["It is", "<label>", "."], "{text}");
        }
    }

    #[test]
    fn other_marks_are_read() {
        for text in [
            "*It is [[a]] so*",
            "a*b* [[a]]",
            "* It is [[a]]",
            "***It*** [[a]]",
            "# It is [[a]]",
            "- It is [[a]]",
            "3. It [[a]]",
            "> It\n> is [[a]]",
            "x[^1] [[a]]\n\n[^1]: y",
            "It `is` [[a]]",
            "a &amp; [[a]]",
            "\\* [[a]]",
            "| a | b |\n|--|--|\n| [[a]] | c |",
            "It ![[claim:x]] is",
            "a [b](c.md) [[a]]",
            "Word\n: [[a]]",
            "It\n- is [[a]]",
        ] {
            let found = both_ways(text);
            assert!(!found.is_empty() && found.iter().all(|(quick, _)| quick.is_none()), "{text}: {found:?}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_give_the_same(
            parts in prop::collection::vec(prop::sample::select(vec![
                "It is", " so", ". ", ", ", "\n", "\n\n", "  ", "[[a]]", "[[b c|of it]]", "[@k]", "[@k, p. 3; @l]", "@k", " @k ", " [p. 3]",
                "*", "**", "*so*", " **it is**", "_", "-", "- ", "1. ", "2,5", "(", ")", "!", "#", ":", "%", "|", "[", "]", "<", "é", "قال", "https://x.org/y", "\"", "'", "=", "+",
            ]), 1..12),
        ) {
            let text: String = parts.concat();
            for (quick, read) in both_ways(&text) {
                if let Some(quick) = quick {
                    prop_assert_eq!(quick, read, "{:?}", text);
                }
            }
            let all = text.len()..text.len();
            prop_assert_eq!(plain(&text, &mut show), &read(&text, &all, &mut |wiki| show(wiki.target))[0][..], "{:?}", text);
        }
    }
}
