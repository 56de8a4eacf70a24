//! The parts of a note, and notes by name.

use serde_json::{Value, json};

use crate::lsp::state::State;
use crate::text::{FileId, Span, fold};

/// The most notes that are listed at once.
const MOST: usize = 200;

/// Headings, claims and figures of a note, in the order of the file.
pub(in crate::lsp) fn in_document(state: &State, params: &Value) -> Option<Value> {
    let file = state.file(params)?;
    let draft = state.drafts.get(file.0 as usize)?.as_ref()?;
    let text = state.text(file);
    // 15 is a text, 18 a list, 16 a number.
    let claims = draft.common.claims.iter().map(|claim| (15, claim.id.value.clone(), claim.id.span));
    let figures = draft.common.figures.iter().map(|figure| (16, figure.id.value.clone(), figure.id.span));
    let headings = draft.body.headings.iter().map(|heading| {
        let at = draft.body.in_file(Span { start: heading.at, end: heading.at });
        (18, heading.text.clone(), at)
    });
    let mut all: Vec<(u8, String, Span)> = claims.chain(figures).chain(headings).collect();
    all.sort_by_key(|(.., span)| *span);
    let symbols = all.into_iter().map(|(kind, name, span)| {
        let range = state.encoding.range(text, span);
        json!({ "name": name, "kind": kind, "range": range, "selectionRange": range })
    });
    Some(symbols.collect())
}

/// Notes whose names hold what is asked for.
pub(in crate::lsp) fn in_site(state: &State, params: &Value) -> Option<Value> {
    let wanted = fold(params["query"].as_str()?);
    let notes = state
        .drafts
        .iter()
        .enumerate()
        .filter_map(|(file, draft)| Some((FileId(file as u32), draft.as_ref()?)));
    let named = notes.filter(|(_, draft)| {
        let aliases = draft.common.aliases.iter().map(|alias| alias.value.name.as_str());
        let mut names = [draft.id.as_str(), draft.common.title.value.as_str()].into_iter().chain(aliases);
        names.any(|name| fold(name).contains(&wanted))
    });
    let symbols = named.take(MOST).map(|(file, draft)| {
        let uri = state.uri(state.sources.files[file.0 as usize].path.as_str());
        let range = state.encoding.range("", Span::default());
        json!({
            "name": draft.common.title.value,
            "kind": 1,
            "containerName": draft.fields.note_type().word(),
            "location": { "uri": uri, "range": range },
        })
    });
    Some(symbols.collect())
}
