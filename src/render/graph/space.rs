//! Rectangles on a plane, and lines between them.

/// The room of a name, by its middle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub half_width: f64,
    pub half_height: f64,
}

/// Room that is kept between two names.
const APART: (f64, f64) = (18.0, 22.0);

/// Pushes names apart, along the shorter way, until none covers another.
pub(super) fn part(rects: &mut [Rect]) {
    let highest = rects.iter().map(|rect| rect.half_height).fold(0.0, f64::max);
    // From the top down, so that only those near each other are compared; names are wider than high.
    let mut pile: Vec<(Rect, usize)> = rects.iter().copied().zip(0..).collect();
    let is_parted = (0..300).any(|_| {
        pile.sort_by(|(a, i), (b, j)| a.y.total_cmp(&b.y).then(i.cmp(j)));
        !push_all(&mut pile, highest)
    });
    for (rect, i) in pile {
        rects[i] = rect;
    }
    if !is_parted {
        spread(rects);
    }
}

/// Pushes all names of a pile apart once; false if they were apart.
fn push_all(pile: &mut [(Rect, usize)], highest: f64) -> bool {
    let mut moved = false;
    let mut rest = pile;
    while let Some(((a, _), after)) = rest.split_first_mut() {
        for (b, _) in after.iter_mut() {
            if b.y - a.y > a.half_height + highest + APART.1 {
                break;
            }
            moved |= push(a, b);
        }
        rest = after;
    }
    moved
}

/// Pushes two names apart by a little more than is needed, so that it comes to an end; false if they are apart.
fn push(a: &mut Rect, b: &mut Rect) -> bool {
    let (dx, dy) = (a.x - b.x, a.y - b.y);
    let across = a.half_width + b.half_width + APART.0 - dx.abs();
    let down = a.half_height + b.half_height + APART.1 - dy.abs();
    if across <= 0.0 || down <= 0.0 {
        return false;
    }
    let half = |missing: f64, side: f64| if side < 0.0 { -missing / 2.0 - 0.5 } else { missing / 2.0 + 0.5 };
    let (x, y) = if across < down { (half(across, dx), 0.0) } else { (0.0, half(down, dy)) };
    a.x += x;
    a.y += y;
    b.x -= x;
    b.y -= y;
    true
}

/// Sets names that cannot be pushed apart below each other, from the upper ones down.
fn spread(rects: &mut [Rect]) {
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.sort_by(|a, b| rects[*a].y.total_cmp(&rects[*b].y).then(a.cmp(b)));
    for i in 1..order.len() {
        let node = order[i];
        loop {
            let rect = rects[node];
            let covers = |other: &&usize| {
                let other = &rects[**other];
                (rect.x - other.x).abs() < rect.half_width + other.half_width + APART.0 / 2.0
                    && (rect.y - other.y).abs() < rect.half_height + other.half_height + APART.1 / 2.0
            };
            let Some(other) = order[..i].iter().find(covers) else { break };
            let other = &rects[*other];
            rects[node].y = other.y + other.half_height + rect.half_height + APART.1 / 2.0 + 0.5;
        }
    }
}

/// How much a name is kept away from lines that are not its own.
const CLEAR: f64 = 12.0;

/// Pushes names out of the way of lines between others; true if there were some.
pub(super) fn pass_by(rects: &mut [Rect], lines: &[(usize, usize)]) -> bool {
    let mut moved = false;
    for (a, b) in lines {
        for node in 0..rects.len() {
            if node == *a || node == *b {
                continue;
            }
            if let Some((x, y)) = depth(&rects[node], &rects[*a], &rects[*b]) {
                // The name gives way, and the line a little.
                rects[node].x += x * 0.6;
                rects[node].y += y * 0.6;
                for end in [*a, *b] {
                    rects[end].x -= x * 0.2;
                    rects[end].y -= y * 0.2;
                }
                moved = true;
            }
        }
    }
    moved
}

/// The way out of a line for a name that it runs through: how far to the side the name must go.
pub(super) fn depth(rect: &Rect, from: &Rect, to: &Rect) -> Option<(f64, f64)> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = (dx * dx + dy * dy).sqrt();
    if length < 1.0 {
        return None;
    }
    let along = ((rect.x - from.x) * dx + (rect.y - from.y) * dy) / length;
    // The side of the line, and how far the name reaches towards it.
    let (nx, ny) = (-dy / length, dx / length);
    let off = (rect.x - from.x) * nx + (rect.y - from.y) * ny;
    let reach = nx.abs() * (rect.half_width + CLEAR) + ny.abs() * (rect.half_height + CLEAR);
    let ahead = (dx / length).abs() * rect.half_width + (dy / length).abs() * rect.half_height;
    if off.abs() >= reach || along < -ahead || along > length + ahead {
        return None;
    }
    let by = if off < 0.0 { -(reach + off) } else { reach - off };
    Some((nx * by, ny * by))
}

/// Tells whether two lines between middles cross.
pub(super) fn cross((a, b): (&Rect, &Rect), (c, d): (&Rect, &Rect)) -> bool {
    let side = |a: &Rect, b: &Rect, c: &Rect| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0.0;
    side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
}

/// Where the line from the middle of a name to a place leaves the name.
pub(super) fn exit(rect: &Rect, (x, y): (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (x - rect.x, y - rect.y);
    let across = if dx == 0.0 { f64::INFINITY } else { rect.half_width / dx.abs() };
    let down = if dy == 0.0 { f64::INFINITY } else { rect.half_height / dy.abs() };
    let share = across.min(down).min(1.0);
    (rect.x + dx * share, rect.y + dy * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f64, y: f64) -> Rect {
        Rect { x, y, half_width: 40.0, half_height: 10.0 }
    }

    fn is_apart(a: &Rect, b: &Rect) -> bool {
        (a.x - b.x).abs() >= a.half_width + b.half_width || (a.y - b.y).abs() >= a.half_height + b.half_height
    }

    #[test]
    fn names_are_pushed_apart() {
        let mut rects: Vec<Rect> = (0..40).map(|i| rect(f64::from(i % 3), f64::from(i % 5))).collect();
        part(&mut rects);
        for (i, a) in rects.iter().enumerate() {
            assert!(rects[..i].iter().all(|b| is_apart(a, b)), "{rects:?}");
        }
    }

    #[test]
    fn what_cannot_be_pushed_is_set_below() {
        let mut rects = vec![rect(0.0, 0.0); 6];
        spread(&mut rects);
        for (i, a) in rects.iter().enumerate() {
            assert!(rects[..i].iter().all(|b| is_apart(a, b)), "{rects:?}");
        }
    }

    #[test]
    fn names_give_way_to_lines() {
        let mut rects = vec![rect(0.0, 0.0), rect(400.0, 0.0), rect(200.0, 4.0)];
        assert!(depth(&rects[2], &rects[0], &rects[1]).is_some());
        for _ in 0..40 {
            pass_by(&mut rects, &[(0, 1)]);
        }
        assert!(depth(&rects[2], &rects[0], &rects[1]).is_none(), "{rects:?}");
        assert!(rects[2].y > rects[0].y, "to the side on which it was");
    }

    #[test]
    fn lines_cross_or_do_not() {
        let (a, b, c, d) = (rect(0.0, 0.0), rect(10.0, 10.0), rect(0.0, 10.0), rect(10.0, 0.0));
        assert!(cross((&a, &b), (&c, &d)));
        assert!(!cross((&a, &c), (&b, &d)));
    }

    #[test]
    fn lines_begin_at_the_edge_of_a_name() {
        assert_eq!(exit(&rect(0.0, 0.0), (100.0, 0.0)), (40.0, 0.0));
        assert_eq!(exit(&rect(0.0, 0.0), (0.0, 100.0)), (0.0, 10.0));
        assert_eq!(exit(&rect(0.0, 0.0), (80.0, 20.0)), (40.0, 10.0));
    }
}
