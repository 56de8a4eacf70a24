//! Help for dates that are no EDTF: names the mistake and, for common ways to write a date, the right form.

use edtf_core::{Bound, BoundDate, Edtf, ParseError};

use super::{DateError, read};

const EXAMPLES: &str = "write a day as `2024-03-24`, about a month as `2023-10~`, a span as `2014/2017-12`";
const UNKNOWN: [&str; 8] = ["unknown", "undated", "n.d.", "nd", "none", "tbd", "?", "-"];
const NOW: [&str; 7] = ["", "present", "now", "today", "ongoing", "الآن", "اليوم"];

/// Longer texts are prose, and no attempt is made to read them.
const LONGEST: usize = 80;

/// Names in full; three letters of an English one are enough.
const MONTHS: [[&str; 3]; 12] = [
    ["january", "يناير", "كانون الثاني"],
    ["february", "فبراير", "شباط"],
    ["march", "مارس", "آذار"],
    ["april", "أبريل", "نيسان"],
    ["may", "مايو", "أيار"],
    ["june", "يونيو", "حزيران"],
    ["july", "يوليو", "تموز"],
    ["august", "أغسطس", "آب"],
    ["september", "سبتمبر", "أيلول"],
    ["october", "أكتوبر", "تشرين الأول"],
    ["november", "نوفمبر", "تشرين الثاني"],
    ["december", "ديسمبر", "كانون الأول"],
];

const SEASONS: [(&str, u8); 9] = [
    ("spring", 21),
    ("summer", 22),
    ("autumn", 23),
    ("fall", 23),
    ("winter", 24),
    ("q1", 33),
    ("q2", 34),
    ("q3", 35),
    ("q4", 36),
];

/// Words before a date, each with the EDTF it makes; a longer word stands before its own beginning.
const PREFIXES: [(&str, &str); 23] = [
    ("approximately", "{}~"),
    ("approx", "{}~"),
    ("about", "{}~"),
    ("around", "{}~"),
    ("roughly", "{}~"),
    ("circa", "{}~"),
    ("ca", "{}~"),
    ("c", "{}~"),
    ("~", "{}~"),
    ("نحو", "{}~"),
    ("حوالي", "{}~"),
    ("perhaps", "{}?"),
    ("possibly", "{}?"),
    ("probably", "{}?"),
    ("maybe", "{}?"),
    ("ربما", "{}?"),
    ("since", "{}/.."),
    ("from", "{}/.."),
    ("منذ", "{}/.."),
    ("until", "../{}"),
    ("till", "../{}"),
    ("to", "../{}"),
    ("حتى", "../{}"),
];

/// Words between two dates, with the EDTF they make.
const JOINTS: [(&str, &str); 10] = [
    (" to ", "/"),
    (" until ", "/"),
    (" till ", "/"),
    (" إلى ", "/"),
    (" or ", ","),
    (" أو ", ","),
    (" and ", "&"),
    (" و", "&"),
    ("-", "/"),
    ("/", "/"),
];

/// Explains the year 9999, which tables use for "no end".
pub(super) fn placeholder(text: &str, offset: usize) -> DateError {
    let help = match text.split_once('/') {
        Some((start, end)) if end.starts_with("9999") && read(start).is_ok() => {
            format!("write `{start}/..` for what goes on, or `{start}/` if the end is not known")
        }
        _ => "leave the date out, or write an open end as in `2017/..`".into(),
    };
    DateError { message: "9999 is no date".into(), offset, help }
}

/// Turns the parser's complaint into one for people.
pub(super) fn explain(text: &str, error: ParseError) -> DateError {
    let tidied = tidy(&normal(text));
    let found = if tidied.is_empty() { suggestions(text) } else { tidied.clone() };
    let help = match &found[..] {
        _ if UNKNOWN.contains(&normal(text).as_str()) => "leave the date out while it is not known; where one is needed, give bounds such as `[2014..2017]`, or `201X`".into(),
        [] => EXAMPLES.into(),
        [one] => format!("write `{one}`"),
        [first, other, ..] => format!("write `{first}` if the day comes first, `{other}` if the month does"),
    };
    // Where the text was meant quite differently, the place where EDTF broke off says nothing.
    let starts_well = text.starts_with(|c: char| c.is_ascii_digit() || "-?~%Y[{./".contains(c));
    let foreign = !starts_well || !text.is_ascii() || text.trim().contains(' ');
    if text.is_empty() || (tidied.is_empty() && (foreign || !found.is_empty())) {
        return DateError { message: complaint(text), offset: 0, help };
    }
    DateError { message: plain(error.message).into(), offset: error.offset, help }
}

/// The EDTF of a date that is only written in another way: `2024-3-4`, `24 March 2024`, `201x`.
///
/// There is none where day and month may be swapped, and none where a date would be read into words, as in `early 2023` or `since 2017`.
pub(super) fn rewritten(text: &str) -> Option<String> {
    let text = normal(text);
    if text.len() > LONGEST {
        return None;
    }
    let rules: [fn(&str) -> Vec<String>; 4] = [tidy, moment, numeric, named];
    let found = rules.iter().map(|rule| valid(rule(&text))).find(|found| !found.is_empty())?;
    // Of two days in one month nothing says whether all between them are meant or one of the two, and `2010/11` can be two years.
    let spans = |one: &str| one.contains('/') != text.contains('/');
    let slashes = text.matches('/').count() == 1 && text.as_bytes().get(4) == Some(&b'/');
    match &found[..] {
        [one] if !(spans(one) && (slashes || one.contains('/'))) => Some(one.clone()),
        _ => None,
    }
}

fn complaint(text: &str) -> String {
    match text.chars().count() {
        0 => "the date is empty".into(),
        1..=40 => format!("`{}` is not a date in EDTF", text.escape_debug()),
        _ => "this is not a date in EDTF".into(),
    }
}

/// Gives the parser's messages that speak its own language in plain words.
fn plain(message: &'static str) -> &'static str {
    match message {
        "EDTF permits ASCII characters only" => "only unaccented characters can stand in a date",
        "whitespace is not allowed" => "a date has no spaces",
        "year must have exactly four digits (or X)" => "a year has exactly four digits, or X for an open one",
        "month must be two digits (or X)" => "a month has two digits, or X for an open one",
        "day must be two digits (or X)" => "a day has two digits, or X for an open one",
        "month must be 01-12 or a sub-year code 21-41" => "a month is 01 to 12, a season or quarter 21 to 41",
        "day is out of range for the month" => "the month has no such day",
        "interval end precedes interval start" => "the end is before the start",
        "set range end precedes range start" => "the end of the range is before its start",
        "interval needs at least one dated endpoint" => "an interval needs a date on one side at least",
        "interval must contain exactly one '/'" => "an interval has exactly one `/`",
        "Y-prefixed years require |year| > 9999" => "a year with `Y` has at least five digits",
        "Y-prefixed years are year-precision only" => "a year with `Y` has no month or day",
        "leading zeros are not allowed in Y-prefixed years" => "a year with `Y` does not start with 0",
        "sub-year groupings cannot carry a day" => "a season or quarter has no day",
        "time must be hh:mm:ss" => "a time is written 21:30 or 21:30:00",
        "time shift must be Z, +hh, +hh:mm or negative" | "time shift must be ±hh or ±hh:mm" => {
            "a time zone is written Z or +03:00"
        }
        "date-times require a complete YYYY-MM-DD date" | "date-times require a plain all-digit date" => {
            "only a full day can have a time"
        }
        "-0000 is not a valid year" => "there is no year -0000",
        other => other,
    }
}

/// Guesses what was meant: one EDTF text, two where day and month may be swapped, or none.
fn suggestions(text: &str) -> Vec<String> {
    let text = normal(text);
    if text.len() > LONGEST {
        return Vec::new();
    }
    let rules: [fn(&str) -> Vec<String>; 6] = [moment, single, part, beyond, prefixed, pair];
    rules.iter().map(|rule| valid(rule(&text))).find(|found| !found.is_empty()).unwrap_or_default()
}

fn valid(mut texts: Vec<String>) -> Vec<String> {
    texts.retain(|text| read(text).is_ok());
    texts
}

/// Lowers case, joins white space, and turns dashes and Arabic digits into the plain ones.
fn normal(text: &str) -> String {
    let plain = |c: char| match c {
        '–' | '—' | '−' | '‐' | '‑' => '-',
        '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
        _ => c,
    };
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().map(plain).flat_map(char::to_lowercase).collect()
}

/// Mends case and spaces only: `201x`, `[2024-03-24, 2024-03-25]`.
fn tidy(text: &str) -> Vec<String> {
    if text.len() > LONGEST || text.contains(" -") || text.contains("- ") {
        return Vec::new();
    }
    valid(vec![text.replace(' ', "").to_uppercase()])
}

/// Reads `2024-03-24 21:30`.
fn moment(text: &str) -> Vec<String> {
    let parts = text.split([' ', 't']).filter(|part| !part.is_empty()).collect::<Vec<_>>();
    match parts[..] {
        [day, time] if time.contains(':') => {
            let zero = if time.find(':') == Some(1) { "0" } else { "" };
            single(day).iter().map(|day| format!("{day}T{zero}{}", time.to_uppercase())).collect()
        }
        _ => Vec::new(),
    }
}

/// Reads one date in any usual way of writing it.
fn single(text: &str) -> Vec<String> {
    let rules: [fn(&str) -> Vec<String>; 4] = [tidy, numeric, named, age];
    rules.iter().map(|rule| valid(rule(text))).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Reads dates in digits: `24/03/2024`, `3.2024`, `2024-3-4`, `20240304`.
fn numeric(text: &str) -> Vec<String> {
    let parts = text.split(['/', '.', '-', ' ']).collect::<Vec<_>>();
    if parts.iter().any(|part| part.is_empty() || part.bytes().any(|byte| !byte.is_ascii_digit())) {
        return Vec::new();
    }
    let short = |part: &str| part.len() <= 2;
    match parts[..] {
        [all] if all.len() == 8 => vec![format!("{}-{}-{}", &all[..4], &all[4..6], &all[6..])],
        [year, month] if year.len() == 4 && short(month) && matches!(month.parse(), Ok(1..=12u8)) => {
            vec![format!("{year}-{month:0>2}")]
        }
        [month, year] if year.len() == 4 && short(month) => vec![format!("{year}-{month:0>2}")],
        [year, a, b] if year.len() == 4 && short(a) && short(b) => orders(year, b, a)[..1].to_vec(),
        [a, b, year] if year.len() == 4 && short(a) && short(b) => orders(year, a, b),
        _ => Vec::new(),
    }
}

/// Gives the valid readings of a day and a month, the first with the day first.
fn orders(year: &str, day: &str, month: &str) -> Vec<String> {
    let (right, swapped) = (format!("{year}-{month:0>2}-{day:0>2}"), format!("{year}-{day:0>2}-{month:0>2}"));
    let mut found = valid(vec![right, swapped]);
    found.dedup();
    if found.is_empty() { vec![String::new()] } else { found }
}

/// Reads a named month or season: `24 March 2024`, `March 24th, 2024`, `24-25 March 2024`, `Q1 2024`.
fn named(text: &str) -> Vec<String> {
    let text = joined_names(text);
    let tokens = text.split([' ', ',', '-', '/', '.']).filter(|token| !matches!(*token, "" | "of" | "the"));
    let (mut month, mut year, mut days) = (None, None, Vec::new());
    for token in tokens {
        let digits = token.trim_end_matches(|c: char| c.is_ascii_lowercase());
        match (month_number(token), digits.parse::<u16>()) {
            (Some(number), _) if month.is_none() => month = Some(number),
            (None, Ok(_)) if token.len() == 4 && digits == token && year.is_none() => year = Some(token),
            (None, Ok(day @ 1..=31)) if matches!(&token[digits.len()..], "" | "st" | "nd" | "rd" | "th") => {
                days.push(day);
            }
            _ => return Vec::new(),
        }
    }
    match (month, year, &days[..]) {
        (Some(month), Some(year), []) => vec![format!("{year}-{month:02}")],
        (Some(month), Some(year), [day]) => vec![format!("{year}-{month:02}-{day:02}")],
        (Some(month), Some(year), [first, last]) => {
            vec![format!("{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}")]
        }
        _ => Vec::new(),
    }
}

/// Replaces the month names of two words with the English ones.
fn joined_names(text: &str) -> String {
    let two_words = MONTHS.iter().filter(|names| names[2].contains(' '));
    two_words.fold(text.to_owned(), |text, names| text.replace(names[2], names[0]))
}

fn month_number(token: &str) -> Option<u8> {
    let season = SEASONS.iter().find(|(name, _)| *name == token).map(|(_, code)| *code);
    let is_month =
        |names: &[&str; 3]| names.contains(&token) || (token.len() >= 3 && names[0].starts_with(token));
    season.or_else(|| MONTHS.iter().position(is_month).map(|index| index as u8 + 1))
}

/// Reads `1990s` and `19th century`.
fn age(text: &str) -> Vec<String> {
    let decade =
        text.strip_suffix("'s").or_else(|| text.strip_suffix('s')).and_then(|year| year.strip_suffix('0'));
    if let Some(decade) = decade {
        return vec![format!("{decade}X")];
    }
    let number = text.strip_suffix(" century").and_then(|text| text.get(..text.len().checked_sub(2)?));
    match number.and_then(|number| number.parse::<u8>().ok()) {
        Some(number @ 1..=99) => vec![format!("{:02}XX", number - 1)],
        _ => Vec::new(),
    }
}

/// Reads `early 2023`, `mid-October 2023`, `late October 2023`: thirds, since EDTF has no such words.
fn part(text: &str) -> Vec<String> {
    let english = [("early", 0), ("mid", 1), ("middle of", 1), ("late", 2)];
    let arabic = [("أوائل", 0), ("منتصف", 1), ("أواخر", 2)];
    let rest = |(word, third)| Some((text.strip_prefix(word)?.trim_start_matches([' ', '-']), third));
    let Some((whole, third)) = english.into_iter().rev().chain(arabic).find_map(rest) else {
        return Vec::new();
    };
    let range = |whole: &String| match (whole.len(), third) {
        (7, 2) => days(whole).map(|(_, last)| format!("[{whole}-21..{whole}-{:02}]", last.day)),
        (7, _) => Some(format!("[{whole}-{}1..{whole}-{}0]", third, third + 1)),
        (4, _) => Some(format!("[{whole}-{:02}..{whole}-{:02}]", third * 4 + 1, third * 4 + 4)),
        _ => None,
    };
    single(whole).iter().filter_map(range).collect()
}

/// Reads `before 2018` and `after 2018`, which leave the year itself out.
fn beyond(text: &str) -> Vec<String> {
    let words = [("before ", true), ("قبل ", true), ("after ", false), ("بعد ", false)];
    let rest = |(word, before)| text.strip_prefix(word).map(|rest| (rest, before));
    let Some((rest, before)) = words.into_iter().find_map(rest) else { return Vec::new() };
    let limit = |date: &String| {
        let (first, last) = days(date)?;
        let day = |day: BoundDate| super::Day::from_ymd(day.year, day.month, day.day).0;
        let neighbour = super::Day(if before { day(first) - 1 } else { day(last) + 1 }).to_string();
        // The neighbour is as fine as the date: a year's is a year.
        let neighbour = neighbour.get(..date.len())?;
        Some(if before { format!("[..{neighbour}]") } else { format!("[{neighbour}..]") })
    };
    single(rest).iter().filter_map(limit).collect()
}

/// Gives the first and the last day of an EDTF text.
fn days(text: &str) -> Option<(BoundDate, BoundDate)> {
    let bounds = read(text).as_ref().map(Edtf::bounds).ok()?;
    match (bounds.earliest, bounds.latest) {
        (Bound::Date(first), Bound::Date(last)) => Some((first, last)),
        _ => None,
    }
}

/// Reads a date after a word: `c. 2024`, `since 2017`.
fn prefixed(text: &str) -> Vec<String> {
    let rest = |(word, form): &(&str, &'static str)| Some((text.strip_prefix(word)?, *form));
    let results = PREFIXES.iter().filter_map(rest).map(|(rest, form)| {
        let dates = single(rest.trim_start_matches(['.', ' ']));
        valid(dates.iter().map(|date| form.replace("{}", date)).collect())
    });
    results.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// Reads two dates: `2014-2017`, `March 2024 to May 2024`, `24 or 25 March` not.
fn pair(text: &str) -> Vec<String> {
    let between = text.strip_prefix("between ").or_else(|| text.strip_prefix("بين "));
    let text = between.or_else(|| text.strip_prefix("from ")).unwrap_or(text);
    let splits = JOINTS.iter().flat_map(|(joint, form)| {
        text.match_indices(joint).map(move |(at, _)| (&text[..at], &text[at + joint.len()..], *form))
    });
    let mut joined = splits.map(|(start, end, form)| {
        let form = if between.is_some() && form == "&" { ".." } else { form };
        let mut readings = [0, 1].map(|reading| join(start.trim(), end.trim(), form, reading)).to_vec();
        readings.dedup();
        valid(readings.into_iter().flatten().collect())
    });
    joined.find(|found| !found.is_empty()).unwrap_or_default()
}

/// Joins two dates; where day and month may be swapped, `reading` 1 swaps them.
fn join(start: &str, end: &str, form: &str, reading: usize) -> Option<String> {
    let pick = |dates: Vec<String>| dates.get(reading).or(dates.first()).cloned();
    let start = pick(single(start))?;
    if form == "/" && NOW.contains(&end) {
        return Some(format!("{start}/.."));
    }
    // "2014-17" ends in 2017.
    let short = start.len() == 4 && end.len() == 2 && end.bytes().all(|byte| byte.is_ascii_digit());
    let end = if short { format!("{}{end}", &start[..2]) } else { pick(single(end))? };
    Some(match form {
        "," => format!("[{start},{end}]"),
        ".." => format!("[{start}..{end}]"),
        "&" => format!("{{{start},{end}}}"),
        _ => format!("{start}/{end}"),
    })
}
