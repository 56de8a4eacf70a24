//! Sites with nothing or nearly nothing in them, and their settings.

use std::fs;

use crate::support::{Site, check, has, has_not, shown, tree};

#[test]
fn a_folder_without_settings_is_no_site() {
    let site = Site::new();
    fs::remove_file(site.path("site.yaml")).unwrap();
    site.note("actors/x.md", "---\ntitle: X\n---\n");
    let before = site.everything();
    let run = site.build();
    run.code(4).says("it has no site.yaml").says("--root").says("`sourcebook init`");
    run.says(site.root().to_str().unwrap());
    assert_eq!(site.everything(), before);

    fs::remove_dir_all(site.root()).unwrap();
    site.build().code(4).says("it has no site.yaml");
}

#[test]
fn an_empty_site_is_a_site() {
    for folder in ["", "content", "content/actors", "templates", "static"] {
        let site = Site::new();
        fs::create_dir_all(site.path(folder)).unwrap();
        let run = site.build();
        run.fine().says("0 notes");
        assert_eq!(run.stderr, "", "{folder}");
        assert!(site.output().keys().any(|path| path == "index.html"), "{folder}");
        has(&site.page("index.html"), "<title>Test</title>");
        every_link_leads_somewhere(&site);
    }
}

#[test]
fn one_note_is_a_site() {
    for (folder, fields) in [
        ("actors", ""),
        ("sources", ""),
        ("events", "date: 2024\n"),
        ("places", ""),
        ("topics", ""),
        ("briefings", "date: 2024\n"),
        ("pages", ""),
    ] {
        let site = Site::new();
        site.note(&format!("{folder}/only.md"), &format!("---\ntitle: The Only One\n{fields}---\nWords.\n"));
        let run = site.build();
        run.fine().says("1 note");
        assert_eq!(run.stderr, "", "{folder}");
        let page = if folder == "pages" { "only.html".to_owned() } else { format!("{folder}/only.html") };
        let shown = shown(&site.page(&page));
        has(&shown, "The Only One");
        has(&shown, "Words.");
        every_link_leads_somewhere(&site);
    }
}

#[test]
fn pretty_addresses_lead_somewhere_too() {
    let site = Site::of(
        "
        //- /site.yaml
        title: T
        pretty_urls: true
        //- actors/x.md
        ---
        title: X
        former_ids: [was-x]
        ---
        See [[e]] and [@s].
        //- events/e.md
        ---
        title: E
        date: 2024-02
        actors: [x]
        ---
        See [X](../actors/x.md).
        //- sources/s.md
        ---
        title: S
        ---
        ",
    );
    site.build().fine();
    for page in ["actors/x/index.html", "actors/was-x/index.html", "events/e/index.html", "404.html"] {
        assert!(site.path("public").join(page).exists(), "{page}");
    }
    has(&shown(&site.page("actors/x/index.html")), "See [E](../../events/e/)");
    every_link_leads_somewhere(&site);
}

#[test]
fn mistakes_in_settings_have_their_place() {
    check(
        "
        //- /site.yaml
        titel: T
        ^^^^^ unknown-field: did you mean `title`?
        ^ missing-field: the field `title` is missing
        base_url: javascript:alert(1)
                  ^^^^^^^^^^^^^^^^^^^ unsafe-address
        languages: [english]
                    ^^^^^^^ wrong-value
        default_visibility: pubic
                            ^^^^^ wrong-value: did you mean `public`?
        exports: [atm]
                  ^^^ wrong-value: did you mean `atom`?
        theme: {accent: red}
                        ^^^ wrong-value: \"#8a1c1c\"
        ",
    );
    check("//- /site.yaml\ntitle: T\ncitation_style: nosuch\n                ^^^^^^ citation-style\n");
    check(
        "//- /site.yaml\ntitle: T\nbase_url: https://example.org/?q=1\n          ^^^^^^^^^^^^^^^^^^^^^^^^ wrong-value: host and folder\n",
    );
    for text in ["", "\u{feff}", "# only a comment\n", "just words\n", "- a\n", "title: [\n"] {
        let site = Site::new();
        site.settings(text);
        site.build().code(1).says("site.yaml:");
        assert!(!site.path("public").exists(), "{text:?}");
    }
}

#[test]
fn settings_of_every_habit_are_read() {
    for text in [
        "\u{feff}title: Test\r\nbase_url: https://example.org\r\n",
        "title: Test\nbase_url: https://example.org/\n",
    ] {
        let site = Site::new();
        site.settings(text).note("actors/x.md", "---\ntitle: X\n---\n");
        site.build().fine();
        has(&site.page("sitemap.xml"), "<loc>https://example.org/actors/x.html</loc>");
        has(
            &site.page("actors/x.html"),
            "<link rel=\"canonical\" href=\"https://example.org/actors/x.html\">",
        );
        has_not(&site.page("actors/x.html"), "//actors");
    }
}

#[test]
fn one_bad_note_keeps_the_old_site() {
    let site = Site::of("//- actors/x.md\n---\ntitle: X\n---\n");
    site.build().fine();
    let before = tree(&site.path("public"));
    site.note("actors/y.md", "---\ntitel: Y\n---\n").build().code(1).says("nothing was written");
    assert_eq!(tree(&site.path("public")), before);
}

/// Follows every link and anchor inside the site.
fn every_link_leads_somewhere(site: &Site) {
    let output = site.output();
    for (path, bytes) in output.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8(bytes.clone()).unwrap();
        for part in html.split(" href=\"").skip(1) {
            let href = part.split('"').next().unwrap();
            if href.contains("://") || href.starts_with("mailto:") {
                continue;
            }
            let (target, fragment) = href.split_once('#').unwrap_or((href, ""));
            let target = if target.is_empty() { path.clone() } else { join(path, target) };
            let found = output.get(&target).unwrap_or_else(|| panic!("{path}: {href} ({target})"));
            let id = format!("id=\"{fragment}\"");
            assert!(fragment.is_empty() || String::from_utf8_lossy(found).contains(&id), "{path}: {href}");
        }
    }
}

fn join(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {href} leaves the site"),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    if href.ends_with('/') || href.is_empty() || href.ends_with("..") {
        parts.push("index.html");
    }
    parts.join("/")
}
