//! The words of any bytes, each as a hash, whatever case, accents or escapes it is written with.
//!
//! A word is the same in plain text, as an HTML entity, percent-encoded, with JSON's escapes and in UTF-16 (of its ASCII letters). Arabic
//! words lose their article, as in the search index.

use std::sync::LazyLock;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A word where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    pub hash: u64,
    /// How many letters and digits it has.
    pub letters: u32,
    /// How many of them are no digits.
    pub alphabetic: u32,
    /// True if none of them is one of ASCII.
    pub is_foreign: bool,
    /// True if more than spaces and hyphens stands between it and the word before.
    pub is_apart: bool,
    /// The byte at which it begins.
    pub at: usize,
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// What a byte is, by its place among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    /// Parts words, and no more than that.
    Space,
    /// Parts words, and what they say.
    Sign,
    /// Stands in a word without being part of it.
    Dropped,
    Escape,
    /// Part of a character beyond ASCII.
    High,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Sign; 256];
    let mut i = 0;
    while i < 256 {
        let byte = i as u8;
        classes[i] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b' ' | b'\t' | b'\n' | b'\r' | b'-' | b'_' => Class::Space,
            // UTF-16 has a zero beside every letter of ASCII.
            b'\'' | b'`' | 0 => Class::Dropped,
            b'&' | b'%' | b'\\' => Class::Escape,
            0x80..=0xff => Class::High,
            _ => Class::Sign,
        };
        i += 1;
    }
    classes
};

/// What a character becomes in a word.
#[derive(Debug, Clone, Copy)]
enum Folded {
    Space,
    Sign,
    Dropped,
    One(char),
    Two(char, char),
}

/// Characters below this are folded once and for all.
const KNOWN: u32 = 0x3000;

static FOLDED: LazyLock<Vec<Folded>> =
    LazyLock::new(|| (0..KNOWN).map(|c| char::from_u32(c).map_or(Folded::Sign, fold)).collect());

/// Calls `f` with every word.
pub fn each_word(bytes: &[u8], f: &mut impl FnMut(Word)) {
    let folded = &*FOLDED;
    let mut word = Open { f, word: NONE, article: Article::Start, gap: false };
    let mut i = 0;
    while let Some(&byte) = bytes.get(i) {
        match CLASSES[usize::from(byte)] {
            Class::Letter => {
                word.ascii(byte.to_ascii_lowercase(), i);
                i += 1;
            }
            Class::Space => {
                word.end();
                i += 1;
            }
            Class::Sign => {
                word.end();
                word.gap = true;
                i += 1;
            }
            Class::Dropped => i += 1,
            Class::Escape => {
                let (c, end) = unescape(bytes, i);
                word.char(c, i, folded);
                i = end;
            }
            Class::High => {
                let (c, length) = decode(&bytes[i..bytes.len().min(i + 4)]);
                word.char(c, i, folded);
                i += length;
            }
        }
    }
    word.end();
}

const NONE: Word = Word { hash: SEED, letters: 0, alphabetic: 0, is_foreign: true, is_apart: false, at: 0 };

/// How much of an Arabic article, with a preposition before it or none, a word has so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Article {
    Start,
    Preposition,
    Alif,
    Lam,
    None,
}

struct Open<'f, F> {
    f: &'f mut F,
    word: Word,
    article: Article,
    gap: bool,
}

impl<F: FnMut(Word)> Open<'_, F> {
    #[inline]
    fn ascii(&mut self, byte: u8, at: usize) {
        let word = &mut self.word;
        if word.letters == 0 {
            word.at = at;
        }
        word.hash = (word.hash ^ u64::from(byte)).wrapping_mul(PRIME);
        word.letters += 1;
        word.alphabetic += u32::from(byte >= b'a');
        word.is_foreign = false;
    }

    fn char(&mut self, c: char, at: usize, folded: &[Folded]) {
        match folded.get(c as usize).copied().unwrap_or_else(|| fold(c)) {
            Folded::Space => self.end(),
            Folded::Sign => {
                self.end();
                self.gap = true;
            }
            Folded::Dropped => {}
            Folded::One(c) => self.letter(c, at),
            Folded::Two(a, b) => {
                self.letter(a, at);
                self.letter(b, at);
            }
        }
    }

    fn letter(&mut self, c: char, at: usize) {
        if c.is_ascii() {
            return self.ascii(c as u8, at);
        }
        let word = &mut self.word;
        if word.letters == 0 {
            (word.at, self.article) = (at, Article::Start);
        }
        word.hash = (word.hash ^ u64::from(c)).wrapping_mul(PRIME);
        word.letters += 1;
        word.alphabetic += u32::from(c.is_alphabetic());
        self.article = match (self.article, c) {
            (Article::Start, 'و' | 'ب' | 'ك' | 'ف') => Article::Preposition,
            (Article::Start | Article::Preposition, 'ا') => Article::Alif,
            (Article::Start | Article::Preposition, 'ل') => Article::Lam,
            (Article::Alif | Article::Lam, 'ل') => {
                (word.hash, word.letters, word.alphabetic) = (SEED, 0, 0);
                Article::Start
            }
            _ => Article::None,
        };
    }

    #[inline]
    fn end(&mut self) {
        if self.word.letters > 0 {
            self.word.is_apart = self.gap;
            (self.f)(self.word);
            self.gap = false;
        }
        self.word = NONE;
    }
}

/// A character without case, accent and vowel signs, and in one way where several are usual.
fn fold(c: char) -> Folded {
    if matches!(c, '\'' | '`' | '´' | '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | 'ʻ' | 'ـ' | '\0') || is_invisible(c)
    {
        return Folded::Dropped;
    }
    let mut letters = ['\0'; 2];
    let mut count = 0;
    let mut is_mark = false;
    let mut take = |c: char| {
        is_mark |= is_combining_mark(c);
        for c in c.to_lowercase().map(one_way).filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)) {
            if count < 2 {
                letters[count] = c;
            }
            count += 1;
        }
    };
    decompose_compatible(c, &mut take);
    match count {
        1 => Folded::One(letters[0]),
        2 => Folded::Two(letters[0], letters[1]),
        // A ligature of more letters is itself.
        3.. => Folded::One(c),
        _ if is_mark => Folded::Dropped,
        _ if c.is_whitespace() || matches!(c, '\u{2010}'..='\u{2013}' | '-' | '_') => Folded::Space,
        _ => Folded::Sign,
    }
}

fn one_way(c: char) -> char {
    match c {
        'ى' | 'ی' | 'ے' | 'ې' => 'ي',
        'ة' | 'ە' | 'ھ' | 'ہ' => 'ه',
        'ٱ' => 'ا',
        'ک' => 'ك',
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ς' => 'σ',
        '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
        '۰'..='۹' => char::from(b'0' + (c as u32 - '۰' as u32) as u8),
        c => c,
    }
}

/// Marks of direction, joiners, and hyphens that are not shown.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The character that an escape stands for, and where it ends; what is none is a sign.
fn unescape(bytes: &[u8], at: usize) -> (char, usize) {
    let escape = match bytes[at] {
        b'&' => entity(bytes, at + 1),
        b'%' => percent(bytes, at + 1),
        _ => backslash(bytes, at + 1),
    };
    escape.unwrap_or(('\u{1}', at + 1))
}

fn entity(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let rest = &bytes[at..bytes.len().min(at + 12)];
    let length = rest.iter().position(|byte| *byte == b';')?;
    let (name, end) = (std::str::from_utf8(&rest[..length]).ok()?, at + length + 1);
    let number = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok()?,
        Some(number) => number.parse().ok()?,
        None => match name {
            // What is escaped twice is read twice.
            "amp" => return Some(entity(bytes, end).unwrap_or(('&', end))),
            "lt" => '<'.into(),
            "gt" => '>'.into(),
            "quot" => '"'.into(),
            "apos" => '\''.into(),
            "nbsp" => '\u{a0}'.into(),
            "shy" => '\u{ad}'.into(),
            _ => return None,
        },
    };
    Some((char::from_u32(number)?, end))
}

fn percent(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let first = hex(bytes.get(at..at + 2)?)? as u8;
    if first == b'%' {
        return Some(percent(bytes, at + 2).unwrap_or(('%', at + 2)));
    }
    let length = match first {
        0..0x80 => return Some((char::from(first), at + 2)),
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    let mut encoded = [first, 0, 0, 0];
    let mut end = at + 2;
    for byte in &mut encoded[1..length] {
        if bytes.get(end) != Some(&b'%') {
            return None;
        }
        *byte = hex(bytes.get(end + 1..end + 3)?)? as u8;
        end += 3;
    }
    Some((std::str::from_utf8(&encoded[..length]).ok()?.chars().next()?, end))
}

fn backslash(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    match bytes.get(at)? {
        b'n' | b'r' | b't' | b'b' | b'f' | b'v' => Some(('\n', at + 1)),
        b'x' => Some((char::from_u32(hex(bytes.get(at + 1..at + 3)?)?)?, at + 3)),
        b'u' if bytes.get(at + 1) == Some(&b'{') => {
            let rest = &bytes[at + 2..bytes.len().min(at + 9)];
            let length = rest.iter().position(|byte| *byte == b'}')?;
            Some((char::from_u32(hex(&rest[..length])?)?, at + 3 + length))
        }
        b'u' => {
            let unit = |at: usize| hex(bytes.get(at..at + 4)?);
            let first = unit(at + 1)?;
            let second = || {
                let low = unit(at + 7).filter(|low| (0xdc00..0xe000).contains(low))?;
                (bytes.get(at + 5..at + 7)? == b"\\u").then_some(low)
            };
            match first {
                0xd800..0xdc00 => {
                    let c = 0x10000 + ((first - 0xd800) << 10) + (second()? - 0xdc00);
                    Some((char::from_u32(c)?, at + 11))
                }
                _ => Some((char::from_u32(first)?, at + 5)),
            }
        }
        _ => None,
    }
}

fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| Some(number * 16 + char::from(*digit).to_digit(16)?))
}

/// The character that bytes begin with, and its length; what is none is a sign of one byte.
fn decode(bytes: &[u8]) -> (char, usize) {
    let length = match bytes[0] {
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    let c = bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()?.chars().next());
    c.map_or(('\u{1}', 1), |c| (c, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: impl AsRef<[u8]>) -> Vec<u64> {
        let mut all = Vec::new();
        each_word(text.as_ref(), &mut |word| all.push(word.hash));
        all
    }

    #[test]
    fn a_word_is_the_same_however_it_is_written() {
        for (plain, others) in [
            ("Xenia Quarz", &["xenia-quarz", "XENIA_QUARZ", "Xe&#110;ia &#x51;uarz", "xenia%20quar%7A"][..]),
            (
                "Xenia Quarz",
                &["xenia (quarz)", "xenia\\nquarz", "\\u0078enia\\u0020quarz", "xe\u{ad}nia, quarz"],
            ),
            (
                "Süleymani's",
                &["suleymanis", "S&#252;leymani&#39;s", "s%C3%BCleymani%27s", "Su\u{308}leymani’s"],
            ),
            ("القاعدة", &["قاعده", "%D8%A7%D9%84%D9%82%D8%A7%D8%B9%D8%AF%D8%A9", "القَاعِدة", "والقاعدة"]),
            (
                "القاعدة",
                &[
                    "\\u0627\\u0644\\u0642\\u0627\\u0639\\u062f\\u0629",
                    "&#1575;&#1604;&#1602;&#1575;&#1593;&#1583;&#1577;",
                ],
            ),
            ("𝒜b", &["ab", "\\ud835\\udc9cb", "\\u{1d49c}b"]),
            ("a & b", &["a &amp; b", "a%26b", "a &amp;amp; b", "a%2526b"]),
        ] {
            for other in others {
                assert_eq!(hashes(plain), hashes(other), "{plain} as {other}");
            }
        }
        let wide: Vec<u8> = "Xenia".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(hashes("Xenia"), hashes(wide));
        assert_ne!(hashes("xenia"), hashes("xenja"));
    }

    #[test]
    fn words_know_where_and_what_they_are() {
        let mut all = Vec::new();
        each_word("12 ab. ال عدن\u{301}x".as_bytes(), &mut |word| {
            all.push((word.at, word.letters, word.alphabetic, word.is_foreign, word.is_apart));
        });
        assert_eq!(all, [(0, 2, 0, false, false), (3, 2, 2, false, false), (12, 4, 4, false, true)]);
    }

    #[test]
    fn any_bytes_have_words() {
        let mut seed = 7_u64;
        for length in 0..400 {
            let mut bytes = Vec::new();
            for _ in 0..length {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let signs = b"&%\\ux{};#09afn\xd9\xe2\x82\xf0\xff a-";
                bytes.push(signs[(seed >> 33) as usize % signs.len()]);
            }
            each_word(&bytes, &mut |word| assert!(word.at < bytes.len() && word.letters > 0));
        }
    }
}
