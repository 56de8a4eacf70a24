//! A site's files as recipes: what stands where, and how its bytes are made.

use std::fmt;
use std::path::PathBuf;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::diag::Diagnostic;
use crate::text::SitePath;

/// Makes the bytes of one file, the same at every call.
pub type Maker<'a> = Box<dyn Fn() -> Result<Vec<u8>, MakeError> + Send + Sync + 'a>;

/// How the bytes of a file come about.
pub enum Recipe<'a> {
    /// Made when it is asked for.
    Make(Maker<'a>),
    /// Made as well, but by an address that changes with the bytes: what stands there already need not be made again.
    Lasting(Maker<'a>),
    /// Bytes that stand in memory anyway.
    Bytes(Vec<u8>),
    /// A copy of a file.
    Copy(PathBuf),
}

/// The media type of a file by its name, with the encoding of text.
pub fn content_type(path: &str) -> &'static str {
    let ending =
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json; charset=utf-8",
        "geojson" => "application/geo+json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "bib" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// A path as file systems that fold case and normal form see it.
pub fn folded(path: &str) -> String {
    match path {
        plain if plain.is_ascii() => plain.to_ascii_lowercase(),
        other => other.nfc().flat_map(char::to_lowercase).collect(),
    }
}

/// Why a file could not be made: nearly always a template of the site's own.
#[derive(Debug, Clone)]
pub struct MakeError(pub String);

impl fmt::Display for MakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MakeError {}

/// All files of a site by path, sorted once all are there.
#[derive(Default)]
pub struct Output<'a> {
    files: Vec<(SitePath, Recipe<'a>)>,
    /// Each path as file systems that fold case and normal form see it, with its place among the files.
    folded: FxHashMap<String, u32>,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Output<'a> {
    /// Adds a file; a second one at the same address is an error in the content.
    pub fn add(&mut self, path: &str, recipe: Recipe<'a>) {
        let path = match SitePath::new(path) {
            Ok(path) => path,
            Err(error) => {
                let message = format!("`{}` cannot be the address of a page: {error}", path.escape_debug());
                self.diagnostics
                    .push(Diagnostic::site_error("bad-address", message).help("rename the note or file"));
                return;
            }
        };
        let folded = folded(path.as_str());
        let place = self.files.len() as u32;
        let first = *self.folded.entry(folded).or_insert(place);
        if first != place {
            let other = self.files.get(first as usize).map_or("", |(other, _)| other.as_str());
            let message = format!("two files want the address `{path}` (the other is written `{other}`)");
            self.diagnostics
                .push(Diagnostic::site_error("address-collision", message).help("rename one of them"));
            return;
        }
        self.files.push((path, recipe));
    }

    /// All files, sorted by path.
    pub fn files(&self) -> &[(SitePath, Recipe<'a>)] {
        &self.files
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Recipe<'a>> {
        let place = self.files.binary_search_by(|(own, _)| own.as_str().cmp(path)).ok()?;
        Some(&self.files[place].1)
    }

    /// Puts the files in order, and reports addresses that are a file in one place and a folder in another. To be called at the end, and
    /// again once more files have come, whose paths are then not compared with those before.
    pub fn finish(&mut self) {
        self.folded = FxHashMap::default();
        self.files.sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut folders: Vec<String> = Vec::new();
        for path in self.files.iter().map(|(path, _)| path.as_str()) {
            for (end, _) in path.match_indices('/') {
                // Sorted paths of one folder follow one another.
                if folders.last().is_none_or(|last| last != &path[..end]) {
                    folders.push(path[..end].to_owned());
                }
            }
        }
        folders.sort();
        folders.dedup();
        for folder in folders {
            if self.get(&folder).is_some() {
                let message = format!("`{folder}` is the address of a file and of a folder");
                let found = Diagnostic::site_error("address-collision", message).help("rename one of them");
                if !self.diagnostics.contains(&found) {
                    self.diagnostics.push(found);
                }
            }
        }
    }
}

impl fmt::Debug for Output<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output")
            .field("files", &self.files.iter().map(|(path, _)| path).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_writer() {
        let mut output = Output::default();
        for path in ["a/b.html", "A/b.html", "a", "../x"] {
            output.add(path, Recipe::Bytes(Vec::new()));
        }
        output.finish();
        let rules: Vec<&str> = output.diagnostics.iter().map(|d| d.rule).collect();
        assert_eq!(rules, ["address-collision", "bad-address", "address-collision"]);
    }
}
