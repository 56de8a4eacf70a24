//! Pandoc citations: keys, groups, locators.
//!
//! The grammar is that of the Pandoc manual, "Citation syntax". Beyond it: `[@video, 00:01:20-00:01:24]` (a time), `cell B12`.

use std::ops::Range;

/// One cited source in a group; all ranges are bytes of the text that the group stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The source's id or alias as written.
    pub key: Range<usize>,
    /// What stands before the key, such as `see`.
    pub prefix: Range<usize>,
    /// Where in the source.
    pub locator: Option<Locator>,
    /// What stands after the locator.
    pub suffix: Range<usize>,
    /// `-@key`: the author is named in the sentence already.
    pub suppress_author: bool,
}

/// Where in a source: a kind of place and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locator {
    pub label: &'static str,
    pub value: String,
}

impl Locator {
    /// Reads a locator as it stands in front matter, such as `p. 3`, or takes it as words.
    pub fn parse(text: &str) -> Option<Locator> {
        let found = locator(text)?;
        text[found.end..].trim().is_empty().then_some(found.locator)
    }

    /// True for more than one place.
    pub fn is_many(&self) -> bool {
        self.value.contains(['-', '–', ',', '&'])
    }
}

/// The kinds of place that locators name.
pub fn labels() -> Vec<&'static str> {
    TERMS.iter().map(|term| term.label).collect()
}

struct Term {
    label: &'static str,
    /// As written by authors, lower case, longest first.
    written: &'static [&'static str],
}

/// CSL locator labels as the English CSL locale writes them, some Arabic ones, and two of our own.
static TERMS: &[Term] = &[
    Term { label: "page", written: &["pages", "page", "pp.", "pp", "p.", "p", "ص.", "ص"] },
    Term { label: "book", written: &["books", "book", "bks.", "bk."] },
    Term { label: "chapter", written: &["chapters", "chapter", "chaps.", "chap.", "ch."] },
    Term { label: "column", written: &["columns", "column", "cols.", "col."] },
    Term { label: "figure", written: &["figures", "figure", "figs.", "fig."] },
    Term { label: "folio", written: &["folios", "folio", "fols.", "fol."] },
    Term { label: "issue", written: &["issues", "issue", "numbers", "number", "nos.", "no."] },
    Term { label: "line", written: &["lines", "line", "ll.", "l."] },
    Term { label: "note", written: &["notes", "note", "nn.", "n."] },
    Term { label: "opus", written: &["opera", "opus", "opp.", "op."] },
    Term { label: "paragraph", written: &["paragraphs", "paragraph", "paras.", "para.", "¶¶", "¶"] },
    Term { label: "part", written: &["parts", "part", "pts.", "pt."] },
    Term { label: "section", written: &["sections", "section", "secs.", "sec.", "§§", "§"] },
    Term { label: "sub-verbo", written: &["sub verbis", "sub verbo", "s.vv.", "s.v."] },
    Term { label: "verse", written: &["verses", "verse", "vv.", "v."] },
    Term { label: "volume", written: &["volumes", "volume", "vols.", "vol.", "ج."] },
    Term { label: "table", written: &["tables", "table"] },
    Term { label: "appendix", written: &["appendices", "appendix", "app."] },
    Term { label: "cell", written: &["cells", "cell"] },
    Term { label: "timestamp", written: &["timestamps", "timestamp", "minutes", "minute"] },
];

/// Finds the next `@key` at or after `from`: where its `@` stands, and the key.
pub fn find_key(text: &str, mut from: usize) -> Option<(usize, Range<usize>)> {
    while let Some(i) = text.get(from..)?.find('@') {
        let at = from + i;
        let before = text[..at].chars().next_back();
        let blocked = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\\' | '_' | '/' | '@'));
        if !blocked && let Some(key) = key_at(text, at + 1) {
            return Some((at, key));
        }
        from = at + 1;
    }
    None
}

/// Reads the key that begins at `start`, braces left out.
fn key_at(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    if rest.starts_with('{') {
        let mut depth = 0usize;
        for (i, c) in rest.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 1 => return (i > 1).then(|| start + 1..start + i),
                '}' => depth -= 1,
                c if c.is_whitespace() => return None,
                _ => {}
            }
        }
        return None;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let is_key =
        |c: char| c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c);
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        // `:/` may stand before another slash, so that addresses can be keys.
        let inner = i > 0
            && (":.#$%&-+?<>~/".contains(c) && next.is_some_and(is_key)
                || matches!(c, ':' | '/') && next == Some('/'));
        if is_key(c) {
            end = i + c.len_utf8();
        } else if !inner {
            break;
        }
    }
    (end > 0).then(|| start..start + end)
}

/// The end of a key in the text, its closing brace included.
pub fn key_end(text: &str, key: &Range<usize>) -> usize {
    key.end + usize::from(text[..key.start].ends_with('{'))
}

/// Reads the inside of `[…]` as a group of citations, if each of its parts cites.
///
/// `base` is added to all ranges. A first part without a key is allowed after an in-text citation and is returned as its
/// locator by [`tail`], not here.
pub fn group(inner: &str, base: usize) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    let mut at = 0;
    for part in split_parts(inner) {
        items.push(item(part, base + at)?);
        at += part.len() + 1;
    }
    Some(items)
}

/// Splits at semicolons that stand outside braces.
fn split_parts(inner: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0i32;
    inner.split(move |c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ';' && depth <= 0
    })
}

fn item(part: &str, base: usize) -> Option<Item> {
    let (at, key) = find_key(part, 0)?;
    let suppress_author = part[..at].ends_with('-');
    let prefix = trim(part, 0..at - usize::from(suppress_author));
    let rest = key_end(part, &key);
    let (locator, suffix) = tail(&part[rest..]);
    let moved = |range: Range<usize>, by: usize| range.start + by..range.end + by;
    Some(Item {
        key: moved(key, base),
        prefix: moved(prefix, base),
        locator,
        suffix: moved(suffix, base + rest),
        suppress_author,
    })
}

/// Reads what follows a key, `, pp. 3-5 and more`: the locator, and the range of the words after it.
pub fn tail(text: &str) -> (Option<Locator>, Range<usize>) {
    if let Some((value, end)) = braced(text) {
        let locator = (!value.is_empty()).then(|| in_words(value));
        return (locator, trim(text, end..text.len()));
    }
    let start = text.len() - text.trim_start_matches([',', '،', ' ', '\n', '\t']).len();
    match locator(&text[start..]) {
        Some(found) => (Some(found.locator), trim(text, start + found.end..text.len())),
        None => (None, trim(text, start..text.len())),
    }
}

/// `{…}` right after a key forces what is inside to be the locator; empty, it forbids one.
fn braced(text: &str) -> Option<(&str, usize)> {
    let start = text.find('{').filter(|i| text[..*i].trim_matches([',', ' ']).is_empty())?;
    let end = start + text[start..].find('}')?;
    Some((text[start + 1..end].trim(), end + 1))
}

fn in_words(value: &str) -> Locator {
    let (label, start) = term(value).unwrap_or(("page", 0));
    match locator(value).filter(|found| found.end == value.len()) {
        Some(found) => found.locator,
        None => Locator { label, value: value[start..].trim().to_owned() },
    }
}

struct FoundLocator {
    locator: Locator,
    end: usize,
}

/// Reads a locator at the start of a text: a term, if any, and a value with a digit or a roman numeral.
fn locator(text: &str) -> Option<FoundLocator> {
    let (label, start) = match term(text) {
        Some((label, end)) => (label, end),
        None => ("page", 0),
    };
    let rest = &text[start..];
    let skipped = rest.len() - rest.trim_start_matches([' ', '\n', '\u{a0}']).len();
    let length = value_length(&rest[skipped..], start > 0)?;
    let value = rest[skipped..skipped + length].split_whitespace().collect::<Vec<_>>().join(" ");
    let is_time = value.contains(':') && value.chars().all(|c| c.is_ascii_digit() || " :.,-–".contains(c));
    let label = if start == 0 && is_time { "timestamp" } else { label };
    Some(FoundLocator { locator: Locator { label, value }, end: start + skipped + length })
}

/// Finds the locator term that a text begins with, the longest that fits.
fn term(text: &str) -> Option<(&'static str, usize)> {
    // Most locators begin with their number, and most words after a key with a letter that begins few terms.
    if text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit() || c.is_whitespace()) {
        return None;
    }
    let lower: String = text.chars().take(16).flat_map(char::to_lowercase).collect();
    let fits = |word: &str| {
        lower.as_bytes().first() == word.as_bytes().first()
            && lower.strip_prefix(word).is_some_and(|rest| {
                let next = rest.chars().next();
                // A term that is a word must end there; signs and dotted terms may touch the number.
                !word.ends_with(char::is_alphabetic)
                    || next.is_some_and(|c| c.is_whitespace() || c.is_ascii_digit())
            })
    };
    TERMS
        .iter()
        .flat_map(|term| term.written.iter().map(|word| (term.label, *word)))
        .filter(|(_, word)| fits(word))
        .max_by_key(|(_, word)| word.len())
        .map(|(label, word)| (label, word.len()))
}

/// How many bytes at the start of a text make a locator's value: numbers, roman numerals, ranges and lists of them.
fn value_length(text: &str, after_term: bool) -> Option<usize> {
    let mut end = 0;
    let mut at = 0;
    for word in text.split_inclusive([' ', '\n', ',', '،']) {
        let bare = word.trim_end_matches([' ', '\n', ',', '،']);
        let joiner = matches!(bare, "and" | "&" | "-" | "–" | "و") && end > 0;
        if bare.is_empty() {
            // Only a separator: the value may go on.
        } else if is_value(bare, after_term) {
            end = at + bare.len();
        } else if !joiner {
            break;
        }
        at += word.len();
    }
    (end > 0).then_some(end)
}

fn is_value(word: &str, after_term: bool) -> bool {
    let word = word.trim_end_matches('.');
    let roman = |part: &str| !part.is_empty() && part.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    let digits = word.chars().any(|c| c.is_numeric());
    let shape = |c: char| c.is_alphanumeric() || "-–:./()¶§".contains(c);
    let short = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    if digits {
        return word.chars().all(shape) && word.split(['-', '–']).all(short);
    }
    word.split(['-', '–']).all(roman) && (after_term || word.len() > 1 || "ivxIVX".contains(word))
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `prefix|key|label value|suffix` of every item, `-` before the key of one without author.
    fn show(inner: &str) -> Vec<String> {
        group(inner, 0)
            .unwrap_or_default()
            .into_iter()
            .map(|item| {
                let locator = item.locator.map(|l| format!("{} {}", l.label, l.value)).unwrap_or_default();
                let minus = if item.suppress_author { "-" } else { "" };
                format!(
                    "{}|{minus}{}|{locator}|{}",
                    &inner[item.prefix], &inner[item.key], &inner[item.suffix]
                )
            })
            .collect()
    }

    #[test]
    fn groups_as_in_the_manual() {
        assert_eq!(show("@doe99"), ["|doe99||"]);
        assert_eq!(
            show("see @doe99, pp. 33-35 and *passim*; @smith04, chap. 1"),
            ["see|doe99|page 33-35|and *passim*", "|smith04|chapter 1|"]
        );
        assert_eq!(show("-@smith04"), ["|-smith04||"]);
        assert_eq!(show("@smith{ii, A, D-Z}, with a suffix"), ["|smith|page ii, A, D-Z|, with a suffix"]);
        assert_eq!(
            show("@smith, {pp. iv, vi-xi, (xv)-(xvii)} with suffix"),
            ["|smith|page iv, vi-xi, (xv)-(xvii)|with suffix"]
        );
        assert_eq!(show("@smith{}, 99 years later"), ["|smith||, 99 years later"]);
        assert_eq!(show("@key, p. iv; @b, § 12; @c 33"), ["|key|page iv|", "|b|section 12|", "|c|page 33|"]);
        assert_eq!(show("@video, 00:01:20-00:01:24"), ["|video|timestamp 00:01:20-00:01:24|"]);
        assert_eq!(show("@sheet, cell B12"), ["|sheet|cell B12|"]);
        assert_eq!(show("@a, photo caption"), ["|a||photo caption"]);
        assert_eq!(show("المصدر @key، ص. 3"), ["المصدر|key|page 3|"]);
        assert_eq!(show("no key here"), Vec::<String>::new());
        assert_eq!(show("@a; nothing"), Vec::<String>::new());
    }

    #[test]
    fn keys_end_where_pandoc_ends_them() {
        let key = |text: &str| find_key(text, 0).map(|(_, key)| text[key].to_owned());
        assert_eq!(key("@Foo.baz. x").as_deref(), Some("Foo.baz"));
        assert_eq!(key("@Foo--baz").as_deref(), Some("Foo"));
        assert_eq!(
            key("@{https://example.com/bib?name=foobar&date=2000}").as_deref(),
            Some("https://example.com/bib?name=foobar&date=2000")
        );
        assert_eq!(key("a@b.org"), None);
        assert_eq!(key("\\@x"), None);
        assert_eq!(key("https://x.example/@name"), None);
        assert_eq!(key("@ابن_خلدون قال").as_deref(), Some("ابن_خلدون"));
        assert_eq!(key("@ alone"), None);
    }
}
