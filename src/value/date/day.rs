//! Days as plain numbers, and the two sides of an uncertain date.

use std::fmt;

/// A day, as the number of days since 1970-01-01 in the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

/// One side of a date: how early it may begin, or how late it may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// There is a limit, but nobody has said which.
    Unknown,
    /// There is no limit: written `..`.
    Open,
    Day(Day),
}

impl Bound {
    /// Gives the day, where there is one.
    pub fn day(self) -> Option<Day> {
        match self {
            Bound::Day(day) => Some(day),
            Bound::Unknown | Bound::Open => None,
        }
    }
}

/// The days of 400 Gregorian years, after which the calendar repeats.
const ERA: i128 = 146_097;

impl Day {
    /// Makes a day from an astronomical year (0 is 1 BC), a month from 1 and a day from 1. A year too far
    /// away to be counted in days gives the first or the last day there is.
    pub fn from_ymd(year: i64, month: u8, day: u8) -> Self {
        let days = days_from_ymd(year, month, day);
        Day(days.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
    }

    /// Makes a day like `from_ymd`, unless it is too far away.
    pub(super) fn checked(year: i64, month: u8, day: u8) -> Option<Self> {
        i64::try_from(days_from_ymd(year, month, day)).ok().map(Day)
    }

    /// Gives astronomical year, month and day of the month.
    pub fn ymd(self) -> (i64, u8, u8) {
        // Counted from 0000-03-01, so that a leap day is the last day of its year.
        let shifted = i128::from(self.0) + 719_468;
        let era = shifted.div_euclid(ERA);
        let in_era = shifted.rem_euclid(ERA);
        let year_of_era = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * in_year + 2) / 153;
        let day = in_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + i128::from(month <= 2);
        (year as i64, month as u8, day as u8)
    }
}

fn days_from_ymd(year: i64, month: u8, day: u8) -> i128 {
    let (month, day) = (i128::from(month), i128::from(day));
    let year = i128::from(year) - i128::from(month <= 2);
    let year_of_era = year.rem_euclid(400);
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let in_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + in_year;
    year.div_euclid(400) * ERA + in_era - 719_468
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        let sign = if year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn known_days() {
        for (number, text) in [
            (0, "1970-01-01"),
            (19_806, "2024-03-24"),
            (-719_528, "0000-01-01"),
            (-719_529, "-0001-12-31"),
            (11_016, "2000-02-29"),
        ] {
            assert_eq!(Day(number).to_string(), text);
            let (year, month, day) = Day(number).ymd();
            assert_eq!(Day::from_ymd(year, month, day), Day(number));
        }
    }

    #[test]
    fn far_days_neither_panic_nor_wrap() {
        assert_eq!(Day::from_ymd(i64::MAX, 12, 31), Day(i64::MAX));
        assert_eq!(Day::from_ymd(i64::MIN, 1, 1), Day(i64::MIN));
        assert_eq!(Day::checked(i64::MAX, 1, 1), None);
        for number in [i64::MIN, -1, 0, 1, i64::MAX] {
            let (year, month, day) = Day(number).ymd();
            assert_eq!(Day::checked(year, month, day), Some(Day(number)));
        }
    }
}
