//! Looks through all that readers would get for words that they may not see.
//!
//! Nothing private reaches what pages are made of, because `select` keeps it back; this is the second lock, for what templates, static files
//! and mistakes of our own might let through. Every file is read as it is, as base64, and compressed; [`each_word`](crate::text::each_word)
//! tells in which other forms words are known.

use std::io::Read;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{PublishError, compress};
use crate::media::pdf;
use crate::output::content_type;
use crate::select::{Guard, Hit, Sort};
use crate::text::FileId;

/// Something withheld in a file that readers would get.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    pub path: String,
    /// Where in the file, in words that say nothing of what it is.
    pub place: String,
    /// What stands there; only for the eyes of the site's writers.
    pub context: String,
    /// A private file that has it.
    pub file: FileId,
}

/// What was found so far; several files may be looked at at a time.
#[derive(Debug)]
pub struct Leaks<'g> {
    guard: Option<&'g Guard>,
    found: Mutex<Vec<Leak>>,
}

/// The most that a compressed part of a file is unpacked to.
const MOST: u64 = 256 << 20;
/// The fewest signs in a row that are read as base64: what is shorter holds no word that counts.
const LEAST_BASE64: usize = 16;

impl<'g> Leaks<'g> {
    pub fn new(guard: Option<&'g Guard>) -> Leaks<'g> {
        Leaks { guard, found: Mutex::default() }
    }

    /// True if there is anything to look for.
    pub fn is_wanted(&self) -> bool {
        self.guard.is_some()
    }

    /// Looks at a file and at its path.
    pub fn look(&self, path: &str, bytes: &[u8]) {
        let Some(guard) = self.guard else { return };
        let leak = in_path(guard, path).or_else(|| in_file(guard, path, bytes));
        if let Some((place, context, file)) = leak {
            let leak = Leak { path: path.to_owned(), place, context, file };
            self.found.lock().unwrap_or_else(PoisonError::into_inner).push(leak);
        }
    }

    /// Refuses the output if anything was found.
    pub fn end(self) -> Result<(), PublishError> {
        let mut found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort();
        if found.is_empty() { Ok(()) } else { Err(PublishError::Leaks(found)) }
    }
}

type Found = (String, String, FileId);

fn in_path(guard: &Guard, path: &str) -> Option<Found> {
    let hit = guard.find(path.as_bytes(), Sort::Text)?;
    Some(("in its address".to_owned(), context(path.as_bytes(), hit), hit.file))
}

fn in_file(guard: &Guard, path: &str, bytes: &[u8]) -> Option<Found> {
    let whole = |form: &str, bytes: &[u8], inner: &str| {
        let (_, context, file) = in_bytes(guard, bytes, sort_of(inner))?;
        Some((form.to_owned(), context, file))
    };
    if compress::is_gzip(bytes) {
        let inner = path.strip_suffix(".gz").unwrap_or(path);
        return whole("compressed", &unpacked(flate2::read::MultiGzDecoder::new(bytes)), inner);
    }
    if let Some(inner) = path.strip_suffix(".br") {
        return whole("compressed", &unpacked(brotli::Decompressor::new(bytes, 4096)), inner);
    }
    if content_type(path) == "application/pdf" {
        let streams =
            pdf::streams(bytes).find_map(|stream| whole("in a compressed part of it", &stream, path));
        return in_bytes(guard, bytes, Sort::Binary).or(streams);
    }
    in_bytes(guard, bytes, sort_of(path))
}

fn in_bytes(guard: &Guard, bytes: &[u8], sort: Sort) -> Option<Found> {
    if let Some(hit) = guard.find(bytes, sort) {
        return Some((place(bytes, hit.at), context(bytes, hit), hit.file));
    }
    if sort != Sort::Text {
        return None;
    }
    runs(bytes).find_map(|(at, run)| {
        // What stands before it may look as if it belonged to it.
        (0..4).find_map(|shift| {
            let decoded = decode(&run[shift..])?;
            let sort = if is_text(&decoded) { Sort::Text } else { Sort::Binary };
            let hit = guard.find(&decoded, sort)?;
            Some((format!("{}, in base64", place(bytes, at)), context(&decoded, hit), hit.file))
        })
    })
}

fn sort_of(path: &str) -> Sort {
    // Programs, fonts and their licences come with us.
    if path.starts_with("vendor/") || path.starts_with("fonts/") {
        return Sort::Code;
    }
    if is_index(path) {
        return Sort::Index;
    }
    let kind = content_type(path);
    match kind.split(';').next().unwrap_or_default() {
        "text/css" | "text/javascript" => Sort::Code,
        "application/json" | "application/geo+json" | "application/xml" | "image/svg+xml" => Sort::Text,
        text if text.starts_with("text/") => Sort::Text,
        // Files for hosts have no ending, or one of their own.
        "application/octet-stream" => Sort::Text,
        _ => Sort::Binary,
    }
}

/// True for the parts of the search index, in any language, that hold numbers written as letters.
fn is_index(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or_default();
    let is_part = name.ends_with(".json") && (name.starts_with("w-") || name.starts_with("y-"));
    is_part && folders.rsplit('/').next() == Some("search")
}

fn place(bytes: &[u8], at: usize) -> String {
    let before = &bytes[..at];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = at - before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1) + 1;
    format!("line {line}, byte {column}")
}

/// A few words around a place.
fn context(bytes: &[u8], hit: Hit) -> String {
    let (start, end) = (hit.at.saturating_sub(12 + 24 * (hit.words - 1)), bytes.len().min(hit.at + 40));
    let text = String::from_utf8_lossy(&bytes[start..end]);
    let text = text.trim_matches('\u{fffd}').split_whitespace().collect::<Vec<_>>().join(" ");
    text.escape_debug().to_string()
}

fn unpacked(reader: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Of what is broken, all that can be read is looked at.
    let _ = reader.take(MOST).read_to_end(&mut bytes);
    bytes
}

/// Every run of signs that may be base64, with its place.
fn runs(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            // Any run as long as this has a sign at one of these places.
            let at = (from..bytes.len()).step_by(LEAST_BASE64).find(|at| is_base64(bytes[*at]))?;
            let start = (from..at).rev().take_while(|at| is_base64(bytes[*at])).last().unwrap_or(at);
            let end = (at..bytes.len()).find(|at| !is_base64(bytes[*at])).unwrap_or(bytes.len());
            from = end + 1;
            let run = &bytes[start..end];
            let has = |is: fn(&u8) -> bool| run.iter().any(is);
            if run.len() >= LEAST_BASE64 && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) {
                return Some((start, run));
            }
        }
    })
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

fn decode(run: &[u8]) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    // One sign over tells nothing.
    let whole = if run.len() % 4 == 1 { &run[..run.len() - 1] } else { run };
    // The alphabet of addresses has two signs of its own; a path before it may have those of the other.
    let one_way = |byte: &u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => *other,
    };
    let signs: Vec<u8> = whole.iter().map(one_way).collect();
    GeneralPurpose::new(&STANDARD, LENIENT).decode(signs).ok()
}

fn is_text(bytes: &[u8]) -> bool {
    let is_plain = |c: char| !c.is_control() || c.is_whitespace();
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_plain))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::select::Withheld;

    fn guard() -> Guard {
        Withheld::of_words(FileId(7), "Xenia Quarzenberg قزفكس").guard()
    }

    fn place_in(path: &str, bytes: &[u8]) -> Option<String> {
        let guard = guard();
        let leaks = Leaks::new(Some(&guard));
        leaks.look(path, bytes);
        match leaks.end() {
            Ok(()) => None,
            Err(PublishError::Leaks(found)) => Some(found[0].place.clone()),
            Err(error) => panic!("{error}"),
        }
    }

    fn base64(text: &str) -> String {
        base64::engine::general_purpose::STANDARD.encode(text)
    }

    #[test]
    fn words_are_found_in_every_form() {
        let encoded = base64("{\"name\": \"Xenia Quarzenberg\"}");
        let of_urls = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode("??>>~~ quarzenberg ~~");
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(b"<p>Quarzenberg</p>").unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        zlib.write_all(b"(Quarzenberg) Tj").unwrap();
        let pdf = [b"%PDF-1.7\nstream\r\n".as_slice(), &zlib.finish().unwrap(), b"\nendstream"].concat();
        let wide: Vec<u8> = "Quarzenberg".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (path, bytes, expected) in [
            ("a.html", b"<p>\n a Quarzenberg".as_slice(), "line 2, byte 4"),
            ("a.json", "[\"\\u0642\\u0632\\u0641\\u0643\\u0633\"]".as_bytes(), "line 1, byte 3"),
            ("a.html", "<a href=\"%D9%82%D8%B2%D9%81%D9%83%D8%B3\">".as_bytes(), "line 1, byte 10"),
            ("xenia.html", b"", "in its address"),
            (
                "a.html",
                format!("\n<img src=\"data:x;base64,{encoded}\">").as_bytes(),
                "line 2, byte 25, in base64",
            ),
            ("a.html", format!("x {of_urls} y").as_bytes(), "line 1, byte 3, in base64"),
            ("a.html", format!("a/b/{of_urls}").as_bytes(), "line 1, byte 1, in base64"),
            ("a.html.gz", &gzip, "compressed"),
            ("a.html", &gzip, "compressed"),
            ("a.pdf", &pdf, "in a compressed part of it"),
            ("a.jpg", &wide, "line 1, byte 2"),
            ("_headers", b"/xenia\n", "line 1, byte 2"),
        ] {
            assert_eq!(place_in(path, bytes).as_deref(), Some(expected), "{path}");
        }
        let mut small = Vec::new();
        let params = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut b"a Quarzenberg".as_slice(), &mut small, &params).unwrap();
        assert_eq!(place_in("a.css.br", &small), None);
        assert_eq!(place_in("a.html.br", &small).as_deref(), Some("compressed"));
    }

    #[test]
    fn what_is_broken_is_read_as_far_as_it_goes() {
        for path in ["a.gz", "a.br", "a.pdf", "a.png", "a.html"] {
            for bytes in
                [b"".as_slice(), b"stream\n\x78\x9c", b"\x1f\x8b\x08\0", b"AAAAAAAAAAAAAAAAAAAAAAAAa"]
            {
                assert_eq!(place_in(path, bytes), None, "{path}");
            }
        }
    }

    #[test]
    fn only_the_search_index_is_read_as_one() {
        let found = |path: &str| place_in(path, b"[\"a quarzenberg\"]").is_some();
        let paths = [
            "search/w-00.json",
            "ar/search/y-01.json",
            "research/w-1.json",
            "search/w-1.html",
            "search/d-00.json",
        ];
        assert_eq!(paths.map(found), [false, false, true, true, true]);
    }

    #[test]
    fn runs_of_base64_are_whole() {
        let text =
            format!("word {} words-and/paths.html, {}", base64("one, two, three, four"), "Ab".repeat(40));
        let all: Vec<&[u8]> = runs(text.as_bytes()).map(|(_, run)| run).collect();
        let whole = base64("one, two, three, four");
        assert_eq!(all, [whole.trim_end_matches('=').as_bytes(), "Ab".repeat(40).as_bytes()]);
        assert_eq!(decode(all[0]).unwrap(), b"one, two, three, four");
    }
}
