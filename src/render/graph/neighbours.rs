//! The neighbours of an actor, grouped by what they are to it.

use crate::model::Relation;
use crate::model::relation::{Kind, Tie};
use crate::render::view::Viewer;
use crate::resolve::{Edge, NoteId, Site};

/// Neighbours in one drawing; what is beyond is counted, and stands in the table.
pub(super) const MOST: usize = 24;

/// Neighbours that are the same to an actor.
#[derive(Debug)]
pub(super) struct Group {
    pub kind: Kind,
    pub neighbours: Vec<Neighbour>,
    /// How many more there are than are drawn.
    pub more: usize,
}

/// One neighbour, with all times of one kind of relation.
#[derive(Debug)]
pub(super) struct Neighbour {
    pub id: NoteId,
    /// When it holds, in words, and what is doubted about it.
    pub words: String,
    pub is_doubtful: bool,
}

/// The relation that an edge is a side of.
pub fn relation_of<'s>(site: &'s Site, edge: &Edge) -> &'s Relation {
    &site.note(edge.stated.note).fields.facets().relations()[edge.stated.index as usize]
}

/// The relations of an actor by date; what has none comes last.
pub fn by_date(site: &Site, actor: NoteId) -> Vec<&Edge> {
    let mut edges: Vec<&Edge> = site.relations_of(actor).iter().collect();
    let when = |edge: &Edge| relation_of(site, edge).when.as_ref();
    // They come by type, time and title, which stays the order of those of one date.
    edges.sort_by(|a, b| (when(a).is_none(), when(a)).cmp(&(when(b).is_none(), when(b))));
    edges
}

/// The groups of an actor's neighbours: those above it, those below it, friends, foes, others.
pub(super) fn groups(viewer: &Viewer<'_>, actor: NoteId) -> Vec<Group> {
    let site = viewer.site();
    let edges: Vec<&Edge> = site.relations_of(actor).iter().filter(|edge| edge.other != actor).collect();
    let mut groups: Vec<Group> = Vec::new();
    for of_kind in edges.chunk_by(|a, b| a.kind == b.kind) {
        let mut neighbours: Vec<(Neighbour, Vec<&Edge>)> = Vec::new();
        for edge in of_kind {
            match neighbours.iter_mut().find(|(neighbour, _)| neighbour.id == edge.other) {
                Some((_, edges)) => edges.push(edge),
                None => {
                    let neighbour = Neighbour { id: edge.other, words: String::new(), is_doubtful: false };
                    neighbours.push((neighbour, vec![edge]));
                }
            }
        }
        let neighbours = neighbours.into_iter().map(|(neighbour, edges)| told(viewer, neighbour, &edges));
        groups.push(Group { kind: of_kind[0].kind, neighbours: neighbours.collect(), more: 0 });
    }
    groups.sort_by_key(|group| (group.kind.tie(), group.kind.order()));
    thin(site, &mut groups);
    groups
}

/// Adds what is known of the times of a neighbour's relations.
fn told(viewer: &Viewer<'_>, neighbour: Neighbour, edges: &[&Edge]) -> Neighbour {
    let words = viewer.words();
    let mut parts: Vec<String> = Vec::new();
    let mut doubts = 0;
    for edge in edges {
        let relation = relation_of(viewer.site(), edge);
        let doubt = relation.status.filter(|status| status.is_doubtful());
        doubts += usize::from(doubt.is_some());
        let when = relation.when.as_ref().map(|date| date.words(words.dates));
        let doubt = doubt.map(|status| words.small(words.label("status", status.word())));
        let part: Vec<String> = when.into_iter().chain(doubt).collect();
        let part = words.list(&part);
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    Neighbour {
        words: parts.join(words.get("list-semicolon")),
        is_doubtful: doubts == edges.len(),
        ..neighbour
    }
}

/// Takes neighbours out until the rest can be drawn: from the fullest groups, and those with the fewest relations of their own.
fn thin(site: &Site, groups: &mut [Group]) {
    let counts: Vec<usize> = groups.iter().map(|group| group.neighbours.len()).collect();
    for (group, share) in groups.iter_mut().zip(shares(&counts, MOST)) {
        group.more = group.neighbours.len() - share;
        if group.more > 0 {
            let mut ranks: Vec<usize> = (0..group.neighbours.len()).collect();
            ranks.sort_by_key(|i| std::cmp::Reverse(site.relations_of(group.neighbours[*i].id).len()));
            ranks.truncate(share);
            let mut i = 0;
            group.neighbours.retain(|_| {
                i += 1;
                ranks.contains(&(i - 1))
            });
        }
    }
}

/// Gives each group one place after the other, as long as there are places and the group has need of them.
fn shares(counts: &[usize], most: usize) -> Vec<usize> {
    let mut shares = vec![0; counts.len()];
    let mut left = most.min(counts.iter().sum());
    while left > 0 {
        for (share, count) in shares.iter_mut().zip(counts) {
            if *share < *count && left > 0 {
                *share += 1;
                left -= 1;
            }
        }
    }
    shares
}

/// True for what stands over or under the actor.
pub(super) fn is_rank(tie: Tie) -> bool {
    matches!(tie, Tie::Under | Tie::Over)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_shared_out_evenly() {
        assert_eq!(shares(&[2, 3], 24), [2, 3]);
        assert_eq!(shares(&[1, 40, 10], 24), [1, 13, 10]);
        assert_eq!(shares(&[40, 40, 1], 24), [12, 11, 1]);
        assert_eq!(shares(&[1; 30], 24).iter().sum::<usize>(), 24);
        assert_eq!(shares(&[], 24), [0; 0]);
    }
}
