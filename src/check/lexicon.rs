//! Names of notes, to be found in running text.
//!
//! The names stand in a tree of whole words, so that a text is read once, whatever their number, and the longest name at a place wins.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::resolve::NoteId;

/// A tree of names, word by word.
#[derive(Debug)]
pub(super) struct Lexicon<'a> {
    words: FxHashMap<&'a str, u32>,
    /// From a node and a word to the next node; the root is 0.
    steps: FxHashMap<(u32, u32), u32>,
    /// The names whose last word leads to a node; several differ in what stands between their words.
    ends: Vec<Vec<Name<'a>>>,
    /// What the names that were added with an owner begin with.
    openings: FxHashSet<u64>,
    /// A bit for each of these, by its lowest bits: most openings of texts are turned away here, without a look into a large table.
    hints: Box<[u64; HINTS]>,
}

/// How many numbers hold the bits of openings.
const HINTS: usize = 2048;

/// The place of an opening's bit: which number holds it, and the bit there.
fn hint(opening: u64) -> (usize, u64) {
    ((opening >> 6) as usize % HINTS, 1 << (opening % 64))
}

/// The words of a text and each two that follow each other, as numbers, sorted: enough to tell most texts in which a name cannot be.
#[derive(Debug)]
pub(super) struct Openings(Vec<u64>);

impl Openings {
    pub(super) fn of(text: &str) -> Openings {
        let mut all = Vec::new();
        let mut before = None;
        for word in words(text).map(|word| &text[word]) {
            all.push(number([word]));
            all.extend(before.map(|before| number([before, word])));
            before = Some(word);
        }
        all.sort_unstable();
        all.dedup();
        Openings(all)
    }
}

/// A number for one word or two.
fn number<const N: usize>(words: [&str; N]) -> u64 {
    let mut hasher = FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish()
}

#[derive(Debug)]
struct Name<'a> {
    text: &'a str,
    /// Nothing where the name is only known so that no shorter one is found inside it.
    owner: Option<NoteId>,
}

/// The most words that a name is found by; a longer one is a sentence.
const MOST_WORDS: usize = 12;

impl<'a> Lexicon<'a> {
    pub(super) fn new() -> Self {
        Lexicon {
            words: FxHashMap::default(),
            steps: FxHashMap::default(),
            ends: vec![Vec::new()],
            openings: FxHashSet::default(),
            hints: Box::new([0; HINTS]),
        }
    }

    /// Adds a name. One that is added for two owners, or for none, belongs to nobody.
    pub(super) fn add(&mut self, name: &'a str, owner: Option<NoteId>) {
        let words: Vec<Range<usize>> = words(name).take(MOST_WORDS + 1).collect();
        let Some(start) = words.first().map(|word| word.start) else { return };
        let one_line = !name.contains("  ") && !name.contains(|c: char| c.is_whitespace() && c != ' ');
        if words.len() > MOST_WORDS || !one_line {
            return;
        }
        if owner.is_some() {
            let opening = match words.as_slice() {
                [one] => number([&name[one.clone()]]),
                [one, two, ..] => number([&name[one.clone()], &name[two.clone()]]),
                [] => return,
            };
            self.openings.insert(opening);
            let (place, bit) = hint(opening);
            self.hints[place] |= bit;
        }
        let mut node = 0;
        for word in words {
            let count = self.words.len() as u32;
            let word = *self.words.entry(&name[word]).or_insert(count);
            let next = self.ends.len() as u32;
            node = *self.steps.entry((node, word)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
            }
        }
        // A mark before the first word, such as a quotation mark, is no part of what is looked for.
        let (text, owner) = (name[start..].trim_end(), owner.filter(|_| start == 0));
        let Some(ends) = self.ends.get_mut(node as usize) else { return };
        match ends.iter_mut().find(|known| known.text == text) {
            Some(known) if known.owner == owner => {}
            Some(known) => known.owner = None,
            None => ends.push(Name { text, owner }),
        }
    }

    /// False for a text in which [`Lexicon::each`] finds nothing.
    pub(super) fn may_be_in(&self, text: &Openings) -> bool {
        let may_be_known = |opening: &&u64| {
            let (place, bit) = hint(**opening);
            self.hints[place] & bit != 0
        };
        text.0.iter().filter(may_be_known).any(|opening| self.openings.contains(opening))
    }

    /// Calls `take` with every name in a text that somebody owns: leftmost, then longest.
    pub(super) fn each(&self, text: &str, take: &mut dyn FnMut(Range<usize>, NoteId)) {
        let all: Vec<(Range<usize>, Option<u32>)> =
            words(text).map(|word| (word.clone(), self.words.get(&text[word]).copied())).collect();
        let mut i = 0;
        while i < all.len() {
            let start = all[i].0.start;
            match self.longest(text, &all[i..]).filter(|_| begins(text, start)) {
                Some((length, owner)) => {
                    if let Some(owner) = owner {
                        take(start..start + length, owner);
                    }
                    i += all[i..].partition_point(|(word, _)| word.start < start + length);
                }
                None => i += 1,
            }
        }
    }

    /// The longest name that begins with the first of these words: how many bytes it has, and whose it is.
    fn longest(&self, text: &str, all: &[(Range<usize>, Option<u32>)]) -> Option<(usize, Option<NoteId>)> {
        let start = all.first()?.0.start;
        let (mut node, mut best) = (0, None);
        for (_, word) in all {
            let Some(next) = word.and_then(|word| self.steps.get(&(node, word))) else { break };
            node = *next;
            for name in self.ends.get(node as usize).into_iter().flatten() {
                let length = written(&text[start..], name.text).filter(|n| ends(&text[start + n..]));
                if length.is_some_and(|length| best.is_none_or(|(longest, _)| length > longest)) {
                    best = length.map(|length| (length, name.owner));
                }
            }
        }
        best
    }
}

/// How many bytes a name takes at the start of a text, where a space may be a line's end with the mark of a quotation.
fn written(text: &str, name: &str) -> Option<usize> {
    let (text, mut at) = (text.as_bytes(), 0);
    for byte in name.bytes() {
        if byte == b' ' {
            let space = |at: usize| text.get(at).is_some_and(|b| b.is_ascii_whitespace() || *b == b'>');
            let before = at;
            while space(at) {
                at += 1;
            }
            if at == before {
                return None;
            }
        } else {
            if text.get(at) != Some(&byte) {
                return None;
            }
            at += 1;
        }
    }
    Some(at)
}

/// The words of a text: letters and digits that follow each other.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(is_letter)?;
        let start = at;
        at += text[at..].find(|c| !is_letter(c)).unwrap_or(text.len() - at);
        Some(start..at)
    })
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
    }
}

/// True if a name can begin at a place: not in an address, after a hyphen or a mark that belongs to it.
fn begins(text: &str, at: usize) -> bool {
    !text[..at].ends_with(['-', '\u{2011}', '@', '#', '.', '/', '&', ':', '=', '+', '%', '!', '\\'])
}

/// True if a name can end before a text.
fn ends(rest: &str) -> bool {
    let mut next = rest.chars();
    match next.next() {
        Some('/' | '&' | '@' | '=' | '+') => false,
        Some('-' | '\u{2011}' | '.' | ':') => !next.next().is_some_and(is_letter),
        Some(c) => !is_letter(c),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut lexicon = Lexicon::new();
        for (i, name) in ["Red Front", "Red Front (North)", "Amber", "Karvan–Osmet Talks", "جبهة الشمال"]
            .iter()
            .enumerate()
        {
            lexicon.add(name, Some(NoteId(i as u32)));
        }
        lexicon.add("Red Front in Karvan", None);
        lexicon.add("Shared", Some(NoteId(7)));
        lexicon.add("Shared", Some(NoteId(8)));
        let mut all = Vec::new();
        lexicon.each(text, &mut |range, _| all.push(range));
        assert!(all.is_empty() || lexicon.may_be_in(&Openings::of(text)), "{text}");
        all.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn the_longest_name_wins_and_blocks_those_inside_it() {
        assert_eq!(
            found("the Red Front, the Red\n> Front (North) and Amber's"),
            ["Red Front", "Red\n> Front (North)", "Amber"]
        );
        assert_eq!(found("the Red Front in Karvan and the Red Front in Osmet"), ["Red Front"]);
        assert_eq!(found("Karvan–Osmet Talks, Karvan-Osmet Talks"), ["Karvan–Osmet Talks"]);
        assert_eq!(found("قالت جبهة الشمال إن"), ["جبهة الشمال"]);
    }

    #[test]
    fn names_are_whole_words_as_written() {
        for text in [
            "red front",
            "Red Fronts",
            "Ambers",
            "al-Amber",
            "Amber-backed",
            "@Amber",
            "amber.example/Amber",
            "Amber.example",
            "وجبهة الشمال",
            "Shared",
            "",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
