//! Where a reference leads, and what leads to a note, a claim or a figure.

use serde_json::{Value, json};

use crate::lsp::refs::{Kind, Reference};
use crate::lsp::state::State;
use crate::text::{FileId, Span};

/// The place of what a reference names: the note, or the row of the claim or figure in it.
pub(in crate::lsp) fn definition(state: &State, params: &Value) -> Option<Value> {
    let (file, offset) = state.place(params)?;
    let named = state.name_at(file, offset)?;
    if named.kind == Kind::Note {
        let (target, _) = state.find(&named.name)?;
        return Some(location(state, target, Span::default()));
    }
    let row = state.rows_of(named.kind, &named.name).into_iter().next()?;
    Some(location(state, row.file, row.id().span))
}

/// All places that lead to what is named under the cursor, or else to the open note.
pub(in crate::lsp) fn references(state: &State, params: &Value) -> Option<Value> {
    let (file, offset) = state.place(params)?;
    let named = state.name_at(file, offset);
    if let Some(row) = named.as_ref().filter(|named| named.kind != Kind::Note) {
        return Some(to_row(state, row, params["context"]["includeDeclaration"] == true));
    }
    let named = named.and_then(|named| state.find(&named.name));
    let target = named.map_or(file, |(file, _)| file);
    let leads_there = |reference: &Reference| {
        reference.kind == Kind::Note && state.find(&reference.name).is_some_and(|(file, _)| file == target)
    };
    let found = state.all_references().filter(|(_, reference)| leads_there(reference));
    Some(found.map(|(from, reference)| location(state, from, reference.span)).collect())
}

/// All places that name a claim or a figure, with that of its row if it is wanted.
fn to_row(state: &State, row: &Reference, with_row: bool) -> Value {
    let own = state.rows_of(row.kind, &row.name).into_iter().filter(|_| with_row);
    let own = own.map(|row| location(state, row.file, row.id().span));
    let is_same = |other: &Reference| other.kind == row.kind && other.name == row.name;
    let others = state.all_references().filter(|(_, other)| is_same(other));
    own.chain(others.map(|(from, other)| location(state, from, other.span))).collect()
}

fn location(state: &State, file: FileId, span: Span) -> Value {
    let path = &state.sources.files[file.0 as usize].path;
    json!({ "uri": state.uri(path.as_str()), "range": state.encoding.range(state.text(file), span) })
}
