//! Charts of figures: counts to the geometry of an SVG.
//!
//! Pure and the same everywhere: places across are in percent of the width and places down in pixels, so that one drawing fits a phone and a
//! page and its words keep their size. What has to keep clear of each other is measured at the narrowest width.
//!
//! - The value axis begins at zero, unless there are negative values.
//! - A counter has a colour and a shape of its own. Counts of one counter are joined where one follows the other; counts whose counter is not
//!   named are not, nor are only two.
//! - A count of a period is a line from its first to its last day, with the mark in the middle; dotted where it is one unknown day of them.
//! - A range is a bar from its low to its high end, with the mark at the best number, or marks at both ends where there is none.

mod across;
mod labels;
pub(super) mod scale;

use serde::Serialize;

use super::words::Words;
use scale::Tick;

/// One count as a chart needs it.
#[derive(Debug, Clone, Default)]
pub struct Count {
    /// The place of its counter in the list of counters.
    pub counter: usize,
    /// First and last day, as days since 1970; none where the side is open or unknown.
    pub first: Option<i64>,
    pub last: Option<i64>,
    /// It is one unknown day of its days, not all of them.
    pub one_of: bool,
    /// Its days are approximate or uncertain.
    pub soft: bool,
    pub low: f64,
    pub high: f64,
    /// The number between the ends that the counter holds for best, or the value itself.
    pub best: Option<f64>,
    pub at_least: bool,
    pub about: bool,
    pub newest: bool,
    pub value_words: String,
    /// Everything about the count in one line.
    pub words: String,
}

impl Count {
    fn is_whole(&self) -> bool {
        self.low.fract() == 0.0 && self.high.fract() == 0.0
    }
}

/// A counter as a chart needs it.
#[derive(Debug, Clone, Default)]
pub struct Counter {
    pub name: String,
    /// False where nobody is named, so that the counts may be by several.
    pub named: bool,
}

/// A chart; places across are in percent, all others in pixels.
#[derive(Debug, Clone, Serialize)]
pub struct ChartView {
    /// Values run across, one row a count, and not up along the time.
    pub across: bool,
    pub height: String,
    /// Lowest line of the value axis.
    pub bottom: String,
    pub values: Vec<TickView>,
    pub times: Vec<TickView>,
    pub lines: Vec<Line>,
    pub marks: Vec<Mark>,
    pub labels: Vec<Label>,
    pub key: Vec<Key>,
    pub signs: Vec<Sign>,
}

/// A place on an axis.
#[derive(Debug, Clone, Serialize)]
pub struct TickView {
    pub at: String,
    pub label: String,
    pub under: String,
    pub zero: bool,
}

/// A straight line: a join, a period, or a range.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub class: String,
    pub x1: String,
    pub y1: String,
    pub x2: String,
    pub y2: String,
}

/// A shape around a place.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    pub class: String,
    pub x: String,
    pub y: String,
    pub path: &'static str,
    pub words: String,
}

/// The words beside a mark.
#[derive(Debug, Clone, Serialize)]
pub struct Label {
    pub class: &'static str,
    pub x: String,
    pub y: String,
    pub dx: i32,
    pub anchor: &'static str,
    pub words: String,
}

/// What a colour and shape stand for.
#[derive(Debug, Clone, Serialize)]
pub struct Key {
    pub class: String,
    pub path: &'static str,
    pub words: String,
}

/// What another sign of the chart means.
#[derive(Debug, Clone, Serialize)]
pub struct Sign {
    pub class: &'static str,
    pub path: &'static str,
    pub words: &'static str,
}

/// The narrowest width that a chart is shown at, in pixels.
const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 264.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 226.0;
/// Room for half a word at the right, and for marks beside the words of the value axis.
const RIGHT: f64 = WIDTH - 26.0;
const GAP: f64 = 12.0;
/// Width of a character of the labels.
const LETTER: f64 = 6.2;
/// A period is drawn as such when it is longer than this.
const SHORTEST: f64 = 6.0;

/// Counters with a colour and a shape of their own; further ones share the last.
const MOST: usize = 12;
const COLOURS: usize = 6;
const SHAPES: [&str; 6] = [
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "M-4-4h8v8h-8z",
    "M0-5.5L5 3.5H-5z",
    "M0-5.5L5.5 0L0 5.5L-5.5 0z",
    "M0 5.5L5-3.5H-5z",
    "M-1.6-5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z",
];
const SHARED: &str = "M-4-2.6L-2.6-4L0-1.4L2.6-4L4-2.6L1.4 0L4 2.6L2.6 4L0 1.4L-2.6 4L-4 2.6L-1.4 0z";
const ARROW_UP: &str = "M0-7V-19M-4-14.5L0-19L4-14.5";
const SIGN_AT_LEAST: &str = "M0 6V-6M-4-2L0-6L4-2";
const SIGN_RANGE: &str = "M0-7V7M-3-7H3M-3 7H3";
const SIGN_ON: &str = "M-7 0H6M2-4L6 0L2 4";
const ON: &str = "M-5-4L0 0L-5 4";
const BACK: &str = "M5-4L0 0L5 4";
const SOFT_BEFORE: &str = "M-5 0H-15";
const SOFT_AFTER: &str = "M5 0H15";

/// Draws counts; none where fewer than two can be drawn.
pub fn chart(counts: &[Count], counters: &[Counter], words: &Words) -> Option<ChartView> {
    let counts = placeable(counts);
    let frame = Frame::new(&counts, words)?;
    let looks = looks(&counts, counters.len());
    if across::fits(&counts) {
        return across::chart(&counts, counters, &looks, words);
    }
    let placed: Vec<Placed<'_>> = counts.iter().map(|count| frame.place(count)).collect();
    let mut view = ChartView {
        across: false,
        height: print(HEIGHT),
        bottom: print(BOTTOM),
        values: frame.values.iter().map(|tick| view_of(tick, print(frame.y(tick.at)))).collect(),
        times: frame.times.iter().map(|tick| view_of(tick, percent(frame.x(tick.at)))).collect(),
        lines: joins(&placed, counters, &looks),
        marks: Vec::new(),
        labels: Vec::new(),
        key: key(&counts, counters, &looks, words),
        signs: signs(&counts, &placed, words),
    };
    for count in &placed {
        draw(count, looks[count.count.counter], &mut view);
    }
    view.labels = labels::labels(&placed, &frame);
    Some(view)
}

/// A drawing of counts for a row of a table: without words and axes, in pixels.
#[derive(Debug, Clone, Serialize)]
pub struct SparkView {
    pub width: String,
    pub height: String,
    /// Lines of joined counts, and bars of ranges.
    pub lines: String,
    pub bars: String,
    /// The other counts, and the newest.
    pub dots: Vec<(String, String)>,
    pub newest: Vec<(String, String)>,
}

const SPARK: (f64, f64) = (120.0, 28.0);

/// Draws counts as small as a word; none where fewer than two can be drawn.
pub fn spark(counts: &[Count], counters: &[Counter], words: &Words) -> Option<SparkView> {
    let counts = placeable(counts);
    let frame = Frame::new(&counts, words)?;
    let place = |x: f64, y: f64| {
        let across = (x - frame.left) / (RIGHT - frame.left);
        let down = (y - TOP) / (BOTTOM - TOP);
        (print(4.0 + across * (SPARK.0 - 8.0)), print(4.0 + down * (SPARK.1 - 8.0)))
    };
    let placed: Vec<Placed<'_>> = counts.iter().map(|count| frame.place(count)).collect();
    let mut view = SparkView {
        width: print(SPARK.0),
        height: print(SPARK.1),
        lines: String::new(),
        bars: String::new(),
        dots: Vec::new(),
        newest: Vec::new(),
    };
    for (a, b) in joined(&placed, counters) {
        let ((x1, y1), (x2, y2)) = (place(a.x, a.y), place(b.x, b.y));
        view.lines.push_str(&format!("M{x1} {y1}L{x2} {y2}"));
    }
    for count in &placed {
        if count.top < count.bottom {
            let ((x, y1), (_, y2)) = (place(count.x, count.bottom), place(count.x, count.top));
            view.bars.push_str(&format!("M{x} {y1}V{y2}"));
        }
        let ends = if count.is_range() { vec![count.top, count.bottom] } else { vec![count.y] };
        let dots = ends.into_iter().map(|y| place(count.x, y));
        if count.count.newest { view.newest.extend(dots) } else { view.dots.extend(dots) }
    }
    Some(view)
}

/// The counts that have a day and numbers, in the order of time; empty if they are fewer than two.
fn placeable(counts: &[Count]) -> Vec<&Count> {
    let dated = |count: &&Count| count.first.or(count.last).is_some();
    let finite = |count: &&Count| count.low.is_finite() && count.high.is_finite();
    let mut all: Vec<&Count> = counts.iter().filter(dated).filter(finite).collect();
    all.sort_by_key(|count| (count.first.or(count.last), count.last.or(count.first)));
    if all.len() < 2 { Vec::new() } else { all }
}

/// The axes of a chart.
#[derive(Debug)]
struct Frame {
    values: Vec<Tick>,
    times: Vec<Tick>,
    left: f64,
    days: (f64, f64),
}

/// A count with its places in pixels, at the narrowest width.
#[derive(Debug, Clone, Copy)]
struct Placed<'c> {
    count: &'c Count,
    x: f64,
    y: f64,
    /// Where its days begin and end.
    from: f64,
    to: f64,
    /// Its high and its low end.
    top: f64,
    bottom: f64,
}

impl Placed<'_> {
    /// True for a range in which no number is held for best.
    fn is_range(&self) -> bool {
        self.count.best.is_none()
    }

    /// True if its days are to be seen as a line.
    fn is_long(&self) -> bool {
        self.to - self.from > SHORTEST
    }
}

impl Frame {
    fn new(counts: &[&Count], words: &Words) -> Option<Frame> {
        let low = counts.iter().map(|count| count.low).min_by(f64::total_cmp)?;
        let high = counts.iter().map(|count| count.high).max_by(f64::total_cmp)?;
        let whole = counts.iter().all(|count| count.is_whole());
        let values = scale::values(low, high, whole, words);
        let days = || counts.iter().flat_map(|count| [count.first, count.last]).flatten();
        let (mut first, mut last) = (days().min()?, days().max()?);
        if last.saturating_sub(first) < 2 {
            (first, last) = (first.saturating_sub(1), last.saturating_add(1));
        }
        // What goes on is seen to go on past the last day known.
        let length = last as f64 - first as f64 + 1.0;
        let open = |side: fn(&Count) -> Option<i64>| {
            if counts.iter().any(|count| side(count).is_none()) { length * 0.08 } else { 0.0 }
        };
        let days = (first as f64 - open(|count| count.first), last as f64 + 1.0 + open(|count| count.last));
        let widest = values.iter().map(|tick| tick.label.chars().count()).max()?;
        let left = (widest as f64 * LETTER + GAP).clamp(34.0, 120.0);
        Some(Frame { values, times: scale::times(first, last, words.dates), left, days })
    }

    fn x(&self, day: f64) -> f64 {
        let (first, last) = self.days;
        self.left + (day - first) / (last - first) * (RIGHT - self.left)
    }

    fn y(&self, value: f64) -> f64 {
        let (low, high) = match self.values.as_slice() {
            [first, .., last] => (first.at, last.at),
            _ => (0.0, 1.0),
        };
        // Halves, since the whole of the largest numbers is none.
        BOTTOM - (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0) * (BOTTOM - TOP)
    }

    fn place<'c>(&self, count: &'c Count) -> Placed<'c> {
        let mut from = count.first.map_or(self.left, |day| self.x(day as f64));
        let mut to = count.last.map_or(RIGHT, |day| self.x(day as f64 + 1.0));
        if count.first == count.last {
            // A day is a point, however long the others are.
            (from, to) = (f64::midpoint(from, to), f64::midpoint(from, to));
        }
        let x = match (count.first, count.last) {
            (Some(first), None) => {
                from = self.x(first as f64 + 0.5);
                from
            }
            (None, Some(last)) => {
                to = self.x(last as f64 + 0.5);
                to
            }
            _ => f64::midpoint(from, to),
        };
        let y = self.y(count.best.unwrap_or(count.high));
        Placed { count, x, y, from, to, top: self.y(count.high), bottom: self.y(count.low) }
    }
}

/// A class and a shape for each counter: those with most counts first.
fn looks(counts: &[&Count], counters: usize) -> Vec<Look> {
    let mut order: Vec<usize> = (0..counters).collect();
    let number = |counter: usize| counts.iter().filter(|count| count.counter == counter).count();
    let numbers: Vec<usize> = order.iter().map(|counter| number(*counter)).collect();
    order.retain(|counter| numbers[*counter] > 0);
    order.sort_by_key(|counter| std::cmp::Reverse(numbers[*counter]));
    let alone = if order.len() > MOST { MOST - 1 } else { order.len() };
    let mut looks = vec![Look { rank: usize::MAX, colour: 0, path: SHARED }; counters];
    for (rank, counter) in order.into_iter().enumerate().take(alone) {
        // The second round of colours takes other shapes.
        let path = SHAPES[(rank + rank / COLOURS) % SHAPES.len()];
        looks[counter] = Look { rank, colour: rank % COLOURS + 1, path };
    }
    looks
}

#[derive(Debug, Clone, Copy)]
struct Look {
    rank: usize,
    /// 0 for counters that share one look.
    colour: usize,
    path: &'static str,
}

fn key(counts: &[&Count], counters: &[Counter], looks: &[Look], said: &Words) -> Vec<Key> {
    let shown = |i: &usize| counts.iter().any(|count| count.counter == *i);
    let mut all: Vec<usize> = (0..counters.len()).filter(shown).collect();
    all.sort_by_key(|i| looks[*i].rank);
    let (alone, shared): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|i| looks[*i].colour > 0);
    let class = |look: Look| format!("c{}", look.colour);
    let mut key: Vec<Key> = alone
        .into_iter()
        .map(|i| Key { class: class(looks[i]), path: looks[i].path, words: counters[i].name.clone() })
        .collect();
    if !shared.is_empty() {
        let names: Vec<&str> = shared.iter().map(|i| counters[*i].name.as_str()).collect();
        let names = names.join(said.get("list-semicolon"));
        let words = said.say("chart-others", &[("names", (&names).into())]);
        key.push(Key { class: "c0".to_owned(), path: SHARED, words });
    }
    // A single mark that nobody is named for says nothing.
    if counters.iter().all(|counter| !counter.named) { Vec::new() } else { key }
}

/// What the other signs of a chart mean, those that it has.
fn signs(counts: &[&Count], placed: &[Placed<'_>], said: &Words) -> Vec<Sign> {
    let any = |is: fn(&Count) -> bool| counts.iter().any(|count| is(count));
    let closed = |count: &Count| count.first.is_some() && count.last.is_some();
    let long = |one_of| placed.iter().any(|p| p.is_long() && p.count.one_of == one_of && closed(p.count));
    let along = !placed.is_empty();
    let is_range = |count: &Count| count.low < count.high;
    let all = [
        (any(is_range), "", SIGN_RANGE, "sign-range"),
        (any(|count| count.at_least), "", SIGN_AT_LEAST, "sign-at-least"),
        (any(|count| count.about), "hollow", SHAPES[0], "sign-about"),
        (long(false), "", "M-8 0H8", "sign-period"),
        (long(true), "dotted", "M-8 0H8", "sign-one-of"),
        (along && any(|c| c.last.is_none()), "", SIGN_ON, "sign-on"),
        (along && any(|c| c.first.is_none()), "", "M7 0H-6M-2-4L-6 0L-2 4", "sign-back"),
        (along && any(|count| count.soft), "dotted", "M-9 0H-3M3 0H9M0-1V1", "sign-soft"),
    ];
    let used = all.into_iter().filter(|(used, ..)| *used);
    used.map(|(_, class, path, words)| Sign { class, path, words: said.get(words) }).collect()
}

/// Counts that make a series: between two, a line would say more than is known.
const SERIES: usize = 3;

/// Pairs of counts of one named counter of which one follows the other, where it has counted often enough.
fn joined<'p, 'c>(placed: &'p [Placed<'c>], counters: &[Counter]) -> Vec<(&'p Placed<'c>, &'p Placed<'c>)> {
    let mut last: Vec<Option<&Placed<'_>>> = vec![None; counters.len()];
    let mut pairs = Vec::new();
    for next in placed {
        let counter = next.count.counter;
        let series = placed.iter().filter(|other| other.count.counter == counter).count() >= SERIES;
        if !counters[counter].named || next.is_range() || !series {
            continue;
        }
        if let Some(before) = last[counter] {
            let (a, b) = (before.count, next.count);
            let same_day = a.first == a.last && (a.first, a.last) == (b.first, b.last);
            if same_day || a.last.zip(b.first).is_some_and(|(last, first)| last < first) {
                pairs.push((before, next));
            }
        }
        last[counter] = Some(next);
    }
    pairs
}

fn joins(placed: &[Placed<'_>], counters: &[Counter], looks: &[Look]) -> Vec<Line> {
    let pairs = joined(placed, counters).into_iter();
    pairs
        .map(|(a, b)| {
            let loose = |p: &Placed<'_>| p.count.at_least || p.count.about;
            let dotted = if loose(a) || loose(b) { " loose" } else { "" };
            line(&format!("join c{}{dotted}", looks[a.count.counter].colour), (a.x, a.y), (b.x, b.y))
        })
        .collect()
}

/// Adds what one count is drawn as.
fn draw(placed: &Placed<'_>, look: Look, view: &mut ChartView) {
    let Placed { count, x, y, from, to, top, bottom } = *placed;
    let colour = format!("c{}", look.colour);
    let ends = if placed.is_range() { vec![top, bottom] } else { vec![y] };
    let mark = |class: &str, x: f64, y: f64, path: &'static str| Mark {
        class: format!("{class}{colour}"),
        x: percent(x),
        y: print(y),
        path,
        words: count.words.clone(),
    };
    for y in &ends {
        if placed.is_long() {
            let dotted = if count.one_of { " dotted" } else { "" };
            view.lines.push(line(&format!("span {colour}{dotted}"), (from, *y), (to, *y)));
        }
        if count.first.is_none() {
            view.marks.push(mark("sign ", from, *y, BACK));
        }
        if count.last.is_none() {
            view.marks.push(mark("sign ", to, *y, ON));
        }
        if count.soft {
            let (before, after) = if placed.is_long() { (from + 4.0, to - 4.0) } else { (x, x) };
            view.marks.push(mark("sign dotted ", before, *y, SOFT_BEFORE));
            view.marks.push(mark("sign dotted ", after, *y, SOFT_AFTER));
        }
    }
    if top < bottom {
        view.lines.push(line(&format!("bar {colour}"), (x, top), (x, bottom)));
    }
    let hollow = if count.about { "mark hollow " } else { "mark " };
    for y in ends {
        view.marks.push(mark(hollow, x, y, look.path));
    }
    if count.at_least {
        view.marks.push(mark("sign ", x, top, ARROW_UP));
    }
}

fn line(class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> Line {
    Line { class: class.to_owned(), x1: percent(x1), y1: print(y1), x2: percent(x2), y2: print(y2) }
}

fn view_of(tick: &Tick, at: String) -> TickView {
    TickView { at, label: tick.label.clone(), under: tick.under.clone(), zero: tick.at == 0.0 }
}

/// A place across in percent of the width.
fn percent(x: f64) -> String {
    format!("{}%", print(x / WIDTH * 100.0))
}

/// A number with two decimals at most.
fn print(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests;
