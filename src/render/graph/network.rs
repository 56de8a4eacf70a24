//! The network of all actors: who is drawn, and how names and ties are drawn once they have their places.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::bonds::{Bond, TieData};
use super::ego::{KeyView, Words, mark};
use super::layout::{Laid, Link, Plan, layout};
use super::space::{Rect, exit};
use super::text::{isolated, width, wrap};
use crate::model::relation::Tie;
use crate::render::view::Viewer;
use crate::render::words::order::Order;
use crate::resolve::{NoteId, Site};

/// Actors in the drawing; of more, those with the most relations are drawn.
const MOST: usize = 300;

/// The width that the drawing has on a large screen.
const WIDTH: i32 = 1120;

/// What a template needs to draw the network.
#[derive(Debug, Serialize)]
pub struct NetworkView {
    pub width: i32,
    pub height: i32,
    /// The best connected last, so that they lie above the others.
    pub nodes: Vec<NodeView>,
    /// Ids and names of all that are drawn, by name.
    pub choices: Vec<(String, String)>,
    pub edges: Vec<EdgeView>,
    pub key: Vec<KeyView>,
    pub has_doubtful: bool,
}

/// An actor in the network.
#[derive(Debug, Serialize)]
pub struct NodeView {
    pub id: String,
    pub href: String,
    /// The name as the list says it.
    #[serde(skip)]
    title: String,
    /// The whole name, where the drawing has no room for it.
    pub full: Option<String>,
    pub lang: Option<String>,
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    pub name: Words,
    /// `big`, `mid` or `small`, by the number of relations.
    pub size: &'static str,
    /// Height of a line of the name.
    pub step: i32,
}

/// A tie in the network.
#[derive(Debug, Serialize)]
pub struct EdgeView {
    pub data: TieData,
    pub family: &'static str,
    pub is_doubtful: bool,
    pub line: String,
    pub mark: String,
}

/// The look of a name.
#[derive(Debug, Clone, Copy)]
struct Look {
    size: &'static str,
    /// Size of letters in tenths of a pixel, with what bold letters add.
    letters: i32,
    step: i32,
    room: i32,
}

const BIG: Look = Look { size: "big", letters: 172, step: 18, room: 150 };
const MID: Look = Look { size: "mid", letters: 150, step: 16, room: 140 };
const SMALL: Look = Look { size: "small", letters: 128, step: 15, room: 130 };

/// Draws the network of some relations.
pub fn network(viewer: &Viewer<'_>, bonds: &[Bond<'_>]) -> NetworkView {
    let actors = drawn(bonds);
    let number: FxHashMap<NoteId, usize> = actors.iter().enumerate().map(|(i, (id, _))| (*id, i)).collect();
    let between =
        bonds.iter().filter_map(|bond| Some((bond, *number.get(&bond.from)?, *number.get(&bond.to)?)));
    let between: Vec<(&Bond<'_>, usize, usize)> = between.filter(|(_, from, to)| from != to).collect();
    let mut nodes: Vec<NodeView> = actors.iter().map(|(id, degree)| node(viewer, *id, *degree)).collect();
    let sizes: Vec<(i32, i32)> = nodes.iter().map(|node| (node.width, node.height)).collect();
    let links = links(&between);
    let Laid { places, width, height } = layout(&Plan { sizes: &sizes, ties: &links }, WIDTH);
    let rects: Vec<Rect> = places.iter().zip(&sizes).map(|(place, size)| rect(*place, *size)).collect();
    for (node, (x, y)) in nodes.iter_mut().zip(&places) {
        (node.x, node.y) = (x - node.width / 2, y - node.height / 2);
        let lines = node.name.lines.len() as i32;
        (node.name.x, node.name.y) = (*x, y - (lines - 1) * node.step / 2 + 5);
    }
    let families =
        Tie::FAMILIES.iter().filter(|tie| between.iter().any(|(bond, ..)| bond.family() == tie.family()));
    NetworkView {
        width,
        height,
        key: families.map(|tie| KeyView { family: tie.family(), path: mark(*tie, 0, 0) }).collect(),
        has_doubtful: between.iter().any(|(bond, ..)| bond.is_doubtful()),
        edges: edges(viewer.site(), &between, &rects),
        choices: choices(&viewer.words().order, &nodes),
        nodes: by_rank(nodes),
    }
}

fn by_rank(mut nodes: Vec<NodeView>) -> Vec<NodeView> {
    nodes.sort_by_key(|node| node.step);
    nodes
}

fn choices(order: &Order, nodes: &[NodeView]) -> Vec<(String, String)> {
    let mut choices: Vec<(String, String)> =
        nodes.iter().map(|node| (node.id.clone(), node.title.clone())).collect();
    choices.sort_by_cached_key(|(id, title)| (order.key(title), id.clone()));
    choices
}

/// The actors that are drawn with the number of their relations, in the site's order.
fn drawn(bonds: &[Bond<'_>]) -> Vec<(NoteId, usize)> {
    let mut degrees: FxHashMap<NoteId, usize> = FxHashMap::default();
    for bond in bonds.iter().filter(|bond| bond.from != bond.to) {
        *degrees.entry(bond.from).or_default() += 1;
        *degrees.entry(bond.to).or_default() += 1;
    }
    let mut actors: Vec<(NoteId, usize)> = degrees.into_iter().collect();
    actors.sort_unstable_by_key(|(id, degree)| (std::cmp::Reverse(*degree), *id));
    actors.truncate(MOST);
    actors.sort_unstable();
    // An actor whose neighbours are not drawn would stand alone.
    let is_drawn = |id: NoteId| actors.binary_search_by_key(&id, |(id, _)| *id).is_ok();
    let tied: std::collections::BTreeSet<NoteId> = bonds
        .iter()
        .filter(|bond| bond.from != bond.to && is_drawn(bond.from) && is_drawn(bond.to))
        .flat_map(|bond| [bond.from, bond.to])
        .collect();
    actors.retain(|(id, _)| tied.contains(id));
    actors
}

fn node(viewer: &Viewer<'_>, id: NoteId, degree: usize) -> NodeView {
    let look = match degree {
        8.. => BIG,
        4.. => MID,
        _ => SMALL,
    };
    let link = viewer.link(id);
    let name = wrap(&link.title, look.letters, look.room, 4);
    let widest = name.lines.iter().map(|line| width(line, look.letters)).max().unwrap_or(0);
    let rtl = viewer.words().lang.dir() == "rtl";
    let lines: Vec<String> = name.lines.iter().map(|line| isolated(line, rtl)).collect();
    NodeView {
        id: viewer.site().note(id).id.as_str().to_owned(),
        href: link.href,
        full: name.shortened.then(|| link.title.clone()),
        title: link.title,
        lang: link.lang,
        x: 0,
        y: 0,
        // Even, so that the middle is a whole number.
        width: (widest + 16) / 2 * 2,
        height: (lines.len() as i32 * look.step + 10) / 2 * 2,
        name: Words { x: 0, y: 0, anchor: "middle", lines },
        size: look.size,
        step: look.step,
    }
}

/// Each pair that is tied once, who leads first.
fn links(between: &[(&Bond<'_>, usize, usize)]) -> Vec<Link> {
    let mut links: FxHashMap<(usize, usize), Link> = FxHashMap::default();
    for (bond, from, to) in between {
        let link = match bond.kind.tie() {
            Tie::Under => Link { from: *to, to: *from, is_rank: true },
            Tie::Over => Link { from: *from, to: *to, is_rank: true },
            Tie::Support | Tie::Hostility | Tie::Other => Link { from: *from, to: *to, is_rank: false },
        };
        let known = links.entry((*from.min(to), *from.max(to))).or_insert(link);
        if link.is_rank && !known.is_rank {
            *known = link;
        }
    }
    let mut links: Vec<Link> = links.into_values().collect();
    links.sort_unstable_by_key(|link| (link.from.min(link.to), link.from.max(link.to)));
    links
}

fn rect((x, y): (i32, i32), (width, height): (i32, i32)) -> Rect {
    Rect {
        x: f64::from(x),
        y: f64::from(y),
        half_width: f64::from(width) / 2.0,
        half_height: f64::from(height) / 2.0,
    }
}

/// How far apart the ties of one pair bend.
const BEND: f64 = 16.0;

/// Lines between names; those of one pair bend apart.
fn edges(site: &Site, between: &[(&Bond<'_>, usize, usize)], rects: &[Rect]) -> Vec<EdgeView> {
    let mut counts: FxHashMap<(usize, usize), (usize, usize)> = FxHashMap::default();
    for (_, from, to) in between {
        counts.entry((*from.min(to), *from.max(to))).or_default().0 += 1;
    }
    let draw = |(bond, from, to): &(&Bond<'_>, usize, usize)| {
        // The pair's own direction, so that all of them bend by one measure.
        let (low, high) = (*from.min(to), *from.max(to));
        let (all, before) = counts.entry((low, high)).or_default();
        let bend = (*before as f64 - (*all as f64 - 1.0) / 2.0) * BEND;
        *before += 1;
        let (a, b) = (&rects[low], &rects[high]);
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let aside = |(x, y): (f64, f64), by: f64| (x - dy / length * by, y + dx / length * by);
        let towards = aside((f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y)), bend);
        let (start, end) = (exit(a, towards), exit(b, towards));
        let straight = (f64::midpoint(start.0, end.0), f64::midpoint(start.1, end.1));
        // A curve goes through half the way to the point that bends it.
        let (middle, steer) = (aside(straight, bend), aside(straight, 2.0 * bend));
        let upper = match bond.kind.tie() {
            Tie::Under => Some(*to),
            Tie::Over => Some(*from),
            Tie::Support | Tie::Hostility | Tie::Other => None,
        };
        EdgeView {
            data: TieData::new(site, bond),
            family: bond.family(),
            is_doubtful: bond.is_doubtful(),
            line: if bend == 0.0 {
                format!("M{}L{}", point(start), point(end))
            } else {
                format!("M{}Q{} {}", point(start), point(steer), point(end))
            },
            mark: match upper {
                Some(upper) => {
                    let sign = if upper == high { 1.0 } else { -1.0 };
                    arrow(middle, (dx / length * sign, dy / length * sign))
                }
                None => mark(bond.kind.tie(), middle.0.round() as i32, middle.1.round() as i32),
            },
        }
    };
    between.iter().map(draw).collect()
}

/// A head in the middle of a line, towards who leads.
fn arrow((x, y): (f64, f64), (dx, dy): (f64, f64)) -> String {
    let at = |ahead: f64, aside: f64| point((x + dx * ahead - dy * aside, y + dy * ahead + dx * aside));
    format!("M{}L{}L{}z", at(5.0, 0.0), at(-4.0, 5.0), at(-4.0, -5.0))
}

/// A place in tenths of a pixel.
fn point((x, y): (f64, f64)) -> String {
    let print = |number: f64| {
        let tenths = (number * 10.0).round() as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
        if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    };
    format!("{} {}", print(x), print(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_printed_in_tenths() {
        assert_eq!(point((12.0, -0.04)), "12 0");
        assert_eq!(point((0.26, -3.25)), "0.3 -3.3");
        assert_eq!(point((-0.5, 100.049)), "-0.5 100");
    }

    #[test]
    fn heads_point_to_who_leads() {
        assert_eq!(arrow((100.0, 50.0), (0.0, -1.0)), "M100 45L105 54L95 54z");
    }
}
