//! Files, byte spans, line and column look-up, site paths, and words.

pub mod habits;
mod line_index;
mod path;
mod words;

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub use line_index::{LineIndex, Position};
pub use path::{PathError, SitePath, path_from};
pub use words::{Word, each_word};

/// A half-open range of bytes in one file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// Makes a span; files are capped far below 4 GiB when they are loaded.
    pub fn new(start: usize, end: usize) -> Self {
        let (start, end) = (start.min(u32::MAX as usize) as u32, end.min(u32::MAX as usize) as u32);
        Span { start, end: end.max(start) }
    }

    /// Moves the span by `offset` bytes towards the end of the file.
    pub fn shifted(self, offset: usize) -> Self {
        Span::new(self.start as usize + offset, self.end as usize + offset)
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// The index of a file in its `Sources`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// One text file of a site, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it stands, relative to the site's root.
    pub path: SitePath,
    pub text: String,
}

const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/').remove(b'~');

/// Writes a path as it stands in a URL.
pub fn percent_encode(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// Folds a name for comparison: NFC, lower case, spaces and underscores as hyphens.
pub fn fold(name: &str) -> String {
    folded(name).into_owned()
}

/// Does what [`fold`] does; a name that is as it should be, as most ids are, is not copied.
pub fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|b| b.is_ascii_graphic() && !b.is_ascii_uppercase() && b != b'_') {
        return Cow::Borrowed(name);
    }
    if name.is_ascii() {
        return Cow::Owned(name.trim().to_ascii_lowercase().replace([' ', '_'], "-"));
    }
    use unicode_normalization::UnicodeNormalization;
    let letters = name
        .trim()
        .nfc()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_whitespace() || c == '_' { '-' } else { c });
    Cow::Owned(letters.collect())
}

/// Finds the candidate nearest to `word`, if one is near enough to have been meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let limit = (word.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter(|c| c.len().abs_diff(word.len()) <= limit * 4)
        .map(|c| (strsim::damerau_levenshtein(&word, &fold(c)), c))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_typos_and_nothing_far() {
        assert_eq!(nearest("visibilty", ["visibility", "title"]), Some("visibility"));
        assert_eq!(nearest("summry", ["summary", "sources"]), Some("summary"));
        assert_eq!(nearest("x", ["summary", "sources"]), None);
    }

    #[test]
    fn fold_is_the_same_for_ascii_and_unicode() {
        assert_eq!(fold("Islamic State_X"), "islamic-state-x");
        assert_eq!(fold(" islamic-state, 2.0 "), "islamic-state,-2.0");
        assert_eq!(fold(""), "");
        let is_copied = |name| matches!(folded(name), Cow::Owned(_));
        assert_eq!(
            ["islamic-state-2.0", "a_b", "a b", "A", "ö"].map(is_copied),
            [false, true, true, true, true]
        );
        assert_eq!(fold("Ö X"), "ö-x");
        assert_eq!(fold("e\u{301}"), "é");
    }
}
