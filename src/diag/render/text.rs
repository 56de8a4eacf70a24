//! Findings in the manner of rustc: the line, the span underlined, the reason and the way out.

use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level as ReportLevel, Message, Renderer, Snippet};

use crate::diag::{Diagnostic, Level};
use crate::text::{FileId, LineIndex, SourceFile, Span};

/// Prints one finding; `colour` adds terminal colours.
pub fn text(diagnostic: &Diagnostic, files: &[Arc<SourceFile>], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let level = match diagnostic.level {
        Level::Error => ReportLevel::ERROR,
        Level::Warning => ReportLevel::WARNING,
    };
    let message = printable(&diagnostic.message);
    let mut group = level.primary_title(&message).id(diagnostic.rule).elements(Vec::<Message<'_>>::new());
    let cuts: Vec<Cut<'_>> = std::iter::once(diagnostic.file.map(|file| (file, diagnostic.span, "")))
        .flatten()
        .chain(diagnostic.related.iter().map(|(file, span, words)| (*file, *span, words.as_str())))
        .filter_map(|(file, span, words)| Cut::new(files, file, span, words))
        .collect();
    for (i, cut) in cuts.iter().enumerate() {
        let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mut annotation = kind.span(cut.range.clone());
        if !cut.words.is_empty() {
            annotation = annotation.label(cut.words);
        }
        group = group
            .element(Snippet::source(&cut.text).path(cut.path).line_start(cut.line).annotation(annotation));
    }
    let help: Vec<String> = diagnostic.help.iter().map(|help| printable(help)).collect();
    for help in &help {
        group = group.element(ReportLevel::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The lines around one span, so that a long file is never handed to the renderer whole.
struct Cut<'a> {
    path: &'a str,
    text: String,
    line: usize,
    range: std::ops::Range<usize>,
    words: &'a str,
}

impl<'a> Cut<'a> {
    fn new(files: &'a [Arc<SourceFile>], file: FileId, span: Span, words: &'a str) -> Option<Self> {
        const LONGEST: usize = 400;
        let file = files.get(file.0 as usize)?;
        let text = &file.text;
        let start = floor(text, span.start as usize);
        let end = ceil(text, (span.end as usize).min(start + LONGEST)).max(start);
        let from = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let to = text[end..].find('\n').map_or(text.len(), |i| end + i);
        let from = floor(text, from.max(start.saturating_sub(LONGEST)));
        let to = ceil(text, to.min(end + LONGEST));
        let line = LineIndex::new(text).position(from as u32).line as usize;
        let cut = Self::clean(&text[from..to]);
        Some(Cut { path: file.path.as_str(), text: cut, line, range: start - from..end - from, words })
    }

    /// Replaces control characters by others of the same length, so that spans hold and terminals stay safe.
    fn clean(text: &str) -> String {
        text.chars()
            .map(|c| match c {
                '\n' | '\t' => c,
                c if c.is_ascii_control() => '?',
                '\u{80}'..='\u{9f}' => '\u{bf}',
                c => c,
            })
            .collect()
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Shows control and direction-changing characters as escapes.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let hide =
                c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            let shown: Vec<char> = if hide { c.escape_unicode().collect() } else { vec![c] };
            shown
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SitePath;

    #[test]
    fn underlines_the_span_and_says_what_to_do() {
        let files = [Arc::new(SourceFile {
            path: SitePath::new("content/a.md").unwrap(),
            text: "---\nvisibilty: draft\n---\n".into(),
        })];
        let found =
            Diagnostic::error("unknown-field", FileId(0), Span::new(4, 13), "unknown field `visibilty`")
                .help("did you mean `visibility`?");
        let shown = text(&found, &files, false);
        assert!(shown.contains("error[unknown-field]: unknown field `visibilty`"), "{shown}");
        assert!(shown.contains("--> content/a.md:2:1"), "{shown}");
        assert!(shown.contains("^^^^^^^^^"), "{shown}");
        assert!(shown.contains("help: did you mean `visibility`?"), "{shown}");
    }

    #[test]
    fn escapes_terminal_sequences() {
        assert_eq!(printable("a\u{1b}]b"), "a\\u{1b}]b");
    }
}
