//! The overview: how many events each month and year has, as bars that lead there.

use std::fmt::Write;

use serde::Serialize;

use super::{EVENTS_A_PAGE, Year, year_href};
use crate::render::strip;
use crate::render::timeline::is_mirrored;
use crate::render::view::Viewer;
use crate::render::words::Words;

/// Bars by year, and by month for the page of one year.
#[derive(Debug, Default, Serialize)]
pub(super) struct Overview {
    slots: Vec<Slot>,
    months: Vec<Month>,
    /// Height of a bar of a month for one event; and of a bar of the years, of the room above the line and of that below it, in pixels; for scripts too.
    month_unit: String,
    unit: String,
    above: String,
    height: String,
    /// Where a bar has no month, it stands below the line.
    has_loose: bool,
    /// A slot is this many years, and a bar where slots are more than one.
    years: i64,
    bar_years: i64,
}

/// Some years: one, or ten and more where there are very many.
#[derive(Debug, Serialize)]
struct Slot {
    label: String,
    /// Where it leads; nowhere if it has no events.
    href: Option<String>,
    count: usize,
    is_here: bool,
    /// The years before it that have no events and are left out.
    gap: Option<(String, String)>,
    /// The bars as paths: of events whose month is known, and of others.
    bars: String,
    loose: String,
}

#[derive(Debug, Serialize)]
struct Month {
    label: &'static str,
    /// From 1; 0 for events whose month is not known.
    number: u8,
    href: Option<String>,
    count: usize,
    bar: String,
}

/// Pixels of the tallest bars.
const HEIGHT: f64 = 64.0;
/// The most bars of one year each; and years without events that are drawn empty, not left out.
const MOST: i64 = 60;
const EMPTY: i64 = 2;

/// The overview for the whole timeline, or for a part of one year.
pub(super) fn overview(viewer: &Viewer<'_>, here: Option<(&Year, usize)>, is_whole: bool) -> Overview {
    let all = &viewer.stage.orders().years;
    let step = step(all);
    let bars = if step == 1 { 12 } else { 10 };
    let mut slots: Vec<(Option<i64>, Vec<&Year>)> = Vec::new();
    for year in all {
        let slot = year.year.map(|year| year.div_euclid(step));
        match slots.last_mut() {
            Some((last, years)) if *last == slot => years.push(year),
            _ => slots.push((slot, vec![year])),
        }
    }
    let counts: Vec<Counts> = slots.iter().map(|(_, years)| Counts::of(years, step)).collect();
    let most = |side: fn(&Counts) -> usize| counts.iter().map(side).max().unwrap_or(0);
    let (above, below) = (most(Counts::tallest), most(|counts| counts.loose));
    let unit = HEIGHT / (above + below).max(1) as f64;
    let mut view = Overview {
        unit: print(unit),
        above: print(above as f64 * unit),
        height: print(HEIGHT),
        has_loose: below > 0,
        years: step,
        bar_years: step / 10,
        ..Overview::default()
    };
    let (words, mirrored) = (viewer.words(), is_mirrored(viewer));
    let mut last: Option<i64> = None;
    for ((slot, years), counts) in slots.iter().zip(&counts) {
        let mut gap = None;
        if let (Some(last), Some(slot)) = (last, *slot) {
            if slot - last - 1 > EMPTY {
                let label = |slot: i64| slot_label(words, Some(slot), step);
                gap = Some((label(last + 1), label(slot - 1)));
            } else {
                view.slots.extend((last + 1..slot).map(|slot| Slot::empty(words, slot, step)));
            }
        }
        let href =
            if is_whole { format!("#{}", years[0].anchor()) } else { year_href(viewer, years[0].year, 0) };
        view.slots.push(Slot {
            label: slot_label(words, *slot, step),
            href: Some(href),
            count: years.iter().map(|year| year.events.len()).sum(),
            is_here: here.is_some_and(|(here, _)| years.iter().any(|year| year.year == here.year)),
            gap,
            bars: path(&counts.bars, unit, above as f64 * unit, mirrored),
            loose: below_path(counts.loose, bars, unit, above as f64 * unit),
        });
        last = *slot;
    }
    if let Some((year, part)) = here {
        let most = year.counts.iter().copied().max().unwrap_or(0).max(1);
        view.month_unit = print(HEIGHT / most as f64);
        view.months = months(viewer, year, part, HEIGHT / most as f64);
    }
    view
}

/// How many years are one slot, so that there are not too many.
fn step(all: &[Year]) -> i64 {
    let dated = || all.iter().filter_map(|year| year.year);
    let mut step = 1;
    loop {
        let mut slots: Vec<i64> = dated().map(|year| year.div_euclid(step)).collect();
        slots.dedup();
        if slots.len() as i64 <= MOST || step >= 1_000_000 {
            return step;
        }
        step *= 10;
    }
}

/// How many events the bars of a slot stand for.
#[derive(Debug)]
struct Counts {
    /// By month, or by a tenth of the years.
    bars: Vec<usize>,
    /// Events that are known to the year only.
    loose: usize,
}

impl Counts {
    fn of(years: &[&Year], step: i64) -> Counts {
        if step == 1 {
            let counts = &years[0].counts;
            // What has no year has no months either.
            return Counts { bars: counts[1..].to_vec(), loose: counts[0] };
        }
        let mut bars = vec![0; 10];
        for year in years {
            let in_slot = year.year.unwrap_or_default().rem_euclid(step) * 10 / step;
            bars[in_slot as usize] += year.events.len();
        }
        Counts { bars, loose: 0 }
    }

    fn tallest(&self) -> usize {
        self.bars.iter().copied().max().unwrap_or(0)
    }
}

impl Slot {
    fn empty(words: &Words, slot: i64, step: i64) -> Slot {
        Slot {
            label: slot_label(words, Some(slot), step),
            href: None,
            count: 0,
            is_here: false,
            gap: None,
            bars: String::new(),
            loose: String::new(),
        }
    }
}

fn slot_label(words: &Words, slot: Option<i64>, step: i64) -> String {
    match slot {
        None => super::label_of(words, None),
        Some(slot) if step == 1 => slot.to_string(),
        Some(slot) => format!("{}–{}", slot * step, slot * step + step - 1),
    }
}

/// Columns one unit wide on a line, as a path.
fn path(counts: &[usize], unit: f64, line: f64, mirrored: bool) -> String {
    let mut out = String::new();
    for (i, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let x = if mirrored { counts.len() - 1 - i } else { i };
        let height = print(*count as f64 * unit);
        let _ = write!(out, "M{x} {}v-{height}h1v{height}z", print(line));
    }
    out
}

/// One column below the line, as wide as the slot.
fn below_path(count: usize, width: usize, unit: f64, line: f64) -> String {
    if count == 0 {
        return String::new();
    }
    format!("M0 {}v{}h{width}V{}z", print(line), print(count as f64 * unit), print(line))
}

/// The months of a year, each with where its first event stands; they lead to the part of the year that it is on.
fn months(viewer: &Viewer<'_>, year: &Year, part: usize, unit: f64) -> Vec<Month> {
    let names = viewer.words().dates.months();
    let month = |number: u8| {
        let count = year.counts[usize::from(number)];
        let at = year.first_of(number);
        let href = at.filter(|_| number > 0).map(|at| {
            let on = at / EVENTS_A_PAGE;
            let page = if on == part { String::new() } else { year_href(viewer, year.year, on) };
            format!("{page}#m{number}")
        });
        Month {
            label: if number == 0 { "" } else { names[usize::from(number) - 1] },
            number,
            href,
            count,
            bar: path(&[count], unit, HEIGHT, false),
        }
    };
    let mut months: Vec<Month> = (1..=12).map(month).collect();
    if year.counts[0] > 0 {
        months.push(month(0));
    }
    if year.year.is_none() || year.events.len() < 2 { Vec::new() } else { months }
}

fn print(number: f64) -> String {
    strip::print(number)
}
