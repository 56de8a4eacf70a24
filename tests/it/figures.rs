//! Figures: the newest value, charts, the register, and what a later count replaces.

use crate::support::{Site, has, has_not};

/// A site with one figure of these rows, and a text.
fn site(rows: &str, text: &str) -> Site {
    let rows: String = rows.lines().map(|row| format!("      - {{{}}}\n", row.trim())).collect();
    let site = Site::new();
    site.note("sources/s.md", "---\ntitle: The Report\nkind: report\n---\n")
        .note("actors/army.md", "---\ntitle: The Army\naliases: [Land Forces]\n---\n")
        .note(
            "actors/y.md",
            &format!("---\ntitle: Y\nfigures:\n  - id: f\n    title: Attacks\n    unit: attacks\n    series:\n{rows}---\n"),
        )
        .note("actors/x.md", &format!("---\ntitle: X\n---\n{text}\n"));
    site
}

/// The words that `[[figure:f]]` becomes.
#[track_caller]
fn newest(rows: &str) -> String {
    let site = site(rows, "So: [[figure:f]].");
    let shown = site.shown("actors/x.html");
    let line = shown.lines().find_map(|line| line.strip_prefix("So: [")).unwrap();
    line.split_once("](../actors/y.html#figure-f)").unwrap().0.to_owned()
}

#[test]
fn the_newest_value_stands_in_the_text_with_its_date() {
    for (rows, wanted) in [
        ("as_of: 2024-01-29, value: 165", "165, as of 29 January 2024"),
        (
            "as_of: 2024-02-19, value: 170, at_least: true\nas_of: 2024-01-29, value: 165",
            "at least 170, as of 19 February 2024",
        ),
        (
            "as_of: 2024-01-29, value: 165\nas_of: 2024-02-10~, value: 170, about: true",
            "about 170, as of about 10 February 2024",
        ),
        ("as_of: 2023, value: 1\nas_of: 2024-06, low: 3000, high: 5000", "3,000–5,000, as of June 2024"),
        ("as_of: 2024, low: 2, best: 3, high: 5", "2–5 (best 3), as of 2024"),
        // A year ends after its months.
        ("as_of: 2024, value: 87\nas_of: 2024-02, value: 86", "87, as of 2024"),
        // Of two that end on one day, the one that begins later.
        ("as_of: 2024, value: 87\nas_of: 2024-12, value: 90", "90, as of December 2024"),
        // An open end is later than its day, but not than every day.
        ("as_of: 2024-01-06/.., value: 94\nas_of: 2024-01-06, value: 91", "94, on or after 6 January 2024"),
        ("as_of: 2024-01-06/.., value: 94\nas_of: 2024-03-01, value: 95", "95, as of 1 March 2024"),
        // A row without a number says nothing.
        ("as_of: 2024, value: 5\nas_of: 2025, note: Nothing was counted.", "5, as of 2024"),
    ] {
        assert_eq!(newest(rows), wanted, "{rows}");
    }
}

#[test]
fn counters_that_disagree_on_one_day_give_a_range() {
    for (rows, wanted) in [
        (
            "as_of: 2024, value: 18, counted_by: A\nas_of: 2024, value: 21, counted_by: B",
            "18 to 21, as of 2024",
        ),
        ("as_of: 2024, value: 18, counted_by: A\nas_of: 2024, value: 18, counted_by: B", "18, as of 2024"),
        ("as_of: 2024, value: 18\nas_of: 2024, value: 21", "18 to 21, as of 2024"),
        (
            "as_of: 2024, value: 18, at_least: true, counted_by: A\nas_of: 2024, value: 21, at_least: true, counted_by: B",
            "18 to at least 21, as of 2024",
        ),
        (
            "as_of: 2024, low: 10, high: 20, counted_by: A\nas_of: 2024, value: 30, about: true, counted_by: B",
            "10 to about 30, as of 2024",
        ),
        // One counter that counts a day twice means the second, by whatever name it goes.
        (
            "as_of: 2024, value: 93, counted_by: army\nas_of: 2024, value: 133, counted_by: Land Forces",
            "133, as of 2024",
        ),
        // A part is not the whole.
        (
            "as_of: 2024, value: 196, parts: {Iraq: 137, Syria: 59}, counted_by: A\nas_of: 2024, value: 137, parts: {Iraq: 137}, counted_by: A",
            "196, as of 2024",
        ),
        (
            "as_of: 2024, value: 16, parts: {Iraq: 16}, counted_by: A\nas_of: 2024, value: 18, parts: {Syria: 18}, counted_by: B",
            "16 (Iraq only), 18 (Syria only), as of 2024",
        ),
    ] {
        assert_eq!(newest(rows), wanted, "{rows}");
    }
}

/// Counts of one counter, and one of another before the last.
const SERIES: &str = "as_of: 2023-12-31, value: 134, counted_by: B
    as_of: 2023-12, value: 110, counted_by: A
    as_of: 2024-01-29, value: 165, counted_by: A
    as_of: 2024-02-19, value: 170, counted_by: A";

/// What a paragraph shows, without its links' addresses.
fn said(rows: &str, text: &str) -> String {
    let shown = site(rows, text).shown("actors/x.html");
    let line = shown.lines().find(|line| line.contains("So")).unwrap().to_owned();
    line.replace("(../actors/y.html#figure-f)", "")
}

#[test]
fn words_that_give_a_replaced_value_are_followed_by_the_later_one() {
    let later = "[A later count: 170, as of 19 February 2024]";
    let by = "[A later count: 170, as of 19 February 2024, by A]";
    for (text, wanted) in [
        ("So [[figure:f|165 attacks]].", format!("So [165 attacks] {later}.")),
        ("So [[figure:f|*165* by 29 January 2024]].", format!("So [165 by 29 January 2024] {later}.")),
        ("So [[figure:f|134]], says B.", format!("So [134] {by}, says B.")),
        // The value that holds, other numbers, days, and no number at all are left alone.
        ("So [[figure:f|170 attacks]].", "So [170 attacks].".to_owned()),
        ("So [[figure:f|from 165 to 170]].", "So [from 165 to 170].".to_owned()),
        ("So [[figure:f|166 attacks]].", "So [166 attacks].".to_owned()),
        ("So [[figure:f|the 165th attack]].", "So [the 165th attack].".to_owned()),
        ("So [[figure:f|many]].", "So [many].".to_owned()),
        ("So 165 [[figure:f|attacks]].", "So 165 [attacks].".to_owned()),
    ] {
        assert_eq!(said(SERIES, text), wanted, "{text}");
    }
}

#[test]
fn ranges_rounded_numbers_and_parts_are_compared_as_what_they_are() {
    let rows = "as_of: 2018, low: 20000, high: 30000\nas_of: 2024, low: 3000, high: 5000";
    has(&said(rows, "So [[figure:f|20,000 to 30,000]]."), "[A later count: 3,000–5,000, as of 2024]");
    assert_eq!(said(rows, "So [[figure:f|3,000 to 5,000]]."), "So [3,000 to 5,000].");
    let rows = "as_of: 2018, value: 1920456\nas_of: 2019, value: 1552914";
    has(&said(rows, "So [[figure:f|1.9 million]]."), "[A later count: 1,552,914, as of 2019]");
    assert_eq!(said(rows, "So [[figure:f|1.6 million]]."), "So [1.6 million].");
    // The whole does not replace a part.
    let rows = "as_of: 2018, value: 16, parts: {Iraq: 16}\nas_of: 2019, value: 40";
    assert_eq!(said(rows, "So [[figure:f|16 in Iraq]]."), "So [16 in Iraq].");
}

#[test]
fn claims_are_followed_by_the_later_count_too() {
    let site = site(SERIES, "Text.");
    site.note(
        "actors/z.md",
        "---\ntitle: Z\nclaims: [{id: c, statement: \"There were [[figure:f|165 attacks]].\"}]\n---\n![[claim:c]]\n",
    );
    let shown = site.shown("actors/z.html");
    has(&shown, "There were 165 attacks. [A later count: 170, as of 19 February 2024]");
    has(&site.page("claims.html"), "A later count: 170");
}

#[test]
fn charts_have_names_words_and_no_style_of_their_own() {
    let site = site(SERIES, "![[figure:f]]\n\n![[figure:f]]");
    site.build().fine();
    let page = site.page("actors/x.html");
    assert_eq!(page.matches("<svg class=\"chart\"").count(), 1, "a page draws a figure once");
    has(&page, "role=\"img\" aria-labelledby=\"chart-f-title chart-f-words\" direction=\"ltr\"");
    has(&page, "<title id=\"chart-f-title\">Attacks, in attacks</title>");
    has(&page, "4 counts, from 110 to 170. Newest: 170, as of 19 February 2024. The table has every count.");
    has(&page, "<title>165, 29 January 2024, A</title>");
    has(&page, "<bdi>A</bdi>");
    has_not(&page, "style=");
    has_not(&page, "id=\"figure-f\"");
    // Where the figure is at home, it is shown once, and links lead there.
    let home = site.page("actors/y.html");
    assert_eq!(home.matches("id=\"figure-f\"").count(), 1);
}

#[test]
fn a_figure_shown_in_the_text_of_its_own_note_is_not_repeated_below() {
    let site = Site::new();
    let figure =
        "figures: [{id: f, title: Attacks, series: [{as_of: 2023, value: 1}, {as_of: 2024, value: 2}]}]";
    site.note(
        "actors/y.md",
        &format!("---\ntitle: Y\n{figure}\n---\nText.\n\n![[figure:f]]\n\nMore: [[figure:f]].\n"),
    );
    site.build().fine();
    let page = site.page("actors/y.html");
    assert_eq!(page.matches("id=\"figure-f\"").count(), 1);
    assert_eq!(page.matches("<figure").count(), 1);
    assert!(page.find("id=\"figure-f\"") < page.find("More:"), "it stands in the text");
}

#[test]
fn a_single_count_has_no_chart() {
    let site = site("as_of: 2024, value: 5", "![[figure:f]]");
    site.build().fine();
    let page = site.page("actors/x.html");
    has_not(&page, "<svg");
    has(&page, "5, as of 2024");
}

#[test]
fn hostile_numbers_and_names_are_drawn_as_text() {
    let rows = "as_of: 2023, value: 900000000000000000000000, counted_by: \"<b>&\"\nas_of: 2023, value: 1, counted_by: \"\\\"><script>\"
        as_of: 2024, low: 9, high: 2\nas_of: 2025, value: -5, counted_by: \"<b>&\"";
    let site = site(rows, "![[figure:f]] and [[figure:f]]\n\n![[figure:f]]");
    site.build().fine();
    let page = site.page("actors/x.html");
    has_not(&page, "<script>");
    has_not(&page, "<b>&");
    has_not(&page[page.find("<svg").unwrap()..page.find("</figure>").unwrap()], "NaN");
    has(&page, "−5, as of 2025");
}

#[test]
fn the_register_tells_the_range_and_who_counted() {
    let site = site(SERIES, "Text.");
    let shown = site.shown("figures.html");
    for words in ["170, as of 19 February 2024", "attacks", "110 to 170", "4", "2"] {
        assert!(shown.lines().any(|line| line.contains(words)), "`{words}` is not in\n{shown}");
    }
    has(&site.page("figures.html"), "<svg class=\"spark\" aria-hidden=\"true\"");
    has(&site.shown("index.html"), "170 attacks, 19 February 2024");
}

#[test]
fn charts_of_a_right_to_left_site_run_left_to_right_with_its_own_months() {
    let site = site("as_of: 2024-01-29, value: 1\nas_of: 2024-05-01, value: 2", "![[figure:f]]");
    site.settings("title: Test\nlanguages: [ar]\n");
    site.build().fine();
    let page = site.page("actors/x.html");
    has(&page, "<html lang=\"ar\" dir=\"rtl\"");
    has(&page, "direction=\"ltr\" width=\"100%\"");
    has(&page, ">فبراير</text>");
}

#[test]
fn the_facts_of_a_replaced_value_are_there_for_a_rule() {
    let site = site(SERIES, "Words.\n\n%% hidden %% So [[figure:f|165 attacks]] and [[figure:f|170]].");
    site.note(
        "actors/z.md",
        "---\ntitle: Z\nclaims: [{id: c, statement: \"There were [[figure:f|134]].\"}]\n---\nNo figure.\n",
    );
    let sources = sourcebook::load::load(&site.root()).unwrap();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let viewer =
        sourcebook::select::Viewer { audience: sourcebook::select::Audience::Public, drafts: false, now };
    let (compiled, found) =
        sourcebook::compile::compile(&sources, viewer, |_| Ok(Box::new(std::io::empty())));
    assert_eq!(found, []);
    let built = compiled.unwrap().editions.remove(0).site;
    let facts: Vec<(&str, Vec<usize>, usize)> = built
        .ids()
        .flat_map(|note| built.superseded(note))
        .map(|s| {
            let file = &sources.files[built.note(s.note).file.0 as usize];
            (&file.text[s.span.range()], s.newest, s.used)
        })
        .collect();
    assert_eq!(
        facts,
        [("[[figure:f|165 attacks]]", vec![3], 2), ("\"There were [[figure:f|134]].\"", vec![3], 0)]
    );
}

#[test]
fn sentences_shown_elsewhere_say_what_a_reader_of_the_page_sees() {
    let site = Site::new();
    site.note("sources/gazette.md", "---\ntitle: Gazette\n---\n");
    let rows = "claims:\n  - {id: closed, statement: The *bridge* was closed., sources: [gazette]}\nfigures:\n  - {id: dead, title: Dead, series: [{as_of: 2024-01-29, value: 165, sources: [gazette]}]}\n";
    let text =
        "Of this [[claim:closed]] is an example [@gazette].\n\nThe dead were [[figure:dead]] [@gazette].\n";
    site.note("topics/river.md", &format!("---\ntitle: River\n{rows}---\n{text}"));
    let shown = site.shown("sources/gazette.html");
    for words in
        ["Of this “The bridge was closed” is an example.", "The dead were 165, as of 29 January 2024."]
    {
        assert!(shown.contains(words), "`{words}` is not in\n{shown}");
    }
}
