//! One string a case: rows in, what is drawn out.

use super::*;
use crate::value::Date;
use crate::value::date::Precision;

/// Reads rows of `as-of value counter`; a value is `5`, `>5` (at least), `~5` (about), `2-9` (a range) or `2-5-9` (with the best).
fn rows(text: &str) -> (Vec<Count>, Vec<Counter>) {
    let mut counters: Vec<Counter> = Vec::new();
    let counts = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let mut words = line.split_whitespace();
        let date = Date::parse(words.next().unwrap()).unwrap();
        let value = words.next().unwrap();
        let name = words.next().unwrap_or("-").to_owned();
        let numbers: Vec<f64> =
            value.trim_start_matches(['>', '~']).split('-').map(|number| number.parse().unwrap()).collect();
        let (low, high) = (numbers[0], numbers[numbers.len() - 1]);
        let best = [Some(low), None, numbers.get(1).copied()][numbers.len() - 1];
        let counter = counters.iter().position(|c| c.name == name).unwrap_or(counters.len());
        if counter == counters.len() {
            counters.push(Counter { named: name != "-", name });
        }
        Count {
            counter,
            first: date.earliest().day().map(|day| day.0),
            last: date.latest().day().map(|day| day.0),
            one_of: date.precision() == Precision::Set,
            soft: date.is_approximate() || date.is_uncertain(),
            low,
            high,
            best,
            at_least: value.starts_with('>'),
            about: value.starts_with('~'),
            newest: words.next() == Some("newest"),
            value_words: value.to_owned(),
            words: line.to_owned(),
        }
    });
    let counts = counts.collect();
    (counts, counters)
}

fn drawn(text: &str) -> Option<ChartView> {
    let (counts, counters) = rows(text);
    chart(&counts, &counters, &crate::render::words::english())
}

/// What of a chart is not axis: lines, marks and labels, each as a line.
fn shown(text: &str) -> String {
    let view = drawn(text).unwrap();
    let mut all: Vec<String> = Vec::new();
    all.extend(view.lines.iter().map(|l| format!("{}: {} {} to {} {}", l.class, l.x1, l.y1, l.x2, l.y2)));
    all.extend(view.marks.iter().map(|m| format!("{}{}: {} {}", m.class, shape(m.path), m.x, m.y)));
    all.extend(view.labels.iter().map(|l| format!("“{}”: {} {} {}{:+}", l.words, l.x, l.y, l.anchor, l.dx)));
    all.join("\n")
}

fn shape(path: &str) -> String {
    let shapes = SHAPES.into_iter().zip(["circle", "square", "triangle", "diamond", "wedge", "cross"]);
    let signs = [(SHARED, "x"), (ARROW_UP, "up"), (across::ARROW_ON, "on"), (ON, "on"), (BACK, "back")];
    let soft = [(SOFT_BEFORE, "before"), (SOFT_AFTER, "after")];
    let found = shapes.chain(signs).chain(soft).find(|(other, _)| *other == path);
    format!(" {}", found.unwrap().1)
}

#[track_caller]
fn check(text: &str, wanted: &str) {
    let trim =
        |text: &str| text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
    let got = shown(text);
    assert_eq!(got, trim(wanted), "\n{got}\n");
}

#[test]
fn three_counts_of_one_counter_are_joined() {
    check(
        "
        2024-01-01 50 a
        2024-01-06 100 a
        2024-01-11 80 a newest",
        "
        join c1: 13.74% 133 to 51.18% 40
        join c1: 51.18% 40 to 88.61% 77.2
        mark c1 circle: 13.74% 133
        mark c1 circle: 51.18% 40
        mark c1 circle: 88.61% 77.2
        “80”: 88.61% 67.2 middle+0
        “100”: 51.18% 30 middle+0
        “50”: 13.74% 123 middle+0",
    );
}

#[test]
fn two_counts_are_not_joined_and_counters_differ_in_colour_and_shape() {
    check(
        "
        2024-01-01 50 a
        2024-01-06 60 b
        2024-01-11 80 a newest",
        "
        mark c1 circle: 13.74% 109.75
        mark c2 square: 51.18% 86.5
        mark c1 circle: 88.61% 40
        “80”: 88.61% 30 middle+0
        “50”: 13.74% 99.75 middle+0",
    );
}

#[test]
fn counts_of_unnamed_counters_are_not_joined() {
    check(
        "
        2024-01-01 50 -
        2024-01-06 100 -
        2024-01-11 80 - newest",
        "
        mark c1 circle: 13.74% 133
        mark c1 circle: 51.18% 40
        mark c1 circle: 88.61% 77.2
        “80”: 88.61% 67.2 middle+0
        “100”: 51.18% 30 middle+0
        “50”: 13.74% 123 middle+0",
    );
}

#[test]
fn at_least_points_up_and_about_is_hollow() {
    // The words of the minimum stand above its arrow.
    check(
        "
        2024-01-01 >50 a
        2024-01-06 ~100 a
        2024-01-11 80 a newest",
        "
        join c1 loose: 13.74% 133 to 51.18% 40
        join c1 loose: 51.18% 40 to 88.61% 77.2
        mark c1 circle: 13.74% 133
        sign c1 up: 13.74% 133
        mark hollow c1 circle: 51.18% 40
        mark c1 circle: 88.61% 77.2
        “80”: 88.61% 67.2 middle+0
        “~100”: 51.18% 30 middle+0
        “>50”: 13.74% 110 middle+0",
    );
}

#[test]
fn ranges_are_bars_with_the_best_marked_or_both_ends() {
    check(
        "
        2024-01-01 20-60 a
        2024-01-11 20-50-100 b newest",
        "
        bar c1: 13.74% 114.4 to 13.74% 188.8
        bar c2: 88.61% 40 to 88.61% 188.8
        mark c1 circle: 13.74% 114.4
        mark c1 circle: 13.74% 188.8
        mark c2 square: 88.61% 133
        “20-50-100”: 88.61% 30 middle+0
        “20-60”: 13.74% 104.4 middle+0",
    );
}

#[test]
fn periods_are_lines_with_the_mark_in_the_middle() {
    check(
        "
        2018 50 a
        2019-07-01 100 b newest",
        "
        span c1: 10% 133 to 64.95% 133
        mark c1 circle: 37.48% 133
        mark c2 square: 92.28% 40
        “100”: 92.28% 30 middle+0
        “50”: 37.48% 123 middle+0",
    );
}

#[test]
fn one_unknown_day_of_some_is_dotted() {
    check(
        "
        [2018-01..2018-12] 50 a
        2019-07-01 100 b newest",
        "
        span c1 dotted: 10% 133 to 64.95% 133
        mark c1 circle: 37.48% 133
        mark c2 square: 92.28% 40
        “100”: 92.28% 30 middle+0
        “50”: 37.48% 123 middle+0",
    );
}

#[test]
fn approximate_days_have_soft_ends() {
    check(
        "
        2024-01-01~ 50 a
        2024-01-11 100 b newest",
        "
        sign dotted c1 before: 13.74% 133
        sign dotted c1 after: 13.74% 133
        mark c1 circle: 13.74% 133
        mark c2 square: 88.61% 40
        “100”: 88.61% 30 middle+0
        “50”: 13.74% 123 middle+0",
    );
}

#[test]
fn open_ends_run_to_the_edge() {
    // The mark is at the day that is known.
    check(
        "
        ../2024-01-01 50 a
        2024-01-11/.. 100 b newest",
        "
        span c1: 10% 133 to 18.91% 133
        span c2: 83.45% 40 to 92.35% 40
        sign c1 back: 10% 133
        mark c1 circle: 18.91% 133
        sign c2 on: 92.35% 40
        mark c2 square: 83.45% 40
        “100”: 83.45% 30 middle+0
        “50”: 18.91% 123 middle+0",
    );
}

#[test]
fn counts_for_the_same_days_are_compared_in_rows() {
    // Lowest first; “at least” points on, and words that have no room behind the mark stand before it.
    check(
        "
        2018 100-1000 a
        2018 >2000 b newest
        2018 ~500 c",
        "
        bar c1: 4.78% 66 to 45.15% 66
        mark hollow c3 triangle: 22.72% 30
        mark c1 circle: 4.78% 66
        mark c1 circle: 45.15% 66
        mark c2 square: 90% 102
        sign c2 on: 90% 102
        “c”: 2.06% 17 start+0
        “~500”: 22.72% 34 start+10
        “a”: 2.06% 53 start+0
        “100-1000”: 45.15% 70 start+10
        “b”: 2.06% 89 start+0
        “>2000”: 90% 106 end-10",
    );
}

#[test]
fn the_key_explains_the_signs_that_are_there_and_no_others() {
    for (text, wanted) in [
        ("2024-01-01 1 a\n2024-01-09 2 b", ""),
        ("2024-01-01 >1 a\n2024-01-09 ~2 b", "at least, rounded or estimated"),
        ("2024-01-01 1-3 a\n2024-01-09 2 b", "from low to high"),
        ("2023 1 a\n2024-01-09 2 b", "the whole period"),
        ("[2023-01..2023-12] 1 a\n2024-01-09~ 2 b", "a day in this time, about that time"),
        ("../2023 1 a\n2024-01-09/.. 2 b", "that day or later, that day or earlier"),
        ("2023 >1 a\n2023 2-3 b", "from low to high, at least"),
    ] {
        let signs: Vec<&str> = drawn(text).unwrap().signs.iter().map(|sign| sign.words).collect();
        assert_eq!(signs.join(", "), wanted, "{text}");
    }
}

#[test]
fn counters_are_named_unless_nobody_is() {
    let names = |text: &str| drawn(text).unwrap().key.into_iter().map(|key| key.words).collect::<Vec<_>>();
    assert_eq!(names("2024-01-01 1 a\n2024-01-09 2 b\n2024-01-12 2 b"), ["b", "a"], "the busiest first");
    assert_eq!(names("2024-01-01 1 -\n2024-01-09 2 -"), [""; 0]);
}

#[test]
fn sparks_have_all_counts_in_a_word_s_room() {
    let (counts, counters) =
        rows("2024-01-01 50 a\n2024-01-06 100 a\n2024-01-11 0-80 b newest\n2024-01-10 60 a");
    let view = spark(&counts, &counters, &crate::render::words::english()).unwrap();
    assert_eq!(view.lines, "M9.09 14L60 4M60 4L100.73 12");
    assert_eq!(view.bars, "M110.91 24V8");
    assert_eq!(view.newest.len(), 2, "both ends of the range");
    assert_eq!(view.dots.len(), 3);
    assert!(spark(&counts[..1], &counters, &crate::render::words::english()).is_none());
}

#[test]
fn one_count_is_no_chart() {
    assert!(drawn("2024-01-01 5 a").is_none());
    assert!(drawn("").is_none());
    // A count whose days nobody knows has no place.
    let (mut counts, counters) = rows("2024-01-01 5 a\n2024-01-02 6 a");
    (counts[1].first, counts[1].last) = (None, None);
    assert!(chart(&counts, &counters, &crate::render::words::english()).is_none());
}

#[test]
fn extreme_rows_are_drawn_within_the_frame() {
    for text in [
        "2024-01-01 0 a\n2024-01-01 0 a",
        "2024-01-01 0 a\n2024-01-02 0 a",
        "-5000 5 a\n9000-01-01 6 a",
        "Y-170000000000 5 a\nY170000000000 6 a",
        "2024 0.000001 a\n2025 0.000002 a",
        "2024 1e300 a\n2025 1e308 a",
        "2024/.. 1 a\n../2024 2 a",
    ] {
        let view = drawn(text).unwrap();
        let places = view.marks.iter().flat_map(|m| [m.x.trim_end_matches('%'), m.y.as_str()]);
        for place in places {
            let number: f64 = place.parse().unwrap_or_else(|_| panic!("{place} in {text}"));
            assert!((0.0..=264.0).contains(&number), "{number} in {text}");
        }
        assert!(view.values.len() + view.times.len() < 20, "{text}");
    }
}

#[test]
fn no_two_of_a_dozen_counters_look_the_same() {
    let text: String = (0..12).map(|i| format!("2024-01-{:02} {i} c{i}\n", i + 1)).collect();
    let view = drawn(&text).unwrap();
    let mut looks: Vec<(&str, &str)> = view.key.iter().map(|key| (key.class.as_str(), key.path)).collect();
    looks.sort_unstable();
    looks.dedup();
    assert_eq!(looks.len(), 12);
    // Next to each other, shapes differ as well as colours.
    assert!(view.key.windows(2).all(|pair| pair[0].path != pair[1].path && pair[0].class != pair[1].class));
    let text: String = (0..14).map(|i| format!("2024-01-{:02} {i} c{i}\n", i + 1)).collect();
    let key = drawn(&text).unwrap().key;
    assert_eq!(
        (key.len(), key[11].class.as_str(), key[11].words.as_str()),
        (12, "c0", "Others: c11; c12; c13")
    );
}

#[test]
fn numbers_have_two_decimals_at_most() {
    for (number, text) in [(1.0 / 3.0, "0.33"), (2.0, "2"), (-0.001, "0"), (0.5, "0.5"), (-1.239, "-1.24")] {
        assert_eq!(print(number), text);
    }
}

#[test]
fn labels_keep_clear_of_each_other_at_the_narrowest_width() {
    // Two newest counts on one day and nearly one value: the second finds another side.
    let view = drawn("2024-01-01 10 a\n2024-01-11 98 b newest\n2024-01-11 100 c newest").unwrap();
    let places: Vec<(&str, &str, &str)> =
        view.labels.iter().map(|l| (l.words.as_str(), l.anchor, l.y.as_str())).collect();
    assert_eq!(places.len(), 3, "{places:?}");
    assert!(places[0].2 != places[1].2 || places[0].1 != places[1].1, "{places:?}");
}
