//! The words of what an audience may not see, to be looked for in everything that it gets.
//!
//! 1. [`Withheld::gather`] takes every word and phrase of private notes, confidential sources and internal blocks.
//! 2. [`Withheld::release`] takes out what readers get to see anyway: words of published notes, of settings, of the theme.
//! 3. [`Guard::find`] tells whether any bytes hold what is left.
//!
//! Only hashes are kept, so that nothing private goes further with them.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Audience, Published, Selected, Viewer, is_translation_seen, is_visible};
use crate::config::Config;
use crate::model::Fields;
use crate::parse::plain::plain_body;
use crate::parse::{Body, Draft, TranslationDraft};
use crate::text::{FileId, SourceFile, Word, each_word};

/// The fewest letters of a word that counts by itself; in bytes that are no text, chance makes shorter words.
const LEAST: u32 = 5;
const LEAST_FOREIGN: u32 = 4;
const LEAST_IN_BINARY: u32 = 8;
/// How many words of running text make a phrase; shorter ones come about when pages are put together.
const PHRASE: usize = 7;
/// The most words of a name.
const NAME: usize = 5;
/// The fewest letters of a phrase of running text, and of a name.
const PHRASE_LETTERS: u32 = 20;
const NAME_LETTERS: u32 = 8;

/// Words and phrases that must not be seen, each with a file that it stands in.
#[derive(Debug, Clone, Default)]
pub struct Withheld {
    words: FxHashMap<u64, FileId>,
    /// By the hash of two to seven words in a row.
    phrases: FxHashMap<u64, Phrase>,
}

#[derive(Debug, Clone, Copy)]
struct Phrase {
    file: FileId,
    /// How many words it has.
    length: u8,
    /// The hash of the last one.
    last: u64,
}

/// Looks for what is withheld.
#[derive(Debug, Clone)]
pub struct Guard {
    withheld: Withheld,
    /// By some bits of the hash of a word: whether it may be one of the words, and how long the phrases are that it may end.
    marks: Vec<u8>,
}

/// Where something withheld stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The byte at which the last of its words begins.
    pub at: usize,
    /// How many words it has.
    pub words: usize,
    /// A private file that has it.
    pub file: FileId,
}

/// What sort of bytes are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Text,
    /// Scripts and styles, whose words are those of any program.
    Code,
    /// Words at the beginning of strings, with signs behind them that look like words and are none.
    Index,
    Binary,
}

impl Withheld {
    /// Takes all words of what a viewer may not see.
    pub fn gather(
        drafts: &[Draft],
        translations: &[TranslationDraft],
        files: &[Arc<SourceFile>],
        config: &Config,
        viewer: Viewer,
    ) -> Withheld {
        let mut all = Withheld::default();
        let is_public = viewer.audience == Audience::Public;
        let mut unseen: FxHashSet<&str> = FxHashSet::default();
        let text = |file: FileId| files[file.0 as usize].text.as_str();
        for draft in drafts {
            let veiled =
                matches!(&draft.fields, Fields::Source(source) if source.confidential.is_some() && is_public);
            let hidden = veiled || !is_visible(&draft.common, config, viewer);
            if hidden {
                unseen.insert(draft.id.as_str());
                names(draft).for_each(|name| all.name(draft.file, name));
                all.name(draft.file, files[draft.file.0 as usize].path.stem());
            }
            if hidden || is_partial(text(draft.file)) {
                all.text(draft.file, text(draft.file));
            }
        }
        let originals: FxHashMap<&str, &Draft> =
            drafts.iter().map(|draft| (draft.id.as_str(), draft)).collect();
        for translation in translations {
            let Some(draft) = originals.get(translation.id.as_str()) else { continue };
            let hidden = unseen.contains(translation.id.as_str())
                || !is_translation_seen(translation, draft, config, viewer);
            if hidden {
                let title = translation.words.title.iter();
                title.for_each(|title| all.name(translation.file, &title.value));
            }
            if hidden || is_partial(text(translation.file)) {
                all.text(translation.file, text(translation.file));
            }
        }
        all
    }

    /// All words and phrases of one text.
    #[cfg(test)]
    pub fn of_words(file: FileId, text: &str) -> Withheld {
        let mut all = Withheld::default();
        all.text(file, text);
        all
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty()
    }

    /// Takes a name of a few words, which counts as a whole; longer ones are running text.
    fn name(&mut self, file: FileId, name: &str) {
        let mut words = Vec::new();
        each_word(name.as_bytes(), &mut |word| words.push(word));
        let letters: u32 = words.iter().map(|word| word.letters).sum();
        let is_named = letters >= NAME_LETTERS && words.iter().any(|word| word.alphabetic > 0);
        // Two names that stand side by side in a list must not be taken for one with a sign in it.
        let least = if words.iter().skip(1).any(|word| word.is_apart) { 4 } else { 2 };
        if (least..=NAME).contains(&words.len()) && is_named {
            self.phrase(file, &words);
        }
        words.iter().filter(|word| counts(word)).for_each(|word| {
            self.words.entry(word.hash).or_insert(file);
        });
    }

    /// Takes the words of a text, and all phrases without a sign in them.
    fn text(&mut self, file: FileId, text: &str) {
        let mut row: Vec<Word> = Vec::new();
        each_word(text.as_bytes(), &mut |word| {
            if counts(&word) {
                self.words.entry(word.hash).or_insert(file);
            }
            if word.is_apart {
                row.clear();
            }
            row.push(word);
            let Some(phrase) = row.len().checked_sub(PHRASE).map(|start| &row[start..]) else { return };
            let letters: u32 = phrase.iter().map(|word| word.letters).sum();
            if letters >= PHRASE_LETTERS && phrase.iter().filter(|word| word.alphabetic > 0).count() >= NAME {
                self.phrase(file, phrase);
            }
        });
    }

    fn phrase(&mut self, file: FileId, words: &[Word]) {
        let Some(last) = words.last() else { return };
        let phrase = Phrase { file, length: words.len() as u8, last: last.hash };
        self.phrases.entry(joined(words)).or_insert(phrase);
    }

    /// Takes out what the published notes say themselves.
    pub fn release_notes(self, selected: &Selected, files: &[Arc<SourceFile>]) -> Withheld {
        // A link without words of its own shows the title of its target.
        let titles: FxHashMap<&str, &str> =
            selected.notes.iter().map(|note| (note.id.as_str(), note.common.title.value.as_str())).collect();
        let shown = |body: &Body| {
            let mut text =
                plain_body(body, usize::MAX, &mut |_, target| titles.get(target).copied().or(Some(target)));
            text.push('\n');
            text
        };
        let texts = |note: &Published| -> Vec<u8> {
            let text = &files[note.file.0 as usize].text;
            let mut said = shown(&note.body);
            if !selected.altered.contains(&note.file) && !is_partial(text) {
                said.push_str(&without_remarks(text));
            } else {
                // All values there are, whatever their types: a file that was altered cannot be read itself.
                said.push_str(&format!("{:?}\n{:?}\n{}", note.common, note.fields, note.body.text));
            }
            let unlinked = unlinked(&said);
            said.push_str(&unlinked);
            said.into_bytes()
        };
        let paths = |note: &Published| {
            format!("\n{} {} {} {:?}", note.id, note.stem, note.folder, note.titles).into_bytes()
        };
        let guard = self.guard();
        let mut seen = guard.seen(&selected.notes, |note| [texts(note), paths(note)].concat());
        seen.extend(guard.seen(&selected.translations, |translation| {
            let own = format!("{:?}\n", translation.words);
            let body = translation.body.as_ref().map(|body| shown(body) + &body.text);
            let said = own + &body.unwrap_or_default();
            let unlinked = unlinked(&said);
            (said + &unlinked).into_bytes()
        }));
        guard.withheld.without(&seen)
    }

    /// Takes out the words and phrases of texts that readers may see.
    pub fn release<T: AsRef<[u8]> + Sync>(self, texts: &[T]) -> Withheld {
        let guard = self.guard();
        let seen = guard.seen(texts, |text| text.as_ref().to_vec());
        guard.withheld.without(&seen)
    }

    fn without(mut self, seen: &FxHashSet<u64>) -> Withheld {
        self.words.retain(|hash, _| !seen.contains(hash));
        self.phrases.retain(|hash, _| !seen.contains(hash));
        self
    }

    /// Gets ready to look for all of it.
    pub fn guard(self) -> Guard {
        let mut marks = vec![0; 1 << MARKS];
        self.words.keys().for_each(|hash| marks[place(*hash)] |= SINGLE);
        self.phrases.values().for_each(|phrase| marks[place(phrase.last)] |= 1 << phrase.length);
        Guard { withheld: self, marks }
    }
}

/// How many bits of a hash tell words apart at a glance.
const MARKS: u32 = 20;
/// The mark of a word that counts by itself; a phrase of some words has the bit of their number.
const SINGLE: u8 = 1;

fn place(hash: u64) -> usize {
    (hash >> (64 - MARKS)) as usize
}

/// The hash of words in a row, and of where signs part them: what stands apart was not said together.
fn joined(words: &[Word]) -> u64 {
    words.iter().enumerate().fold(0, |joined: u64, (i, word)| {
        let sign = u64::from(word.is_apart && i > 0);
        (joined.rotate_left(17) ^ word.hash ^ sign).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

const NONE: Word = Word { hash: 0, letters: 0, alphabetic: 0, is_foreign: false, is_apart: false, at: 0 };

/// True if a word says something by itself: numbers, times and short words stand anywhere.
fn counts(word: &Word) -> bool {
    word.alphabetic >= LEAST_FOREIGN && (word.is_foreign || word.letters >= LEAST)
}

/// What a note may be called by.
fn names(draft: &Draft) -> impl Iterator<Item = &str> {
    let common = &draft.common;
    let aliases = common.aliases.iter().map(|alias| alias.value.name.as_str());
    let former = common.former_ids.iter().map(|id| id.value.as_str());
    let claims = common.claims.iter().map(|claim| claim.id.value.as_str());
    let figures = common.figures.iter().map(|figure| figure.id.value.as_str());
    [draft.id.as_str(), draft.stem.as_str(), common.title.value.as_str()]
        .into_iter()
        .chain(aliases)
        .chain(former)
        .chain(claims)
        .chain(figures)
}

/// The pieces of a text around wikilinks and citations as they are read on a page: the words of links, and no keys.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    // What has been taken over ends here; brackets of other sorts are passed by.
    let (mut done, mut from) = (0, 0);
    while let Some(at) = text[from..].find('[').map(|at| from + at) {
        let close = match text.as_bytes().get(at + 1) {
            Some(b'[') => "]]",
            Some(b'@') => "]",
            _ => "",
        };
        let line = text[at..].split('\n').next().unwrap_or_default();
        from = at + 1;
        let Some(end) = line.find(close).filter(|_| !close.is_empty()) else { continue };
        out.push_str(&text[done..at]);
        if close == "]]" {
            let inner = &line[2..end];
            out.push_str(inner.split_once('|').map_or(inner, |(_, words)| words));
        }
        done = at + end + close.len();
        from = done;
    }
    // Where there are none, all has been said.
    if done > 0 {
        out.push_str(&text[done..]);
    }
    out
}

/// True if a file has marks of what readers do not see; in code, they are text.
fn is_partial(text: &str) -> bool {
    text.contains("%%") || text.contains("<!--") || text.contains(":::")
}

/// A note without the lines of its front matter that are for its writers alone.
fn without_remarks(text: &str) -> String {
    let mut fences = 0;
    let is_said = |line: &&str| {
        fences += usize::from(line.trim_end() == "---");
        fences > 1 || !line.trim_start().starts_with('#')
    };
    text.split_inclusive('\n').filter(is_said).collect()
}

impl Guard {
    /// Finds the first of what is withheld in some bytes.
    pub fn find(&self, bytes: &[u8], sort: Sort) -> Option<Hit> {
        let mut first = None;
        self.each(bytes, sort, &mut |hit, _| {
            first.get_or_insert(hit);
        });
        first
    }

    /// Calls `f` with everything in some bytes that is withheld, and its hash.
    fn each(&self, bytes: &[u8], sort: Sort, f: &mut impl FnMut(Hit, u64)) {
        // The last words, twice over, so that those of any phrase stand in a row.
        let mut rows = [NONE; 2 * PHRASE];
        let mut count = 0;
        each_word(bytes, &mut |word| {
            (rows[count % PHRASE], rows[count % PHRASE + PHRASE]) = (word, word);
            count += 1;
            let marks = self.marks[place(word.hash)];
            if marks == 0 {
                return;
            }
            let is_single = match sort {
                Sort::Text => true,
                Sort::Code => false,
                Sort::Index => word.at.checked_sub(1).is_some_and(|before| bytes[before] == b'"'),
                Sort::Binary => word.letters >= LEAST_IN_BINARY,
            };
            if marks & SINGLE != 0
                && is_single
                && let Some(file) = self.withheld.words.get(&word.hash)
            {
                f(Hit { at: word.at, words: 1, file: *file }, word.hash);
            }
            for length in 2..=PHRASE.min(count) {
                if marks & (1 << length) == 0 {
                    continue;
                }
                let end = (count - 1) % PHRASE + PHRASE + 1;
                let hash = joined(&rows[end - length..end]);
                if let Some(phrase) = self.withheld.phrases.get(&hash) {
                    f(Hit { at: word.at, words: length, file: phrase.file }, hash);
                }
            }
        });
    }

    /// The hashes of all that is withheld in some texts.
    fn seen<T: Sync>(&self, all: &[T], text: impl Fn(&T) -> Vec<u8> + Sync) -> FxHashSet<u64> {
        let take = |mut seen: FxHashSet<u64>, item: &T| {
            self.each(&text(item), Sort::Text, &mut |_, hash| {
                seen.insert(hash);
            });
            seen
        };
        let join = |mut a: FxHashSet<u64>, b: FxHashSet<u64>| {
            a.extend(b);
            a
        };
        all.par_iter().fold(FxHashSet::default, take).reduce(FxHashSet::default, join)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn withheld(names: &[&str], text: &str) -> Withheld {
        let mut all = Withheld::default();
        names.iter().for_each(|name| all.name(FileId(1), name));
        all.text(FileId(2), text);
        all
    }

    fn found(withheld: &Withheld, text: &str) -> Option<(usize, usize)> {
        let hit = withheld.clone().guard().find(text.as_bytes(), Sort::Text);
        hit.map(|hit| (hit.at, hit.words))
    }

    #[test]
    fn a_word_that_only_private_notes_have_is_found() {
        let all = withheld(&["Xenia Quarz"], "She met the courier in Basra on 12 May 2023.");
        for text in ["<p>Quarz</p>", "/actors/xenia-quarz.html", "the courier", "\"%43ourier\""] {
            assert!(found(&all, text).is_some(), "{text}");
        }
        for text in ["<p>She met him on 12 May 2023</p>", "couriers", ""] {
            assert_eq!(found(&all, text), None, "{text}");
        }
    }

    #[test]
    fn what_readers_may_see_is_released() {
        let all = withheld(&["River Guard"], "The river guard crossed the bridge before the truce ended.");
        let all = all.release(&["Guard of the river; the bridge is crossed before a truce. It ended."]);
        // Every word may be read, but not the name, nor what was said.
        assert_eq!(found(&all, "guard the river"), None);
        assert_eq!(found(&all, "a RIVER-GUARD page"), Some((8, 2)));
        assert_eq!(found(&all, "<b>guard crossed the bridge before the truce</b>"), Some((39, 7)));
        let all = all.release(&["The River Guard crossed the bridge before the truce ended"]);
        assert_eq!(found(&all, "The river guard crossed the bridge before the truce ended."), None);
    }

    #[test]
    fn short_words_and_numbers_stand_anywhere() {
        let all = withheld(&["AQ", "1234567"], "he is at 12 345 678 901 234 567 890");
        assert!(all.is_empty());
        let all = withheld(&[], "courier unreliable");
        let guard = all.guard();
        assert_eq!(guard.find(b"\0courier\0", Sort::Binary), None);
        assert!(guard.find(b"\0unreliable\0", Sort::Binary).is_some());
        assert_eq!(guard.find(b"let unreliable = 1;", Sort::Code), None);
        assert_eq!(guard.find(b"[\"report +courier$(unreliable\"]", Sort::Index), None);
        assert!(guard.find(b"[\"courier +Ab$(\"]", Sort::Index).is_some());
    }

    #[test]
    fn a_phrase_ends_at_a_sign() {
        let all = withheld(&[], "one river, two bridges, three guards: four rivers; five bridges");
        let all = all.release(&["one river two bridges three guards four rivers five bridges"]);
        assert!(all.is_empty());
        let all = withheld(&["Attack of 28 January"], "").release(&["attack january"]);
        assert_eq!(found(&all, "[\"Attack of\", \"28 January\"]"), None);
        assert!(found(&all, "attack-of-28-january").is_some());
    }

    #[test]
    fn links_are_read_by_their_words() {
        assert_eq!(unlinked("a [[b|B c]] [@d, p. 3] e [[f]] g [[h"), "a B c  e f g [[h");
        assert_eq!(unlinked("nothing"), "");
        assert_eq!(unlinked("[[b]]"), "b");
    }

    #[test]
    fn remarks_in_front_matter_are_not_read_by_anybody() {
        let text = "---\ntitle: A\n# Quarz told us\n---\n# Heading\n";
        assert_eq!(without_remarks(text), "---\ntitle: A\n---\n# Heading\n");
    }
}
