//! An actor and its neighbours: in the middle the actor, on one side who stands over and under it, on the other its friends, foes and others.
//!
//! There are two drawings of the same, one for wide places and one for narrow ones; a style sheet shows one of them.

use serde::Serialize;

use super::neighbours::{Group, Neighbour, groups, is_rank};
use super::text::{Lines, isolated, width, wrap};
use crate::model::relation::{Kind, Tie};
use crate::render::view::Viewer;
use crate::resolve::NoteId;

/// What a template needs to draw the neighbours of an actor.
#[derive(Debug, Serialize)]
pub struct EgoView {
    pub drawings: Vec<Drawing>,
    /// The families that occur, for the key.
    pub key: Vec<KeyView>,
    pub has_doubtful: bool,
    /// How many neighbours are drawn.
    pub count: usize,
    /// How many are left to the table.
    pub more: usize,
}

/// A family of ties and its sign.
#[derive(Debug, Serialize)]
pub struct KeyView {
    pub family: &'static str,
    pub path: String,
}

/// One drawing; all places in whole pixels.
#[derive(Debug, Serialize)]
pub struct Drawing {
    pub name: &'static str,
    pub width: i32,
    pub height: i32,
    pub plate: Plate,
    pub heads: Vec<Words>,
    pub spots: Vec<Spot>,
    /// Counts of what is left out of a group.
    pub rests: Vec<Rest>,
    /// A line that joins what has no other line; empty if there is none.
    pub trunk: String,
}

/// The actor itself.
#[derive(Debug, Serialize)]
pub struct Plate {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    pub name: Words,
}

/// Lines of words at a place.
#[derive(Debug, Serialize)]
pub struct Words {
    pub x: i32,
    pub y: i32,
    pub anchor: &'static str,
    pub lines: Vec<String>,
}

/// A neighbour with its line.
#[derive(Debug, Serialize)]
pub struct Spot {
    pub href: String,
    /// The whole name, where the drawing has no room for it.
    pub full: Option<String>,
    pub lang: Option<String>,
    pub name: Words,
    pub when: Option<Words>,
    pub family: &'static str,
    pub is_doubtful: bool,
    pub line: String,
    pub mark: String,
}

/// How many more neighbours a group has.
#[derive(Debug, Serialize)]
pub struct Rest {
    pub x: i32,
    pub y: i32,
    pub anchor: &'static str,
    pub count: usize,
}

/// Sizes of letters in tenths of a pixel, those of names with what bold letters add.
const NAME: i32 = 155;
const SMALL: i32 = 122;
const HUB: i32 = 172;
/// Heights of lines, and the room between things.
const NAME_LINE: i32 = 17;
const SMALL_LINE: i32 = 15;
const HUB_LINE: i32 = 19;
const ROW_GAP: i32 = 8;
const GROUP_GAP: i32 = 12;
const HEAD: i32 = 22;
const EDGE: i32 = 6;
/// From the upper edge of a row to the middle of its mark.
const MARK: i32 = 8;

/// The wide drawing: its width, the room for words on each side, and for lines between them and the actor.
const WIDE: i32 = 800;
const ROOM: i32 = 252;
const REACH: i32 = 64;
const WORDS_GAP: i32 = 13;
/// The narrow drawing.
const NARROW: i32 = 350;
const INDENT: i32 = 34;

/// Draws the neighbours of an actor; none where there are none.
pub fn ego(viewer: &Viewer<'_>, actor: NoteId) -> Option<EgoView> {
    let groups = groups(viewer, actor);
    if groups.is_empty() {
        return None;
    }
    let rtl = viewer.words().lang.dir() == "rtl";
    let hub = viewer.site().note(actor).title();
    let drafter = Drafter { viewer, hub, rtl };
    let families =
        Tie::FAMILIES.iter().filter(|tie| groups.iter().any(|g| g.kind.tie().family() == tie.family()));
    Some(EgoView {
        key: families.map(|tie| KeyView { family: tie.family(), path: mark(*tie, 0, 0) }).collect(),
        has_doubtful: groups.iter().flat_map(|group| &group.neighbours).any(|n| n.is_doubtful),
        count: groups.iter().map(|group| group.neighbours.len()).sum(),
        more: groups.iter().map(|group| group.more).sum(),
        drawings: vec![drafter.wide(&groups), drafter.narrow(&groups)],
    })
}

/// The sign at the end of a line, which says the family without colour; who stands above points up.
pub(super) fn mark(tie: Tie, x: i32, y: i32) -> String {
    let shape = match tie {
        Tie::Under => "m-5 4h10l-5-8z",
        Tie::Over => "m-5-4h10l-5 8z",
        Tie::Support => "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
        Tie::Hostility => "m-4-4l8 8m0-8l-8 8",
        Tie::Other => "m-4.5 0l4.5-4.5l4.5 4.5l-4.5 4.5z",
    };
    format!("M{x} {y}{shape}")
}

/// A row of a column, from its upper edge.
#[derive(Debug)]
enum Row<'g> {
    Head(Kind),
    Neighbour { neighbour: &'g Neighbour, tie: Tie, name: Lines, when: Option<Lines> },
    Rest(usize),
}

/// A column of rows, each with its upper edge.
#[derive(Debug)]
struct Column<'g> {
    rows: Vec<(i32, Row<'g>)>,
    height: i32,
}

impl Column<'_> {
    /// Half way between the marks of its first and its last neighbour.
    fn middle(&self) -> i32 {
        let mut marks =
            self.rows.iter().filter(|(_, row)| matches!(row, Row::Neighbour { .. })).map(|(y, _)| y + MARK);
        let first = marks.next().unwrap_or(0);
        i32::midpoint(first, marks.next_back().unwrap_or(first))
    }
}

/// Where a column's words begin, and in which direction they go.
#[derive(Debug, Clone, Copy)]
struct Side {
    words: i32,
    mark: i32,
    anchor: &'static str,
}

struct Drafter<'v, 's> {
    viewer: &'v Viewer<'s>,
    hub: &'v str,
    rtl: bool,
}

impl Drafter<'_, '_> {
    /// The drawing for wide places; its plate stands at the middle of the lines of the higher column.
    fn wide(&self, groups: &[Group]) -> Drawing {
        let hub = wrap(self.hub, HUB, 150, 4);
        let widest = hub.lines.iter().map(|line| width(line, HUB)).max().unwrap_or(0);
        let plate = (widest + 24, hub.lines.len() as i32 * HUB_LINE + 18);
        let room = ROOM.min((WIDE - plate.0) / 2 - REACH - WORDS_GAP);
        let [first, second] = sides(groups).map(|side| self.column(&side, room));
        let height = first.height.max(second.height).max(plate.1) + 2 * EDGE;
        let higher = if first.height > second.height { &first } else { &second };
        let middle = (height - higher.height) / 2 + higher.middle();
        let upper = (middle - plate.1 / 2).clamp(EDGE, height - plate.1 - EDGE);
        let (whole, left) = if first.rows.is_empty() {
            (plate.0 + REACH + WORDS_GAP + room + 2, 1)
        } else {
            (WIDE, (WIDE - plate.0) / 2)
        };
        let mut drawing = self.drawing(
            "wide",
            whole,
            height,
            Plate {
                x: left,
                y: upper,
                width: plate.0,
                height: plate.1,
                name: Words {
                    x: left + plate.0 / 2,
                    y: upper + 9 + 14,
                    anchor: "middle",
                    lines: self.lines(&hub),
                },
            },
        );
        let right = left + plate.0;
        let before = Side { words: room, mark: room + WORDS_GAP, anchor: "end" };
        let after = Side { words: whole - room, mark: whole - room - WORDS_GAP, anchor: "start" };
        for (column, from, side) in [(&first, left, before), (&second, right, after)] {
            let top = (height - column.height) / 2;
            let all =
                column.rows.iter().filter(|(_, row)| matches!(row, Row::Neighbour { .. })).count() as i32;
            let mut i = 0;
            self.draw(column, top, side, &mut drawing, |y| {
                // Lines leave the plate one below the other, in the order of their ends, so that none crosses another.
                let start = upper + 8 + (plate.1 - 16) * (2 * i + 1) / (2 * all);
                i += 1;
                let to = if side.mark < from { side.mark + 7 } else { side.mark - 7 };
                let bend = i32::midpoint(from, to);
                self.path(whole, (from, start), &[(bend, start), (bend, y), (to, y)])
            });
        }
        self.turned(drawing)
    }

    fn narrow(&self, groups: &[Group]) -> Drawing {
        let hub = wrap(self.hub, HUB, NARROW - 30, 3);
        let widest = hub.lines.iter().map(|line| width(line, HUB)).max().unwrap_or(0);
        let plate = ((widest + 24).min(NARROW - 2), hub.lines.len() as i32 * HUB_LINE + 14);
        let all: Vec<&Group> = groups.iter().collect();
        let column = self.column(&all, NARROW - INDENT);
        let top = plate.1 + 14;
        let height = top + column.height + EDGE;
        let mut drawing = self.drawing(
            "narrow",
            NARROW,
            height,
            Plate {
                x: 1,
                y: 1,
                width: plate.0,
                height: plate.1,
                name: Words { x: 13, y: 1 + 7 + 14, anchor: "start", lines: self.lines(&hub) },
            },
        );
        let trunk = 8;
        let mut last = plate.1;
        let side = Side { words: INDENT, mark: INDENT - WORDS_GAP, anchor: "start" };
        self.draw(&column, top, side, &mut drawing, |y| {
            last = y - 6;
            self.path(NARROW, (trunk, y - 6), &[(trunk, y), (trunk, y), (side.mark - 6, y)])
        });
        let x = self.x(NARROW, trunk);
        drawing.trunk = format!("M{x} {}V{last}", plate.1 + 1);
        self.turned(drawing)
    }

    fn drawing(&self, name: &'static str, width: i32, height: i32, plate: Plate) -> Drawing {
        let (heads, spots, rests) = (Vec::new(), Vec::new(), Vec::new());
        Drawing { name, width, height, plate, heads, spots, rests, trunk: String::new() }
    }

    /// Breaks what a column says into lines, and sets one below the other.
    fn column<'g>(&self, groups: &[&'g Group], room: i32) -> Column<'g> {
        let mut column = Column { rows: Vec::new(), height: 0 };
        let mut y = 0;
        for (i, group) in groups.iter().enumerate() {
            y += if i > 0 { GROUP_GAP } else { 0 };
            column.rows.push((y, Row::Head(group.kind)));
            y += HEAD;
            for neighbour in &group.neighbours {
                let title = self.viewer.site().note(neighbour.id).title();
                let name = wrap(title, NAME, room, 2);
                let words = neighbour.words.as_str();
                let when = (!words.is_empty()).then(|| wrap(words, SMALL, room, 2));
                let lines = when.as_ref().map_or(0, |when| when.lines.len()) as i32;
                let height = name.lines.len() as i32 * NAME_LINE + lines * SMALL_LINE;
                column.rows.push((y, Row::Neighbour { neighbour, tie: group.kind.tie(), name, when }));
                y += height + ROW_GAP;
            }
            if group.more > 0 {
                column.rows.push((y, Row::Rest(group.more)));
                y += SMALL_LINE + ROW_GAP;
            }
            column.height = y - ROW_GAP;
        }
        column
    }

    /// Adds what a column says to a drawing; `line` makes the line that ends at a height.
    fn draw(
        &self,
        column: &Column<'_>,
        top: i32,
        side: Side,
        drawing: &mut Drawing,
        mut line: impl FnMut(i32) -> String,
    ) {
        let Side { words: x, mark: end, anchor } = side;
        for (y, row) in &column.rows {
            let y = top + y;
            match row {
                Row::Head(kind) => {
                    let label = self.viewer.words().label("relation", kind.word());
                    drawing.heads.push(Words { x, y: y + 13, anchor, lines: vec![label.to_owned()] });
                }
                Row::Rest(count) => drawing.rests.push(Rest { x, y: y + 11, anchor, count: *count }),
                Row::Neighbour { neighbour, tie, name, when } => {
                    let link = self.viewer.link(neighbour.id);
                    let below = y + 13 + name.lines.len() as i32 * NAME_LINE - 2;
                    let when = when.as_ref();
                    drawing.spots.push(Spot {
                        href: link.href,
                        full: name.shortened.then_some(link.title),
                        lang: link.lang,
                        name: Words { x, y: y + 13, anchor, lines: self.lines(name) },
                        when: when.map(|when| Words { x, y: below, anchor, lines: when.lines.clone() }),
                        family: tie.family(),
                        is_doubtful: neighbour.is_doubtful,
                        line: line(y + MARK),
                        mark: mark(*tie, self.x(drawing.width, end), y + MARK),
                    });
                }
            }
        }
    }

    /// Names whose letters run against the page are kept together.
    fn lines(&self, lines: &Lines) -> Vec<String> {
        lines.lines.iter().map(|line| isolated(line, self.rtl)).collect()
    }

    /// A place across, from the side on which the page begins.
    fn x(&self, width: i32, x: i32) -> i32 {
        if self.rtl { width - x } else { x }
    }

    /// A curve from a place by two others to the last.
    fn path(&self, width: i32, (x, y): (i32, i32), curve: &[(i32, i32); 3]) -> String {
        let points: Vec<String> = curve.iter().map(|(x, y)| format!("{} {y}", self.x(width, *x))).collect();
        format!("M{} {y}C{}", self.x(width, x), points.join(" "))
    }

    /// The drawing as the page's direction wants it; lines and marks are so already.
    fn turned(&self, mut drawing: Drawing) -> Drawing {
        if self.rtl {
            let whole = drawing.width;
            let names = drawing
                .spots
                .iter_mut()
                .flat_map(|spot| std::iter::once(&mut spot.name).chain(&mut spot.when));
            for words in names.chain(&mut drawing.heads).chain(std::iter::once(&mut drawing.plate.name)) {
                words.x = whole - words.x;
            }
            drawing.rests.iter_mut().for_each(|rest| rest.x = whole - rest.x);
            drawing.plate.x = whole - drawing.plate.x - drawing.plate.width;
        }
        drawing
    }
}

/// Which groups stand on which side: ranks on the first, all others on the second. If there are only ones or only others, they are
/// shared out; a single group stands on the second side.
fn sides(groups: &[Group]) -> [Vec<&Group>; 2] {
    let halves = |is_first: &dyn Fn(&Group) -> bool| -> [Vec<&Group>; 2] {
        let (first, second) = groups.iter().partition(|group| is_first(group));
        [first, second]
    };
    let is_half = |[first, second]: &[Vec<&Group>; 2]| !first.is_empty() && !second.is_empty();
    let by_rank = halves(&|group| is_rank(group.kind.tie()));
    if is_half(&by_rank) {
        return by_rank;
    }
    let by_height = halves(&|group| group.kind.tie() == Tie::Under);
    if is_half(&by_height) {
        return by_height;
    }
    let rows: usize = groups.iter().map(|group| group.neighbours.len() + 1).sum();
    let (mut first, mut second, mut taken) = (Vec::new(), Vec::new(), 0);
    for group in groups {
        let half = &mut if taken * 2 < rows && groups.len() > 1 { &mut first } else { &mut second };
        taken += group.neighbours.len() + 1;
        half.push(group);
    }
    if second.is_empty() { [second, first] } else { [first, second] }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sides on which groups of a number of neighbours stand, each group by its word.
    fn sides_of(groups: &[(&str, usize)]) -> [Vec<&'static str>; 2] {
        let group = |(word, count): &(&str, usize)| Group {
            kind: Kind::new(word).unwrap(),
            neighbours: (0..*count as u32)
                .map(|i| Neighbour { id: NoteId(i), words: String::new(), is_doubtful: false })
                .collect(),
            more: 0,
        };
        let groups: Vec<Group> = groups.iter().map(group).collect();
        sides(&groups).map(|side| side.iter().map(|group| group.kind.word()).collect())
    }

    #[test]
    fn ranks_stand_apart_from_friends_and_foes() {
        let all = [("led-by", 3), ("has-member", 9), ("supports", 1), ("fights", 2)];
        assert_eq!(sides_of(&all), [vec!["led-by", "has-member"], vec!["supports", "fights"]]);
        assert_eq!(sides_of(&[("led-by", 1), ("has-member", 2)]), [["led-by"], ["has-member"]]);
        assert_eq!(sides_of(&[("leads", 5), ("has-member", 2)]), [["leads"], ["has-member"]]);
        assert_eq!(sides_of(&[("supports", 1), ("fights", 1)]), [["supports"], ["fights"]]);
        assert_eq!(sides_of(&[("fights", 3)]), [vec![], vec!["fights"]]);
    }

    #[test]
    fn every_family_has_a_sign_of_its_own() {
        let mut signs: Vec<String> =
            Tie::FAMILIES.iter().chain(&[Tie::Over]).map(|tie| mark(*tie, 0, 0)).collect();
        signs.sort();
        signs.dedup();
        assert_eq!(signs.len(), 5);
    }
}
