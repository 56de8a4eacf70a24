//! Another text for one note of a site that is otherwise as it was, for previews: what leads where is then known already.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Mention, NoteId, Site, Target};
use crate::model::Seat;
use crate::parse::{Body, RefKind};
use crate::text::FileId;

/// What came of putting another text into a note.
#[derive(Debug)]
pub struct Retouched {
    note: NoteId,
    /// The text that was there before, with its bound references.
    before: Arc<Body>,
    text_before: Vec<(u32, Target)>,
    /// True if the note names the same notes as before, each as often.
    pub names_the_same: bool,
}

impl Site {
    /// Puts another text into the note of a file. None, and nothing is changed, where more would have to be looked up: a link that the old
    /// text did not have, another heading, another image.
    ///
    /// The fields of the note have to be the same as before, with their places.
    pub fn retouch(&mut self, file: FileId, body: Arc<Body>) -> Option<Retouched> {
        let at = self.notes.iter().position(|note| note.file == file)?;
        let (id, note) = (NoteId(at as u32), &self.notes[at]);
        let heading = |body: &Body, i: usize| {
            let heading = &body.headings[i];
            (heading.level, heading.anchor.clone(), heading.text.clone())
        };
        let count = body.headings.len();
        if count != note.body.headings.len()
            || (0..count).any(|i| heading(&body, i) != heading(&note.body, i))
        {
            return None;
        }
        let known: FxHashMap<&RefKind, Option<Target>> =
            note.body.refs.iter().map(|r| (&r.kind, note.text_target(r.at.start))).collect();
        let bound: Option<Vec<Option<Target>>> =
            body.refs.iter().map(|r| known.get(&r.kind).copied()).collect();
        let bound = bound?;
        let assets = |all: &mut dyn Iterator<Item = Target>| -> FxHashSet<u32> {
            all.filter_map(|target| match target {
                Target::Asset(asset) => Some(asset.0),
                Target::Note(..) | Target::Claim(_) | Target::Figure(_) => None,
            })
            .collect()
        };
        if assets(&mut bound.iter().flatten().copied())
            != assets(&mut note.text.iter().map(|(_, target)| *target))
        {
            return None;
        }
        let mut text: Vec<(u32, Target)> =
            body.refs.iter().zip(bound).filter_map(|(r, target)| Some((r.at.start, target?))).collect();
        text.sort_by_key(|(place, _)| *place);
        Some(self.put(id, body, text))
    }

    /// Takes back what [`Site::retouch`] did.
    pub fn restore(&mut self, retouched: Retouched) {
        self.put(retouched.note, retouched.before, retouched.text_before);
    }

    /// Puts a text with its bound references into a note, and its mentions where they belong.
    fn put(&mut self, id: NoteId, body: Arc<Body>, text: Vec<(u32, Target)>) -> Retouched {
        for mentions in &mut self.links.mentions {
            mentions.retain(|mention| mention.from != id || !matches!(mention.seat, Seat::Text(_)));
        }
        let note = &mut self.notes[id.0 as usize];
        let text_before = std::mem::replace(&mut note.text, text);
        let before = std::mem::replace(&mut note.body, body);
        let note = &self.notes[id.0 as usize];
        let mut named = Vec::new();
        for (number, r) in note.body.refs.iter().enumerate() {
            if let Some(Target::Note(to, _)) = note.text_target(r.at.start).filter(|target| names(target, id))
            {
                let mention =
                    Mention { from: id, seat: Seat::Text(number as u32), at: r.at.start, field: "" };
                self.links.mentions[to.0 as usize].push(mention);
                named.push(to);
            }
        }
        let others = text_before.iter().map(|(_, target)| *target).filter(|target| names(target, id));
        let mut named_before: Vec<NoteId> = others
            .filter_map(|target| match target {
                Target::Note(to, _) => Some(to),
                Target::Claim(_) | Target::Figure(_) | Target::Asset(_) => None,
            })
            .collect();
        named.sort_unstable();
        named_before.sort_unstable();
        let names_the_same = named == named_before;
        named.dedup();
        for to in named {
            let mentions = &mut self.links.mentions[to.0 as usize];
            mentions.sort();
            mentions.dedup();
        }
        Retouched { note: id, before, text_before, names_the_same }
    }
}

/// True for another note.
fn names(target: &Target, id: NoteId) -> bool {
    matches!(target, Target::Note(to, _) if *to != id)
}
