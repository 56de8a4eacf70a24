//! Findings as annotations of GitHub's workflow logs.

use std::sync::Arc;

use super::Places;
use crate::diag::{Diagnostic, Level};
use crate::text::SourceFile;

/// Prints each finding as one workflow command, `::error file=…,line=…::message`.
pub fn github(found: &[Diagnostic], files: &[Arc<SourceFile>]) -> String {
    let mut places = Places::new(files);
    let mut out = String::new();
    for diagnostic in found {
        let command = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        out.push_str(&format!("::{command} title={}", property(diagnostic.rule)));
        if let Some(place) = places.of(diagnostic) {
            let path = property(place.path);
            let (start, end) = (place.start, place.end);
            out.push_str(&format!(",file={path},line={},col={}", start.line, start.column));
            if start.line == end.line {
                out.push_str(&format!(",endColumn={}", end.column));
            }
        }
        let words = std::iter::once(&diagnostic.message).chain(&diagnostic.help);
        let words: Vec<&str> = words.map(String::as_str).collect();
        out.push_str(&format!("::{}\n", data(&words.join("; "))));
    }
    out
}

/// Escapes a message as the workflow commands want it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property, in which colons and commas separate.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, SitePath, Span};

    #[test]
    fn nothing_in_a_finding_ends_its_command() {
        let files =
            [Arc::new(SourceFile { path: SitePath::new("content/a,b.md").unwrap(), text: "x y".into() })];
        let found = [Diagnostic::warning("raw-html", FileId(0), Span::new(2, 3), "100 %\n::error::x")];
        assert_eq!(
            github(&found, &files),
            "::warning title=raw-html,file=content/a%2Cb.md,line=1,col=3,endColumn=4::100 %25%0A::error::x\n"
        );
    }
}
