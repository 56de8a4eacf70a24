//! Words beside the newest counts and the extremes, where there is room.

use super::{BOTTOM, Frame, LETTER, Label, Placed, RIGHT, WIDTH, percent, print};

/// A rectangle that is taken.
#[derive(Debug, Clone, Copy)]
struct Room {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Room {
    /// How much of it another covers.
    fn shared(&self, other: &Room) -> f64 {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across.max(0.0) * down.max(0.0)
    }
}

/// Half the size of a mark, and the height of a line of words.
const MARK: f64 = 6.0;
const WORDS: f64 = 12.0;
/// How far an arrow reaches above the mark.
const ARROW: f64 = 13.0;

/// Where words may stand beside a mark: above, beside or below it, how far to the side, and by which end they hang there.
const SIDES: [(Side, i32, &str); 8] = [
    (Side::Above, 0, "middle"),
    (Side::Beside, -10, "end"),
    (Side::Beside, 10, "start"),
    (Side::Above, 6, "end"),
    (Side::Above, -6, "start"),
    (Side::Below, 0, "middle"),
    (Side::Below, 6, "end"),
    (Side::Below, -6, "start"),
];

#[derive(Debug, Clone, Copy)]
enum Side {
    Above,
    Beside,
    Below,
}

/// Labels of the newest counts, the highest and the lowest.
pub(super) fn labels(placed: &[Placed<'_>], frame: &Frame) -> Vec<Label> {
    let mut taken: Vec<Room> = placed.iter().flat_map(rooms).collect();
    taken.extend(frame.values.iter().map(|tick| {
        let y = frame.y(tick.at);
        let right = tick.label.chars().count() as f64 * LETTER;
        Room { left: 0.0, top: y - WORDS, right, bottom: y }
    }));
    let mut labels = Vec::new();
    for i in chosen(placed) {
        let count = &placed[i];
        let newest = count.count.newest;
        let words = &count.count.value_words;
        let width = words.chars().count() as f64 * LETTER * if newest { 1.15 } else { 1.1 };
        let up = if count.count.at_least { ARROW } else { 0.0 };
        let sides = SIDES.iter().filter_map(|(side, dx, anchor)| {
            let base = match side {
                Side::Above => count.top.min(count.y) - 10.0 - up,
                Side::Beside => count.top.min(count.y) + 4.0,
                Side::Below => count.bottom.max(count.y) + 19.0,
            };
            let at = count.x + f64::from(*dx);
            let left = match *anchor {
                "middle" => at - width / 2.0,
                "end" => at - width,
                _ => at,
            };
            let room = Room { left, top: base - WORDS + 2.0, right: left + width, bottom: base + 2.0 };
            let inside = room.left >= 0.0 && room.right <= WIDTH && room.top >= 8.0 && room.bottom <= BOTTOM;
            inside.then_some((room, *anchor, *dx, base))
        });
        let covered = |room: &Room| taken.iter().map(|other| room.shared(other)).sum::<f64>();
        let best = sides.map(|side| (covered(&side.0), side)).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((covered, (room, anchor, dx, base))) = best else { continue };
        if covered > 0.0 {
            continue;
        }
        taken.push(room);
        labels.push(Label {
            class: if newest { "value newest" } else { "value" },
            x: percent(count.x),
            y: print(base),
            dx,
            anchor,
            words: words.clone(),
        });
    }
    labels
}

/// The rectangles that a count takes: its marks, its arrow and its bar.
fn rooms(count: &Placed<'_>) -> Vec<Room> {
    let around =
        |y: f64| Room { left: count.x - MARK, top: y - MARK, right: count.x + MARK, bottom: y + MARK };
    let mut rooms = vec![around(count.y)];
    if count.top < count.bottom {
        rooms.extend([around(count.top), around(count.bottom)]);
        rooms.push(Room { left: count.x - 2.0, top: count.top, right: count.x + 2.0, bottom: count.bottom });
    }
    if count.count.at_least {
        rooms.push(Room {
            left: count.x - 4.0,
            top: count.top - 20.0,
            right: count.x + 4.0,
            bottom: count.top,
        });
    }
    if count.is_long() {
        let to = count.to.min(RIGHT);
        rooms.push(Room { left: count.from, top: count.y - 1.0, right: to, bottom: count.y + 1.0 });
    }
    rooms
}

/// The newest counts, then the highest, then the lowest; each once.
fn chosen(placed: &[Placed<'_>]) -> Vec<usize> {
    let all = || 0..placed.len();
    let mut order: Vec<usize> = all().filter(|i| placed[*i].count.newest).collect();
    let highest = all().max_by(|a, b| placed[*a].count.high.total_cmp(&placed[*b].count.high).then(b.cmp(a)));
    let lowest = all().min_by(|a, b| placed[*a].count.low.total_cmp(&placed[*b].count.low).then(a.cmp(b)));
    // What the newest says needs no other words.
    let said = |i: usize| {
        order.iter().any(|newest| placed[*newest].count.value_words == placed[i].count.value_words)
    };
    let extremes: Vec<usize> = highest.into_iter().chain(lowest).filter(|i| !said(*i)).collect();
    order.extend(extremes);
    let mut seen = Vec::new();
    order.retain(|i| {
        !seen.contains(i) && {
            seen.push(*i);
            true
        }
    });
    order
}
