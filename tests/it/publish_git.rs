//! Publishing to a branch of a real git repository, which is bare and on this disk.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Run, Site, Tree, differences, has, has_not, tree};

const NOTES: &str = "
//- /site.yaml
title: Test
publish: {live: {branch: gh-pages}}
//- actors/x.md
---
title: Xenia Quarz
---
See [[y]].
//- actors/y.md
---
title: Y
---
";

/// Runs git in a folder, with none of the machine's own settings.
#[track_caller]
fn git(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A site in a repository with a remote `origin`.
fn site() -> Site {
    let site = Site::of(NOTES);
    let root = site.root();
    git(&root, &["init", "--quiet", "--bare", "../remote.git"]);
    git(&root, &["init", "--quiet", "--initial-branch=main"]);
    git(&root, &["config", "user.name", "Writer"]);
    git(&root, &["config", "user.email", "writer@dossier.example"]);
    git(&root, &["remote", "add", "origin", "../remote.git"]);
    git(&root, &["add", "."]);
    git(&root, &["commit", "--quiet", "-m", "Begin"]);
    site
}

fn publish(site: &Site, args: &[&str]) -> Run {
    let mut command = site.command_of("publish");
    command.args(args).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.output().unwrap().into()
}

fn remote(site: &Site, args: &[&str]) -> String {
    git(&site.path("../remote.git"), args)
}

/// What the branch holds, as somebody else fetches it.
fn fetched(site: &Site) -> Tree {
    let folder = site.path("../fetched");
    let _ = fs::remove_dir_all(&folder);
    git(&site.root(), &["clone", "--quiet", "--branch", "gh-pages", "../remote.git", "../fetched"]);
    tree(&folder).into_iter().filter(|(path, _)| !path.starts_with(".git/")).collect()
}

/// The site as a build makes it.
fn built(site: &Site) -> Tree {
    let out = site.path("../built");
    site.build_with(|command| command.arg("--out").arg(&out)).fine();
    tree(&out)
}

/// Commits files to the branch as somebody else would.
fn push_by_hand(site: &Site, path: &str, content: &str) {
    let folder = site.path("../other");
    let _ = fs::remove_dir_all(&folder);
    git(&site.root(), &["clone", "--quiet", "../remote.git", "../other"]);
    let is_there = git(&folder, &["branch", "--remotes"]).contains("origin/gh-pages");
    let switch: &[&str] = if is_there {
        &["switch", "--quiet", "gh-pages"]
    } else {
        &["switch", "--quiet", "--orphan", "gh-pages"]
    };
    git(&folder, switch);
    fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
    fs::write(folder.join(path), content).unwrap();
    git(&folder, &["add", "."]);
    git(
        &folder,
        &["-c", "user.name=O", "-c", "user.email=o@other.example", "commit", "--quiet", "-m", "By hand"],
    );
    git(&folder, &["push", "--quiet", "origin", "gh-pages"]);
}

#[test]
fn what_is_fetched_back_is_what_was_built() {
    let site = site();
    publish(&site, &["--yes"]).fine().says("branch gh-pages of origin");
    assert_eq!(differences(&fetched(&site), &built(&site)), Vec::<String>::new());
    let tip = remote(&site, &["rev-parse", "gh-pages"]);
    publish(&site, &["--yes"]).fine().says("is as it should be");
    assert_eq!(remote(&site, &["rev-parse", "gh-pages"]), tip);

    site.note("actors/y.md", "---\ntitle: Y\n---\nOne more line.\n");
    publish(&site, &["--yes"]).fine();
    let changed = remote(&site, &["diff-tree", "-r", "--name-only", "gh-pages~1", "gh-pages"]);
    let changed: Vec<&str> = changed.lines().filter(|path| !path.starts_with("search/")).collect();
    assert_eq!(changed, [".sourcebook.json", "actors/y.html"]);
    assert_eq!(differences(&fetched(&site), &built(&site)), Vec::<String>::new());
    let who = remote(&site, &["log", "-1", "--format=%an <%ae> %s", "gh-pages"]);
    assert_eq!(who, "Writer <writer@dossier.example> Publish Test");
}

#[cfg(unix)]
#[test]
fn nothing_of_the_writers_repository_is_touched() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    let root = site.root();
    // A dirty work tree, a staged file, a head without a branch, settings that change files, and hooks that would be noticed.
    site.file("staged.txt", "staged");
    git(&root, &["add", "staged.txt"]);
    git(&root, &["checkout", "--quiet", "--detach"]);
    site.file("dirty.txt", "dirty").file(".gitattributes", "*.html text eol=crlf\n*.json filter=lfs\n");
    for (key, value) in [
        ("core.autocrlf", "true"),
        ("core.eol", "crlf"),
        ("filter.lfs.clean", "false"),
        ("filter.lfs.required", "true"),
        ("core.hooksPath", "hooks"),
        ("commit.gpgSign", "true"),
        ("push.gpgSign", "true"),
    ] {
        git(&root, &["config", key, value]);
    }
    for hook in ["pre-push", "pre-commit", "post-commit", "reference-transaction", "post-checkout"] {
        for folder in ["hooks", ".git/hooks"] {
            let path = format!("{folder}/{hook}");
            site.file(&path, format!("#!/bin/sh\ntouch '{}'\nexit 1\n", site.path("../hook-ran").display()));
            fs::set_permissions(site.path(&path), fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    let before = tree(&root);
    publish(&site, &["--yes"]).fine();
    site.note("actors/y.md", "---\ntitle: Y\n---\nOne more line.\n");
    publish(&site, &["--yes", "--orphan"]).fine();
    site.note("actors/y.md", "---\ntitle: Y\n---\n");
    assert_eq!(differences(&tree(&root), &before), Vec::<String>::new());
    assert!(!site.path("../hook-ran").exists());
    publish(&site, &["--yes"]).fine();
    assert_eq!(differences(&fetched(&site), &built(&site)), Vec::<String>::new());
}

#[test]
fn what_is_not_ours_stays_on_the_branch() {
    let site = site();
    push_by_hand(&site, "CNAME", "dossier.example\n");
    publish(&site, &["--yes"]).fine();
    let mut there = fetched(&site);
    assert_eq!(there.remove("CNAME").unwrap(), b"dossier.example\n");
    assert_eq!(differences(&there, &built(&site)), Vec::<String>::new());
    push_by_hand(&site, "actors/z.html", "by hand");
    site.note("actors/z.md", "---\ntitle: Z\n---\n");
    publish(&site, &["--yes"]).code(3).says("stand in the way").says("actors/z.html");
    push_by_hand(&site, "index.html", "by hand");
    fs::remove_file(site.path("content/actors/z.md")).unwrap();
    publish(&site, &["--yes"]).fine().says("1 written");
    assert_eq!(fetched(&site)["actors/z.html"], b"by hand");
}

#[test]
fn a_plan_for_a_branch_that_has_moved_is_refused() {
    let site = site();
    let file = site.path("../plan.json");
    let path = file.to_str().unwrap();
    push_by_hand(&site, "CNAME", "dossier.example\n");
    publish(&site, &["--plan-file", path]).fine();
    push_by_hand(&site, "robots-of-mine.txt", "x");
    let tip = remote(&site, &["rev-parse", "gh-pages"]);
    publish(&site, &["--apply", path]).code(3).says("the target has changed since the plan was made");
    assert_eq!(remote(&site, &["rev-parse", "gh-pages"]), tip);
    publish(&site, &["--plan-file", path]).fine();
    publish(&site, &["--apply", path]).fine();
    assert_eq!(remote(&site, &["rev-parse", "gh-pages~1"]), tip);
}

#[cfg(unix)]
#[test]
fn a_remote_that_refuses_is_left_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    publish(&site, &["--yes"]).fine();
    let tip = remote(&site, &["rev-parse", "gh-pages"]);
    let hook = site.path("../remote.git/hooks/pre-receive");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n").unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    site.note("actors/y.md", "---\ntitle: Y\n---\nOne more line.\n");
    publish(&site, &["--yes"])
        .code(5)
        .says("this branch is protected")
        .says("the same command does what is left");
    assert_eq!(remote(&site, &["rev-parse", "gh-pages"]), tip);
    fs::remove_file(&hook).unwrap();
    publish(&site, &["--yes"]).fine();
    assert_eq!(differences(&fetched(&site), &built(&site)), Vec::<String>::new());
}

#[test]
fn a_note_that_is_taken_back_leaves_the_history_if_that_is_asked_for() {
    let site = site();
    push_by_hand(&site, "CNAME", "dossier.example\n");
    publish(&site, &["--yes"]).fine();
    let holds = || remote(&site, &["log", "--all", "--format=%h", "-S", "Quarz"]);
    assert_ne!(holds(), "");
    site.note("actors/x.md", "---\ntitle: Xenia Quarz\nvisibility: internal\n---\nSee [[y]].\n");
    let first = publish(&site, &["--yes", "--retract", "x"]);
    first.fine().says("older commits of the branch gh-pages; --orphan");
    has_not(&remote(&site, &["ls-tree", "-r", "--name-only", "gh-pages"]), "actors/x");
    assert_ne!(holds(), "");
    publish(&site, &["--yes", "--orphan"]).fine();
    assert_eq!(holds(), "");
    assert_eq!(remote(&site, &["rev-list", "--count", "gh-pages"]), "1");
    let mut there = fetched(&site);
    assert_eq!(there.remove("CNAME").unwrap(), b"dossier.example\n");
    assert_eq!(differences(&there, &built(&site)), Vec::<String>::new());
}

#[test]
fn who_has_no_name_has_none_in_the_history_and_no_secret_is_said() {
    let site = site();
    git(&site.root(), &["config", "--unset", "user.name"]);
    git(&site.root(), &["config", "--unset", "user.email"]);
    publish(&site, &["--yes"]).fine();
    let who = remote(&site, &["log", "-1", "--format=%an <%ae> %cn <%ce>", "gh-pages"]);
    assert_eq!(who, "Sourcebook <sourcebook@localhost> Sourcebook <sourcebook@localhost>");

    git(&site.root(), &["remote", "set-url", "origin", "http://me:s3cret@127.0.0.1:9/r.git"]);
    let run = publish(&site, &["--yes"]);
    run.code(4).says("git ls-remote failed");
    has_not(&run.stderr, "s3cret");
    has_not(&run.stdout, "s3cret");
    git(&site.root(), &["remote", "remove", "origin"]);
    publish(&site, &["--yes"]).code(4).says("there is no remote `origin`").says("git remote add");
    site.settings("title: Test\npublish: {live: {branch: pages, remote: ../remote.git}}\n");
    publish(&site, &["--yes"]).fine();
    has(&remote(&site, &["ls-tree", "-r", "--name-only", "pages"]), "index.html");
    site.settings("title: Test\npublish: {live: {folder: ../www}}\n");
    publish(&site, &["--yes", "--orphan"]).code(2).says("only a branch has a history");
}
