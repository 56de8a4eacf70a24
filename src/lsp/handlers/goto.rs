//! Where a reference leads, and what leads to a note.

use serde_json::{Value, json};

use crate::lsp::state::{self, State};
use crate::text::{FileId, Span};

/// The place of the note that a reference names.
pub(in crate::lsp) fn definition(state: &State, params: &Value) -> Option<Value> {
    let (file, offset) = state.place(params)?;
    let (target, _) = under(state, file, offset).and_then(|name| state.find(&name))?;
    Some(location(state, target, Span::default()))
}

/// All places that lead to the note under the cursor: the one that is named there, or else the open one.
pub(in crate::lsp) fn references(state: &State, params: &Value) -> Option<Value> {
    let (file, offset) = state.place(params)?;
    let named = under(state, file, offset).and_then(|name| state.find(&name));
    let target = named.map_or(file, |(file, _)| file);
    let mut all = Vec::new();
    for (from, draft) in state.drafts.iter().enumerate() {
        for reference in draft.iter().flat_map(state::references) {
            if state.find(&reference.target).is_some_and(|(file, _)| file == target) {
                all.push(location(state, FileId(from as u32), reference.span));
            }
        }
    }
    Some(Value::Array(all))
}

/// The target of the reference at a place.
pub(super) fn under(state: &State, file: FileId, offset: u32) -> Option<String> {
    let draft = state.drafts.get(file.0 as usize)?.as_ref()?;
    let at = |span: Span| span.start <= offset && offset <= span.end;
    state::references(draft)
        .into_iter()
        .find(|reference| at(reference.span))
        .map(|reference| reference.target)
}

fn location(state: &State, file: FileId, span: Span) -> Value {
    let path = &state.sources.files[file.0 as usize].path;
    json!({ "uri": state.uri(path.as_str()), "range": state.encoding.range(state.text(file), span) })
}
