//! JSON Schemas of front matter and of `site.yaml`, from the very structs that read them, for editors and other programs.
//!
//! They are in draft 7, which every editor knows. A schema takes all that the program takes, and refuses what it can see to be wrong: unknown fields,
//! missing ones, words and grades that do not exist, dates in no form. What needs the calendar or other notes is left to `check`.

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::config::Config;
use crate::export;
use crate::model::note::Common;
use crate::model::translation::Translation;
use crate::model::{Fields, NoteType};
use crate::yaml::fields_of;

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The front matter of a note.
    Note(NoteType),
    /// The front matter of a note's translation.
    Translation,
    /// `site.yaml`.
    Site,
}

impl Subject {
    /// All subjects: the note types first.
    pub fn all() -> Vec<Subject> {
        let notes = NoteType::ALL.iter().map(|kind| Subject::Note(*kind));
        notes.chain([Subject::Translation, Subject::Site]).collect()
    }

    /// Its name on the command line and of its file.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Note(kind) => kind.word(),
            Subject::Translation => "translation",
            Subject::Site => "site",
        }
    }

    /// What it is, in one line.
    pub fn words(self) -> String {
        match self {
            Subject::Note(kind) => format!("Front matter of notes in content/{}/", kind.folder()),
            Subject::Translation => "Front matter of a note in another language, NAME.LANG.md".to_owned(),
            Subject::Site => "The settings of a site, site.yaml".to_owned(),
        }
    }

    /// Its JSON Schema.
    pub fn schema(self) -> Value {
        let mut generator = SchemaSettings::draft07()
            .with(|settings| settings.transforms.insert(0, Box::new(as_written)))
            .into_generator();
        let mut schema = match self {
            Subject::Note(kind) => note(kind, &mut generator),
            Subject::Translation => Translation::json_schema(&mut generator),
            Subject::Site => site(&mut generator),
        };
        let definitions = Value::Object(generator.take_definitions(false));
        let head = [
            ("$schema", json!("http://json-schema.org/draft-07/schema#")),
            ("title", json!(format!("Sourcebook: {}", self.name()))),
            ("description", json!(self.words())),
            ("definitions", definitions),
        ];
        schema.ensure_object().extend(head.map(|(key, value)| (key.to_owned(), value)));
        generator.transforms_mut().for_each(|transform| transform.transform(&mut schema));
        schema.to_value()
    }
}

/// A field as an author meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldWords {
    pub name: &'static str,
    /// What it says, in one sentence.
    pub meaning: String,
    pub shape: Shape,
    pub is_required: bool,
}

/// How the value of a field is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Text,
    Date,
    Number,
    Flag,
    /// One of these words or numbers.
    Words(Vec<String>),
    /// A list of text, or of items with these parts.
    List(Vec<String>),
    /// A mapping with these parts, or any if there are none.
    Parts(Vec<String>),
}

/// The fields of a note type: the title, those of its own, then those that all notes have.
pub fn fields(kind: NoteType) -> Vec<FieldWords> {
    let schema = Subject::Note(kind).schema();
    let (title, rest) = fields_of::<Common>().split_first().map_or((None, &[][..]), |(a, b)| (Some(a), b));
    let names =
        title.into_iter().chain(Fields::names(kind)).chain(rest.iter().filter(|name| **name != "type"));
    let required = |name: &str| schema["required"].as_array().is_some_and(|all| all.contains(&json!(name)));
    let words = |name: &&'static str| {
        let field = &schema["properties"][*name];
        FieldWords {
            name,
            meaning: field["description"].as_str().unwrap_or_default().to_owned(),
            shape: shape(&schema, field),
            is_required: required(name),
        }
    };
    names.map(words).collect()
}

/// The schema that a reference leads to, or the schema itself.
fn followed<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let link = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
    let name = link.and_then(|link| link.strip_prefix("#/definitions/"));
    name.map_or(schema, |name| &root["definitions"][name])
}

fn shape(root: &Value, field: &Value) -> Shape {
    let schema = followed(root, field);
    if let Some(words) = schema["enum"].as_array() {
        let word = |word: &Value| word.as_str().map_or_else(|| word.to_string(), str::to_owned);
        return Shape::Words(words.iter().map(word).collect());
    }
    let parts = |schema: &Value| {
        schema["required"].as_array().map_or_else(Vec::new, |required| {
            let all = schema["properties"].as_object().into_iter().flatten().map(|(name, _)| json!(name));
            let rest = all.filter(|name| !required.contains(name));
            required.iter().cloned().chain(rest).filter_map(|name| name.as_str().map(str::to_owned)).collect()
        })
    };
    match schema["type"].as_str() {
        Some("array") => Shape::List(parts(followed(root, &schema["items"]))),
        Some("object") => Shape::Parts(parts(schema)),
        Some("number" | "integer") => Shape::Number,
        Some("boolean") => Shape::Flag,
        _ if schema["minimum"].is_number() => Shape::Date,
        _ => Shape::Text,
    }
}

/// The fields of all notes and those of a type, as one list.
fn note(kind: NoteType, generator: &mut SchemaGenerator) -> Schema {
    let mut schema = Common::json_schema(generator);
    let own = Fields::schema(kind, generator).to_value();
    let properties = members(&mut schema, "properties");
    properties
        .extend(own["properties"].as_object().into_iter().flatten().map(|(k, v)| (k.clone(), v.clone())));
    if let Some(Value::Object(word)) = properties.get_mut("type") {
        word.insert("enum".to_owned(), json!([kind.word()]));
        word.insert("enumDescriptions".to_owned(), json!([kind.label()]));
    }
    let required = own["required"].as_array().into_iter().flatten().cloned();
    if let Some(Value::Array(all)) = schema.ensure_object().get_mut("required") {
        all.extend(required);
    }
    schema
}

fn site(generator: &mut SchemaGenerator) -> Schema {
    let mut schema = Config::json_schema(generator);
    if let Some(exports) = members(&mut schema, "properties").get_mut("exports") {
        let names: Vec<&str> = export::ALL.iter().map(|export| export.name).collect();
        exports["items"] = json!({ "type": "string", "enum": names });
    }
    schema
}

/// The members of an object inside a schema; the object is made if it is not there.
fn members<'a>(schema: &'a mut Schema, key: &str) -> &'a mut Map<String, Value> {
    let place = schema.ensure_object().entry(key).or_insert_with(|| json!({}));
    if !place.is_object() {
        *place = json!({});
    }
    place.as_object_mut().unwrap_or_else(|| unreachable!("it has just been made one"))
}

/// Brings a schema to what is written in YAML: no field is null, an unquoted number is text as well, and a default that says nothing is not said.
fn as_written(schema: &mut Schema) {
    if let Some(object) = schema.as_object_mut() {
        without_null(object);
        let is_free = !["pattern", "enum", "const", "format"].iter().any(|key| object.contains_key(*key));
        if object.get("type") == Some(&json!("string")) && is_free {
            object.insert("type".to_owned(), json!(["string", "number"]));
        }
        if object.get("format") == Some(&json!("double")) {
            object.remove("format");
        }
        if object.get("default").is_some_and(|value| *value != json!(true)) {
            object.remove("default");
        }
    }
    transform_subschemas(&mut as_written, schema);
}

/// Takes the null away that an optional value brings with it.
fn without_null(object: &mut Map<String, Value>) {
    for key in ["type", "enum"] {
        if let Some(Value::Array(all)) = object.get_mut(key) {
            all.retain(|value| !value.is_null() && value != "null");
            if key == "type" && all.len() == 1 {
                let only = all.remove(0);
                object.insert(key.to_owned(), only);
            }
        }
    }
    if let Some(Value::Array(all)) = object.get_mut("anyOf") {
        all.retain(|value| value["type"] != "null");
        if let [Value::Object(only)] = all.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            for (key, value) in only {
                object.entry(key).or_insert(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `f` with every field of a schema, by its path.
    fn each_field(path: &str, schema: &Value, f: &mut dyn FnMut(&str, &Value)) {
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            f(&path, field);
            each_field(&path, field, f);
        }
    }

    #[test]
    fn every_field_says_what_it_is_for() {
        for subject in Subject::all() {
            let schema = subject.schema();
            let mut silent = Vec::new();
            let mut look = |path: &str, field: &Value| {
                if field["description"].as_str().is_none_or(str::is_empty) {
                    silent.push(path.to_owned());
                }
            };
            each_field(subject.name(), &schema, &mut look);
            for (name, definition) in schema["definitions"].as_object().unwrap() {
                each_field(name, definition, &mut look);
            }
            assert_eq!(silent, Vec::<String>::new());
        }
    }

    #[test]
    fn the_fields_are_those_that_serde_reads() {
        for kind in NoteType::ALL {
            let schema = Subject::Note(*kind).schema();
            let mut fields: Vec<&str> =
                schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            let shared = fields_of::<Common>();
            let mut wanted: Vec<&str> = Fields::names(*kind).iter().chain(shared).copied().collect();
            fields.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(fields, wanted, "{kind:?}");
            assert_eq!(schema["additionalProperties"], json!(false));
            assert_eq!(schema["properties"]["type"]["enum"], json!([kind.word()]));
        }
    }

    #[test]
    fn fields_come_in_order_with_their_shapes() {
        let all = fields(NoteType::Event);
        let names: Vec<&str> = all.iter().map(|field| field.name).collect();
        assert_eq!(
            names[..8],
            ["title", "date", "date_words", "kind", "places", "actors", "sources", "credibility"]
        );
        assert_eq!(names[8], "aliases");
        let find = |kind, name: &str| fields(kind).into_iter().find(|field| field.name == name).unwrap();
        assert!(all[1].is_required && all[1].shape == Shape::Date && !all[3].is_required);
        assert_eq!(
            find(NoteType::Event, "credibility").shape,
            Shape::Words((1..=6).map(|n| n.to_string()).collect())
        );
        assert_eq!(find(NoteType::Place, "lat").shape, Shape::Number);
        assert_eq!(find(NoteType::Source, "authors").shape, Shape::List(Vec::new()));
        let Shape::List(parts) = find(NoteType::Actor, "relations").shape else {
            panic!("relations are a list")
        };
        assert_eq!(parts[..2], ["type", "to"]);
        assert_eq!(find(NoteType::Source, "archived").shape, Shape::Parts(vec!["url".into(), "date".into()]));
        assert_eq!(find(NoteType::Page, "rules").shape, Shape::Parts(Vec::new()));
    }

    #[test]
    fn words_carry_their_meaning_and_nothing_is_null() {
        let source = Subject::Note(NoteType::Source).schema();
        let grade = &source["properties"]["reliability"];
        assert_eq!(grade["enum"], json!(["A", "B", "C", "D", "E", "F"]));
        assert_eq!(grade["enumDescriptions"][1], "Usually reliable");
        assert!(grade["description"].as_str().unwrap().contains("Admiralty"));
        for subject in Subject::all() {
            assert!(!subject.schema().to_string().contains("null"), "{}", subject.name());
        }
        let event = Subject::Note(NoteType::Event).schema();
        assert_eq!(event["required"], json!(["title", "date"]));
        let site = Subject::Site.schema();
        assert!(site["properties"]["exports"]["items"]["enum"].as_array().unwrap().contains(&json!("atom")));
    }
}
