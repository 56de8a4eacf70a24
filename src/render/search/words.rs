//! The words of a text as search knows them: without case, accents, vowel signs and articles, in any script.
//!
//! A query in the browser must be read in the same way. All that could differ stands in `words.json`, which goes out with the index; what is
//! left is one small reader of it here and one in `static/js/search/`, and a list of examples that both are tested with.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The rules as the browser gets them.
pub(super) const RULES: &str = include_str!("words.json");

/// Longest word that is kept, in bytes; what is longer is no word that anybody looks for.
const LONGEST: usize = 64;

/// How words are read; `ends` is for the browser alone, which joins forms of a word when it looks one up.
#[derive(Debug, Deserialize)]
struct Rules {
    /// Signs that part no words: apostrophes, and the stroke that lengthens Arabic words.
    drop: String,
    /// Letters that are written in several ways, and digits.
    fold: FxHashMap<char, String>,
    /// First and last letters of scripts that write no spaces; each of their letters is a word.
    alone: Vec<String>,
    /// Articles and prepositions that Arabic writes in front of a word, the longest first.
    front: Vec<String>,
    /// The fewest letters that must be left behind one of them.
    rest: usize,
}

static ALL: LazyLock<Rules> = LazyLock::new(|| {
    serde_json::from_str(RULES).unwrap_or_else(|error| unreachable!("words.json is tested: {error}"))
});

/// Calls `f` with every word of a text.
pub(super) fn each(text: &str, f: &mut impl FnMut(&str)) {
    let rules = &*ALL;
    if text.is_ascii() {
        return each_ascii(text.as_bytes(), f);
    }
    let folded: Vec<char> = fold(rules, text);
    let mut word = String::new();
    // Letters since the last sign, with which `U.S.` is known.
    let mut run = 0;
    for (i, &c) in folded.iter().enumerate() {
        let at = |offset: usize| folded.get(i + offset).copied();
        if rules.alone.iter().any(|range| is_between(range, c)) {
            flush(rules, &mut word, f);
            word.push(c);
            flush(rules, &mut word, f);
            run = 0;
        } else if c.is_alphanumeric() {
            word.push(c);
            run += 1;
        } else if c == '.' && run == 1 && joins_letters(i.checked_sub(1).map(|i| folded[i]), at(1), at(2)) {
            run = 0;
        } else if c == ',' && joins_digits(i.checked_sub(1).map(|i| folded[i]), [at(1), at(2), at(3), at(4)])
        {
        } else {
            flush(rules, &mut word, f);
            run = 0;
        }
    }
    flush(rules, &mut word, f);
}

/// The same for text without other letters, which is most of it.
fn each_ascii(text: &[u8], f: &mut impl FnMut(&str)) {
    let dropped = |byte: &u8| matches!(byte, b'\'' | b'`');
    let folded: Vec<u8> = text.iter().filter(|byte| !dropped(byte)).map(u8::to_ascii_lowercase).collect();
    let mut word = String::with_capacity(LONGEST);
    let mut run = 0;
    for (i, &byte) in folded.iter().enumerate() {
        let at = |i: Option<usize>| i.and_then(|i| folded.get(i)).map(|byte| char::from(*byte));
        match byte {
            byte if byte.is_ascii_alphanumeric() => {
                word.push(char::from(byte));
                run += 1;
            }
            b'.' if run == 1 && joins_letters(at(i.checked_sub(1)), at(Some(i + 1)), at(Some(i + 2))) => {
                run = 0;
            }
            b',' if joins_digits(at(i.checked_sub(1)), [1, 2, 3, 4].map(|n| at(Some(i + n)))) => {}
            _ => {
                give(&word, f);
                word.clear();
                run = 0;
            }
        }
    }
    give(&word, f);
}

/// A text in small letters, without accents, and with one way of writing a letter.
fn fold(rules: &Rules, text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match rules.fold.get(&c) {
            Some(other) => out.extend(other.chars()),
            None if !rules.drop.contains(c) => out.push(c),
            None => {}
        }
    }
    out
}

/// True for a full stop inside an acronym: between two single letters.
fn joins_letters(before: Option<char>, next: Option<char>, behind: Option<char>) -> bool {
    before.is_some_and(char::is_alphabetic)
        && next.is_some_and(char::is_alphabetic)
        && !behind.is_some_and(char::is_alphanumeric)
}

/// True for a comma inside a number: before three digits.
fn joins_digits(before: Option<char>, next: [Option<char>; 4]) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    is_digit(before) && next[..3].iter().all(|c| is_digit(*c)) && !is_digit(next[3])
}

fn is_between(range: &str, c: char) -> bool {
    let mut ends = range.chars();
    ends.next().is_some_and(|first| first <= c) && ends.next().is_some_and(|last| c <= last)
}

/// Hands a finished word out, without what Arabic writes in front of it.
fn flush(rules: &Rules, word: &mut String, f: &mut impl FnMut(&str)) {
    let rest = rules.front.iter().find_map(|front| {
        word.strip_prefix(front.as_str()).filter(|rest| rest.chars().count() >= rules.rest)
    });
    give(rest.unwrap_or(word), f);
    word.clear();
}

fn give(word: &str, f: &mut impl FnMut(&str)) {
    if !word.is_empty() && word.len() <= LONGEST {
        f(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        each(text, &mut |word| all.push(word.to_owned()));
        all
    }

    /// Steps of stemming; in each, the first end that fits is replaced: end, replacement, the fewest letters before it.
    #[derive(Deserialize)]
    struct Stemmer {
        ends: Vec<Vec<(String, String, usize)>>,
    }

    /// The stem of a word, as the browser finds it to tell which words of the index belong together.
    fn stem(word: &str) -> String {
        let stemmer: Stemmer = serde_json::from_str(RULES).unwrap();
        let mut word = word.to_owned();
        for step in &stemmer.ends {
            let fits = step.iter().find_map(|(end, other, least)| {
                let rest = word.strip_suffix(end.as_str())?;
                (rest.chars().count() >= *least).then(|| format!("{rest}{other}"))
            });
            word = fits.unwrap_or(word);
        }
        word
    }

    /// Lines of `text → words`, and of `~ words that have one stem`; the browser is tested with the same file.
    const EXAMPLES: &str = include_str!("../../../tests/search/words.txt");

    #[test]
    fn examples_are_read_as_they_say() {
        let mut count = 0;
        for line in EXAMPLES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            count += 1;
            if let Some(group) = line.strip_prefix("~ ") {
                let stems: Vec<String> = group.split(' ').map(stem).collect();
                assert!(stems.iter().all(|stem| *stem == stems[0]), "{line}: {stems:?}");
            } else if let Some(group) = line.strip_prefix("! ") {
                let mut stems: Vec<String> = group.split(' ').map(stem).collect();
                stems.dedup();
                assert_eq!(stems.len(), group.split(' ').count(), "{line}: {stems:?}");
            } else {
                let (text, wanted) = line.split_once(" → ").unwrap_or_else(|| panic!("{line}"));
                assert_eq!(words(text).join(" "), wanted, "{text}");
            }
        }
        assert!(count > 60, "{count} examples");
    }

    proptest::proptest! {
        #[test]
        fn plain_letters_are_read_as_all_others(text in "[a-zA-Z0-9.,' -]{0,24}") {
            let also: Vec<String> = words(&format!("{text} é"));
            let mut plain = words(&text);
            plain.push("e".into());
            proptest::prop_assert_eq!(plain, also);
        }
    }
}
