//! From documents to words: for each word, the documents that hold it, by how much it weighs there.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::{digits, words};

/// Where a word stands; it counts where it weighs most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A title or another name.
    Name = 0,
    /// A summary, a statement, an author.
    Summary = 1,
    /// The text, several times.
    Often = 2,
    /// The text.
    Text = 3,
}

const PLACES: usize = 4;

/// Words of a text that stand there so often are worth more.
const OFTEN: u32 = 3;

/// Numbers of documents, rising, each as its distance from the one before it.
#[derive(Debug, Default)]
struct List {
    first: u32,
    last: u32,
    count: u32,
    /// The distances behind the first.
    rest: Vec<u8>,
}

impl List {
    fn push(&mut self, doc: u32) {
        if self.count == 0 {
            self.first = doc;
        } else {
            digits::push((doc - self.last) as usize, &mut self.rest);
        }
        self.last = doc;
        self.count += 1;
    }

    /// Appends a list of later documents.
    fn append(&mut self, other: List) {
        if self.count == 0 {
            *self = other;
        } else if other.count > 0 {
            digits::push((other.first - self.last) as usize, &mut self.rest);
            self.rest.extend(other.rest);
            self.last = other.last;
            self.count += other.count;
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        if self.count > 0 {
            digits::push(self.first as usize, out);
            out.extend_from_slice(&self.rest);
        }
    }
}

/// A word with its documents.
#[derive(Debug, Default)]
struct Entry {
    word: Box<str>,
    lists: [List; PLACES],
    /// The place and the number of uses in the document that is being read.
    open: Option<(Place, u32)>,
}

/// Words with their documents, while documents are read.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: FxHashMap<Box<str>, u32>,
    entries: Vec<Entry>,
    /// Words of the document that is being read.
    open: Vec<u32>,
}

impl Words {
    /// Adds the words of a text to the document that is being read; weightier texts come first.
    pub(super) fn add(&mut self, place: Place, text: &str) {
        words::each(text, &mut |word| self.add_word(place, word));
    }

    /// Adds one word, or what stands for one.
    pub(super) fn add_word(&mut self, place: Place, word: &str) {
        let number = match self.numbers.get(word) {
            Some(number) => *number,
            None => {
                let number = self.entries.len() as u32;
                self.numbers.insert(word.into(), number);
                self.entries.push(Entry { word: word.into(), ..Entry::default() });
                number
            }
        };
        match &mut self.entries[number as usize].open {
            Some((_, uses)) => *uses += 1,
            none => {
                *none = Some((place, 1));
                self.open.push(number);
            }
        }
    }

    /// Ends a document.
    pub(super) fn close(&mut self, doc: u32) {
        for number in self.open.drain(..) {
            let entry = &mut self.entries[number as usize];
            let place = match entry.open.take() {
                Some((Place::Text, uses)) if uses >= OFTEN => Place::Often,
                Some((place, _)) => place,
                None => continue,
            };
            entry.lists[place as usize].push(doc);
        }
    }

    /// Takes in the words of later documents.
    pub(super) fn append(&mut self, later: Words) {
        for entry in later.entries {
            match self.numbers.get(&entry.word) {
                Some(number) => {
                    let lists = &mut self.entries[*number as usize].lists;
                    lists.iter_mut().zip(entry.lists).for_each(|(list, other)| list.append(other));
                }
                None => {
                    self.numbers.insert(entry.word.clone(), self.entries.len() as u32);
                    self.entries.push(entry);
                }
            }
        }
    }

    /// All words in the order of JavaScript, each followed by its lists: `word names summaries often text`.
    ///
    /// What stands in the text of nearly every document tells none of them; in place of the lists of its texts it has a `*`.
    pub(super) fn lines(self, docs: usize) -> Vec<String> {
        let mut entries = self.entries;
        entries.sort_unstable_by(|a, b| order(&a.word, &b.word));
        entries.iter().map(|entry| line(entry, docs)).collect()
    }
}

/// The share of documents, as one in so many, that make a word common; in a few documents, no word is.
const COMMON: usize = 3;
const FEW: usize = 64;
/// The most documents of a word, so that no file grows with the site.
const MOST: usize = 60_000;

fn line(entry: &Entry, docs: usize) -> String {
    let in_texts = (entry.lists[2].count + entry.lists[3].count) as usize;
    let is_common = in_texts > MOST || docs >= FEW && in_texts * COMMON > docs;
    let mut out: Vec<u8> = entry.word.as_bytes().to_vec();
    let mut wanted = 0;
    for (i, list) in entry.lists.iter().enumerate() {
        out.push(b' ');
        if is_common && i >= 2 {
            out.push(b'*');
            wanted = out.len();
            break;
        }
        list.write(&mut out);
        if list.count > 0 {
            wanted = out.len();
        }
    }
    out.truncate(wanted);
    // A word and signs of plain ASCII.
    String::from_utf8(out).unwrap_or_default()
}

/// The order in which JavaScript compares texts: by units of UTF-16.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[(u32, Place, &str)]) -> Words {
        let mut words = Words::default();
        for (i, (doc, place, text)) in texts.iter().enumerate() {
            words.add(*place, text);
            if texts.get(i + 1).is_none_or(|(next, ..)| next != doc) {
                words.close(*doc);
            }
        }
        words
    }

    #[test]
    fn a_word_counts_where_it_weighs_most() {
        use Place::{Name, Summary, Text};
        let texts = [
            (0, Name, "Bridge"),
            (0, Text, "The bridge, a bridge, the bridge"),
            (1, Summary, "On the bridge"),
            (2, Text, "bridge"),
            (70, Text, "a bridge bridge bridge"),
        ];
        let sign = |number: usize| {
            let mut out = Vec::new();
            digits::push(number, &mut out);
            String::from_utf8(out).unwrap()
        };
        let (zero, one, two, last) = (sign(0), sign(1), sign(2), sign(70));
        let lines = read(&texts).lines(71);
        // `a` and `the` stand twice or less in each text.
        assert_eq!(lines[0], format!("a    {zero}{last}"));
        assert_eq!(lines[1], format!("bridge {zero} {one} {last} {two}"));
        assert_eq!(lines[2..], [format!("on  {one}"), format!("the  {one}  {zero}")]);
    }

    #[test]
    fn parts_join_to_the_whole() {
        use Place::Text;
        let texts: Vec<(u32, Place, &str)> =
            (0..100).map(|i| (i * 7, Text, if i % 3 == 0 { "one two" } else { "two" })).collect();
        let whole = read(&texts).lines(1000);
        for cut in [1, 33, 99] {
            let mut words = read(&texts[..cut]);
            words.append(read(&texts[cut..]));
            assert_eq!(words.lines(1000), whole);
        }
    }

    #[test]
    fn common_words_have_no_lists_of_texts() {
        let texts: Vec<(u32, Place, &str)> = (0..64).map(|i| (i, Place::Text, "the")).collect();
        assert_eq!(read(&texts).lines(64), ["the   *"]);
        assert_ne!(read(&texts).lines(1000), ["the   *"]);
        assert_ne!(read(&texts[1..]).lines(63), ["the   *"]);
    }

    #[test]
    fn words_are_sorted_as_javascript_does() {
        assert_eq!(order("\u{ff5e}", "\u{10400}"), Ordering::Greater);
        assert_eq!(order("a", "\u{10400}"), Ordering::Less);
        assert_eq!(order("ب", "ا"), Ordering::Greater);
    }
}
