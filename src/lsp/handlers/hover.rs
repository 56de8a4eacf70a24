//! What stands under the cursor: a note, a date, a rule, a field.

use serde_json::{Value, json};

use super::goto::under;
use crate::check::{self, manual};
use crate::lsp::state::State;
use crate::model::Fields;
use crate::parse::Draft;
use crate::schema;
use crate::text::FileId;
use crate::value::Date;
use crate::value::date::Language;

pub(in crate::lsp) fn hover(state: &State, params: &Value) -> Option<Value> {
    let (file, offset) = state.place(params)?;
    let note = || under(state, file, offset).and_then(|name| state.find(&name)).map(|(_, draft)| card(draft));
    let words = note().or_else(|| in_line(state, file, offset))?;
    Some(json!({ "contents": { "kind": "markdown", "value": words } }))
}

/// A note in a few lines.
pub(super) fn card(draft: &Draft) -> String {
    let kind = draft.fields.facets().kind().map(|(_, label)| format!(", {}", label.to_lowercase()));
    let mut card = format!(
        "**{}** ({}{})",
        draft.common.title.value,
        draft.fields.note_type().word(),
        kind.unwrap_or_default()
    );
    if let Some(when) = draft.fields.facets().when() {
        card.push_str(&format!("\n\n{}", when.words(Language::English)));
    }
    if let Fields::Source(source) = &draft.fields {
        let names = source.authors.iter().map(String::as_str).chain(source.publisher.as_deref());
        let names = names.collect::<Vec<_>>().join(", ");
        if !names.is_empty() {
            card.push_str(&format!("\n\n{names}"));
        }
        let grade =
            source.reliability.map(|grade| format!("{}, {}", grade.word(), grade.label().to_lowercase()));
        card.push_str(&format!("\n\nReliability: {}", grade.as_deref().unwrap_or("no grade")));
        if let Some(retracted) = &source.retracted {
            let reason = retracted.reason.as_ref().map(|reason| format!(": {}", reason.value));
            card.push_str(&format!("\n\n**Retracted**{}", reason.unwrap_or_default()));
        }
    }
    if let Some(summary) = &draft.common.summary {
        card.push_str(&format!("\n\n{}", summary.value));
    }
    card
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
