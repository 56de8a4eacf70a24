//! Dates that may be uncertain: EDTF (ISO 8601-2), levels 0 to 2.

mod arabic;
mod day;
mod english;
mod extent;
mod help;
mod words;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use edtf_core::{BoundDate, DateTime, Edtf, IntervalEndpoint, TimeShift, YearKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use day::{Bound, Day};
pub use extent::{End, Extent, Item, Reach};
pub use words::Language;

/// A date as an author can honestly give it: a day, a season, about a year, one of two Sundays, since 2017.
/// It sorts on a timeline: by earliest day, then latest, then text.
#[derive(Debug, Clone)]
pub struct Date {
    /// The canonical EDTF text; two dates are equal when these are.
    text: Box<str>,
    value: Edtf,
    earliest: Bound,
    latest: Bound,
}

/// How finely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// A day with a time of day.
    Time,
    Day,
    Month,
    /// A season, quarter, third or half of a year.
    Season,
    Year,
    Decade,
    Century,
    /// Less than a century, or digits missing inside the year.
    Vague,
    Interval,
    Set,
}

/// Says why a text is no date, and what to write in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    pub message: String,
    /// The byte in the text where the mistake is.
    pub offset: usize,
    pub help: String,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// Reads EDTF as it stands; nothing is trimmed. A time of day may leave out its seconds.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        if let Some(offset) = placeholder(text) {
            return Err(help::placeholder(text, offset));
        }
        read(text).map(Date::from_edtf).map_err(|error| help::explain(text, error))
    }

    /// Gives the EDTF of a date that is only written in another way and can mean nothing else, such as `2024-3-4`.
    pub fn rewritten(text: &str) -> Option<String> {
        help::rewritten(text)
    }

    fn from_edtf(value: Edtf) -> Self {
        let bounds = value.bounds();
        let (earliest, latest) = (side(bounds.earliest), side(bounds.latest));
        Date { text: value.to_string().into(), value, earliest, latest }
    }

    /// Gives the canonical EDTF text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Gives the first day it may lie on or begin on.
    pub fn earliest(&self) -> Bound {
        self.earliest
    }

    /// Gives the last day it may lie on or end on.
    pub fn latest(&self) -> Bound {
        self.latest
    }

    /// Gives the first year it may lie in, if the past is closed and known.
    pub fn first_year(&self) -> Option<i64> {
        self.earliest.day().map(|day| day.ymd().0)
    }

    /// Gives the last year it may lie in, if the future is closed and known.
    pub fn last_year(&self) -> Option<i64> {
        self.latest.day().map(|day| day.ymd().0)
    }

    /// Says how finely the date is known; digits left open with `X` make it coarser.
    pub fn precision(&self) -> Precision {
        match &self.value {
            Edtf::Date(date) => precision(date),
            Edtf::DateTime(_) => Precision::Time,
            Edtf::Interval(_) => Precision::Interval,
            Edtf::Set(_) => Precision::Set,
        }
    }

    /// Tells whether any part of it is marked approximate (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        self.value.is_approximate()
    }

    /// Tells whether any part of it is marked uncertain (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.value.is_uncertain()
    }

    /// Tells whether it is a span that goes on: an interval that ends in `..`. A set such as `[2017..]` is
    /// one unknown day and goes on for nothing, although its latest bound is open too.
    pub fn is_open_ended(&self) -> bool {
        matches!(&self.value, Edtf::Interval(interval) if interval.end == IntervalEndpoint::Open)
    }

    /// Tells whether it is one whole day (or a time on it) without any doubt.
    pub fn is_exact_day(&self) -> bool {
        self.exact_day().is_some()
    }

    /// Gives the one day it is, if it is one without any doubt.
    pub fn exact_day(&self) -> Option<Day> {
        match self.precision() {
            Precision::Day | Precision::Time if !self.is_approximate() && !self.is_uncertain() => {
                self.earliest.day()
            }
            _ => None,
        }
    }

    /// Gives the value for the `datetime` attribute of HTML's `time`, where HTML has one that claims no more
    /// than the date does: a plain day, month, four-digit year or time.
    pub fn machine(&self) -> Option<String> {
        match &self.value {
            Edtf::Date(date) => html_date(date),
            Edtf::DateTime(moment) => html_moment(moment),
            Edtf::Interval(_) | Edtf::Set(_) => None,
        }
    }

    /// Gives the date in words, as a newspaper would print it.
    pub fn words(&self, language: Language) -> String {
        words::words(&self.value, language)
    }

    /// Orders by the first day known, then the last; an open end comes after every day, an unknown one just
    /// before that.
    fn sort_key(&self) -> (i64, i64, &str) {
        let far = if self.text.starts_with("Y-") { i64::MIN } else { i64::MAX };
        let first = self.earliest.day().or(self.latest.day()).map_or(far, |day| day.0);
        let last = match self.latest {
            Bound::Day(day) => day.0,
            Bound::Unknown => i64::MAX - 1,
            Bound::Open => i64::MAX,
        };
        (first, last, &self.text)
    }
}

impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Date {}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let text = if text == crate::yaml::STAND_IN { "0001".to_owned() } else { text };
        Date::parse(&text).map_err(|DateError { message, help, .. }| {
            let message = format!("`{}` is no date: {message}", text.chars().take(60).collect::<String>());
            serde::de::Error::custom(crate::yaml::Fault { rule: "bad-date", message, help })
        })
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        // YAML reads a year alone as a number.
        schemars::json_schema!({
            "description": SCHEMA_WORDS,
            "type": ["string", "integer"],
            "pattern": schema_pattern(),
            "minimum": -9999,
            "maximum": 9998,
            "examples": ["2024-03-24", "2023-10~", "2017/..", "[2023-10-11..2023-10-20]"],
        })
    }
}

const SCHEMA_WORDS: &str = "A date in EDTF (ISO 8601-2): `2024-03-24`, `2018-08`, `2017`; about `2023-10~`, perhaps `2024-03-24?`; ongoing `2017/..`; \
     one of two `[2024-03-24,2024-03-25]`, some day between `[2023-10-11..2023-10-20]` (these two in quotes).";

/// A regular expression that every date matches, and most of what is none does not; the calendar is left to [`Date::parse`].
fn schema_pattern() -> String {
    let year = "(?:-?[0-9X]{4}(?:S[0-9]+)?|Y-?[0-9]+(?:E[0-9]+)?(?:S[0-9]+)?)";
    let month = "(?:0[1-9X]|1[0-2X]|2[1-9]|3[0-9]|4[01]|X[0-9X])";
    let day = "(?:0[1-9X]|[12X][0-9X]|3[01X])";
    let sign = "[?~%]?";
    let date = format!("{sign}{year}{sign}(?:-{sign}{month}{sign}(?:-{sign}{day}{sign})?)?");
    let clock = "T[0-2][0-9]:[0-5][0-9](?::[0-6][0-9])?(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?";
    let whole = format!("{date}|-?[0-9]{{4}}-{month}-{day}{clock}");
    let interval = format!("(?:{whole})/(?:{whole}|\\.\\.)?|(?:\\.\\.)?/(?:{whole})");
    let set = format!("[\\[{{](?:\\.\\.)?{date}(?:(?:,|\\.\\.){date})*(?:\\.\\.)?[\\]}}]");
    format!("^(?:{whole}|{interval}|{set})$")
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Reads EDTF, with one liberty: a time without seconds is one with `:00`.
fn read(text: &str) -> Result<Edtf, edtf_core::ParseError> {
    let full = with_seconds(text);
    let added = full.len() - text.len();
    Edtf::parse(&full).map_err(|mut error| {
        if error.offset > MINUTES_END {
            error.offset = (error.offset - added).max(MINUTES_END);
        }
        error
    })
}

/// Where the minutes end in `2024-02-07T21:30`.
const MINUTES_END: usize = 16;

/// Adds `:00` to a time that stops at its minutes, as people write it and EDTF does not.
fn with_seconds(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let stops = matches!(bytes.get(MINUTES_END), None | Some(b'Z' | b'+' | b'-'));
    if bytes.len() < MINUTES_END || bytes[10] != b'T' || bytes[13] != b':' || !stops {
        return text.into();
    }
    match text.split_at_checked(MINUTES_END) {
        Some((time, shift)) => format!("{time}:00{shift}").into(),
        None => text.into(),
    }
}

/// Finds the year 9999, which tables use for "no end": as a date it would be a false statement.
fn placeholder(text: &str) -> Option<usize> {
    let starts_year = |at: usize| at == 0 || b"/,[{.?~%".contains(&text.as_bytes()[at - 1]);
    let ends_year = |at: usize| text.as_bytes().get(at + 4).is_none_or(|byte| !byte.is_ascii_digit());
    text.match_indices("9999").map(|(at, _)| at).find(|at| starts_year(*at) && ends_year(*at))
}

fn side(bound: edtf_core::Bound) -> Bound {
    match bound {
        edtf_core::Bound::Date(BoundDate { year, month, day }) => {
            Day::checked(year, month, day).map_or(Bound::Unknown, Bound::Day)
        }
        edtf_core::Bound::NegativeInfinity | edtf_core::Bound::PositiveInfinity => Bound::Open,
        edtf_core::Bound::Unknown => Bound::Unknown,
    }
}

fn precision(date: &edtf_core::Date) -> Precision {
    if date.year.significant_digits.is_some() || date.year.has_unspecified() {
        return year_precision(&date.year);
    }
    match (date.month, date.day) {
        (None, _) => Precision::Year,
        (Some(month), _) if month.has_unspecified() => Precision::Year,
        (Some(_), Some(day)) if !day.has_unspecified() => Precision::Day,
        (Some(month), None) if month.value() > Some(12) => Precision::Season,
        (Some(_), _) => Precision::Month,
    }
}

/// Gives the precision of a year whose last digits are open or do not count.
fn year_precision(year: &edtf_core::Year) -> Precision {
    let YearKind::Standard { digits, .. } = year.kind else { return Precision::Vague };
    let known = year.significant_digits.map_or_else(
        || digits.iter().take_while(|digit| digit.is_some()).count(),
        |digits| usize::try_from(digits).unwrap_or(0),
    );
    let scattered = digits.iter().skip(known).any(Option::is_some) && year.significant_digits.is_none();
    match known {
        _ if scattered => Precision::Vague,
        4 => Precision::Year,
        3 => Precision::Decade,
        2 => Precision::Century,
        _ => Precision::Vague,
    }
}

/// Tells whether a year can stand in HTML, which knows no year 0 and none before it.
fn is_html_year(year: &edtf_core::Year) -> bool {
    let four_digits = matches!(year.kind, YearKind::Standard { negative: false, .. });
    four_digits && year.significant_digits.is_none() && year.value() > Some(0)
}

fn html_date(date: &edtf_core::Date) -> Option<String> {
    let doubtful = date.is_approximate() || date.is_uncertain() || date.has_unspecified();
    let season = date.month.and_then(|month| month.value()) > Some(12);
    (!doubtful && !season && is_html_year(&date.year)).then(|| date.to_string())
}

fn html_moment(moment: &DateTime) -> Option<String> {
    let time = moment.time;
    // HTML has no leap second.
    if !is_html_year(&moment.date.year) || time.second > 59 {
        return None;
    }
    let seconds = if time.second == 0 { String::new() } else { format!(":{:02}", time.second) };
    let shift = time.shift.map_or_else(String::new, html_shift);
    Some(format!("{}T{:02}:{:02}{seconds}{shift}", moment.date, time.hour, time.minute))
}

/// Prints a shift with its minutes, which HTML wants and EDTF does not.
fn html_shift(shift: TimeShift) -> String {
    match shift {
        TimeShift::Utc => "Z".into(),
        TimeShift::Offset { minutes, .. } => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.unsigned_abs();
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

#[cfg(test)]
mod tests;
