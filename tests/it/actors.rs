//! Rules about actors and time, about names, and a note with many mistakes.

use std::collections::BTreeSet;
use std::fs;

use sourcebook::check::rule;
use sourcebook::diag::Level;

use crate::rules::{drawn, findings, findings_that};
use crate::support::{Run, Site, files};

/// Compares all findings of a rule, and all errors, with the marks in a fixture.
#[track_caller]
fn reports(name: &str, fixture: &str) {
    let found = findings(rule(name).unwrap(), &Site::of(fixture));
    assert_eq!(found, drawn(fixture, &found), "{fixture}");
}

/// Runs `check --fix` on a fixture and gives the text of one file; a second run must change nothing.
#[track_caller]
fn mended(fixture: &str, path: &str) -> String {
    let site = Site::of(fixture);
    let run = || -> Run { site.command_of("check").arg("--fix").output().unwrap().into() };
    run().code(0);
    let text = fs::read_to_string(site.path(path)).unwrap();
    run().code(0);
    assert_eq!(fs::read_to_string(site.path(path)).unwrap(), text);
    text
}

/// An actor's note with fields.
fn actor(id: &str, fields: &str) -> String {
    format!("//- actors/{id}.md\n---\ntitle: The {id}\n{fields}---\n")
}

/// Two notes with relations to each other.
fn pair(here: &str, there: &str) -> String {
    format!("{}{}", actor("aa", &format!("relations:\n{here}")), actor("bb", &format!("relations:\n{there}")))
}

#[test]
fn actors_act_while_they_are_there() {
    let vardan = actor("vardan", "born: 1960\ndied: 2021-05-04\n");
    let osmet = actor("osmet", "founded: 2019~\ndissolved: 2023/\n");
    let event = |date: &str, actors: &str| {
        format!("{vardan}{osmet}//- events/e.md\n---\ntitle: E\ndate: {date}\nactors:\n{actors}---\n")
    };
    for (date, actors) in [
        // The day itself is inside, and so is whatever a date leaves open.
        ("2021-05-04", "  - vardan\n"),
        ("2021-05", "  - vardan\n"),
        ("2021/", "  - vardan\n"),
        ("2024", "  - {actor: vardan, role: subject}\n  - {actor: vardan, role: target}\n"),
        ("2024", "  - {actor: vardan, role: blamed}\n"),
        ("2019-01", "  - osmet\n"),
        ("2040", "  - osmet\n"),
    ] {
        reports("event-outside-life", &event(date, actors));
    }
    let late = "  - vardan\n    ^^^^^^ warning event-outside-life\n";
    reports("event-outside-life", &event("2021-05-05", late));
    let early = "  - {actor: osmet, role: host}\n            ^^^^^ warning event-outside-life\n";
    reports("event-outside-life", &event("2018-12-31", early));
}

#[test]
fn dates_of_one_note_fit_each_other() {
    let reports = |fixture: &str| reports("dates-at-odds", fixture);
    for fields in [
        "born: 1960\ndied: 1960\n",
        "born: 1960~\ndied: 1959/\n",
        "kind: person\nborn: 1960\n",
        "kind: armed-group\nfounded: 2019\ndissolved: 2019-01\n",
        "founded: 2019\nborn: 1960\n",
    ] {
        reports(&actor("aa", fields));
    }
    reports(&actor("aa", "born: 1960\ndied: 1959-12\n      ^^^^^^^ warning dates-at-odds\n"));
    reports(&actor("aa", "kind: state\nborn: 1960\n      ^^^^ warning dates-at-odds\n"));
    reports(&actor("aa", "kind: person\ndissolved: 1960\n           ^^^^ warning dates-at-odds\n"));
    let source =
        |fields: &str| format!("//- sources/s.md\n---\ntitle: S\npublished: 2024-03-05\n{fields}---\n");
    for fields in [
        // A day begins at different hours around the world.
        "accessed: 2024-03-04\n",
        "accessed: 2024-03\n",
        "archived: {url: \"https://a.example/\", date: 2024-03-05}\n",
    ] {
        reports(&source(fields));
    }
    reports(&source("accessed: 2024-03-03\n          ^^^^^^^^^^ warning dates-at-odds\n"));
    reports(&source("retracted: {date: 2023}\n                  ^^^^ warning dates-at-odds\n"));
    let archived = "archived: {url: \"https://a.example/\", date: 2024-02}\n";
    let mark = format!("{}^^^^^^^ warning dates-at-odds\n", " ".repeat(archived.find("2024").unwrap()));
    reports(&source(&format!("{archived}{mark}")));
}

#[test]
fn claims_are_made_by_those_who_are_there() {
    let vardan = actor("vardan", "born: 1960\ndied: 2021-05-04\n");
    let claim = |said: &str, mark: &str| {
        format!(
            "{vardan}//- topics/t.md\n---\ntitle: T\nclaims:\n  - id: one\n    statement: One.\n    by: vardan\n{mark}    said: {said}\n---\nText.\n"
        )
    };
    reports("event-outside-life", &claim("2021-05", ""));
    reports("event-outside-life", &claim("1959-12", "        ^^^^^^ warning event-outside-life\n"));
}

#[test]
fn kinship_influence_and_foundings_need_no_date() {
    let all = ["family-of", "inspired-by", "modelled-on", "founded", "founded-by"];
    let relations: String = all.iter().map(|kind| format!("  - {{type: {kind}, to: bb}}\n")).collect();
    reports("relation-without-date", &pair(&relations, "  - {type: leads, to: aa, when: 2020/}\n"));
    reports(
        "relation-without-date",
        &pair("  - {type: led-by, to: bb}\n           ^^^^^^ warning relation-without-date\n", "  []\n"),
    );
}

#[test]
fn a_relation_is_stated_once() {
    let silent = [
        (
            "  - {type: leads, to: bb, when: 2014/2016}\n  - {type: leads, to: bb, when: 2016/2018}\n",
            "  []\n",
        ),
        ("  - {type: leads, to: bb, when: 2014/2016}\n", "  - {type: leads, to: aa, when: 2014/2016}\n"),
        ("  - {type: leads, to: bb, when: 2014}\n  - {type: commands, to: bb, when: 2014}\n", "  []\n"),
    ];
    for (here, there) in silent {
        reports("relation-duplicate", &pair(here, there));
    }
    let mark = "           ^^^^^ warning relation-duplicate\n";
    let twice = format!("  - {{type: leads, to: bb, when: 2014/2016}}\n  - {{type: leads, to: bb}}\n{mark}");
    reports("relation-duplicate", &pair(&twice, "  []\n"));
    let fights = "  - {type: fights, to: aa, when: 2015}\n           ^^^^^^ warning relation-duplicate\n";
    reports("relation-duplicate", &pair("  - {type: fights, to: bb, when: 2014/..}\n", fights));
}

#[test]
fn an_entry_that_is_repeated_letter_for_letter_is_taken_out() {
    let block = "  - type: leads\n    to: bb\n    when: 2014\n";
    let note = mended(&pair(&format!("{block}{block}"), "  []\n"), "content/actors/aa.md");
    assert_eq!(note, format!("---\ntitle: The aa\nrelations:\n{block}---\n"));
    let flow = "  [{type: leads, to: bb, when: 2014}, {type: leads, to: bb, when: 2014}]\n";
    let note = mended(&pair(flow, "  []\n"), "content/actors/aa.md");
    assert_eq!(note, "---\ntitle: The aa\nrelations:\n  [{type: leads, to: bb, when: 2014}]\n---\n");
    // A comment is the author's, and entries that differ are his choice.
    for kept in [format!("{block}  # why\n{block}"), format!("{block}  - {{type: leads, to: bb}}\n")] {
        let note = mended(&pair(&kept, "  []\n"), "content/actors/aa.md");
        assert_eq!(note, format!("---\ntitle: The aa\nrelations:\n{kept}---\n"));
    }
}

#[test]
fn notes_agree_on_a_relation() {
    let rule = "relation-contradicts-inverse";
    for (here, there) in [
        ("  - {type: leads, to: bb, when: 2014/2016}\n", "  - {type: led-by, to: aa, when: 2016/..}\n"),
        ("  - {type: leads, to: bb, when: 2014/}\n", "  - {type: led-by, to: aa, when: 2016/..}\n"),
        // One note knows of one term only.
        (
            "  - {type: leads, to: bb, when: 2014}\n  - {type: leads, to: bb, when: 2016}\n",
            "  - {type: led-by, to: aa, when: 2016}\n",
        ),
        ("  - {type: part-of, to: bb, when: 2014}\n", "  - {type: part-of, to: aa, when: 2016}\n"),
        ("  - {type: supports, to: bb, when: 2014}\n", "  - {type: supports, to: aa, when: 2014}\n"),
        (
            "  - {type: part-of, to: bb, when: 2014, status: disputed}\n",
            "  - {type: part-of, to: aa, when: 2014}\n",
        ),
    ] {
        reports(rule, &pair(here, there));
    }
    for (here, there, width) in [
        ("  - {type: leads, to: bb, when: 2014}\n", "  - {type: led-by, to: aa, when: 2016}\n", 6),
        (
            "  - {type: leads, to: bb, when: 2014, status: confirmed}\n",
            "  - {type: led-by, to: aa, when: 2014, status: disputed}\n",
            6,
        ),
        ("  - {type: part-of, to: bb, when: 2014/..}\n", "  - {type: part-of, to: aa, when: 2016}\n", 7),
        ("  - {type: founded, to: bb}\n", "  - {type: founded, to: aa}\n", 7),
        ("  - {type: leads, to: bb, when: 2014}\n", "  - {type: leads, to: aa, when: 2014}\n", 5),
    ] {
        let mark = format!("           {} warning {rule}\n", "^".repeat(width));
        reports(rule, &pair(here, &format!("{there}{mark}")));
    }
}

#[test]
fn a_name_belongs_to_one_note() {
    let note = |path: &str, fields: &str| format!("//- {path}.md\n---\n{fields}---\n");
    let source = |id: &str, fields: &str| note(&format!("sources/{id}"), fields);
    // An id wins over names, one note may repeat itself, and nobody links sources by their titles.
    let silent = [
        note("actors/osmet", "title: Osmet\n") + &note("places/osmet-town", "title: Osmet\n"),
        note("actors/a", "title: Osmet\naliases: [OSMET, Osmet]\n"),
        source("a", "title: Report\n") + &source("b", "title: Report\n"),
    ];
    for fixture in silent {
        reports("alias-shared", &fixture);
    }
    let folded = note("actors/a", "title: Red Front\n")
        + &note("topics/b", "title: B\naliases: [red-front]\n          ^^^^^^^^^ warning alias-shared\n");
    reports("alias-shared", &folded);
    let mixed = source("a", "title: Daily\n")
        + &note(
            "actors/z",
            "title: Z\naliases:\n  - {name: Daily, lang: en}\n    ^^^^^^^^^^^^^^^^^^^^^^^ warning alias-shared\n",
        );
    reports("alias-shared", &mixed);
}

/// Actors to be named.
const ACTORS: &str = "//- actors/red-front.md\n---\ntitle: Red Front\naliases: [RF, Amber, {name: جبهة الشمال, lang: ar}]\n---\nThe Red Front.\n\
    //- actors/karvan.md\n---\ntitle: Karvan\nkind: state\n---\n\
    //- topics/talks.md\n---\ntitle: Red Front talks\naliases: [Amber Accord]\n---\nThey failed.\n";

fn in_page(text: &str) -> String {
    format!("{ACTORS}//- pages/page.md\n---\ntitle: Page\n---\n{text}\n")
}

#[test]
fn a_mention_is_the_whole_name_in_plain_words() {
    for text in [
        "# Red Front\n\n`Red Front` and [Red Front](red-front.md) and the Red Front.",
        "See [[red-front|them]], the Red Front.",
        "> The Red Front said so.\n\nIt spoke of “the Red Front” and of the \"Red Front\".",
        "The red front, Red Fronts, Amber-backed, https://example.org/Amber, amber, RF.",
        "The Red Front talks, the Amber Accord, the Red Front Command, Lake Amber.",
        "```\nRed Front\n```\n\n~~Red Front~~ %% Red Front %%\n\nIn Karvan.",
    ] {
        reports("unlinked-mention", &in_page(text));
    }
    let first =
        "By then the Red Front held it. The Red Front left.\n            ^^^^^^^^^ warning unlinked-mention";
    reports("unlinked-mention", &in_page(first));
    for text in [
        "Then Amber came.",
        "The Amber story.",
        "(Amber)",
        "| a |\n| - |\n| Amber's |",
        "قالت جبهة الشمال إن",
    ] {
        let site = Site::of(&in_page(text));
        assert_eq!(findings(rule("unlinked-mention").unwrap(), &site).len(), 1, "{text}");
    }
}

#[test]
fn the_first_mention_is_linked() {
    let body = |text: &str| {
        let note = mended(&in_page(text), "content/pages/page.md");
        note.strip_prefix("---\ntitle: Page\n---\n").unwrap().to_owned()
    };
    assert_eq!(body("The Red Front. Red Front."), "The [[red-front|Red Front]]. Red Front.\n");
    assert_eq!(body("| a |\n| - |\n| Amber |"), "| a |\n| - |\n| [[red-front\\|Amber]] |\n");
    assert_eq!(body("*The Red\nFront* left."), "*The [[red-front|Red Front]]* left.\n");
    assert_eq!(body("> [!NOTE]\n> Of Amber."), "> [!NOTE]\n> Of [[red-front|Amber]].\n");
    // What the author has hidden inside the name would be lost.
    assert_eq!(body("The Red %% x %%Front left."), "The Red %% x %%Front left.\n");
}

#[test]
fn a_note_with_many_mistakes_gets_a_finding_for_each_at_its_place() {
    let fixture = r#"
//- places/harbour.md
---
title: Harbour
---
//- actors/amber.md
---
title: Amber Brigade
aliases: [Shared Name]
dissolved: 2010
---
//- actors/blue.md
---
title: Blue Front
aliases: [BFX]
---
//- actors/central.md
---
title: Central Council
rules: {alias-shared: off}
aliases: [Shared Name]
---
//- actors/many.md
---
title: Many
kind: armed-grup
      ^^^^^^^^^^ error wrong-value
colour: red
^^^^^^ error unknown-field
summary: One
summary: Two
^^^^^^^ error duplicate-field
founded: 2024-13
         ^^^^^^^ error bad-date
topics: nothing
        ^^^^^^^ error wrong-type
aliases: [BFX]
          ^^^ warning alias-shared
relations:
  - {type: leads, to: blue}
           ^^^^^ warning relation-without-date
  - {type: leads, to: nobody, when: 2020}
                      ^^^^^^ error unknown-link
  - {type: leads, to: harbour, when: 2020}
                      ^^^^^^^ error wrong-note-type
  - {type: fights, to: blue, when: 2020, sources: [nowhere]}
                                                   ^^^^^^^ error unknown-source
  - {type: fights, to: blue, when: 2020/2021}
           ^^^^^^ warning relation-duplicate
claims:
  - {id: one, statement: One., by: amber, said: 2020}
                                   ^^^^^ warning event-outside-life
  - {id: one, statement: Two., contradicted_by: [claim:none]}
         ^^^ error duplicate-id
                                                 ^^^^^^^^^^ error unknown-claim
---
[[Shared Name]] came.
  ^^^^^^^^^^^ error ambiguous-link
A mark[^none].
      ^^^^^^^ error missing-footnote
A pair [@a][@b].
       ^^^^^^^^ error twin-citations
An [address](javascript:x).
   ^^^^^^^^^^^^^^^^^^^^^^^ error unsafe-address
An ![[image.png]].
      ^^^^^^^^^ error missing-asset
A [[figure:none]].
    ^^^^^^^^^^^ error unknown-figure
A [[blue#Nothing]].
  ^^^^^^^^^^^^^^^^ error broken-heading
Fighters of the Amber Brigade.
                ^^^^^^^^^^^^^ warning unlinked-mention

The rest %% is hidden
         ^^ error unclosed-hidden
"#;
    let site = Site::of(fixture);
    let marks: Vec<_> = files(fixture).into_iter().flat_map(|file| file.marks).collect();
    let rules: BTreeSet<&str> = marks.iter().map(|mark| mark.rule.as_str()).collect();
    assert!(rules.len() >= 20 && rules.len() == marks.len(), "{rules:?}");
    // One run tells of all of them.
    let all = findings_that(&site, |_| true);
    let wanted = drawn(fixture, &all);
    let missing: Vec<&String> = wanted.iter().filter(|mark| !all.contains(mark)).collect();
    assert!(missing.is_empty(), "{missing:#?} is missing in {all:#?}");
    // Each rule that warns, and with it all errors.
    for name in rules.into_iter().filter(|name| rule(name).is_some_and(|rule| rule.level == Level::Warning)) {
        let found = findings(rule(name).unwrap(), &site);
        let mut wanted = drawn(fixture, &found);
        wanted.retain(|mark| mark.starts_with("error ") || mark.ends_with(&format!(" {name}")));
        assert_eq!(found, wanted, "{name}");
    }
}
