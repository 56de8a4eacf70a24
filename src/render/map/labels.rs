//! Names on a map where there is room for them: of places beside their signs, and of countries inside their borders.
//!
//! Words keep their size when a map is shown smaller, so that room is looked for twice: at the map's full width and at that of a phone.

use super::data::WORLD;
use super::extent::Extent;
use crate::value::date::Language;

/// A rectangle that is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Room {
    /// Around a place, reaching a way to each side.
    pub(super) fn around(x: f64, y: f64, across: f64, down: f64) -> Room {
        Room { left: x - across, top: y - down, right: x + across, bottom: y + down }
    }

    fn meets(&self, other: &Room) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn is_within(&self, width: f64, height: f64) -> bool {
        self.left >= 2.0 && self.top >= 2.0 && self.right <= width - 2.0 && self.bottom <= height - 2.0
    }
}

/// What is taken of a map at its two widths.
#[derive(Debug)]
pub(super) struct Taken {
    width: f64,
    height: f64,
    /// What part of its width it has on a phone.
    part: f64,
    full: Vec<Room>,
    narrow: Vec<Room>,
}

/// On which maps words fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Always,
    /// Not on a phone.
    Wide,
}

impl Taken {
    pub(super) fn new(extent: &Extent) -> Taken {
        let (width, height) = (f64::from(extent.frame.width), f64::from(extent.frame.height));
        Taken { width, height, part: extent.frame.narrow(), full: Vec::new(), narrow: Vec::new() }
    }

    /// Takes the room of a sign, which keeps its size.
    pub(super) fn sign(&mut self, x: f64, y: f64, radius: f64) {
        self.full.push(Room::around(x, y, radius, radius));
        self.narrow.push(Room::around(x * self.part, y * self.part, radius, radius));
    }

    /// Takes the room of the bar at the lower left.
    pub(super) fn scale(&mut self) {
        self.full.push(Room {
            left: 0.0,
            top: self.height - 26.0,
            right: self.width * 0.2 + 64.0,
            bottom: self.height,
        });
        let height = self.height * self.part;
        self.narrow.push(Room { left: 0.0, top: height - 26.0, right: 130.0, bottom: height });
    }

    /// Takes room for words that hang at a place, if there is some.
    fn words(
        &mut self,
        (x, y): (f64, f64),
        room: impl Fn(f64, f64) -> Room,
        maybe_narrow: bool,
    ) -> Option<Fit> {
        let full = room(x, y);
        let free = |taken: &[Room], room: &Room| !taken.iter().any(|other| other.meets(room));
        if !full.is_within(self.width, self.height) || !free(&self.full, &full) {
            return None;
        }
        self.full.push(full);
        let narrow = room(x * self.part, y * self.part);
        let fits = maybe_narrow
            && narrow.is_within(self.width * self.part, self.height * self.part)
            && free(&self.narrow, &narrow);
        if fits {
            self.narrow.push(narrow);
        }
        Some(if fits { Fit::Always } else { Fit::Wide })
    }

    /// Looks for room for a name beside a sign: the way from the sign's middle to the words' base line, and by which end they hang there.
    pub(super) fn beside(
        &mut self,
        x: f64,
        y: f64,
        radius: f64,
        name: &str,
    ) -> Option<(f64, f64, &'static str, Fit)> {
        let (wide, gap) = (width(name, PLACE), radius + 4.0);
        // Half the height of the words, and where they begin and end around the sign.
        let sides: [(f64, f64, &'static str); 6] = [
            (gap, 4.0, "start"),
            (-gap, 4.0, "end"),
            (0.0, -gap - 1.0, "middle"),
            (0.0, gap + 9.0, "middle"),
            (gap - 3.0, -gap + 4.0, "start"),
            (-gap + 3.0, gap + 5.0, "end"),
        ];
        sides.into_iter().find_map(|(dx, dy, anchor)| {
            let room = |x: f64, y: f64| {
                let middle = match anchor {
                    "start" => x + dx + wide / 2.0,
                    "end" => x + dx - wide / 2.0,
                    _ => x + dx,
                };
                Room::around(middle, y + dy - 4.0, wide / 2.0 + 1.0, 7.0)
            };
            self.words((x, y), room, true).map(|fit| (dx, dy, anchor, fit))
        })
    }

    /// Looks for room for the name of a country.
    pub(super) fn country(&mut self, label: &CountryLabel) -> Option<(f64, f64, Fit)> {
        let wide = width(&label.name, COUNTRY);
        label.places.iter().find_map(|(x, y, roomy)| {
            let room = |x: f64, y: f64| Room::around(x, y, wide / 2.0 + 3.0, 8.0);
            self.words((*x, *y), room, *roomy).map(|fit| (*x, *y, fit))
        })
    }
}

/// Widths of a common letter in pixels, as the style sheet sets them: bold, and capitals with room between them.
const PLACE: f64 = 7.8;
const COUNTRY: f64 = 8.8;

fn width(words: &str, letter: f64) -> f64 {
    let width = |c: char| match c {
        // Marks on letters take no room of their own.
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{590}'..='\u{8ff}' => 6.4,
        ' ' | '.' | ',' | '-' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '(' | ')' | '\'' => letter * 0.62,
        'm' | 'w' | 'M' | 'W' => letter * 1.4,
        '\u{2e80}'.. => letter * 1.6,
        _ => letter,
    };
    words.chars().map(width).sum()
}

/// The name of a country and the places where it has room, the best first.
#[derive(Debug, Clone)]
pub(super) struct CountryLabel {
    pub name: String,
    /// Middle in pixels, and whether there is room on a phone too.
    places: Vec<(f64, f64, bool)>,
}

/// Pixels of a cell in which room is looked for.
const CELL: f64 = 12.0;
/// The most countries that are named, and places for one name.
const MOST: usize = 24;
const PLACES: usize = 6;

/// The countries that have room for their names, the largest on the map first.
pub(super) fn countries(extent: &Extent, language: Language) -> Vec<CountryLabel> {
    let grid = Grid::new(extent);
    let mut sizes: Vec<(u16, usize)> = Vec::new();
    let mut owners: Vec<u16> = grid.owners.iter().copied().filter(|owner| *owner > 0).collect();
    owners.sort_unstable();
    for owner in owners {
        match sizes.last_mut() {
            Some((last, size)) if *last == owner => *size += 1,
            _ => sizes.push((owner, 1)),
        }
    }
    sizes.sort_by_key(|(owner, size)| (std::cmp::Reverse(*size), *owner));
    let labels = sizes.into_iter().take(2 * MOST).filter_map(|(owner, _)| {
        let country = WORLD.countries.get(usize::from(owner) - 1)?;
        let name = match language {
            Language::English => &country.name,
            Language::Arabic => &country.arabic,
        };
        let places = grid.places(owner, width(name, COUNTRY) + 8.0);
        (!places.is_empty()).then(|| CountryLabel { name: name.clone(), places })
    });
    labels.take(MOST).collect()
}

/// The country at the middle of each cell of a map.
struct Grid {
    wide: usize,
    high: usize,
    /// How many times as many cells words take on a phone.
    times: usize,
    owners: Vec<u16>,
    /// How many cells from here on to the right have the same country.
    runs: Vec<u16>,
}

impl Grid {
    fn new(extent: &Extent) -> Grid {
        let wide = (f64::from(extent.frame.width) / CELL) as usize;
        let high = (f64::from(extent.frame.height) / CELL) as usize;
        let middle = |i: usize| (i as f64 + 0.5) * CELL;
        let at = |i: usize| {
            let place = extent.globe(middle(i % wide), middle(i / wide));
            place.map_or(0, |(lon, lat)| WORLD.cells.at(lon, lat))
        };
        let owners: Vec<u16> = (0..wide * high).map(at).collect();
        let mut runs = vec![1; owners.len()];
        for i in (0..owners.len()).rev() {
            if (i + 1) % wide != 0 && owners[i + 1] == owners[i] {
                runs[i] = runs[i + 1] + 1;
            }
        }
        let times = (1.0 / extent.frame.narrow()).round() as usize;
        Grid { wide, high, times, owners, runs }
    }

    /// True if a block of cells is all one country's.
    fn is_free(&self, owner: u16, column: usize, row: usize, across: usize, down: usize) -> bool {
        column + across <= self.wide
            && row + down <= self.high
            && (row..row + down).all(|row| {
                let i = row * self.wide + column;
                self.owners[i] == owner && usize::from(self.runs[i]) >= across
            })
    }

    /// Places for words of a width, those near the middle of what is seen of the country first, and none close to another.
    fn places(&self, owner: u16, words: f64) -> Vec<(f64, f64, bool)> {
        let cells = || (0..self.owners.len()).filter(|i| self.owners[*i] == owner);
        let (mut x, mut y, mut all) = (0.0, 0.0, 0.0);
        for i in cells() {
            x += (i % self.wide) as f64 + 0.5;
            y += (i / self.wide) as f64 + 0.5;
            all += 1.0;
        }
        let (x, y) = (x / f64::max(all, 1.0) * CELL, y / f64::max(all, 1.0) * CELL);
        let (across, down) = ((words / CELL).ceil() as usize, 2);
        let mut found: Vec<(u64, f64, f64, bool)> = cells()
            .filter(|i| self.is_free(owner, i % self.wide, i / self.wide, across, down))
            .map(|i| {
                let (column, row) = (i % self.wide, i / self.wide);
                let place =
                    ((column as f64 + across as f64 / 2.0) * CELL, (row as f64 + down as f64 / 2.0) * CELL);
                let off = (place.0 - x) * (place.0 - x) + 2.0 * (place.1 - y) * (place.1 - y);
                // On a phone the words take more cells, around the same middle.
                let more = self.times - 1;
                let corner = column.checked_sub(across * more / 2).zip(row.checked_sub(down * more / 2));
                let roomy = corner.is_some_and(|(column, row)| {
                    self.is_free(owner, column, row, across * self.times, down * self.times)
                });
                (off as u64, place.0, place.1, roomy)
            })
            .collect();
        found.sort_by_key(|(off, ..)| *off);
        let mut places: Vec<(f64, f64, bool)> = Vec::new();
        for (_, x, y, roomy) in found {
            if places.len() == PLACES {
                break;
            }
            let is_far =
                |(px, py, _): &(f64, f64, bool)| (px - x).abs() > words / 2.0 || (py - y).abs() > 2.0 * CELL;
            if places.iter().all(is_far) {
                places.push((x, y, roomy));
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::super::extent::{Frame, Spot};
    use super::*;
    use proptest::prelude::*;

    fn extent() -> Extent {
        Extent::of(&[Spot { lat: 33.3, lon: 44.4, km: 0.0 }], Frame { width: 720, height: 480 }).unwrap()
    }

    #[test]
    fn countries_are_named_inside_of_their_borders() {
        let labels = countries(&extent(), Language::English);
        let named = |name| labels.iter().any(|label| label.name == name);
        assert!(named("Iraq") && named("Iran") && named("Syria"));
        for label in &labels {
            for (x, y, _) in &label.places {
                let (lon, lat) = extent().globe(*x, *y).unwrap();
                let owner = WORLD.cells.at(lon, lat);
                assert_eq!(WORLD.countries[usize::from(owner) - 1].name, label.name);
            }
        }
        let arabic = countries(&extent(), Language::Arabic);
        assert!(arabic.iter().any(|label| label.name == "العراق"));
    }

    #[test]
    fn names_that_find_no_room_are_left_out() {
        let mut taken = Taken::new(&extent());
        taken.sign(360.0, 240.0, 6.0);
        let (dx, _, anchor, fit) = taken.beside(360.0, 240.0, 6.0, "Baghdad").unwrap();
        assert_eq!((dx, anchor, fit), (10.0, "start", Fit::Always));
        let tries = (0..8).filter(|_| taken.beside(360.0, 240.0, 6.0, "Baghdad").is_some()).count();
        assert!(tries < 6, "{tries}");
        assert!(taken.beside(360.0, 240.0, 6.0, &"long ".repeat(100)).is_none());
    }

    proptest! {
        #[test]
        fn no_two_words_meet(places in proptest::collection::vec((0.0..720.0, 0.0..480.0), 1..30)) {
            let mut taken = Taken::new(&extent());
            for (x, y) in &places {
                taken.sign(*x, *y, 5.0);
            }
            for (x, y) in &places {
                taken.beside(*x, *y, 5.0, "Tuz Khurmatu");
            }
            for rooms in [&taken.full, &taken.narrow] {
                for (i, room) in rooms.iter().enumerate().skip(places.len()) {
                    prop_assert!(!rooms[..i].iter().any(|other| other.meets(room)));
                }
            }
        }
    }
}
