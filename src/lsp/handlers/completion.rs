//! What can stand where one types: names of notes, fields, words.

use serde_json::{Value, json};

use crate::lsp::cards;
use crate::lsp::refs::Kind;
use crate::lsp::state::{Row, State};
use crate::model::NoteType;
use crate::schema::{self, Shape, Subject};
use crate::text::{FileId, Span, fold};

/// The most notes that are offered at once; more letters find the rest.
const MOST: usize = 200;

/// The fields that hold names of notes, and of which type these are.
const NAMES: [(&str, Option<NoteType>); 13] = [
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
    /// As the protocol numbers it: 18 a reference, 5 a field, 14 a keyword, 20 a word of a list.
    kind: u8,
    detail: String,
    words: String,
    filter: String,
    insert: String,
}

/// What can stand against a claim: sources, and claims.
fn against(state: &State, typed: &str) -> Answer {
    rows_after(state, typed).unwrap_or_else(|| {
        let mut answer = notes(state, typed, Some(NoteType::Source));
        answer.items.extend(kinds(state, typed, &[Kind::Claim]));
        answer
    })
}

/// In a text: after `[[` any note, claim or figure, after `@` a source.
fn in_text(state: &State, line: &str) -> Option<Answer> {
    if let Some(typed) = link(line) {
        return Some(rows_after(state, typed).unwrap_or_else(|| {
            let mut answer = notes(state, typed, None);
            answer.items.extend(kinds(state, typed, &[Kind::Claim, Kind::Figure]));
            answer
        }));
    }
    let at = line.rfind('@')?;
    let typed = &line[at + 1..];
    let is_free = !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '\\');
    let is_key = !typed.contains(|c: char| c.is_whitespace() || ",;]".contains(c));
    (is_free && is_key).then(|| notes(state, typed, Some(NoteType::Source)))
}

/// What has been typed of a link that is still open.
fn link(line: &str) -> Option<&str> {
    let typed = &line[line.rfind("[[")? + 2..];
    (!typed.contains([']', '|'])).then_some(typed)
}

/// Behind `claim:` or `figure:`, those whose id or words hold what is typed.
fn rows_after(state: &State, typed: &str) -> Option<Answer> {
    let (kind, typed) = match Kind::of(typed.trim_start()) {
        (Kind::Note, _) => return None,
        (kind, _) => (kind, &typed[typed.find(':')? + 1..]),
    };
    let wanted = fold(typed);
    let fits = |row: &Row<'_>| {
        row.kind() == kind && [row.id().value.as_str(), row.line()].iter().any(|w| fold(w).contains(&wanted))
    };
    let mut found = state.rows().filter(fits);
    let items = found.by_ref().take(MOST).map(|row| Item {
        label: row.id().value.clone(),
        kind: 18,
        detail: row.draft.common.title.value.clone(),
        words: cards::row(state, &row),
        filter: format!("{} {}", row.id().value, row.line()),
        insert: row.id().value.clone(),
    });
    let items = items.collect();
    Some(Answer { typed: typed.len(), items, is_incomplete: found.next().is_some() })
}

/// What stands before the ids of some kinds, of those that the site has and that what is typed begins.
fn kinds(state: &State, typed: &str, kinds: &[Kind]) -> Vec<Item> {
    let fits = |kind: &Kind| kind.prefix().starts_with(typed) && state.rows().any(|row| row.kind() == *kind);
    let item = |kind: Kind| Item {
        label: kind.prefix().to_owned(),
        kind: 14,
        detail: format!("a {} by its id", kind.word()),
        filter: kind.prefix().to_owned(),
        insert: kind.prefix().to_owned(),
        ..Item::default()
    };
    kinds.iter().copied().filter(fits).map(item).collect()
}

/// In the front matter: a field at the start of a line, behind a field what it can say.
fn in_fields(state: &State, file: FileId, before: &str, line: &str) -> Option<Answer> {
    let kind = note_type(state, file)?;
    if !line.contains(':') && !line.starts_with([' ', '-', '#']) {
        return Some(fields(kind, before, line));
    }
    // Lines of inline Markdown lead to claims and figures.
    if let Some(answer) = link(line).and_then(|typed| rows_after(state, typed)) {
        return Some(answer);
    }
    let item = line.rsplit([' ', '[', ',', '{', '"', '\'']).next().unwrap_or_default();
    let is_claim = item.starts_with(Kind::Claim.prefix());
    let typed = if is_claim { item } else { item.rsplit(':').next().unwrap_or_default() };
    let key = match line[..line.len() - typed.len()].rsplit_once(':') {
        Some((left, _)) => left.rsplit([' ', ',', '{', '[']).next()?.trim(),
        // An item of a list below its field.
        None => above(before)?,
    };
    if key == "contradicted_by" {
        return Some(against(state, typed));
    }
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
            words: cards::note(draft),
            filter: names.join(" "),
            insert: draft.id.as_str().to_owned(),
        });
    }
    Answer { typed: typed.len(), items, is_incomplete }
}
