//! What of a text its author says in plain words.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::dialect::{self, Piece};

/// What stands in [`prose`] for everything else.
pub const OTHER: char = '\0';

/// Quotation marks, with what closes them.
const QUOTES: [(char, char); 5] = [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“'), ('‘', '’')];

/// The author's own words in a text, each byte at its place; everything else is [`OTHER`]: code, citations, names of notes, marks, and the words of
/// others, in quotation marks or quoted as a block.
pub fn prose(text: &str) -> String {
    let mut out = vec![0u8; text.len()];
    // Of each open part, whether its words are somebody else's.
    let mut open: Vec<bool> = Vec::new();
    dialect::walk(text, &mut |piece, range| match piece {
        // An alert is no quotation.
        Piece::Event(Event::Start(Tag::BlockQuote(kind))) => open.push(kind.is_none()),
        Piece::Event(Event::Start(Tag::CodeBlock(_))) => open.push(true),
        Piece::WikiStart(wiki) => open.push(!wiki.labelled),
        Piece::WikiEnd | Piece::Event(Event::End(TagEnd::BlockQuote(_) | TagEnd::CodeBlock)) => {
            open.pop();
        }
        Piece::Event(Event::Text(_)) if !open.contains(&true) => {
            out[range.clone()].copy_from_slice(&text.as_bytes()[range]);
        }
        Piece::Event(Event::SoftBreak | Event::HardBreak) if !open.contains(&true) => out[range].fill(b' '),
        _ => {}
    });
    let mut out = String::from_utf8(out).unwrap_or_default();
    let mut at = 0;
    while let Some((start, end)) = quotation(text, &out, at) {
        out.replace_range(start..end, &"\0".repeat(end - start));
        at = end;
    }
    out
}

/// The next quotation in the words of a text; it ends in the paragraph in which it begins.
fn quotation(text: &str, words: &str, from: usize) -> Option<(usize, usize)> {
    for (i, c) in words[from..].char_indices() {
        let start = from + i;
        let Some((_, closing)) = QUOTES.iter().find(|(opening, _)| *opening == c) else { continue };
        let inside = start + c.len_utf8();
        let end = text[inside..].find("\n\n").map_or(words.len(), |end| inside + end);
        if let Some(close) = words.get(inside..end).and_then(|inner| inner.find(*closing)) {
            return Some((start, inside + close + closing.len_utf8()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words with single spaces for all that is left out.
    fn words(text: &str) -> String {
        let prose = prose(text);
        assert_eq!(prose.len(), text.len());
        for (i, c) in prose.char_indices().filter(|(_, c)| *c != OTHER && *c != ' ') {
            assert!(text[i..].starts_with(c), "{text}");
        }
        prose.split([OTHER, ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_the_authors_words_are_left() {
        for (text, left) in [
            ("It is *very* likely\nnow.", "It is very likely now."),
            ("He said “it is likely” and left.", "He said and left."),
            ("A \"likely\" story, 5\" long.", "A story, 5\" long."),
            ("One “open.\n\nTwo ” end.", "One “open. Two ” end."),
            ("> likely\n\nmine", "mine"),
            ("> [!NOTE]\n> likely\n", "likely"),
            ("`likely` a\n\n```\nlikely\n```\n", "a"),
            ("[[likely]] and [[x|likely]]", "and likely"),
            ("So [see likely @key, p. 3].", "So ."),
            ("## Likely\n\n| likely |\n|--|\n| b |\n", "Likely likely b"),
            ("قال «نعم» ثم", "قال ثم"),
        ] {
            assert_eq!(words(text), left, "{text}");
        }
    }
}
