//! House rules: import order, registries, and who may use what.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below `src/`, by their path from there.
fn sources() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let src = root().join("src");
    for entry in walkdir::WalkDir::new(&src).into_iter().map(|e| e.unwrap()) {
        if entry.path().extension().is_some_and(|e| e == "rs") {
            let path = entry.path().strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
            all.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
    all
}

fn module_of(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap()
}

/// The code of a file without its test module.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap()
}

#[test]
fn modules_use_only_what_is_declared_above_them() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let order: Vec<&str> =
        lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(order.len() > 10, "lib.rs declares the modules one a line: {order:?}");
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = order.iter().position(|m| *m == module_of(&path)) else { continue };
        for part in without_tests(&text).split("crate::").skip(1) {
            let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if order.iter().position(|m| *m == used).is_some_and(|i| i > own) {
                wrong.push(format!("{path} uses {used}, which is declared below {}", order[own]));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_file_of_a_registry_is_in_its_list() {
    for (folder, entry) in
        [("render/pages", "::KIND"), ("check/rules", "::RULE"), ("export", "::"), ("cli", "::run")]
    {
        let list = fs::read_to_string(root().join("src").join(folder).join("mod.rs")).unwrap();
        for file in fs::read_dir(root().join("src").join(folder)).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            let stem = name.trim_end_matches(".rs");
            if matches!(stem, "mod" | "ui" | "progress" | "rules") {
                continue;
            }
            let listed = list.contains(&format!("{stem}{entry}"));
            assert!(listed, "src/{folder}/{name} is not in the list of src/{folder}/mod.rs");
        }
    }
}

#[test]
fn every_note_type_and_page_has_its_template() {
    let notes = fs::read_dir(root().join("src/model/notes")).unwrap();
    for file in notes.map(|f| f.unwrap().file_name().into_string().unwrap()).filter(|f| f != "mod.rs") {
        let template = root().join("templates/notes").join(file.replace(".rs", ".html"));
        assert!(template.is_file(), "{} is missing", template.display());
    }
}

#[test]
fn outside_things_have_one_door() {
    let doors: &[(&str, &[&str])] = &[
        ("tera::", &["render/theme.rs"]),
        ("hayagriva", &["cite/"]),
        ("granit_parser", &["yaml/"]),
        ("edtf_core", &["value/date/"]),
        ("pulldown_cmark", &["parse/", "render/markdown.rs"]),
        ("std::fs", &["load/", "publish/", "cli/"]),
        ("std::env", &["cli/"]),
        ("annotate_snippets", &["diag/render/"]),
        ("clap", &["cli/"]),
        ("hyper::", &["serve/http.rs"]),
        ("tokio::", &["serve/"]),
        ("notify::", &["serve/watch.rs"]),
        ("lsp_server", &["lsp/"]),
        ("fast_image_resize", &["media/"]),
        ("schemars", &["schema.rs", "yaml/", "value/", "config.rs", "model/"]),
        ("ureq", &["publish/s3/", "online/net.rs"]),
        ("rusty_s3", &["publish/s3/"]),
        ("Command::new", &["publish/git.rs"]),
        ("println!", &[]),
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let code: String =
            without_tests(&text).lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        for (word, allowed) in doors {
            if code.contains(word) && !allowed.iter().any(|door| path.starts_with(door)) {
                wrong.push(format!("src/{path} uses {word}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_test_file_is_forgotten() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    for file in fs::read_dir(root().join("tests/it")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let stem = name.trim_end_matches(".rs");
        assert!(
            stem == "main" || main.contains(&format!("mod {stem};")),
            "tests/it/{name} is not in main.rs"
        );
    }
}

#[test]
fn every_rule_is_in_the_list() {
    let mut unknown = Vec::new();
    for (path, text) in sources() {
        for start in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::site_error(", "rule: \""] {
            for part in without_tests(&text).split(start).skip(1) {
                let name = part.trim_start().trim_start_matches('"').split('"').next().unwrap();
                let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                if is_name && !sourcebook::diag::rules::NAMES.contains(&name) {
                    unknown.push(format!("src/{path}: {name}"));
                }
            }
        }
    }
    assert_eq!(unknown, Vec::<String>::new(), "src/diag/rules.rs lists all names");
}

#[test]
fn nothing_is_put_off() {
    let words = ["todo!", "unimplemented!", "FIXME", "#[ignore"];
    for (path, text) in sources() {
        for word in words {
            assert!(!text.contains(word), "src/{path} contains {word}");
        }
    }
}

#[test]
fn readme_names_the_two_commands() {
    let readme = fs::read_to_string(Path::new(&root()).join("README.md")).unwrap();
    for command in ["cargo run --release -- build", "cargo test"] {
        assert!(readme.contains(command), "README.md does not say `{command}`");
    }
}
