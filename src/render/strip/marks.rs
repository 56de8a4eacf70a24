//! One date as the marks of its row.

use super::{Axis, Shape, Sign, Signs, percent};
use crate::value::Date;
use crate::value::date::{End, Extent, Item, Reach};

/// Percent of the width under which a time is a point, and what a short period is drawn as wide as.
const POINT: f64 = 3.0;
/// Percent of the width that the head of an arrow takes at an edge.
const HEAD: f64 = 4.0;

/// Adds the SVG of a date on an axis, and the signs that it takes.
pub fn draw(axis: &Axis, date: &Date, signs: &mut Signs, out: &mut String) {
    let Some(extent) = date.extent() else { return };
    out.push_str("<svg class=\"t\" aria-hidden=\"true\"><use href=\"#_g\"/>");
    let mut pen = Pen { axis, signs, out };
    match &extent {
        Extent::One(reach) => pen.one(*reach),
        Extent::Period(start, end) => pen.period(*start, *end),
        Extent::OneOf(items) => pen.one_of(items, &extent),
        Extent::AllOf(items) => items.iter().take(MOST).for_each(|item| pen.member(*item)),
    }
    out.push_str("</svg>");
}

/// Members of a set that are drawn.
const MOST: usize = 24;

struct Pen<'p> {
    axis: &'p Axis,
    signs: &'p mut Signs,
    out: &'p mut String,
}

impl Pen<'_> {
    /// Where the days of a reach begin and end.
    fn sides(&self, reach: Reach) -> (f64, f64) {
        (self.axis.x(reach.first.0 as f64), self.axis.x(reach.last.0 as f64 + 1.0))
    }

    /// One day: a dot where it is known, a hollow one where it is not quite, a band where it is not.
    fn one(&mut self, reach: Reach) {
        let (from, to) = self.sides(reach);
        let is_known = reach.first == reach.last && !reach.approximate;
        let (before, after) = if to - from < POINT || reach.first == reach.last {
            let middle = f64::midpoint(from, to);
            (middle, middle)
        } else {
            (from, to)
        };
        let class = match (reach.uncertain, before < after, is_known) {
            (true, false, _) => "q",
            (true, true, _) => "w q",
            (false, true, _) => "w",
            (false, false, true) => "",
            (false, false, false) => "o",
        };
        if reach.approximate {
            self.shape(Shape::FadeBefore, before, Sign::About);
            self.shape(Shape::FadeAfter, after, Sign::About);
        }
        if before < after {
            self.bar(before, after, class);
            self.signs.add(Sign::Band);
        } else {
            self.dot(before, class);
            self.signs.add(if is_known { Sign::Day } else { Sign::Coarse });
        }
        if reach.uncertain {
            self.signs.add(Sign::Unsure);
        }
    }

    /// All days between two ends: full where they are sure, pale where the one end or the other may lie.
    fn period(&mut self, start: End, end: End) {
        self.signs.add(Sign::Period);
        let mut from = start.reach().map_or(HEAD, |reach| self.axis.x(reach.first.0 as f64));
        let mut to = end.reach().map_or(100.0 - HEAD, |reach| self.axis.x(reach.last.0 as f64 + 1.0));
        let (cut_before, cut_after) = (
            start.reach().is_some_and(|reach| self.axis.is_before(reach.first.0 as f64)),
            end.reach().is_some_and(|reach| self.axis.is_after(reach.last.0 as f64)),
        );
        if cut_before {
            from = HEAD;
        }
        if cut_after {
            to = 100.0 - HEAD;
        }
        let unknown = (start == End::Unknown, end == End::Unknown);
        let stub = POINT * 2.0;
        match unknown {
            (true, _) => from = (to - stub).max(0.0),
            (_, true) => to = (from + stub).min(100.0),
            _ => {}
        }
        if to - from < POINT {
            let middle = f64::midpoint(from, to).clamp(POINT / 2.0, 100.0 - POINT / 2.0);
            (from, to) = (middle - POINT / 2.0, middle + POINT / 2.0);
        }
        let (mut full_from, mut full_to) = (from, to);
        if let Some(reach) = start.reach() {
            full_from = self.end(reach, (from, to), true);
        }
        if let Some(reach) = end.reach() {
            full_to = self.end(reach, (from, to), false);
        }
        if full_from < full_to {
            self.bar(full_from, full_to, "");
        }
        match start {
            End::Unknown => self.shape(Shape::UnknownBefore, from, Sign::Unknown),
            End::Known(_) if !cut_before => {}
            _ => self.shape(Shape::ArrowBefore, from, Sign::On),
        }
        match end {
            End::Unknown => self.shape(Shape::UnknownAfter, to, Sign::Unknown),
            End::Known(_) if !cut_after => {}
            _ => self.shape(Shape::ArrowAfter, to, Sign::On),
        }
    }

    /// One end of a period; gives where the sure part of the period begins or ends.
    fn end(&mut self, reach: Reach, (from, to): (f64, f64), is_start: bool) -> f64 {
        let outer = if is_start { from } else { to };
        let (first, last) = self.sides(reach);
        // What may be the end is pale, as far as it is wide enough to be seen and does not reach over the other end.
        let inner =
            if last - first < POINT { if reach.uncertain { POINT } else { 0.0 } } else { last - first };
        let inner = if is_start { (from + inner).min(to) } else { (to - inner).max(from) };
        if reach.approximate {
            let side = if is_start { Shape::FadeBefore } else { Shape::FadeAfter };
            self.shape(side, outer, Sign::About);
        }
        if reach.uncertain {
            self.signs.add(Sign::Unsure);
        }
        if (inner - outer).abs() > 0.05 {
            if !reach.uncertain {
                self.signs.add(Sign::Band);
            }
            self.bar(inner.min(outer), inner.max(outer), if reach.uncertain { "w q" } else { "w" });
        }
        inner
    }

    /// Ticks for single days, brackets around days of which it is any, a line to hold them together.
    fn one_of(&mut self, items: &[Item], extent: &Extent) {
        let Some((first, last)) = extent.days() else { return };
        let (mut from, mut to) = (self.axis.x(first.0 as f64), self.axis.x(last.0 as f64 + 1.0));
        let back = items.iter().any(|item| matches!(item, Item::Until(_)));
        let on = items.iter().any(|item| matches!(item, Item::From(_)));
        if to - from < POINT && !back && !on {
            // Too close to be told apart.
            self.dot(f64::midpoint(from, to), "o");
            self.signs.add(Sign::Coarse);
            return;
        }
        if back {
            from = HEAD;
            self.shape(Shape::ArrowBefore, from, Sign::On);
        }
        if on {
            to = 100.0 - HEAD;
            self.shape(Shape::ArrowAfter, to, Sign::On);
        }
        self.line(from, to);
        for item in items.iter().take(MOST) {
            match *item {
                Item::One(reach) | Item::Until(reach) | Item::From(reach) => {
                    let (first, last) = self.sides(reach);
                    if last - first >= POINT && reach.first != reach.last {
                        self.bar(first, last, "w");
                        self.signs.add(Sign::Band);
                    } else {
                        self.shape(Shape::Tick, f64::midpoint(first, last), Sign::OneOf);
                    }
                }
                Item::Range(first, last) => {
                    let (first, last) = (self.axis.x(first.0 as f64), self.axis.x(last.0 as f64 + 1.0));
                    self.shape(Shape::OpensBracket, first, Sign::OneOf);
                    self.shape(Shape::ClosesBracket, last, Sign::OneOf);
                }
            }
        }
    }

    /// A member of a set of which all are meant.
    fn member(&mut self, item: Item) {
        match item {
            Item::One(reach) => self.one(reach),
            Item::Until(reach) => self.period(End::Open, End::Known(reach)),
            Item::From(reach) => self.period(End::Known(reach), End::Open),
            Item::Range(first, last) => {
                let reach = |day| Reach { first: day, last: day, approximate: false, uncertain: false };
                self.period(End::Known(reach(first)), End::Known(reach(last)));
            }
        }
    }

    fn dot(&mut self, x: f64, class: &str) {
        self.open("circle", class);
        self.out.push_str(" cx=\"");
        percent(self.out, self.axis.seen(x));
        self.out.push_str("\" r=\"4\"/>");
    }

    fn bar(&mut self, from: f64, to: f64, class: &str) {
        self.open("rect", class);
        self.out.push_str(" x=\"");
        percent(self.out, self.axis.seen(from).min(self.axis.seen(to)));
        self.out.push_str("\" y=\"-4\" width=\"");
        percent(self.out, to - from);
        self.out.push_str("\" height=\"8\"/>");
    }

    fn line(&mut self, from: f64, to: f64) {
        self.open("line", "");
        self.out.push_str(" x1=\"");
        percent(self.out, self.axis.seen(from));
        self.out.push_str("\" x2=\"");
        percent(self.out, self.axis.seen(to));
        self.out.push_str("\"/>");
    }

    fn shape(&mut self, shape: Shape, x: f64, sign: Sign) {
        self.signs.add(sign);
        let shape = if self.axis.mirrored { shape.mirrored() } else { shape };
        self.out.push_str("<use href=\"#");
        self.out.push_str(shape.anchor());
        self.out.push_str("\" x=\"");
        percent(self.out, self.axis.seen(x));
        self.out.push_str("\"/>");
    }

    fn open(&mut self, element: &str, class: &str) {
        self.out.push('<');
        self.out.push_str(element);
        if !class.is_empty() {
            self.out.push_str(" class=\"");
            self.out.push_str(class);
            self.out.push('"');
        }
    }
}
