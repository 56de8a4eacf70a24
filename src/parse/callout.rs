//! Callouts: quotes whose first line is `[!type]`, as GitHub and Obsidian write them, with a title and a sign for folding.

use std::ops::Range;

use crate::text::Span;

/// The head of a callout as written: `> [!warning]- Title`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Callout {
    pub kind: CalloutKind,
    /// The word between `[!` and `]`.
    pub word: Span,
    /// The rest of the line, which has marks of its own; empty if the type is the title.
    pub title: Span,
    pub fold: Fold,
}

/// What a callout is for.
///
/// The names are those of GitHub's alerts and of Obsidian's callouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalloutKind {
    Note,
    Abstract,
    Info,
    Todo,
    Tip,
    Important,
    Success,
    Question,
    Warning,
    Caution,
    Failure,
    Danger,
    Bug,
    Example,
    Quote,
    /// A type of the author's own; its word is shown.
    Other,
}

/// Whether a reader can fold a callout, and how it is at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    Never,
    /// `[!type]+`
    Open,
    /// `[!type]-`
    Closed,
}

/// All words for types, each with what it means.
const WORDS: &[(&str, CalloutKind)] = &[
    ("note", CalloutKind::Note),
    ("abstract", CalloutKind::Abstract),
    ("summary", CalloutKind::Abstract),
    ("tldr", CalloutKind::Abstract),
    ("info", CalloutKind::Info),
    ("todo", CalloutKind::Todo),
    ("tip", CalloutKind::Tip),
    ("hint", CalloutKind::Tip),
    ("important", CalloutKind::Important),
    ("success", CalloutKind::Success),
    ("check", CalloutKind::Success),
    ("done", CalloutKind::Success),
    ("question", CalloutKind::Question),
    ("help", CalloutKind::Question),
    ("faq", CalloutKind::Question),
    ("warning", CalloutKind::Warning),
    ("attention", CalloutKind::Warning),
    ("caution", CalloutKind::Caution),
    ("failure", CalloutKind::Failure),
    ("fail", CalloutKind::Failure),
    ("missing", CalloutKind::Failure),
    ("danger", CalloutKind::Danger),
    ("error", CalloutKind::Danger),
    ("bug", CalloutKind::Bug),
    ("example", CalloutKind::Example),
    ("quote", CalloutKind::Quote),
    ("cite", CalloutKind::Quote),
];

/// All words for types.
pub fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

/// Reads the head of the quote at a place of a text, and says where its marks end; nothing if it is a plain quote.
pub(super) fn head(text: &str, quote: &Range<usize>) -> Option<(Callout, usize)> {
    let line = text.get(quote.clone())?.lines().next()?;
    let rest = line.strip_prefix('>')?.trim_start_matches([' ', '\t']).strip_prefix("[!")?;
    let (word, behind) = rest.split_once(']')?;
    let is_word = |c: char| c.is_alphanumeric() || "-_ |".contains(c);
    // `[!info|wide]` has settings for looks behind the bar, which Obsidian's themes read.
    let name = word.split('|').next().unwrap_or_default().trim();
    if name.is_empty() || !word.chars().all(is_word) {
        return None;
    }
    let (fold, title) = match behind.as_bytes().first() {
        Some(b'+') => (Fold::Open, &behind[1..]),
        Some(b'-') => (Fold::Closed, &behind[1..]),
        _ => (Fold::Never, behind),
    };
    if !title.is_empty() && !title.starts_with([' ', '\t']) {
        return None;
    }
    let place = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let span = |part: &str| Span::new(place(part), place(part) + part.len());
    let kind = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let callout = Callout {
        kind: kind.map_or(CalloutKind::Other, |(_, kind)| *kind),
        word: span(name),
        title: span(title.trim()),
        fold,
    };
    Some((callout, place(title.trim_start())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(CalloutKind, &str, &str, Fold)> {
        let (callout, end) = head(text, &(0..text.len()))?;
        assert_eq!(end, callout.title.range().start);
        Some((callout.kind, &text[callout.word.range()], &text[callout.title.range()], callout.fold))
    }

    #[test]
    fn heads_of_every_form() {
        for (text, found) in [
            ("> [!NOTE]\n> x", (CalloutKind::Note, "NOTE", "", Fold::Never)),
            (">[!warning] A *title* \n> x", (CalloutKind::Warning, "warning", "A *title*", Fold::Never)),
            ("> [!faq]- Folded", (CalloutKind::Question, "faq", "Folded", Fold::Closed)),
            ("> [!tldr]+\n", (CalloutKind::Abstract, "tldr", "", Fold::Open)),
            ("> [!bias of the press] x", (CalloutKind::Other, "bias of the press", "x", Fold::Never)),
            ("> [!info|wide] عنوان", (CalloutKind::Info, "info", "عنوان", Fold::Never)),
        ] {
            assert_eq!(read(text), Some(found), "{text}");
        }
    }

    #[test]
    fn plain_quotes_are_left_alone() {
        for text in
            ["> x [!note]", "> [!note](x.md)", "> [note]", "> [!]", "> [!note]: x", "> [! ]", "> [!a*b*]"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
