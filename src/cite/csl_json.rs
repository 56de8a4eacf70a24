//! Sources as CSL-JSON, the exchange format of Zotero, Pandoc and citation processors.

use serde_json::{Map, Value, json};

use super::work::Work;
use crate::resolve::{NoteId, Site};
use crate::value::Date;
use crate::value::date::{Bound, Precision};

/// Makes the item of a source, or of a briefing: `id` is the note's id.
pub fn item(site: &Site, id: NoteId) -> Value {
    let mut item = Map::new();
    item.insert("id".into(), json!(site.note(id).id.as_str()));
    let Some(work) = Work::new(site, id) else { return Value::Object(item) };
    item.insert("type".into(), json!(work.csl));
    item.insert("title".into(), json!(work.title));
    let mut text = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            item.insert(name.into(), json!(value));
        }
    };
    text("publisher", work.publisher);
    text("container-title", work.container);
    text("URL", work.url.as_deref());
    text("DOI", work.doi);
    text("ISBN", work.isbn);
    text("page", work.pages);
    text("language", work.lang);
    text("note", work.note);
    if !work.authors.is_empty() {
        let authors: Vec<Value> = work.authors.iter().map(|name| author(name)).collect();
        item.insert("author".into(), json!(authors));
    }
    for (name, value) in [("issued", work.published), ("accessed", work.accessed)] {
        if let Some(date) = value.and_then(date) {
            item.insert(name.into(), date);
        }
    }
    Value::Object(item)
}

/// `Family, Given` is a person's name in parts; any other name is kept whole, since it may be a body's.
fn author(name: &str) -> Value {
    match name.split_once(", ") {
        Some((family, given)) => json!({ "family": family, "given": given }),
        None => json!({ "literal": name }),
    }
}

/// A date as CSL has it: one or two lists of year, month, day, as far as they are known.
pub fn date(date: &Date) -> Option<Value> {
    let (Bound::Day(first), latest) = (date.earliest(), date.latest()) else { return None };
    let (year, month, day) = first.ymd();
    let single = match date.precision() {
        Precision::Day | Precision::Time => json!([year, month, day]),
        Precision::Month => json!([year, month]),
        _ => json!([year]),
    };
    let mut parts = vec![single];
    let ranged = matches!(date.precision(), Precision::Interval | Precision::Set);
    if let Bound::Day(last) = latest
        && ranged
        && last != first
    {
        let (last_year, last_month, last_day) = last.ymd();
        parts = vec![json!([year, month, day]), json!([last_year, last_month, last_day])];
    }
    let mut value = Map::new();
    value.insert("date-parts".into(), Value::Array(parts));
    if date.is_approximate() || date.is_uncertain() {
        value.insert("circa".into(), json!(true));
    }
    Some(Value::Object(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_what_is_known() {
        let csl = |text: &str| date(&Date::parse(text).unwrap()).map(|v| v.to_string());
        assert_eq!(csl("2024-03-24").as_deref(), Some(r#"{"date-parts":[[2024,3,24]]}"#));
        assert_eq!(csl("2018-08~").as_deref(), Some(r#"{"circa":true,"date-parts":[[2018,8]]}"#));
        assert_eq!(csl("2017").as_deref(), Some(r#"{"date-parts":[[2017]]}"#));
        assert_eq!(
            csl("[2024-09-27,2024-09-28]").as_deref(),
            Some(r#"{"date-parts":[[2024,9,27],[2024,9,28]]}"#)
        );
        assert_eq!(csl("../2018"), None);
    }
}
