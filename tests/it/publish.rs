//! Publishing to folders: what is written, what is held back, and what is left alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::support::{Run, Site, Tree, differences, has, has_not, tree, wait};

const NOTES: &str = "
//- /site.yaml
title: Test
publish: {live: {folder: ../www}}
//- actors/x.md
---
title: Xenia Quarz
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

fn site() -> (Site, PathBuf) {
    let site = Site::of(NOTES);
    let www = site.path("../www");
    (site, www)
}

fn publish(site: &Site, args: &[&str]) -> Run {
    site.command_of("publish").args(args).output().unwrap().into()
}

/// The site as a build makes it.
fn built(site: &Site) -> Tree {
    site.build().fine();
    site.output()
}

/// Publishes something that is held back, and asserts that nothing at all has changed.
#[track_caller]
fn held_back(site: &Site, args: &[&str], words: &str) {
    let before = site.everything();
    publish(site, args).code(3).says(words).says("help: ");
    assert_eq!(differences(&site.everything(), &before), Vec::<String>::new());
}

/// What a file is, to see whether it was touched.
#[cfg(unix)]
fn marks(folder: &Path) -> std::collections::BTreeMap<String, (u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    let mark = |path: String| {
        let meta = fs::symlink_metadata(folder.join(&path)).unwrap();
        (path, (meta.ino(), meta.mtime(), meta.mtime_nsec()))
    };
    tree(folder).into_keys().filter(|path| !path.ends_with('/')).map(mark).collect()
}

#[cfg(unix)]
#[test]
fn only_what_differs_is_written() {
    for foreign in [None, Some("CNAME")] {
        let (site, www) = site();
        if let Some(foreign) = foreign {
            fs::create_dir(&www).unwrap();
            fs::write(www.join(foreign), "dossier.example\n").unwrap();
        }
        publish(&site, &["--yes"]).fine().says(" 0 unchanged, 0 removed");
        let there = || {
            let mut files = tree(&www);
            foreign.map(|path| files.remove(path).unwrap());
            files
        };
        assert_eq!(differences(&there(), &built(&site)), Vec::<String>::new());
        let first = marks(&www);
        std::thread::sleep(Duration::from_millis(20));
        publish(&site, &["--yes"]).fine().says("is as it should be");
        assert_eq!(marks(&www), first);

        site.note("actors/z.md", "---\ntitle: Z\n---\nOne more line.\n");
        let old = tree(&www);
        let said = publish(&site, &["live", "--yes"]).fine().stdout.clone();
        let second = marks(&www);
        let touched: Vec<&String> =
            second.keys().filter(|path| first.get(*path) != second.get(*path)).collect();
        assert_eq!(touched, differences(&tree(&www), &old).iter().collect::<Vec<_>>(), "{foreign:?}");
        has(&said, &format!(": {} written, ", touched.len() - 1));
        assert!(touched.len() < 8, "{touched:?}");
        assert_eq!(differences(&there(), &built(&site)), Vec::<String>::new());

        // A lost and an edited file are mended.
        fs::remove_file(www.join("actors/z.html")).unwrap();
        fs::write(www.join("index.html"), "by hand").unwrap();
        publish(&site, &["--plan"]).fine().says("1 added, 1 changed, 0 removed");
        publish(&site, &["--yes"]).fine().says("2 written");
        assert_eq!(differences(&there(), &built(&site)), Vec::<String>::new());
    }
}

#[cfg(unix)]
#[test]
fn what_is_not_ours_is_never_touched() {
    let (site, www) = site();
    fs::create_dir_all(www.join("uploads")).unwrap();
    fs::create_dir_all(www.join("actors/kept")).unwrap();
    fs::create_dir_all(www.join(".well-known")).unwrap();
    fs::write(www.join(".well-known/security.txt"), "Contact: mailto:a@b.example\n").unwrap();
    fs::write(www.join("actors/mine.html"), "mine").unwrap();
    std::os::unix::fs::symlink("/nowhere", www.join("link")).unwrap();
    let theirs = ["uploads/", "actors/kept/", ".well-known/security.txt", "actors/mine.html", "link"];
    let before: Tree = theirs.iter().map(|path| ((*path).to_owned(), tree(&www)[*path].clone())).collect();
    let kept = || {
        let now = tree(&www);
        assert!(before.iter().all(|(path, bytes)| now.get(path) == Some(bytes)), "{:?}", now.keys());
    };
    publish(&site, &["--yes"]).fine();
    kept();
    fs::remove_file(site.path("content/actors/z.md")).unwrap();
    publish(&site, &["--yes"]).fine();
    kept();
    assert!(!www.join("actors/z.html").exists() && !www.join(".sourcebook").exists());
    // A link where our folder should be leads out of the target.
    fs::remove_file(www.join("link")).unwrap();
    std::os::unix::fs::symlink(site.path("content"), www.join("topics")).unwrap();
    site.note("topics/t.md", "---\ntitle: T\n---\nText.\n");
    held_back(&site, &["--yes"], "stand in the way");
    assert!(!site.path("content/t.html").exists());
}

#[test]
fn an_empty_folder_of_somebody_else_stays() {
    let (site, www) = site();
    publish(&site, &["--yes"]).fine();
    fs::create_dir_all(www.join("mount/point")).unwrap();
    site.note("actors/y.md", "---\ntitle: Changed\n---\n");
    publish(&site, &["--yes"]).fine();
    assert!(www.join("mount/point").is_dir());
    has(&fs::read_to_string(www.join("actors/y.html")).unwrap(), "Changed");
}

/// As on a share that is mounted: beside the folder, nothing of ours can be made.
#[test]
fn a_folder_without_room_beside_it_is_changed_in_place() {
    let (site, www) = site();
    fs::create_dir(&www).unwrap();
    site.file("../.www.sourcebook", "in the way");
    publish(&site, &["--yes"]).fine();
    assert_eq!(differences(&tree(&www), &built(&site)), Vec::<String>::new());
    site.note("actors/y.md", "---\ntitle: Changed\n---\n");
    publish(&site, &["--yes"]).fine();
    assert_eq!(differences(&tree(&www), &built(&site)), Vec::<String>::new());
}

#[test]
fn a_retraction_is_published_before_other_pages_and_says_where_copies_may_remain() {
    let (site, _) = site();
    let source = |more: &str| {
        site.note(
            "sources/s.md",
            &format!("---\ntitle: S\nkind: news\npublisher: P\nurl: https://p.example/s\n{more}---\n"),
        );
    };
    source("");
    publish(&site, &["--yes"]).fine();
    source("retracted: {date: 2024-03-01, reason: It was made up.}\n");
    site.note("actors/y.md", "---\ntitle: Changed\n---\n");
    let file = site.path("../plan.json");
    publish(&site, &["--plan-file", file.to_str().unwrap()]).fine();
    let plan = fs::read_to_string(&file).unwrap();
    has(&plan, "\"phase\": \"notices\",\n      \"action\": \"change\",\n      \"path\": \"sources/s.html\"");
    assert!(plan.find("sources/s.html") < plan.find("actors/y.html"));
    publish(&site, &["--yes"])
        .fine()
        .says("1 page on retracted sources written anew; copies without the notice may remain in");
}

#[test]
fn what_looks_wrong_is_held_back() {
    let (site, www) = site();
    for i in 0..30 {
        site.note(&format!("actors/a{i}.md"), "---\ntitle: A\n---\nText.\n");
    }
    publish(&site, &["--yes"]).fine();
    let whole = built(&site);
    for i in 0..30 {
        fs::remove_file(site.path(&format!("content/actors/a{i}.md"))).unwrap();
    }
    held_back(&site, &["--yes"], "pages would be removed");
    held_back(&site, &["--plan"], "pages would be removed");
    held_back(&site, &["--yes", "--allow-deletes", "29"], "30 pages would be removed, not 29");
    assert_eq!(differences(&tree(&www), &whole), Vec::<String>::new());
    publish(&site, &["--yes", "--allow-deletes", "30"]).fine().says("30 removed");

    site.note("actors/y.md", "---\ntitel: Y\n---\n");
    let run = publish(&site, &["--yes"]);
    run.code(3).says("did you mean `title`?").says("the site has errors");
    site.note("actors/y.md", "---\ntitle: Y\nvisibility: internal\n---\n");
    publish(&site, &["--yes"]).code(3).says("private-reference").says("the site has errors");
    site.note("actors/y.md", "---\ntitle: Y\n---\n");
    site.file("static/server.pem", "KEY=1");
    held_back(&site, &["--yes"], "never for the public");
    fs::remove_file(site.path("static/server.pem")).unwrap();

    let settings =
        |rest: &str| site.settings(&format!("title: Test\npublish: {{live: {{folder: ../www}}}}\n{rest}"));
    settings("default_visibility: internal\n");
    held_back(&site, &["--yes"], "the site is empty");
    settings("base_url: https://other.example/\n");
    held_back(&site, &["--yes"], "holds another site: Test, and this is https://other.example/");
    held_back(&site, &["--yes", "--replaces", "Tset"], "holds another site");
    publish(&site, &["--yes", "--replaces", "Test"]).fine();
    settings("base_url: https://other.example/\n");

    for (folder, words) in [
        ("content", "is the folder"),
        ("content/x", "lies inside"),
        ("..", "contains"),
        ("site.yaml", "is a file"),
    ] {
        site.settings(&format!("title: Test\npublish: {{live: {{folder: {folder}}}}}\n"));
        held_back(&site, &["--yes"], words);
    }
    site.settings("title: Test\npublish: {live: {folder: internal}}\n");
    site.build_with(|command| command.args(["--audience", "internal", "--out"]).arg(site.path("internal")))
        .fine();
    held_back(&site, &["--yes"], "holds a build for internal readers");
    site.file("internal/.sourcebook.json", "{");
    held_back(&site, &["--yes"], "cannot be trusted");
}

#[test]
fn a_note_that_is_taken_back_is_gone_everywhere() {
    let (site, www) = site();
    let canary = |www: &Path| {
        let found = tree(www).into_iter().filter(|(path, bytes)| {
            path.contains("/x") || String::from_utf8_lossy(bytes).to_lowercase().contains("quarz")
        });
        found.map(|(path, _)| path).collect::<Vec<_>>()
    };
    publish(&site, &["--yes"]).fine();
    assert!(canary(&www).len() > 3, "{:?}", canary(&www));
    held_back(&site, &["--yes", "--retract", "x"], "`x` is still public in this folder");
    site.note("actors/x.md", "---\ntitle: Xenia Quarz\nvisibility: internal\n---\nSee [[y]].\n");
    held_back(&site, &["--yes", "--retract", "nobody"], "belongs to `nobody`");
    publish(&site, &["--plan"]).fine().says("Taken back, before anything else:\n  actors/x.html\n");
    let said = publish(&site, &["--yes", "--retract", "x"]);
    said.fine().says("1 file taken back and gone from").says("backups and snapshots").says("web archives");
    assert_eq!(canary(&www), Vec::<String>::new());
}

#[test]
fn a_plan_is_carried_out_as_it_was_looked_at_or_not_at_all() {
    let (site, www) = site();
    let file = site.path("../plan.json");
    let path = file.to_str().unwrap();
    publish(&site, &["--plan-file", path])
        .fine()
        .says("Public for the first time:\n  actors/x.html  Xenia Quarz\n");
    assert!(!www.exists());
    site.note("actors/y.md", "---\ntitle: Changed\n---\n");
    held_back(&site, &["--apply", path, "--yes"], "the site has changed since the plan was made");
    site.note("actors/y.md", "---\ntitle: Y\n---\n");
    publish(&site, &["--apply", path, "--yes"]).fine().says("Published ");
    held_back(&site, &["--apply", path, "--yes"], "the target has changed since the plan was made");
    publish(&site, &["live", "--plan-file", path]).fine();
    fs::write(www.join("index.html"), "by hand").unwrap();
    held_back(&site, &["--apply", path], "the target has changed since the plan was made");
    publish(&site, &["--plan-file", path]).fine();
    publish(&site, &["--apply", path]).fine();
    publish(&site, &["--apply", path, "--allow-deletes", "1"]).code(2);
    publish(&site, &["--apply", site.path("site.yaml").to_str().unwrap()]).code(2).says("is no plan");
    publish(&site, &["--apply", "nowhere.json"]).code(4);
    // A slip of the keyboard costs no note.
    held_back(
        &site,
        &["--plan-file", site.path("content/actors/x.md").to_str().unwrap()],
        "is a file, and no plan",
    );
}

#[test]
fn wrong_use_is_said() {
    let (site, www) = site();
    publish(&site, &[]).code(2).says("nobody to be asked").says("--yes");
    assert!(!www.exists());
    publish(&site, &["liev", "--yes"]).code(2).says("did you mean `live`?");
    site.settings("title: Test\npublish: {a: {folder: ../a}, b: {folder: ../b}}\n");
    publish(&site, &["--yes"]).code(2).says("name one: a, b");
    publish(&site, &["b", "--yes"]).fine();
    assert!(site.path("../b/index.html").exists() && !site.path("../a").exists());
    site.settings("title: Test\n");
    publish(&site, &["--yes"]).code(2).says("site.yaml names no target");
    site.settings("title: Test\npublish: {a: {folder: ../no/such/folder}}\n");
    publish(&site, &["--yes"]).code(5).says("no/such");
}

/// Reads the home page as a browser would, with what it needs, again and again.
fn poll(www: &Path, stop: &AtomicBool) -> Vec<String> {
    let mut broken = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        for page in ["index.html", "actors/y.html"] {
            let Ok(html) = fs::read_to_string(www.join(page)) else { continue };
            if !html.trim_end().ends_with("</html>") {
                broken.push(format!("{page} is cut off"));
            }
            let names = html.split("assets/").skip(1).filter_map(|rest| rest.split('"').next());
            for name in names {
                let is_there = www.join("assets").join(name).exists();
                // The page may have been replaced between the two looks.
                if !is_there && fs::read_to_string(www.join(page)).is_ok_and(|now| now == html) {
                    broken.push(format!("{page} needs {name}"));
                }
            }
        }
    }
    broken
}

/// Says that it is over, at the latest when it goes out of scope.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Kills publishing at many moments, in place and with a switch, while somebody reads.
#[test]
fn whenever_it_is_killed_readers_see_whole_pages_and_the_next_run_ends_it() {
    for foreign in [false, true] {
        let (site, www) = site();
        if foreign {
            fs::create_dir(&www).unwrap();
            fs::write(www.join("CNAME"), "dossier.example\n").unwrap();
        }
        publish(&site, &["--yes"]).fine();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| poll(&www, &stop));
            // The reader ends with the test, however that ends.
            let _end = Stop(&stop);
            for round in 0..14_u64 {
                site.file("static/css/own.css", format!("body {{ order: {round}; }}\n"));
                site.note("actors/z.md", &format!("---\ntitle: Z{round}\n---\n"));
                let mut child = site.command_of("publish").arg("--yes").spawn().unwrap();
                std::thread::sleep(Duration::from_millis(150 + 40 * round));
                let _ = child.kill();
                wait(child, Duration::from_secs(20));
            }
            publish(&site, &["--yes"]).fine();
            stop.store(true, Ordering::Relaxed);
            assert_eq!(reader.join().unwrap(), Vec::<String>::new());
        });
        let mut there = tree(&www);
        there.remove("CNAME");
        assert_eq!(differences(&there, &built(&site)), Vec::<String>::new());
        let left: Vec<String> = fs::read_dir(site.path(".."))
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .collect();
        assert!(left.iter().all(|name| ["site", "www"].contains(&name.as_str())), "{left:?}");
    }
}

#[test]
fn of_two_publishers_at_once_one_wins_and_none_spoils_it() {
    for foreign in [false, true] {
        let (site, www) = site();
        if foreign {
            fs::create_dir(&www).unwrap();
            fs::write(www.join("CNAME"), "dossier.example\n").unwrap();
        }
        for round in 0..4 {
            site.note("actors/z.md", &format!("---\ntitle: Z{round}\n---\n"));
            let children: Vec<_> =
                (0..3).map(|_| site.command_of("publish").arg("--yes").spawn().unwrap()).collect();
            let runs: Vec<Run> =
                children.into_iter().map(|child| wait(child, Duration::from_secs(60))).collect();
            assert!(runs.iter().any(|run| run.code == Some(0)), "{runs:?}");
            for run in &runs {
                assert!([Some(0), Some(3)].contains(&run.code), "{run:?}");
            }
            let mut there = tree(&www);
            there.remove("CNAME");
            assert_eq!(differences(&there, &built(&site)), Vec::<String>::new());
        }
        has_not(&fs::read_to_string(www.join(".sourcebook.json")).unwrap(), "pending");
    }
}

#[test]
fn a_host_gets_its_files_and_its_operator_the_rest() {
    let (site, www) = site();
    let settings = |rest: &str| {
        site.settings(&format!(
            "title: Test\nbase_url: https://dossier.example/\npublish: {{live: {{folder: ../www{rest}}}}}\n"
        ));
    };
    site.note("actors/y.md", "---\ntitle: Y\nformer_ids: [why]\n---\n");
    settings(
        ", host: netlify, security: {contact: \"mailto:desk@dossier.example\", expires: \"2020-01-01T00:00:00Z\"}",
    );
    publish(&site, &["--yes"]).fine().says("the contact for security in site.yaml has expired");
    let file = |path: &str| fs::read_to_string(www.join(path)).unwrap();
    has(&file("_headers"), "\n  Content-Security-Policy: default-src 'self'; ");
    assert_eq!(file("_redirects"), "/actors/why.html /actors/y.html 301!\n");
    assert_eq!(
        file(".well-known/security.txt"),
        "Contact: mailto:desk@dossier.example\nExpires: 2020-01-01T00:00:00Z\n"
    );
    // All pages have the policy of the home page, or a stricter one.
    let headers = file("_headers");
    let policy = headers.split("Policy: ").nth(1).unwrap().split("; frame-ancestors").next().unwrap();
    for (path, bytes) in tree(&www).into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8(bytes).unwrap().replace(" file:", "");
        assert!(page.contains(policy) || !page.contains("Content-Security-Policy"), "{path}");
        assert!(
            page.contains("Content-Security-Policy") || page.contains("http-equiv=\"refresh\""),
            "{path}"
        );
    }
    publish(&site, &["--host-config"]).fine().says("Netlify reads all of it from files");
    // Another host reads other files.
    settings(", host: github-pages");
    publish(&site, &["--yes"]).fine().says("2 added, 0 changed, 3 removed");
    assert_eq!((file(".nojekyll").as_str(), file("CNAME").as_str()), ("", "dossier.example\n"));
    settings(", host: nginx");
    publish(&site, &["--yes"]).fine().says("2 removed");
    publish(&site, &["--host-config"])
        .fine()
        .says("location = \"/actors/why.html\" { return 301 \"/actors/y.html\"; }");
    // What others have put there is theirs, and what the site itself brings is the writer's wish.
    fs::write(www.join("CNAME"), "other.example").unwrap();
    site.file("static/_headers", "/*\n  X-Own: 1\n");
    settings(", host: github-pages");
    publish(&site, &["--yes"]).fine().says("CNAME at").says("is not ours, and stays as it is");
    assert_eq!(file("CNAME"), "other.example");
    settings(", host: cloudflare-pages");
    publish(&site, &["--yes"]).fine();
    assert_eq!(file("_headers"), "/*\n  X-Own: 1\n");
    settings("");
    publish(&site, &["--host-config"]).code(2).says("host: github-pages, ");
}
