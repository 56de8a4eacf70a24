//! Timelines: lists by year, what is drawn beside them, the overview, and what they can be narrowed by.

use crate::support::{Site, has, has_not};

/// Events of every kind of date, a guard that takes part, and a place in a country.
fn site() -> Site {
    let site = Site::new();
    site.note("topics/war.md", "---\ntitle: The war\n---\nText.\n");
    site.note("places/valley.md", "---\ntitle: The valley\n---\nText.\n");
    site.note("places/bridge.md", "---\ntitle: The bridge\ncountry: valley\n---\nText.\n");
    site.note("actors/league.md", "---\ntitle: League\n---\nText.\n");
    site.note(
        "actors/guard.md",
        "---\ntitle: Guard\nfounded: \"[2015-03,2017]\"\nrelations:\n  - {type: part-of, to: league, when: 2018/..}\n---\nText.\n",
    );
    for (id, date) in [
        ("day", "2018-06-01"),
        ("month", "2024-03"),
        ("about", "2024-03-10~"),
        ("unsure", "2024-03-11?"),
        ("period", "2024-04-01/2024-06-30"),
        ("either", "\"[2024-08-01,2024-10-01]\""),
        ("year", "2024"),
        ("later", "2031-01-01"),
    ] {
        site.note(
            &format!("events/{id}.md"),
            &format!(
                "---\ntitle: Event {id}\ndate: {date}\nkind: attack\nactors: [guard]\nplaces: [bridge]\ntopics: [war]\n---\nText.\n"
            ),
        );
    }
    site
}

/// The row of an event on a page.
fn row<'h>(html: &'h str, id: &str) -> &'h str {
    let rows = html.split("<li class=\"event\"").skip(1);
    let found = rows.filter_map(|row| row.split("</li>").next());
    found.into_iter().find(|row| row.contains(&format!("events/{id}.html"))).unwrap()
}

#[test]
fn each_row_is_drawn_as_well_as_its_date_is_known() {
    let site = site();
    site.build().fine();
    let year = site.page("timeline/2024.html");
    has(row(&year, "month"), "<rect class=\"w\"");
    has(row(&year, "about"), "<circle class=\"o\"");
    has(row(&year, "about"), "<use href=\"#_a\"");
    has(row(&year, "unsure"), "<circle class=\"q\"");
    has(row(&year, "period"), "<rect x=\"24.9%\"");
    has(row(&year, "either"), "<use href=\"#_k\"");
    has(row(&year, "year"), "width=\"100%\"");
    has(row(&site.page("timeline/2018.html"), "day"), "<circle cx=");
    // What is used is there, and what is not is not.
    for anchor in ["_g", "_a", "_b", "_k"] {
        has(&year, &format!("id=\"{anchor}\""));
    }
    has_not(&year, "id=\"_r\"");
    // The date in words, and for machines where HTML can say it.
    has(row(&year, "month"), "<time datetime=\"2024-03\">March 2024</time>");
    has(row(&year, "about"), "<span class=\"date\">about 10 March 2024</span>");
}

#[test]
fn the_key_explains_the_marks_of_the_page_and_no_others() {
    let site = site();
    site.build().fine();
    let year = site.page("timeline/2024.html");
    for words in
        ["some day in this time", "all of this time", "approximate", "uncertain", "one of these days"]
    {
        has(&year, words);
    }
    has_not(&year, "goes on, or beyond the edge");
    // Where every day is known, there is nothing to explain.
    has_not(&site.page("timeline/2018.html"), "How to read the marks");
}

#[test]
fn an_actor_shows_when_it_existed_and_what_it_was_part_of_on_the_same_axis() {
    let site = site();
    site.build().fine();
    let page = site.page("actors/guard.html");
    let timeline = page.split_once("<section id=\"timeline\">").unwrap().1;
    let (periods, events) = timeline.split_once("aria-label=\"Events\"").unwrap();
    has(periods, "March 2015 or 2017");
    has(periods, "Founded");
    has(periods, "Part of <a class=\"to-actor\" href=\"../actors/league.html\">");
    has(periods, "<use href=\"#_r\"");
    has(events, "events/day.html");
    assert_eq!(timeline.matches("class=\"axis").count(), 1);
    // Two rows make no picture.
    let league = site.page("actors/league.html");
    has_not(&league, "class=\"drawn\"");
}

#[test]
fn the_overview_counts_by_month_and_leads_to_each_year() {
    let site = site();
    site.build().fine();
    let page = site.page("timeline.html");
    let overview =
        page.split_once("aria-label=\"Events by year\"").unwrap().1.split_once("</nav>").unwrap().0;
    has(overview, "href=\"#y2018\"");
    has(
        overview,
        "<span class=\"year\">2024</span> <span class=\"count\"><b>6</b><span class=\"hidden\"> events</span>",
    );
    has(overview, "<b>1</b><span class=\"hidden\"> event</span>");
    // Three in March; one that is known to the year only, and one that may lie in two months, stand below the line.
    has(overview, "d=\"M2 ");
    has(overview, "class=\"loose\"");
    // What is left out says so.
    has(
        overview,
        "<span class=\"year\">2019–<wbr>2023</span><span class=\"hidden\"> without events, left out</span>",
    );
    // On the page of the year, each month leads to its first event.
    let year = site.page("timeline/2024.html");
    has(&year, "aria-current=\"page\"");
    has(&year, "href=\"#m3\" data-month=\"3\"");
    assert_eq!(year.matches("id=\"m3\"").count(), 1);
    has_not(&year, "id=\"m5\"");
    // An event has no month of its own where nobody knows it.
    has(&year, "month not known");
}

#[test]
fn rows_answer_to_what_they_are_filed_under() {
    let site = site();
    // A screenful needs no filter.
    for i in 1..=3 {
        site.note(
            &format!("events/more-{i}.md"),
            &format!("---\ntitle: More {i}\ndate: 2024-05-0{i}\n---\nText.\n"),
        );
    }
    site.build().fine();
    let page = site.page("timeline.html");
    let day = row(&page, "day");
    for answer in [
        "data-m=\"6\"",
        "data-kind=\"attack\"",
        "data-actor=\"guard\"",
        "data-place=\"bridge valley\"",
        "data-topic=\"war\"",
    ] {
        has(day, answer);
    }
    has_not(row(&page, "more-1"), "data-actor");
    has(&page, "aria-label=\"Filter events\" hidden");
    // Without scripts, the same lists are on the pages of the notes.
    has(&page, "href=\"actors/guard.html#timeline\"");
    has(&page, "href=\"places/valley.html#timeline\"");
    has_not(&site.page("timeline/2018.html"), "data-kind");
}

#[test]
fn a_long_timeline_has_a_page_a_year_and_long_years_have_several() {
    let site = Site::new();
    for i in 0..130 {
        let day = format!("2024-{:02}-{:02}", 1 + i / 20, 1 + i % 20);
        site.note(
            &format!("events/e{i:03}.md"),
            &format!("---\ntitle: Event {i}\ndate: {day}\n---\nText.\n"),
        );
    }
    site.note("events/first.md", "---\ntitle: First\ndate: 2020\n---\nText.\n");
    site.build().fine();
    let whole = site.page("timeline.html");
    has(&whole, "Each year stands on a page of its own.");
    has(&whole, "href=\"timeline/2024.html\"");
    has_not(&whole, "class=\"event\"");
    let (one, two) = (site.page("timeline/2024.html"), site.page("timeline/2024.2.html"));
    assert_eq!(one.matches("<li class=\"event\"").count(), 100);
    assert_eq!(two.matches("<li class=\"event\"").count(), 30);
    // A month leads to the page that it begins on, from wherever one is.
    has(&one, "href=\"../timeline/2024.2.html#m6\"");
    has(&two, "href=\"#m6\"");
    has(&two, "href=\"../timeline/2024.html#m1\"");
    has(&two, "id=\"m6\"");
}

#[test]
fn a_timeline_of_many_years_is_drawn_by_decades() {
    let site = Site::new();
    for year in (1900..2024).step_by(2) {
        site.note(
            &format!("events/e{year}.md"),
            &format!("---\ntitle: Event {year}\ndate: {year}\n---\nText.\n"),
        );
    }
    site.build().fine();
    let page = site.page("timeline.html");
    has(&page, "<span class=\"year\">1900–1909</span> <span class=\"count\"><b>5</b>");
    has(&page, "Each bar is 1 year.");
}
