//! Dates in words. What to say is decided here once; each language brings only its phrases.

use edtf_core::{
    Date, DateField, DateTime, Edtf, Interval, IntervalEndpoint, Precision, Set, SetElement, SetKind, Time,
    TimeShift, Year, YearKind,
};

use super::{arabic, english};

/// A language that dates can be put in words in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    English,
    Arabic,
}

impl Language {
    /// Picks the language for a BCP 47 tag: Arabic for `ar` with any region or script, else English.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("ar") { Language::Arabic } else { Language::English }
    }

    /// The names of the months.
    pub fn months(self) -> &'static [&'static str; 12] {
        &self.phrases().months
    }

    fn phrases(self) -> &'static Phrases {
        match self {
            Language::English => &english::PHRASES,
            Language::Arabic => &arabic::PHRASES,
        }
    }
}

/// What a language has to say of dates; each `{}` is a place to fill.
pub(super) struct Phrases {
    pub(super) months: [&'static str; 12],
    /// The groupings 21 to 41, each with what joins it to its year.
    pub(super) seasons: [(&'static str, &'static str); 21],
    pub(super) about: &'static str,
    pub(super) perhaps: &'static str,
    pub(super) before_christ: &'static str,
    /// A year before 1000, which would not be taken for a year as it is.
    pub(super) early_year: &'static str,
    /// May use the first and the last year of it.
    pub(super) decade: &'static str,
    pub(super) comma: &'static str,
    pub(super) unknown_year: &'static str,
    pub(super) year_like: &'static str,
    pub(super) unknown_month: &'static str,
    pub(super) unknown_day: &'static str,
    pub(super) day_in: &'static str,
    pub(super) date_like: &'static str,
    pub(super) either: List,
    pub(super) all: List,
    pub(super) between: &'static str,
    /// Two single words or numbers.
    pub(super) span: &'static str,
    pub(super) wide_span: &'static str,
    pub(super) ongoing: &'static str,
    pub(super) end_unknown: &'static str,
    pub(super) until: &'static str,
    pub(super) start_unknown: &'static str,
    pub(super) on_or_before: &'static str,
    pub(super) on_or_after: &'static str,
    pub(super) all_until: &'static str,
    pub(super) all_from: &'static str,
}

/// How the members of a list are joined.
pub(super) struct List {
    pub(super) separator: &'static str,
    pub(super) last: &'static str,
}

impl List {
    fn join(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [init @ .., last] => format!("{}{}{last}", init.join(self.separator), self.last),
        }
    }
}

/// Puts any EDTF value in words.
pub(super) fn words(value: &Edtf, language: Language) -> String {
    let phrases = language.phrases();
    match value {
        Edtf::Date(date) => phrases.date(date),
        Edtf::DateTime(moment) => phrases.moment(moment),
        Edtf::Interval(interval) => phrases.interval(interval),
        Edtf::Set(set) => phrases.set(set),
    }
}

/// Fills the places of a phrase in order.
fn fill(phrase: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut parts = phrase.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(values.next().unwrap_or(&""));
        text.push_str(part);
    }
    text
}

/// Dates and moments.
impl Phrases {
    fn date(&self, date: &Date) -> String {
        let bare = if date.has_unspecified() { self.masked(date) } else { self.plain(date) };
        let (approximate, uncertain) = (date.is_approximate(), date.is_uncertain());
        // A year with significant digits says "about" by itself.
        let bare = if approximate && date.year.significant_digits.is_none() {
            fill(self.about, &[&bare])
        } else {
            bare
        };
        if uncertain { fill(self.perhaps, &[&bare]) } else { bare }
    }

    fn moment(&self, DateTime { date, time }: &DateTime) -> String {
        format!("{}{}{}", self.plain(date), self.comma, clock(time))
    }

    fn plain(&self, date: &Date) -> String {
        self.dated(date.day.and_then(DateField::value), date.month.and_then(DateField::value), &date.year)
    }

    /// Joins day, month or season, and year.
    fn dated(&self, day: Option<u8>, month: Option<u8>, year: &Year) -> String {
        let Some(month) = month else { return self.year(year) };
        let (name, link) = self.month(month);
        // "December 2004", but "December, 1560s".
        let link = if year.has_unspecified() { self.comma } else { link };
        let day = day.map_or_else(String::new, |day| format!("{day} "));
        format!("{day}{name}{link}{}", self.year(year))
    }

    fn month(&self, month: u8) -> (&'static str, &'static str) {
        match month {
            0..=12 => (self.months[usize::from(month.max(1)) - 1], " "),
            _ => self.seasons[usize::from(month.clamp(21, 41)) - 21],
        }
    }

    fn year(&self, year: &Year) -> String {
        match (year.kind, year.value()) {
            (YearKind::Standard { digits, .. }, None) => self.masked_year(digits),
            (_, Some(value)) if year.significant_digits.is_some() => self.rounded_year(year, value),
            (_, Some(value)) => self.number(value),
            (YearKind::Exponential { significand, exponent }, None) => {
                let number = format!("{} × 10^{exponent}", significand.unsigned_abs());
                if significand < 0 { fill(self.before_christ, &[&number]) } else { number }
            }
            (YearKind::Big { value }, None) => self.number(value),
        }
    }

    /// Prints a year that is all there. Astronomical years have a 0, which is 1 BC.
    fn number(&self, year: i64) -> String {
        match year {
            ..=0 => fill(self.before_christ, &[&grouped(year.unsigned_abs() + 1)]),
            1..=999 => fill(self.early_year, &[&year.to_string()]),
            _ => grouped(year.unsigned_abs()),
        }
    }

    /// Prints a year of which only some digits count, with the range that they leave.
    fn rounded_year(&self, year: &Year, value: i64) -> String {
        let about = fill(self.about, &[&self.number(value)]);
        let bounds = Edtf::Date(Date { year: *year, month: None, day: None }).bounds();
        match (bounds.earliest, bounds.latest) {
            (edtf_core::Bound::Date(first), edtf_core::Bound::Date(last)) if first.year < last.year => {
                let range = fill(self.between, &[&self.number(first.year), &self.number(last.year)]);
                format!("{about}{}{range}", self.comma)
            }
            _ => about,
        }
    }

    fn masked_year(&self, digits: [Option<u8>; 4]) -> String {
        let known = digits.iter().take_while(|digit| digit.is_some()).count();
        let [first, last] = [0, 9].map(|open| filled(digits, open));
        match known {
            _ if digits[known..].iter().any(Option::is_some) => fill(self.year_like, &[&pattern(digits)]),
            0 => self.unknown_year.into(),
            // "The 2000s" would as well be a century.
            3 if first % 100 != 0 => fill(self.decade, &[&self.number(first), &self.number(last)]),
            _ => fill(self.between, &[&self.number(first), &self.number(last)]),
        }
    }

    /// Puts a date with open digits in words, or shows it as written where words would only confuse.
    fn masked(&self, date: &Date) -> String {
        let year_known = !date.year.has_unspecified();
        let (month, day) = (date.month, date.day);
        match (month, month.and_then(DateField::value), day) {
            (_, Some(month), Some(day)) if is_open(day) => {
                fill(self.day_in, &[&self.dated(None, Some(month), &date.year)])
            }
            (_, Some(month), Some(day)) if day.has_unspecified() => self.some_day(day, month, &date.year),
            (None, ..) | (_, Some(_), _) => self.plain(date),
            (Some(month), None, None) if year_known => self.some_month(month, &date.year),
            (Some(month), None, Some(day)) if year_known && is_open(month) && is_open(day) => {
                fill(self.unknown_day, &[&self.year(&date.year)])
            }
            _ => fill(self.date_like, &[&date.to_string().replace(['~', '?', '%'], "")]),
        }
    }

    fn some_day(&self, day: DateField, month: u8, year: &Year) -> String {
        let length = match month {
            // Open years may be leap years.
            2 => year.value().map_or(29, |year| if is_leap(year) { 29 } else { 28 }),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let days = matching(day, length).into_iter().map(|day| day.to_string()).collect::<Vec<_>>();
        format!("{} {}", self.choice(&days, day), self.dated(None, Some(month), year))
    }

    fn some_month(&self, month: DateField, year: &Year) -> String {
        if is_open(month) {
            return fill(self.unknown_month, &[&self.year(year)]);
        }
        let names = matching(month, 12).into_iter().map(|month| self.month(month).0.to_owned());
        format!("{} {}", self.choice(&names.collect::<Vec<_>>(), month), self.year(year))
    }

    /// Says which of some values one may be; an open last digit leaves a row of them.
    fn choice(&self, values: &[String], field: DateField) -> String {
        match values {
            [first, .., last] if field.digits[1].is_none() && values.len() > 2 => {
                fill(self.between, &[first, last])
            }
            _ => self.either.join(values),
        }
    }
}

/// Intervals and sets.
impl Phrases {
    fn interval(&self, Interval { start, end }: &Interval) -> String {
        use IntervalEndpoint::{Date, Open, Unknown};
        match (start, end) {
            (Date(first), Date(last)) => self.span(first, last),
            (Open, end) => fill(self.until, &[&self.endpoint(end)]),
            (Unknown, end) => fill(self.start_unknown, &[&self.endpoint(end)]),
            (start, Open) => fill(self.ongoing, &[&self.endpoint(start)]),
            (start, Unknown) => fill(self.end_unknown, &[&self.endpoint(start)]),
            (start, end) => fill(self.wide_span, &[&self.endpoint(start), &self.endpoint(end)]),
        }
    }

    fn endpoint(&self, endpoint: &IntervalEndpoint) -> String {
        match endpoint {
            IntervalEndpoint::Date(date) => self.date(date),
            IntervalEndpoint::OnOrBefore(date) => fill(self.on_or_before, &[&self.date(date)]),
            IntervalEndpoint::OnOrAfter(date) => fill(self.on_or_after, &[&self.date(date)]),
            IntervalEndpoint::Open | IntervalEndpoint::Unknown => String::new(),
        }
    }

    fn span(&self, first: &Date, last: &Date) -> String {
        if first == last {
            return self.date(first);
        }
        let (heads, tail) = self.share(&[*first, *last]);
        let single = heads.iter().all(|head| !head.contains(' '));
        let phrase = if single { self.span } else { self.wide_span };
        fill(phrase, &[&heads[0], &heads[1]]) + &tail
    }

    fn set(&self, Set { kind, elements }: &Set) -> String {
        let list = if *kind == SetKind::OneMember { &self.either } else { &self.all };
        let dates = elements.iter().map_while(single).collect::<Vec<_>>();
        if dates.len() == elements.len() {
            let (heads, tail) = self.share(&dates);
            return list.join(&heads) + &tail;
        }
        list.join(&elements.iter().map(|element| self.element(element, *kind)).collect::<Vec<_>>())
    }

    fn element(&self, element: &SetElement, kind: SetKind) -> String {
        let one = kind == SetKind::OneMember;
        match element {
            SetElement::Date(date) => self.date(date),
            SetElement::OnOrBefore(date) => {
                fill(if one { self.on_or_before } else { self.all_until }, &[&self.date(date)])
            }
            SetElement::OnOrAfter(date) => {
                fill(if one { self.on_or_after } else { self.all_from }, &[&self.date(date)])
            }
            SetElement::Range(first, last) if one && first != last => {
                let (heads, tail) = self.share(&[*first, *last]);
                fill(self.between, &[&heads[0], &heads[1]]) + &tail
            }
            SetElement::Range(first, last) => self.span(first, last),
        }
    }

    /// Splits dates into what differs and the end that they share: "24", "25" and " March 2024".
    fn share(&self, dates: &[Date]) -> (Vec<String>, String) {
        let whole = || (dates.iter().map(|date| self.date(date)).collect(), String::new());
        let Some(first) = dates.first().filter(|_| dates.iter().all(can_share)) else {
            return whole();
        };
        let field = |field: Option<DateField>| field.and_then(DateField::value).unwrap_or_default();
        if dates.iter().any(|date| date.year != first.year) {
            return whole();
        }
        let year = self.year(&first.year);
        if dates.iter().all(|date| date.day.is_some() && date.month == first.month) {
            let heads = dates.iter().map(|date| field(date.day).to_string()).collect();
            return (heads, format!(" {} {year}", self.month(field(first.month)).0));
        }
        let head = |date: &Date| {
            let day = date.day.map_or_else(String::new, |_| format!("{} ", field(date.day)));
            format!("{day}{}", self.month(field(date.month)).0)
        };
        (dates.iter().map(head).collect(), format!(" {year}"))
    }
}

fn single(element: &SetElement) -> Option<Date> {
    if let SetElement::Date(date) = element { Some(*date) } else { None }
}

/// Tells whether a date ends in its year after a space, with nothing said about it that words would lose.
fn can_share(date: &Date) -> bool {
    let doubtful = date.is_approximate() || date.is_uncertain() || date.has_unspecified();
    let quarter = date.precision() == Precision::Season && date.month.and_then(DateField::value) > Some(32);
    date.month.is_some() && !doubtful && !quarter
}

fn is_open(field: DateField) -> bool {
    field.digits == [None, None]
}

fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// Lists the values from 1 that open digits may stand for.
fn matching(field: DateField, last: u8) -> Vec<u8> {
    let [tens, ones] = field.digits;
    (1..=last)
        .filter(|value| tens.is_none_or(|digit| digit == value / 10))
        .filter(|value| ones.is_none_or(|digit| digit == value % 10))
        .collect()
}

fn filled(digits: [Option<u8>; 4], open: u8) -> i64 {
    digits.iter().fold(0, |year, digit| year * 10 + i64::from(digit.unwrap_or(open)))
}

fn pattern(digits: [Option<u8>; 4]) -> String {
    digits.iter().map(|digit| digit.map_or('X', |digit| char::from(b'0' + digit))).collect()
}

/// Prints a number; one with more than four digits gets commas.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Prints a time of day the same way in every language: `21:30 (UTC+3)`.
fn clock(time: &Time) -> String {
    let seconds = if time.second == 0 { String::new() } else { format!(":{:02}", time.second) };
    let shift = time.shift.map_or_else(String::new, |shift| format!(" ({})", zone(shift)));
    format!("{:02}:{:02}{seconds}{shift}", time.hour, time.minute)
}

fn zone(shift: TimeShift) -> String {
    let TimeShift::Offset { minutes, .. } = shift else { return "UTC".into() };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let sign = if minutes < 0 { '−' } else { '+' };
    match (hours, rest) {
        (0, 0) => "UTC".into(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{rest:02}"),
    }
}
