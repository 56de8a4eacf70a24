//! Ticks: round numbers, and the beginnings of days, months and years.

use crate::render::words::Words;
use crate::value::Date;
use crate::value::date::{Day, Language};

/// A place on an axis with its words.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Tick {
    pub at: f64,
    pub label: String,
    /// The month and year of a day, or the year of a month, where it is the first or another than before.
    pub under: String,
}

/// Round steps from 0 that reach over all values; about four of them.
pub(super) fn values(low: f64, high: f64, whole: bool, words: &Words) -> Vec<Tick> {
    let (low, high) = (low.min(0.0), high.max(0.0));
    let rough = (high / 4.0 - low / 4.0).max(f64::MIN_POSITIVE);
    let mut power = rough.log10().floor();
    let base = rough / 10_f64.powf(power);
    // Such that the step is no smaller than the rough one.
    let mut factor = [1.0, 2.0, 5.0].into_iter().find(|f| base <= f * (1.0 + 1e-9)).unwrap_or_else(|| {
        power += 1.0;
        1.0
    });
    if whole && power < 0.0 || high - low <= 0.0 {
        (power, factor) = (0.0, 1.0);
    }
    let step = factor * 10_f64.powf(power);
    let decimals = (-power).clamp(0.0, 12.0) as usize;
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil().max(first + 1.0);
    let count = (last - first).clamp(1.0, 12.0) as usize;
    let at = |i: usize| (first + i as f64) * step;
    (0..=count)
        .map(|i| Tick { at: at(i), label: label(words, at(i), decimals), under: String::new() })
        .collect()
}

fn label(words: &Words, value: f64, decimals: usize) -> String {
    if value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    words.number(format!("{value:.decimals$}").parse().unwrap_or(value))
}

/// The steps that ticks of days may have, and the most ticks there may be.
const DAYS: ([i64; 7], usize) = ([1, 2, 4, 7, 10, 14, 21], 4);
const MONTHS: ([i64; 4], usize) = ([1, 2, 3, 6], 5);
const MOST_YEARS: usize = 6;

/// The beginnings of days, months or years between two days, as many as have room for their words.
pub(in crate::render) fn times(first: i64, last: i64, language: Language) -> Vec<Tick> {
    days(first, last, language)
        .or_else(|| months(first, last, language))
        .unwrap_or_else(|| years(first, last, language))
}

fn days(first: i64, last: i64, language: Language) -> Option<Vec<Tick>> {
    let length = i128::from(last) - i128::from(first);
    let (steps, most) = DAYS;
    let step = steps.into_iter().find(|step| length / i128::from(*step) < most as i128)?;
    let mut before = None;
    let ticks = (0..most as i64).map(|i| first + i * step).filter(|day| *day <= last);
    let ticks = ticks.map(|day| {
        let (year, month, of_month) = Day(day).ymd();
        let under =
            if before == Some((year, month)) { String::new() } else { month_words(year, month, language) };
        before = Some((year, month));
        Tick { at: day as f64 + 0.5, label: of_month.to_string(), under }
    });
    Some(ticks.collect())
}

fn months(first: i64, last: i64, language: Language) -> Option<Vec<Tick>> {
    let month_of = |day: i64| {
        let (year, month, _) = Day(day).ymd();
        i128::from(year) * 12 + i128::from(month) - 1
    };
    // A month that began before the first day has no tick.
    let begins =
        |month: i128| Day::from_ymd(month.div_euclid(12) as i64, month.rem_euclid(12) as u8 + 1, 1).0;
    let from = month_of(first) + i128::from(begins(month_of(first)) < first);
    let to = month_of(last);
    let (steps, most) = MONTHS;
    let up = |step: i64| -(-from).div_euclid(i128::from(step)) * i128::from(step);
    let count = |step: i64| (to - up(step)).div_euclid(i128::from(step)) + 1;
    let step = steps.into_iter().find(|step| count(*step) <= most as i128)?;
    let mut before = None;
    let ticks = (0..count(step).max(0)).map(|i| up(step) + i * i128::from(step));
    let ticks = ticks.map(|month| {
        let year = month.div_euclid(12) as i64;
        let under = if before == Some(year) { String::new() } else { year_words(year, language) };
        before = Some(year);
        let name = language.months()[month.rem_euclid(12) as usize].to_owned();
        Tick { at: begins(month) as f64, label: name, under }
    });
    Some(ticks.collect())
}

fn years(first: i64, last: i64, language: Language) -> Vec<Tick> {
    let begins = |year: i128| Day::from_ymd(year.clamp(i64::MIN.into(), i64::MAX.into()) as i64, 1, 1).0;
    let year_of = |day: i64| i128::from(Day(day).ymd().0);
    let from = year_of(first) + i128::from(begins(year_of(first)) < first);
    let to = year_of(last);
    let mut step: i128 = 1;
    let up = |step: i128| -(-from).div_euclid(step) * step;
    let count = |step: i128| (to - up(step)).div_euclid(step) + 1;
    let mut factors = [2, 5, 10].into_iter().cycle();
    let mut power: i128 = 1;
    while count(step) > MOST_YEARS as i128 {
        let factor = factors.next().unwrap_or(10);
        step = factor * power;
        if factor == 10 {
            power *= 10;
        }
    }
    let ticks = (0..count(step).max(0)).map(|i| up(step) + i * step);
    ticks
        .map(|year| {
            let label = year_words(year as i64, language);
            Tick { at: begins(year) as f64, label, under: String::new() }
        })
        .collect()
}

fn year_words(year: i64, language: Language) -> String {
    let edtf = match year {
        0..=9999 => format!("{year:04}"),
        -9999..0 => format!("-{:04}", year.unsigned_abs()),
        _ => format!("Y{year}"),
    };
    Date::parse(&edtf).map_or_else(|_| year.to_string(), |date| date.words(language))
}

fn month_words(year: i64, month: u8, language: Language) -> String {
    format!("{} {}", language.months()[usize::from(month) - 1], year_words(year, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_ticks_are_round() {
        for (low, high, whole, wanted) in [
            (12.0, 87.0, true, "0 50 100"),
            (0.0, 165.0, true, "0 50 100 150 200"),
            (4.0, 10_000.0, true, "0 5,000 10,000"),
            (0.3, 28.0, false, "0 10 20 30"),
            (0.1, 0.3, false, "0 0.1 0.2 0.3"),
            (1.0, 3.0, true, "0 1 2 3"),
            (0.0, 0.0, true, "0 1"),
            (-30.0, 40.0, true, "−40 −20 0 20 40"),
            (3_200_000.0, 4_350_150.0, true, "0 2,000,000 4,000,000 6,000,000"),
        ] {
            let ticks = values(low, high, whole, &crate::render::words::english());
            let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
            assert_eq!(labels.join(" "), wanted, "{low} to {high}");
            assert!(ticks[0].at <= low && ticks[ticks.len() - 1].at >= high, "{ticks:?}");
        }
    }

    #[test]
    fn extreme_values_still_have_ticks() {
        for (low, high) in
            [(0.0, f64::MAX), (-f64::MAX, f64::MAX), (0.0, f64::MIN_POSITIVE), (1e-300, 1e-299)]
        {
            let ticks = values(low, high, false, &crate::render::words::english());
            assert!((2..=13).contains(&ticks.len()), "{low} to {high}: {}", ticks.len());
            assert!(ticks.iter().all(|tick| !tick.label.contains("NaN")), "{ticks:?}");
        }
    }

    fn shown(first: &str, last: &str) -> String {
        let day = |text: &str| Date::parse(text).unwrap().earliest().day().unwrap().0;
        let ticks = times(day(first), day(last), Language::English);
        let words = ticks.into_iter().map(|t| [t.label, t.under].join(" ").trim().to_owned());
        words.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn time_ticks_fit_their_length() {
        for (first, last, wanted) in [
            ("2024-02-28", "2024-03-01", "28 February 2024 | 29 | 1 March 2024"),
            ("2024-01-03", "2024-01-20", "3 January 2024 | 10 | 17"),
            ("2023-10-23", "2024-02-20", "November 2023 | December | January 2024 | February"),
            ("2023-10-01", "2024-06-20", "November 2023 | January 2024 | March | May"),
            ("2017-10-01", "2020-10-31", "2018 | 2019 | 2020"),
            ("2014-01-01", "2025-12-31", "2014 | 2016 | 2018 | 2020 | 2022 | 2024"),
            ("1500-01-01", "2025-01-01", "1500 | 1600 | 1700 | 1800 | 1900 | 2000"),
            // As there is no year 0, round years before Christ are one off.
            ("-0044-03-15", "0014-08-19", "41 BC | 31 BC | 21 BC | 11 BC | 1 BC | AD 10"),
        ] {
            assert_eq!(shown(first, last), wanted, "{first} to {last}");
        }
    }

    #[test]
    fn no_span_of_days_is_without_ticks_or_full_of_them() {
        for length in 0..3000 {
            for first in [19_000, 19_006, 19_077, 19_151] {
                let n = times(first, first + length, Language::English).len();
                assert!((1..=6).contains(&n), "{length} days from {first}: {n} ticks");
                assert!(length < 2 || n >= 2, "{length} days from {first}: {n} ticks");
            }
        }
        assert!(times(i64::MIN, i64::MAX, Language::English).len() <= 6);
    }
}
