use super::{Date, date};

/// The examples of the Library of Congress specification of EDTF, by level.
const VALID: [&[&str]; 3] = [
    &[
        "1985-04-12",
        "1985-04",
        "1985",
        "1985-04-12T23:20:30",
        "1985-04-12T23:20:30Z",
        "1985-04-12T23:20:30-04",
        "1985-04-12T23:20:30+04:30",
        "1964/2008",
        "2004-06/2006-08",
        "2004-02-01/2005-02-08",
        "2004-02-01/2005-02",
        "2004-02-01/2005",
        "2005/2006-02",
        "0000",
    ],
    &[
        "Y170000002",
        "Y-170000002",
        "2001-21",
        "2001-22",
        "2001-23",
        "2001-24",
        "1984?",
        "2004-06~",
        "2004-06-11%",
        "201X",
        "20XX",
        "2004-XX",
        "1985-04-XX",
        "1985-XX-XX",
        "1985-04-12/..",
        "1985-04/..",
        "1985/..",
        "../1985-04-12",
        "../1985-04",
        "../1985",
        "1985-04-12/",
        "1985-04/",
        "1985/",
        "/1985-04-12",
        "/1985-04",
        "/1985",
        "-1985",
        "1984~/2004-06",
        "1984/2004-06~",
        "1984?/2004%",
    ],
    &[
        "Y-17E7",
        "Y17E8",
        "1950S2",
        "Y171010000S3",
        "Y3388E2S3",
        "2001-34",
        "2001-25",
        "2001-41",
        "[1667,1668,1670..1672]",
        "[..1760-12-03]",
        "[1760-12..]",
        "[1760-01,1760-02,1760-12..]",
        "[1667,1760-12]",
        "[..1984]",
        "{1667,1668,1670..1672}",
        "{1960,1961-12}",
        "{..1984}",
        "2004-06-11%",
        "2004-06~-11",
        "2004?-06-11",
        "?2004-06-~11",
        "2004-%06-11",
        "156X-12-25",
        "15XX-12-25",
        "XXXX-12-XX",
        "1XXX-XX",
        "1XXX-12",
        "1984-1X",
        "2004-06-~01/2004-06-~20",
        "2004-06-XX/2004-07-03",
    ],
];

const INVALID: &[&str] = &[
    "",
    " ",
    "1985-04-12 ",
    " 1985",
    "1985-13",
    "1985-00",
    "1985-02-30",
    "2001-02-29",
    "1985-4-12",
    "19850412",
    "1985-102",
    "1985-W15",
    "P1Y",
    "198",
    "19",
    "2001-20",
    "2001-42",
    "2001-21-05",
    "1985-04-12T24:00:00",
    "1985-04-12T23",
    "1985-04T23:20:30",
    "2024-02-07T21:60",
    "2024-02-07T21:30+15:00",
    "2004/2003",
    "2004-06/2004-05",
    "2004-02-01/01-31",
    "/",
    "..",
    "../..",
    "../",
    "/..",
    "2004/2005/2006",
    "Y1985",
    "Y12E2",
    "-0000",
    "1950S5",
    "195XS2",
    "201x",
    "1985~~~",
    "[]",
    "[1667,]",
    "[1667,1668",
    "[1667, 1668]",
    "{1960}}",
    "[1672..1670]",
    "2024-03-24\n",
    "٢٠٢٤",
    "9999",
    "9999-12-31",
    "2017/9999",
    "[2017,9999-01]",
    "..9999/2017",
];

#[test]
fn the_specification_s_examples_are_dates_and_stay_the_same() {
    for text in VALID.concat() {
        assert_eq!(date(date(text).as_str()), date(text));
        assert_eq!(serde_json::to_string(&date(text)).unwrap(), format!("\"{}\"", date(text)));
    }
    for level in &VALID[..2] {
        for text in *level {
            assert_eq!(date(text).as_str(), *text);
        }
    }
    assert_eq!(date("?2004-?06-?11").as_str(), "2004-06-11?");
    assert_eq!(date("2024-02-07T21:30+03:00").as_str(), "2024-02-07T21:30:00+03:00");
    assert_eq!(date("1985-04-12T23:59:60Z").machine(), None);
}

#[test]
fn the_schema_takes_every_date_and_refuses_what_has_no_form() {
    let schema = schemars::schema_for!(Date).to_value();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    for text in
        VALID.concat().into_iter().chain(["2024-02-07T21:30+03:00", "1985-04-12T23:59:60Z", "XXXX", "-9999"])
    {
        assert!(validator.is_valid(&text.into()), "{text}");
    }
    // A pattern knows neither the calendar nor which end is the later.
    let beyond =
        ["1985-02-30", "2001-02-29", "2001-21-05", "2004/2003", "2004-06/2004-05", "Y1985", "Y12E2", "-0000"];
    let beyond =
        [&beyond[..], &["1950S5", "195XS2", "[1672..1670]", "9999", "9999-12-31", "2017/9999"]].concat();
    let beyond = [&beyond[..], &["[2017,9999-01]", "1985-04-12T24:00:00", "2024-02-07T21:30+15:00"]].concat();
    for text in INVALID.iter().filter(|text| !beyond.contains(text)) {
        assert!(!validator.is_valid(&(*text).into()), "{text}");
    }
    assert!(validator.is_valid(&2017.into()) && !validator.is_valid(&9999.into()));
}

#[test]
fn what_is_no_date_is_refused_with_plain_words() {
    for text in INVALID {
        let error = Date::parse(text).expect_err(text);
        let first = error.message.chars().next().unwrap();
        assert!(!first.is_uppercase() && !error.message.ends_with('.'), "{}", error.message);
        assert!(text.is_char_boundary(error.offset) && !error.help.is_empty(), "{text}: {error:?}");
    }
    let error = |text| Date::parse(text).expect_err(text);
    assert_eq!(error("2017/9999-12").message, "9999 is no date");
    assert_eq!(error("2017/9999-12").offset, 5);
    assert_eq!(
        error("2017/9999").help,
        "write `2017/..` for what goes on, or `2017/` if the end is not known"
    );
    assert_eq!(error("2004/2003").message, "the end is before the start");
    assert_eq!(error("1985-02-30").offset, 8);
    assert_eq!(error("2024-02-07T21:30+15:00").offset, 16);
    assert!(Date::parse("XXXX").is_ok() && Date::parse("Y99990").is_ok() && Date::parse("-9999").is_ok());
}
