//! Safe answers to findings, put into the text of files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Diagnostic, Edit};
use crate::text::{FileId, SourceFile};

/// A file's text with answers put in.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub file: FileId,
    pub text: String,
    /// How many findings it answers.
    pub count: usize,
}

/// Puts the answers of findings into their files. Of two that overlap only the first is put in: the other one may no longer be true.
pub fn answers(found: &[Diagnostic], files: &[Arc<SourceFile>]) -> Vec<Answer> {
    let mut taken: BTreeMap<FileId, (Vec<&Edit>, usize)> = BTreeMap::new();
    for fix in found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        let Some(file) = fix.edits.first().map(|edit| edit.file) else { continue };
        let (edits, count) = taken.entry(file).or_default();
        if fix.edits.iter().all(|edit| edit.file == file && !edits.iter().any(|other| overlap(edit, other))) {
            edits.extend(&fix.edits);
            *count += 1;
        }
    }
    let answer = |(file, (mut edits, count)): (FileId, (Vec<&Edit>, usize))| {
        edits.sort_by_key(|edit| edit.span);
        let old = &files.get(file.0 as usize)?.text;
        let (mut text, mut at) = (String::with_capacity(old.len() + 64), 0);
        for edit in edits {
            text.push_str(old.get(at..edit.span.range().start)?);
            text.push_str(&edit.text);
            at = edit.span.range().end;
        }
        text.push_str(old.get(at..)?);
        Some(Answer { file, text, count })
    };
    taken.into_iter().filter_map(answer).collect()
}

/// True if two edits touch the same text, or insert at the same place.
fn overlap(a: &Edit, b: &Edit) -> bool {
    a.span.start < b.span.end && b.span.start < a.span.end || a.span.start == b.span.start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{SitePath, Span};

    #[test]
    fn answers_that_overlap_wait_for_the_next_round() {
        let files =
            [Arc::new(SourceFile { path: SitePath::new("a.md").unwrap(), text: "one two three".into() })];
        let finding = |start, end, text: &str| {
            let span = Span::new(start, end);
            Diagnostic::warning("stale", FileId(0), span, "m").fix("t", [(span, text.to_owned())])
        };
        let found = [finding(8, 13, "3"), finding(0, 3, "1"), finding(2, 5, "x"), finding(8, 8, "y")];
        let all = answers(&found, &files);
        assert_eq!(all, [Answer { file: FileId(0), text: "1 two 3".into(), count: 2 }]);
        assert_eq!(answers(&[], &files), []);
    }
}
