//! What is private reaches no output byte and no log, and what is public never leads to it.

use std::fmt::Write;

use crate::support::{Run, Site, check, has, has_not, png, shown, tree};

/// Begins every word that nobody may read; what follows names its slot.
const CANARY: &str = "qzvx";
/// The same in letters that a URL or JSON writes in another way.
const ARABIC: &str = "قزفكس";

/// Every trace of a canary in what was built and said, as `path: the word`.
fn traces(site: &Site, run: &Run) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let encoded = percent_encoding::utf8_percent_encode(ARABIC, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
        .to_lowercase();
    let escaped = ARABIC.chars().fold(String::new(), |mut out, c| {
        let _ = write!(out, "\\u{:04x}", u32::from(c));
        out
    });
    let mut look = |place: &str, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        // Also where a letter is written as a number.
        let plain = text.replace("&#113;", "q").replace("%71", "q").replace("\\u0071", "q");
        for word in [CANARY, ARABIC, &encoded, &escaped] {
            for (i, _) in plain.match_indices(word) {
                let found: String = plain[i..].chars().take(24).collect();
                all.push(format!("{place}: {found}"));
            }
        }
    };
    for (path, bytes) in site.output() {
        look("the path", path.as_bytes());
        look(&path, &bytes);
        if let Ok(value) = serde_json::from_slice::<serde_json::Value>(&bytes) {
            each_text(&value, &mut |text| look(&path, text.as_bytes()));
        }
    }
    look("stdout", run.stdout.as_bytes());
    look("stderr", run.stderr.as_bytes());
    all
}

/// A file as text without the fingerprints of files, in which any few digits can stand by chance.
fn without_fingerprints(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut kept = String::with_capacity(text.len());
    let mut rest = &*text;
    while !rest.is_empty() {
        let hex = rest.bytes().take_while(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b)).count();
        let next = hex + rest[hex..].chars().next().map_or(0, char::len_utf8);
        // The shortest has twelve digits; years and numbers have far fewer.
        kept.push_str(&rest[if hex < 12 { 0 } else { hex }..next]);
        rest = &rest[next..];
    }
    kept
}

#[test]
fn only_fingerprints_are_passed_over() {
    let text = "2031-02-03 \"a\": \"00112031deadbeef0011\" é73195";
    assert_eq!(without_fingerprints(text.as_bytes()), "2031-02-03 \"a\": \"\" é73195");
}

/// Calls `f` with every text of a data file, as those who read it get it.
fn each_text(value: &serde_json::Value, f: &mut dyn FnMut(&str)) {
    use serde_json::Value;
    match value {
        Value::String(text) => f(text),
        Value::Array(all) => all.iter().for_each(|value| each_text(value, f)),
        Value::Object(all) => all.iter().for_each(|(key, value)| {
            f(key);
            each_text(value, f);
        }),
        _ => {}
    }
}

/// Public notes, and private ones with a canary in every field and slot that lead to them.
pub(crate) fn site(visibility: &str) -> Site {
    let site = Site::new();
    site.settings("title: Test\nbase_url: https://example.org/\n# qzvxsettings\n");
    site.note(
        "actors/open.md",
        "---\ntitle: Open\nrelations: [{type: allied-with, to: other}]\n---\nText [@report].\n",
    );
    site.note("actors/other.md", "---\ntitle: Other\n---\n");
    site.note(
        "sources/report.md",
        "---\ntitle: Report\nkind: report\npublished: 2023\nreliability: B\n---\n",
    );
    site.note("places/town.md", "---\ntitle: Town\nlat: 1\nlon: 2\n---\n");
    site.note("topics/war.md", "---\ntitle: War\n---\nWords.\n");
    site.note("events/battle.md", "---\ntitle: Battle\ndate: 2024-05\nactors: [open]\nplaces: [town]\n---\n");
    site.note("briefings/now.md", "---\ntitle: Now\ndate: 2024-06-01\nactors: [open]\n---\nText.\n");

    let common = |what: &str| {
        format!(
            "title: qzvx{what}title\naliases: [qzvx{what}alias, {{name: {ARABIC}{what}, lang: ar, sources: [report]}}]\nsummary: qzvx{what}summary\n\
             topics: [war]\nlang: en\n{visibility}updated: 2031-02-03\nreview_by: 2020-01-01\n\
             corrections: [{{date: 2031-02-04, text: qzvx{what}correction}}]\nformer_ids: [qzvx{what}former]\n\
             claims:\n  - {{id: qzvx-{what}-claim, statement: qzvx{what}statement, by: open, concerns: [open, town], said: 2031-02-05, sources: [\"report, p. qzvx\"], status: disputed, note: qzvx{what}claimnote, contradicted_by: [report]}}\n\
             figures:\n  - {{id: qzvx-{what}-figure, title: qzvx{what}figure, unit: qzvx{what}unit, concerns: [open], series: [{{as_of: 2031, value: 73195, parts: {{qzvx{what}part: 1}}, counted_by: qzvx{what}counter, sources: [report], note: qzvx{what}row}}]}}\n\
             # qzvx{what}yaml\n"
        )
    };
    let body = |what: &str| {
        format!(
            "# qzvx{what}heading\n\nqzvx{what}text [[open]] [@report, p. qzvx{what}] [[battle|qzvx{what}words]] <b>qzvx{what}html</b> ![qzvx{what}alt](qzvx-{what}.png) %% qzvx{what}comment %%\n\n\
             > [!NOTE]\n> qzvx{what}callout[^n]\n\n[^n]: qzvx{what}footnote\n\n```qzvx{what}\nqzvx{what}code\n```\n\n![[claim:qzvx-{what}-claim]]\n\n\
             | qzvx{what}column |\n|---|\n| qzvx{what}cell |\n\n- qzvx{what}item, `qzvx{what}inline`, ~~qzvx{what}struck~~, **qzvx{what}bold**\n\n\
             [qzvx{what}link](https://example.org/qzvx{what}path \"qzvx{what}tip\") <!-- qzvx{what}hidden -->\n"
        )
    };
    for (folder, what, fields) in [
        (
            "actors",
            "actor",
            "kind: person\nnative_name: qzvxnative\nwikidata: Q73195731\nborn: 2031-02-06\ncountry: town\nrelations: [{type: leads, to: open, when: 2031-02-07, note: qzvxrelation, sources: [report]}]\n",
        ),
        (
            "sources",
            "source",
            "kind: report\nauthors: [qzvxauthor]\npublisher: qzvxpublisher\ncontainer: qzvxcontainer\nurl: https://qzvx.example/\narchived: {url: \"https://qzvxarchive.example/\"}\nderived_from: [report]\ndoi: 10.1000/qzvxdoi\nisbn: 9780731950003\npages: qzvxpages\nreliability: A\nreliability_reason: qzvxreason\n",
        ),
        (
            "events",
            "event",
            "date: 2031-02-08\ndate_words: qzvxwhen\nactors: [open, {actor: other, role: blamed, sources: [report]}]\nplaces: [town]\nsources: [report]\n",
        ),
        ("places", "place", "lat: 73.195\nlon: 73.195\ncountry: town\nnative_name: qzvxnative\n"),
        ("topics", "topic", ""),
        (
            "briefings",
            "briefing",
            "date: 2031-02-09\nauthors: [qzvxauthor]\nactors: [open]\nevents: [battle]\njudgements: [{statement: qzvxjudgement, likelihood: likely, sources: [report]}]\n",
        ),
        ("pages", "page", ""),
    ] {
        site.note(
            &format!("{folder}/qzvx-{what}.md"),
            &format!("---\n{}{fields}---\n{}", common(what), body(what)),
        );
        site.file(&format!("content/{folder}/qzvx-{what}.png"), png(&format!("qzvx{what}png")));
    }
    site.note(&format!("actors/{ARABIC}.md"), &format!("---\ntitle: x\n{visibility}---\n[[open]]\n"));
    site.note(
        "pages/qzvx-folder/index.md",
        &format!("---\ntitle: x\ntype: page\n{visibility}---\n[[open]]\n"),
    );
    // What no note uses is not copied.
    site.file("content/actors/qzvx-unused.png", "qzvxunused");
    site
}

#[test]
fn private_notes_leave_no_trace() {
    for visibility in [
        "visibility: internal\n",
        "visibility: draft\n",
        "publish_at: 2999-01-01T00:00:00Z\n",
        "visibility: public\npublish_at: 2999-01-01T00:00:00+14:00\n",
    ] {
        let site = site(visibility);
        let slots: usize = tree(&site.path("content"))
            .iter()
            .map(|(path, bytes)| format!("{path}\n{}", String::from_utf8_lossy(bytes)))
            .map(|text| text.matches(CANARY).count() + text.matches(ARABIC).count())
            .sum();
        assert!(slots >= 300, "{slots} slots with a private word");
        let run = site.build();
        run.fine();
        assert_eq!(traces(&site, &run), Vec::<String>::new(), "{visibility}");
        for (path, bytes) in site.output() {
            let text = without_fingerprints(&bytes);
            for number in ["2031", "73195", "73.195", "73,195"] {
                assert!(!text.contains(number), "{path} holds {number}");
            }
        }
        run.says("7 notes");
        // The site is the same as if they had never been written.
        let without = site_without(&site);
        without.build().fine();
        assert_eq!(
            crate::support::differences(&site.output(), &without.output()),
            Vec::<String>::new(),
            "{visibility}"
        );
    }
}

/// The same site without any file that has a canary in its name.
fn site_without(site: &Site) -> Site {
    let other = Site::new();
    for (path, bytes) in tree(&site.root()) {
        let skip = path.ends_with('/')
            || path.starts_with("public/")
            || path.contains(CANARY)
            || path.contains(ARABIC);
        if !skip {
            other.file(&path, bytes);
        }
    }
    other
}

#[test]
fn a_site_that_is_a_draft_by_default_publishes_what_says_so() {
    let site = site("");
    for default in ["draft", "internal"] {
        site.settings(&format!("title: Test\ndefault_visibility: {default}\n"));
        for note in [
            "actors/open",
            "actors/other",
            "sources/report",
            "places/town",
            "topics/war",
            "events/battle",
            "briefings/now",
        ] {
            let path = format!("{note}.md");
            let text = std::fs::read_to_string(site.path("content").join(&path)).unwrap();
            if !text.contains("visibility") {
                site.note(&path, &text.replacen("---\n", "---\nvisibility: public\n", 1));
            }
        }
        let run = site.build();
        run.fine().says("7 notes");
        assert_eq!(traces(&site, &run), Vec::<String>::new(), "{default}");
        std::fs::remove_dir_all(site.path("public")).unwrap();
    }
}

#[test]
fn internal_blocks_leave_no_trace() {
    let site = site("visibility: draft\n");
    site.file("content/actors/qzvx-map.png", png("qzvxpng"));
    site.note(
        "actors/mixed.md",
        "---\ntitle: Mixed\n---\nPublic one.\n\n:::internal\n# qzvxheading\n\nqzvxtext [[qzvx-actor]] [@qzvx-source] [@report, p. 9] ![qzvxalt](qzvx-map.png) [[open|qzvxwords]] [[claim:qzvx-actor-claim]] [qzvx](https://qzvx.example)\n\n\
         - qzvxitem\n\n| qzvxcell |\n|---|\n| x |\n\n```\nqzvxcode\n```\n\n[^q]: qzvxfootnote\n:::\n\nPublic two.\n\n> quoted\n>\n> :::internal\n> qzvxquote\n> :::\n>\n> more\n\n:::internal\n\nqzvxlast\n\n:::\n",
    );
    let run = site.build();
    run.fine();
    assert_eq!(traces(&site, &run), Vec::<String>::new());
    let page = shown(&site.page("actors/mixed.html"));
    for words in ["Public one.", "Public two.", "quoted", "more"] {
        has(&page, words);
    }
    has_not(&page, ":::");
    has_not(&page, "References");
    has_not(&shown(&site.page("sources/report.html")), "Mixed");

    let out = site.path("inside");
    let run = site.build_with(|command| command.args(["--audience", "internal", "--out"]).arg(&out));
    // The drafts stay drafts, so that an internal build finds that the block leads to one.
    run.code(1).says("private-reference");
}

#[test]
fn a_confidential_source_is_its_label_and_grade() {
    let site = site("visibility: draft\n");
    site.note(
        "sources/qzvx-officer.md",
        &format!(
            "---\ntitle: qzvxtitle\naliases: [qzvxalias, {ARABIC}]\nsummary: qzvxsummary\nkind: interview\nauthors: [qzvxauthor]\npublisher: qzvxpublisher\npublished: 2031-02-03\naccessed: 2031-02-04\nupdated: 2031-02-05\n\
             url: https://qzvx.example/\narchived: {{url: \"https://qzvxarchive.example/\"}}\nreliability: C\nreliability_reason: qzvxreason\nderived_from: [report]\n\
             confidential: {{label: A security officer}}\nretracted: {{reason: qzvxretracted}}\ndoi: 10.1000/qzvxdoi\nisbn: 9780203100004\npages: qzvxpages\ncontainer: qzvxcontainer\nformer_ids: [qzvx-former]\n\
             corrections: [{{date: 2031-02-06, text: qzvxcorrection}}]\ntopics: [war]\n\
             claims: [{{id: qzvx-own, statement: qzvxclaim, by: open}}]\nfigures: [{{id: qzvx-count, title: qzvxfigure, series: [{{as_of: 2031, value: 1}}]}}]\n# qzvxyaml\n---\n\
             qzvxbody [[open]] ![qzvxalt](qzvx-photo.png)\n\n## qzvxheading\n"
        ),
    );
    site.file("content/sources/qzvx-photo.png", png("qzvxphoto"));
    site.note(
        "actors/citing.md",
        "---\ntitle: Citing\naliases: [{name: The Citers, sources: [qzvx-officer]}]\n\
         relations: [{type: fights, to: open, sources: [\"qzvx-officer, p. 3\", qzvxalias]}]\n\
         claims: [{id: c, statement: It is so., sources: [{source: qzvxTITLE, locator: p. 4}], contradicted_by: [qzvx_officer]}]\n\
         figures: [{id: f, title: F, series: [{as_of: 2024, value: 1, sources: [qzvx-officer]}]}]\n---\n\
         One [@qzvx-officer]. Two [see @qzvx-officer, p. 3; @report]. @qzvx-officer says. Three [[qzvx-officer]] [[qzvxTitle]] [[qzvx-officer|him]] [him](../sources/qzvx-officer.md) [him](qzvx-officer.md#qzvxheading) \
         [[qzvx-officer#qzvxheading]] [[qzvx-officer#qzvxheading|there]] [[@qzvx-officer]] [@{qzvx-officer}] @qzvx-officer [p. 5].\n\n## On [[qzvx-officer]]\n\n| a |\n|---|\n| [[qzvx-officer\\|him]] |\n\n[^n]\n\n[^n]: Note [@qzvx-officer].\n",
    );
    site.note("sources/relay.md", "---\ntitle: Relay\nderived_from: [qzvx-officer]\n---\n");
    site.note("events/meeting.md", "---\ntitle: Meeting\ndate: 2024\nsources: [qzvx-officer]\nactors: [{actor: open, sources: [qzvx-officer]}]\n---\n");
    site.note("briefings/view.md", "---\ntitle: View\ndate: 2024-01-01\njudgements: [{statement: So., confidence: low, sources: [qzvx-officer]}]\n---\nText.\n");
    let run = site.build();
    run.fine();
    assert_eq!(traces(&site, &run), Vec::<String>::new());
    for (path, bytes) in site.output() {
        assert!(!without_fingerprints(&bytes).contains("2031"), "{path}");
    }
    let page = shown(&site.page("actors/citing.html"));
    has(&page, "A security officer");
    // A link without words of its own says the label, and not what has been put over the name.
    has(&page, "Three [A security officer](");
    has_not(&page, "xxx");
    has(&page, "References");
    let source = shown(&site.page("sources/confidential-a-security-officer.html"));
    has(&source, "A security officer");
    has(&source, "Fairly reliable");
    has(&source, "Citing");

    let out = site.path("inside");
    site.build_with(|command| command.args(["--audience", "internal", "--out"]).arg(&out)).fine();
    has(&std::fs::read_to_string(out.join("sources/qzvx-officer.html")).unwrap(), "qzvxauthor");
}

#[test]
fn a_confidential_source_needs_a_label() {
    check(
        "
        //- sources/s.md
        ---
        title: Secret
        confidential: {label: \"\"}
                              ^^ empty-field
        ---
        //- sources/t.md
        ---
        title: Secret too
        confidential: true
                      ^^^^ wrong-type
        ---
        ",
    );
}

#[test]
fn a_reference_to_a_private_note_is_an_error_at_its_place() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        topics: [hidden-topic]
                 ^^^^^^^^^^^^ private-reference: make the other note public
        relations:
          - {type: leads, to: hidden, sources: [secret]}
                              ^^^^^^ private-reference
                                                ^^^^^^ private-reference
        claims:
          - {id: c, statement: S., sources: [\"secret, p. 3\"], contradicted_by: [claim:hidden-claim]}
                                             ^^^^^^^^^^^^^^ private-reference
                                                                                ^^^^^^^^^^^^^^^^^^ private-reference
        figures:
          - {id: f, title: F, series: [{as_of: 2024, value: 1, counted_by: Hidden One}]}
                                                                           ^^^^^^^^^^ private-reference
        ---
        ä [[hidden]] [[Hidden One]] [[hidden|him]] [him](hidden.md) [@secret] [@open; @secret, p. 3]
          ^^^^^^^^^^ private-reference
                     ^^^^^^^^^^^^^^ private-reference
                                    ^^^^^^^^^^^^^^ private-reference
                                                   ^^^^^^^^^^^^^^^^ private-reference
                                                                    ^^^^^^^^^ private-reference
                                                                              ^^^^^^^^^^^^^^^^^^^^^^ private-reference
        [[claim:hidden-claim]] ![[figure:hidden-figure]] @secret says.
        ^^^^^^^^^^^^^^^^^^^^^^ private-reference
                               ^^^^^^^^^^^^^^^^^^^^^^^^^ private-reference
                                                         ^^^^^^^ private-reference
        [[embargoed]] [[was-hidden]]
        ^^^^^^^^^^^^^ private-reference
                      ^^^^^^^^^^^^^^ private-reference
        //- actors/hidden.md
        ---
        title: Hidden One
        visibility: internal
        former_ids: [was-hidden]
        claims: [{id: hidden-claim, statement: S.}]
        figures: [{id: hidden-figure, title: F}]
        ---
        //- actors/embargoed.md
        ---
        title: Embargoed
        publish_at: 2999-01-01T00:00:00Z
        ---
        //- sources/secret.md
        ---
        title: Secret
        visibility: draft
        ---
        //- sources/open.md
        ---
        title: Open
        ---
        //- topics/hidden-topic.md
        ---
        title: Hidden topic
        visibility: internal
        ---
        Text.
        ",
    );
}

#[test]
fn references_can_become_plain_words_without_a_trace() {
    let site = site("visibility: internal\n");
    site.settings("title: Test\non_private_reference: words\n");
    site.note(
        "actors/mixed.md",
        "---\ntitle: Mixed\nsummary: Of [[qzvx-actor|one man]] [@qzvx-source].\ntopics: [qzvx-topic, war]\nrelations: [{type: leads, to: qzvx-actor, note: gone}, {type: leads, to: open, sources: [qzvx-source, report]}]\n\
         claims: [{id: c, statement: S., by: qzvx-actor, sources: [\"qzvx-source, p. 3\"], contradicted_by: [claim:qzvx-actor-claim]}]\n---\n\
         One [[qzvx-actor|the man]] two [the place](../places/qzvx-place.md#qzvxplaceheading) three [@qzvx-source, p. 3] four [@report; @qzvx-source] five [[qzvx-actor#qzvxactorheading|there]] six [[claim:qzvx-actor-claim|a claim]] seven [[qzvxactoralias|him]] eight @qzvx-source nine.\n",
    );
    let run = site.build();
    run.fine();
    assert_eq!(traces(&site, &run), Vec::<String>::new());
    let page = shown(&site.page("actors/mixed.html"));
    has(&page, "One the man two the place three");
    has(&page, "Of one man");
    for words in ["four [[1](#ref-1)] five there six a claim seven him eight", "nine."] {
        has(&page, words);
    }
    site.note("actors/named.md", "---\ntitle: Named\n---\nSee [[qzvx-actor]].\n");
    let run = site.build();
    run.code(1).says("write words after a bar");
    assert_eq!(run.rules(), ["private-reference content/actors/named.md:4:5"]);
    site.note("actors/named.md", "---\ntitle: Named\nsummary: Of [[qzvx-actor]].\n---\nText.\n");
    let run = site.build();
    run.code(1).says("write words after a bar");
    assert_eq!(run.rules(), ["private-reference content/actors/named.md:3:15"]);
    // Words that are its name are no words of one's own.
    site.note(
        "actors/named.md",
        "---\ntitle: Named\n---\n[[qzvx-actor|the man]] [[qzvx-actor|*Qzvxactortitle*]] [qzvxplacetitle](../places/qzvx-place.md) [[qzvx-actor|qzvxplacetitle’s man]]\n",
    );
    let run = site.build();
    run.code(1).says("write words that do not name it");
    assert_eq!(
        run.rules(),
        ["private-reference content/actors/named.md:4:24", "private-reference content/actors/named.md:4:56"]
    );
}

#[test]
fn an_internal_site_says_so_everywhere() {
    let site = site("visibility: internal\n");
    site.note(
        "actors/moved.md",
        "---\ntitle: Moved\nformer_ids: [was-here]\n---\n:::internal\nOnly inside.\n:::\n",
    );
    let run = site.build_with(|command| command.args(["--audience", "internal"]));
    run.fine().says("internal");
    let output = site.output();
    for what in [
        "actors/qzvx-actor",
        "sources/qzvx-source",
        "events/qzvx-event",
        "briefings/qzvx-briefing",
        "qzvx-page",
    ] {
        assert!(output.contains_key(&format!("{what}.html")), "{what}");
    }
    has(&site.page("actors/open.html"), "qzvxactortitle");
    has(&site.page("actors/moved.html"), "Only inside.");
    for (path, bytes) in output.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(text.contains("<meta name=\"robots\" content=\"noindex"), "{path} has no noindex");
        assert!(text.to_lowercase().contains("internal"), "{path} does not say that it is internal");
    }
    has(&site.page(".sourcebook.json"), "\"audience\": \"internal\"");
    if output.contains_key("robots.txt") {
        has(&site.page("robots.txt"), "Disallow: /");
    }
    // Drafts and embargoed notes are not for internal readers either.
    let drafts = self::site("visibility: draft\n");
    let run = drafts.build_with(|command| command.args(["--audience", "internal"]));
    run.fine();
    assert_eq!(traces(&drafts, &run), Vec::<String>::new());
}

#[test]
fn an_embargo_ends_by_the_clock_alone() {
    for (at, is_public) in [
        ("2999-01-01T00:00:00Z", false),
        ("2999-01-01T00:00:00+14:00", false),
        ("2020-01-01T00:00:00Z", true),
        ("2020-01-01T00:00:00-12:00", true),
    ] {
        for variables in [
            vec![],
            vec![("SOURCE_DATE_EPOCH", "40000000000")],
            vec![("SOURCE_DATE_EPOCH", "1"), ("TZ", "Etc/GMT+12")],
            vec![("FAKETIME", "2999-06-01 00:00:00")],
        ] {
            for audience in ["public", "internal"] {
                let site = Site::new();
                site.note("actors/x.md", &format!("---\ntitle: X\npublish_at: {at}\n---\n"));
                site.build_with(|command| command.envs(variables.clone()).args(["--audience", audience]))
                    .fine();
                assert_eq!(
                    site.path("public/actors/x.html").exists(),
                    is_public,
                    "{at} {variables:?} {audience}"
                );
            }
        }
    }
    // A date in the past makes nothing public that is private for another reason.
    let site = Site::new();
    site.note("actors/x.md", "---\ntitle: X\nvisibility: draft\npublish_at: 2020-01-01T00:00:00Z\n---\n")
        .build()
        .fine();
    assert!(!site.path("public/actors/x.html").exists());
}

/// Nobody is held up by what nobody sees, and the mistakes of a private note are not printed into a public log.
#[test]
fn a_draft_may_be_unfinished() {
    for text in [
        "visibility: draft\ntitle: qzvx\nkind: qzvxkind\n---\n[[qzvxnobody]] [@qzvxnothing] ![](qzvx.png) <b>qzvx</b> [^qzvx] %% qzvx",
        "title: qzvx\nvisibility: internal\nqzvxfield: qzvx\n---\n",
        "visibility: draft\nsummary: qzvx\n---\nqzvx",
        "visibility: draft\ntitle: [qzvx]\n---\nqzvx",
        "title: qzvx\npublish_at: 2999-01-01T00:00:00Z\nvisibility: draft\nborn: qzvx\n---\nqzvx",
    ] {
        let site = Site::of("//- actors/x.md\n---\ntitle: X\n---\n");
        let run = site.note("actors/unfinished.md", &format!("---\n{text}\n")).build();
        run.fine();
        assert_eq!(traces(&site, &run), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_misspelt_visibility_never_means_public() {
    for field in [
        "visibilty: draft",
        "Visibility: draft",
        "visibility: drfat",
        "visibility: Internal",
        "visibility: [draft]",
        "visibility:",
        "visibility: yes",
        "draft: true",
        "published: false",
        "publish_at: soon",
        "publish_at: 2999-01-01",
    ] {
        let site = Site::new();
        let run = site.note("actors/x.md", &format!("---\ntitle: X\n{field}\n---\n")).build();
        run.code(1);
        assert!(run.rules()[0].contains("content/actors/x.md:3:"), "{field}: {}", run.stderr);
        assert!(!site.path("public").exists(), "{field}");
    }
}

#[test]
fn a_private_note_takes_no_address_and_no_name() {
    // A private alias that is a public id, a private former id that is one, and the same alias twice.
    let site = Site::new();
    site.note("actors/open.md", "---\ntitle: Open\naliases: [Shared]\n---\nSee [[shared]] and [[Open]].\n");
    site.note("actors/qzvx.md", "---\ntitle: qzvx\naliases: [open, shared]\nformer_ids: [open, was-open]\nvisibility: internal\n---\n");
    let run = site.build();
    run.fine();
    assert_eq!(traces(&site, &run), Vec::<String>::new());
    assert!(!site.path("public/actors/was-open.html").exists());
    has(
        &shown(&site.page("actors/open.html")),
        "See [shared](../actors/open.html) and [Open](../actors/open.html).",
    );
}
