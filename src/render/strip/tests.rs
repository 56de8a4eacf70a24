use super::*;
use crate::value::Date;
use crate::value::date::Language;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// What a date is drawn as on the axis of 2024, without the frame.
fn on_2024(text: &str) -> String {
    drawn(&Axis::of_year(2024, false), text)
}

fn drawn(axis: &Axis, text: &str) -> String {
    let mut out = String::new();
    draw(axis, &date(text), &mut Signs::default(), &mut out);
    let inner = out.strip_prefix("<svg class=\"t\" aria-hidden=\"true\"><use href=\"#_g\"/>");
    inner.and_then(|inner| inner.strip_suffix("</svg>")).unwrap_or(&out).replace('"', "")
}

fn signs(text: &str) -> Vec<&'static str> {
    let mut signs = Signs::default();
    draw(&Axis::of_year(2024, false), &date(text), &mut signs, &mut String::new());
    Sign::ALL.into_iter().filter(|sign| signs.has(*sign)).map(Sign::word).collect()
}

#[test]
fn a_known_day_is_a_dot_and_nothing_else() {
    assert_eq!(on_2024("2024-01-01"), "<circle cx=0.1% r=4/>");
    assert_eq!(on_2024("2024-07-02"), "<circle cx=50.1% r=4/>");
    assert_eq!(on_2024("2024-07-02T21:30+03:00"), "<circle cx=50.1% r=4/>");
    assert_eq!(on_2024("2024-12-31"), "<circle cx=99.9% r=4/>");
    assert_eq!(signs("2024-07-02"), ["day"]);
}

#[test]
fn what_is_known_less_well_is_never_a_full_dot() {
    // A month, a season and a year are bands as long as they are.
    assert_eq!(on_2024("2024-07"), "<rect class=w x=49.7% y=-4 width=8.5% height=8/>");
    assert_eq!(on_2024("2024-21"), "<rect class=w x=16.4% y=-4 width=25.1% height=8/>");
    assert_eq!(on_2024("2024"), "<rect class=w x=0% y=-4 width=100% height=8/>");
    assert_eq!(on_2024("202X"), "<rect class=w x=0% y=-4 width=100% height=8/>");
    assert_eq!(signs("2024"), ["band"]);
    // About a day: hollow, with ends that fade.
    assert_eq!(
        on_2024("2024-07-02~"),
        "<use href=#_a x=50.1%/><use href=#_b x=50.1%/><circle class=o cx=50.1% r=4/>"
    );
    assert_eq!(signs("2024-07-02~"), ["coarse", "about"]);
    assert_eq!(on_2024("2024-07-02?"), "<circle class=q cx=50.1% r=4/>");
    assert_eq!(signs("2024-07-02?"), ["day", "unsure"]);
    assert_eq!(
        on_2024("2024-07-02%"),
        "<use href=#_a x=50.1%/><use href=#_b x=50.1%/><circle class=q cx=50.1% r=4/>"
    );
    assert_eq!(
        on_2024("2024-07%"),
        "<use href=#_a x=49.7%/><use href=#_b x=58.2%/><rect class=w q x=49.7% y=-4 width=8.5% height=8/>"
    );
    assert_eq!(signs("2024-07%"), ["band", "about", "unsure"]);
}

#[test]
fn a_period_is_full_only_where_it_is_sure() {
    assert_eq!(on_2024("2024-04-01/2024-06-30"), "<rect x=24.9% y=-4 width=24.9% height=8/>");
    // It begins at some time of April, and ends at some time of June.
    assert_eq!(
        on_2024("2024-04/2024-06"),
        "<rect class=w x=24.9% y=-4 width=8.2% height=8/><rect class=w x=41.5% y=-4 width=8.2% height=8/>\
         <rect x=33.1% y=-4 width=8.5% height=8/>"
    );
    assert_eq!(signs("2024-04/2024-06"), ["band", "period"]);
    // Two days are as wide as can be seen.
    assert_eq!(on_2024("2024-03-24/2024-03-25"), "<rect x=21.5% y=-4 width=3% height=8/>");
    assert_eq!(
        on_2024("2024-04-01?/2024-06-30~"),
        "<rect class=w q x=24.9% y=-4 width=3% height=8/><use href=#_b x=49.7%/>\
         <rect x=27.9% y=-4 width=21.9% height=8/>"
    );
    assert_eq!(signs("2024-04-01?/2024-06-30~"), ["period", "about", "unsure"]);
}

#[test]
fn what_goes_on_has_an_arrow_and_what_nobody_knows_a_question_mark() {
    assert_eq!(on_2024("2024-07-01/.."), "<rect x=49.7% y=-4 width=46.3% height=8/><use href=#_r x=96%/>");
    assert_eq!(on_2024("../2024-06-30"), "<rect x=4% y=-4 width=45.7% height=8/><use href=#_l x=4%/>");
    assert_eq!(on_2024("2024-07-01/"), "<rect x=49.7% y=-4 width=6% height=8/><use href=#_v x=55.7%/>");
    assert_eq!(on_2024("/2024-06-30"), "<rect x=43.7% y=-4 width=6% height=8/><use href=#_u x=43.7%/>");
    assert_eq!(signs("2024-07-01/.."), ["period", "on"]);
    assert_eq!(signs("2024-07-01/"), ["period", "unknown"]);
    // What ends beyond the axis, or began before it, is seen to.
    assert_eq!(
        on_2024("2024-07-01/2025-03-01"),
        "<rect x=49.7% y=-4 width=46.3% height=8/><use href=#_r x=96%/>"
    );
    assert_eq!(
        on_2024("2020-01-01/2024-06-30"),
        "<rect x=4% y=-4 width=45.7% height=8/><use href=#_l x=4%/>"
    );
}

#[test]
fn sets_are_told_apart() {
    // One of two days: a line with a tick for each.
    assert_eq!(
        on_2024("[2024-04-01,2024-07-02]"),
        "<line x1=24.9% x2=50.3%/><use href=#_k x=25%/><use href=#_k x=50.1%/>"
    );
    assert_eq!(signs("[2024-04-01,2024-07-02]"), ["one-of"]);
    // Any day of some: brackets around them.
    assert_eq!(
        on_2024("[2024-04-01..2024-06-30]"),
        "<line x1=24.9% x2=49.7%/><use href=#_c x=24.9%/><use href=#_d x=49.7%/>"
    );
    // Two days that no drawing could tell apart.
    assert_eq!(on_2024("[2024-03-24,2024-03-25]"), "<circle class=o cx=23% r=4/>");
    // Before or after a day.
    assert_eq!(
        on_2024("[..2024-06-30]"),
        "<use href=#_l x=4%/><line x1=4% x2=49.7%/><use href=#_k x=49.6%/>"
    );
    assert_eq!(
        on_2024("[2024-07-01..]"),
        "<use href=#_r x=96%/><line x1=49.7% x2=96%/><use href=#_k x=49.9%/>"
    );
    // All of two days are two dots.
    assert_eq!(on_2024("{2024-04-01,2024-07-02}"), "<circle cx=25% r=4/><circle cx=50.1% r=4/>");
}

#[test]
fn a_row_is_small() {
    for text in ["2024-07-02", "2024-07", "2024-04-01/2024-06-30"] {
        let mut out = String::new();
        draw(&Axis::of_year(2024, false), &date(text), &mut Signs::default(), &mut out);
        assert!(out.len() <= 130, "{text}: {} bytes", out.len());
    }
}

#[test]
fn in_arabic_time_runs_from_the_right() {
    let axis = Axis::of_year(2024, true);
    assert_eq!(drawn(&axis, "2024-01-01"), "<circle cx=99.9% r=4/>");
    assert_eq!(drawn(&axis, "2024-07-01/.."), "<rect x=4% y=-4 width=46.3% height=8/><use href=#_l x=4%/>");
    assert_eq!(
        drawn(&axis, "[2024-04-01..2024-06-30]"),
        "<line x1=75.1% x2=50.3%/><use href=#_d x=75.1%/><use href=#_c x=50.3%/>"
    );
}

fn around(dates: &[&str]) -> Option<Axis> {
    let dates: Vec<Date> = dates.iter().map(|text| date(text)).collect();
    Axis::around(dates.iter(), false)
}

/// The place of a known day, in percent.
fn place(axis: &Axis, day: &str) -> f64 {
    let day = date(day).exact_day().unwrap();
    (axis.x(day.0 as f64) * 10.0).round() / 10.0
}

#[test]
fn an_axis_reaches_around_all_that_is_known_well() {
    let axis = around(&["2014-01-01", "2019-01-01", "2023-12-31"]).unwrap();
    assert_eq!(place(&axis, "2014-01-01"), 1.9);
    assert!(place(&axis, "2023-12-31") <= 98.1);
    // A century does not squeeze ten years; it runs over both edges.
    let wide = around(&["2014-01-01", "2019-01-01", "2023-12-31", "20XX"]).unwrap();
    assert_eq!(wide, axis);
    assert!(drawn(&axis, "20XX").contains("width=100%"));
    // What goes on needs room to do so.
    let open = around(&["2014-01-01", "2019-01-01", "2023-12-31", "2019-01-01/.."]).unwrap();
    assert!(place(&open, "2023-12-31") < 92.0);
    // Nothing is drawn of two dates, or of one day.
    assert_eq!(around(&["2014-01-01", "2024-01-01"]), None);
    assert_eq!(around(&["2014-01-01", "2014-01-01", "2014-01-01"]), None);
}

#[test]
fn a_long_empty_time_is_left_out_and_marked() {
    let axis = around(&["-0043-03-15", "-0043-06-01", "2024-01-01", "2024-06-01"]).unwrap();
    let mut signs = Signs::default();
    axis.mark_gaps(&mut signs);
    assert!(signs.has(Sign::Gap));
    assert!(place(&axis, "2024-01-01") - place(&axis, "-0043-06-01") < 15.0);
    let drawing = axis.draw(Language::English, false);
    assert_eq!(drawing.lines.matches("class=\"gap\"").count(), 1, "{}", drawing.lines);
    // Years that nobody can count in days are no reason to fail.
    let far = around(&["Y-5000000", "2024-01-01", "2024-06-01", "Y170000002"]).unwrap();
    assert!(place(&far, "2024-06-01") > place(&far, "2024-01-01"));
    // Even times are not cut.
    let even = around(&["1914-06-01", "1964-06-01", "2024-01-01"]).unwrap();
    let mut signs = Signs::default();
    even.mark_gaps(&mut signs);
    assert!(!signs.has(Sign::Gap));
}

#[test]
fn the_words_of_an_axis_never_overlap() {
    for dates in [
        ["2014-01-01", "2019-01-01", "2026-12-31"],
        ["2024-01-01", "2024-02-01", "2024-12-31"],
        ["2023-09-01", "2023-12-01", "2024-01-31"],
        ["2024-02-28", "2024-03-01", "2024-03-02"],
        ["1500-01-01", "1800-03-01", "2024-03-02"],
    ] {
        let drawing = around(&dates).unwrap().draw(Language::English, false);
        let mut end = 0.0;
        for word in drawing.words.split("<text").skip(1).filter(|word| word.contains("y=\"11\"")) {
            let x: f64 = word.split(['"', '%']).nth(3).unwrap().parse().unwrap();
            let words = word.split(['>', '<']).nth(1).unwrap();
            assert!(x >= end, "{dates:?}: {}", drawing.words);
            end = x + words.len() as f64 * 2.5;
        }
        assert!(end > 0.0, "{dates:?} has no words");
    }
    let year = Axis::of_year(2024, false).draw(Language::English, true).words;
    for month in ["January", "April", "July", "October"] {
        assert!(year.contains(month), "{year}");
    }
    assert!(!year.contains("2024"), "{year}");
}
