//! Rules: their examples, their levels, allowances, and what `--fix` does.

use serde_json::Value;
use sourcebook::check::{Rule, rules};

use crate::support::{Run, Site, files};

fn check(site: &Site, args: &[&str]) -> Run {
    site.command_of("check").args(args).output().unwrap().into()
}

/// Findings of a rule, and all errors, as `level place-width rule`.
pub(crate) fn findings(rule: &Rule, site: &Site) -> Vec<String> {
    let run = check(site, &["--format", "json", "--today", "2026-01-01"]);
    let all: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}: {run:?}", rule.name));
    let mut shown: Vec<String> = all
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["rule"] == rule.name || found["level"] == "error")
        .map(|found| {
            let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
            let number = |key: &str| found[key].as_u64().unwrap_or_default();
            let one_line = number("line") == number("end_line");
            let width = if one_line { number("end_column") - number("column") } else { 0 };
            // An empty place is drawn as one mark.
            let width = if one_line && width == 0 { 1 } else { width };
            let place = format!("{}:{}:{}", text("file"), number("line"), number("column"));
            format!("{} {place} {width} {}", text("level"), text("rule"))
        })
        .collect();
    shown.sort();
    shown
}

/// What is drawn in a fixture, in the form of `findings`; a mark that goes on behind its line has no width.
pub(crate) fn drawn(fixture: &str, found: &[String]) -> Vec<String> {
    let mut all: Vec<String> = files(fixture)
        .into_iter()
        .flat_map(|file| file.marks)
        .map(|mark| {
            let start = format!("{} {} ", mark.level, mark.place);
            let over_lines = found.contains(&format!("{start}0 {}", mark.rule));
            format!("{start}{} {}", if over_lines { 0 } else { mark.width }, mark.rule)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn every_rule_fires_where_its_example_says_and_is_silent_below() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let example = rule.example();
        let found = findings(rule, &Site::of(&example));
        let marks = drawn(&example, &found);
        if found != marks || !marks.iter().any(|mark| mark.ends_with(rule.name)) {
            wrong.push(format!("{}: found {found:#?}, drawn {marks:#?}", rule.name));
        }
        let instead = rule.instead();
        let found = findings(rule, &Site::of(&instead));
        if !found.is_empty() || !files(&instead).iter().all(|file| file.marks.is_empty()) {
            wrong.push(format!("{}: not silent on what to use instead: {found:#?}", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn explain_tells_of_a_rule_and_of_a_near_one() {
    let explain = |args: &[&str]| -> Run {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sourcebook"));
        command.arg("explain").args(args).output().unwrap().into()
    };
    let one = explain(&["empty-note"]);
    one.code(0);
    for words in ["empty-note (warning, ", "Why it matters", "The way out", "%% allow empty-note: "] {
        assert!(one.stdout.contains(words), "{words} is missing in\n{}", one.stdout);
    }
    let list = explain(&[]);
    assert_eq!(
        list.stdout.lines().filter(|line| line.contains("  error  ") || line.contains("  warning  ")).count(),
        rules().len()
    );
    explain(&["emty-note"]).code(2).says("did you mean `empty-note`?");
}

#[test]
fn levels_are_set_by_site_note_and_place() {
    let site = Site::new();
    site.note("topics/a.md", "---\ntitle: A\n---\n");
    site.note("topics/b.md", "---\ntitle: B\nrules: {empty-note: off}\n---\n");
    site.note("topics/c.md", "---\n# allow empty-note: it is only a heading\ntitle: C\n---\n");
    let rules = |run: &Run| run.rules();
    assert_eq!(
        rules(&check(&site, &[])),
        [
            "empty-note content/topics/a.md:1:1",
            "empty-note content/topics/c.md:1:1",
            "unused-allowance content/topics/c.md:2:1",
        ]
    );
    site.settings("title: T\nrules: {empty-note: error}\n");
    site.build().code(1);
    site.note("topics/a.md", "---\ntitle: A\nrules: {empty-note: warn}\n---\n");
    site.note("topics/c.md", "---\ntitle: C\n---\nText.\n");
    site.build().code(0).says("warning[empty-note]");
    site.note("topics/c.md", "---\ntitle: C\nrules: {emty-note: off}\n---\nText.\n");
    check(&site, &[]).code(1).says("content/topics/c.md:3:20").says("did you mean `empty-note`?");
}
