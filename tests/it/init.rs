//! `sourcebook init`: a site that works from the first moment, and notes of others that stay as they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Run, differences, has, has_not, tree};

fn sourcebook(folder: &Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sourcebook"));
    command.args(args).current_dir(folder).output().unwrap().into()
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_new_site_builds_and_checks_without_a_word() {
    let home = tempfile::tempdir().unwrap();
    let made = sourcebook(home.path(), &["init", "upper-river"]);
    made.fine().says("Made a site in upper-river: 24 files").says("cd upper-river; sourcebook serve --open");
    let site = home.path().join("upper-river");
    has(&read(&site, "site.yaml"), "title: Upper river\n");
    let check = sourcebook(&site, &["check", "--deny", "warnings"]);
    check.fine().says("9 notes: nothing to report");
    assert_eq!(check.stderr, "");
    let build = sourcebook(&site, &["build", "--verbose"]);
    build.fine().says("2 actors, 2 sources, 1 event, 1 place, 1 topic, 1 briefing, 1 page");
    assert_eq!(build.stderr, "");
    has(&read(&site, "public/index.html"), "Who held the bridge?");
    has(&read(&site, ".gitignore"), "/public\n");
    // What `new` makes fits in.
    sourcebook(&site, &["new", "source", "Second look", "--set", "kind=report"]).fine();
    sourcebook(&site, &["check"]).fine();
}

#[test]
fn the_workflow_runs_commands_that_exist() {
    let site = tempfile::tempdir().unwrap();
    sourcebook(site.path(), &["init", "--title", "The river: \"2024\""]).fine();
    has(&read(site.path(), "site.yaml"), "title: \"The river: \\\"2024\\\"\"\n");
    let workflow: Value = serde_yaml::from_str(&read(site.path(), ".github/workflows/site.yml")).unwrap();
    let steps = workflow["jobs"]["build"]["steps"].as_array().unwrap();
    let commands: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    let own: Vec<&&str> = commands.iter().filter(|run| run.starts_with("sourcebook ")).collect();
    assert_eq!(own, [&"sourcebook check --deny warnings --format github", &"sourcebook build"]);
    for run in own {
        sourcebook(site.path(), &run.split(' ').skip(1).collect::<Vec<_>>()).fine();
    }
    let upload = steps.iter().find(|step| step["with"]["path"] == "public").unwrap();
    assert_eq!(upload["if"], "github.ref == 'refs/heads/main'");
    assert!(site.path().join("public/index.html").is_file());
    assert_eq!(workflow["jobs"]["build"]["env"]["SOURCEBOOK_VERSION"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn editors_find_the_schemas_and_the_places_of_findings() {
    let site = tempfile::tempdir().unwrap();
    sourcebook(site.path(), &["init"]).fine();
    let settings: Value = serde_json::from_str(&read(site.path(), ".vscode/settings.json")).unwrap();
    let schemas = settings["yaml.schemas"].as_object().unwrap();
    assert_eq!(schemas.len(), 8);
    for (path, files) in schemas {
        let schema: Value = serde_json::from_str(&read(site.path(), path)).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        let folder = files.as_str().unwrap().trim_end_matches("/**/*.md");
        assert!(site.path().join(folder).exists(), "{files}");
    }
    has(&read(site.path(), "site.yaml"), "# yaml-language-server: $schema=.vscode/schemas/site.json\n");
    assert!(site.path().join(".vscode/schemas/site.json").is_file());
    // The lines of a finding are those that the task looks for.
    let tasks: Value = serde_json::from_str(&read(site.path(), ".vscode/tasks.json")).unwrap();
    let patterns = &tasks["tasks"][0]["problemMatcher"]["pattern"];
    fs::write(site.path().join("content/actors/bad.md"), "---\ntitle: Bad\nkind: persn\n---\n").unwrap();
    let check = sourcebook(site.path(), &["check"]);
    let lines: Vec<&str> = check.code(1).stderr.lines().collect();
    for (line, pattern) in lines.iter().zip(patterns.as_array().unwrap()) {
        let pattern = json!({ "type": "string", "pattern": pattern["regexp"] });
        assert!(jsonschema::is_valid(&pattern, &json!(line)), "{pattern} does not match {line}");
    }
    has(lines[1], "content/actors/bad.md:3:7");
}

#[test]
fn a_folder_with_anything_in_it_is_refused() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join(".git")).unwrap();
    fs::write(home.path().join("thesis.txt"), "x").unwrap();
    let before = tree(home.path());
    sourcebook(home.path(), &["init"]).code(3).says("is not empty").says("  thesis.txt").says("--obsidian");
    sourcebook(home.path(), &["init", "thesis.txt"]).code(4).says("cannot write thesis.txt");
    assert_eq!(differences(&before, &tree(home.path())), Vec::<String>::new());
    fs::remove_file(home.path().join("thesis.txt")).unwrap();
    fs::create_dir(home.path().join(".vscode")).unwrap();
    fs::write(home.path().join(".vscode/tasks.json"), "{}").unwrap();
    let before = tree(home.path());
    sourcebook(home.path(), &["init"]).code(3).says("  .vscode/tasks.json");
    assert_eq!(differences(&before, &tree(home.path())), Vec::<String>::new());
    fs::remove_file(home.path().join(".vscode/tasks.json")).unwrap();
    sourcebook(home.path(), &["init"]).fine();
}

/// A vault as people have them: notes at the top and in folders of their own, some with properties, most without.
const VAULT: &[(&str, &str)] = &[
    (".obsidian/app.json", "{}"),
    ("Inbox.md", "See [[River Guard]] and [[Nobody]], and ![[map.svg]].\n\nMail a@b.example.\n"),
    ("People/River Guard.md", "---\naliases: [RG]\ntags: [group]\n---\nThe [[Inbox|inbox]] of [[RG]].\n"),
    ("actors/Ministry.md", "---\ntitle: Ministry\n---\nIt fights [[River Gard]], says @daily.\n"),
    ("map.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
];

#[test]
fn a_vault_is_adopted_and_stays_as_it_is() {
    let vault = tempfile::tempdir().unwrap();
    for (path, text) in VAULT {
        let path = vault.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let before = tree(vault.path());
    let run = sourcebook(vault.path(), &["init", "--obsidian", "--title", "River"]);
    run.fine()
        .says("Added site.yaml: 3 notes, all drafts for now")
        .says("3 references above would not resolve");
    let places: BTreeMap<String, String> =
        run.findings().into_iter().map(|finding| (finding.place, finding.rule)).collect();
    let wanted = [
        ("Inbox.md:1:27", "unknown-link"),
        ("actors/Ministry.md:4:13", "unknown-link"),
        ("actors/Ministry.md:4:33", "unknown-source"),
    ];
    let wanted: BTreeMap<_, _> = wanted.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(places, wanted, "{}", run.stderr);
    run.says("did you mean `river-guard`?")
        .says("no-front-matter: 1")
        .says("no-type: 1")
        .says("missing-field: 1");
    run.says("unknown-field: 1");
    let mut after = tree(vault.path());
    let settings = String::from_utf8(after.remove("site.yaml").unwrap()).unwrap();
    has(&settings, "content: .\n");
    has(&settings, "default_visibility: draft\n");
    assert_eq!(differences(&before, &after), Vec::<String>::new());
    sourcebook(vault.path(), &["init", "--obsidian"]).code(3).says("is a site already");
    // `check` says the same in full, at the same places.
    let check = sourcebook(vault.path(), &["check"]);
    check.code(1).says("no-front-matter").says("Inbox.md:1:1");
}

#[test]
fn a_site_can_hold_its_notes_beside_its_settings() {
    let home = tempfile::tempdir().unwrap();
    let vault = home.path().join("vault");
    for (path, text) in [
        ("actors/River Guard.md", "---\ntitle: River Guard\nvisibility: public\n---\nSee [[Notes on it]].\n"),
        (
            "Notes on it.md",
            "---\ntitle: Notes on it\ntype: page\nvisibility: public\n---\nText with ![[map.svg]].\n",
        ),
        ("map.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("static/x.txt", "x"),
        ("static/no.md", "no note"),
    ] {
        fs::create_dir_all(vault.join(path).parent().unwrap()).unwrap();
        fs::write(vault.join(path), text).unwrap();
    }
    sourcebook(&vault, &["init", "--obsidian"]).fine().says("every link resolves");
    sourcebook(&vault, &["build"]).fine().says("2 notes");
    // The output is no note of the next build.
    sourcebook(&vault, &["build"]).fine().says("0 written");
    has(&read(&vault, "public/actors/river-guard.html"), "notes-on-it.html");
    has(&read(&vault, "public/actors.html"), "River Guard");
    has_not(&read(&vault, "public/actors/river-guard.html"), "no note");
    sourcebook(&vault, &["build", "--out", "elsewhere"]).code(3);
    sourcebook(&vault, &["build", "--out", "../elsewhere"]).fine();
    sourcebook(&vault, &["new", "topic", "Rivers"]).fine().says("Made topics/rivers.md");
    assert!(vault.join("topics/rivers.md").is_file());
    sourcebook(&vault, &["check"]).fine();
}
