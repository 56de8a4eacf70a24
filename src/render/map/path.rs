//! Lines as the text of an SVG path: whole numbers, each from the one before.

/// A line or ring on a map, in units of the paths.
#[derive(Debug)]
pub(super) struct Shape {
    pub points: Vec<(f64, f64)>,
    pub is_ring: bool,
}

impl Shape {
    /// Area of a ring, length of a line.
    fn size(&self) -> f64 {
        if self.is_ring { area(&self.points) } else { length(&self.points) }
    }
}

/// The shapes that are not smaller than a size.
pub(super) fn path(all: &[Shape], least: f64) -> String {
    let mut path = String::new();
    for shape in all.iter().filter(|shape| shape.size() >= least) {
        push(&mut path, &shape.points, shape.is_ring);
    }
    path
}

/// The area of a ring in squares of the unit of its points.
pub(super) fn area(ring: &[(f64, f64)]) -> f64 {
    let next = ring.iter().skip(1).chain(ring.first());
    (ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0).abs()
}

fn length(line: &[(f64, f64)]) -> f64 {
    line.windows(2).map(|ends| (ends[1].0 - ends[0].0).abs() + (ends[1].1 - ends[0].1).abs()).sum()
}

fn push(path: &mut String, points: &[(f64, f64)], is_ring: bool) {
    let mut whole: Vec<(i32, i32)> =
        points.iter().map(|(x, y)| (x.round() as i32, y.round() as i32)).collect();
    whole.dedup();
    if whole.len() < if is_ring { 3 } else { 2 } {
        return;
    }
    let mut before = (0, 0);
    for (i, point) in whole.into_iter().enumerate() {
        let (x, y) = if i == 0 { point } else { (point.0 - before.0, point.1 - before.1) };
        match i {
            0 => path.push('M'),
            1 => path.push('l'),
            _ if x >= 0 => path.push(' '),
            _ => {}
        }
        path.push_str(&x.to_string());
        if y >= 0 {
            path.push(' ');
        }
        path.push_str(&y.to_string());
        before = point;
    }
    if is_ring {
        path.push('z');
    }
}

/// The points of a path as this file writes it.
#[cfg(test)]
pub(super) fn points(path: &str) -> Vec<(f64, f64)> {
    let mut all = Vec::new();
    for part in path.split('M').skip(1) {
        let spaced = part.trim_end_matches('z').replace('-', " -").replace(['l', 'H', 'V', 'z'], " ");
        let numbers: Vec<f64> = spaced.split_whitespace().map(|n| n.parse().unwrap()).collect();
        let (mut x, mut y) = (0.0, 0.0);
        for pair in numbers.chunks_exact(2) {
            (x, y) = (x + pair[0], y + pair[1]);
            all.push((x, y));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_short() {
        let points_of = |points| Shape { points, is_ring: false };
        let line = points_of(vec![(1.2, 2.0), (11.0, -2.6), (11.1, -2.6), (10.0, 40.0)]);
        let words = path(&[line], 0.0);
        assert_eq!(words, "M1 2l10-5-1 43");
        assert_eq!(points(&words), [(1.0, 2.0), (11.0, -3.0), (10.0, 40.0)]);
        let ring = |size| Shape { points: vec![(0.0, 0.0), (size, 0.0), (size, size)], is_ring: true };
        assert_eq!(path(&[ring(8.0), ring(9.0)], 1.0), "M0 0l8 0 0 8zM0 0l9 0 0 9z");
        assert_eq!(path(&[ring(1.0)], 1.0), "");
    }
}
