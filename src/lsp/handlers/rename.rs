//! Another name for a note, in every place that uses it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::goto::under;
use crate::lsp::state::{self, Reference, State};
use crate::note_file;
use crate::text::{FileId, Span, fold};
use crate::value::Id;

/// Renames what stands under the cursor: a reference by the note's id renames its file and all that use the id; one by another name changes that
/// name, in the note and wherever it stands. The old id stays among `former_ids`, so that its address goes on.
///
/// Errors are words for the writer.
pub(in crate::lsp) fn rename(state: &State, params: &Value) -> Result<Value, String> {
    let nothing = || "there is no name of a note here".to_owned();
    let (file, offset) = state.place(params).ok_or_else(nothing)?;
    let new = params["newName"].as_str().unwrap_or_default().trim();
    let old = under(state, file, offset).ok_or_else(nothing)?;
    let (target, draft) = state.find(&old).ok_or_else(nothing)?;
    // A title often differs from the id in case and spaces alone; what is written in its way means the title.
    let aliases = draft.common.aliases.iter().map(|alias| alias.value.name.as_str());
    let names: Vec<&str> = aliases.chain([draft.common.title.value.as_str()]).collect();
    let is_id = fold(&old) == fold(draft.id.as_str()) && !names.contains(&old.as_str());
    if is_id {
        Id::new(new).map_err(|error| match error.suggestion {
            Some(id) if id != new => format!("{}; `{id}` would do", error.message),
            _ => error.message,
        })?;
    } else if new.is_empty() || new.contains(['[', ']', '|', '#', '\n']) {
        return Err("such a name cannot stand in a link".to_owned());
    }
    if state.find(new).is_some_and(|(other, _)| other != target) || state.names.find(new).len() > 1 {
        return Err(format!("another note has the name `{new}`"));
    }
    let mut edits: BTreeMap<FileId, Vec<Value>> = BTreeMap::new();
    let mut edit = |file: FileId, span, text: &str| {
        let range = state.encoding.range(state.text(file), span);
        edits.entry(file).or_default().push(json!({ "range": range, "newText": text }));
    };
    let same = |reference: &Reference| {
        let target = reference.target.as_str();
        let is_other = if is_id { names.contains(&target) } else { target == draft.id.as_str() };
        fold(target) == fold(&old) && !is_other
    };
    for (from, from_draft) in state.drafts.iter().enumerate() {
        for reference in from_draft.iter().flat_map(state::references).filter(same) {
            let file = FileId(from as u32);
            // In front matter, a place before the name belongs to the text around it: `id, p. 3`.
            edit(file, reference.span, &in_place(state.text(file), reference.span, &reference.target, new));
        }
    }
    let mut changes = Vec::new();
    if is_id {
        let fields = state.text(target).find("\n---").unwrap_or_default() as u32 + 1;
        let end = Span { start: fields, end: fields };
        if draft.common.former_ids.is_empty() {
            edit(target, end, &format!("former_ids: [{}]\n", draft.id));
        }
    } else {
        let title = &draft.common.title;
        let aliases = draft.common.aliases.iter().map(|alias| (alias.span, alias.value.name.as_str()));
        for (span, name) in aliases.chain([(title.span, title.value.as_str())]) {
            if fold(name) == fold(&old) {
                edit(target, span, &in_place(state.text(target), span, name, new));
            }
        }
    }
    for (file, edits) in edits {
        let uri = state.uri(state.sources.files[file.0 as usize].path.as_str());
        changes.push(json!({ "textDocument": { "uri": uri, "version": null }, "edits": edits }));
    }
    if is_id {
        let path = state.sources.files[target.0 as usize].path.as_str();
        let (from, to) = match path.strip_suffix("/index.md") {
            // A note with files of its own is the folder.
            Some(folder) => (
                folder.to_owned(),
                folder.rsplit_once('/').map_or(new.to_owned(), |(up, _)| format!("{up}/{new}")),
            ),
            None => (
                path.to_owned(),
                path.rsplit_once('/').map_or(format!("{new}.md"), |(up, _)| format!("{up}/{new}.md")),
            ),
        };
        changes.push(json!({ "kind": "rename", "oldUri": state.uri(&from), "newUri": state.uri(&to) }));
    }
    Ok(json!({ "documentChanges": changes }))
}

/// What stands at a place with another name in it; in front matter, in quotes if it needs them there.
fn in_place(text: &str, span: Span, old: &str, new: &str) -> String {
    let written = &text[span.range()];
    let is_field = text.starts_with("---") && text.find("\n---").is_some_and(|end| span.range().end <= end);
    if is_field && written == old { note_file::item(new) } else { written.replacen(old, new, 1) }
}
