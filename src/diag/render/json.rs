//! Findings as JSON, one object each.

use serde_json::{Value, json};

use super::Places;
use crate::diag::{Diagnostic, Level};
use crate::text::SourceFile;

/// Prints all findings as one JSON array.
///
/// Each has `rule`, `level` (`error` or `warning`), `message`, `help` (a list), and, if it is about a file, `file`, `line`, `column`, `end_line` and
/// `end_column`, all counted from 1, columns in characters.
pub fn json(found: &[Diagnostic], files: &[SourceFile]) -> String {
    let mut places = Places::new(files);
    let all: Vec<Value> = found
        .iter()
        .map(|diagnostic| {
            let mut value = json!({
                "rule": diagnostic.rule,
                "level": level(diagnostic.level),
                "message": diagnostic.message,
                "help": diagnostic.help,
            });
            if let Some(place) = places.of(diagnostic) {
                value["file"] = json!(place.path);
                value["line"] = json!(place.start.line);
                value["column"] = json!(place.start.column);
                value["end_line"] = json!(place.end.line);
                value["end_column"] = json!(place.end.column);
            }
            value
        })
        .collect();
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, SitePath, Span};

    #[test]
    fn places_are_counted_in_characters() {
        let files =
            [SourceFile { path: SitePath::new("content/ä.md").unwrap(), text: "é\nä[[x]]".into() }];
        let found = [
            Diagnostic::error("unknown-link", FileId(0), Span::new(5, 10), "there is no note `x`").help("h"),
            Diagnostic::site_error("bad-name", "m"),
        ];
        let value: Value = serde_json::from_str(&json(&found, &files)).unwrap();
        assert_eq!((&value[0]["line"], &value[0]["column"]), (&json!(2), &json!(2)));
        assert_eq!((&value[0]["end_line"], &value[0]["end_column"]), (&json!(2), &json!(7)));
        assert_eq!(value[0]["file"], "content/ä.md");
        assert_eq!(value[1].get("file"), None);
    }
}
