//! What a reader can narrow a register by, and how its rows are sorted where scripts run.

use std::collections::BTreeMap;

use serde::Serialize;

use super::claims::{speaker, topics};
use super::orders::grade_line;
use super::{Register, page_name};
use crate::model::Fields;
use crate::render::Stage;
use crate::render::view::{self, GradeView, kind_label};
use crate::render::words::{Arg, Words};
use crate::resolve::{ClaimId, NoteId, Site};
use crate::value::Date;

/// A column, and how it is sorted.
#[derive(Debug, Serialize)]
pub(super) struct Column {
    pub key: &'static str,
    pub label: &'static str,
    pub sort: &'static str,
}

fn column(words: &Words, key: &'static str, label: &str, sort: &'static str) -> Column {
    Column { key, label: words.get(label), sort }
}

/// The columns of a register.
pub(super) fn columns(words: &Words, register: &Register) -> Vec<Column> {
    let column = |key, label, sort| column(words, key, label, sort);
    let native = || column("native", "col-native", "text");
    match page_name(register) {
        "actors" => {
            vec![column("name", "actor", "text"), native(), column("named", "col-named-in", "number")]
        }
        "sources" => vec![
            column("name", "col-source", "text"),
            column("publisher", "fact-publisher", "text"),
            column("date", "col-published", "date"),
            column("reliability", "reliability", "grade"),
            column("cited", "col-cited", "number"),
        ],
        "events" => vec![
            column("name", "col-event", "text"),
            column("date", "col-date", "date"),
            column("named", "col-named-in", "number"),
        ],
        "places" => vec![column("name", "col-place", "text"), native(), column("events", "events", "number")],
        "topics" => vec![column("name", "col-topic", "text"), column("notes", "col-notes", "number")],
        "briefings" => vec![column("name", "col-briefing", "text"), column("date", "col-as-of", "date")],
        "figures" => vec![
            column("name", "col-figure", "text"),
            column("newest", "col-newest-value", "number"),
            column("all", "col-all-counts", ""),
            column("range", "col-range", "number"),
            column("counts", "col-counts", "number"),
            column("counters", "col-counters", "number"),
        ],
        "claims" => vec![
            column("name", "claim", "text"),
            column("by", "col-said-by", "text"),
            column("said", "said", "date"),
            column("status", "status", "rank"),
            column("credibility", "credibility", "grade"),
            column("support", "support", "number"),
        ],
        _ => vec![],
    }
}

/// One thing to narrow by.
#[derive(Debug, Serialize)]
pub(in crate::render::pages) struct Filter {
    name: &'static str,
    label: &'static str,
    options: Vec<Choice>,
}

/// One value to narrow to.
#[derive(Debug, Clone, Serialize)]
struct Choice {
    value: String,
    label: String,
    /// How many entries of the page have it.
    count: usize,
    /// The label with the count.
    words: String,
}

impl Choice {
    fn with_words(self, words: &Words) -> Choice {
        let told = [("label", Arg::from(&self.label)), ("count", self.count.into())];
        Choice { words: words.say("filter-option", &told), ..self }
    }
}

/// Something that a row answers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render::pages) struct Value {
    /// Its place among the choices: by a number, then by a key.
    place: (u32, String),
    value: String,
    label: String,
}

impl Value {
    fn new(place: u32, value: impl Into<String>, label: impl Into<String>) -> Value {
        Value { place: (place, String::new()), value: value.into(), label: label.into() }
    }

    /// A value that is sorted by a key of its words.
    pub(in crate::render::pages) fn word(key: String, value: &str, label: &str) -> Value {
        Value { place: (0, key), value: value.to_owned(), label: label.to_owned() }
    }
}

const NONE: &str = "none";

/// A row without the value; it comes last.
fn none(words: &str) -> Value {
    Value::new(u32::MAX, NONE, words)
}

pub(in crate::render::pages) fn note_value(stage: &Stage<'_>, id: NoteId) -> Value {
    let note = stage.site.note(id);
    Value::new(stage.orders().names.rank(id), note.id.as_str(), note.title())
}

fn grade_value(words: &Words, rank: u8, grade: GradeView) -> Value {
    Value::new(u32::from(rank), grade.mark, grade_line(words, grade))
}

/// The values of one row: by each filter, all that the row answers to.
pub(in crate::render::pages) type Values = Vec<(&'static str, &'static str, Vec<Value>)>;

fn values(stage: &Stage<'_>, register: &Register, number: u32) -> Values {
    match page_name(register) {
        "claims" => claim_values(stage, ClaimId(number)),
        "figures" => Vec::new(),
        _ => note_values(stage.site, stage.words, NoteId(number)),
    }
}

fn claim_values(stage: &Stage<'_>, id: ClaimId) -> Values {
    let (site, words) = (stage.site, stage.words);
    let claim = site.claim(id).1;
    let status = claim.status.map_or_else(
        || none(words.get("no-status")),
        |s| Value::new(s as u32, s.word(), words.label("status", s.word())),
    );
    let by = speaker(site, id).map_or_else(|| none(words.get("nobody-named")), |by| note_value(stage, by));
    let grade = claim.credibility.map_or_else(
        || none(words.get("not-graded")),
        |grade| grade_value(words, grade.number(), view::credibility(words, grade)),
    );
    let mut under: Vec<Value> = topics(site, id).into_iter().map(|topic| note_value(stage, topic)).collect();
    if under.is_empty() {
        under.push(none(words.get("no-topic")));
    }
    vec![
        ("status", "status", vec![status]),
        ("by", "col-said-by", vec![by]),
        ("grade", "credibility", vec![grade]),
        ("topic", "col-topic", under),
    ]
}

fn note_values(site: &Site, words: &Words, id: NoteId) -> Values {
    let note = site.note(id);
    let mut values = Values::new();
    if let Some((word, label)) =
        note.fields.facets().kind().map(|(word, _)| word).zip(kind_label(words, note))
    {
        values.push(("kind", "kind", vec![Value::word(label.to_owned(), word, label)]));
    }
    if let Fields::Source(source) = &note.fields {
        let grade = source.reliability.map_or_else(
            || none(words.get("not-graded")),
            |grade| grade_value(words, grade as u8, view::reliability(words, grade)),
        );
        values.push(("grade", "reliability", vec![grade]));
    }
    values
}

/// What one row answers to: the values of each filter, with spaces between them.
pub(in crate::render::pages) type Answers = Vec<(&'static str, String)>;

/// The filters of the rows of one page, and for each row the values that it answers to.
pub(super) fn filters(
    stage: &Stage<'_>,
    register: &Register,
    rows: &[(String, u32)],
) -> (Vec<Filter>, Vec<Answers>) {
    // A claim of several topics has several rows, but counts once; each row answers to the topic that it stands under.
    let mut counted = rustc_hash::FxHashSet::default();
    let by_topic = register.name == "claims-by-topic";
    let here = |i: usize, name: &str, value: &Value| !by_topic || name != "topic" || value.label == rows[i].0;
    let values = |number| (counted.insert(number), values(stage, register, number));
    tally(stage.words, rows.iter().map(|(_, number)| *number).map(values), here)
}

/// The filters for some rows, and what each row answers to: the values of it that are `here`. A row that is not the first of its entry does not
/// count.
pub(in crate::render::pages) fn tally(
    words: &Words,
    rows: impl Iterator<Item = (bool, Values)>,
    here: impl Fn(usize, &str, &Value) -> bool,
) -> (Vec<Filter>, Vec<Answers>) {
    let mut names: Vec<(&'static str, &'static str)> = Vec::new();
    let mut choices: BTreeMap<(&'static str, (u32, String), String), Choice> = BTreeMap::new();
    let mut answers = Vec::with_capacity(rows.size_hint().0);
    for (i, (first, values)) in rows.enumerate() {
        let mut own = Vec::with_capacity(values.len());
        for (name, label, values) in values {
            if !names.contains(&(name, label)) {
                names.push((name, label));
            }
            let said: Vec<&str> =
                values.iter().filter(|v| here(i, name, v)).map(|v| v.value.as_str()).collect();
            own.push((name, said.join(" ")));
            for Value { place, value, label } in values.into_iter().filter(|_| first) {
                let choice = choices.entry((name, place, value.clone())).or_insert(Choice {
                    value,
                    label,
                    count: 0,
                    words: String::new(),
                });
                choice.count += 1;
            }
        }
        answers.push(own);
    }
    let mut filters: Vec<Filter> = names
        .into_iter()
        .map(|(name, label)| Filter { name, label: words.get(label), options: Vec::new() })
        .collect();
    for ((name, ..), choice) in choices {
        filters
            .iter_mut()
            .filter(|filter| filter.name == name)
            .for_each(|f| f.options.push(choice.clone().with_words(words)));
    }
    filters.retain(|filter| filter.options.len() > 1);
    (filters, answers)
}

/// The place of each row's date among the dates of the page, from 1; nothing where there is no date.
pub(super) fn date_ranks(dates: Vec<Option<&Date>>) -> Vec<Option<usize>> {
    let mut all: Vec<&Date> = dates.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    dates.into_iter().map(|date| date.and_then(|date| all.binary_search(&date).ok()).map(|i| i + 1)).collect()
}

/// What a grade is sorted by: `x` is outside the order, last in both directions.
pub(super) fn grade_rank(grade: Option<&GradeView>) -> &'static str {
    match grade.map(|grade| grade.mark) {
        Some("A" | "1") => "1",
        Some("B" | "2") => "2",
        Some("C" | "3") => "3",
        Some("D" | "4") => "4",
        Some("E" | "5") => "5",
        Some(_) => "x1",
        None => "x2",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::view::{credibility, reliability};
    use crate::value::{Credibility, Reliability};

    #[test]
    fn what_cannot_be_judged_is_never_ranked() {
        let words = crate::render::words::english();
        let grades = Reliability::ALL.iter().map(|grade| reliability(&words, *grade));
        let ranks: Vec<&str> = grades.map(|grade| grade_rank(Some(&grade))).collect();
        assert_eq!(ranks, ["1", "2", "3", "4", "5", "x1"]);
        let grades = (1..=6).filter_map(Credibility::new).map(|grade| credibility(&words, grade));
        let ranks: Vec<&str> = grades.map(|grade| grade_rank(Some(&grade))).collect();
        assert_eq!(ranks, ["1", "2", "3", "4", "5", "x1"]);
        assert_eq!(grade_rank(None), "x2");
    }

    #[test]
    fn dates_are_ranked_as_on_a_timeline() {
        let dates: Vec<Date> = ["2024-03-24", "2023", "2024-03", "2023", "2017/.."]
            .iter()
            .map(|text| Date::parse(text).unwrap())
            .collect();
        let mut all: Vec<Option<&Date>> = dates.iter().map(Some).collect();
        all.push(None);
        assert_eq!(date_ranks(all), [Some(4), Some(2), Some(3), Some(2), Some(1), None]);
    }
}
