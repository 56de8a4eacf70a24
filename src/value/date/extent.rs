//! What a date covers: for drawings, which show what is not known as not known.

use edtf_core::{Edtf, IntervalEndpoint, SetElement, SetKind};

use super::{Bound, Date, Day, side};

/// The shape of a date in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    /// One day, of which the year or month may be all that is known.
    One(Reach),
    /// All days from the one end to the other.
    Period(End, End),
    /// One of several, or all of several.
    OneOf(Vec<Item>),
    AllOf(Vec<Item>),
}

/// The days of which a day is one; both are the same for a day that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    pub first: Day,
    pub last: Day,
    pub approximate: bool,
    pub uncertain: bool,
}

/// Where a period begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Known(Reach),
    /// That day, or further out.
    Beyond(Reach),
    Open,
    Unknown,
}

/// A member of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    One(Reach),
    /// That or any earlier one.
    Until(Reach),
    /// That or any later one.
    From(Reach),
    Range(Day, Day),
}

impl Reach {
    fn of(date: &edtf_core::Date) -> Option<Reach> {
        let bounds = Edtf::Date(*date).bounds();
        let (Bound::Day(first), Bound::Day(last)) = (side(bounds.earliest), side(bounds.latest)) else {
            return None;
        };
        Some(Reach { first, last, approximate: date.is_approximate(), uncertain: date.is_uncertain() })
    }
}

impl End {
    fn of(end: &IntervalEndpoint) -> Option<End> {
        Some(match end {
            IntervalEndpoint::Date(date) => End::Known(Reach::of(date)?),
            IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
                End::Beyond(Reach::of(date)?)
            }
            IntervalEndpoint::Open => End::Open,
            IntervalEndpoint::Unknown => End::Unknown,
        })
    }

    /// The day or days that it is known by.
    pub fn reach(self) -> Option<Reach> {
        match self {
            End::Known(reach) | End::Beyond(reach) => Some(reach),
            End::Open | End::Unknown => None,
        }
    }
}

impl Item {
    fn of(element: &SetElement) -> Option<Item> {
        Some(match element {
            SetElement::Date(date) => Item::One(Reach::of(date)?),
            SetElement::OnOrBefore(date) => Item::Until(Reach::of(date)?),
            SetElement::OnOrAfter(date) => Item::From(Reach::of(date)?),
            SetElement::Range(a, b) => Item::Range(Reach::of(a)?.first, Reach::of(b)?.last),
        })
    }

    /// The first and the last day that are named.
    fn days(self) -> (Day, Day) {
        match self {
            Item::One(reach) | Item::Until(reach) | Item::From(reach) => (reach.first, reach.last),
            Item::Range(first, last) => (first, last),
        }
    }
}

impl Extent {
    /// The first and the last day that are named, if there is one: where it goes on, no day is.
    pub fn days(&self) -> Option<(Day, Day)> {
        match self {
            Extent::One(reach) => Some((reach.first, reach.last)),
            Extent::Period(start, end) => {
                let known = start.reach().into_iter().chain(end.reach());
                let first = known.clone().map(|reach| reach.first).min()?;
                Some((first, known.map(|reach| reach.last).max()?))
            }
            Extent::OneOf(items) | Extent::AllOf(items) => {
                let first = items.iter().map(|item| item.days().0).min()?;
                Some((first, items.iter().map(|item| item.days().1).max()?))
            }
        }
    }
}

impl Date {
    /// Gives what it covers; nothing where no day of it can be told, as in a year beyond all counting.
    pub fn extent(&self) -> Option<Extent> {
        let extent = match &self.value {
            Edtf::Date(date) => Extent::One(Reach::of(date)?),
            Edtf::DateTime(moment) => Extent::One(Reach::of(&moment.date)?),
            Edtf::Interval(interval) => Extent::Period(End::of(&interval.start)?, End::of(&interval.end)?),
            Edtf::Set(set) => {
                let items = set.elements.iter().map(Item::of).collect::<Option<_>>()?;
                match set.kind {
                    SetKind::OneMember => Extent::OneOf(items),
                    SetKind::AllMembers => Extent::AllOf(items),
                }
            }
        };
        extent.days().is_some().then_some(extent)
    }

    /// Gives the month that it lies in or begins in, as year and month, where that is known.
    pub fn month(&self) -> Option<(i64, u8)> {
        let (first, last) = match self.extent()? {
            Extent::One(Reach { first, last, .. }) => (first, last),
            Extent::Period(start, _) => start.reach().map(|reach| (reach.first, reach.last))?,
            extent @ Extent::OneOf(_) => extent.days()?,
            Extent::AllOf(items) => items.first()?.days(),
        };
        let (year, month, _) = first.ymd();
        let (last_year, last_month, _) = last.ymd();
        ((year, month) == (last_year, last_month)).then_some((year, month))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(text: &str) -> Option<Extent> {
        Date::parse(text).unwrap().extent()
    }

    fn reach(first: &str, last: &str) -> Reach {
        let day = |text: &str| Date::parse(text).unwrap().earliest().day().unwrap();
        Reach { first: day(first), last: day(last), approximate: false, uncertain: false }
    }

    #[test]
    fn every_kind_of_date_has_its_shape() {
        let day = reach("2024-03-24", "2024-03-24");
        let year = reach("2017-01-01", "2017-12-31");
        for (text, wanted) in [
            ("2024-03-24", Extent::One(day)),
            ("2024-03-24T21:30:00Z", Extent::One(day)),
            ("2024-03-24?", Extent::One(Reach { uncertain: true, ..day })),
            ("2024-03-24~", Extent::One(Reach { approximate: true, ..day })),
            ("2024-03-24%", Extent::One(Reach { approximate: true, uncertain: true, ..day })),
            ("2018-08", Extent::One(reach("2018-08-01", "2018-08-31"))),
            ("2024-21", Extent::One(reach("2024-03-01", "2024-05-31"))),
            ("201X", Extent::One(reach("2010-01-01", "2019-12-31"))),
            ("2017/..", Extent::Period(End::Known(year), End::Open)),
            ("2017/", Extent::Period(End::Known(year), End::Unknown)),
            ("../2017", Extent::Period(End::Open, End::Known(year))),
            ("/2017", Extent::Period(End::Unknown, End::Known(year))),
            ("[2017,2024-03-24]", Extent::OneOf(vec![Item::One(year), Item::One(day)])),
            ("{2017,2024-03-24}", Extent::AllOf(vec![Item::One(year), Item::One(day)])),
            ("[..2017]", Extent::OneOf(vec![Item::Until(year)])),
            ("[2017..]", Extent::OneOf(vec![Item::From(year)])),
            (
                "[2024-03-24..2024-03-26]",
                Extent::OneOf(vec![Item::Range(day.first, reach("2024-03-26", "2024-03-26").first)]),
            ),
        ] {
            assert_eq!(extent(text), Some(wanted), "{text}");
        }
        assert!(extent("Y-50000").is_some());
        assert_eq!(extent("Y9E18"), None, "no day can be told");
    }

    #[test]
    fn a_month_is_told_only_where_it_is_known() {
        for (text, wanted) in [
            ("2024-03-24", Some((2024, 3))),
            ("2024-03~", Some((2024, 3))),
            ("2023-11-23/2024-02", Some((2023, 11))),
            ("[2024-03-24,2024-03-25]", Some((2024, 3))),
            ("[2024-03-31,2024-04-01]", None),
            ("2024", None),
            ("2024/2025-02", None),
            ("../2024-02-07", None),
            ("2024-21", None),
        ] {
            assert_eq!(Date::parse(text).unwrap().month(), wanted, "{text}");
        }
    }
}
