//! The words of the interface: none stands in a template or in the program, and none is without use.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Site;

const EMBEDDED: &str = include_str!("../../templates/words/en.ftl");

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|e| e == ending));
    files.map(|entry| (entry.path().to_owned(), fs::read_to_string(entry.path()).unwrap())).collect()
}

fn names() -> BTreeSet<&'static str> {
    let named = |line: &'static str| line.split_once(" =").map(|(name, _)| name);
    EMBEDDED
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(named)
        .collect()
}

/// Program text outside of its tests.
fn program() -> Vec<(PathBuf, String)> {
    let files = [files("src/render", "rs"), files("src/export", "rs")].concat();
    let files = files.into_iter().filter(|(path, _)| !path.ends_with("tests.rs"));
    files
        .map(|(path, text)| (path, text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()))
        .collect()
}

#[test]
fn the_program_asks_only_for_words_that_there_are() {
    let names = names();
    for (path, text) in program() {
        for call in [".get(\"", ".say(\"", ".say_html(\"", ".push_html(\""] {
            let asked = text.split(call).skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
            // Words come as messages with a dash or a bare name; other maps have other keys.
            for name in asked.filter(|name| !name.is_empty()) {
                assert!(names.contains(name), "{}: there is no message {name}", path.display());
            }
        }
    }
}

#[test]
fn every_word_is_used() {
    let program: String = program().into_iter().map(|(_, text)| text).collect();
    let templates: String = files("templates", "html").into_iter().map(|(_, text)| text).collect();
    // Vocabularies, and names that are put together.
    let families = [
        "note-type-",
        "actor-kind-",
        "source-kind-",
        "event-kind-",
        "role-",
        "precision-",
        "status-",
        "reliability-",
        "credibility-",
        "likelihood-",
        "confidence-",
        "relation-",
        "unpublished-",
        "locator-",
        "language-",
        "grade-words-",
        "counted-",
        "register-all-",
        "filter-shown-",
        "filter-",
    ];
    let used = |name: &str| {
        templates.contains(&format!("{{@{name}}}"))
            || templates.contains(&format!("id=\"{name}\""))
            || program.contains(&format!("\"{name}\""))
            || families.iter().any(|family| name.starts_with(family))
            // The plural of a type is the name of its folder.
            || ["actors", "sources", "events", "places", "topics", "briefings"].contains(&name)
    };
    let unused: Vec<&str> = names().into_iter().filter(|name| !used(name)).collect();
    assert!(unused.is_empty(), "take out of templates/words/*.ftl: {unused:?}");
}

/// Cuts all that stands between two marks out of a text.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(open) {
        out.push_str(before);
        rest = inside.split_once(close).map_or("", |(_, after)| after);
    }
    out + rest
}

/// Names that are the same in every language.
const NAMES: [&str; 4] = ["Sourcebook", "BibTeX", "CSL-JSON", "data/sourcing.json"];

#[test]
fn templates_hold_no_words() {
    let attributes = ["aria-label", "title", "alt", "placeholder", "data-words", "data-none"];
    for (path, text) in files("templates", "html") {
        let mut text = without(&without(&without(&text, "{#", "#}"), "{%", "%}"), "{{", "}}");
        text = without(&without(&text, "{@", "}"), "<code", "</code>");
        for name in NAMES {
            text = text.replace(name, "");
        }
        let has_words = |text: &str| text.contains(char::is_alphabetic);
        for attribute in attributes {
            for value in text.split(&format!(" {attribute}=\"")).skip(1) {
                let value = value.split('"').next().unwrap_or_default();
                assert!(
                    !has_words(value),
                    "{}: {attribute}=\"{value}\" belongs into templates/words/",
                    path.display()
                );
            }
        }
        let bare = without(&text, "<", ">");
        // A part may be attributes alone, which hold values only.
        let attribute = |word: &&str| word.starts_with("data-") && word.contains("=\"");
        let bare: Vec<&str> = bare.split_whitespace().filter(|word| !attribute(word)).collect();
        let bare = bare.join(" ").replace("&nbsp;", " ");
        assert!(!has_words(&bare), "{}: words belong into templates/words/: {}", path.display(), bare.trim());
    }
}

/// The text of a page with its attributes that readers hear or see.
fn seen(html: &str) -> String {
    let head = without(html, "<style", "</style>");
    let mut out = String::new();
    for attribute in [" aria-label=\"", " title=\"", " alt=\"", "name=\"description\" content=\""] {
        for value in head.split(attribute).skip(1) {
            out.push_str(value.split('"').next().unwrap_or_default());
            out.push('\n');
        }
    }
    let body =
        without(&without(&without(&head, "<script", "</script>"), "<code", "</code>"), "<pre", "</pre>");
    out + &without(&body, "<", ">")
}

/// A site with at least one of everything, in Arabic.
const ARABIC: &str = r#"
//- /site.yaml
title: ملف
publisher: دار
description: وصف
languages: [ar]
base_url: https://example.org/
//- actors/1.md
---
title: جهة
kind: armed-group
native_name: جهة
aliases: [اسم]
founded: 2017
relations:
  - {type: fights, to: "2", when: 2018/.., sources: ["9"], status: disputed, note: ملاحظة}
---
نص [@9, p. 3] و[[2]].

> [!WARNING]
> انتبه

- [x] تم

| أ | ب |
|---|---|
| ج | د |

حاشية[^1].

[^1]: هنا [@9].
//- actors/2.md
---
title: خصم
kind: person
born: 1970
---
نص [@9].
//- places/3.md
---
title: مدينة
lat: 36.3
lon: 43.1
precision: town
---
//- topics/4.md
---
title: موضوع
---
//- events/5.md
---
title: حدث
date: 2023-10~
kind: attack
places: ["3"]
actors: [{actor: "1", role: perpetrator}]
sources: ["9"]
credibility: 2
---
//- briefings/6.md
---
title: إحاطة
date: 2024-03
topics: ["4"]
actors: ["1"]
updated: 2024-03-01
review_by: 2030
corrections: [{date: 2024-03-02, text: خطأ}]
judgements:
  - {statement: رأي, likelihood: likely, sources: ["9"]}
  - {statement: رأي, confidence: low, sources: ["9"]}
claims:
  - {id: c-1, statement: قول, by: "1", said: 2024, when: 2023, concerns: ["2"], sources: ["9", "10"], contradicted_by: ["claim:c-2"], status: disputed, credibility: 3}
  - {id: c-2, statement: ضد, sources: ["9"]}
figures:
  - id: f-1
    title: عدد
    unit: هجوم
    series:
      - {as_of: 2023-01, value: 3, sources: ["9"], counted_by: "1", parts: {أ: 1}}
      - {as_of: 2023-05, low: 1000, best: 1500, high: 2000, sources: ["9"], counted_by: "1"}
      - {as_of: 2024/.., value: 4, at_least: true, sources: ["9"]}
---
نص بلا مصدر.
//- sources/9.md
---
title: تقرير
kind: report
reliability: B
url: https://example.org/x
published: 2023
lang: fa
authors: [كاتب]
retracted: {date: 2024}
---
//- sources/10.md
---
title: خبر
kind: news
derived_from: ["9"]
---
"#;

#[test]
fn an_arabic_site_shows_no_english_word() {
    let site = Site::of(ARABIC);
    site.build().fine();
    let known = [
        "Sourcebook",
        "BibTeX",
        "CSL-JSON",
        "SHA-256",
        "EDTF",
        "example.org",
        "data/sourcing.json",
        // A key of the keyboard, and who drew the borders, by name.
        "Ctrl",
        "Natural Earth",
        "c-1",
        "c-2",
        "f-1",
    ];
    let mut pages = 0;
    for (path, bytes) in site.output().into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8(bytes).unwrap();
        pages += 1;
        // A web address is the same in every language.
        let text = seen(&html);
        let text: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with("https://")).collect();
        let text = text.join(" ");
        let words = text.split(|c: char| c.is_whitespace() || "().,:;؛،[]{}«»/–".contains(c));
        for word in words.filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic())) {
            let is_known = known.iter().any(|known| known.contains(word));
            assert!(is_known, "{path} says {word:?}");
        }
    }
    assert!(pages > 20, "{pages} pages");
}
