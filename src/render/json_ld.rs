//! Pages as schema.org JSON-LD, by what each note says of itself.

use serde_json::{Map, Value, json};

use crate::model::{Fields, NoteType};
use crate::resolve::{Note, NoteId, Site};
use crate::value::Date;

/// The home page as `WebSite`; empty without a base address.
pub fn site(site: &Site) -> String {
    let Some(base) = site.base() else { return String::new() };
    let mut object = Map::new();
    object.insert("@context".into(), json!("https://schema.org"));
    object.insert("@type".into(), json!("WebSite"));
    object.insert("name".into(), json!(site.config.title.value));
    object.insert("url".into(), json!(base));
    insert(&mut object, "description", site.config.description.as_deref());
    publisher(site, &mut object);
    safe(&Value::Object(object))
}

/// The page of a note; `cited` are the sources of its reference list. Empty without a base address.
pub fn note(site: &Site, id: NoteId, cited: &[NoteId]) -> String {
    let Some(base) = site.base() else { return String::new() };
    let note = site.note(id);
    let mut object = describe(site, id, &base);
    object.insert("@context".into(), json!("https://schema.org"));
    let creative = matches!(note.note_type(), NoteType::Briefing | NoteType::Page);
    if creative {
        object.insert("headline".into(), json!(note.title()));
        publisher(site, &mut object);
        if let Some(updated) = &note.common.updated {
            insert(&mut object, "dateModified", updated.machine().as_deref());
        }
        if !cited.is_empty() {
            let citations: Vec<Value> =
                cited.iter().map(|source| Value::Object(brief(site, *source, &base))).collect();
            object.insert("citation".into(), json!(citations));
        }
    }
    safe(&Value::Object(object))
}

fn describe(site: &Site, id: NoteId, base: &str) -> Map<String, Value> {
    let note = site.note(id);
    let mut object = brief(site, id, base);
    let summary = note.common.summary.as_ref().map(|summary| super::view::plain_statement(&summary.value));
    insert(&mut object, "description", summary.as_deref());
    let aliases: Vec<&str> = note.common.aliases.iter().map(|alias| alias.value.name.as_str()).collect();
    if !aliases.is_empty() {
        object.insert("alternateName".into(), json!(aliases));
    }
    if let Some(item) = note.fields.facets().wikidata() {
        object.insert("sameAs".into(), json!(format!("https://www.wikidata.org/entity/{item}")));
    }
    match &note.fields {
        Fields::Actor(actor) => {
            for (name, date) in [
                ("birthDate", &actor.born),
                ("deathDate", &actor.died),
                ("foundingDate", &actor.founded),
                ("dissolutionDate", &actor.dissolved),
            ] {
                insert(&mut object, name, date.as_ref().and_then(|date| date.value.machine()).as_deref());
            }
        }
        Fields::Event(event) => {
            insert(&mut object, "startDate", first_day(&event.date).as_deref());
            insert(&mut object, "endDate", last_day(&event.date).as_deref());
            let places = event.places.iter().filter_map(|place| note.target_note(place));
            let places: Vec<Value> = places.map(|place| Value::Object(brief(site, place, base))).collect();
            if !places.is_empty() {
                object.insert("location".into(), json!(places));
            }
        }
        Fields::Place(place) => {
            if let Some((lat, lon)) = place.position() {
                let geo = json!({ "@type": "GeoCoordinates", "latitude": lat, "longitude": lon });
                object.insert("geo".into(), geo);
            }
        }
        Fields::Briefing(briefing) => {
            insert(&mut object, "datePublished", briefing.date.machine().as_deref());
            people(&mut object, &briefing.authors);
        }
        Fields::Source(source) => {
            insert(
                &mut object,
                "datePublished",
                source.published.as_ref().and_then(Date::machine).as_deref(),
            );
            insert(&mut object, "archivedAt", source.archived.as_ref().map(|archived| archived.url.as_str()));
            people(&mut object, &source.authors);
        }
        Fields::Topic(_) | Fields::Page(_) => {}
    }
    object
}

/// Type, name and address of a note.
fn brief(site: &Site, id: NoteId, base: &str) -> Map<String, Value> {
    let note = site.note(id);
    let mut object = Map::new();
    object.insert("@type".into(), json!(note.fields.facets().schema_org()));
    object.insert("name".into(), json!(note.title()));
    object.insert("url".into(), json!(outside(note).unwrap_or_else(|| format!("{base}{}", note.href))));
    object
}

/// A source's own address stands for it.
fn outside(note: &Note) -> Option<String> {
    match &note.fields {
        Fields::Source(source) => source.url.as_ref().map(|url| url.value.as_str().to_owned()),
        _ => None,
    }
}

fn people(object: &mut Map<String, Value>, names: &[String]) {
    if !names.is_empty() {
        let authors: Vec<Value> =
            names.iter().map(|name| json!({ "@type": "Person", "name": name })).collect();
        object.insert("author".into(), json!(authors));
    }
}

fn publisher(site: &Site, object: &mut Map<String, Value>) {
    if let Some(publisher) = &site.config.publisher {
        object.insert("publisher".into(), json!({ "@type": "Organization", "name": publisher }));
    }
}

fn first_day(date: &Date) -> Option<String> {
    date.machine().or_else(|| date.earliest().day().map(|day| day.to_string()))
}

fn last_day(date: &Date) -> Option<String> {
    date.machine().or_else(|| date.latest().day().map(|day| day.to_string()))
}

fn insert(object: &mut Map<String, Value>, name: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        object.insert(name.into(), json!(value));
    }
}

/// JSON that can stand in a script element: nothing in it can close the element or begin a comment.
pub(super) fn safe(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_closes_the_element() {
        let text = safe(&json!({ "name": "</script><!--\u{2028}&" }));
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["name"], "</script><!--\u{2028}&");
    }
}
