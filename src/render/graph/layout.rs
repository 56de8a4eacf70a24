//! Places for actors and their ties: near each other what is tied, above each other what leads and is led, nothing on top of anything else.
//!
//! Only addition, multiplication, division and square roots are used, which give the same on every machine, and a fixed row of random numbers.

use rayon::prelude::*;

use super::space::{Rect, part, pass_by};

/// What is laid out: the sizes of names, and ties between them by number.
#[derive(Debug)]
pub(super) struct Plan<'p> {
    pub sizes: &'p [(i32, i32)],
    /// Pairs, each once; the first is above the second where `is_rank` says so.
    pub ties: &'p [Link],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    /// True if the first leads the second.
    pub is_rank: bool,
}

/// How far apart tied actors are to be, and how much wider than high the drawing may be, since names are.
const LENGTH: f64 = 92.0;
const STRETCH: f64 = 1.65;
/// How far those who lead stand above those who are led, in lengths.
const STEP: f64 = 0.8;

/// The middles of names, none below 0, and the size of all.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Laid {
    pub places: Vec<(i32, i32)>,
    pub width: i32,
    pub height: i32,
}

/// Lays out a network: each part that hangs together by itself, then all parts beside each other.
pub(super) fn layout(plan: &Plan<'_>, wanted: i32) -> Laid {
    let parts = parts(plan);
    let mut boxes: Vec<Vec<Rect>> = parts.iter().map(|part| best(plan, part, f64::from(wanted))).collect();
    let (width, height) = pack(&mut boxes, wanted);
    let mut places = vec![(0, 0); plan.sizes.len()];
    for (part, boxes) in parts.iter().zip(&boxes) {
        for (node, rect) in part.iter().zip(boxes) {
            places[*node] = (rect.x.round() as i32, rect.y.round() as i32);
        }
    }
    Laid { places, width, height }
}

/// The parts that hang together, the largest first.
fn parts(plan: &Plan<'_>) -> Vec<Vec<usize>> {
    let near = neighbours(plan.sizes.len(), plan.ties.iter().map(|tie| (tie.from, tie.to)));
    let mut seen = vec![false; plan.sizes.len()];
    let mut parts = Vec::new();
    for first in 0..plan.sizes.len() {
        if seen[first] {
            continue;
        }
        seen[first] = true;
        let mut part = vec![first];
        let mut i = 0;
        while let Some(node) = part.get(i).copied() {
            for other in &near[node] {
                if !std::mem::replace(&mut seen[*other], true) {
                    part.push(*other);
                }
            }
            i += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

fn neighbours(count: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut near = vec![Vec::new(); count];
    for (a, b) in pairs {
        near[a].push(b);
        near[b].push(a);
    }
    near
}

/// Work that may be done for one part, in pairs of names that are looked at.
const WORK: usize = 3_000_000;

/// Tries several beginnings, and takes what has the fewest crossings.
fn best(plan: &Plan<'_>, part: &[usize], wanted: f64) -> Vec<Rect> {
    let n = part.len();
    let number = |node: usize| part.binary_search(&node).ok();
    let ties: Vec<Link> = plan
        .ties
        .iter()
        .filter_map(|tie| Some(Link { from: number(tie.from)?, to: number(tie.to)?, is_rank: tie.is_rank }))
        .collect();
    let sizes: Vec<(f64, f64)> =
        part.iter().map(|node| plan.sizes[*node]).map(|(w, h)| (f64::from(w), f64::from(h))).collect();
    let far = distances(n, &ties);
    let starts = (WORK / (n * n * 60 + ties.len() * ties.len())).clamp(1, 40);
    let tries = (0..starts).into_par_iter().map(|start| one(&sizes, &ties, &far, wanted, start as u64));
    // What is wider than wanted is shown smaller, which is as bad as a crossing or more.
    let excess = |rects: &[Rect]| ((sides(rects).1 - sides(rects).0 - wanted) / 8.0).max(0.0) as usize;
    let scored = tries.map(|rects| (crossings(&rects, &ties) + excess(&rects), rects));
    // Of those that are as good, the first, whichever is ready first.
    scored.reduce_with(|a, b| if b.0 < a.0 { b } else { a }).map(|(_, rects)| rects).unwrap_or_default()
}

/// One layout from one beginning.
fn one(sizes: &[(f64, f64)], ties: &[Link], far: &[Vec<u16>], wanted: f64, start: u64) -> Vec<Rect> {
    let mut random = Random(start.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d);
    let mut places: Vec<(f64, f64)> = sizes.iter().map(|_| (random.part(), random.part())).collect();
    let side = (sizes.len() as f64).sqrt();
    places.iter_mut().for_each(|(x, y)| (*x, *y) = (*x * side, *y * side));
    relax(&mut places, ties, far, &mut random);
    // Less wide where it would not fit, but not narrower than high.
    let extent = places.iter().map(|(x, _)| *x).fold(f64::NEG_INFINITY, f64::max)
        - places.iter().map(|(x, _)| *x).fold(f64::INFINITY, f64::min);
    let widest = sizes.iter().map(|(width, _)| *width).fold(0.0, f64::max);
    let stretch = STRETCH.min((wanted - widest - 60.0) / (extent * LENGTH).max(1.0)).max(1.0);
    let rect = |((x, y), (w, h)): (&(f64, f64), &(f64, f64))| Rect {
        x: x * LENGTH * stretch,
        y: y * LENGTH,
        half_width: w / 2.0,
        half_height: h / 2.0,
    };
    let mut rects: Vec<Rect> = places.iter().zip(sizes).map(rect).collect();
    part(&mut rects);
    let lines: Vec<(usize, usize)> = ties.iter().map(|tie| (tie.from, tie.to)).collect();
    for _ in 0..if rects.len() > 150 { 4 } else { 40 } {
        if !pass_by(&mut rects, &lines) {
            break;
        }
        part(&mut rects);
    }
    rects
}

/// Steps from each to each; what is further than can be counted is as far as that.
fn distances(count: usize, ties: &[Link]) -> Vec<Vec<u16>> {
    let near = neighbours(count, ties.iter().map(|tie| (tie.from, tie.to)));
    (0..count)
        .map(|from| {
            let mut far = vec![u16::MAX; count];
            far[from] = 0;
            let mut queue = vec![from];
            let mut i = 0;
            while let Some(node) = queue.get(i).copied() {
                for other in &near[node] {
                    if far[*other] == u16::MAX {
                        far[*other] = far[node].saturating_add(1);
                        queue.push(*other);
                    }
                }
                i += 1;
            }
            far
        })
        .collect()
}

/// Moves pairs to the distance that their ties want, with smaller and smaller steps (stochastic gradient descent of the stress), and those who
/// lead above those who are led.
fn relax(places: &mut [(f64, f64)], ties: &[Link], far: &[Vec<u16>], random: &mut Random) {
    let n = places.len();
    let mut pairs: Vec<(usize, usize)> = (0..n).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let most = far.iter().flatten().copied().max().unwrap_or(1).max(1);
    let mut rate = f64::from(most) * f64::from(most);
    while rate > 0.01 {
        random.shuffle(&mut pairs);
        for (a, b) in &pairs {
            let wanted = f64::from(far[*a][*b]);
            let step = (rate / (wanted * wanted)).min(1.0);
            let (dx, dy) = (places[*a].0 - places[*b].0, places[*a].1 - places[*b].1);
            let length = (dx * dx + dy * dy).sqrt().max(0.001);
            let move_by = step * (length - wanted) / (2.0 * length);
            places[*a].0 -= dx * move_by;
            places[*a].1 -= dy * move_by;
            places[*b].0 += dx * move_by;
            places[*b].1 += dy * move_by;
        }
        for tie in ties.iter().filter(|tie| tie.is_rank) {
            let missing = STEP - (places[tie.to].1 - places[tie.from].1);
            if missing > 0.0 {
                places[tie.from].1 -= missing * 0.3;
                places[tie.to].1 += missing * 0.3;
            }
        }
        rate *= 0.82;
    }
}

/// How often ties cross each other or run through a name.
fn crossings(rects: &[Rect], ties: &[Link]) -> usize {
    let mut count = 0;
    for (i, a) in ties.iter().enumerate() {
        let line = (&rects[a.from], &rects[a.to]);
        for b in &ties[..i] {
            let apart = a.from != b.from && a.from != b.to && a.to != b.from && a.to != b.to;
            count += usize::from(apart && super::space::cross(line, (&rects[b.from], &rects[b.to])));
        }
        let through = |(node, rect): &(usize, &Rect)| {
            *node != a.from && *node != a.to && super::space::depth(rect, line.0, line.1).is_some()
        };
        count += 4 * rects.iter().enumerate().filter(through).count();
        // Those who are led are not to stand above.
        count += usize::from(a.is_rank && line.0.y > line.1.y);
    }
    count
}

/// The left and the right end of a part.
fn sides(rects: &[Rect]) -> (f64, f64) {
    let left = rects.iter().map(|r| r.x - r.half_width).fold(f64::INFINITY, f64::min);
    let right = rects.iter().map(|r| r.x + r.half_width).fold(f64::NEG_INFINITY, f64::max);
    (left, right)
}

/// Room between parts.
const GAP: f64 = 44.0;
/// Room around everything.
const EDGE: f64 = 4.0;

/// Sets parts in rows beside each other, and gives the size of all.
fn pack(boxes: &mut [Vec<Rect>], wanted: i32) -> (i32, i32) {
    let (mut x, mut y, mut row, mut width) = (0.0, 0.0, 0.0, 0.0f64);
    let mut limit = f64::from(wanted);
    for rects in boxes {
        let (left, right) = sides(rects);
        let top = rects.iter().map(|r| r.y - r.half_height).fold(f64::INFINITY, f64::min);
        let bottom = rects.iter().map(|r| r.y + r.half_height).fold(f64::NEG_INFINITY, f64::max);
        limit = f64::max(limit, right - left);
        if x > 0.0 && x + right - left > limit {
            (x, y, row) = (0.0, y + row + GAP, 0.0);
        }
        for rect in rects.iter_mut() {
            rect.x += x - left + EDGE;
            rect.y += y - top + EDGE;
        }
        x += right - left + GAP;
        row = f64::max(row, bottom - top);
        width = width.max(x - GAP);
    }
    let whole = |size: f64| (size + 2.0 * EDGE).ceil().max(1.0) as i32;
    (whole(width), whole(y + row))
}

/// A row of numbers that look random and are always the same (`SplitMix64`).
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 40) as f64 / f64::from(1 << 24)
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for i in (1..all.len()).rev() {
            all.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(from: usize, to: usize) -> Link {
        Link { from, to, is_rank: false }
    }

    /// A ring of names with a hub in it, and a pair apart.
    fn plan() -> (Vec<(i32, i32)>, Vec<Link>) {
        let sizes = (0..22).map(|i| (60 + i * 37 % 90, 20 + i * 13 % 30)).collect();
        let mut ties: Vec<Link> = (0..19).map(|i| link(i, (i + 1) % 19)).collect();
        ties.extend((0..19).map(|i| Link { from: 19, to: i, is_rank: i % 3 == 0 }));
        ties.push(link(20, 21));
        (sizes, ties)
    }

    #[test]
    fn no_name_covers_another_and_all_are_inside() {
        let (sizes, ties) = plan();
        let laid = layout(&Plan { sizes: &sizes, ties: &ties }, 900);
        for (i, ((x, y), (w, h))) in laid.places.iter().zip(&sizes).enumerate() {
            assert!(x - w / 2 >= 0 && y - h / 2 >= 0 && x + w / 2 <= laid.width && y + h / 2 <= laid.height);
            for ((ox, oy), (ow, oh)) in laid.places[..i].iter().zip(&sizes) {
                let apart = (x - ox).abs() * 2 >= w + ow || (y - oy).abs() * 2 >= h + oh;
                assert!(apart, "{i} lies on another: {laid:?}");
            }
        }
    }

    #[test]
    fn the_same_plan_is_laid_out_the_same() {
        let (sizes, ties) = plan();
        let plan = Plan { sizes: &sizes, ties: &ties };
        assert_eq!(layout(&plan, 900), layout(&plan, 900));
    }

    #[test]
    fn who_leads_stands_above() {
        let sizes = vec![(80, 20); 7];
        let ties: Vec<Link> = (1..7).map(|i| Link { from: (i - 1) / 2, to: i, is_rank: true }).collect();
        let laid = layout(&Plan { sizes: &sizes, ties: &ties }, 900);
        for tie in &ties {
            assert!(laid.places[tie.from].1 + 20 < laid.places[tie.to].1, "{tie:?}: {laid:?}");
        }
        assert_eq!(crossings_of(&laid, &sizes, &ties), 0);
    }

    fn crossings_of(laid: &Laid, sizes: &[(i32, i32)], ties: &[Link]) -> usize {
        let rect = |((x, y), (w, h)): (&(i32, i32), &(i32, i32))| Rect {
            x: f64::from(*x),
            y: f64::from(*y),
            half_width: f64::from(*w) / 2.0,
            half_height: f64::from(*h) / 2.0,
        };
        crossings(&laid.places.iter().zip(sizes).map(rect).collect::<Vec<_>>(), ties)
    }

    #[test]
    fn nothing_and_one_are_laid_out_too() {
        assert_eq!(layout(&Plan { sizes: &[], ties: &[] }, 900).places, []);
        let one = layout(&Plan { sizes: &[(80, 20)], ties: &[] }, 900);
        assert_eq!((one.places.len(), one.width, one.height), (1, 88, 28));
    }
}
