mod slips;
mod spec;
mod words;

use proptest::prelude::*;

use super::{Bound, Date, Language, Precision};

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn bounds_and_years() {
    let show = |bound| match bound {
        Bound::Day(day) => day.to_string(),
        Bound::Open => "..".into(),
        Bound::Unknown => String::new(),
    };
    for (text, earliest, latest) in [
        ("2024-03-24", "2024-03-24", "2024-03-24"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2014/2017-12", "2014-01-01", "2017-12-31"),
        ("2017/..", "2017-01-01", ".."),
        ("2017/", "2017-01-01", ""),
        ("../1985", "..", "1985-12-31"),
        ("/1985", "", "1985-12-31"),
        ("[..2018]", "..", "2018-12-31"),
        ("{1667,1670..1672}", "1667-01-01", "1672-12-31"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("Y17E100", "", ""),
        ("Y9E18", "", ""),
    ] {
        assert_eq!(
            (show(date(text).earliest()), show(date(text).latest())),
            (earliest.into(), latest.into())
        );
    }
    assert_eq!((date("2017/2019").first_year(), date("2017/2019").last_year()), (Some(2017), Some(2019)));
    assert_eq!((date("2017/..").first_year(), date("2017/..").last_year()), (Some(2017), None));
    assert_eq!(date("Y-17E7").first_year(), Some(-170_000_000));
}

#[test]
fn precision_and_doubt() {
    for (text, precision) in [
        ("2024-03-24T21:30", Precision::Time),
        ("2024-03-24~", Precision::Day),
        ("2004-08-XX", Precision::Month),
        ("2004-08", Precision::Month),
        ("2024-35", Precision::Season),
        ("2004-XX", Precision::Year),
        ("1985-XX-XX", Precision::Year),
        ("Y17E7", Precision::Year),
        ("201X", Precision::Decade),
        ("156X-12-25", Precision::Decade),
        ("20XX", Precision::Century),
        ("1950S2", Precision::Century),
        ("1XX3", Precision::Vague),
        ("2014/2017", Precision::Interval),
        ("[2014,2017]", Precision::Set),
    ] {
        assert_eq!(date(text).precision(), precision, "{text}");
    }
    assert!(date("2024-03-24").is_exact_day() && date("2024-03-24T21:30").is_exact_day());
    assert!(!date("2024-03-24?").is_exact_day() && !date("2024-03").is_exact_day());
    assert!(date("2023-10%").is_approximate() && date("2023-10%").is_uncertain());
    assert!(date("2017/..").is_open_ended());
    assert!(!date("2017/").is_open_ended() && !date("[2017..]").is_open_ended());
}

#[test]
fn only_what_html_knows_is_for_machines() {
    for (text, machine) in [
        ("2024-03-24", "2024-03-24"),
        ("2018-08", "2018-08"),
        ("2017", "2017"),
        ("2024-02-07T21:30+03:00", "2024-02-07T21:30+03:00"),
        ("2024-02-07T21:30:15+03", "2024-02-07T21:30:15+03:00"),
        ("2024-02-07T21:30Z", "2024-02-07T21:30Z"),
    ] {
        assert_eq!(date(text).machine().as_deref(), Some(machine));
    }
    for text in
        ["0000", "-0001", "2024~", "2024-21", "201X", "2024-XX", "1950S2", "2014/2017", "[2014]", "Y12345"]
    {
        assert_eq!(date(text).machine(), None, "{text}");
    }
}

#[test]
fn only_notation_is_rewritten() {
    for (text, edtf) in [
        ("2024-3-4", "2024-03-04"),
        ("24/03/2024", "2024-03-24"),
        ("24 March 2024", "2024-03-24"),
        ("March 24th, 2024", "2024-03-24"),
        ("3.2024", "2024-03"),
        ("2024/3/4", "2024-03-04"),
        ("2024-03-24 21:30", "2024-03-24T21:30"),
        ("201x", "201X"),
        ("[2024-03-24, 2024-03-25]", "[2024-03-24,2024-03-25]"),
        ("2014 / 2017", "2014/2017"),
    ] {
        assert_eq!(Date::rewritten(text).as_deref(), Some(edtf), "{text}");
        assert!(Date::parse(text).unwrap_err().help.contains(&format!("write `{edtf}`")), "{text}");
    }
    for text in [
        "3/4/2024",
        "2010/11",
        "24-25 March 2024",
        "early 2023",
        "since 2017",
        "c. 2024",
        "1990s",
        "March to May 2024",
        "unknown",
        "2024-02-30",
        "",
    ] {
        assert_eq!(Date::rewritten(text), None, "{text}");
    }
}

#[test]
fn timeline_order() {
    let sorted = [
        "Y-17E100",
        "-0043",
        "1985",
        "1985?",
        "1985-04",
        "/1985",
        "2017-01-01",
        "2017",
        "2017/",
        "2017/..",
        "2017-02",
        "Y17E100",
    ];
    let mut dates = sorted.map(date).to_vec();
    dates.reverse();
    dates.sort();
    assert_eq!(dates.iter().map(Date::as_str).collect::<Vec<_>>(), sorted);
}

/// Strings that are EDTF far more often than chance.
fn likely() -> impl Strategy<Value = String> {
    let year = "[?~%]?(-?[0-9X]{4}|Y-?[1-9]{1,19}(E[0-9]{1,3})?)(S[1-9])?[?~%]?";
    let one = format!("{year}(-[?~%]?([0-3X][0-9X])[?~%]?){{0,2}}");
    let time = format!("{one}T[012][0-9]:[0-5][0-9](:[0-5][0-9])?(Z|[+-]0[0-9](:[0-5]0)?)?");
    let interval = format!("(\\.\\.)?({one})?/({one})?(\\.\\.)?");
    let set = format!("[\\[{{](\\.\\.)?{one}((,|\\.\\.){one}){{0,3}}(\\.\\.)?[\\]}}]");
    proptest::string::string_regex(&format!("{one}|{time}|{interval}|{set}")).unwrap()
}

proptest! {
    #[test]
    fn any_text_is_read_or_explained(text in prop_oneof![
        ".*",
        "[-0-9XYESTZxa-z?~%/.,\\[\\]{}:+ ]{0,24}",
        "(c\\. |since |before |mid-|)[0-9]{1,4}[-/. ](mar|q1|[0-9]{1,4})[-/. –][0-9]{0,4}( to |-)[0-9]{0,4}",
        likely(),
    ]) {
        match Date::parse(&text) {
            Ok(date) => {
                prop_assert_eq!(&Date::parse(date.as_str()).unwrap(), &date);
                prop_assert_eq!(Date::parse(date.as_str()).unwrap().cmp(&date), std::cmp::Ordering::Equal);
                for language in [Language::English, Language::Arabic] {
                    let words = date.words(language);
                    prop_assert!(!words.is_empty() && !words.contains('{'), "{}", words);
                    prop_assert_eq!(words.trim(), &words);
                }
                date.machine();
                date.precision();
let years = date.first_year().zip(date.last_year());
 prop_assert!(years.is_none_or(|(first, last)| first <= last));
            }
            Err(error) => prop_assert!(text.is_char_boundary(error.offset), "{:?}", error),
        }
    }
}
