//! Lines with fewer points that look the same.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How much each point tells (Visvalingam and Whyatt): the area of the triangle that the line loses with it when all that
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
        (((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)).abs() / 2.0) as u64
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn corners_tell_more_than_dents() {
        let line = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0)];
        let weights = weights(&line, false);
        assert_eq!((weights[0], weights[3]), (u64::MAX, u64::MAX));
        assert!(weights[1] < 1 && weights[2] > 40, "{weights:?}");
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
    }
}
