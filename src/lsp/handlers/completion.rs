//! What can stand where one types: names of notes, fields, words.

use serde_json::{Value, json};

use super::hover::card;
use crate::lsp::state::State;
use crate::model::NoteType;
use crate::schema::{self, Shape, Subject};
use crate::text::{FileId, Span, fold};

/// The most notes that are offered at once; more letters find the rest.
const MOST: usize = 200;

/// The fields that hold names of notes, and of which type these are.
const NAMES: [(&str, Option<NoteType>); 14] = [
    ("topics", Some(NoteType::Topic)),
    ("places", Some(NoteType::Place)),
    ("country", Some(NoteType::Place)),
    ("actors", Some(NoteType::Actor)),
    ("actor", Some(NoteType::Actor)),
    ("to", Some(NoteType::Actor)),
    ("by", Some(NoteType::Actor)),
    ("counted_by", Some(NoteType::Actor)),
    ("events", Some(NoteType::Event)),
    ("sources", Some(NoteType::Source)),
    ("source", Some(NoteType::Source)),
    ("derived_from", Some(NoteType::Source)),
    ("contradicted_by", Some(NoteType::Source)),
    ("concerns", None),
];

pub(in crate::lsp) fn completion(state: &State, params: &Value) -> Option<Value> {
    let (file, offset) = state.place(params)?;
    let text = state.text(file);
    let before = &text[..offset as usize];
    let line = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---")).map_or(0, |i| i + 5);
    let answer =
        if (offset as usize) < end { in_fields(state, file, before, line) } else { in_text(state, line) };
    let Answer { typed, items, is_incomplete } = answer?;
    let span = Span { start: offset - typed as u32, end: offset };
    let range = state.encoding.range(text, span);
    let items = items.into_iter().map(|item| {
        json!({
            "label": item.label,
            "kind": item.kind,
            "detail": item.detail,
            "filterText": item.filter,
            "documentation": { "kind": "markdown", "value": item.words },
            "textEdit": { "range": range, "newText": item.insert },
        })
    });
    Some(json!({ "isIncomplete": is_incomplete, "items": items.collect::<Vec<Value>>() }))
}

struct Answer {
    /// How many bytes before the cursor are replaced.
    typed: usize,
    items: Vec<Item>,
    is_incomplete: bool,
}

#[derive(Default)]
struct Item {
    label: String,
    /// As the protocol numbers it: 18 a reference, 5 a field, 20 a word of a list.
    kind: u8,
    detail: String,
    words: String,
    filter: String,
    insert: String,
}

/// In a text: after `[[` any note, after `@` a source.
fn in_text(state: &State, line: &str) -> Option<Answer> {
    let link = line.rfind("[[").filter(|i| !line[*i..].contains(']') && !line[*i..].contains('|'));
    if let Some(i) = link {
        return Some(notes(state, &line[i + 2..], None));
    }
    let at = line.rfind('@')?;
    let typed = &line[at + 1..];
    let is_free = !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '\\');
    let is_key = !typed.contains(|c: char| c.is_whitespace() || ",;]".contains(c));
    (is_free && is_key).then(|| notes(state, typed, Some(NoteType::Source)))
}

/// In the front matter: a field at the start of a line, behind a field what it can say.
fn in_fields(state: &State, file: FileId, before: &str, line: &str) -> Option<Answer> {
    let kind = note_type(state, file)?;
    if !line.contains(':') && !line.starts_with([' ', '-', '#']) {
        return Some(fields(kind, before, line));
    }
    let typed = line.rsplit([' ', '[', ',', '{', ':', '"']).next().unwrap_or_default();
    let key = match line.rsplit_once(':') {
        Some((left, _)) => left.rsplit([' ', ',', '{', '[']).next()?.trim(),
        // An item of a list below its field.
        None => above(before)?,
    };
    if let Some((_, wanted)) = NAMES.iter().find(|(name, _)| *name == key) {
        return Some(notes(state, typed, *wanted));
    }
    let schema = Subject::Note(kind).schema();
    // A field of an item can have the name of a field of the note, with other words.
    let is_inside = line.starts_with([' ', '-']) || line.contains('{');
    let inside = if is_inside { words_of(&schema["definitions"], key) } else { None };
    let words = inside.or_else(|| words_of(&schema, key))?;
    let meanings = words["enumDescriptions"].as_array();
    let items = words["enum"].as_array()?.iter().enumerate().map(|(i, word)| {
        let word = word.as_str().map_or_else(|| word.to_string(), str::to_owned);
        let meaning = meanings.and_then(|all| all.get(i)?.as_str()).unwrap_or_default();
        Item {
            kind: 20,
            detail: meaning.to_owned(),
            filter: word.clone(),
            insert: word.clone(),
            label: word,
            ..Item::default()
        }
    });
    Some(Answer { typed: typed.len(), items: items.collect(), is_incomplete: false })
}

fn note_type(state: &State, file: FileId) -> Option<NoteType> {
    if let Some(draft) = state.drafts.get(file.0 as usize)?.as_ref() {
        return Some(draft.fields.note_type());
    }
    let path = state.sources.files[file.0 as usize].path.as_str();
    NoteType::of_folder(path.strip_prefix(state.sources.content.prefix())?.split('/').next()?)
}

/// The fields of a type that the note does not have yet.
fn fields(kind: NoteType, before: &str, typed: &str) -> Answer {
    let has = |name: &str| {
        before.lines().any(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')))
    };
    let free = schema::fields(kind).into_iter().filter(|field| !has(field.name));
    let items = free.map(|field| Item {
        label: field.name.to_owned(),
        kind: 5,
        detail: if field.is_required { "required".to_owned() } else { String::new() },
        words: field.meaning,
        filter: field.name.to_owned(),
        insert: match field.shape {
            Shape::List(_) => format!("{}: []", field.name),
            Shape::Parts(_) => format!("{}: {{}}", field.name),
            Shape::Text | Shape::Date | Shape::Number | Shape::Flag | Shape::Words(_) => {
                format!("{}: ", field.name)
            }
        },
    });
    Answer { typed: typed.len(), items: items.collect(), is_incomplete: false }
}

/// The field whose list the last line stands in: the nearest one above that is indented less, or as much as the list's own marks.
fn above(before: &str) -> Option<&str> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (rest, last) = before.rsplit_once('\n')?;
    let holds = |line: &&str| {
        indent(line) < indent(last) || (indent(line) == indent(last) && !line.trim_start().starts_with('-'))
    };
    let head = rest.lines().rev().filter(|line| !line.trim().is_empty()).find(holds)?;
    head.trim_start_matches([' ', '-']).strip_suffix(':')
}

/// The schema of the field with a closed list of words, wherever in a note it stands.
fn words_of<'a>(schema: &'a Value, key: &str) -> Option<&'a Value> {
    let own = schema["properties"].get(key).filter(|field| field["enum"].is_array());
    own.or_else(|| match schema {
        Value::Object(all) => all.values().find_map(|part| words_of(part, key)),
        Value::Array(all) => all.iter().find_map(|part| words_of(part, key)),
        _ => None,
    })
}

/// The notes of a type whose names hold what is typed.
fn notes(state: &State, typed: &str, wanted: Option<NoteType>) -> Answer {
    let wanted_name = fold(typed);
    let mut items = Vec::new();
    let mut is_incomplete = false;
    for draft in state.drafts.iter().flatten() {
        if wanted.is_some_and(|kind| draft.fields.note_type() != kind) {
            continue;
        }
        let title = &draft.common.title.value;
        let aliases = draft.common.aliases.iter().map(|alias| alias.value.name.as_str());
        let names: Vec<&str> = [draft.id.as_str(), title.as_str()].into_iter().chain(aliases).collect();
        if !names.iter().any(|name| fold(name).contains(&wanted_name)) {
            continue;
        }
        if items.len() == MOST {
            is_incomplete = true;
            break;
        }
        items.push(Item {
            label: title.clone(),
            kind: 18,
            detail: draft.fields.note_type().word().to_owned(),
            words: card(draft),
            filter: names.join(" "),
            insert: draft.id.as_str().to_owned(),
        });
    }
    Answer { typed: typed.len(), items, is_incomplete }
}
