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
    /// The text that was there before.
    pub before: Arc<Body>,
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
        let placed = body.refs.iter().zip(&bound).enumerate();
        let placed = placed.filter_map(|(i, (r, target))| Some((i as u32, r.at.start, (*target)?)));
        let placed: Vec<(u32, u32, Target)> = placed.collect();
        let mut named: Vec<NoteId> = Vec::new();
        for mentions in &mut self.links.mentions {
            mentions.retain(|mention| mention.from != id || !matches!(mention.seat, Seat::Text(_)));
        }
        for (number, place, target) in &placed {
            if let Target::Note(to, _) = target
                && *to != id
            {
                let mention = Mention { from: id, seat: Seat::Text(*number), at: *place, field: "" };
                self.links.mentions[to.0 as usize].push(mention);
                named.push(*to);
            }
        }
        let mut text: Vec<(u32, Target)> =
            placed.iter().map(|(_, place, target)| (*place, *target)).collect();
        text.sort_by_key(|(place, _)| *place);
        let note = &mut self.notes[at];
        let mut named_before: Vec<NoteId> = note
            .text
            .iter()
            .filter_map(|(_, target)| match target {
                Target::Note(to, _) if *to != id => Some(*to),
                _ => None,
            })
            .collect();
        note.text = text;
        let before = std::mem::replace(&mut note.body, body);
        named.sort_unstable();
        named_before.sort_unstable();
        let names_the_same = named == named_before;
        named.dedup();
        for to in named {
            let mentions = &mut self.links.mentions[to.0 as usize];
            mentions.sort();
            mentions.dedup();
        }
        Some(Retouched { before, names_the_same })
    }
}
