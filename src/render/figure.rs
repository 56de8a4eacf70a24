//! Figures in words and as charts: the newest count, the range over time, and what a later count has replaced.

use serde::Serialize;

use super::chart::{self, ChartView, Count, SparkView};
use super::view::{DateView, Viewer, number, plain_statement, value_words};
use crate::model::figure::Row;
use crate::resolve::{Counter, FigureId, Note};
use crate::value::Date;
use crate::value::date::Precision;

/// What holds now: one count, or the range of several counters' counts for the same days.
#[derive(Debug, Clone, Serialize)]
pub struct NewestView {
    /// `at least 165`, or `18 to 21`.
    pub value: String,
    pub as_of: DateView,
    /// `at least 165, as of 29 January 2024`.
    pub words: String,
}

/// A drawing with its words for those who do not see it.
#[derive(Debug, Clone, Serialize)]
pub struct Drawing {
    pub title: String,
    pub words: String,
    #[serde(flatten)]
    pub chart: ChartView,
}

/// A figure as a row of the register.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesView {
    pub unit: String,
    pub newest: Option<NewestView>,
    /// From the lowest to the highest number that was ever given.
    pub range: String,
    /// What the newest value and the range are sorted by: the value, and the highest number.
    pub newest_key: Option<f64>,
    pub range_key: Option<f64>,
    pub counters: usize,
    pub spark: Option<SparkView>,
}

impl Viewer<'_> {
    /// The newest value of a figure with its date; see [`crate::resolve::Site::newest`].
    pub fn newest(&self, id: FigureId) -> Option<NewestView> {
        let series = &self.site().figure(id).1.series;
        let rows: Vec<&Row> = self.site().newest(id).into_iter().map(|i| &series[i]).collect();
        let as_of = &rows.last()?.as_of;
        let value = together(&rows);
        // What goes on is no date that a value can be of: the day of the count is not given.
        let from =
            as_of.as_str().strip_suffix("/..").and_then(|from| Date::parse(&format!("[{from}..]")).ok());
        let words = match from {
            Some(from) => format!("{value}, {}", from.words(self.stage.language)),
            None => format!("{value}, as of {}", as_of.words(self.stage.language)),
        };
        Some(NewestView { value, as_of: self.date(as_of), words })
    }

    /// The notice beside words that give a replaced value: `A later count: 170, as of 19 February 2024`.
    pub fn later(&self, id: FigureId, used: usize) -> Option<String> {
        let site = self.site();
        let series = &site.figure(id).1.series;
        let newest = self.newest(id)?;
        let by = match site.newest(id).as_slice() {
            // Another counter's count may differ for other reasons than time.
            [one] if site.counter(id, &series[*one]) != site.counter(id, &series[used]) => {
                self.counter_name(id, &series[*one]).map(|name| format!(", by {name}")).unwrap_or_default()
            }
            _ => String::new(),
        };
        Some(format!("A later count: {}{by}", newest.words))
    }

    /// The notice for the link of a text whose target stands at a place, if its words give a replaced value.
    pub fn later_at(&self, note: &Note, place: u32) -> Option<String> {
        let (figure, used) = self.site().superseded_at(note, place)?;
        self.later(figure, used)
    }

    /// The chart of a figure, unless this page has it already.
    pub(super) fn drawing(&mut self, id: FigureId) -> Option<Drawing> {
        if self.drawn.contains(&id) {
            return None;
        }
        let (counts, counters) = self.counts(id);
        let chart = chart::chart(&counts, &counters, self.stage.language)?;
        self.drawn.push(id);
        let figure = self.site().figure(id).1;
        let unit = figure.unit.as_deref().map(|unit| format!(", in {unit}")).unwrap_or_default();
        let newest = self.newest(id).map(|newest| format!(" Newest: {}.", newest.words));
        let words = format!(
            "{} counts, from {}.{} The table has every count.",
            counts.len(),
            self.range(id),
            newest.unwrap_or_default()
        );
        Some(Drawing { title: format!("{}{unit}", plain_statement(&figure.title.value)), words, chart })
    }

    /// A figure as a row of the register.
    pub fn series(&self, id: FigureId) -> SeriesView {
        let (counts, counters) = self.counts(id);
        let series = &self.site().figure(id).1.series;
        let newest = self.site().newest(id);
        SeriesView {
            newest_key: newest.iter().filter_map(|i| series[*i].point()).max_by(f64::total_cmp),
            range_key: series.iter().filter_map(Row::ends).map(|(_, high)| high).max_by(f64::total_cmp),
            unit: self.site().figure(id).1.unit.clone().unwrap_or_default(),
            newest: self.newest(id),
            range: self.range(id),
            counters: counters.iter().filter(|counter| counter.named).count(),
            spark: chart::spark(&counts, &counters),
        }
    }

    /// The lowest and the highest number of all rows, in words.
    fn range(&self, id: FigureId) -> String {
        let ends: Vec<(f64, f64)> = self.site().figure(id).1.series.iter().filter_map(Row::ends).collect();
        let low = ends.iter().map(|(low, _)| *low).min_by(f64::total_cmp);
        let high = ends.iter().map(|(_, high)| *high).max_by(f64::total_cmp);
        match low.zip(high) {
            Some((low, high)) if low < high => format!("{} to {}", number(low), number(high)),
            Some((only, _)) => number(only),
            None => String::new(),
        }
    }

    fn counter_name(&self, id: FigureId, row: &Row) -> Option<String> {
        let site = self.site();
        match site.counter(id, row) {
            Counter::Actor(actor) => Some(site.note(actor).title().to_owned()),
            Counter::Words(_) => row.counted_by.as_ref().map(|by| by.value.clone()),
            Counter::Unnamed => None,
        }
    }

    /// The rows as a chart needs them. A counter's counts of one part only are a series of their own.
    fn counts(&self, id: FigureId) -> (Vec<Count>, Vec<chart::Counter>) {
        let site = self.site();
        let newest = site.newest(id);
        let mut keys: Vec<(Counter, Option<&str>)> = Vec::new();
        let (mut counts, mut counters) = (Vec::new(), Vec::new());
        for (i, row) in site.figure(id).1.series.iter().enumerate() {
            let Some((low, high)) = row.ends() else { continue };
            let key = (site.counter(id, row), row.only_part());
            let counter = keys.iter().position(|other| *other == key).unwrap_or(keys.len());
            let name = self.counter_name(id, row);
            if counter == keys.len() {
                let shown = name.clone().unwrap_or_else(|| "Counter not named".to_owned());
                let part = key.1.map(|part| format!(" ({part} only)")).unwrap_or_default();
                counters.push(chart::Counter { name: format!("{shown}{part}"), named: name.is_some() });
                keys.push(key);
            }
            let by = name.map(|name| format!(", {name}")).unwrap_or_default();
            let value = value_words(row);
            counts.push(Count {
                counter,
                first: row.as_of.earliest().day().map(|day| day.0),
                last: row.as_of.latest().day().map(|day| day.0),
                one_of: row.as_of.precision() == Precision::Set,
                soft: row.as_of.is_approximate() || row.as_of.is_uncertain(),
                low,
                high,
                best: row.value.or(row.best).or((low >= high).then_some(low)),
                at_least: row.at_least,
                about: row.about,
                newest: newest.contains(&i),
                words: format!("{value}, {}{by}", row.as_of.words(self.stage.language)),
                value_words: value,
            });
        }
        (counts, counters)
    }
}

/// A notice that a later count has replaced a value, as safe HTML.
pub fn notice(words: &str) -> String {
    format!(" <bdi class=\"later\">[{}]</bdi>", super::cites::escape(words))
}

/// The value of rows for the same days: one, the range of all, or one for each part.
fn together(rows: &[&Row]) -> String {
    let [first, rest @ ..] = rows else { return String::new() };
    let words = value_words(first);
    if rows.iter().any(|row| row.only_part().is_some()) {
        let parts =
            rows.iter().map(|row| format!("{} ({} only)", value_words(row), row.only_part().unwrap_or("?")));
        return parts.collect::<Vec<_>>().join(", ");
    }
    if rest.iter().all(|row| value_words(row) == words) {
        return words;
    }
    let ends = || rows.iter().filter_map(|row| Some((*row, row.ends()?)));
    let lowest = ends().min_by(|(_, a), (_, b)| a.0.total_cmp(&b.0));
    let highest = ends().max_by(|(_, a), (_, b)| a.1.total_cmp(&b.1));
    let Some(((low_row, (low, _)), (high_row, (_, high)))) = lowest.zip(highest) else { return words };
    let mark = |row: &Row| match (row.at_least, row.about) {
        (true, _) => "at least ",
        (false, true) => "about ",
        (false, false) => "",
    };
    // “At least” at the lower end is what a range says by itself.
    let low_mark = if low_row.at_least { "" } else { mark(low_row) };
    if low < high {
        format!("{low_mark}{} to {}{}", number(low), mark(high_row), number(high))
    } else {
        format!("{}{}", mark(high_row), number(high))
    }
}
