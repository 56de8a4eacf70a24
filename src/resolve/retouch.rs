//! Another text for one note of a site that is otherwise as it was, or other fields that nothing rests on, for previews: what leads where is then
//! known already.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::links::sort_edges;
use super::{Edge, Mention, NoteId, Site, Target};
use crate::model::note::Common;
use crate::model::{Fields, Seat};
use crate::parse::{Body, Draft, RefKind};
use crate::text::Span;

/// What came of putting another text and other fields into a note.
#[derive(Debug)]
pub struct Retouched {
    note: NoteId,
    /// The text that was there before, with its bound references.
    before: Arc<Body>,
    text_before: Vec<(u32, Target)>,
    /// The fields that were there before, if they have changed, and where each place of theirs has gone to.
    head: Option<(Head, Moves)>,
    /// True if the note names the same notes as before, each as often.
    pub names_the_same: bool,
}

impl Retouched {
    /// The note, if its fields have changed.
    pub fn note_of_fields(&self) -> Option<NoteId> {
        self.head.is_some().then_some(self.note)
    }
}

/// The fields of a note with their bound references.
#[derive(Debug)]
struct Head {
    common: Arc<Common>,
    fields: Fields,
    top: Span,
    front: Vec<(u32, Target)>,
}

/// From each place of a reference in the front matter to another.
type Moves = FxHashMap<u32, u32>;

impl Site {
    /// Puts another text and other fields into a note. None, and nothing is changed, where more would have to be looked up: a link that the old
    /// text did not have, another heading, another image.
    ///
    /// Without `same_fields`, the fields have to name the same notes in the same order as before, and nothing that is resolved may rest on what
    /// has changed in them: names that nobody uses may, and what is only shown.
    pub fn retouch(&mut self, old: &Draft, new: &Draft, same_fields: bool) -> Option<Retouched> {
        let id = self.by_id(new.id.as_str()).filter(|id| self.note(*id).file == new.file)?;
        let moves = if same_fields { None } else { Some(moves(old, new)?) };
        let (body, note) = (Arc::clone(&new.body), self.note(id));
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
        let mut retouched = self.put(id, body, text);
        retouched.head = moves.and_then(|moves| {
            let front = self.note(id).front.iter().map(|(at, target)| Some((*moves.get(at)?, *target)));
            let mut front: Vec<(u32, Target)> = front.collect::<Option<_>>()?;
            front.sort_by_key(|(at, _)| *at);
            let head =
                Head { common: Arc::clone(&new.common), fields: new.fields.clone(), top: new.top, front };
            let before = self.put_head(id, head, &moves);
            Some((before, moves.into_iter().map(|(from, to)| (to, from)).collect()))
        });
        if retouched.head.is_none() && !same_fields {
            self.restore(retouched);
            return None;
        }
        Some(retouched)
    }

    /// Takes back what [`Site::retouch`] did.
    pub fn restore(&mut self, retouched: Retouched) {
        self.put(retouched.note, retouched.before, retouched.text_before);
        if let Some((head, moves)) = retouched.head {
            self.put_head(retouched.note, head, &moves);
        }
    }

    /// Puts a text with its bound references into a note, and its mentions where they belong.
    fn put(&mut self, id: NoteId, body: Arc<Body>, text: Vec<(u32, Target)>) -> Retouched {
        let named_by_text = self.notes[id.0 as usize].text.iter().filter_map(|(_, target)| match target {
            Target::Note(to, _) => Some(to.0 as usize),
            Target::Claim(_) | Target::Figure(_) | Target::Asset(_) => None,
        });
        for to in named_by_text {
            let mentions = &mut self.links.mentions[to];
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
        Retouched { note: id, before, text_before, head: None, names_the_same }
    }

    /// Puts fields into a note, with what rests on their places, on its title and on the days of its changes.
    fn put_head(&mut self, id: NoteId, head: Head, moves: &Moves) -> Head {
        let note = &mut self.notes[id.0 as usize];
        let before = Head {
            common: std::mem::replace(&mut note.common, head.common),
            fields: std::mem::replace(&mut note.fields, head.fields),
            top: std::mem::replace(&mut note.top, head.top),
            front: std::mem::replace(&mut note.front, head.front),
        };
        let mut named: Vec<NoteId> = before
            .front
            .iter()
            .filter_map(|(_, target)| match target {
                Target::Note(to, _) => Some(*to),
                Target::Claim(_) | Target::Figure(_) | Target::Asset(_) => None,
            })
            .collect();
        named.sort_unstable();
        named.dedup();
        for to in named {
            let mentions = &mut self.links.mentions[to.0 as usize];
            let own = mentions.iter_mut().filter(|m| m.from == id && !matches!(m.seat, Seat::Text(_)));
            own.for_each(|mention| mention.at = moves.get(&mention.at).copied().unwrap_or(mention.at));
            mentions.sort();
            mentions.dedup();
        }
        let common = Arc::clone(&self.notes[id.0 as usize].common);
        if common.title.value != before.common.title.value {
            self.sort_relations_of(id);
        }
        let days = |common: &Common| {
            let corrections = common.corrections.iter().map(|correction| correction.date.clone());
            (common.updated.clone(), corrections.collect::<Vec<_>>())
        };
        if days(&common) != days(&before.common) {
            let notes = self.notes.iter().map(|note| (&*note.common, note.note_type()));
            self.changes = super::changes::changes(notes);
        }
        before
    }

    /// Sorts the relations of an actor, and of those that it has relations to, who see it by its title.
    fn sort_relations_of(&mut self, id: NoteId) {
        let mut actors: Vec<NoteId> = self.relations_of(id).iter().map(|edge| edge.other).collect();
        actors.push(id);
        for actor in actors {
            let mut edges = std::mem::take(&mut self.links.relations[actor.0 as usize]);
            let when = |edge: &Edge| {
                let relations = self.note(edge.stated.note).fields.facets().relations();
                relations.get(edge.stated.index as usize).and_then(|relation| relation.when.as_ref())
            };
            sort_edges(&mut edges, when, |edge| self.note(edge.other).title());
            self.links.relations[actor.0 as usize] = edges;
        }
    }
}

/// Where each reference in the fields has gone to; none where they are not the same, or two of them stand at one place.
fn moves(old: &Draft, new: &Draft) -> Option<Moves> {
    let named =
        |draft: &Draft| draft.refs.iter().map(|(field, r)| (*field, r.value.clone())).collect::<Vec<_>>();
    let linked = |draft: &Draft| draft.links.iter().map(|link| link.target.clone()).collect::<Vec<_>>();
    if named(old) != named(new) || linked(old) != linked(new) {
        return None;
    }
    let (mut moves, mut back) = (Moves::default(), Moves::default());
    for ((_, from), (_, to)) in
        old.refs.iter().zip(new.refs.iter()).filter(|(from, _)| !from.1.span.is_empty())
    {
        let (from, to) = (from.span.start, to.span.start);
        if moves.insert(from, to).is_some_and(|other| other != to)
            || back.insert(to, from).is_some_and(|other| other != from)
        {
            return None;
        }
    }
    Some(moves)
}

/// True for another note.
fn names(target: &Target, id: NoteId) -> bool {
    matches!(target, Target::Note(to, _) if *to != id)
}
