//! The rules about what claims and counts say: what is near to a finding, and is none.

use crate::rules::reports;
use crate::rules_sourcing::with_gazette;
use crate::support::{Run, Site};

#[test]
fn confirmed_means_by_others() {
    reports(
        "single-origin",
        "
        //- topics/river.md
        ---
        title: The river
        claims:
          - {id: two-origins, statement: A., sources: [gazette, log], status: confirmed, credibility: 1}
          - {id: reported, statement: B., sources: [gazette], status: reported, credibility: 2}
          - {id: one-source, statement: C., sources: [gazette, \"gazette, p. 2\"], status: confirmed}
                 ^^^^^^^^^^ warning single-origin
          - {id: no-source, statement: D., credibility: 1}
                 ^^^^^^^^^ warning single-origin
          - {id: one-article, statement: E., sources: [both], credibility: 1}
                 ^^^^^^^^^^^ warning single-origin
          - {id: relay-and-origin, statement: F., sources: [relay, gazette], credibility: 1}
                 ^^^^^^^^^^^^^^^^ warning single-origin
          - {id: relay-and-other, statement: G., sources: [relay, log], credibility: 1}
        ---
        What is known.
        //- sources/gazette.md
        ---
        title: Gazette
        ---
        //- sources/log.md
        ---
        title: Log
        ---
        //- sources/relay.md
        ---
        title: Relay
        derived_from: [gazette]
        ---
        //- sources/both.md
        ---
        title: Both
        derived_from: [gazette, log]
        ---
        ",
    );
}

#[test]
fn disputes_name_the_other_side() {
    with_gazette(
        "contradiction-unstated",
        "
        //- topics/river.md
        ---
        title: The river
        claims:
          - {id: by-source, statement: A., status: disputed, contradicted_by: [gazette]}
          - {id: by-claim, statement: B., status: contradicted, contradicted_by: [\"claim:named\"]}
          - {id: named, statement: C., status: disputed}
          - {id: alone, statement: D., status: contradicted}
                 ^^^^^ warning contradiction-unstated
          - {id: reported, statement: E., status: reported}
        ---
        What is known.
        ",
    );
}

#[test]
fn other_numbers_for_other_things_are_no_contradiction() {
    with_gazette(
        "contradiction-unstated",
        "
        //- topics/river.md
        ---
        title: The river
        claims:
          - {id: base, statement: There were 5 boats on the river., when: 2021, concerns: [river]}
          - {id: other-time, statement: There were 6 boats on the river., when: 2022, concerns: [river]}
          - {id: other-subject, statement: There were 6 boats on the river., when: 2021, concerns: [gazette]}
          - {id: other-thing, statement: There were 6 men on the river., when: 2021, concerns: [river]}
          - {id: other-place, statement: There were 6 boats on the lake., when: 2021, concerns: [river]}
          - {id: other-deed, statement: The storm sank 6 boats on the river., when: 2021, concerns: [river]}
          - {id: a-minimum, statement: There were at least 6 boats on the river., when: 2021, concerns: [river]}
          - {id: same, statement: The town counted 5 boats on the river., when: 2021, concerns: [river]}
          - {id: old, statement: There were 4 boats on the river., when: 2021, concerns: [river], status: superseded}
          - {id: stated, statement: There were 7 boats on the river., when: 2021, concerns: [river], contradicted_by: [\"claim:base\", \"claim:same\"]}
          - {id: unstated, statement: There were **8** boats on the river; so it seems., when: 2021, concerns: [river]}
                 ^^^^^^^^ warning contradiction-unstated
        ---
        What is known.
        ",
    );
}

#[test]
fn counts_by_one_counter_agree() {
    reports(
        "contradiction-unstated",
        "
        //- topics/river.md
        ---
        title: The river
        figures:
          - id: boats
            title: Boats
            unit: boats
            series:
              - {as_of: 2021-05-01, value: 5, counted_by: Town}
              - {as_of: 2021-05-01, value: 6, counted_by: Harbour}
              - {as_of: 2021-05-01, value: 7, counted_by: town}
                        ^^^^^^^^^^ warning contradiction-unstated
              - {as_of: 2021-05-02, value: 8, counted_by: Town}
              - {as_of: 2021-05-02, value: 7, counted_by: Town, at_least: true}
              - {as_of: 2021-05-02, value: 9, counted_by: Town, about: true}
                        ^^^^^^^^^^ warning contradiction-unstated
              - {as_of: 2021-05-03, value: 100, counted_by: Town}
              - {as_of: 2021-05-03, value: 105, counted_by: Town, about: true}
              - {as_of: 2021-05-03, low: 90, high: 110, counted_by: Town}
              - {as_of: 2021-05-04, value: 1, counted_by: Town}
              - {as_of: 2021-05-04, value: 2, counted_by: Town, note: Corrected in the evening.}
              - {as_of: 2021-05, value: 3, counted_by: Town}
              - {as_of: 2021-05, value: 4, counted_by: Town}
              - {as_of: 2021-05-01/2021-05-31, value: 3, counted_by: Town}
              - {as_of: 2021-05-01/2021-05-31, value: 4, counted_by: Town}
                        ^^^^^^^^^^^^^^^^^^^^^ warning contradiction-unstated
              - {as_of: 2021-05-06, value: 3, parts: {Upper: 3}, counted_by: Town}
              - {as_of: 2021-05-06, value: 4, parts: {Lower: 4}, counted_by: Town}
          - id: boats-again
            title: boats
            unit: Boats
            series:
              - {as_of: 2021-05-06, value: 9, parts: {upper: 9}, counted_by: Town}
                        ^^^^^^^^^^ warning contradiction-unstated
        ---
        What is known.
        //- topics/lake.md
        ---
        title: The lake
        figures:
          - id: boats-on-the-lake
            title: Boats
            unit: boats
            series:
              - {as_of: 2021-05-01, value: 50, counted_by: Town}
        ---
        What is known.
        ",
    );
}

#[test]
fn a_relay_of_what_has_been_retracted_bears_nothing() {
    let site = Site::of(
        "
        //- sources/bad.md
        ---
        title: Bad
        retracted: {}
        ---
        //- sources/relay.md
        ---
        title: Relay
        derived_from: [bad]
        ---
        //- sources/good.md
        ---
        title: Good
        ---
        //- topics/t.md
        ---
        title: T
        claims:
          - {id: relayed, statement: A., sources: [bad, relay]}
          - {id: borne, statement: B., sources: [bad, relay, good]}
          - {id: confirmed, statement: C., sources: [bad, good], status: confirmed}
        ---
        ",
    );
    let run: Run = site.command_of("check").output().unwrap().into();
    let help = |place: &str| {
        let found =
            run.findings().into_iter().find(|f| f.rule == "retracted-source" && f.place.ends_with(place));
        found.unwrap_or_else(|| panic!("nothing at {place}")).block
    };
    assert!(help("t.md:4:44").contains("nothing else is cited for it"), "{}", help("t.md:4:44"));
    assert!(help("t.md:5:42").contains("if the rest still bears the statement: `good`"));
    assert!(run.rules().contains(&"single-origin content/topics/t.md:6:10".to_owned()), "{:?}", run.rules());
}

#[test]
fn what_rests_on_a_retracted_source_is_reported_place_by_place() {
    reports(
        "retracted-source",
        "
        //- sources/bad.md
        ---
        title: Bad
        retracted: {}
        ---
        //- sources/good.md
        ---
        title: Good
        derived_from: [bad]
                       ^^^ warning retracted-source
        ---
        //- actors/river-guard.md
        ---
        title: River Guard
        aliases: [{name: RG, sources: [bad]}]
                                       ^^^ warning retracted-source
        relations:
          - {type: led-by, to: dara-ilves, sources: [good, \"bad, p. 2\"]}
                                                           ^^^^^^^^^^^ warning retracted-source
          - {type: fights, to: dara-ilves, sources: [bad], status: retracted}
        claims:
          - {id: a, statement: A., sources: [good], contradicted_by: [bad]}
          - {id: b, statement: B., sources: [{source: bad, locator: p. 3}]}
                                                      ^^^ warning retracted-source
          - {id: c, statement: C., sources: [bad], status: superseded}
          - {id: d, statement: D., sources: [bad], status: disputed}
                                             ^^^ warning retracted-source
        figures:
          - {id: f, title: F, series: [{as_of: 2021, value: 1, sources: [good]}, {as_of: 2022, value: 1, sources: [bad]}]}
                                                                                                                   ^^^ warning retracted-source
        ---
        So it was [@good; @bad, p. 2], as @bad says. See [[bad]].
                           ^^^ warning retracted-source
                                           ^^^ warning retracted-source
        //- actors/dara-ilves.md
        ---
        title: Dara Ilves
        ---
        //- events/seizure.md
        ---
        title: Seizure
        date: 2021
        sources: [bad]
                  ^^^ warning retracted-source
        actors: [{actor: dara-ilves, role: host, sources: [bad]}]
                                                           ^^^ warning retracted-source
        ---
        //- briefings/crossings.md
        ---
        title: Crossings
        date: 2021
        judgements: [{statement: So it is., confidence: low, sources: [bad]}]
                                                                       ^^^ warning retracted-source
        ---
        ",
    );
}

#[test]
fn only_what_certainly_comes_later_is_reported() {
    reports(
        "claim-before-source",
        "
        //- topics/river.md
        ---
        title: The river
        claims:
          - {id: same-day, statement: A., when: 2021-03-14, sources: [march]}
          - {id: time-zones, statement: B., when: 2021-03-15, sources: [march]}
          - {id: too-late, statement: C., when: 2021-03-16, sources: [march]}
                 ^^^^^^^^ warning claim-before-source
          - {id: said-too-late, statement: D., said: 2021-04, when: 2020, sources: [march]}
                 ^^^^^^^^^^^^^ warning claim-before-source
          - {id: the-month, statement: E., when: 2021-03, sources: [march]}
          - {id: open, statement: F., when: 2021-01/.., sources: [march]}
          - {id: open-too-late, statement: G., when: 2022/.., sources: [march]}
                 ^^^^^^^^^^^^^ warning claim-before-source
          - {id: one-is-later, statement: H., when: 2021-05, sources: [march, may]}
          - {id: undated-source, statement: I., when: 2022, sources: [march, undated]}
          - {id: read-later, statement: J., when: 2021-12, sources: [encyclopedia]}
          - {id: no-source, statement: K., when: 2022}
          - {id: some-time, statement: L., when: \"[..2022]\", sources: [march]}
          # allow claim-before-source: a forecast
          - {id: forecast, statement: It will open., when: 2025, sources: [march]}
        ---
        What is known.
        //- sources/march.md
        ---
        title: March
        published: 2021-03-14
        accessed: 2024-01-01
        ---
        //- sources/may.md
        ---
        title: May
        published: 2021-05
        ---
        //- sources/undated.md
        ---
        title: Undated
        ---
        //- sources/encyclopedia.md
        ---
        title: Encyclopedia
        kind: reference
        published: 2015
        accessed: 2022-01-01
        ---
        ",
    );
}

#[test]
fn the_rarer_column_is_reported_once() {
    reports(
        "mixed-likelihood-words",
        "
        //- briefings/by-judgement.md
        ---
        title: By judgement
        date: 2021
        judgements:
          - statement: \"It is probable that the *bridge* opens.\"
                              ^^^^^^^^ warning mixed-likelihood-words
            confidence: low
          - statement: >-
              It is likely that
              the ferry stays.
            likelihood: likely
        ---
        It is unlikely, and probably never was.
        //- briefings/others-words.md
        ---
        title: Others' words
        date: 2021
        ---
        It is likely. He said “probably”, and `probable` is a word; there was probable cause.

        > It is probable.
        //- briefings/arabic.md
        ---
        title: In another language
        lang: fr
        date: 2021
        ---
        Il est probable; likely.
        //- topics/river.md
        ---
        title: No briefing
        ---
        It is likely, or probable.
        //- briefings/one-column.md
        ---
        title: One column
        date: 2021
        ---
        It is probable and nearly certain; the remote valley is in all likelihood dry.
        ",
    );
}

#[test]
fn the_day_itself_is_not_past() {
    reports(
        "stale",
        "
        //- topics/today.md
        ---
        title: Today
        review_by: 2026-01-01
        ---
        Text.
        //- topics/this-year.md
        ---
        title: This year
        review_by: 2026
        ---
        Text.
        //- topics/some-day.md
        ---
        title: Some day
        review_by: 2020/..
        ---
        Text.
        //- topics/yesterday.md
        ---
        title: Yesterday
        review_by: 2025-12-31
                   ^^^^^^^^^^ warning stale
        ---
        Text.
        ",
    );
}
