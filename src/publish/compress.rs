//! Compressed copies beside files, for servers that hand them out as they are, and compressed files for stores that say so of them.

use std::io::{self, Write};

use super::dir::bytes_of;
use crate::output::{MakeError, Output, Recipe, content_type};

/// The endings of compressed copies.
pub const ENDINGS: [&str; 2] = [".br", ".gz"];

/// The same output with compressed copies of all files of text.
pub fn with_copies<'o>(output: &'o Output<'_>) -> Output<'o> {
    let mut whole = Output::default();
    for (path, recipe) in output.files() {
        let path = path.as_str();
        let make = move || bytes_of(path, recipe).map_err(|error| MakeError(error.to_string()));
        whole.add(path, Recipe::Make(Box::new(make)));
        if is_text(path) {
            let small = |shrink: fn(&[u8]) -> io::Result<Vec<u8>>| -> Recipe<'o> {
                Recipe::Make(Box::new(move || {
                    shrink(&make()?).map_err(|error| MakeError(format!("it cannot be compressed: {error}")))
                }))
            };
            whole.add(&format!("{path}.br"), small(brotli));
            whole.add(&format!("{path}.gz"), small(gzip));
        }
    }
    whole.finish();
    whole
}

/// The same output with all files of text compressed, at the same paths.
pub fn encoded<'o>(output: &'o Output<'_>) -> Output<'o> {
    let mut whole = Output::default();
    for (path, recipe) in output.files() {
        let path = path.as_str();
        let make = move || {
            let bytes = bytes_of(path, recipe).map_err(|error| MakeError(error.to_string()))?;
            let failed = |error| MakeError(format!("it cannot be compressed: {error}"));
            if is_text(path) { gzip(&bytes).map_err(failed) } else { Ok(bytes) }
        };
        whole.add(path, Recipe::Make(Box::new(make)));
    }
    whole.finish();
    whole
}

/// The `Content-Encoding` (RFC 9110, 8.4) of a file as a store keeps it.
pub fn encoding(path: &str, bytes: &[u8]) -> Option<&'static str> {
    (is_text(path) && is_gzip(bytes)).then_some("gzip")
}

/// True if bytes begin as those of a compressed file do, which no text does.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

/// The path of the file that a path is a compressed copy of, or the path itself.
pub fn original(path: &str) -> &str {
    ENDINGS.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path)
}

fn is_text(path: &str) -> bool {
    let kind = content_type(path);
    kind.starts_with("text/")
        || ["application/json", "application/geo+json", "application/xml", "image/svg+xml"]
            .iter()
            .any(|text| kind.starts_with(text))
}

/// Without name and time, so that the same bytes give the same copy.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn brotli(mut bytes: &[u8]) -> io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut out, &params)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn copies_hold_what_their_files_hold() {
        let text = "<p>Who held the bridge?</p>\n".repeat(100);
        let mut output = Output::default();
        for path in ["a/b.html", "photo.jpg", "data.json"] {
            output.add(path, Recipe::Bytes(text.clone().into_bytes()));
        }
        output.finish();
        let whole = with_copies(&output);
        let bytes = |path: &str| bytes_of(path, whole.get(path).unwrap()).unwrap();
        let paths: Vec<&str> = whole.files().iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "a/b.html",
                "a/b.html.br",
                "a/b.html.gz",
                "data.json",
                "data.json.br",
                "data.json.gz",
                "photo.jpg"
            ]
        );
        assert_eq!(bytes("a/b.html"), text.as_bytes());
        let mut read = String::new();
        flate2::read::GzDecoder::new(bytes("a/b.html.gz").as_slice()).read_to_string(&mut read).unwrap();
        assert_eq!(read, text);
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut bytes("a/b.html.br").as_slice(), &mut read).unwrap();
        assert_eq!(read, text.as_bytes());
        assert_eq!(bytes("a/b.html.gz"), bytes("a/b.html.gz"));
        assert!(bytes("a/b.html.br").len() < 200);
        let whole = encoded(&output);
        for (path, how) in [("a/b.html", Some("gzip")), ("photo.jpg", None), ("data.json", Some("gzip"))] {
            let kept = bytes_of(path, whole.get(path).unwrap()).unwrap();
            assert_eq!(encoding(path, &kept), how, "{path}");
            assert_eq!(kept.len() < text.len(), how.is_some(), "{path}");
        }
        assert_eq!(encoding("a/b.html", text.as_bytes()), None);
        assert_eq!([original("a.html.gz"), original("a.br"), original("a.html")], ["a.html", "a", "a.html"]);
    }
}
