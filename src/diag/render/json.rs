//! Findings as JSON, one object each.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Place, Places};
use crate::diag::{Diagnostic, Fix, Level};
use crate::text::SourceFile;

/// Prints all findings as one JSON array.
///
/// Each has `rule`, `level` (`error` or `warning`), `message`, `help` (a list), and, if it is about a file, `file`, `line`, `column`, `end_line` and
/// `end_column`, all counted from 1, columns in characters. Where other places belong to it, `related` lists them, each with its `message`. Where
/// `check --fix` knows a safe answer, `fix` has a `title` and `edits`: places, each with the `text` that replaces what stands there.
pub fn json(found: &[Diagnostic], files: &[Arc<SourceFile>]) -> String {
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
                put(&mut value, &place);
            }
            let related: Vec<Value> = diagnostic
                .related
                .iter()
                .filter_map(|(file, span, words)| {
                    let mut other = json!({ "message": words });
                    put(&mut other, &places.at(*file, *span)?);
                    Some(other)
                })
                .collect();
            if !related.is_empty() {
                value["related"] = json!(related);
            }
            if let Some(fix) = &diagnostic.fix {
                value["fix"] = json!({ "title": fix.title, "edits": edits(fix, &mut places) });
            }
            value
        })
        .collect();
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

fn edits(fix: &Fix, places: &mut Places<'_>) -> Vec<Value> {
    fix.edits
        .iter()
        .filter_map(|edit| {
            let mut value = json!({ "text": edit.text });
            put(&mut value, &places.at(edit.file, edit.span)?);
            Some(value)
        })
        .collect()
}

/// Writes down a place.
fn put(value: &mut Value, place: &Place<'_>) {
    value["file"] = json!(place.path);
    value["line"] = json!(place.start.line);
    value["column"] = json!(place.start.column);
    value["end_line"] = json!(place.end.line);
    value["end_column"] = json!(place.end.column);
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
        let files = [Arc::new(SourceFile {
            path: SitePath::new("content/ä.md").unwrap(),
            text: "é\nä[[x]]".into(),
        })];
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

    #[test]
    fn other_places_and_answers_have_places_too() {
        let files = [Arc::new(SourceFile {
            path: SitePath::new("content/a.md").unwrap(),
            text: "é one\ntwo".into(),
        })];
        let found = [Diagnostic::warning("stale", FileId(0), Span::new(3, 6), "m")
            .related(FileId(0), Span::new(7, 10), "the other one")
            .fix("say it", [(Span::new(3, 4), "O".to_owned())])];
        let value: Value = serde_json::from_str(&json(&found, &files)).unwrap();
        let place = |line: u32, column: u32, end: u32| json!({ "file": "content/a.md", "line": line, "column": column, "end_line": line, "end_column": end });
        let with = |mut value: Value, key: &str, words: &str| {
            value[key] = json!(words);
            value
        };
        assert_eq!(value[0]["related"], json!([with(place(2, 1, 4), "message", "the other one")]));
        let edits = [with(place(1, 3, 4), "text", "O")];
        assert_eq!(value[0]["fix"], json!({ "title": "say it", "edits": edits }));
    }
}
