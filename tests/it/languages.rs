//! Notes in several languages: what a translation may say, what readers of each language get, and what stays private.

use crate::support::{Site, check};

/// A note with one of everything that can be translated, and its translation.
const TWO: &str = r#"
//- /site.yaml
title: Two
languages: [en, ar]
base_url: https://example.org/
//- actors/guard.md
---
title: River Guard
kind: armed-group
updated: 2024-05-02
---
The group [@daily].
//- actors/guard.ar.md
---
title: حرس النهر
---
الجماعة [@daily] و[[Police]].
//- actors/police.md
---
title: Police
---
Text [[guard]].
//- sources/daily.md
---
title: Daily
---
"#;

fn two() -> Site {
    let site = Site::of(TWO);
    site.build().fine();
    site
}

fn has(text: &str, part: &str) {
    assert!(text.contains(part), "`{part}` does not stand in\n{text}");
}

fn has_not(text: &str, part: &str) {
    assert!(!text.contains(part), "`{part}` stands in\n{text}");
}

#[test]
fn each_language_has_a_tree_of_its_own() {
    let site = two();
    let page = site.page("ar/actors/guard.html");
    has(&page, "<html lang=\"ar\" dir=\"rtl\">");
    has(&page, "<h1><bdi>حرس النهر</bdi></h1>");
    has(&page, "<link rel=\"canonical\" href=\"https://example.org/ar/actors/guard.html\">");
    for (tag, address) in [("en", ""), ("ar", "ar/"), ("x-default", "")] {
        let link = format!(
            "<link rel=\"alternate\" hreflang=\"{tag}\" href=\"https://example.org/{address}actors/guard.html\">"
        );
        has(&page, &link);
        has(&site.page("actors/guard.html"), &link);
    }
    // What all languages share is there once, at the root.
    has(&page, "href=\"../../assets/style-");
    assert!(!site.path("public/ar/data").exists());
    // Only the pictures bear words, and so each language has its own.
    let own = site.output().into_keys().filter(|path| path.starts_with("ar/assets/") && !path.ends_with('/'));
    assert!(own.into_iter().all(|path| path.ends_with(".png")));
    // The way to the same page in the other language.
    has(&page, "<a href=\"../../actors/guard.html\" hreflang=\"en\" lang=\"en\" dir=\"auto\">English</a>");
    has(
        &site.page("actors/guard.html"),
        "<a href=\"../ar/actors/guard.html\" hreflang=\"ar\" lang=\"ar\" dir=\"auto\">العربية</a>",
    );
    has(&site.page("index.html"), "<a href=\"ar/index.html\" hreflang=\"ar\"");
    has(&site.page("ar/index.html"), "<a href=\"../index.html\" hreflang=\"en\"");
    // Links lead on in the language that one reads.
    has(&page, "href=\"../actors/police.html\" class=\"to-actor\">Police</a>");
    has(&site.page("ar/feed.xml"), "https://example.org/ar/feed.xml");
    has(&site.page("ar/feed.xml"), "حرس النهر");
}

#[test]
fn what_is_not_translated_says_so() {
    let site = two();
    let page = site.page("ar/actors/police.html");
    has(&page, "لم تُترجم هذه الصفحة بعد");
    has(&page, "<h1><bdi lang=\"en\">Police</bdi></h1>");
    has(&page, "<div class=\"text\" id=\"text\" lang=\"en\" dir=\"ltr\">");
    // For search engines, it is the original once more.
    has(&page, "<link rel=\"canonical\" href=\"https://example.org/actors/police.html\">");
    has_not(&page, "<link rel=\"alternate\" hreflang");
    has_not(&site.page("sitemap.xml"), "/ar/actors/police.html");
    has(&site.page("sitemap.xml"), "<loc>https://example.org/ar/actors/guard.html</loc>");
    has(
        &site.page("sitemap.xml"),
        "<xhtml:link rel=\"alternate\" hreflang=\"ar\" href=\"https://example.org/ar/actors/guard.html\"/>",
    );
    // And one that is says when it is behind.
    has_not(&site.page("ar/actors/guard.html"), "بعد إعداد هذه الترجمة");
    site.note("actors/guard.ar.md", "---\ntitle: حرس النهر\ntranslated: 2024-04-01\n---\nنص [@daily].\n");
    site.build().fine();
    has(&site.page("ar/actors/guard.html"), "بعد إعداد هذه الترجمة");
    // Where only the text is missing, that is said above it.
    has_not(&site.page("ar/actors/guard.html"), "لم يترجم النص بعد");
    site.note("actors/guard.ar.md", "---\ntitle: حرس النهر\n---\n");
    site.build().fine();
    let page = site.page("ar/actors/guard.html");
    has(&page, "لم يترجم النص بعد");
    has(&page, "<div class=\"text\" id=\"text\" lang=\"en\" dir=\"ltr\">");
}

#[test]
fn a_site_in_one_language_has_no_trace_of_others() {
    let site = Site::of(TWO);
    site.settings("title: One\nbase_url: https://example.org/\n");
    // There, the file is a note with a name that is no id.
    site.build().code(1).says("bad-id");
    std::fs::remove_file(site.path("content/actors/guard.ar.md")).unwrap();
    site.build().fine();
    for (path, bytes) in site.output().into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8(bytes).unwrap();
        assert!(!path.starts_with("ar/") && !html.contains("hreflang"), "{path}");
    }
}

#[test]
fn a_translation_holds_words_only() {
    check(
        r#"
        //- /site.yaml
        title: Two
        languages: [en, ar]
        //- events/fight.md
        ---
        title: Fight
        date: 2024-05-01
        claims: [{id: held, statement: It held.}]
        ---
        Text.
        //- events/fight.ar.md
        ---
        title: قتال
        date: 2024-05-02
        ^^^^ unknown-field: facts stand in the original alone
        date_words: في مايو
                    ^^^^^^^ bad-translation: take the line out
        claims:
          - {id: held, statement: صمد.}
          - {id: fled, statement: هرب.}
                 ^^^^ bad-translation: the original has no claim `fled`
        figures: [{id: dead, title: قتلى}]
                       ^^^^ bad-translation: the original has no figure `dead`
        ---
        نص [[nobody]].
             ^^^^^^ unknown-link
        //- sources/daily.md
        ---
        title: Daily
        ---
        //- sources/daily.ar.md
        ---
        title: اليومية
               ^^^^^^^ bad-translation: the title of a source is not translated
        ---
        //- actors/nobodys.ar.md
        ---
        ^^^ bad-translation: there is no note `nobodys`
        title: لا أحد
        ---
        //- actors/guard.md
        ---
        title: Guard
        ---
        //- actors/guard.ar.md
        ---
        ^^^ missing-field: add `title: …`
        ---
        "#,
    );
    let site = two();
    site.note("actors/guard.md", "---\ntitle: Guard\nvisibility: internal\n---\nText.\n");
    site.note("actors/guard.ar.md", "---\ntitle: حرس\nvisibility: public\n---\n");
    let output = site.command_of("check").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    has(&said, "a translation cannot be seen by more readers than its original");
    has(&said, "content/actors/guard.ar.md:3:13");
}

#[test]
fn settings_are_translated_too() {
    let site = two();
    site.settings("title: Two\nlanguages: [en, ar]\ntranslations:\n  ar: {title: اثنان, footer: تذييل}\n");
    site.build().fine();
    has(&site.page("ar/index.html"), "<title>اثنان</title>");
    has(&site.page("ar/index.html"), "تذييل");
    has(&site.page("index.html"), "<title>Two</title>");
    has_not(&site.page("index.html"), "تذييل");
    site.settings("title: Two\nlanguages: [en, ar]\ntranslations:\n  fr: {title: Deux}\n");
    site.build().code(1).says("`fr` is none of the site's other languages");
}

/// Letters that stand in private translations only.
const CANARY: &str = "qzvx";

#[test]
fn private_translations_leave_no_trace() {
    let private = |site: &Site| {
        for (path, bytes) in site.output() {
            assert!(!String::from_utf8_lossy(&bytes).contains(CANARY), "{path}");
            assert!(!path.contains(CANARY), "{path}");
        }
    };
    let site = two();
    let page = format!("---\ntitle: {CANARY}-title\nsummary: {CANARY}\n---\n{CANARY} [[guard]]\n");
    // Of a note that is private, of one that is not, of a confidential source, and of none.
    site.note("actors/hidden.md", "---\ntitle: Hidden\nvisibility: internal\n---\nText.\n");
    site.note("actors/hidden.ar.md", &page);
    site.note("actors/police.ar.md", &page.replace("---\ntitle", "---\nvisibility: draft\ntitle"));
    let label = "confidential: {label: An officer}";
    site.note("sources/officer.md", &format!("---\ntitle: {CANARY} the man\n{label}\n---\n"));
    site.note("sources/officer.ar.md", &format!("---\nsummary: {CANARY}\n---\n{CANARY}\n"));
    site.note(
        "actors/guard.ar.md",
        &format!(
            "---\ntitle: حرس\nsummary: س %% {CANARY} %%\n---\nنص [@daily].\n\n:::internal\n{CANARY}\n:::\n"
        ),
    );
    let run = site.build();
    run.fine();
    assert!(!run.stderr.contains(CANARY) && !run.stdout.contains(CANARY), "{}", run.stderr);
    private(&site);
    // A link by a hidden translation's title is found out, and in words only the words are left.
    site.note("actors/police.ar.md", &format!("---\ntitle: الشرطة\n---\nنص [[{CANARY}-title|كلمات]].\n"));
    site.build().code(1).says("private-reference").says("content/actors/police.ar.md:4:");
    site.settings("title: Two\nlanguages: [en, ar]\non_private_reference: words\n");
    site.build().fine();
    private(&site);
    has(&site.page("ar/actors/police.html"), "نص كلمات.");
    // Internal readers see all of it.
    site.build_with(|command| command.args(["--audience", "internal", "--out"]).arg(site.path("internal")))
        .fine();
    let seen = std::fs::read_to_string(site.path("internal/ar/actors/hidden.html")).unwrap();
    has(&seen, CANARY);
}
