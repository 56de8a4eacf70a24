//! Another name for a note, a claim or a figure, in every place that uses it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::lsp::refs::{Kind, Reference};
use crate::lsp::state::State;
use crate::note_file;
use crate::parse::Draft;
use crate::text::{FileId, Span, fold};
use crate::value::Id;

/// Renames what stands under the cursor; errors are words for the writer.
pub(in crate::lsp) fn rename(state: &State, params: &Value) -> Result<Value, String> {
    let nothing = || "there is no name of a note, a claim or a figure here".to_owned();
    let (file, offset) = state.place(params).ok_or_else(nothing)?;
    let new = params["newName"].as_str().unwrap_or_default().trim();
    let old = state.name_at(file, offset).ok_or_else(nothing)?;
    let changes = match old.kind {
        Kind::Note => {
            let (target, draft) = state.find(&old.name).ok_or_else(nothing)?;
            note(state, &old.name, new, target, draft)?
        }
        Kind::Claim | Kind::Figure => row(state, &old, new)?,
    };
    Ok(json!({ "documentChanges": changes }))
}

/// The name under the cursor, as it stands there: what an editor shows for the writer to change.
pub(in crate::lsp) fn prepare(state: &State, params: &Value) -> Option<Value> {
    let (file, offset) = state.place(params)?;
    let old = state.name_at(file, offset)?;
    let exists = match old.kind {
        Kind::Note => state.find(&old.name).is_some(),
        Kind::Claim | Kind::Figure => !state.rows_of(old.kind, &old.name).is_empty(),
    };
    let span = old.name_in(state.text(file)).filter(|_| exists)?;
    Some(json!({ "range": state.encoding.range(state.text(file), span), "placeholder": old.name }))
}

/// What is put into files.
struct Edits<'s> {
    state: &'s State,
    by_file: BTreeMap<FileId, Vec<Value>>,
}

impl<'s> Edits<'s> {
    /// None where a note that cannot be read may use the name: what it says would be left as it is.
    fn of(state: &'s State, old: &str) -> Result<Edits<'s>, String> {
        match state.unread().find(|source| source.text.contains(old)) {
            Some(source) => Err(format!(
                "`{}` cannot be read as it is, and may use the name `{old}`: mend it first",
                source.path
            )),
            None => Ok(Edits { state, by_file: BTreeMap::new() }),
        }
    }

    fn put(&mut self, file: FileId, span: Span, text: &str) {
        let range = self.state.encoding.range(self.state.text(file), span);
        self.by_file.entry(file).or_default().push(json!({ "range": range, "newText": text }));
    }

    /// Puts another name into a reference, or into the place that gives the name.
    fn rename(&mut self, file: FileId, reference: &Reference, new: &str) -> Result<(), String> {
        let text = self.state.text(file);
        let path = &self.state.sources.files[file.0 as usize].path;
        let place = reference.name_in(text).ok_or_else(|| {
            format!("`{path}` writes the name `{}` in a way that only you can change", reference.name)
        })?;
        let is_field = is_field(text, place);
        let is_alone = place == reference.span && !is_link(text, place);
        // Quotes around a part of a field's words would be words themselves. Letters and hyphens need none there.
        if is_field && !is_alone && note_file::item(new) != new && Id::new(new).is_err() {
            return Err(format!(
                "`{path}` has the name among other words of a field, where `{new}` cannot stand"
            ));
        }
        self.put(file, place, &if is_field && is_alone { note_file::item(new) } else { new.to_owned() });
        Ok(())
    }

    fn changes(self) -> Vec<Value> {
        let state = self.state;
        let change = |(file, edits): (FileId, Vec<Value>)| {
            let uri = state.uri(state.sources.files[file.0 as usize].path.as_str());
            json!({ "textDocument": { "uri": uri, "version": null }, "edits": edits })
        };
        self.by_file.into_iter().map(change).collect()
    }
}

/// True for a place in front matter, where a name may need quotes.
fn is_field(text: &str, span: Span) -> bool {
    text.starts_with("---") && text.find("\n---").is_some_and(|end| span.range().end <= end)
}

/// True for a name between the brackets of a link.
fn is_link(text: &str, span: Span) -> bool {
    text[..span.range().start].ends_with("[[")
}

fn check_id(new: &str) -> Result<(), String> {
    Id::new(new).map(|_| ()).map_err(|error| match error.suggestion {
        Some(id) if id != new => format!("{}; `{id}` would do", error.message),
        _ => error.message,
    })
}

/// The id of a claim or a figure: in its row, in translations of it, and wherever it is named.
fn row(state: &State, old: &Reference, new: &str) -> Result<Vec<Value>, String> {
    let kind = old.kind.word();
    check_id(new)?;
    let rows = state.rows_of(old.kind, &old.name);
    let [row] = rows.as_slice() else {
        return Err(match rows.len() {
            0 => format!("there is no {kind} `{}`", old.name),
            many => {
                format!("{many} {kind}s have the id `{}`: change those that are not meant first", old.name)
            }
        });
    };
    if new != old.name && !state.rows_of(old.kind, new).is_empty() {
        return Err(format!("another {kind} has the id `{new}`"));
    }
    let mut edits = Edits::of(state, &old.name)?;
    let own = Reference { span: row.id().span, ..old.clone() };
    edits.rename(row.file, &own, new)?;
    for (file, reference) in state.all_references() {
        if reference.kind == old.kind && reference.name == old.name {
            edits.rename(file, &reference, new)?;
        }
    }
    Ok(edits.changes())
}

/// A reference by the note's id renames its files and all that use the id; one by another name changes that name, in the note and wherever it
/// stands. The old id stays among `former_ids`, so that its address goes on.
fn note(state: &State, old: &str, new: &str, target: FileId, draft: &Draft) -> Result<Vec<Value>, String> {
    // A title often differs from the id in case and spaces alone; what is written in its way means the title.
    let aliases = draft.common.aliases.iter().map(|alias| alias.value.name.as_str());
    let names: Vec<&str> = aliases.chain([draft.common.title.value.as_str()]).collect();
    let is_id = fold(old) == fold(draft.id.as_str()) && !names.contains(&old);
    if is_id {
        check_id(new)?;
    } else if new.is_empty() || new.contains(['[', ']', '|', '#', '\n']) {
        return Err("such a name cannot stand in a link".to_owned());
    }
    if state.find(new).is_some_and(|(other, _)| other != target) || state.names.find(new).len() > 1 {
        return Err(format!("another note has the name `{new}`"));
    }
    let mut edits = Edits::of(state, old)?;
    let same = |reference: &Reference| {
        let name = reference.name.as_str();
        let is_other = if is_id { names.contains(&name) } else { name == draft.id.as_str() };
        reference.kind == Kind::Note && fold(name) == fold(old) && !is_other
    };
    for (file, reference) in state.all_references().filter(|(_, reference)| same(reference)) {
        edits.rename(file, &reference, new)?;
    }
    if !is_id {
        let title = &draft.common.title;
        let aliases = draft.common.aliases.iter().map(|alias| (alias.span, alias.value.name.as_str()));
        for (span, name) in aliases.chain([(title.span, title.value.as_str())]) {
            if fold(name) == fold(old) {
                edits.rename(target, &Reference { span, kind: Kind::Note, name: name.to_owned() }, new)?;
            }
        }
        return Ok(edits.changes());
    }
    let (at, written) = former_id(state.text(target), draft);
    edits.put(target, Span::new(at, at), &written);
    let mut changes = edits.changes();
    for (from, to) in moves(state, target, draft, new) {
        changes.push(json!({ "kind": "rename", "oldUri": state.uri(&from), "newUri": state.uri(&to) }));
    }
    Ok(changes)
}

/// What puts the id of a note among its former ones, and where.
fn former_id(text: &str, draft: &Draft) -> (usize, String) {
    let Some(last) = draft.common.former_ids.last() else {
        let end = text.find("\n---").unwrap_or_default() + 1;
        return (end, format!("former_ids: [{}]\n", draft.id));
    };
    let before = &text[..last.span.range().start];
    let lead = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
    let is_line = lead.trim() == "-";
    let id = note_file::item(draft.id.as_str());
    (last.span.range().end, if is_line { format!("\n{lead}{id}") } else { format!(", {id}") })
}

/// The paths of a note and of its translations, each with the one by another id.
fn moves(state: &State, target: FileId, draft: &Draft, new: &str) -> Vec<(String, String)> {
    let path = |file: FileId| state.sources.files[file.0 as usize].path.as_str();
    let beside = |path: &str, name: &str| match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    };
    if let Some(folder) = path(target).strip_suffix("/index.md") {
        // A note with files of its own is the folder.
        return vec![(folder.to_owned(), beside(folder, new))];
    }
    let original = (path(target).to_owned(), beside(path(target), &format!("{new}.md")));
    let translations = state.translations_of(&draft.id).map(|translation| {
        let path = path(translation.file);
        (path.to_owned(), beside(path, &format!("{new}{}", suffix(path))))
    });
    std::iter::once(original).chain(translations).collect()
}

/// The end of a translation's path: its language, and what kind of file it is.
fn suffix(path: &str) -> &str {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    &path[stem.rfind('.').unwrap_or(stem.len())..]
}
