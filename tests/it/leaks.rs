//! What an output holds that only private notes have is found before anybody can read it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sourcebook::text::each_word;

use crate::support::{Site, has, has_not, tree};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Words that count by themselves, as they are written, by their hash.
fn words(text: &[u8], all: &mut BTreeMap<u64, String>) {
    each_word(text, &mut |word| {
        if word.alphabetic < 4 || (!word.is_foreign && word.letters < 5) {
            return;
        }
        let rest = String::from_utf8_lossy(&text[word.at..text.len().min(word.at + 200)]).into_owned();
        let is_part = |c: &char| {
            c.is_alphanumeric() || "'’\u{ad}\u{64b}\u{64c}\u{64d}\u{64e}\u{64f}\u{650}\u{651}".contains(*c)
        };
        all.entry(word.hash)
            .or_insert_with(|| rest.chars().take_while(is_part).collect::<String>().to_lowercase());
    });
}

fn words_below(folder: &Path, is_read: impl Fn(&str) -> bool) -> BTreeMap<u64, String> {
    let mut all = BTreeMap::new();
    for (path, bytes) in tree(folder) {
        if is_read(&path) {
            words(&bytes, &mut all);
        }
    }
    all
}

fn run(args: &[&str]) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_sourcebook")).args(args).output().unwrap();
    assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

/// Types of works in CSL 1.0.2.
const CSL_TYPES: &str = "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection \
    dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript \
    map motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog \
    regulation report review review-book software song speech standard thesis treaty webpage";

/// Calls `f` with every string of some code outside its tests.
fn literals(code: &str, f: &mut dyn FnMut(&str)) {
    let code = code.split("#[cfg(test)]").next().unwrap();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        line.split('"').skip(1).step_by(2).for_each(&mut *f);
    }
}

/// Calls `f` with the values that fields with a vocabulary may have, and with the names of fields.
fn vocabularies(schema: &serde_json::Value, f: &mut dyn FnMut(&str)) {
    use serde_json::Value;
    match schema {
        Value::Object(all) => all.iter().for_each(|(key, value)| match (key.as_str(), value) {
            ("properties", Value::Object(fields)) => fields.iter().for_each(|(name, field)| {
                f(name);
                vocabularies(field, f);
            }),
            ("enum", Value::Array(values)) => values.iter().filter_map(Value::as_str).for_each(&mut *f),
            ("const", Value::String(value)) => f(value),
            _ => vocabularies(value, f),
        }),
        Value::Array(all) => all.iter().for_each(|value| vocabularies(value, f)),
        _ => {}
    }
}

/// What the program puts on pages by itself must not count as a private word because no public note has it.
#[test]
fn words_of_the_program_itself_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let begun = folder.path().join("begun");
    run(&["init", begun.to_str().unwrap()]);
    // Feeds and maps of the site are there only if it has an address.
    let settings = fs::read_to_string(begun.join("site.yaml")).unwrap();
    assert!(!settings.lines().any(|line| line.starts_with("base_url:")));
    fs::write(begun.join("site.yaml"), settings + "\nbase_url: https://example.org/\n").unwrap();
    let is_said = |path: &str| !path.ends_with('/');
    let mut own = BTreeMap::new();
    for site in [root(), root().join("tests/sites/arabic"), begun] {
        let out = folder.path().join("out");
        run(&["build", "--quiet", "--root", site.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        let is_text = |path: &str| {
            [".html", ".json", ".xml", ".bib", ".geojson", ".txt"].iter().any(|end| path.ends_with(end))
        };
        // Numbers are written as letters there.
        let is_index = |path: &str| path.contains("search/w-") || path.contains("search/y-");
        let is_ours =
            |path: &str| path.starts_with("vendor/") || path.starts_with("fonts/") || is_index(path);
        let mut said = words_below(&out, |path| is_text(path) && !is_ours(path));
        for hash in words_below(&site.join("content"), is_said).keys() {
            said.remove(hash);
        }
        let mut settings = BTreeMap::new();
        words(&fs::read(site.join("site.yaml")).unwrap(), &mut settings);
        said.retain(|hash, _| !settings.contains_key(hash));
        own.extend(said);
        fs::remove_dir_all(out).unwrap();
    }
    for kind in ["actor", "source", "event", "place", "topic", "briefing", "page"] {
        let schema: serde_json::Value = serde_json::from_slice(&run(&["schema", kind])).unwrap();
        vocabularies(&schema, &mut |word| words(word.as_bytes(), &mut own));
    }
    // What is written in code may be shared with what the sample is about, and is shown without it as well.
    for folder in ["render", "export", "cite", "model", "value"] {
        for (path, code) in tree(&root().join("src").join(folder)) {
            if path.ends_with(".rs") && !path.contains("test") {
                literals(&String::from_utf8(code).unwrap(), &mut |text| words(text.as_bytes(), &mut own));
            }
        }
    }
    CSL_TYPES.split_whitespace().for_each(|name| words(name.as_bytes(), &mut own));
    for name in sourcebook::render::map::names() {
        let mut known = BTreeMap::new();
        words(name.as_bytes(), &mut known);
        known.keys().for_each(|hash| drop(own.remove(hash)));
    }
    for hash in words_below(&root().join("templates"), is_said).keys() {
        own.remove(hash);
    }
    // Fingerprints change with every word; what is joined to another word by markup is read in one piece by the guard itself.
    own.retain(|hash, word| {
        let mut again = BTreeMap::new();
        words(word.as_bytes(), &mut again);
        !word.chars().any(|c| c.is_ascii_digit()) && again.contains_key(hash)
    });
    let list = root().join("src/compile/vocabulary.txt");
    let known = fs::read_to_string(&list).unwrap();
    let mut listed = BTreeMap::new();
    words(known.as_bytes(), &mut listed);
    if std::env::var_os("UPDATE").is_some() {
        let all: BTreeSet<&String> = own.values().collect();
        let text = all.into_iter().fold(String::new(), |mut text, word| {
            let _ = writeln!(text, "{word}");
            text
        });
        fs::write(&list, text).unwrap();
        return;
    }
    let missing: Vec<&String> =
        own.iter().filter(|(hash, _)| !listed.contains_key(hash)).map(|(_, word)| word).collect();
    assert!(missing.is_empty(), "UPDATE=1 adds them, if they are the program's own: {missing:?}");
}

/// Every word of every private slot, as it is written.
fn canaries(site: &Site) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (path, bytes) in tree(&site.path("content")).into_iter().filter(|(path, _)| path.ends_with(".md")) {
        let text = path + "\n" + &String::from_utf8_lossy(&bytes);
        let is_word = |c: char| c.is_alphanumeric();
        all.extend(
            text.split(|c| !is_word(c))
                .filter(|word| word.starts_with("qzvx") && word.len() > 4)
                .map(str::to_owned),
        );
    }
    all
}

#[test]
fn every_private_word_is_found_in_every_form() {
    let site = crate::privacy::site("visibility: internal\n");
    let canaries = canaries(&site);
    assert!(canaries.len() > 170, "{}", canaries.len());
    site.build().fine();
    // As a template, a static file or a mistake of ours could let them through.
    let percent = |word: &str| word.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let entities = |word: &str| word.bytes().map(|byte| format!("&#{byte};")).collect::<String>();
    let escapes = |word: &str| word.bytes().map(|byte| format!("\\u{byte:04x}")).collect::<String>();
    use base64::Engine;
    let base64 = |word: &str| {
        base64::engine::general_purpose::STANDARD.encode(format!("<p>{word}</p> and more of it"))
    };
    for (i, word) in canaries.iter().enumerate() {
        let text = match i % 6 {
            0 => word.to_uppercase(),
            1 => format!("<a href=\"/{}.html\">", percent(word)),
            2 => entities(word),
            3 => format!("{{\"a\": \"{}\"}}", escapes(word)),
            4 => format!("data:text/html;base64,{}", base64(word)),
            _ => format!("an-address-of-{word}.html"),
        };
        site.file(&format!("static/leak-{i}.txt"), text);
    }
    let run = site.build();
    run.code(3).says(&format!("and {} more", canaries.len() - 20)).says("leak-0.txt, line 1, byte 1\n");
    run.says("in base64").says("--verbose");
    has_not(&run.stderr, "qzvx");
    site.build_with(|command| command.arg("--verbose")).code(3).says("public_words").says("as in content/");
}

const NOTES: &str = "
//- actors/kaab.md
---
title: Kaab Zeidan
visibility: internal
---
He met the courier at the old mill every week that summer.
//- actors/open.md
---
title: Open
---
Seen by many. %% Told by Zeidan himself. %%

:::internal
The courier is called Marwazi.
:::
//- sources/voice.md
---
title: Interview with Qutaybah Darwish
kind: interview
confidential: {label: An officer}
---
Held in Fallujah.
";

#[test]
fn names_words_and_phrases_of_all_that_is_private_are_found() {
    for (text, is_found) in [
        ("kaab-zeidan", true),
        ("Qutaybah", true),
        ("Fallujah", true),
        ("called marwazi", true),
        ("told by zeidan", true),
        ("He met (an officer) at the mill. Seen by many", false),
        ("at the old mill every week that summer", true),
        ("Open", false),
    ] {
        let site = Site::of(NOTES);
        site.file("static/a/b.txt", text);
        let run = site.build();
        run.code(if is_found { 3 } else { 0 });
        assert_eq!(run.stderr.contains("a/b.txt, line 1, byte "), is_found, "{text}: {}", run.stderr);
        assert_eq!(site.path("public").exists(), !is_found, "{text}");
        // Those who may read it may read it.
        if text == "kaab-zeidan" {
            site.build_with(|command| command.args(["--audience", "internal"])).fine();
        }
    }
}

#[test]
fn words_that_readers_may_see_are_named_in_the_settings() {
    let site = Site::of(NOTES);
    site.file("static/a.txt", "Fallujah, at the old mill every week that summer");
    site.build().code(3);
    site.settings("title: Test\npublic_words: [Fallujah, at the old mill every week that summer]\n");
    site.build().fine();
    site.file("static/a.txt", "Fallujah, Marwazi");
    site.build().code(3).says("a.txt, line 1, byte 11");
}

#[test]
fn what_stood_there_before_its_words_became_private_is_looked_at_again() {
    let site = Site::new();
    site.note("actors/kaab.md", "---\ntitle: Kaab Zeidan\n---\n").note("actors/a.md", "---\ntitle: A\n---\n");
    site.file("static/zeidan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.build().fine();
    site.note("actors/kaab.md", "---\ntitle: Kaab Zeidan\nvisibility: draft\n---\n");
    site.build().code(3).says("zeidan.svg, in its address");
    assert!(site.path("public/actors/kaab.html").exists(), "the old site stands whole");
}

#[test]
fn publishing_looks_too() {
    let site = Site::of(NOTES);
    site.settings("title: Test\npublish: {live: {folder: ../www, host: nginx, compress: true}}\n");
    site.file("static/a.txt", "Marwazi");
    let run = site.command_of("publish").arg("--yes").output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(3), "{said}");
    for place in ["a.txt, line 1, byte 1", "a.txt.gz, compressed", "a.txt.br, compressed"] {
        has(&said, place);
    }
    has_not(&said, "Marwazi");
    assert!(!site.path("../www").exists());
}

/// A sample of which many notes are drafts: nothing that the rest says is taken for theirs.
#[test]
fn what_public_notes_say_is_not_taken_for_private() {
    let site = Site::new();
    for (path, bytes) in tree(&root().join("content")).into_iter().filter(|(path, _)| !path.ends_with('/')) {
        site.file(&format!("content/{path}"), bytes);
    }
    let settings = fs::read_to_string(root().join("site.yaml")).unwrap();
    site.settings(&(settings + "\non_private_reference: words\n"));
    let hide = |path: &str| {
        let text = fs::read_to_string(site.path(path)).unwrap();
        assert!(!text.contains("visibility: draft"), "{path}");
        site.file(path, text.replacen("---\n", "---\nvisibility: draft\n", 1));
    };
    let notes: Vec<String> = tree(&site.root())
        .into_keys()
        .filter(|path| path.ends_with(".md") && !path.ends_with(".ar.md"))
        .collect();
    notes.iter().step_by(19).for_each(|path| hide(path));
    for _ in 0..12 {
        let run = site.build_with(|command| command.arg("--verbose"));
        let broken: BTreeSet<String> = run
            .findings()
            .into_iter()
            .filter(|f| f.level == "error")
            .map(|f| f.place.split(':').next().unwrap().to_owned())
            .collect();
        if broken.is_empty() {
            run.fine();
            return;
        }
        broken.iter().for_each(|path| hide(path));
    }
    panic!("notes lead to private ones without end");
}
