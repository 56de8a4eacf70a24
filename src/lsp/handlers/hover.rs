//! What stands under the cursor: a note, a claim, a figure, a date, a rule, a field.

use serde_json::{Value, json};

use crate::check::{self, manual};
use crate::lsp::cards;
use crate::lsp::refs::{Kind, Reference};
use crate::lsp::state::State;
use crate::schema;
use crate::text::FileId;
use crate::value::Date;
use crate::value::date::Language;

pub(in crate::lsp) fn hover(state: &State, params: &Value) -> Option<Value> {
    let (file, offset) = state.place(params)?;
    let named = state.name_at(file, offset).and_then(|named| card(state, &named));
    let words = named.or_else(|| in_line(state, file, offset))?;
    Some(json!({ "contents": { "kind": "markdown", "value": words } }))
}

/// What a name is the name of, in a few lines.
fn card(state: &State, named: &Reference) -> Option<String> {
    match named.kind {
        Kind::Note => state.find(&named.name).map(|(_, draft)| cards::note(draft)),
        Kind::Claim | Kind::Figure => {
            state.rows_of(named.kind, &named.name).first().map(|row| cards::row(state, row))
        }
    }
}

/// A rule, a date or a field in the line at a place.
fn in_line(state: &State, file: FileId, offset: u32) -> Option<String> {
    let text = state.text(file);
    let offset = offset as usize;
    let is_part = |c: char| c.is_alphanumeric() || "-_~?%./:+".contains(c);
    let start = text[..offset]
        .rfind(|c| !is_part(c))
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let end = text[offset..].find(|c| !is_part(c)).map_or(text.len(), |i| offset + i);
    let word = text[start..end].trim_end_matches(':');
    if let Some(rule) = check::rule(word) {
        return Some(manual::one(rule));
    }
    let fields = 4..text.find("\n---").unwrap_or(0) + 1;
    if !fields.contains(&start) {
        return None;
    }
    if word.len() >= 4
        && word.contains(|c: char| c.is_ascii_digit())
        && let Ok(date) = Date::parse(word)
    {
        return Some(date.words(Language::English));
    }
    let draft = state.drafts.get(file.0 as usize)?.as_ref()?;
    let is_key = text[..start].ends_with('\n') && text[start..end].ends_with(':');
    let mut all = schema::fields(draft.fields.note_type()).into_iter();
    all.find(|field| is_key && field.name == word).map(|field| field.meaning)
}
