//! The sample site to a folder, a branch and a bucket, and back.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Site, Tree, differences, tree};
use crate::{Server, built, run};

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap) {
        let disk = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(disk).unwrap();
        } else {
            fs::copy(entry.path(), disk).unwrap();
        }
    }
}

/// What each of the targets holds, as somebody else fetches it.
fn fetched(site: &Site, server: &Server) -> [Tree; 3] {
    let clone = site.path("../fetched");
    let _ = fs::remove_dir_all(&clone);
    let mut git = Command::new("git");
    git.args(["clone", "--quiet", "--branch", "pages"]).arg(site.path("../remote.git")).arg(&clone);
    assert!(git.status().unwrap().success());
    let branch = tree(&clone).into_iter().filter(|(path, _)| !path.starts_with(".git/")).collect();
    [tree(&site.path("../www")), branch, tree(&server.bucket())]
}

#[test]
fn the_sample_site_comes_back_byte_for_byte() {
    let server = Server::rclone();
    let site = Site::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&root.join("content"), &site.path("content"));
    let settings = fs::read_to_string(root.join("site.yaml")).unwrap();
    site.settings(&format!(
        "{settings}base_url: https://dossier.example/\non_private_reference: words\npublish:\n  folder: {{folder: ../www}}\n  branch: {{branch: pages, remote: ../remote.git}}\n  bucket: {{bucket: bucket, endpoint: \"http://127.0.0.1:{}\"}}\n",
        server.port
    ));
    let made =
        Command::new("git").args(["init", "--quiet", "--bare"]).arg(site.path("../remote.git")).status();
    assert!(made.unwrap().success());
    let publish = |words: &str| {
        for target in ["folder", "branch", "bucket"] {
            run(&site, &["publish", target, "--yes"]).fine().says(words);
        }
        let whole = built(&site);
        for there in fetched(&site, &server) {
            assert_eq!(differences(&there, &whole), Vec::<String>::new());
        }
        whole
    };
    let first = publish(" 0 unchanged, 0 removed");
    assert!(first.len() > 1000, "more than a store lists at once");
    publish("is as it should be");

    let note = site.path("content/actors/white-flags.md");
    let text = fs::read_to_string(&note).unwrap();
    fs::write(&note, format!("{text}\nA sentence that nobody has read before.\n")).unwrap();
    let second = publish("written");
    let changed = differences(&first, &second);
    assert!(changed.len() < 60, "{changed:?}");
    publish("is as it should be");

    // A source with a word of its own, which is then taken back.
    let page = |tree: &Tree| tree.keys().filter(|path| path.contains("buzzfeed-white-flags")).count();
    assert_eq!(page(&second), 2);
    let source = site.path("content/sources/buzzfeed-white-flags.md");
    let text = fs::read_to_string(&source).unwrap();
    fs::write(&source, text.replacen("---\n", "---\nvisibility: internal\n", 1)).unwrap();
    let third = publish("2 files taken back and gone");
    let holds = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("buzzfeed-white-flags");
    let left: Vec<&String> = third.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect();
    assert_eq!((page(&third), left), (0, Vec::new()));
}
