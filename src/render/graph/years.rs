//! The years in which a relation holds, and those in which it may hold.

use crate::value::Date;
use crate::value::date::{Bound, Precision};

/// First and last year; an end that is not there has none.
pub type Span = (Option<i64>, Option<i64>);

/// When a relation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    /// For sure.
    pub sure: Option<Span>,
    /// Perhaps, the sure years included.
    pub perhaps: Option<Span>,
}

impl Years {
    /// Reads the years off a date. What has no date may hold at any time, or, if it is of a type that has no time of its own, does.
    pub fn new(when: Option<&Date>, is_timeless: bool) -> Years {
        let Some(when) = when else {
            let always = Some((None, None));
            return if is_timeless {
                Years { sure: always, perhaps: always }
            } else {
                Years { sure: None, perhaps: always }
            };
        };
        let (first, last) = (when.first_year(), when.last_year());
        let perhaps = Some((first, last));
        let doubtful = when.is_approximate() || when.is_uncertain();
        let sure = match when.precision() {
            _ if doubtful => None,
            Precision::Interval => match (when.earliest(), when.latest()) {
                // Where an end is not known, the other end is all that is.
                (Bound::Unknown, Bound::Unknown) => None,
                (Bound::Unknown, _) => last.map(|year| (Some(year), Some(year))),
                (_, Bound::Unknown) => first.map(|year| (Some(year), Some(year))),
                _ => perhaps,
            },
            Precision::Set => None,
            _ => perhaps.filter(|(first, last)| first == last),
        };
        Years { sure, perhaps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(date: &str) -> (Option<Span>, Option<Span>) {
        let years = Years::new(Some(&Date::parse(date).unwrap()), false);
        (years.sure, years.perhaps)
    }

    #[test]
    fn known_years_are_sure() {
        let one = Some((Some(2014), Some(2014)));
        assert_eq!(years("2014"), (one, one));
        assert_eq!(years("2014-03-05"), (one, one));
        let span = Some((Some(2014), Some(2017)));
        assert_eq!(years("2014/2017-12"), (span, span));
        let on = Some((Some(2014), None));
        assert_eq!(years("2014/.."), (on, on));
    }

    #[test]
    fn what_is_not_known_holds_perhaps() {
        let one = Some((Some(2014), Some(2014)));
        assert_eq!(years("2014/"), (one, Some((Some(2014), None))));
        assert_eq!(years("/2014"), (one, Some((None, Some(2014)))));
        assert_eq!(years("2014?"), (None, one));
        assert_eq!(years("201X"), (None, Some((Some(2010), Some(2019)))));
        assert_eq!(years("[2014,2016]"), (None, Some((Some(2014), Some(2016)))));
        assert_eq!(years("2014~/2016").0, None);
    }

    #[test]
    fn what_has_no_date_holds_at_any_time() {
        let always = Some((None, None));
        assert_eq!(Years::new(None, true), Years { sure: always, perhaps: always });
        assert_eq!(Years::new(None, false), Years { sure: None, perhaps: always });
    }
}
