//! Counts for the same days: one row for each, with the values across, so that counters can be compared.

use super::Words;
use super::scale::{self, Tick};
use super::{
    ChartView, Count, Counter, LETTER, Label, Line, Look, Mark, TickView, WIDTH, line, percent, print, signs,
};

const LEFT: f64 = 1.0;
const NAMES: f64 = 7.0;
const RIGHT: f64 = WIDTH - 34.0;
const TOP: f64 = 6.0;
/// Height of a row, and where in it the words and the marks stand.
const ROW: f64 = 36.0;
const WORDS: f64 = 11.0;
const MARKS: f64 = 24.0;
/// Room below for the words of the value axis.
const BELOW: f64 = 24.0;
pub(super) const ARROW_ON: &str = "M7 0H19M14.5-4L19 0L14.5 4";

/// True if there are no days to be told apart.
pub(super) fn fits(counts: &[&Count]) -> bool {
    counts.windows(2).all(|pair| (pair[0].first, pair[0].last) == (pair[1].first, pair[1].last))
}

/// Draws counts one below the other, the lowest first.
pub(super) fn chart(
    counts: &[&Count],
    counters: &[Counter],
    looks: &[Look],
    words: &Words,
) -> Option<ChartView> {
    let mut counts = counts.to_vec();
    counts.sort_by(|a, b| (a.low + a.high).total_cmp(&(b.low + b.high)));
    let low = counts.iter().map(|count| count.low).min_by(f64::total_cmp)?;
    let high = counts.iter().map(|count| count.high).max_by(f64::total_cmp)?;
    let ticks = scale::values(low, high, counts.iter().all(|count| count.is_whole()), words);
    let (first, last) = (ticks.first()?.at, ticks.last()?.at);
    let x = |value: f64| LEFT + (value / 2.0 - first / 2.0) / (last / 2.0 - first / 2.0) * (RIGHT - LEFT);
    let bottom = TOP + ROW * counts.len() as f64;
    let mut view = ChartView {
        across: true,
        height: print(bottom + BELOW),
        bottom: print(bottom),
        values: values(&ticks, &x),
        times: Vec::new(),
        lines: Vec::new(),
        marks: Vec::new(),
        labels: Vec::new(),
        key: Vec::new(),
        signs: signs(&counts, &[], words),
    };
    for sign in &mut view.signs {
        // What points up along the time points on across it.
        sign.path = match sign.path {
            super::SIGN_AT_LEAST => super::SIGN_ON,
            super::SIGN_RANGE => "M-7 0H7M-7-3V3M7-3V3",
            path => path,
        };
    }
    for (i, count) in counts.iter().enumerate() {
        let top = TOP + ROW * i as f64;
        let name = label("who", NAMES, top + WORDS, (0, "start"), &counters[count.counter].name);
        view.labels.push(name);
        row(count, looks[count.counter], top + MARKS, &x, &mut view);
    }
    Some(view)
}

/// The ticks; where not all words have room, only each second one has some.
fn values(ticks: &[Tick], x: &impl Fn(f64) -> f64) -> Vec<TickView> {
    let widest = ticks.iter().map(|tick| tick.label.chars().count()).max().unwrap_or(0);
    let room = (RIGHT - LEFT) / (ticks.len() - 1).max(1) as f64;
    let each = if widest as f64 * LETTER + 8.0 > room { 2 } else { 1 };
    let words =
        |i: usize, tick: &Tick| if i.is_multiple_of(each) { tick.label.clone() } else { String::new() };
    let view = |(i, tick): (usize, &Tick)| TickView {
        at: percent(x(tick.at)),
        label: words(i, tick),
        under: String::new(),
        zero: tick.at == 0.0,
    };
    ticks.iter().enumerate().map(view).collect()
}

fn row(count: &Count, look: Look, y: f64, x: &impl Fn(f64) -> f64, view: &mut ChartView) {
    let colour = format!("c{}", look.colour);
    let (from, to) = (x(count.low), x(count.high));
    if from < to {
        let bar: Line = line(&format!("bar {colour}"), (from, y), (to, y));
        view.lines.push(bar);
    }
    let mark = |class: &str, x: f64, path: &'static str| Mark {
        class: format!("{class}{colour}"),
        x: percent(x),
        y: print(y),
        path,
        words: count.words.clone(),
    };
    let class = if count.about { "mark hollow " } else { "mark " };
    let ends = count.best.map_or_else(|| vec![from, to], |best| vec![x(best)]);
    view.marks.extend(ends.into_iter().map(|x| mark(class, x, look.path)));
    let mut behind = 10;
    if count.at_least {
        view.marks.push(mark("sign ", to, ARROW_ON));
        behind += 14;
    }
    let width = count.value_words.chars().count() as f64 * LETTER * 1.1;
    let side = if to + f64::from(behind) + width <= WIDTH { (behind, "start") } else { (-10, "end") };
    let at = if side.1 == "start" { to } else { from };
    view.labels.push(label("value", at, y + 4.0, side, &count.value_words));
}

fn label(class: &'static str, x: f64, y: f64, (dx, anchor): (i32, &'static str), words: &str) -> Label {
    Label { class, x: percent(x), y: print(y), dx, anchor, words: words.to_owned() }
}
