//! Lines and rings cut to a rectangle.

use super::data::Bounds;

type Point = (f64, f64);

#[derive(Debug, Clone, Copy)]
enum Edge {
    West,
    East,
    South,
    North,
}

impl Edge {
    const ALL: [Edge; 4] = [Edge::West, Edge::East, Edge::South, Edge::North];

    /// How far inside of the edge a point lies.
    fn depth(self, (x, y): Point, to: &Bounds) -> f64 {
        match self {
            Edge::West => x - to.west,
            Edge::East => to.east - x,
            Edge::South => y - to.south,
            Edge::North => to.north - y,
        }
    }
}

/// The ring inside of a rectangle (Sutherland and Hodgman); parts that fall apart stay joined along its edges.
pub(super) fn ring(points: Vec<Point>, to: &Bounds) -> Vec<Point> {
    let mut ring = points;
    for edge in Edge::ALL {
        if ring.iter().all(|point| edge.depth(*point, to) >= 0.0) {
            continue;
        }
        let mut inside = Vec::with_capacity(ring.len() + 4);
        let Some(mut before) = ring.last().copied() else { return ring };
        let mut depth_before = edge.depth(before, to);
        for point in ring {
            let depth = edge.depth(point, to);
            if (depth >= 0.0) != (depth_before >= 0.0) {
                inside.push(between(before, point, depth_before / (depth_before - depth)));
            }
            if depth >= 0.0 {
                inside.push(point);
            }
            (before, depth_before) = (point, depth);
        }
        ring = inside;
    }
    ring
}

/// The parts of a line inside of a rectangle (Liang and Barsky).
pub(super) fn line(points: &[Point], to: &Bounds) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut goes_on = false;
    for ends in points.windows(2) {
        let (a, b) = (ends[0], ends[1]);
        let (mut from, mut until) = (0.0_f64, 1.0_f64);
        for edge in Edge::ALL {
            let (at_a, at_b) = (edge.depth(a, to), edge.depth(b, to));
            match (at_a >= 0.0, at_b >= 0.0) {
                (false, false) => (from, until) = (1.0, 0.0),
                (false, true) => from = from.max(at_a / (at_a - at_b)),
                (true, false) => until = until.min(at_a / (at_a - at_b)),
                (true, true) => {}
            }
        }
        if from > until {
            goes_on = false;
            continue;
        }
        let end = if until < 1.0 { between(a, b, until) } else { b };
        match parts.last_mut() {
            Some(part) if goes_on && from == 0.0 => part.push(end),
            _ => parts.push(vec![if from > 0.0 { between(a, b, from) } else { a }, end]),
        }
        goes_on = until == 1.0;
    }
    parts
}

fn between(a: Point, b: Point, t: f64) -> Point {
    (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FRAME: Bounds = Bounds { west: 0.0, south: 0.0, east: 10.0, north: 6.0 };

    fn is_inside((x, y): Point) -> bool {
        (-1e-9..=10.0 + 1e-9).contains(&x) && (-1e-9..=6.0 + 1e-9).contains(&y)
    }

    #[test]
    fn a_ring_around_the_frame_fills_it() {
        let around = vec![(-5.0, -5.0), (20.0, -5.0), (20.0, 20.0), (-5.0, 20.0)];
        let mut corners = ring(around, &FRAME);
        corners.sort_by(|a, b| a.partial_cmp(b).unwrap());
        assert_eq!(corners, [(0.0, 0.0), (0.0, 6.0), (10.0, 0.0), (10.0, 6.0)]);
        assert!(ring(vec![(11.0, 0.0), (12.0, 0.0), (12.0, 2.0)], &FRAME).is_empty());
    }

    #[test]
    fn a_line_that_leaves_comes_back_as_another() {
        let parts = line(&[(1.0, 1.0), (1.0, 9.0), (4.0, 9.0), (4.0, 1.0)], &FRAME);
        assert_eq!(parts, [[(1.0, 1.0), (1.0, 6.0)], [(4.0, 6.0), (4.0, 1.0)]]);
        assert_eq!(line(&[(-4.0, 3.0), (14.0, 3.0)], &FRAME), [[(0.0, 3.0), (10.0, 3.0)]]);
        assert!(line(&[(-4.0, 3.0), (-1.0, 8.0)], &FRAME).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_left_outside(points in proptest::collection::vec((-20.0..30.0, -20.0..30.0), 2..40)) {
            prop_assert!(line(&points, &FRAME).iter().flatten().all(|point| is_inside(*point)));
            prop_assert!(ring(points.clone(), &FRAME).into_iter().all(is_inside));
            // What was inside is still there.
            let kept = ring(points.clone(), &FRAME);
            for point in points.iter().filter(|(x, y)| (0.0..=10.0).contains(x) && (0.0..=6.0).contains(y)) {
                prop_assert!(kept.contains(point));
            }
        }
    }
}
