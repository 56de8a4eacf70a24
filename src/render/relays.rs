//! What a source relays and what relays it, as trees.
//!
//! A tree shows the nearest sources first, up to a bound, and says what it leaves out. A source that can be reached in several ways
//! has its own branch once, where it is nearest; elsewhere it is named and points there.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::view::{DateView, LinkView, Viewer};
use crate::model::Fields;
use crate::resolve::{NoteId, Site};

/// The most sources in one tree.
const MOST: usize = 200;

/// The most sources directly below one.
const WIDEST: usize = 100;

/// The most steps from the source whose page it is.
const DEEPEST: usize = 10;

/// A tree as a template draws it.
#[derive(Debug, Serialize)]
pub struct Relays {
    pub rows: Vec<RelayRow>,
    /// How many beside the source itself are not shown.
    more: usize,
}

/// A line of a tree; the lines follow one another as they are read.
#[derive(Debug, Serialize)]
pub struct RelayRow {
    link: LinkView,
    date: Option<DateView>,
    retracted: bool,
    /// True where the chain begins: it relays nothing.
    origin: bool,
    /// Its branch stands `above` or `below`, or it closes a `circle`; else empty.
    seen: &'static str,
    /// Sources further along that are not shown.
    more: usize,
    /// True if a list of its own follows.
    opens: bool,
    /// Lists that end after this line.
    closes: usize,
}

/// What a source relays, back to where it begins.
pub fn back(viewer: &Viewer<'_>, id: NoteId) -> Relays {
    let site = viewer.site();
    rows(viewer, id, |id| relayed(site, id))
}

/// What relays a source, and what relays that.
pub fn onward(viewer: &Viewer<'_>, id: NoteId) -> Relays {
    let site = viewer.site();
    rows(viewer, id, |id| {
        let all = site.children_of(id);
        let mut shown = all[..all.len().min(WIDEST)].to_vec();
        shown.sort_by_key(|id| (published(site, *id).is_none(), published(site, *id), *id));
        (shown, all.len())
    })
}

fn relayed(site: &Site, id: NoteId) -> (Vec<NoteId>, usize) {
    let note = site.note(id);
    let Fields::Source(source) = &note.fields else { return Default::default() };
    let mut shown: Vec<NoteId> = Vec::new();
    for target in source.derived_from.iter().filter_map(|r| note.target_note(r)).take(WIDEST) {
        if !shown.contains(&target) {
            shown.push(target);
        }
    }
    let all = if source.derived_from.len() > WIDEST { source.derived_from.len() } else { shown.len() };
    (shown, all)
}

fn published(site: &Site, id: NoteId) -> Option<&crate::value::Date> {
    site.note(id).fields.facets().when()
}

fn rows(viewer: &Viewer<'_>, id: NoteId, next: impl Fn(NoteId) -> (Vec<NoteId>, usize)) -> Relays {
    let site = viewer.site();
    let nodes = tree(id, next);
    let lines = lines(&nodes);
    let depth_after = |i: usize| lines.get(i + 1).map_or(1, |line| line.depth);
    let line_row = |(i, line): (usize, &Line)| RelayRow {
        link: viewer.link(line.source),
        date: published(site, line.source).map(|date| viewer.date(date)),
        retracted: site.is_retracted(line.source),
        origin: relayed(site, line.source).1 == 0,
        seen: line.seen,
        more: line.more,
        opens: depth_after(i) > line.depth,
        closes: line.depth.saturating_sub(depth_after(i)),
    };
    Relays { rows: lines.iter().enumerate().map(line_row).collect(), more: nodes[0].more }
}

/// A place of a source in a tree.
#[derive(Debug)]
struct Node {
    source: NoteId,
    parent: usize,
    depth: usize,
    /// Its places below, in order.
    below: Vec<usize>,
    /// How many of its own it has that are not shown.
    more: usize,
    /// The place that has its branch, where that is not this one.
    again: Option<usize>,
}

/// Spreads out from a source, nearest first; the first node is the source itself.
fn tree(start: NoteId, next: impl Fn(NoteId) -> (Vec<NoteId>, usize)) -> Vec<Node> {
    let node =
        |source, parent, depth| Node { source, parent, depth, below: Vec::new(), more: 0, again: None };
    let mut nodes = vec![node(start, 0, 0)];
    let mut first: FxHashMap<NoteId, usize> = FxHashMap::from_iter([(start, 0)]);
    let mut queue = VecDeque::from([0]);
    while let Some(at) = queue.pop_front() {
        let (sources, all) = next(nodes[at].source);
        let room = if nodes[at].depth < DEEPEST { (MOST + 1).saturating_sub(nodes.len()) } else { 0 };
        let shown = sources.len().min(room);
        nodes[at].more = all - shown;
        for source in sources.into_iter().take(shown) {
            let place = nodes.len();
            nodes.push(node(source, at, nodes[at].depth + 1));
            nodes[at].below.push(place);
            match first.get(&source) {
                Some(other) => nodes[place].again = Some(*other),
                None => {
                    first.insert(source, place);
                    queue.push_back(place);
                }
            }
        }
    }
    nodes
}

/// A line of a tree before it has its words.
#[derive(Debug, PartialEq)]
struct Line {
    source: NoteId,
    depth: usize,
    seen: &'static str,
    more: usize,
}

/// The nodes of a tree from top to bottom, without the first.
fn lines(nodes: &[Node]) -> Vec<Line> {
    let mut order = Vec::with_capacity(nodes.len());
    let mut stack = vec![0];
    while let Some(at) = stack.pop() {
        order.push(at);
        stack.extend(nodes[at].below.iter().rev());
    }
    let mut row = vec![0; nodes.len()];
    order.iter().enumerate().for_each(|(i, at)| row[*at] = i);
    let seen = |at: usize| match nodes[at].again {
        None => "",
        Some(other) if is_above(nodes, other, at) => "circle",
        // What has nothing below it is as short as the words that would point to it.
        Some(other) if nodes[other].below.is_empty() && nodes[other].more == 0 => "",
        Some(other) if row[other] < row[at] => "above",
        Some(_) => "below",
    };
    let line = |at: &usize| {
        let node = &nodes[*at];
        Line { source: node.source, depth: node.depth, seen: seen(*at), more: node.more }
    };
    order[1..].iter().map(line).collect()
}

/// True if a place leads down to another.
fn is_above(nodes: &[Node], top: usize, mut at: usize) -> bool {
    while at != 0 && at != top {
        at = nodes[at].parent;
    }
    at == top
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a tree: depth, source, what is seen elsewhere, and what is left out.
    fn drawn(links: &[&[u32]]) -> Vec<String> {
        let next = |id: NoteId| {
            let all: Vec<NoteId> = links[id.0 as usize].iter().copied().map(NoteId).collect();
            (all.clone(), all.len())
        };
        let lines = lines(&tree(NoteId(0), next));
        let words = |line: &Line| {
            let more = if line.more > 0 { format!(" +{}", line.more) } else { String::new() };
            let words = format!("{}{} {}", "-".repeat(line.depth), line.source.0, line.seen);
            format!("{}{more}", words.trim_end())
        };
        lines.iter().map(words).collect()
    }

    #[test]
    fn branches_stand_below_their_source() {
        assert_eq!(drawn(&[&[1, 2], &[3], &[], &[]]), ["-1", "--3", "-2"]);
        assert_eq!(drawn(&[&[]]), Vec::<String>::new());
    }

    #[test]
    fn a_branch_stands_once_where_it_is_nearest() {
        assert_eq!(drawn(&[&[1, 2], &[3], &[3], &[4], &[]]), ["-1", "--3", "---4", "-2", "--3 above"]);
        assert_eq!(drawn(&[&[1, 2], &[2], &[3], &[]]), ["-1", "--2 below", "-2", "--3"]);
        // A source without a branch is simply named again.
        assert_eq!(drawn(&[&[1, 2], &[3], &[3], &[]]), ["-1", "--3", "-2", "--3"]);
    }

    #[test]
    fn circles_end_where_they_close() {
        assert_eq!(drawn(&[&[1], &[2], &[0]]), ["-1", "--2", "---0 circle"]);
        assert_eq!(drawn(&[&[0]]), ["-0 circle"]);
        assert_eq!(drawn(&[&[1], &[2], &[1]]), ["-1", "--2", "---1 circle"]);
    }

    #[test]
    fn what_is_too_much_is_counted() {
        let chain: Vec<Vec<u32>> = (1..=30).map(|i| vec![i]).chain([vec![]]).collect();
        let chain: Vec<&[u32]> = chain.iter().map(Vec::as_slice).collect();
        let drawn_chain = drawn(&chain);
        assert_eq!(drawn_chain.len(), DEEPEST);
        assert_eq!(drawn_chain.last().unwrap(), "----------10 +1");
        // Three steps of a hundred each would be a million lines.
        let many: Vec<u32> = (1..=100).collect();
        let wide: Vec<&[u32]> = vec![&many; 101];
        let lines = drawn(&wide);
        assert_eq!(lines.len(), MOST);
        assert_eq!(lines.iter().filter(|line| !line.starts_with("--")).count(), 100);
    }
}
