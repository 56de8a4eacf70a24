//! Pages as schema.org JSON-LD, by what each note says of itself.
//!
//! Every page has some, so it is written as text at once.

use serde_json::Value;

use crate::model::{Fields, NoteType};
use crate::resolve::{Note, NoteId, Site};
use crate::value::Date;

/// The home page as `WebSite`; empty without a base address.
pub fn site(site: &Site) -> String {
    let Some(base) = site.base() else { return String::new() };
    let mut object = Object::default();
    object.text("@context", "https://schema.org");
    object.text("@type", "WebSite");
    object.text("name", &site.config.title.value);
    object.text("url", &base);
    object.text("description", site.config.description.as_deref().unwrap_or_default());
    publisher(site, &mut object);
    object.finish()
}

/// The page of a note; `cited` are the sources of its reference list. Empty without a base address.
pub fn note(site: &Site, id: NoteId, cited: &[NoteId]) -> String {
    let Some(base) = site.base() else { return String::new() };
    let note = site.note(id);
    let mut object = describe(site, id, &base);
    object.text("@context", "https://schema.org");
    let creative = matches!(note.note_type(), NoteType::Briefing | NoteType::Page);
    if creative {
        object.text("headline", note.title());
        publisher(site, &mut object);
        object.date("dateModified", note.common.updated.as_ref().and_then(Date::machine));
        object.list("citation", cited.iter().map(|source| brief(site, *source, &base).finish()));
    }
    object.finish()
}

fn describe(site: &Site, id: NoteId, base: &str) -> Object {
    let note = site.note(id);
    let mut object = brief(site, id, base);
    if let Some(summary) = &note.common.summary {
        object.text("description", &super::view::plain_statement(&summary.value));
    }
    object.list("alternateName", note.common.aliases.iter().map(|alias| quoted(&alias.value.name)));
    if let Some(item) = note.fields.facets().wikidata() {
        object.text("sameAs", &format!("https://www.wikidata.org/entity/{item}"));
    }
    match &note.fields {
        Fields::Actor(actor) => {
            for (name, date) in [
                ("birthDate", &actor.born),
                ("deathDate", &actor.died),
                ("foundingDate", &actor.founded),
                ("dissolutionDate", &actor.dissolved),
            ] {
                object.date(name, date.as_ref().and_then(|date| date.value.machine()));
            }
        }
        Fields::Event(event) => {
            object.date("startDate", first_day(&event.date));
            object.date("endDate", last_day(&event.date));
            let places = event.places.iter().filter_map(|place| note.target_note(place));
            object.list("location", places.map(|place| brief(site, place, base).finish()));
        }
        Fields::Place(place) => {
            if let Some((lat, lon)) = place.position() {
                let mut geo = Object::default();
                geo.text("@type", "GeoCoordinates");
                geo.json("latitude", serde_json::json!(lat).to_string());
                geo.json("longitude", serde_json::json!(lon).to_string());
                object.json("geo", geo.finish());
            }
        }
        Fields::Briefing(briefing) => {
            object.date("datePublished", briefing.date.machine());
            people(&mut object, &briefing.authors);
        }
        Fields::Source(source) => {
            object.date("datePublished", source.published.as_ref().and_then(Date::machine));
            object.text("archivedAt", source.archived.as_ref().map(|a| a.url.as_str()).unwrap_or_default());
            people(&mut object, &source.authors);
        }
        Fields::Topic(_) | Fields::Page(_) => {}
    }
    object
}

/// Type, name and address of a note.
fn brief(site: &Site, id: NoteId, base: &str) -> Object {
    let note = site.note(id);
    let mut object = Object::default();
    object.text("@type", note.fields.facets().schema_org());
    object.text("name", note.title());
    match outside(note) {
        Some(url) => object.text("url", url),
        None => object.text("url", &[base, &note.href].concat()),
    }
    object
}

/// A source's own address stands for it.
fn outside(note: &Note) -> Option<&str> {
    match &note.fields {
        Fields::Source(source) => source.url.as_ref().map(|url| url.value.as_str()),
        _ => None,
    }
}

fn people(object: &mut Object, names: &[String]) {
    object.list("author", names.iter().map(|name| named("Person", name)));
}

fn publisher(site: &Site, object: &mut Object) {
    if let Some(publisher) = &site.config.publisher {
        object.json("publisher", named("Organization", publisher));
    }
}

fn named(kind: &str, name: &str) -> String {
    let mut object = Object::default();
    object.text("@type", kind);
    object.text("name", name);
    object.finish()
}

fn first_day(date: &Date) -> Option<String> {
    date.machine().or_else(|| date.earliest().day().map(|day| day.to_string()))
}

fn last_day(date: &Date) -> Option<String> {
    date.machine().or_else(|| date.latest().day().map(|day| day.to_string()))
}

/// A JSON object that can stand in a script element; its fields are sorted by name.
#[derive(Default)]
struct Object {
    fields: Vec<(&'static str, String)>,
}

impl Object {
    /// Adds a field of finished JSON.
    fn json(&mut self, name: &'static str, json: String) {
        self.fields.push((name, json));
    }

    /// Adds a text, if it is not empty.
    fn text(&mut self, name: &'static str, text: &str) {
        if !text.is_empty() {
            self.json(name, quoted(text));
        }
    }

    fn date(&mut self, name: &'static str, date: Option<String>) {
        self.text(name, date.as_deref().unwrap_or_default());
    }

    /// Adds a list of finished JSON, if it is not empty.
    fn list(&mut self, name: &'static str, entries: impl Iterator<Item = String>) {
        let mut json = String::new();
        for entry in entries {
            json.push(if json.is_empty() { '[' } else { ',' });
            json.push_str(&entry);
        }
        if !json.is_empty() {
            json.push(']');
            self.json(name, json);
        }
    }

    fn finish(mut self) -> String {
        self.fields.sort_unstable_by_key(|(name, _)| *name);
        let length: usize = self.fields.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
        let mut json = String::with_capacity(length + 2);
        json.push('{');
        for (i, (name, value)) in self.fields.iter().enumerate() {
            json.extend([if i == 0 { "\"" } else { ",\"" }, name, "\":", value]);
        }
        json.push('}');
        json
    }
}

/// A text as JSON that can stand in a script element: nothing in it can close the element or begin a comment.
fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    let mut from = 0;
    for (i, c) in text.char_indices() {
        if matches!(c, '"' | '\\' | '<' | '>' | '&' | '\0'..='\x1f' | '\u{2028}' | '\u{2029}') {
            json.push_str(&text[from..i]);
            from = i + c.len_utf8();
            match c {
                '"' => json.push_str("\\\""),
                '\\' => json.push_str("\\\\"),
                '\n' => json.push_str("\\n"),
                '\t' => json.push_str("\\t"),
                c => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            }
        }
    }
    json.push_str(&text[from..]);
    json.push('"');
    json
}

/// JSON that can stand in a script element, as [`quoted`] texts can.
pub(super) fn safe(value: &Value) -> String {
    let json = value.to_string();
    if !json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        return json;
    }
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_closes_the_element() {
        let name = "</script><!--\u{2028}&\"\\\n\t\u{1}";
        let mut object = Object::default();
        object.text("name", name);
        let text = object.finish();
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\n']), "{text}");
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["name"], name);
        assert_eq!(safe(&json!({ "name": name })), text);
    }

    #[test]
    fn fields_are_sorted() {
        let mut object = Object::default();
        object.text("name", "b");
        object.list("list", ["1".to_owned(), "2".to_owned()].into_iter());
        object.list("none", std::iter::empty());
        object.text("@type", "a");
        assert_eq!(object.finish(), r#"{"@type":"a","list":[1,2],"name":"b"}"#);
    }
}
