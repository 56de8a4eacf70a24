//! What can be done about a finding: its safe answer, and the note that is missing.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diag::Diagnostic;
use crate::lsp::findings::Last;
use crate::lsp::state::State;
use crate::model::NoteType;
use crate::note_file;
use crate::value::id_of_title;

pub(in crate::lsp) fn actions(state: &State, last: &Last, params: &Value) -> Option<Value> {
    let file = state.file(params)?;
    let text = state.text(file);
    let start = state.encoding.offset(text, &params["range"]["start"])?;
    let end = state.encoding.offset(text, &params["range"]["end"])?;
    let (sources, found) = last.as_ref()?;
    // Places in another text than the one at hand would be wrong ones.
    if sources.files.get(file.0 as usize)?.text != text {
        return Some(json!([]));
    }
    let here = found.iter().filter(|f| f.file == Some(file) && f.span.start <= end && start <= f.span.end);
    let all: Vec<Value> = here
        .flat_map(|finding| {
            let name = &text[finding.span.range()];
            mend(state, finding).into_iter().chain(begin(state, finding.rule, name))
        })
        .collect();
    Some(Value::Array(all))
}

/// The safe answer of a finding.
fn mend(state: &State, finding: &Diagnostic) -> Option<Value> {
    let fix = finding.fix.as_ref()?;
    let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        let path = state.sources.files[edit.file.0 as usize].path.as_str();
        let range = state.encoding.range(state.text(edit.file), edit.span);
        changes.entry(state.uri(path)).or_default().push(json!({ "range": range, "newText": edit.text }));
    }
    Some(
        json!({ "title": capital(&fix.title), "kind": "quickfix", "isPreferred": true, "edit": { "changes": changes } }),
    )
}

/// New notes by the name that a reference to none has; of the types that need no more than a name.
fn begin(state: &State, rule: &str, name: &str) -> Vec<Value> {
    let kinds: &[NoteType] = match rule {
        "unknown-source" => &[NoteType::Source],
        "unknown-link" => &[NoteType::Actor, NoteType::Place, NoteType::Topic],
        _ => return Vec::new(),
    };
    let new = |kind: &NoteType| {
        let id = id_of_title(name)?;
        let text = note_file::write(*kind, name, &BTreeMap::new()).ok()?;
        let path = format!("{}{}/{id}.md", state.sources.content.prefix(), kind.folder());
        let uri = state.uri(&path);
        let nowhere = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
        Some(json!({
            "title": format!("Begin the {} {path}", kind.word()),
            "kind": "quickfix",
            "edit": { "documentChanges": [
                { "kind": "create", "uri": uri },
                { "textDocument": { "uri": uri, "version": null }, "edits": [{ "range": nowhere, "newText": text }] },
            ] },
        }))
    };
    kinds.iter().filter_map(new).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
