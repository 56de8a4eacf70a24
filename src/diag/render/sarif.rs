//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Places;
use crate::diag::{Diagnostic, Level};
use crate::text::SourceFile;

/// Prints all findings as one SARIF log with one run.
pub fn sarif(found: &[Diagnostic], files: &[SourceFile]) -> String {
    let mut places = Places::new(files);
    let rules: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.rule).collect();
    let results: Vec<Value> = found.iter().map(|diagnostic| result(diagnostic, &mut places)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Sourcebook",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_iter().map(|id| json!({ "id": id })).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

fn result(diagnostic: &Diagnostic, places: &mut Places<'_>) -> Value {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    let words = std::iter::once(&diagnostic.message).chain(&diagnostic.help);
    let text: Vec<&str> = words.map(String::as_str).collect();
    let mut result =
        json!({ "ruleId": diagnostic.rule, "level": level, "message": { "text": text.join(". ") } });
    if let Some(place) = places.of(diagnostic) {
        let uri = crate::text::percent_encode(place.path);
        result["locations"] = json!([{ "physicalLocation": {
            "artifactLocation": { "uri": uri },
            "region": {
                "startLine": place.start.line,
                "startColumn": place.start.column,
                "endLine": place.end.line,
                "endColumn": place.end.column,
            },
        }}]);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, SitePath, Span};

    #[test]
    fn a_log_has_rules_and_places() {
        let files = [SourceFile { path: SitePath::new("content/a b.md").unwrap(), text: "x y".into() }];
        let found = [Diagnostic::error("unknown-link", FileId(0), Span::new(2, 3), "m").help("h")];
        let log: Value = serde_json::from_str(&sarif(&found, &files)).unwrap();
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "unknown-link");
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/a%20b.md");
        assert_eq!(place["region"]["startColumn"], 3);
        assert_eq!(run["results"][0]["message"]["text"], "m. h");
    }
}
