//! What a reader can narrow a register by, and how its rows are sorted where scripts run.

use std::collections::BTreeMap;

use serde::Serialize;

use super::claims::{speaker, topics};
use super::orders::sort_key;
use super::{Register, page_name};
use crate::model::Fields;
use crate::render::view::GradeView;
use crate::resolve::{ClaimId, NoteId, Site};
use crate::value::Date;

/// A column, and how it is sorted.
#[derive(Debug, Serialize)]
pub(super) struct Column {
    pub key: &'static str,
    pub label: &'static str,
    pub sort: &'static str,
}

fn column(key: &'static str, label: &'static str, sort: &'static str) -> Column {
    Column { key, label, sort }
}

/// The columns of a register.
pub(super) fn columns(register: &Register) -> Vec<Column> {
    let native = column("native", "Name in its own language", "text");
    match page_name(register) {
        "actors" => vec![column("name", "Actor", "text"), native, column("named", "Named in", "number")],
        "sources" => vec![
            column("name", "Source", "text"),
            column("publisher", "Publisher", "text"),
            column("date", "Published", "date"),
            column("reliability", "Reliability", "grade"),
            column("cited", "Cited", "number"),
        ],
        "events" => vec![
            column("name", "Event", "text"),
            column("date", "Date", "date"),
            column("named", "Named in", "number"),
        ],
        "places" => vec![column("name", "Place", "text"), native, column("events", "Events", "number")],
        "topics" => vec![column("name", "Topic", "text"), column("notes", "Notes", "number")],
        "briefings" => vec![column("name", "Briefing", "text"), column("date", "As of", "date")],
        "figures" => vec![
            column("name", "Figure", "text"),
            column("newest", "Newest value", "number"),
            column("all", "All counts", ""),
            column("range", "Lowest to highest", "number"),
            column("counts", "Counts", "number"),
            column("counters", "Counters", "number"),
        ],
        "claims" => vec![
            column("name", "Claim", "text"),
            column("by", "Said by", "text"),
            column("said", "Said", "date"),
            column("status", "Status", "rank"),
            column("credibility", "Credibility", "grade"),
            column("support", "Support", "number"),
        ],
        _ => vec![],
    }
}

/// One thing to narrow by.
#[derive(Debug, Serialize)]
pub(super) struct Filter {
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
}

/// Its place among the choices, its value, and its words.
type Value = ((u8, String), String, String);

const NONE: &str = "none";

/// A row without the value; it comes last.
fn none(words: &str) -> Value {
    ((u8::MAX, String::new()), NONE.to_owned(), words.to_owned())
}

fn note_value(site: &Site, id: NoteId) -> Value {
    let note = site.note(id);
    ((0, sort_key(note.title())), note.id.as_str().to_owned(), note.title().to_owned())
}

fn grade_value(rank: u8, mark: &str, label: &str) -> Value {
    ((rank, String::new()), mark.to_owned(), format!("{mark} – {label}"))
}

/// The values of one row: by each filter, all that the row answers to.
type Values = Vec<(&'static str, &'static str, Vec<Value>)>;

fn values(site: &Site, register: &Register, number: u32) -> Values {
    match page_name(register) {
        "claims" => claim_values(site, ClaimId(number)),
        "figures" => Vec::new(),
        _ => note_values(site, NoteId(number)),
    }
}

fn claim_values(site: &Site, id: ClaimId) -> Values {
    let claim = site.claim(id).1;
    let status = claim.status.map_or_else(
        || none("No status"),
        |s| ((s as u8, String::new()), s.word().to_owned(), s.label().to_owned()),
    );
    let by = speaker(site, id).map_or_else(|| none("Nobody named"), |by| note_value(site, by));
    let grade = claim.credibility.map_or_else(
        || none("Not graded"),
        |grade| grade_value(grade.number(), &grade.number().to_string(), grade.label()),
    );
    let mut under: Vec<Value> = topics(site, id).into_iter().map(|topic| note_value(site, topic)).collect();
    if under.is_empty() {
        under.push(none("No topic"));
    }
    vec![
        ("status", "Status", vec![status]),
        ("by", "Said by", vec![by]),
        ("grade", "Credibility", vec![grade]),
        ("topic", "Topic", under),
    ]
}

fn note_values(site: &Site, id: NoteId) -> Values {
    let note = site.note(id);
    let mut values = Values::new();
    if let Some((word, label)) = note.fields.facets().kind() {
        values.push(("kind", "Kind", vec![((0, label.to_owned()), word.to_owned(), label.to_owned())]));
    }
    if let Fields::Source(source) = &note.fields {
        let grade = source.reliability.map_or_else(
            || none("Not graded"),
            |grade| grade_value(grade as u8, grade.word(), grade.label()),
        );
        values.push(("grade", "Reliability", vec![grade]));
    }
    values
}

/// What one row answers to: the values of each filter, with spaces between them.
pub(super) type Answers = Vec<(&'static str, String)>;

/// The filters of the rows of one page, and for each row the values that it answers to.
pub(super) fn filters(
    site: &Site,
    register: &Register,
    rows: &[(String, u32)],
) -> (Vec<Filter>, Vec<Answers>) {
    let mut names: Vec<(&'static str, &'static str)> = Vec::new();
    let mut choices: BTreeMap<(&'static str, (u8, String), String), Choice> = BTreeMap::new();
    let mut counted = rustc_hash::FxHashSet::default();
    let mut answers = Vec::with_capacity(rows.len());
    for (heading, number) in rows {
        // A claim of several topics has several rows, but counts once.
        let first = counted.insert(*number);
        let mut own = Vec::new();
        for (name, label, values) in values(site, register, *number) {
            if !names.contains(&(name, label)) {
                names.push((name, label));
            }
            let here =
                |value: &Value| register.name != "claims-by-topic" || name != "topic" || value.2 == *heading;
            let words: Vec<&str> = values.iter().filter(|v| here(v)).map(|v| v.1.as_str()).collect();
            own.push((name, words.join(" ")));
            for (place, value, label) in values.into_iter().filter(|_| first) {
                let choice =
                    choices.entry((name, place, value.clone())).or_insert(Choice { value, label, count: 0 });
                choice.count += 1;
            }
        }
        answers.push(own);
    }
    let mut filters: Vec<Filter> =
        names.into_iter().map(|(name, label)| Filter { name, label, options: Vec::new() }).collect();
    for ((name, ..), choice) in choices {
        filters.iter_mut().filter(|filter| filter.name == name).for_each(|f| f.options.push(choice.clone()));
    }
    filters.retain(|filter| filter.options.len() > 1);
    (filters, answers)
}

/// The place of each row's date among the dates of the page, from 1; nothing where there is no date.
pub(super) fn date_ranks(dates: &[Option<&Date>]) -> Vec<Option<usize>> {
    let mut all: Vec<&Date> = dates.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    dates.iter().map(|date| date.and_then(|date| all.binary_search(&date).ok()).map(|i| i + 1)).collect()
}

/// What a grade is sorted by: `x` is outside the order, last in both directions.
pub(super) fn grade_rank(grade: Option<&GradeView>) -> &'static str {
    match grade.map(|grade| grade.mark.as_str()) {
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
        let grades = Reliability::ALL.iter().map(|grade| reliability(*grade));
        let ranks: Vec<&str> = grades.map(|grade| grade_rank(Some(&grade))).collect();
        assert_eq!(ranks, ["1", "2", "3", "4", "5", "x1"]);
        let grades = (1..=6).filter_map(Credibility::new).map(credibility);
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
        assert_eq!(date_ranks(&all), [Some(4), Some(2), Some(3), Some(2), Some(1), None]);
    }
}
