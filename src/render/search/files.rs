//! The index as files below `search/`.
//!
//! - `index.json`: what there is, how texts are read, and the version of every other file
//! - `w-00.json` …: words with their documents, in the order of words
//! - `d-00.json` …: what a list of results shows of documents
//! - `n-00.json` …: words of names, by length, for those who mistype one
//! - `y-00.json` …: the years of documents
//!
//! Each file tells its version, a hash of what it holds, so that a browser sees when it has files of two builds.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::docs::{self, Years};
use super::invert::{Words, order};
use super::{NAME, digits, words};
use crate::render::json_ld::safe;
use crate::render::view::{Viewer, credibility, reliability};
use crate::render::words::Words as Said;
use crate::render::{Address, Stage};
use crate::resolve::Site;
use crate::value::{Credibility, Reliability};

/// Bytes of notes for which there is one file of words; what they become is a quarter to a half of it.
const TEXT_A_FILE: usize = 120_000;
/// Documents in one file of results, and in one of years.
const DOCS_A_FILE: usize = 64;
const YEARS_A_FILE: usize = 20_000;
/// Named notes for which there is one file of names.
const NAMES_A_FILE: usize = 1500;

/// The bytes of all files by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// How many files of each sort there are.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    words: usize,
    docs: usize,
    names: usize,
    years: usize,
}

impl Sizes {
    fn new(site: &Site) -> Self {
        let bytes = |text: &str| text.len() + 300;
        let text: usize = site.notes.iter().map(|note| bytes(&note.body.text)).sum();
        let (docs, notes) = (docs::count(site), site.notes.len());
        Sizes {
            words: (text + site.claims.len() * 200).div_ceil(TEXT_A_FILE).max(1),
            docs: docs.div_ceil(DOCS_A_FILE),
            names: notes.div_ceil(NAMES_A_FILE).max(1),
            years: docs.div_ceil(YEARS_A_FILE),
        }
    }

    fn all(self) -> [(&'static str, usize); 4] {
        [("w", self.words), ("d", self.docs), ("n", self.names), ("y", self.years)]
    }
}

fn path(sort: &str, number: usize) -> String {
    format!("{NAME}/{sort}-{number:02}.json")
}

fn index_path() -> String {
    format!("{NAME}/index.json")
}

/// The paths of all files.
pub fn paths(site: &Site) -> Vec<String> {
    let parts = Sizes::new(site).all().into_iter();
    let parts = parts.flat_map(|(sort, count)| (0..count).map(move |number| path(sort, number)));
    parts.chain([index_path()]).collect()
}

/// Makes all files.
pub(super) fn make(stage: &Stage<'_>) -> Files {
    let site = stage.site;
    let (sizes, count) = (Sizes::new(site), docs::count(site));
    let mut files = Files::new();
    let lines = inverted(stage).lines(count);
    let mut versions: Vec<(&str, Value)> = Vec::new();
    let mut listed = Vec::new();
    for (number, part) in parts(&lines, sizes.words).into_iter().enumerate() {
        let first = part.first().and_then(|line| line.split(' ').next()).unwrap_or("\u{ffff}");
        listed.push(json!([first, add(&mut files, path("w", number), &json!(part))]));
    }
    versions.push(("words", json!(listed)));
    let root = Address::new("index").root(site.config.pretty_urls);
    let viewer = Viewer::new(stage, &root);
    let mut listed = Vec::new();
    for number in 0..sizes.docs {
        let numbers = number * DOCS_A_FILE..count.min((number + 1) * DOCS_A_FILE);
        let entries: Vec<Value> = numbers.map(|number| docs::entry(&viewer, number)).collect();
        listed.push(add(&mut files, path("d", number), &json!(entries)));
    }
    versions.push(("docs", json!({ "size": DOCS_A_FILE, "files": listed })));
    let names = names(site);
    let mut listed = Vec::new();
    for (number, part) in parts(&names, sizes.names).into_iter().enumerate() {
        let length = part.first().map_or(1000, |name| name.encode_utf16().count());
        listed.push(json!([length, add(&mut files, path("n", number), &json!(part))]));
    }
    versions.push(("names", json!(listed)));
    let all: Vec<Years> = (0..count).map(|number| docs::years(site, number)).collect();
    let base = all.iter().flatten().flat_map(|(first, last)| [first, last]).flatten().min().copied();
    let mut listed = Vec::new();
    for (number, part) in all.chunks(YEARS_A_FILE).enumerate() {
        listed.push(add(&mut files, path("y", number), &json!(years(part, base.unwrap_or(0)))));
    }
    versions.push(("years", json!({ "base": base, "size": YEARS_A_FILE, "files": listed })));
    let mut index = json!({
        "count": count,
        "types": docs::types(site),
        "signs": std::str::from_utf8(digits::SIGNS).unwrap_or_default(),
        "ends": digits::ENDS,
        "grades": grades(stage.words),
        "rules": serde_json::from_str::<Value>(words::RULES).unwrap_or_default(),
    });
    versions.into_iter().for_each(|(name, value)| index[name] = value);
    files.insert(index_path(), safe(&index).into_bytes());
    files
}

/// The words of all grades by their marks.
fn grades(words: &Said) -> Value {
    let sources = Reliability::ALL.iter().map(|grade| reliability(words, *grade));
    let claims = (1..=6).filter_map(Credibility::new).map(|grade| credibility(words, grade));
    sources.chain(claims).map(|grade| (grade.mark.to_owned(), json!(grade.words))).collect()
}

/// Adds a file and gives its version.
fn add(files: &mut Files, path: String, data: &Value) -> String {
    let data = safe(data);
    let version = blake3::hash(data.as_bytes()).to_hex()[..10].to_owned();
    files.insert(path, format!("{{\"version\":\"{version}\",\"data\":{data}}}\n").into_bytes());
    version
}

/// The words of all documents, read on several threads, each of which reads documents that follow each other.
///
/// These are no threads of the pool that makes pages: a thread of that one would, while it waits, begin a page that waits for this.
fn inverted(stage: &Stage<'_>) -> Words {
    let count = docs::count(stage.site);
    let threads = rayon::current_num_threads().clamp(1, 8);
    let size = count.div_ceil(threads).max(1);
    let read = |from: usize| {
        let mut words = Words::default();
        (from..count.min(from + size)).for_each(|number| docs::add(stage, number, &mut words));
        words
    };
    std::thread::scope(|scope| {
        let later: Vec<_> =
            (1..threads).map(|thread| scope.spawn(move || read(count.min(thread * size)))).collect();
        let mut words = read(0);
        for thread in later {
            match thread.join() {
                Ok(part) => words.append(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        words
    })
}

/// Cuts lines into parts of about the same number of bytes; the last parts may be empty.
fn parts(lines: &[String], count: usize) -> Vec<&[String]> {
    let size = |line: &String| line.len() + 3;
    let total: usize = lines.iter().map(size).sum();
    let (mut all, mut rest, mut done) = (Vec::with_capacity(count), lines, 0);
    for part in 1..=count {
        let aim = (total as u128 * part as u128 / count as u128) as usize;
        let mut end = 0;
        while end < rest.len() && (part == count || done < aim) {
            done += size(&rest[end]);
            end += 1;
        }
        all.push(&rest[..end]);
        rest = &rest[end..];
    }
    all
}

/// The fewest letters of a name that a mistyped one is compared with.
const SHORTEST: usize = 4;

/// The words of proper names, by length.
fn names(site: &Site) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    docs::each_proper_name(site, &mut |name| {
        words::each(name, &mut |word| {
            if word.chars().count() >= SHORTEST && !word.contains(char::is_numeric) {
                all.push(word.to_owned());
            }
        });
    });
    let length = |word: &String| word.encode_utf16().count();
    all.sort_unstable_by(|a, b| length(a).cmp(&length(b)).then_with(|| order(a, b)));
    all.dedup();
    all
}

/// Years as numbers: 0 for no date, else two: the first year (1 if open, else from 2 on), and the last (0 if open, else from 1 on).
fn years(part: &[Years], base: i64) -> String {
    let mut out = Vec::new();
    let number = |year: Option<i64>, least: usize| {
        year.map_or(least - 1, |year| usize::try_from(year - base).unwrap_or(0) + least)
    };
    for years in part {
        match years {
            None => digits::push(0, &mut out),
            Some((first, last)) => {
                digits::push(number(*first, 2), &mut out);
                digits::push(number(*last, 1), &mut out);
            }
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_of_one_size_and_lose_nothing() {
        let lines: Vec<String> = (0..100).map(|i| format!("{i:05}")).collect();
        for count in [1, 3, 7, 100, 150] {
            let parts = parts(&lines, count);
            assert_eq!(parts.len(), count);
            assert_eq!(parts.concat(), lines);
            assert!(parts.iter().all(|part| part.len() <= 100usize.div_ceil(count)), "{count}");
        }
        assert_eq!(parts(&[], 2), [[""; 0]; 2]);
    }

    #[test]
    fn years_are_open_where_they_are_not_known() {
        let signs = |numbers: &[usize]| {
            let mut out = Vec::new();
            numbers.iter().for_each(|number| digits::push(*number, &mut out));
            String::from_utf8(out).unwrap()
        };
        let all = [None, Some((Some(2014), Some(2016))), Some((None, Some(2014))), Some((Some(2015), None))];
        assert_eq!(years(&all, 2014), signs(&[0, 2, 3, 1, 1, 3, 0]));
    }
}
