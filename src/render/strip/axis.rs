//! The axis of a list: from its first day to its last, with long empty times left out.

use std::fmt::Write;

use super::{Sign, Signs, percent};
use crate::render::chart::scale;
use crate::value::Date;
use crate::value::date::{Day, End, Extent, Item, Language};

/// Days to places across.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    segments: Vec<Segment>,
    /// Time runs from the right to the left.
    pub(super) mirrored: bool,
}

/// Days without a break, and their places in percent.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Segment {
    first: f64,
    last: f64,
    from: f64,
    to: f64,
}

/// What an axis looks like, as what stands in an SVG.
#[derive(Debug, Default)]
pub struct Drawing {
    pub words: String,
    /// The lines that go down through all rows.
    pub lines: String,
    /// The words take two lines.
    pub deep: bool,
}

/// Fewer dates make no picture.
const FEWEST: usize = 3;
/// What is known no better than this does not stretch an axis.
const COARSE: i64 = 3_660;
/// An empty time is left out when it is so many times as long as all else, and what is left has some length.
const TOO_LONG: f64 = 3.0;
const LEAST: f64 = 4.0;
/// Percent of the width for what is left out, and the least for what stands between two breaks.
const GAP: f64 = 7.0;
const NARROWEST: f64 = 12.0;
/// Room beside the first and last day, and beyond a day after which something goes on, as parts of the length.
const ROOM: f64 = 0.02;
const BEYOND: f64 = 0.1;

/// Width of the column at its narrowest and of a letter, in pixels; percent between words, and that they may stand out beyond the edge.
const WIDTH: f64 = 190.0;
const LETTER: f64 = 5.9;
const BETWEEN: f64 = 1.5;
const BESIDE: f64 = 6.0;

impl Axis {
    /// The axis of one year.
    pub fn of_year(year: i64, mirrored: bool) -> Axis {
        let begins = |year| Day::from_ymd(year, 1, 1).0 as f64;
        let segment = Segment { first: begins(year), last: begins(year + 1), from: 0.0, to: 100.0 };
        Axis { segments: vec![segment], mirrored }
    }

    /// The axis that shows all of some dates; none where they are too few or all the same.
    pub fn around<'d>(dates: impl Iterator<Item = &'d Date>, mirrored: bool) -> Option<Axis> {
        let extents: Vec<Extent> = dates.filter_map(Date::extent).collect();
        let all = extents.iter().filter_map(Extent::days).map(|(first, last)| (first.0, last.0));
        let all: Vec<(i64, i64)> = all.collect();
        let firm = |days: &&(i64, i64)| days.1.saturating_sub(days.0) <= COARSE;
        let mut taken: Vec<(i64, i64)> = all.iter().filter(firm).copied().collect();
        if taken.len() < FEWEST {
            taken = all;
        }
        taken.sort_unstable();
        let (first, last) = (taken.first()?.0, taken.iter().map(|days| days.1).max()?);
        if extents.len() < FEWEST || first == last {
            return None;
        }
        let mut axis = Axis { segments: segments(&taken, last), mirrored };
        axis.give_room(&extents);
        axis.place();
        Some(axis)
    }

    fn length(&self) -> f64 {
        self.segments.iter().map(|segment| segment.last - segment.first).sum()
    }

    fn give_room(&mut self, extents: &[Extent]) {
        let length = self.length();
        let room = |goes_on| if goes_on { length * BEYOND } else { length * ROOM };
        let last = self.segments.len() - 1;
        for (i, segment) in self.segments.iter_mut().enumerate() {
            segment.first -= room(i == 0 && extents.iter().any(goes_back));
            segment.last += room(i == last && extents.iter().any(goes_on));
        }
    }

    /// Gives each segment its places.
    fn place(&mut self) {
        let length = self.length();
        let gaps = (self.segments.len() - 1) as f64 * GAP;
        let weight =
            |segment: &Segment| (segment.last - segment.first).max(length * NARROWEST / 100.0) / length;
        let whole: f64 = self.segments.iter().map(weight).sum();
        let mut at = 0.0;
        for segment in &mut self.segments {
            let width = weight(segment) / whole * (100.0 - gaps);
            (segment.from, segment.to) = (at, at + width);
            at += width + GAP;
        }
    }

    /// The place of the beginning of a day, in percent from where time begins; days off the axis are at its edges.
    pub(super) fn x(&self, day: f64) -> f64 {
        let mut before = 0.0;
        for segment in &self.segments {
            if day < segment.first {
                return if before == 0.0 { 0.0 } else { f64::midpoint(before, segment.from) };
            }
            if day <= segment.last {
                let part = (day - segment.first) / (segment.last - segment.first);
                return segment.from + part * (segment.to - segment.from);
            }
            before = segment.to;
        }
        100.0
    }

    /// Tells whether a day lies before or after all of the axis.
    pub(super) fn is_before(&self, day: f64) -> bool {
        self.segments.first().is_some_and(|segment| day < segment.first)
    }

    pub(super) fn is_after(&self, day: f64) -> bool {
        self.segments.last().is_some_and(|segment| day > segment.last)
    }

    /// Where it is, seen from the left.
    pub(super) fn seen(&self, x: f64) -> f64 {
        if self.mirrored { 100.0 - x } else { x }
    }

    /// Whether time is left out.
    pub fn mark_gaps(&self, signs: &mut Signs) {
        if self.segments.len() > 1 {
            signs.add(Sign::Gap);
        }
    }

    /// Draws the axis itself. The words of a year need no second line: it stands above.
    pub fn draw(&self, language: Language, is_year: bool) -> Drawing {
        let (mut words, mut lines, mut deep) = (String::new(), String::new(), false);
        // The end of the last words: across, and on the line below.
        let (mut end, mut under_end) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for (i, segment) in self.segments.iter().enumerate() {
            if let Some(before) = i.checked_sub(1).map(|i| self.segments[i]) {
                let left = self.seen(before.to).min(self.seen(segment.from));
                self.gap(left, &mut words, &mut lines);
                end = end.max(segment.from - 3.0);
            }
            for tick in scale::times(segment.first.ceil() as i64, segment.last.ceil() as i64 - 1, language) {
                let x = self.x(tick.at);
                if x < segment.from || x > segment.to {
                    continue;
                }
                self.line(x, &mut lines);
                self.word(x, &tick.label, 11, &mut end, &mut words);
                if !is_year && !tick.under.is_empty() {
                    deep = true;
                    self.word(x, &tick.under, 24, &mut under_end, &mut words);
                }
            }
        }
        Drawing { words, lines, deep }
    }

    fn line(&self, x: f64, lines: &mut String) {
        let at = self.seen(x);
        lines.push_str("<line x1=\"");
        percent(lines, at);
        lines.push_str("\" x2=\"");
        percent(lines, at);
        lines.push_str("\" y2=\"100%\"/>");
    }

    /// Writes words beside the line at a place, if they have room after the last ones.
    fn word(&self, x: f64, words: &str, y: u8, end: &mut f64, out: &mut String) {
        let width = words.chars().count() as f64 * LETTER / WIDTH * 100.0;
        if words.is_empty() || x < *end || x + width > 100.0 + BESIDE {
            return;
        }
        *end = x + width + BETWEEN;
        let (dx, anchor) = if self.mirrored { ("-3", "end") } else { ("3", "start") };
        out.push_str("<text class=\"l\" x=\"");
        percent(out, self.seen(x));
        let _ = write!(out, "\" dx=\"{dx}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>");
    }

    /// Shows that time is left out.
    fn gap(&self, left: f64, words: &mut String, lines: &mut String) {
        lines.push_str("<rect class=\"gap\" x=\"");
        percent(lines, left);
        lines.push_str("\" width=\"");
        percent(lines, GAP);
        lines.push_str("\" height=\"100%\"/>");
        words.push_str("<svg x=\"");
        percent(words, left + GAP / 2.0);
        words.push_str("\" y=\"7\" overflow=\"visible\"><path class=\"s\" d=\"M-5 4L-1-4M1 4L5-4\"/></svg>");
    }
}

/// Cuts the days that are taken where an empty time is far longer than all else.
fn segments(taken: &[(i64, i64)], last: i64) -> Vec<Segment> {
    let mut empty: Vec<(f64, f64)> = Vec::new();
    let (first, mut end) = (taken[0].0 as f64, taken[0].1 as f64 + 1.0);
    for (from, to) in taken.iter().map(|days| (days.0 as f64, days.1 as f64 + 1.0)) {
        if from > end {
            empty.push((end, from));
        }
        end = end.max(to);
    }
    empty.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
    let mut rest = last as f64 + 1.0 - first;
    let mut cuts = Vec::new();
    for (from, to) in empty {
        let left = rest - (to - from);
        if left < LEAST || to - from < TOO_LONG * left {
            break;
        }
        rest = left;
        cuts.push((from, to));
    }
    cuts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let starts = std::iter::once(first).chain(cuts.iter().map(|cut| cut.1));
    let ends = cuts.iter().map(|cut| cut.0).chain(std::iter::once(last as f64 + 1.0));
    starts.zip(ends).map(|(first, last)| Segment { first, last, from: 0.0, to: 0.0 }).collect()
}

fn goes_back(extent: &Extent) -> bool {
    match extent {
        Extent::Period(start, _) => !matches!(start, End::Known(_)),
        Extent::OneOf(items) | Extent::AllOf(items) => items.iter().any(|i| matches!(i, Item::Until(_))),
        Extent::One(_) => false,
    }
}

fn goes_on(extent: &Extent) -> bool {
    match extent {
        Extent::Period(_, end) => !matches!(end, End::Known(_)),
        Extent::OneOf(items) | Extent::AllOf(items) => items.iter().any(|i| matches!(i, Item::From(_))),
        Extent::One(_) => false,
    }
}
