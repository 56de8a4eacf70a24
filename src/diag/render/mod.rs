//! Findings as text for people, and for programs: one renderer a format.

mod github;
mod json;
mod sarif;
mod text;

pub use github::github;
pub use json::json;
pub use sarif::{About, Run, sarif};
pub use text::text;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Diagnostic;
use crate::text::{FileId, LineIndex, Position, SourceFile, Span};

/// A part of a file: path, and first and last place.
struct Place<'a> {
    path: &'a str,
    /// The words of the first line that the part touches.
    line: &'a str,
    start: Position,
    end: Position,
}

/// The places of findings; the lines of a file are counted once for all of its findings.
struct Places<'a> {
    files: &'a [Arc<SourceFile>],
    lines: FxHashMap<FileId, LineIndex<'a>>,
}

impl<'a> Places<'a> {
    fn new(files: &'a [Arc<SourceFile>]) -> Self {
        Places { files, lines: FxHashMap::default() }
    }

    /// Where a finding stands; none for one about the site as a whole.
    fn of(&mut self, diagnostic: &Diagnostic) -> Option<Place<'a>> {
        self.at(diagnostic.file?, diagnostic.span)
    }

    fn at(&mut self, id: FileId, span: Span) -> Option<Place<'a>> {
        let file = self.files.get(id.0 as usize)?;
        let lines = self.lines.entry(id).or_insert_with(|| LineIndex::new(&file.text));
        let (start, end) = (lines.position(span.start), lines.position(span.end));
        Some(Place { path: file.path.as_str(), line: lines.line(start.line), start, end })
    }
}
