//! Golden sites: every folder of `tests/sites/` is built and compared with its `expected/`.
//!
//! Only `<main>` is compared, so that a change of the frame does not touch every page; the site `whole` is compared byte for byte. `UPDATE=1
//! cargo test golden` writes the expectations anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn sites() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sites")
}

#[test]
fn golden() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    let mut names: Vec<PathBuf> = fs::read_dir(sites()).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    assert!(!names.is_empty());
    for site in names {
        let name = site.file_name().unwrap().to_str().unwrap().to_owned();
        let made = build(&site, &name);
        let expected = site.join("expected");
        if update {
            let _ = fs::remove_dir_all(&expected);
            for (path, text) in &made {
                let path = expected.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            continue;
        }
        let wanted = read(&expected);
        for path in made.keys().chain(wanted.keys()) {
            if made.get(path) != wanted.get(path) {
                wrong.push(format!("{name}: {path}"));
            }
        }
    }
    wrong.dedup();
    assert_eq!(wrong, Vec::<String>::new(), "look at them with `UPDATE=1 cargo test golden` and `git diff`");
}

fn build(site: &Path, name: &str) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let run = Command::new(env!("CARGO_BIN_EXE_sourcebook"))
        .args(["build", "--quiet", "--root"])
        .arg(site)
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
    let mut made = BTreeMap::new();
    if !run.status.success() {
        // A site that cannot be built is golden by what is said of it.
        made.insert("stderr.txt".to_owned(), String::from_utf8(run.stderr).unwrap());
        return made;
    }
    for (path, text) in read(&out) {
        let whole = name == "whole";
        if whole
            && !path.starts_with("assets/")
            && !path.starts_with("fonts/")
            && path != "favicon.svg"
            && path != ".sourcebook.json"
        {
            made.insert(path, without_hash(&text));
        } else if path.ends_with(".html") && (path.contains('/') || path == "index.html") {
            made.insert(path, main_of(&text).to_owned());
        }
    }
    made
}

/// Style sheet and script are named by their content, which is not what these tests are about.
fn without_hash(html: &str) -> String {
    let mut html = html.to_owned();
    let scripts = ["assets/scheme-", "assets/site-", "assets/search-"].map(|stem| (stem, ".js"));
    for (before, after) in scripts.into_iter().chain([("assets/style-", ".css")]) {
        let Some(start) = html.find(before) else { continue };
        let from = start + before.len();
        let end = html[from..].find(after).map_or(from, |i| from + i);
        html.replace_range(from..end, "HASH");
    }
    html
}

fn main_of(html: &str) -> &str {
    let start = html.find("<main").unwrap_or(0);
    let end = html.find("</main>").map_or(html.len(), |i| i + "</main>".len());
    &html[start..end]
}

fn read(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in
        walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file())
    {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        if let Ok(text) = fs::read_to_string(entry.path()) {
            all.insert(path, text);
        }
    }
    all
}
