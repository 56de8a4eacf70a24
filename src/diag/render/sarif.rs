//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Place, Places};
use crate::diag::{Diagnostic, Fix, Level};
use crate::text::{SourceFile, percent_encode};

/// The words of a rule.
#[derive(Debug)]
pub struct About {
    pub name: &'static str,
    pub level: Level,
    /// What it reports, in one sentence of Markdown.
    pub short: String,
    /// What it reports and why, in Markdown.
    pub full: String,
    /// All of its words as plain text, and as Markdown.
    pub help: String,
    pub help_markdown: String,
}

/// What a log says of the run that it came from.
#[derive(Debug)]
pub struct Run<'a> {
    /// The folder of the site as it was given; empty for the one in which the program runs.
    pub root: &'a str,
    pub exit_code: u8,
}

/// The base of all paths, by the name that code hosts know.
const BASE: &str = "%SRCROOT%";

/// Prints all findings as one SARIF log with one run; `about` has the words of rules.
pub fn sarif(found: &[Diagnostic], files: &[Arc<SourceFile>], about: &[About], run: &Run<'_>) -> String {
    let mut rules: BTreeMap<&str, usize> = found.iter().map(|diagnostic| (diagnostic.rule, 0)).collect();
    rules.values_mut().enumerate().for_each(|(i, index)| *index = i);
    let described: Vec<Value> = rules
        .keys()
        .map(|name| {
            let about = about.iter().find(|about| about.name == *name);
            about.map_or_else(|| json!({ "id": name }), descriptor)
        })
        .collect();
    let (prefix, base) = bases(run.root);
    let mut log = Log { places: Places::new(files), prefix, seen: BTreeMap::new() };
    let results: Vec<Value> =
        found.iter().map(|diagnostic| log.result(diagnostic, rules[diagnostic.rule])).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Sourcebook",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": described,
            }},
            "invocations": [{ "executionSuccessful": true, "exitCode": run.exit_code }],
            "originalUriBaseIds": { BASE: base },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

/// What stands before the path of each file, and the folder that these are seen from.
///
/// Code hosts look files up from the top of a checkout, in which the program is usually run; so a site in a folder below is named in each path. An
/// absolute root has its own address.
fn bases(root: &str) -> (String, Value) {
    let words = |text: &str| json!({ "text": text });
    let path = root.replace('\\', "/");
    let path = path.trim_end_matches('/').trim_start_matches("./");
    let drive = path.as_bytes().get(1) == Some(&b':');
    if root.starts_with(['/', '\\']) || drive {
        let slash = if drive { "/" } else { "" };
        let uri = format!("file://{slash}{}/", percent_encode(path).replace("%3A", ":"));
        return (String::new(), json!({ "uri": uri, "description": words("The folder of the site.") }));
    }
    let prefix = if matches!(path, "" | ".") { String::new() } else { format!("{path}/") };
    (prefix, json!({ "description": words("The folder in which the program was run.") }))
}

fn descriptor(about: &About) -> Value {
    json!({
        "id": about.name,
        "name": about.name,
        "shortDescription": { "text": about.short },
        "fullDescription": { "text": about.full },
        "help": { "text": about.help, "markdown": about.help_markdown },
        "defaultConfiguration": { "level": word(about.level) },
    })
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

/// A log that is being written.
struct Log<'a> {
    places: Places<'a>,
    prefix: String,
    /// How often each fingerprint was given out.
    seen: BTreeMap<String, u32>,
}

impl Log<'_> {
    fn result(&mut self, diagnostic: &Diagnostic, rule: usize) -> Value {
        let words = std::iter::once(&diagnostic.message).chain(&diagnostic.help);
        let text: Vec<&str> = words.map(String::as_str).collect();
        let place = self.places.of(diagnostic);
        let mut result = json!({
            "ruleId": diagnostic.rule,
            "ruleIndex": rule,
            "level": word(diagnostic.level),
            "message": { "text": text.join(". ") },
            "partialFingerprints": { "primaryLocationLineHash": self.fingerprint(diagnostic, place.as_ref()) },
        });
        // Code hosts drop what has no place; what is about the site as a whole stands at its settings.
        let whole = json!({ "physicalLocation": {
            "artifactLocation": self.artifact("site.yaml"),
            "region": { "startLine": 1 },
        }});
        result["locations"] = json!([place.map_or(whole, |place| self.location(&place))]);
        let mut related = Vec::new();
        for (i, (file, span, words)) in diagnostic.related.iter().enumerate() {
            if let Some(place) = self.places.at(*file, *span) {
                let mut location = self.location(&place);
                location["id"] = json!(i + 1);
                location["message"] = json!({ "text": words });
                related.push(location);
            }
        }
        if !related.is_empty() {
            result["relatedLocations"] = json!(related);
        }
        if let Some(fix) = &diagnostic.fix {
            result["fixes"] = json!([self.fix(fix)]);
        }
        result
    }

    /// A name for a finding that stays when lines are added above it: by rule, file and words of the line, numbered where these repeat.
    fn fingerprint(&mut self, diagnostic: &Diagnostic, place: Option<&Place<'_>>) -> String {
        let (path, line) = place.map_or(("", diagnostic.message.as_str()), |place| (place.path, place.line));
        let words = [diagnostic.rule, path, line.trim()].join("\n");
        let hash = blake3::hash(words.as_bytes()).to_hex()[..16].to_owned();
        let count = self.seen.entry(hash.clone()).or_default();
        *count += 1;
        format!("{hash}:{count}")
    }

    fn fix(&mut self, fix: &Fix) -> Value {
        let mut changes: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for edit in &fix.edits {
            if let Some(place) = self.places.at(edit.file, edit.span) {
                changes.entry(place.path).or_default().push(json!({
                    "deletedRegion": region(&place),
                    "insertedContent": { "text": edit.text },
                }));
            }
        }
        let changes: Vec<Value> = changes
            .into_iter()
            .map(|(path, edits)| json!({ "artifactLocation": self.artifact(path), "replacements": edits }))
            .collect();
        json!({ "description": { "text": fix.title }, "artifactChanges": changes })
    }

    fn location(&self, place: &Place<'_>) -> Value {
        json!({ "physicalLocation": {
            "artifactLocation": self.artifact(place.path),
            "region": region(place),
        }})
    }

    fn artifact(&self, path: &str) -> Value {
        let uri = percent_encode(&format!("{}{path}", self.prefix));
        json!({ "uri": uri, "uriBaseId": BASE })
    }
}

fn region(place: &Place<'_>) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, SitePath, Span};

    fn log(found: &[Diagnostic], text: &str, root: &str) -> Value {
        let files =
            [Arc::new(SourceFile { path: SitePath::new("content/a b.md").unwrap(), text: text.into() })];
        let about = [About {
            name: "unknown-link",
            level: Level::Error,
            short: "Short.".into(),
            full: "Full.".into(),
            help: "Help.".into(),
            help_markdown: "*Help.*".into(),
        }];
        serde_json::from_str(&sarif(found, &files, &about, &Run { root, exit_code: 1 })).unwrap()
    }

    fn unknown(start: usize, end: usize) -> Diagnostic {
        Diagnostic::error("unknown-link", FileId(0), Span::new(start, end), "m").help("h")
    }

    #[test]
    fn a_log_has_rules_and_places() {
        let found = [
            unknown(2, 3)
                .related(FileId(0), Span::new(0, 1), "first")
                .fix("mend", [(Span::new(2, 3), "z".into())]),
            Diagnostic::site_error("bad-name", "whole"),
        ];
        let log = log(&found, "x y", ".");
        let run = &log["runs"][0];
        let rules = &run["tool"]["driver"]["rules"];
        assert_eq!((&rules[0]["id"], &rules[1]["id"]), (&json!("bad-name"), &json!("unknown-link")));
        assert_eq!(rules[1]["help"]["markdown"], "*Help.*");
        assert_eq!(rules[1]["defaultConfiguration"]["level"], "error");
        assert_eq!(run["invocations"][0]["exitCode"], 1);
        let result = &run["results"][0];
        assert_eq!(result["ruleIndex"], 1);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/a%20b.md");
        assert_eq!(place["region"]["startColumn"], 3);
        assert_eq!(result["message"]["text"], "m. h");
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "first");
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["replacements"][0]["insertedContent"]["text"], "z");
        let whole = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(whole["artifactLocation"]["uri"], "site.yaml");
    }

    #[test]
    fn fingerprints_stay_when_lines_move() {
        let prints = |found: &[Diagnostic], text: &str| -> Vec<String> {
            let log = log(found, text, ".");
            let results = log["runs"][0]["results"].as_array().unwrap().clone();
            let print = |result: &Value| result["partialFingerprints"]["primaryLocationLineHash"].to_string();
            results.iter().map(print).collect()
        };
        let before = prints(&[unknown(0, 1), unknown(4, 5)], "one\none\ntwo");
        assert_eq!(before, prints(&[unknown(5, 6), unknown(9, 10)], "new\n\none\none\ntwo"));
        assert_ne!(before[0], before[1]);
        assert_ne!(before[0], prints(&[unknown(8, 9)], "one\none\ntwo")[0]);
    }

    #[test]
    fn paths_are_seen_from_where_the_program_runs() {
        let place = |root: &str| {
            let log = log(&[unknown(0, 1)], "x", root);
            let run = &log["runs"][0];
            let artifact = &run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
            let base = run["originalUriBaseIds"][BASE]["uri"].as_str().unwrap_or_default().to_owned();
            (artifact["uri"].as_str().unwrap().to_owned(), base)
        };
        let (none, file) = (String::new(), "content/a%20b.md".to_owned());
        assert_eq!(place("."), (file.clone(), none.clone()));
        assert_eq!(place("./my site/"), (format!("my%20site/{file}"), none));
        assert_eq!(place("/srv/my site"), (file.clone(), "file:///srv/my%20site/".into()));
        assert_eq!(place("C:\\sites\\one"), (file, "file:///C:/sites/one/".into()));
    }
}
