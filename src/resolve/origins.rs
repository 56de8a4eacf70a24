//! Where sources come from: what a source relays is followed back to where the chain begins.
//!
//! Five relays of one agency story are one origin. Sources that relay each other in a circle have no beginning; the circle as a whole counts as
//! one origin, and is reported.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ClaimId, NoteId, Site};
use crate::model::notes::SourceKind;
use crate::model::{Fields, NoteType};
use crate::value::Date;
use crate::value::date::Day;

/// The origins of all sources of a site.
#[derive(Debug, Default)]
pub(super) struct Origins {
    first: u32,
    /// By the place of the source among the sources; sorted.
    lists: Vec<Vec<NoteId>>,
    circles: Vec<Vec<NoteId>>,
    /// The claims that rest on a source alone, by the place of the source.
    falls: Vec<Vec<ClaimId>>,
}

impl Origins {
    /// Follows every source back. One pass over all sources and links (Tarjan's strongly connected components), without recursion.
    pub(super) fn new(site: &Site) -> Self {
        let sources: Vec<NoteId> = site.of_type(NoteType::Source).collect();
        let first = sources.first().map_or(0, |id| id.0);
        let links: Vec<Vec<usize>> = sources.iter().map(|id| relayed(site, *id, first)).collect();
        let mut lists: Vec<Vec<NoteId>> = vec![Vec::new(); sources.len()];
        let mut circles = Vec::new();
        let mut group_of = vec![usize::MAX; sources.len()];
        for (number, group) in components(&links).into_iter().enumerate() {
            group.iter().for_each(|i| group_of[*i] = number);
            let outside = |to: &&usize| group_of[**to] != number;
            let mut origins: Vec<NoteId> = group
                .iter()
                .flat_map(|from| links[*from].iter().filter(outside))
                .flat_map(|to| lists[*to].iter().copied())
                .collect();
            origins.sort_unstable();
            origins.dedup();
            if origins.is_empty() {
                origins.extend(group.iter().min().map(|i| sources[*i]));
            }
            if group.len() > 1 || links[group[0]].contains(&group[0]) {
                let mut circle: Vec<NoteId> = group.iter().map(|i| sources[*i]).collect();
                circle.sort_unstable();
                circles.push(circle);
            }
            for i in &group {
                lists[*i].clone_from(&origins);
            }
        }
        circles.sort();
        let falls = falls(site, first, &lists);
        Origins { first, lists, circles, falls }
    }
}

impl Site {
    /// The sources that a source goes back to; a source that relays nothing is its own origin.
    pub fn origins(&self, source: NoteId) -> &[NoteId] {
        let origins = &self.links.origins;
        source
            .0
            .checked_sub(origins.first)
            .and_then(|i| origins.lists.get(i as usize))
            .map_or(&[], Vec::as_slice)
    }

    /// The number of independent origins of some sources: the most of them that can each go back to an origin of its own.
    ///
    /// An article made of three others is still one witness, two relays of one story are one as well, and a relay adds nothing to the
    /// origin that is cited beside it, whatever else it relays. What has been retracted, or goes back to nothing else, is no witness.
    pub fn independent(&self, sources: impl IntoIterator<Item = NoteId>) -> usize {
        let sources: Vec<NoteId> = sources.into_iter().filter(|source| !self.has_fallen(*source)).collect();
        let witnesses = witnesses(&sources, |source| self.origins(source));
        let standing = |source: NoteId| {
            self.origins(source).iter().copied().filter(|origin| !self.is_retracted(*origin)).collect()
        };
        let lists: Vec<Vec<NoteId>> = witnesses.into_iter().map(standing).collect();
        matched(&lists.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    /// The claims that would have nothing left if a source fell: it is their only source, or the only origin of all of them.
    pub fn rests_alone_on(&self, source: NoteId) -> &[ClaimId] {
        let origins = &self.links.origins;
        source
            .0
            .checked_sub(origins.first)
            .and_then(|i| origins.falls.get(i as usize))
            .map_or(&[], Vec::as_slice)
    }

    /// The last day of which a source can know: that of its publication; of one without, or that is kept up to date, that of its reading.
    pub fn knows_until(&self, source: NoteId) -> Option<Day> {
        let Fields::Source(source) = &self.note(source).fields else { return None };
        let kept = matches!(source.kind, Some(SourceKind::Reference | SourceKind::Dataset));
        let latest = |date: &Date| date.latest().day();
        match &source.published {
            Some(published) if !kept => latest(published),
            published => {
                let read = latest(source.accessed()?)?;
                published.as_ref().map_or(Some(read), |published| Some(latest(published)?.max(read)))
            }
        }
    }

    /// True if a source has been withdrawn by its publisher.
    pub fn is_retracted(&self, source: NoteId) -> bool {
        matches!(&self.note(source).fields, Fields::Source(source) if source.retracted.is_some())
    }

    /// True if a source has been retracted, or all that it goes back to has.
    pub fn has_fallen(&self, source: NoteId) -> bool {
        self.is_retracted(source) || self.origins(source).iter().all(|origin| self.is_retracted(*origin))
    }

    /// The sources of a claim, each once.
    pub fn sources_of(&self, claim: ClaimId) -> Vec<NoteId> {
        let (home, claim) = self.claim(claim);
        let note = self.note(home);
        let mut sources: Vec<NoteId> =
            claim.sources.iter().filter_map(|c| note.target_note(&c.source)).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// Sources that relay each other in a circle.
    pub fn circles(&self) -> &[Vec<NoteId>] {
        &self.links.origins.circles
    }
}

/// The sources that do not relay another of them that is an origin.
fn witnesses<'o>(sources: &[NoteId], origins: impl Fn(NoteId) -> &'o [NoteId]) -> Vec<NoteId> {
    let cited: FxHashSet<NoteId> = sources.iter().copied().collect();
    let echo = |source: NoteId| origins(source).iter().any(|o| *o != source && cited.contains(o));
    sources.iter().copied().filter(|source| !echo(*source)).collect()
}

/// The size of a largest matching of sources with origins (augmenting paths, breadth first).
fn matched(lists: &[&[NoteId]]) -> usize {
    let mut taken: FxHashMap<NoteId, usize> = FxHashMap::default();
    let mut origin_of: Vec<Option<NoteId>> = vec![None; lists.len()];
    for start in 0..lists.len() {
        let mut reached_from: FxHashMap<NoteId, usize> = FxHashMap::default();
        let mut queue = VecDeque::from([start]);
        let mut free = None;
        while let Some(source) = queue.pop_front().filter(|_| free.is_none()) {
            for origin in lists[source] {
                if reached_from.contains_key(origin) {
                    continue;
                }
                reached_from.insert(*origin, source);
                match taken.get(origin) {
                    Some(other) => queue.push_back(*other),
                    None => free = free.or(Some(*origin)),
                }
            }
        }
        // Hand the origins on along the way back.
        while let Some(origin) = free {
            let source = reached_from[&origin];
            free = origin_of[source].replace(origin);
            taken.insert(origin, source);
        }
    }
    taken.len()
}

/// Files every claim under the sources without which nothing would support it. What has been retracted supports nothing any more, unless
/// there is nothing else.
fn falls(site: &Site, first: u32, lists: &[Vec<NoteId>]) -> Vec<Vec<ClaimId>> {
    let mut falls = vec![Vec::new(); lists.len()];
    let place = |source: NoteId| (source.0 - first) as usize;
    for claim in (0..site.claims.len() as u32).map(ClaimId) {
        let mut sources = site.sources_of(claim);
        let fallen = |source: NoteId| lists[place(source)].iter().all(|origin| site.is_retracted(*origin));
        let stands = |source: &NoteId| !site.is_retracted(*source) && !fallen(*source);
        if sources.iter().any(stands) {
            sources.retain(stands);
        }
        let sources = witnesses(&sources, |source| &lists[place(source)]);
        let mut alone: Vec<NoteId> = sources.iter().copied().filter(|_| sources.len() == 1).collect();
        let mut origins = sources.iter().flat_map(|source| &lists[place(*source)]);
        if let Some(one) = origins.next()
            && origins.all(|origin| origin == one)
        {
            alone.push(*one);
        }
        alone.dedup();
        alone.into_iter().for_each(|source| falls[place(source)].push(claim));
    }
    falls
}

/// The sources that a source relays, by their places among the sources.
fn relayed(site: &Site, source: NoteId, first: u32) -> Vec<usize> {
    let note = site.note(source);
    let Fields::Source(fields) = &note.fields else { return Vec::new() };
    let targets = fields.derived_from.iter().filter_map(|r| note.target_note(r));
    targets.filter_map(|to| to.0.checked_sub(first)).map(|i| i as usize).collect()
}

/// The strongly connected components of a graph, each after all that it leads to.
fn components(links: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; links.len()];
    let mut low = vec![0; links.len()];
    let mut on_stack = vec![false; links.len()];
    let (mut stack, mut groups, mut next) = (Vec::new(), Vec::new(), 0);
    for start in 0..links.len() {
        if index[start] != UNSEEN {
            continue;
        }
        // Each entry is a node and how many of its links have been followed.
        let mut path = vec![(start, 0)];
        while let Some((node, followed)) = path.pop() {
            if followed == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            } else {
                // Back from a link: what it reached counts for this node too.
                let done = links[node][followed - 1];
                if on_stack[done] {
                    low[node] = low[node].min(low[done]);
                }
            }
            if let Some(&to) = links[node].get(followed) {
                path.push((node, followed + 1));
                if index[to] == UNSEEN {
                    path.push((to, 0));
                }
                continue;
            }
            if low[node] == index[node] {
                let from = stack.iter().rposition(|n| *n == node).unwrap_or_default();
                let group = stack.split_off(from);
                group.iter().for_each(|n| on_stack[*n] = false);
                groups.push(group);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(links: &[&[usize]]) -> Vec<Vec<usize>> {
        let links: Vec<Vec<usize>> = links.iter().map(|to| to.to_vec()).collect();
        let mut groups = components(&links);
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups
    }

    #[test]
    fn what_is_led_to_comes_first_and_circles_stand_together() {
        assert_eq!(sorted(&[&[1], &[2], &[]]), [vec![2], vec![1], vec![0]]);
        assert_eq!(sorted(&[&[1], &[2], &[0], &[0]]), [vec![0, 1, 2], vec![3]]);
        assert_eq!(sorted(&[&[0], &[]]), [vec![0], vec![1]]);
        assert_eq!(sorted(&[&[1, 2], &[3], &[3], &[]]), [vec![3], vec![1], vec![2], vec![0]]);
        assert_eq!(sorted(&[&[1, 2], &[0], &[]]), [vec![2], vec![0, 1]]);
    }

    #[test]
    fn no_more_witnesses_than_sources_and_none_twice() {
        let count = |lists: &[&[u32]]| {
            let lists: Vec<Vec<NoteId>> =
                lists.iter().map(|l| l.iter().copied().map(NoteId).collect()).collect();
            matched(&lists.iter().map(Vec::as_slice).collect::<Vec<_>>())
        };
        assert_eq!(count(&[]), 0);
        assert_eq!(count(&[&[1], &[1], &[1]]), 1);
        assert_eq!(count(&[&[1, 2, 3]]), 1);
        assert_eq!(count(&[&[1], &[1], &[1, 2, 3]]), 2);
        assert_eq!(count(&[&[1, 2], &[1], &[2, 3]]), 3);
        assert_eq!(count(&[&[1, 2], &[1, 2], &[1, 2]]), 2);
    }

    #[test]
    fn a_relay_beside_its_origin_is_no_witness() {
        let origins = |source: NoteId| -> &[NoteId] {
            match source.0 {
                1 | 2 => &[NoteId(1)],
                3 => &[NoteId(1), NoteId(4)],
                _ => &[NoteId(4)],
            }
        };
        let left = |sources: &[u32]| {
            let sources: Vec<NoteId> = sources.iter().copied().map(NoteId).collect();
            witnesses(&sources, origins).iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(left(&[1, 2]), [1]);
        assert_eq!(left(&[1, 3]), [1], "whatever else it relays");
        assert_eq!(left(&[2, 3]), [2, 3], "neither is the other's origin");
        assert_eq!(left(&[1, 3, 4]), [1, 4]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let links: Vec<Vec<usize>> =
            (0..200_000).map(|i| if i == 199_999 { vec![] } else { vec![i + 1] }).collect();
        assert_eq!(components(&links).len(), 200_000);
    }
}
