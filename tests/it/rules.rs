//! Rules: their examples, their levels, allowances, and what `--fix` does.

use serde_json::{Value, json};
use sourcebook::check::{Rule, Work, rules};

use crate::support::{Run, Site, files};

fn check(site: &Site, args: &[&str]) -> Run {
    site.command_of("check").args(args).output().unwrap().into()
}

/// Findings of a rule, and all errors, as `level place-width rule`.
pub(crate) fn findings(rule: &Rule, site: &Site) -> Vec<String> {
    let wanted = |found: &Value| found["rule"] == rule.name || found["level"] == "error";
    match rule.work {
        Work::Online(_) => shown_findings(&check_online(site, "json"), wanted),
        _ => findings_that(site, wanted),
    }
}

/// A check with answers that all came lately, so that nobody is asked.
fn check_online(site: &Site, format: &str) -> Run {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let kept = |answer: Value| json!({ "asked": now, "answer": answer });
    let answers = json!({
        "format": 1,
        "verdicts": {
            "https://gazette.example/gone": kept(json!({ "dead": { "status": 410 } })),
            "https://gazette.example/moved": kept(json!({ "moved": "https://gazette.example/2021/05/14" })),
            "https://gazette.example/2021/05/14": kept(json!("fine")),
            "https://archive.example/20210515/gazette.example/gone": kept(json!("fine")),
        },
        "copies": {},
    });
    site.file("../cache/sourcebook/links.json", answers.to_string());
    let mut command = site.command_of("check");
    command.args(["--format", format, "--today", "2026-01-01", "--online", "--archive", "none"]);
    command.env("XDG_CACHE_HOME", site.path("../cache").canonicalize().unwrap());
    let run = Run::from(command.output().unwrap());
    assert!(run.stderr.contains("asked 0 of"), "{run:?}");
    run
}

/// What one run of the program finds, as far as it is wanted.
pub(crate) fn findings_that(site: &Site, wanted: impl Fn(&Value) -> bool) -> Vec<String> {
    shown_findings(&check(site, &["--format", "json", "--today", "2026-01-01"]), wanted)
}

fn shown_findings(run: &Run, wanted: impl Fn(&Value) -> bool) -> Vec<String> {
    let all: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let mut shown: Vec<String> = all
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| wanted(found))
        .map(|found| {
            let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
            let number = |key: &str| found[key].as_u64().unwrap_or_default();
            let one_line = number("line") == number("end_line");
            let width = if one_line { number("end_column") - number("column") } else { 0 };
            // An empty place is drawn as one mark.
            let width = if one_line && width == 0 { 1 } else { width };
            // What is about the site as a whole has no place.
            let (place, width) = match found.get("file") {
                Some(_) => (format!("{}:{}:{}", text("file"), number("line"), number("column")), width),
                None => (String::new(), 0),
            };
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

/// Asserts that a rule reports what is drawn in a fixture and nothing else, and that there is no error beside.
#[track_caller]
pub(crate) fn reports(rule: &str, fixture: &str) {
    let rule = sourcebook::check::rule(rule).unwrap();
    let found = findings(rule, &Site::of(fixture));
    assert_eq!(found, drawn(fixture, &found));
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
        ["empty-note content/topics/a.md:1:1",],
        "an allowance above all fields is about the note as a whole"
    );
    site.note("topics/c.md", "---\ntitle: C\n# allow empty-note: below the title\nsummary: S\n---\n");
    assert_eq!(
        rules(&check(&site, &[])),
        [
            "empty-note content/topics/a.md:1:1",
            "empty-note content/topics/c.md:1:1",
            "unused-allowance content/topics/c.md:3:1",
        ]
    );
    site.note("topics/c.md", "---\ntitle: C # allow empty-note: behind it\n---\n");
    check(&site, &[]).says("bad-allowance").says("content/topics/c.md:2:10").says("on a line of its own");
    site.settings("title: T\nrules: {empty-note: error}\n");
    site.build().code(1);
    site.note("topics/a.md", "---\ntitle: A\nrules: {empty-note: warn}\n---\n");
    site.note("topics/c.md", "---\ntitle: C\n---\nText.\n");
    site.build().code(0).says("warning[empty-note]");
    site.note("topics/c.md", "---\ntitle: C\nrules: {emty-note: off}\n---\nText.\n");
    check(&site, &[]).code(1).says("content/topics/c.md:3:9").says("did you mean `empty-note`?");
}

#[test]
fn a_slip_in_the_name_of_a_rule_is_told_wherever_it_stands() {
    let site = Site::new();
    site.settings("title: T\nrules: {emty-note: off}\n");
    site.note(
        "topics/a.md",
        "---\ntitle: A\nrules: {raw-htm: off}\n# allow stal: x\n---\n%% allow qqq: x %%\n\nText.\n",
    );
    let run = check(&site, &[]);
    run.code(1);
    for words in ["`empty-note`?", "`raw-html`?", "`stale`?", "`sourcebook explain` lists all rules"] {
        run.says(words);
    }
    assert_eq!(
        run.rules(),
        [
            "wrong-value site.yaml:2:9",
            "wrong-value content/topics/a.md:3:9",
            "bad-allowance content/topics/a.md:4:1",
            "bad-allowance content/topics/a.md:6:1",
        ]
    );
}

#[test]
fn an_error_elsewhere_makes_no_allowance_look_unused() {
    let site = Site::new();
    site.note("topics/a.md", "---\ntitle: A\n---\n%% allow raw-html: quoted %%\nText.\n");
    assert_eq!(check(&site, &[]).rules(), ["unused-allowance content/topics/a.md:4:1"]);
    site.note("topics/b.md", "---\ntitle: B\n---\n[[nobody]]\n");
    assert_eq!(check(&site, &[]).rules(), ["unknown-link content/topics/b.md:4:3"]);
    check(&site, &["--fix"]).code(1).says("nothing to mend");
}

/// The page of the sample site that is made from the rules' words; `UPDATE=1` makes it anew.
#[test]
fn rules_have_their_page_in_the_sample() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/content/pages/rules.md");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sourcebook"));
    let run: Run = command.args(["explain", "--all"]).output().unwrap().into();
    run.code(0);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &run.stdout).unwrap();
    }
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert!(page == run.stdout, "content/pages/rules.md is old: UPDATE=1 cargo test --test it rules");
}

#[test]
fn rules_of_the_page_can_be_linked_to_and_its_examples_are_text() {
    let page = sourcebook::check::manual::page();
    let site = Site::new();
    site.note("pages/rules.md", &page);
    site.note(
        "topics/x.md",
        "---\ntitle: X\n---\nSee [[rules#raw-html]] and [a rule](../pages/rules.md#sec-bad-date).\n",
    );
    assert_eq!(check(&site, &["--deny", "warnings"]).rules(), Vec::<String>::new());
    site.build().fine();
    let html = site.page("rules.html");
    for rule in rules() {
        let (anchor, link) = (format!("id=\"sec-{}\"", rule.name), format!("#sec-{}\"", rule.name));
        assert!(html.contains(&anchor) && html.contains(&link), "{} has no anchor or link", rule.name);
    }
    for words in
        ["%% allow raw-html: the sign is quoted with its marks %%", ":::internal", "[@daily][@agency]"]
    {
        assert!(html.contains(words), "{words} does not stand in the page");
    }
    assert!(site.page("topics/x.html").contains("rules.html#sec-raw-html"));
}

/// Examples as logs that programs read. `SARIF_DIR` names a folder to keep all of them in, for a check against the standard's schema; without it,
/// one of each shape will do: a warning, an answer, another place, no place.
#[test]
fn every_example_has_its_log() {
    let keep = std::env::var_os("SARIF_DIR").map(std::path::PathBuf::from);
    let shapes = ["raw-html", "bidi-control", "duplicate-id", "symbolic-link", "link-dead"];
    for rule in rules().iter().filter(|rule| keep.is_some() || shapes.contains(&rule.name)) {
        let site = Site::of(&rule.example());
        let run = match rule.work {
            Work::Online(_) => check_online(&site, "sarif"),
            _ => check(&site, &["--format", "sarif", "--today", "2026-01-01"]),
        };
        let log: Value = serde_json::from_str(&run.stdout).unwrap();
        let described = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        let own = described.iter().find(|described| described["id"] == rule.name).unwrap();
        assert!(own["help"]["markdown"].as_str().unwrap().contains("```text"), "{own}");
        assert_eq!(log["runs"][0]["invocations"][0]["exitCode"], run.code.unwrap());
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(described[index]["id"], result["ruleId"]);
        }
        if let Some(folder) = &keep {
            std::fs::write(folder.join(format!("{}.sarif", rule.name)), &run.stdout).unwrap();
        }
    }
}

#[test]
fn the_readme_shows_what_is_said() {
    let site = Site::new();
    // Only what is shown is of interest: the mistakes of one note.
    site.settings(
        "title: Test\nrules: {uncited-paragraph: off, source-never-cited: off, ungraded-source: off}\n",
    );
    site.note("sources/daily.md", "---\ntitle: Three days at the bridge\n---\n");
    site.note("sources/agency.md", "---\ntitle: Agency report\n---\n");
    site.note(
        "actors/river-guard.md",
        "---\ntitle: River Guard\nfounded: 4 March 2015\n---\nThe group held the bridge for three days [@daily, p. 3][@agency].\n",
    );
    let run = check(&site, &[]);
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    assert!(readme.contains(&format!("```\n{}```\n", run.stderr)), "README.md does not show\n{}", run.stderr);
}
