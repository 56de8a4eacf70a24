//! The sourcing report: the page, the data, and the line on each briefing.

use serde_json::{Value, json};

use crate::support::{Site, has, has_not, shown};

/// A site in which something of every sort is wrong.
fn site() -> Site {
    let site = Site::of(
        "
        //- sources/agency.md
        ---
        title: Agency
        url: https://agency.example/1
        reliability: C
        ---
        //- sources/relay.md
        ---
        title: Relay
        derived_from: [agency]
        retracted: {date: 2024-05-01}
        ---
        //- sources/unused.md
        ---
        title: Unused
        ---
        //- briefings/june.md
        ---
        title: June
        date: 2024-06-01
        review_by: 2025-01-01
        corrections: [{date: 2024-06-02, text: The number was wrong.}]
        claims:
          - {id: one, statement: One., sources: [agency, relay]}
          - {id: two, statement: Two., status: disputed}
        ---
        It was so [@agency].

        It was otherwise.

        See also:

        - A list that cites [@relay, p. 3].
        - [[river-guard]]

        What is claimed stands in [[claim:one]].

        > Somebody said this.

        ```text
        This is no paragraph.
        ```
        //- actors/river-guard.md
        ---
        title: River Guard
        relations: [{type: opposes, to: valley-front}]
        ---
        //- actors/valley-front.md
        ---
        title: Valley Front
        ---
        //- events/fight.md
        ---
        title: Fight
        date: 2024-01
        ---
        ",
    );
    site.build().fine();
    site
}

#[test]
fn programs_read_what_is_sourced_and_what_is_not() {
    let data: Value = serde_json::from_str(&site().page("data/sourcing.json")).unwrap();
    let share = |sourced: u32, of: u32| json!({ "sourced": sourced, "of": of });
    assert_eq!(data["total"]["paragraphs"], share(3, 5));
    assert_eq!(data["total"]["claims"], share(1, 2));
    assert_eq!(data["total"]["relations"], share(0, 1));
    assert_eq!(data["events"], share(0, 1));
    let june = data["notes"].as_array().unwrap().iter().find(|note| note["id"] == "june").unwrap();
    assert_eq!((&june["href"], &june["single_origin"]), (&json!("briefings/june.html"), &json!(1)));
    assert_eq!(data["claims"]["single_origin"], json!(["one"]));
    assert_eq!(data["claims"]["contradicted"], json!(["two"]));
    assert_eq!(data["claims"]["on_retracted_sources"], json!(["one"]));
    assert_eq!(data["sources"]["ungraded"], json!(["relay"]));
    assert_eq!(data["sources"]["unarchived"], json!(["agency"]));
    assert_eq!(data["sources"]["never_cited"], json!(["unused"]));
    assert_eq!(data["sources"]["retracted"], json!(["relay"]));
    assert_eq!(data["reviews"], json!([{ "id": "june", "review_by": "2025-01-01" }]));
    assert_eq!(data["corrections"][0]["text"], "The number was wrong.");
}

#[test]
fn readers_see_it_and_come_to_it_from_each_briefing() {
    let site = site();
    let page = shown(&site.page("sourcing.html"));
    for words in [
        "[June](briefings/june.html)",
        "3 of 5",
        "[River Guard](actors/river-guard.html)",
        "Claims with one origin 1\n",
        "[One.](briefings/june.html#claim-one)",
        "2 sources, 1 origin",
        "Claims on retracted sources 1\n",
        "Sources that nothing rests on 1\n",
        "1 January 2025",
        "The number was wrong.",
        "[data/sourcing.json](data/sourcing.json)",
    ] {
        has(&page, words);
    }
    has_not(&page, "Circular sourcing");
    let briefing = shown(&site.page("briefings/june.html"));
    has(&briefing, "3 of 5 paragraphs cite 1 of 2 claims 1 on one origin](../sourcing.html#note-june)");
    has(&site.page("sourcing.html"), "id=\"note-june\"");
    has(&site.page("index.html"), "href=\"sourcing.html\">The sourcing report");
}

#[test]
fn a_site_with_nothing_to_report_on_has_no_report() {
    let site = Site::new();
    site.note("actors/x.md", "---\ntitle: X\n---\nText.\n");
    site.build().fine();
    assert!(!site.path("public/sourcing.html").exists());
    assert!(!site.path("public/data/sourcing.json").exists());
    has_not(&site.page("index.html"), "sourcing");
}
