//! Binds names to notes: ids, aliases, links, citations, relations with inverses, backlinks, timelines.
//!
//! [`resolve`] makes a [`Site`], which does not change afterwards. Every step is one pass over all notes or all references; nothing recurses.

mod bind;
mod changes;
mod figures;
mod links;
mod origins;
mod retouch;
mod site;
mod sourcing;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::load::Asset;
use crate::select::{Audience, Published};
use crate::value::Lang;

pub use changes::Change;
pub use figures::{Counter, Superseded};
pub use retouch::Retouched;
pub use site::{
    AssetId, ClaimId, Edge, FigureId, Mention, Note, NoteId, RowId, Site, Target, address_of, href_of,
    page_name,
};
pub use sourcing::{NoteSourcing, Share, Sourcing};

/// What resolving needs to know beside the notes.
#[derive(Debug)]
pub struct Context<'a> {
    pub config: &'a Config,
    /// The language of the readers.
    pub lang: &'a Lang,
    /// The language of what does not name one.
    pub main_lang: &'a Lang,
    /// The folder of this language in the output, with a slash; empty for the main language.
    pub prefix: &'a str,
    pub audience: Audience,
    pub assets: &'a [Asset],
    /// Stems of notes that could not be read; links to them are not reported again.
    pub broken: &'a [String],
}

/// Makes a site of the notes of one audience.
pub fn resolve(context: &Context<'_>, notes: Vec<Published>) -> (Site, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let notes = sorted(notes, &mut found);
    let mut binder = bind::Binder::new(context, &notes, &mut found);
    let bound = binder.bind_all(&notes);
    let site = links::site(context, notes, bound, &mut found);
    (site, found)
}

/// Sorts notes by type and id and reports ids that two notes bear.
fn sorted(mut notes: Vec<Published>, found: &mut Vec<Diagnostic>) -> Vec<Published> {
    notes.sort_by(|a, b| (a.fields.note_type(), &a.id, a.file).cmp(&(b.fields.note_type(), &b.id, b.file)));
    let mut first: FxHashMap<Cow<'_, str>, (crate::text::FileId, crate::text::Span)> = FxHashMap::default();
    let mut by_file: Vec<&Published> = notes.iter().collect();
    by_file.sort_by_key(|note| note.file);
    let mut twice = rustc_hash::FxHashSet::default();
    for note in by_file {
        match first.entry(crate::text::folded(note.id.as_str())) {
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert((note.file, note.top));
            }
            std::collections::hash_map::Entry::Occupied(entry) => {
                let (file, top) = *entry.get();
                let message = format!("two notes have the id `{}`", note.id);
                found.push(
                    Diagnostic::error("duplicate-id", note.file, note.top, message)
                        .related(file, top, "the other one")
                        .help("rename one of the two files: an id is unique in the whole site"),
                );
                twice.insert(note.file);
            }
        }
    }
    notes.retain(|note| !twice.contains(&note.file));
    notes
}
