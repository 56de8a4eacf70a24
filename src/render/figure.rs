//! Figures in words and as charts: the newest count, the range over time, and what a later count has replaced.

use serde::Serialize;

use super::chart::{self, ChartView, Count, SparkView};
use super::view::{DateView, Viewer, plain_statement, value_words};
use super::words::{Arg, Words};
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
        let words = self.words();
        let value = together(words, &rows);
        // What goes on is no date that a value can be of: the day of the count is not given.
        let from =
            as_of.as_str().strip_suffix("/..").and_then(|from| Date::parse(&format!("[{from}..]")).ok());
        let words = match from {
            Some(from) => {
                let date = from.words(words.dates);
                words.say("newest-value-since", &[("value", (&value).into()), ("date", (&date).into())])
            }
            None => {
                let date = as_of.words(words.dates);
                words.say("newest-value", &[("value", (&value).into()), ("date", (&date).into())])
            }
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
                self.counter_name(id, &series[*one])
            }
            _ => None,
        };
        let count = ("count", Arg::Text(&newest.words));
        Some(match &by {
            Some(name) => self.words().say("later-count-by", &[count, ("name", name.into())]),
            None => self.words().say("later-count", &[count]),
        })
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
        let chart = chart::chart(&counts, &counters, self.words())?;
        self.drawn.push(id);
        let figure = self.site().figure(id).1;
        let plain = plain_statement(&figure.title.value);
        let title = match figure.unit.as_deref() {
            Some(unit) => {
                self.words().say("chart-title", &[("title", (&plain).into()), ("unit", unit.into())])
            }
            None => plain,
        };
        let range = self.range(id);
        let told = [("count", Arg::from(counts.len())), ("range", (&range).into())];
        let words = match self.newest(id) {
            Some(newest) => self
                .words()
                .say("chart-words-newest", &[told[0], told[1], ("newest", (&newest.words).into())]),
            None => self.words().say("chart-words", &told),
        };
        Some(Drawing { title, words, chart })
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
            spark: chart::spark(&counts, &counters, self.words()),
        }
    }

    /// The lowest and the highest number of all rows, in words.
    fn range(&self, id: FigureId) -> String {
        let ends: Vec<(f64, f64)> = self.site().figure(id).1.series.iter().filter_map(Row::ends).collect();
        let low = ends.iter().map(|(low, _)| *low).min_by(f64::total_cmp);
        let high = ends.iter().map(|(_, high)| *high).max_by(f64::total_cmp);
        match low.zip(high) {
            Some((low, high)) if low < high => {
                self.words().say("from-to", &[("low", Arg::Number(low)), ("high", Arg::Number(high))])
            }
            Some((only, _)) => self.words().number(only),
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
        let (site, words) = (self.site(), self.words());
        let newest = site.newest(id);
        let mut keys: Vec<(Counter, Option<&str>)> = Vec::new();
        let (mut counts, mut counters) = (Vec::new(), Vec::new());
        for (i, row) in site.figure(id).1.series.iter().enumerate() {
            let Some((low, high)) = row.ends() else { continue };
            let key = (site.counter(id, row), row.only_part());
            let counter = keys.iter().position(|other| *other == key).unwrap_or(keys.len());
            let name = self.counter_name(id, row);
            if counter == keys.len() {
                let shown = name.clone().unwrap_or_else(|| words.get("counter-not-named").to_owned());
                let shown = key.1.map_or(shown.clone(), |part| only_part(words, &shown, part));
                counters.push(chart::Counter { name: shown, named: name.is_some() });
                keys.push(key);
            }
            let value = value_words(words, row);
            let date = row.as_of.words(words.dates);
            let told = [("value", Arg::from(&value)), ("date", (&date).into())];
            let line = match &name {
                Some(name) => words.say("count-in-words-by", &[told[0], told[1], ("name", name.into())]),
                None => words.say("count-in-words", &told),
            };
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
                words: line,
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

/// Words for what counts one part only.
fn only_part(words: &Words, value: &str, part: &str) -> String {
    words.say("only-part", &[("value", value.into()), ("part", part.into())])
}

/// The value of rows for the same days: one, the range of all, or one for each part.
fn together(words: &Words, rows: &[&Row]) -> String {
    let [first, rest @ ..] = rows else { return String::new() };
    let value = value_words(words, first);
    if rows.iter().any(|row| row.only_part().is_some()) {
        let part = |row: &&Row| only_part(words, &value_words(words, row), row.only_part().unwrap_or("?"));
        return words.list(&rows.iter().map(part).collect::<Vec<_>>());
    }
    if rest.iter().all(|row| value_words(words, row) == value) {
        return value;
    }
    let ends = || rows.iter().filter_map(|row| Some((*row, row.ends()?)));
    let lowest = ends().min_by(|(_, a), (_, b)| a.0.total_cmp(&b.0));
    let highest = ends().max_by(|(_, a), (_, b)| a.1.total_cmp(&b.1));
    let Some(((low_row, (low, _)), (high_row, (_, high)))) = lowest.zip(highest) else { return value };
    let marked = |row: &Row, number: f64| {
        let number = words.number(number);
        match (row.at_least, row.about) {
            (true, _) => words.say("at-least", &[("value", (&number).into())]),
            (false, true) => words.say("about-value", &[("value", (&number).into())]),
            (false, false) => number,
        }
    };
    let high_words = marked(high_row, high);
    if low < high {
        // “At least” at the lower end is what a range says by itself.
        let low_words = if low_row.at_least { words.number(low) } else { marked(low_row, low) };
        words.say("from-to", &[("low", (&low_words).into()), ("high", (&high_words).into())])
    } else {
        high_words
    }
}
