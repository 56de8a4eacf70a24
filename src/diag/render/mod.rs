//! Findings as text for people, and for programs: one renderer a format.

mod github;
mod json;
mod sarif;
mod text;

pub use github::github;
pub use json::json;
pub use sarif::sarif;
pub use text::text;

use super::Diagnostic;
use crate::text::{LineIndex, Position, SourceFile};

/// Where a finding stands: path, and first and last place; none for one about the site as a whole.
struct Place<'a> {
    path: &'a str,
    start: Position,
    end: Position,
}

/// The places of findings; a file's lines are counted once for all of its findings, which come together.
struct Places<'a> {
    files: &'a [SourceFile],
    last: Option<(crate::text::FileId, LineIndex<'a>)>,
}

impl<'a> Places<'a> {
    fn new(files: &'a [SourceFile]) -> Self {
        Places { files, last: None }
    }

    fn of(&mut self, diagnostic: &Diagnostic) -> Option<Place<'a>> {
        let id = diagnostic.file?;
        let file = self.files.get(id.0 as usize)?;
        if self.last.as_ref().is_none_or(|(last, _)| *last != id) {
            self.last = Some((id, LineIndex::new(&file.text)));
        }
        let (_, lines) = self.last.as_ref()?;
        let at = |offset| lines.position(offset);
        Some(Place {
            path: file.path.as_str(),
            start: at(diagnostic.span.start),
            end: at(diagnostic.span.end),
        })
    }
}
