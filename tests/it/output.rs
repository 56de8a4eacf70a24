//! The output folder: what is refused, what is written, and what is left when a build is killed.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{Run, Site, Tree, differences, has, has_not, png, tree, wait};

const NOTES: &str = "
//- actors/x.md
---
title: X
---
See [[y]].
//- actors/y.md
---
title: Y
---
//- actors/z.md
---
title: Z
---
";

fn build_to(site: &Site, out: &Path) -> Run {
    site.build_with(|command| command.arg("--out").arg(out))
}

/// Builds to a place that is refused, and asserts that nothing at all has changed.
#[track_caller]
fn refused(site: &Site, out: impl AsRef<Path>) -> Run {
    let before = site.everything();
    let run = build_to(site, out.as_ref());
    run.code(3).says("help: ");
    assert_eq!(differences(&site.everything(), &before), Vec::<String>::new(), "{}", out.as_ref().display());
    run
}

#[test]
fn folders_that_are_not_an_output_are_refused() {
    let site = Site::of(NOTES);
    site.file("static/a.txt", "a").file("templates/pages/about.html", "x");
    for out in [
        "content",
        "content/public",
        "content/actors",
        "content/new/deep",
        "static",
        "static/x",
        "templates/y",
        ".",
        "..",
        "site.yaml",
    ] {
        refused(&site, site.path(out));
    }
    for out in ["content/../content", "content/actors/..", "content/actors/../../../site"] {
        refused(&site, site.path(out));
    }
    refused(&site, "/");
    refused(&site, site.path("../../.."));
    refused(&site, std::env::temp_dir());
}

#[test]
fn the_current_folder_and_the_home_are_refused() {
    let site = Site::of(NOTES);
    for folder in ["here/below", "home/below"] {
        fs::create_dir_all(site.path("..").join(folder)).unwrap();
    }
    let before = site.everything();
    let (here, home) = (site.path("../here"), site.path("../home"));
    for (folder, out) in [
        (&here, "."),
        (&here, ".."),
        (&here, "../here"),
        (&here.join("below"), ".."),
        (&here, "../home"),
        (&here, "/"),
    ] {
        let run =
            site.build_with(|command| command.current_dir(folder).env("HOME", &home).arg("--out").arg(out));
        run.code(3);
        assert_eq!(
            differences(&site.everything(), &before),
            Vec::<String>::new(),
            "{out} in {}",
            folder.display()
        );
    }
    let run = site.build_with(|command| command.current_dir(site.root()).args(["--out", "."]));
    run.code(3);
    assert_eq!(differences(&site.everything(), &before), Vec::<String>::new());
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = Site::of(NOTES);
    for i in 0..12 {
        site.file(&format!("mine/file{i:02}.txt"), "mine");
    }
    let run = refused(&site, site.path("mine"));
    run.says("was not made by Sourcebook").says("file00.txt").says("file09.txt").says("and 2 more");
    has_not(&run.stderr, "file10.txt");

    site.file("repository/.git/HEAD", "ref: x");
    refused(&site, site.path("repository")).says(".git/HEAD");
    site.file("hidden/.env", "SECRET=1");
    refused(&site, site.path("hidden"));
    site.file(
        "other/.sourcebook.json",
        "{\"tool\":\"other\",\"version\":\"1\",\"audience\":\"public\",\"files\":{}}",
    );
    refused(&site, site.path("other"));
    site.file("broken/.sourcebook.json", "{");
    refused(&site, site.path("broken")).says(".sourcebook.json");
    site.file("evil/.sourcebook.json", format!("{{\"tool\":\"sourcebook\",\"version\":\"1\",\"audience\":\"public\",\"files\":{{\"../site.yaml\":\"{}\"}}}}", "0".repeat(64)));
    refused(&site, site.path("evil"));
    site.file("file", "I am a file");
    refused(&site, site.path("file")).says("is a file");
}

#[test]
fn an_empty_folder_is_as_good_as_none() {
    let site = Site::of(NOTES);
    fs::create_dir_all(site.path("public")).unwrap();
    site.build().fine();
    assert!(site.path("public/actors/x.html").exists());
    has(&site.page(".sourcebook.json"), "\"audience\": \"public\"");
}

#[test]
fn foreign_and_edited_files_are_kept() {
    for (path, words) in [
        ("public/notes.txt", "notes.txt (not ours)"),
        ("public/actors/own/page.html", "actors/own/page.html (not ours)"),
        ("public/CNAME", "CNAME (not ours)"),
        ("public/actors/x.html", "actors/x.html (changed since)"),
        ("public/index.html", "index.html (changed since)"),
    ] {
        let site = Site::of(NOTES);
        site.build().fine();
        site.file(path, "by hand").note("actors/x.md", "---\ntitle: New\n---\n");
        refused(&site, site.path("public")).says(words).says("move them away");
    }
    let site = Site::of(NOTES);
    site.build().fine();
    fs::remove_file(site.path("public/.sourcebook.json")).unwrap();
    refused(&site, site.path("public"));
    let site = Site::of(NOTES);
    site.build().fine();
    for i in 0..12 {
        site.file(&format!("public/more{i:02}.txt"), "by hand");
    }
    refused(&site, site.path("public")).says("more00.txt").says("and 2 more");
}

#[test]
fn a_deleted_page_is_written_again() {
    let site = Site::of(NOTES);
    site.build().fine();
    let whole = site.output();
    fs::remove_file(site.path("public/actors/x.html")).unwrap();
    fs::remove_dir_all(site.path("public/assets")).unwrap();
    site.build().fine();
    assert_eq!(differences(&site.output(), &whole), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn links_cannot_hide_what_an_output_is() {
    use std::os::unix::fs::symlink;
    let site = Site::of(NOTES);
    site.file("mine/file.txt", "mine");
    fs::create_dir_all(site.path("links")).unwrap();
    for (name, to) in [
        ("content", "content"),
        ("actors", "content/actors"),
        ("root", ""),
        ("mine", "mine"),
        ("static", "content"),
    ] {
        symlink(site.path(to), site.path("links").join(name)).unwrap();
    }
    for out in [
        "links/content",
        "links/content/new",
        "links/actors",
        "links/actors/../new",
        "links/root",
        "links/mine",
        "links/root/content/new",
    ] {
        refused(&site, site.path(out));
    }
    // A link to a folder of its own is the user's wish: the site is written there, and the link stays.
    fs::create_dir_all(site.path("www")).unwrap();
    symlink(site.path("www"), site.path("public")).unwrap();
    site.build().fine();
    site.note("actors/y.md", "---\ntitle: Changed\n---\n").build().fine();
    assert!(fs::symlink_metadata(site.path("public")).unwrap().is_symlink());
    assert!(site.path("www/actors/x.html").exists());
    has(&site.page("actors/y.html"), "Changed");
    // One that leads nowhere is no place to write to.
    symlink(site.path("nowhere"), site.path("dangling")).unwrap();
    let before = site.everything();
    let run = build_to(&site, &site.path("dangling"));
    assert!([Some(3), Some(4)].contains(&run.code), "{run:?}");
    assert_eq!(differences(&site.everything(), &before), Vec::<String>::new());
}

/// The folder beside the output is ours only if we made it: a link in its place leads into somebody else's files.
#[cfg(unix)]
#[test]
fn the_work_folder_is_no_way_out() {
    let site = Site::of(NOTES);
    site.file("../theirs/new/precious.txt", "precious").file("../theirs/old/precious.txt", "precious");
    std::os::unix::fs::symlink(site.path("../theirs"), site.path(".public.sourcebook")).unwrap();
    let run = site.build();
    for path in ["../theirs/new/precious.txt", "../theirs/old/precious.txt"] {
        assert!(site.path(path).exists(), "{path} was deleted: {run:?}");
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    let site = Site::of(NOTES);
    let before = site.everything();
    for out in ["site.yaml/public", "content/actors/x.md/public/deep", "no/such/folder"] {
        let run = build_to(&site, &site.path(out));
        assert!([Some(3), Some(4)].contains(&run.code), "{out}: {run:?}");
        assert_eq!(differences(&site.everything(), &before), Vec::<String>::new(), "{out}");
    }
    build_to(&site, &site.path("site.yaml/public")).code(4).says("site.yaml");
    build_to(&site, &site.path("no/such/folder")).code(4).says("no");
    build_to(&site, Path::new("/proc/public")).code(4).says("/proc");
    build_to(&site, Path::new("/dev/null/public")).code(4).says("/dev/null");
    let long = "a".repeat(300);
    build_to(&site, &site.path(&long)).code(4);
    // A work folder that cannot be used.
    site.file(".public.sourcebook", "a file");
    let before = site.everything();
    let run = site.build();
    assert!([Some(3), Some(4)].contains(&run.code), "{run:?}");
    assert_eq!(differences(&site.everything(), &before), Vec::<String>::new());
}

#[test]
fn what_cannot_be_read_is_said() {
    let site = Site::new();
    site.file("content", "a file");
    site.build().code(4).says("content");
    let site = Site::new();
    fs::remove_file(site.path("site.yaml")).unwrap();
    fs::create_dir_all(site.path("site.yaml")).unwrap();
    site.build().code(4).says("site.yaml");
    let site = Site::new();
    site.file("content/actors/x.md", "---\ntitle: X\n---\n").file("static", "a file");
    site.build().code(4).says("static");
}

#[test]
fn wrong_use_is_said() {
    let site = Site::new();
    for argument in ["--nosuch", "--audience=everybody", "surplus"] {
        site.build_with(|command| command.arg(argument)).code(2).says("error: ");
    }
    site.build_with(|command| command.arg("--help")).fine().says("--out");
}

/// What a file is, to see whether it was touched.
#[cfg(unix)]
fn marks(folder: &Path) -> std::collections::BTreeMap<String, (u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    let files = tree(folder).into_keys().filter(|path| !path.ends_with('/'));
    files
        .map(|path| {
            let meta = fs::metadata(folder.join(&path)).unwrap();
            (path, (meta.ino(), meta.mtime(), meta.mtime_nsec()))
        })
        .collect()
}

#[cfg(unix)]
#[test]
fn what_is_the_same_is_not_written() {
    let site = Site::of(NOTES);
    let public = site.path("public");
    site.build().fine().says("0 unchanged");
    let first = marks(&public);
    std::thread::sleep(Duration::from_millis(20));
    site.build().fine().says("0 written").says("0 removed");
    assert_eq!(marks(&public), first);

    site.note("actors/z.md", "---\ntitle: Z\n---\nOne more line.\n").build().fine().says("0 removed");
    let second = marks(&public);
    let touched: Vec<&str> = second
        .iter()
        .filter(|(path, mark)| first.get(*path) != Some(mark))
        .map(|(path, _)| path.as_str())
        .collect();
    // The new words can be searched for.
    let (search, pages): (Vec<&str>, Vec<&str>) =
        touched.into_iter().partition(|path| path.starts_with("search/"));
    assert_eq!(pages, [".sourcebook.json", "actors/z.html"]);
    assert!(!search.is_empty() && search.iter().all(|path| path.ends_with(".json")), "{search:?}");

    fs::remove_file(site.path("content/actors/z.md")).unwrap();
    site.build().fine().says("1 removed");
    assert!(!public.join("actors/z.html").exists());
    has_not(&site.page("actors.html"), "z.html");
    let third = marks(&public);
    assert_eq!(third["actors/x.html"], first["actors/x.html"]);

    fs::remove_dir_all(site.path("content/actors")).unwrap();
    site.build().fine();
    assert!(!public.join("actors").exists(), "no empty folder is left");
    assert_eq!(names(&site), ["content", "public", "site.yaml"]);
}

fn names(site: &Site) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(site.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn content_is_never_changed() {
    let site = Site::of(NOTES);
    site.file("content/actors/p.png", png("")).note("actors/bad.md", "---\ntitel: x\n---\n");
    let before = tree(&site.path("content"));
    site.build().code(1);
    fs::remove_file(site.path("content/actors/bad.md")).unwrap();
    site.build().fine();
    site.file("content/actors/bad.md", "---\ntitel: x\n---\n");
    assert_eq!(differences(&tree(&site.path("content")), &before), Vec::<String>::new());
}

#[test]
fn what_editors_leave_behind_is_no_content() {
    let site = Site::of(NOTES);
    for name in [
        ".x.md.swp",
        "x.md~",
        "#x.md#",
        ".DS_Store",
        "Thumbs.db",
        ".~lock.x.md#",
        "x.tmp",
        ".obsidian/app.json",
        ".git/config",
    ] {
        site.file(&format!("content/actors/{name}"), "qzvx");
    }
    let run = site.build();
    run.fine();
    assert_eq!(run.stderr, "");
    for (path, bytes) in site.output() {
        assert!(!String::from_utf8_lossy(&bytes).contains("qzvx"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_content_are_named_and_not_followed() {
    use std::os::unix::fs::symlink;
    for (name, to) in [
        ("actors/secret.md", "../secret/secret.md"),
        ("actors/secret.png", "../secret/secret.md"),
        ("actors/folder", "../secret"),
        ("actors/loop", "content/actors"),
        ("actors/gone.md", "../nowhere"),
        ("actors/proc.md", "/proc/self/environ"),
    ] {
        let site = Site::of(NOTES);
        site.file("../secret/secret.md", "---\ntitle: qzvx\n---\n");
        symlink(site.path(to), site.path("content").join(name)).unwrap();
        let run = site.build();
        run.code(1).says("symbolic-link").says(&format!("content/{name}"));
        has_not(&run.stderr, "qzvx");
        assert!(!site.path("public").exists());
    }
    // In the other folders a link is passed over.
    let site = Site::of(NOTES);
    site.file("../secret/secret.txt", "qzvx").file("static/plain.txt", "plain");
    fs::create_dir_all(site.path("templates/pages")).unwrap();
    symlink(site.path("../secret/secret.txt"), site.path("static/secret.txt")).unwrap();
    symlink(site.path("../secret"), site.path("static/folder")).unwrap();
    symlink(site.path("../secret/secret.txt"), site.path("templates/pages/about.html")).unwrap();
    site.build();
    for (path, bytes) in site.output() {
        assert!(!String::from_utf8_lossy(&bytes).contains("qzvx"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn special_files_do_not_hang_a_build() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    for path in [
        "content/actors/pipe.md",
        "content/actors/pipe.png",
        "static/pipe",
        "templates/pipe.html",
        "content/pipe",
    ] {
        let site = Site::of(NOTES);
        site.file("static/a.txt", "a").file("templates/a.html", "a");
        mknodat(CWD, site.path(path), FileType::Fifo, Mode::RWXU, 0).unwrap();
        let run = wait(site.command().spawn().unwrap(), Duration::from_secs(60));
        if path.starts_with("content") {
            run.code(1).says("special-file").says(path);
        }
    }
    let site = Site::of(NOTES);
    let _socket = std::os::unix::net::UnixListener::bind(site.path("content/actors/socket")).unwrap();
    site.build().code(1).says("special-file").says("content/actors/socket");
}

#[cfg(unix)]
#[test]
fn settings_and_output_that_are_no_files_do_not_hang_a_build() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    for path in ["site.yaml", "public"] {
        let site = Site::of(NOTES);
        let _ = fs::remove_file(site.path(path));
        mknodat(CWD, site.path(path), FileType::Fifo, Mode::RWXU, 0).unwrap();
        let run = wait(site.command().spawn().unwrap(), Duration::from_secs(60));
        assert!([Some(1), Some(3), Some(4)].contains(&run.code), "{path}: {run:?}");
    }
}

/// A site that takes a moment to build, in one of two versions.
fn large(site: &Site, version: &str) {
    let folder = format!("version-{version}");
    for i in 0..300 {
        let text = format!("---\ntitle: Note {i}\n---\nVersion {version} of [[n{}]].\n", (i + 1) % 300);
        site.file(&format!("{folder}/actors/n{i}.md"), text);
    }
    site.file(
        &format!("{folder}/topics/only-{version}.md"),
        format!("---\ntitle: Only {version}\n---\nWords.\n"),
    );
}

/// Puts one of the two versions in the place of the content.
fn switch(site: &Site, to: &str, from: &str) {
    if site.path("content").exists() {
        fs::rename(site.path("content"), site.path(&format!("version-{from}"))).unwrap();
    }
    fs::rename(site.path(&format!("version-{to}")), site.path("content")).unwrap();
}

fn is_one_of(public: &Tree, versions: &[&Tree]) -> Result<(), String> {
    let off: Vec<usize> = versions.iter().map(|version| differences(public, version).len()).collect();
    if off.contains(&0) { Ok(()) } else { Err(format!("of {} files, {off:?} are off", public.len())) }
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new() {
    let site = Site::new();
    for version in ["a", "b"] {
        large(&site, version);
    }
    switch(&site, "b", "a");
    build_to(&site, &site.path("reference-b")).fine();
    switch(&site, "a", "b");
    build_to(&site, &site.path("reference-a")).fine();
    let (a, b) = (tree(&site.path("reference-a")), tree(&site.path("reference-b")));
    let start = Instant::now();
    site.build().fine();
    let whole = start.elapsed();
    let mut random: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut now = "a";
    for round in 0..30 {
        let next = if now == "a" { "b" } else { "a" };
        switch(&site, next, now);
        now = next;
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Most of the danger is at the end, when folders are switched.
        let share = if round % 2 == 0 { random >> 33 } else { (random >> 34) + (1 << 30) };
        let mut child = site.command().spawn().unwrap();
        std::thread::sleep(whole.mul_f64(share as f64 / f64::from(1u32 << 31)));
        child.kill().unwrap();
        child.wait().unwrap();
        is_one_of(&site.output(), &[&a, &b]).unwrap_or_else(|off| panic!("round {round}: {off}"));
        if round % 5 == 4 {
            site.build().fine();
            let wanted = if now == "a" { &a } else { &b };
            assert_eq!(differences(&site.output(), wanted), Vec::<String>::new(), "round {round}");
            let left: Vec<String> = names(&site).into_iter().filter(|name| name.starts_with('.')).collect();
            assert_eq!(left, Vec::<String>::new(), "round {round}");
        }
    }
}

#[test]
fn what_a_killed_build_left_is_cleared_away() {
    let site = Site::of(NOTES);
    site.build().fine();
    let whole = site.output();
    site.file(".public.sourcebook/new/actors/x.html", "half")
        .file(".public.sourcebook/old/index.html", "old")
        .file(".public.sourcebook/lock", "");
    site.build().fine();
    assert_eq!(differences(&site.output(), &whole), Vec::<String>::new());
    assert_eq!(names(&site), ["content", "public", "site.yaml"]);
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let sites = [Site::of(NOTES), Site::of(NOTES)];
    let mut references = Vec::new();
    for (site, version) in sites.iter().zip(["a", "b"]) {
        large(site, version);
        switch(site, version, "none");
        site.build().fine();
        references.push(site.output());
    }
    let shared = tempfile::tempdir().unwrap();
    let out = shared.path().join("out");
    for round in 0..4 {
        let start = |site: &Site| site.command().arg("--out").arg(&out).spawn().unwrap();
        let children = [start(&sites[round % 2]), start(&sites[(round + 1) % 2])];
        let runs = children.map(|child| wait(child, Duration::from_secs(60)));
        for run in &runs {
            assert!([Some(0), Some(3)].contains(&run.code), "round {round}: {run:?}");
        }
        assert!(runs.iter().any(|run| run.code == Some(0)), "round {round}: {runs:?}");
        is_one_of(&tree(&out), &[&references[0], &references[1]])
            .unwrap_or_else(|off| panic!("round {round}: {off}"));
        assert_eq!(fs::read_dir(shared.path()).unwrap().count(), 1, "no work folder is left");
    }
}

/// A build that had to wait finds another site than the one that it looked at before.
#[test]
fn a_build_that_waited_looks_again() {
    let [old, new] = ["one", "two"].map(|words| {
        let site = Site::of(NOTES);
        site.note("actors/y.md", &format!("---\ntitle: Y\n---\n{words}\n"));
        site
    });
    old.build().fine();
    new.build().fine();
    // A third version that shares `y` with the first.
    old.note("actors/z.md", "---\ntitle: Z\n---\nthree\n");
    build_to(&old, &old.path("reference")).fine();
    let wanted = tree(&old.path("reference"));

    let work = old.path(".public.sourcebook");
    fs::create_dir_all(&work).unwrap();
    let lock = fs::File::create(work.join("lock")).unwrap();
    lock.lock().unwrap();
    let child = old.command().spawn().unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    // Meanwhile the build that holds the lock puts the second version there.
    fs::rename(old.path("public"), old.path("was")).unwrap();
    fs::rename(new.path("public"), old.path("public")).unwrap();
    lock.unlock().unwrap();
    let run = wait(child, Duration::from_secs(30));
    if run.code == Some(3) {
        return;
    }
    run.fine();
    assert_eq!(differences(&old.output(), &wanted), Vec::<String>::new());
}

#[test]
fn a_build_waits_for_another_and_then_gives_up() {
    let site = Site::of(NOTES);
    let work = site.path(".public.sourcebook");
    fs::create_dir_all(&work).unwrap();
    let lock = fs::File::create(work.join("lock")).unwrap();
    lock.lock().unwrap();
    let start = Instant::now();
    let run = wait(site.command().spawn().unwrap(), Duration::from_secs(60));
    run.code(3).says("another build is writing");
    assert!(start.elapsed() > Duration::from_secs(2));
    assert!(!site.path("public").exists());
    lock.unlock().unwrap();
    site.build().fine();
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let site = Site::of(NOTES);
    let mut child = site.command().spawn().unwrap();
    drop(child.stdout.take());
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(site.path("public/actors/x.html").exists());
}

#[test]
fn an_internal_site_gives_way_to_a_public_one() {
    let site = Site::of(NOTES);
    site.note("actors/hidden.md", "---\ntitle: Hidden\nvisibility: internal\n---\n");
    site.build_with(|command| command.args(["--audience", "internal"])).fine();
    assert!(site.path("public/actors/hidden.html").exists());
    site.build().fine();
    assert!(!site.path("public/actors/hidden.html").exists());
    has(&site.page(".sourcebook.json"), "\"public\"");
}
