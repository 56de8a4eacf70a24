//! `sourcebook check --fix`: the bytes of files before and after, and what it leaves alone.

use std::fs;

use serde_json::Value;

use crate::support::{Run, Site, Tree, differences, tree};

fn check(site: &Site, args: &[&str]) -> Run {
    site.command_of("check").args(args).output().unwrap().into()
}

/// Mends a site with one note, and gives the note's bytes.
fn mended(path: &str, before: &[u8]) -> Vec<u8> {
    let site = Site::new();
    for source in ["a", "b", "c"] {
        site.note(&format!("sources/{source}.md"), &format!("---\ntitle: Source {source}\n---\n"));
    }
    site.file(path, before);
    let first: Tree = tree(&site.root());
    check(&site, &["--fix"]);
    let second = tree(&site.root());
    let changed = differences(&first, &second);
    assert!(changed.iter().all(|changed| changed == path), "{changed:?} were changed");
    check(&site, &["--fix"]).says("nothing to mend");
    assert_eq!(
        differences(&second, &tree(&site.root())),
        Vec::<String>::new(),
        "a second run changes nothing"
    );
    fs::read(site.path(path)).unwrap()
}

#[track_caller]
fn mends(path: &str, before: &str, after: &str) {
    let path = format!("content/{path}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert_eq!(text(mended(&path, before.as_bytes())), after);
    // The habits of other systems stay.
    let theirs = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(text(mended(&path, theirs(before).as_bytes())), theirs(after));
}

#[test]
fn characters_that_hide_are_taken_out_of_names() {
    mends(
        "actors/x.md",
        "---\ntitle: \"River\u{200b} Guard\"\naliases: [R\u{202e}G, {name: H\u{2060}N, lang: ar}]\n---\nA\u{200b}b.\n",
        "---\ntitle: \"River Guard\"\naliases: [RG, {name: HN, lang: ar}]\n---\nA\u{200b}b.\n",
    );
}

#[test]
fn twin_citations_become_one_group() {
    mends(
        "actors/x.md",
        "---\ntitle: X\n---\nOne [@a][@b]. Two [see @a, p. 3][@b][@c]. `[@a][@b]` é [@a] [@b].\n",
        "---\ntitle: X\n---\nOne [@a; @b]. Two [see @a, p. 3; @b; @c]. `[@a][@b]` é [@a] [@b].\n",
    );
    // What is hidden between the two is not thrown away, and what is no citation is not made one.
    let kept = "---\ntitle: X\n---\nOne [@a]%% or %%[@b]. Two [@a][p. 3].\n";
    mends("actors/x.md", kept, kept);
}

#[test]
fn comments_that_allow_nothing_are_taken_out() {
    mends(
        "topics/x.md",
        "---\n# allow stale: x\ntitle: X\n---\nOne.\n\n%% allow raw-html: x %%\n\nTwo %% allow raw-html: x %%\nthree.\n\n%% a note %%\n\n%% allow raw-html: it is quoted %%\nA <b>.\n",
        "---\ntitle: X\n---\nOne.\n\nTwo\nthree.\n\n%% a note %%\n\n%% allow raw-html: it is quoted %%\nA <b>.\n",
    );
}

#[test]
fn dates_in_another_notation_are_written_in_edtf() {
    mends(
        "events/x.md",
        "---\ntitle: X\ndate: 24 March 2024  # by its own count\nupdated: '2024-3-4'\nreview_by: \"24/03/2027\"\n---\nText.\n",
        "---\ntitle: X\ndate: 2024-03-24  # by its own count\nupdated: '2024-03-04'\nreview_by: \"2027-03-24\"\n---\nText.\n",
    );
    let kept = "---\ntitle: X\ndate: 3/4/2024\nreview_by: early 2027\npublish_at: 2024-3-4\n---\nText.\n";
    mends("events/x.md", kept, kept);
}

#[test]
fn programs_can_read_what_is_left() {
    let dirty = "---\ntitle: X\n---\nOne [@a][@a]. A <b>.\n";
    for format in ["json", "sarif", "github"] {
        let site = Site::new();
        site.settings("title: Test\nrules: {uncited-paragraph: off, source-never-cited: off}\n");
        site.note("sources/a.md", "---\ntitle: A\nreliability: B\n---\n").note("actors/x.md", dirty);
        let shown = check(&site, &["--format", format]);
        assert_eq!(fs::read_to_string(site.path("content/actors/x.md")).unwrap(), dirty, "only shown");
        let run = check(&site, &["--fix", "--format", format]);
        run.code(0);
        assert!(run.stderr.contains("mended 1 finding in 1 file"), "{}", run.stderr);
        match format {
            "github" => {
                assert!(run.stdout.starts_with("::warning title=raw-html,"), "{}", run.stdout);
                assert_eq!(run.stdout.lines().count(), 1);
            }
            "json" => {
                let all: Value = serde_json::from_str(&run.stdout).unwrap();
                assert_eq!(all.as_array().unwrap().len(), 1);
                let before: Value = serde_json::from_str(&shown.stdout).unwrap();
                let edit = &before[0]["fix"]["edits"][0];
                assert_eq!((edit["line"].as_u64(), edit["column"].as_u64()), (Some(4), Some(5)));
                assert_eq!(edit["text"], "[@a; @a]");
            }
            _ => {
                let log: Value = serde_json::from_str(&run.stdout).unwrap();
                assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
                let before: Value = serde_json::from_str(&shown.stdout).unwrap();
                let fix = &before["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
                assert_eq!(fix["replacements"][0]["insertedContent"]["text"], "[@a; @a]");
            }
        }
    }
}

#[test]
fn a_file_that_is_locked_is_left_alone() {
    let site = Site::new();
    let note = |id: &str| format!("---\ntitle: {id}\n---\nOne [@a][@a].\n");
    site.note("sources/a.md", "---\ntitle: A\n---\n");
    site.note("actors/x.md", &note("X")).note("actors/y.md", &note("Y"));
    let locked = site.path("content/actors/x.md");
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    let before = site.everything();
    let run = check(&site, &["--fix"]);
    run.code(4)
        .says("x.md: it is read-only")
        .says("nothing in this file was changed")
        .says("mended 1 finding");
    assert_eq!(differences(&before, &site.everything()), ["site/content/actors/y.md"]);
}
