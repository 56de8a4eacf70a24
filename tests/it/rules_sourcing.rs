//! The rules about what cites and what is cited: what is near to a finding, and is none.

use crate::rules::reports;
use crate::support::Site;

const GAZETTE: &str = "//- sources/gazette.md\n---\ntitle: Gazette\n---\n";

/// Asserts what a rule reports on a fixture and a source `gazette`.
#[track_caller]
pub(crate) fn with_gazette(rule: &str, fixture: &str) {
    let filled = || fixture.lines().filter(|line| !line.trim().is_empty());
    let indent = filled().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<&str> = fixture.lines().map(|line| line.get(indent..).unwrap_or_default()).collect();
    reports(rule, &format!("{}\n{GAZETTE}", lines.join("\n")));
}

#[test]
fn paragraphs_cite_in_many_ways() {
    with_gazette(
        "uncited-paragraph",
        "
        //- actors/river-guard.md
        ---
        title: River Guard
        claims:
          - {id: size, statement: It has 300 members., sources: [gazette]}
        ---
        ## Members without a source

        @gazette says so.

        It has grown.[^grown] So say [[claim:size|its own papers]].

        [^grown]: From 100 to 300 [@gazette].

        ![[claim:size]]

        [[gazette]]

        - [[gazette]]

        Its units [@gazette]:

        - the boats,
        - the horses.

        A plain sentence
        ^^^^^^^^^^^^^^^^ warning uncited-paragraph
        over two lines.

        Its leaders:

        - Dara Ilves
        ^^^^^^^^^^^^ warning uncited-paragraph
        - Marek Olt [@gazette]
          - his son
          ^^^^^^^^^ warning uncited-paragraph

        It said:

        > We were there.
          ^^^^^^^^^^^^^^ warning uncited-paragraph

        It said in the [@gazette]:

        > We were there.

        | where | when |
        |---|---|
        | Dam | 2019 |

        Only a note.[^plain]
        ^^^^^^^^^^^^^^^^^^^^ warning uncited-paragraph

        [^plain]: Nothing cited.

        Our own view. %% allow uncited-paragraph: the editors' view %%
        ",
    );
}

#[test]
fn only_briefings_and_actors_must_cite() {
    reports(
        "uncited-paragraph",
        "
        //- pages/about.md
        ---
        title: About
        ---
        We write about rivers.
        //- topics/river.md
        ---
        title: The river
        ---
        It is long.
        //- briefings/crossings.md
        ---
        title: The crossings
        date: 2021-06-01
        ---
        They are closed.
        ^^^^^^^^^^^^^^^^ warning uncited-paragraph
        ",
    );
}

#[test]
fn relations_cite_for_themselves() {
    with_gazette(
        "uncited-relation",
        "
        //- actors/river-guard.md
        ---
        title: River Guard
        relations:
          - {type: led-by, to: dara-ilves, sources: [gazette]}
          # allow uncited-relation: the group says so on every wall
          - {type: fights, to: dara-ilves}
          - {type: opposes, to: dara-ilves}
                                ^^^^^^^^^^ warning uncited-relation
        ---
        It opposes her [@gazette].
        //- actors/dara-ilves.md
        ---
        title: Dara Ilves
        ---
        ",
    );
}

#[test]
fn events_name_a_source_somewhere() {
    with_gazette(
        "uncited-event",
        "
        //- events/by-field.md
        ---
        title: By field
        date: 2021
        sources: [gazette]
        ---
        //- events/by-text.md
        ---
        title: By text
        date: 2021
        ---
        It happened [@gazette].
        //- events/by-actor.md
        ---
        title: By actor
        date: 2021
        actors: [{actor: dara-ilves, role: host, sources: [gazette]}]
        ---
        //- events/by-link.md
        ---
        ^^^ warning uncited-event
        title: By link
        date: 2021
        ---
        See [[gazette]].
        //- actors/dara-ilves.md
        ---
        title: Dara Ilves
        ---
        ",
    );
}

#[test]
fn every_count_has_its_own_source() {
    with_gazette(
        "uncited-figure",
        "
        //- topics/displacement.md
        ---
        title: Displacement
        figures:
          - id: families
            title: Families
            series:
              - as_of: 2021-05
                value: 120
                sources: [gazette]
              - as_of: 2021-06
                       ^^^^^^^ warning uncited-figure
                value: 310
                counted_by: The town
              - {as_of: 2021-06~, value: 300}
                        ^^^^^^^^ warning uncited-figure
          - {id: empty, title: Empty}
        ---
        It goes on.
        ",
    );
}

#[test]
fn sources_are_named_directly_or_by_relays() {
    reports(
        "source-never-cited",
        "
        //- topics/river.md
        ---
        title: The river
        claims:
          - {id: about-it, statement: It was forged., concerns: [subject]}
        ---
        As it says [@relay] and as [[linked]] shows.
        //- sources/relay.md
        ---
        title: Relay
        derived_from: [origin]
        ---
        //- sources/origin.md
        ---
        title: Origin
        ---
        //- sources/linked.md
        ---
        title: Linked
        ---
        //- sources/subject.md
        ---
        title: Subject
        ---
        //- sources/draft.md
        ---
        title: Draft
        visibility: draft
        ---
        //- sources/unused.md
        ---
        ^^^ warning source-never-cited
        title: Unused
        derived_from: [unused-origin]
        ---
        I name [[unused]] myself.
        //- sources/unused-origin.md
        ---
        ^^^ warning source-never-cited
        title: Unused origin
        ---
        //- sources/cited-in-secret.md
        ---
        ^^^ warning source-never-cited
        title: Cited in secret
        ---
        //- topics/secret.md
        ---
        title: Secret
        visibility: internal
        ---
        As it says [@cited-in-secret].
        ",
    );
}

#[test]
fn grades_and_copies_are_wanted_of_what_is_used() {
    let fixture = |marks: [&str; 2]| {
        format!(
            "
        //- topics/river.md
        ---
        title: The river
        ---
        As they say [@news; @book; @paper; @graded; @kept].
        //- sources/news.md
        ---
{}
        title: News
        url: https://news.example/a
{}
        ---
        //- sources/book.md
        ---
        title: Book
        kind: book
        url: https://books.example/a
        reliability: B
        ---
        //- sources/paper.md
        ---
        title: Paper
        kind: paper
        url: https://papers.example/a
        doi: 10.5555/12345678
        reliability: A
        ---
        //- sources/graded.md
        ---
        title: Graded
        reliability: F
        ---
        //- sources/kept.md
        ---
        title: Kept
        reliability: C
        url: https://news.example/b
        archived: {{url: \"https://archive.example/b\"}}
        ---
        //- sources/unused.md
        ---
        title: Unused
        url: https://news.example/c
        ---
        ",
            marks[0], marks[1]
        )
    };
    reports("ungraded-source", &fixture(["        ^^^ warning ungraded-source", ""]));
    reports(
        "unarchived-source",
        &fixture(["", "             ^^^^^^^^^^^^^^^^^^^^^^ warning unarchived-source"]),
    );
}

#[test]
fn captures_are_what_was_captured() {
    reports(
        "capture-mismatch",
        "
        //- sources/plain.md
        ---
        title: In large letters
        capture: {file: copies/a.txt, sha256: 3FC1B32975168CDF72E44A22EF677581D609D31846439CB5A5E90B686E10F7B2}
        ---
        //- sources/copies/a.txt
        The bridge is closed.
        //- sources/folder/index.md
        ---
        title: In its own folder
        capture: {file: a.txt, sha256: 3fc1b32975168cdf72e44a22ef677581d609d31846439cb5a5e90b686e10f7b2}
        ---
        //- sources/folder/a.txt
        The bridge is closed.
        //- sources/rooted.md
        ---
        title: From the root
        capture: {file: /sources/folder/a.txt, sha256: 3fc1b32975168cdf72e44a22ef677581d609d31846439cb5a5e90b686e10f7b2}
        ---
        //- sources/missing.md
        ---
        title: Missing
        capture: {file: b.txt, sha256: 3fc1b32975168cdf72e44a22ef677581d609d31846439cb5a5e90b686e10f7b2}
                        ^^^^^ error capture-mismatch
        ---
        //- sources/outside.md
        ---
        title: Outside
        capture: {file: ../../site.yaml, sha256: 3fc1b32975168cdf72e44a22ef677581d609d31846439cb5a5e90b686e10f7b2}
                        ^^^^^^^^^^^^^^^ error capture-mismatch
        ---
        //- sources/short.md
        ---
        title: Short
        capture: {file: copies/a.txt, sha256: 3fc1b3}
                                              ^^^^^^ error capture-mismatch
        ---
        //- sources/veiled.md
        ---
        title: A name that nobody may know
        confidential: {label: A resident}
        capture: {file: copies/a.txt, sha256: 0fc1b32975168cdf72e44a22ef677581d609d31846439cb5a5e90b686e10f7b2}
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error capture-mismatch
        ---
        ",
    );
}

#[test]
fn a_build_stops_at_a_changed_capture_and_says_nothing_of_a_veiled_one() {
    let capture = |hash: &str| format!("capture: {{file: a.txt, sha256: {hash}}}\n---\n");
    let site = Site::new();
    site.note("sources/a.txt", "changed\n");
    site.note("sources/gazette.md", &format!("---\ntitle: Gazette\n{}", capture(&"0".repeat(64))));
    site.build().code(1).says("error[capture-mismatch]").says("content/sources/gazette.md:3:32");
    let veiled = format!("---\ntitle: Real name\nconfidential: {{label: A}}\n{}", capture(&"0".repeat(64)));
    site.note("sources/gazette.md", &veiled);
    let run = site.build();
    run.fine();
    assert!(!run.stderr.contains("capture"), "{}", run.stderr);
    site.build_with(|command| command.args(["--audience", "internal"]))
        .code(1)
        .says("error[capture-mismatch]");
}
