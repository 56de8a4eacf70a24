//! Lines with fewer points that look the same.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How much each point tells (Visvalingam and Whyatt): the area of the triangle that the line loses with it, in hundredths, when all that
/// tell less are gone. The ends of a line tell most.
///
/// What is left out by areas looks smoother than what is left out by distances, and with all weights known, a map finds the points that it has room
/// for in one step.
pub(super) fn weights(points: &[(f64, f64)], is_ring: bool) -> Vec<u64> {
    let count = points.len();
    let mut weights = vec![u64::MAX; count];
    if count < 3 {
        return weights;
    }
    let mut before: Vec<usize> = (0..count).map(|i| (i + count - 1) % count).collect();
    let mut after: Vec<usize> = (0..count).map(|i| (i + 1) % count).collect();
    let area = |a: usize, b: usize, c: usize| {
        let [(ax, ay), (bx, by), (cx, cy)] = [points[a], points[b], points[c]];
        (((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)).abs() * 50.0) as u64
    };
    let inner = if is_ring { 0..count } else { 1..count - 1 };
    let mut areas = vec![u64::MAX; count];
    let mut heap = BinaryHeap::with_capacity(count);
    for i in inner.clone() {
        areas[i] = area(before[i], i, after[i]);
        heap.push(Reverse((areas[i], i)));
    }
    let (mut least, mut left) = (0, count);
    while let Some(Reverse((size, i))) = heap.pop() {
        // A ring keeps three points; an entry whose point has grown since is stale.
        if left <= 3 && is_ring || weights[i] != u64::MAX || size != areas[i] {
            continue;
        }
        least = size.max(least);
        weights[i] = least;
        left -= 1;
        let (a, b) = (before[i], after[i]);
        (after[a], before[b]) = (b, a);
        for near in [a, b] {
            if inner.contains(&near) && weights[near] == u64::MAX {
                areas[near] = area(before[near], near, after[near]);
                heap.push(Reverse((areas[near], near)));
            }
        }
    }
    weights
}

/// Douglas and Peucker: drops points that lie less than the tolerance from the line without them. A ring's last point is not its first.
pub(super) fn simplify(points: &[(f64, f64)], tolerance: f64, is_ring: bool) -> Vec<(f64, f64)> {
    if points.len() < 3 {
        return points.to_vec();
    }
    let last = points.len() - 1;
    let mut keep = vec![false; points.len()];
    (keep[0], keep[last]) = (true, true);
    let mut open = Vec::new();
    if is_ring {
        // The ends of a ring are neighbours: the point farthest from them parts it in two lines.
        let off = |i: &usize| squared(points[*i], points[0]);
        let far = (1..=last).max_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(last);
        keep[far] = true;
        open.extend([(0, far), (far, last)]);
    } else {
        open.push((0, last));
    }
    while let Some((first, last)) = open.pop() {
        let (mut worst, mut at) = (tolerance * tolerance, None);
        for i in first + 1..last {
            let off = from_segment(points[i], points[first], points[last]);
            if off > worst {
                (worst, at) = (off, Some(i));
            }
        }
        if let Some(at) = at {
            keep[at] = true;
            open.extend([(first, at), (at, last)]);
        }
    }
    points.iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

fn squared(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)
}

fn from_segment(point: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = (point.0 - a.0) * dx + (point.1 - a.1) * dy;
    let t = if length == 0.0 { 0.0 } else { (along / length).clamp(0.0, 1.0) };
    squared(point, (a.0 + t * dx, a.1 + t * dy))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn straight_lines_lose_what_is_between() {
        let line: Vec<(f64, f64)> = (0..50).map(|i| (f64::from(i), 0.0)).collect();
        assert_eq!(simplify(&line, 0.1, false), [(0.0, 0.0), (49.0, 0.0)]);
        let square = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)];
        assert_eq!(simplify(&square, 0.1, true), [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
    }

    #[test]
    fn corners_tell_more_than_dents() {
        let line = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0)];
        let weights = weights(&line, false);
        assert_eq!((weights[0], weights[3]), (u64::MAX, u64::MAX));
        assert!(weights[1] < 100 && weights[2] > 4000, "{weights:?}");
    }

    proptest! {
        #[test]
        fn ends_and_three_points_of_a_ring_stay(
            points in proptest::collection::vec((-50.0..50.0, -50.0..50.0), 3..60),
        ) {
            let whole = |weights: Vec<u64>| weights.into_iter().filter(|weight| *weight == u64::MAX).count();
            prop_assert_eq!(whole(weights(&points, true)), 3);
            prop_assert_eq!(whole(weights(&points, false)), 2);
        }

        #[test]
        fn what_is_dropped_is_near_what_is_kept(
            points in proptest::collection::vec((-50.0..50.0, -50.0..50.0), 2..60),
            tolerance in 0.0..20.0,
        ) {
            let kept = simplify(&points, tolerance, false);
            prop_assert_eq!((kept.first(), kept.last()), (points.first(), points.last()));
            for point in &points {
                let near = kept.windows(2).map(|ends| from_segment(*point, ends[0], ends[1]));
                let near = near.min_by(f64::total_cmp).unwrap();
                prop_assert!(near <= tolerance * tolerance + 1e-9);
            }
        }
    }
}
