//! `sourcebook capture`: the copy, the bytes of the note before and after, and what is refused.

use std::fs;

use sourcebook::model::NoteType;
use sourcebook::note_file::with_parts;

use crate::support::{Run, Site, differences, has};

const HASH: &str = "3fc1b32975168cdf72e44a22ef677581d609d31846439cb5a5e90b686e10f7b2";
const COPY: &str = "The bridge is closed.\n";

/// A site with one source, and beside it in `elsewhere` a copy of it.
fn site(note: &str) -> Site {
    let site = Site::new();
    site.note("sources/gazette.md", note).file("../elsewhere/page.txt", COPY);
    site
}

fn capture(site: &Site, args: &[&str]) -> Run {
    let mut command = site.command_of("capture");
    // 18 March 2024.
    command.args(args).env("SOURCE_DATE_EPOCH", "1710720000").current_dir(site.root());
    command.output().unwrap().into()
}

fn text(site: &Site, path: &str) -> String {
    fs::read_to_string(site.path("content").join(path)).unwrap()
}

fn block(file: &str, date: &str) -> String {
    format!("capture:\n  file: {file}\n  sha256: {HASH}\n  date: {date}\n")
}

#[test]
fn a_copy_from_elsewhere_is_taken_in_and_passes_the_build() {
    let site = site("---\ntitle: Gazette # its own name\nreliability: B\n---\nText.\n");
    let before = site.everything();
    capture(&site, &["gazette", "../elsewhere/page.txt"])
        .fine()
        .says("Captured content/sources/captures/gazette/page.txt in content/sources/gazette.md");
    let changed = differences(&before, &site.everything());
    let made = ["captures/", "captures/gazette/", "captures/gazette/page.txt", "gazette.md"];
    assert_eq!(changed, made.map(|name| format!("site/content/sources/{name}")));
    let block = block("captures/gazette/page.txt", "2024-03-18");
    let wanted = format!("---\ntitle: Gazette # its own name\n{block}reliability: B\n---\nText.\n");
    assert_eq!(text(&site, "sources/gazette.md"), wanted);
    assert_eq!(text(&site, "sources/captures/gazette/page.txt"), COPY);
    site.build().fine();
    assert!(!site.output().keys().any(|path| path.contains("page.txt")), "captures are not published");
    site.note("sources/captures/gazette/page.txt", "Another one.\n");
    site.build().code(1).says("capture-mismatch");
    // What was there first is not lost.
    capture(&site, &["gazette", "../elsewhere/page.txt"]).code(3).says("another file stands at");
    fs::remove_file(site.path("content/sources/captures/gazette/page.txt")).unwrap();
    capture(&site, &["gazette", "../elsewhere/page.txt"]).fine().says("Put back");
    assert_eq!(text(&site, "sources/gazette.md"), wanted);
    site.build().fine();
}

#[test]
fn the_bytes_of_the_note_are_those_of_its_writer() {
    let lines = "---\ntitle: Gazette\nurl: https://g.example\n# allow stale: x\nlang: en\n---\nText.  \n\n";
    let theirs = format!("\u{feff}{}", lines.replace('\n', "\r\n"));
    let site = site(&theirs);
    capture(&site, &["[@gazette]", "../elsewhere/page.txt", "--date", "2024-01-02"]).fine();
    let block = block("captures/gazette/page.txt", "2024-01-02");
    let (first, second) = lines.split_at(lines.find("# allow").unwrap());
    let wanted = format!("\u{feff}{}", format!("{first}{block}{second}").replace('\n', "\r\n"));
    assert_eq!(text(&site, "sources/gazette.md"), wanted);
}

#[test]
fn every_source_of_the_sample_can_have_a_capture_and_keeps_its_text() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/sources");
    let notes: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(notes.len() > 200);
    let parts = [("file", "captures/x/page.txt"), ("sha256", HASH), ("date", "2024-03-18")];
    for note in notes.iter().filter(|note| !note.contains("\ncapture:")) {
        let new = with_parts(note, NoteType::Source, "capture", &parts).unwrap_or_else(|| panic!("{note}"));
        assert_eq!(new.replacen(&block("captures/x/page.txt", "2024-03-18"), "", 1), *note);
    }
}

#[test]
fn a_copy_that_lies_beside_the_notes_stays_there() {
    let site = site("---\ntitle: Gazette\n---\n");
    site.note("sources/daily/index.md", "---\ntitle: Daily\n---\n").note("sources/daily/a.txt", COPY);
    site.note("files/b.txt", COPY);
    capture(&site, &["content/sources/daily/index.md", "content/sources/daily/a.txt"]).fine();
    has(&text(&site, "sources/daily/index.md"), &block("a.txt", "2024-03-18"));
    capture(&site, &["gazette", "content/files/b.txt"]).fine();
    has(&text(&site, "sources/gazette.md"), &block("/files/b.txt", "2024-03-18"));
    assert!(!site.path("content/sources/captures").exists());
    site.build().fine();
    // A note with a folder of its own has its copies there.
    capture(&site, &["daily", "../elsewhere/page.txt", "--replace"]).fine().says("stays where it is: a.txt");
    has(&text(&site, "sources/daily/index.md"), &block("page.txt", "2024-03-18"));
    site.build().fine();
}

#[test]
fn another_capture_is_replaced_only_when_that_is_said() {
    let old =
        format!("---\ntitle: Gazette\ncapture: {{file: old.txt, sha256: {HASH}, date: 2023}} # first\n---\n");
    let site = site(&old);
    site.note("sources/old.txt", COPY);
    capture(&site, &["gazette", "content/sources/old.txt"]).fine().says("Nothing to do");
    capture(&site, &["gazette", "../elsewhere/page.txt"]).code(3).says("old.txt").says("--replace");
    capture(&site, &["gazette", "content/sources/old.txt", "--date", "2024-01-02"]).code(3);
    assert!(!site.path("content/sources/captures").exists());
    assert_eq!(text(&site, "sources/gazette.md"), old);
    capture(&site, &["gazette", "content/sources/old.txt", "--date", "2024-01-02", "--replace"]).fine();
    assert_eq!(text(&site, "sources/gazette.md"), old.replace("2023", "2024-01-02"));
    let args = ["gazette", "../elsewhere/page.txt", "--replace", "--name", "new, 2.txt"];
    capture(&site, &args).fine().says("old.txt");
    has(&text(&site, "sources/gazette.md"), "{file: \"captures/gazette/new, 2.txt\", sha256: 3fc1");
    assert_eq!(text(&site, "sources/old.txt"), COPY);
    site.build().fine();
    // What is half written is made whole.
    site.note("sources/gazette.md", "---\ntitle: Gazette\ncapture:\n  file: old.txt\n---\n");
    capture(&site, &["gazette", "content/sources/old.txt"]).code(1).says("missing-field");
    capture(&site, &["gazette", "content/sources/old.txt", "--replace"]).fine();
    has(&text(&site, "sources/gazette.md"), &block("old.txt", "2024-03-18"));
}

#[test]
fn what_cannot_be_captured_is_named_and_nothing_changes() {
    let site = site("---\ntitle: Gazette\n---\n");
    site.note("sources/broken.md", "---\ntitle: [\n---\n");
    site.note("sources/typo.md", "---\ntitle: T\nulr: x\n---\n");
    site.note("sources/odd.md", "---\n? title\n: O\n---\n");
    site.note("actors/guard.md", "---\ntitle: Guard\n---\n");
    site.note("sources/two.md", "---\ntitle: T\n---\n").note("actors/two.md", "---\ntitle: T\n---\n");
    site.note("sources/captures/gazette/taken.txt", "Another one.\n");
    for (name, bytes) in
        [("taken.txt", COPY), ("empty.txt", ""), ("note.md", COPY), (".hidden", COPY), ("a:b.txt", COPY)]
    {
        site.file(&format!("../elsewhere/{name}"), bytes);
    }
    let before = site.everything();
    let page = "../elsewhere/page.txt";
    for (args, code, words) in [
        (["gazete", page], 2, "did you mean `gazette`?"),
        (["nobody", page], 2, "content/sources/"),
        (["guard", page], 2, "is of type actor"),
        (["two", page], 2, "content/actors/two.md"),
        (["broken", page], 1, "yaml-syntax"),
        (["typo", page], 1, "did you mean `url`?"),
        (["odd", page], 3, "write it yourself: capture: {file: captures/odd/page.txt, sha256: 3fc1"),
        (["gazette", "../elsewhere/nothing.txt"], 4, "cannot read"),
        (["gazette", "../elsewhere"], 2, "is a folder"),
        (["gazette", "../elsewhere/empty.txt"], 2, "is empty"),
        (["gazette", "../elsewhere/note.md"], 2, "--name"),
        (["gazette", "../elsewhere/.hidden"], 2, "passed over"),
        (["gazette", "../elsewhere/a:b.txt"], 2, "--name"),
        (["gazette", "../elsewhere/taken.txt"], 3, "another file stands at"),
        (["gazette", "--date=2024-3"], 2, "YYYY-MM-DD"),
    ] {
        capture(&site, &args).code(code).says(words);
    }
    assert_eq!(differences(&before, &site.everything()), Vec::<String>::new());
}

#[test]
fn a_vault_keeps_its_copies_among_its_notes() {
    let site = Site::new();
    site.settings("title: Test\ncontent: .\nlanguages: [en, ar]\n");
    let note = "---\ntitle: Gazette\ntype: source\n---\n";
    site.file("gazette.md", note)
        .file("gazette.ar.md", "---\nsummary: جريدة.\n---\n")
        .file("static/page.txt", COPY);
    site.file("reports/paper/index.md", note.replace("Gazette", "Paper"));
    capture(&site, &["gazette", "static/page.txt"])
        .fine()
        .says("Captured captures/gazette/page.txt in gazette.md");
    capture(&site, &["reports/paper/index.md", "static/page.txt"]).fine().says("reports/paper/page.txt");
    capture(&site, &["gazette.ar.md", "static/page.txt"]).code(2).says("is a translation");
    has(
        &fs::read_to_string(site.path("gazette.md")).unwrap(),
        &block("captures/gazette/page.txt", "2024-03-18"),
    );
    site.build().fine();
    site.file("captures/gazette/page.txt", "Another one.\n").build().code(1).says("capture-mismatch");
}

#[cfg(unix)]
#[test]
fn links_and_locks_end_well() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = site("---\ntitle: Gazette\n---\n");
    site.note("sources/locked.md", "---\ntitle: Locked\n---\n");
    let set = |path: &str, mode: u32| {
        fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("content/sources/locked.md", 0o444);
    capture(&site, &["locked", "../elsewhere/page.txt"])
        .code(4)
        .says("it is read-only")
        .says("the copy stands at");
    assert_eq!(text(&site, "sources/locked.md"), "---\ntitle: Locked\n---\n");
    // The same again, when the lock is gone, takes the copy that is there.
    set("content/sources/locked.md", 0o640);
    capture(&site, &["locked", "../elsewhere/page.txt"]).fine();
    assert_eq!(
        fs::metadata(site.path("content/sources/locked.md")).unwrap().permissions().mode() & 0o777,
        0o640
    );
    // A link is followed to its file, but never written through.
    symlink(site.path("../elsewhere/page.txt"), site.path("../elsewhere/link.txt")).unwrap();
    capture(&site, &["gazette", "../elsewhere/link.txt"]).fine();
    let copy = site.path("content/sources/captures/gazette/link.txt");
    assert!(fs::symlink_metadata(&copy).unwrap().is_file());
    fs::remove_dir_all(site.path("content/sources/captures")).unwrap();
    symlink(site.path("../elsewhere"), site.path("content/sources/captures")).unwrap();
    capture(&site, &["gazette", "../elsewhere/link.txt"]).code(3).says("is no folder of the site");
}
