//! Links and citations in fields of inline Markdown. They are shown as words there, but must lead somewhere, and nowhere private.

use std::sync::Arc;

use super::dialect::{self, Piece};
use crate::model::{Common, Fields};
use crate::text::Span;
use crate::yaml::Spanned;

/// A link or citation in the text of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldLink {
    /// What it leads to as written: a note, or a claim or figure with its prefix.
    pub target: String,
    /// True for a citation; it leads to a source.
    pub cites: bool,
    /// True if readers see nothing of the target's name: it has words of its own, or is a citation.
    pub is_silent: bool,
    /// The link in its file, or the whole text where that is written with escapes or folded.
    pub span: Span,
}

/// All links and citations in the texts of a note's fields.
pub(super) fn of_note(common: &mut Common, fields: &mut Fields) -> Arc<[FieldLink]> {
    let mut all = Vec::new();
    let mut take = |text: &mut Spanned<String>| find(text, &mut all);
    common.each_text(&mut take);
    fields.facets_mut().each_text(&mut take);
    all.into()
}

/// Adds the links and citations of one text.
pub(super) fn find(text: &Spanned<String>, all: &mut Vec<FieldLink>) {
    let value = text.value.as_str();
    if !value.contains(['[', '@']) {
        return;
    }
    // Between quotes, text without escapes is as long as it is in the file.
    let written = text.span.range().len();
    let shift = [0, 1].into_iter().find(|quote| written == value.len() + 2 * quote);
    let span = |range: std::ops::Range<usize>| match shift {
        Some(shift) => {
            let at = |i: usize| text.span.start + (shift + i) as u32;
            Span { start: at(range.start), end: at(range.end) }
        }
        None => text.span,
    };
    dialect::walk(value, &mut |piece, range| match piece {
        Piece::WikiStart(wiki) if !wiki.target.is_empty() => all.push(FieldLink {
            target: wiki.target.to_owned(),
            cites: false,
            is_silent: wiki.labelled,
            span: span(wiki.range),
        }),
        Piece::Cite(cite) => all.extend(cite.items.iter().map(|item| FieldLink {
            target: value[item.key.clone()].to_owned(),
            cites: true,
            is_silent: true,
            span: span(range.clone()),
        })),
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(value: &str, written: usize) -> Vec<(String, bool, bool, u32)> {
        let span = Span { start: 10, end: 10 + written as u32 };
        let mut all = Vec::new();
        find(&Spanned { value: value.to_owned(), span }, &mut all);
        all.into_iter().map(|l| (l.target, l.cites, l.is_silent, l.span.start)).collect()
    }

    #[test]
    fn links_are_found_where_they_are_written() {
        let text = "Led by [[x]], [[y|words]] [see @s, p. 3].";
        let found = |start: u32| {
            vec![
                ("x".to_owned(), false, false, start + 9),
                ("y".to_owned(), false, true, start + 16),
                ("s".to_owned(), true, true, start + 26),
            ]
        };
        assert_eq!(links(text, text.len()), found(10));
        assert_eq!(links(text, text.len() + 2), found(11));
        let folded = links(text, text.len() + 9);
        assert!(folded.iter().all(|(.., start)| *start == 10) && folded.len() == 3);
        assert_eq!(links("a@b.org, no [link](to.md)", 25), []);
    }
}
