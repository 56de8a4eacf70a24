//! The world in one file: land, lakes, borders, disputed borders, rivers, and the names of countries.
//!
//! `data/make.py` made the file from Natural Earth and says how; its contents are in the public domain.

use std::f64::consts::PI;
use std::sync::{LazyLock, OnceLock};

use super::simplify::weights;

/// Longitude and latitude in units of the file.
pub(super) type Point = (i32, i32);

static FILE: &[u8] = include_bytes!("data/world.bin");

/// The world as it is in the file; read when first asked for.
pub(super) static WORLD: LazyLock<World> = LazyLock::new(|| read(FILE));

/// Lines and countries.
#[derive(Debug, Default)]
pub(super) struct World {
    /// Units of one degree.
    pub units: f64,
    /// Rings.
    pub land: Vec<Line>,
    pub lakes: Vec<Line>,
    /// Lines that end where others meet.
    pub borders: Vec<Line>,
    pub disputed: Vec<Line>,
    pub rivers: Vec<Line>,
    pub countries: Vec<Country>,
    pub cells: Cells,
}

/// A line or ring; the last point of a ring is not repeated.
#[derive(Debug)]
pub(super) struct Line {
    pub points: Vec<Point>,
    pub bounds: Bounds,
    /// The bounds of each [`BLOCK`] points and the one after them.
    pub blocks: Vec<Bounds>,
    /// Units of one degree.
    units: f64,
    is_ring: bool,
    told: OnceLock<Told>,
}

/// How much there is to see of a line.
#[derive(Debug)]
pub(super) struct Told {
    /// What each point tells: the area that the line loses with it, in [`PARTS`] of the square of the earth's radius.
    ///
    /// The projections of maps keep areas, so this is worked out once for all maps.
    pub weights: Vec<u64>,
    /// The area of a ring in the same unit; of a line none.
    pub area: f64,
}

/// Parts of a squared radius of the earth, in which areas are told: about 40 square metres.
pub(super) const PARTS: f64 = 1e12;

/// Points that are left out together where none of them is to be seen.
pub(super) const BLOCK: usize = 64;

/// West, south, east and north of something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Bounds {
    pub(super) fn of(points: impl IntoIterator<Item = (f64, f64)>) -> Bounds {
        let none = Bounds { west: f64::MAX, south: f64::MAX, east: f64::MIN, north: f64::MIN };
        points.into_iter().fold(none, |b, (x, y)| Bounds {
            west: b.west.min(x),
            south: b.south.min(y),
            east: b.east.max(x),
            north: b.north.max(y),
        })
    }

    /// True if all of it lies on the far side of one edge of another.
    pub(super) fn is_beyond(&self, other: &Bounds) -> bool {
        self.east < other.west
            || self.west > other.east
            || self.north < other.south
            || self.south > other.north
    }

    pub(super) fn holds(&self, x: f64, y: f64) -> bool {
        (self.west..=self.east).contains(&x) && (self.south..=self.north).contains(&y)
    }

    pub(super) fn moved(&self, east: f64) -> Bounds {
        Bounds { west: self.west + east, east: self.east + east, ..*self }
    }
}

/// A country as a name on a map.
#[derive(Debug)]
pub(super) struct Country {
    pub name: String,
    pub arabic: String,
}

/// The country of each cell of half a degree, 0 for none, else its number in [`World::countries`] and one.
#[derive(Debug, Default)]
pub(super) struct Cells {
    wide: usize,
    high: usize,
    owners: Vec<u16>,
}

impl Cells {
    /// The country at a place in degrees.
    pub(super) fn at(&self, lon: f64, lat: f64) -> u16 {
        let column = ((lon + 180.0).rem_euclid(360.0) / 360.0 * self.wide as f64) as usize;
        let row = ((90.0 - lat) / 180.0 * self.high as f64) as usize;
        let place =
            row.min(self.high.saturating_sub(1)) * self.wide + column.min(self.wide.saturating_sub(1));
        self.owners.get(place).copied().unwrap_or_default()
    }
}

impl Line {
    fn new(points: Vec<Point>, units: f64, is_ring: bool) -> Line {
        let degrees = |(x, y): &Point| (f64::from(*x), f64::from(*y));
        let block = |start: usize| {
            let end = (start + BLOCK + 1).min(points.len());
            // The block that closes a ring reaches back to its first point.
            let first = points.first().filter(|_| end == points.len());
            Bounds::of(points[start..end].iter().chain(first).map(degrees))
        };
        Line {
            bounds: Bounds::of(points.iter().map(degrees)),
            blocks: (0..points.len()).step_by(BLOCK).map(block).collect(),
            points,
            units,
            is_ring,
            told: OnceLock::new(),
        }
    }

    pub(super) fn is_ring(&self) -> bool {
        self.is_ring
    }

    pub(super) fn told(&self) -> &Told {
        self.told.get_or_init(|| {
            // Lambert's cylindrical projection, which keeps areas.
            let plane = |(x, y): &Point| {
                let degrees = (f64::from(*x) / self.units, f64::from(*y) / self.units);
                let side = PARTS.sqrt();
                (degrees.0 / 180.0 * PI * side, libm::sin(degrees.1.to_radians()) * side)
            };
            let plane: Vec<(f64, f64)> = self.points.iter().map(plane).collect();
            Told {
                area: if self.is_ring { super::path::area(&plane) } else { 0.0 },
                weights: weights(&plane, self.is_ring),
            }
        })
    }
}

/// Reads the file; what is missing at its end is empty.
fn read(file: &[u8]) -> World {
    let mut reader = Reader { file, at: 0 };
    let units = reader.number() as f64;
    let [land, lakes, borders, disputed, rivers] =
        std::array::from_fn(|layer| reader.lines(units, RINGS.contains(&layer)));
    let countries = (0..reader.number()).map(|_| reader.country()).collect();
    let cells = reader.cells();
    World { units, land, lakes, borders, disputed, rivers, countries, cells }
}

/// The layers of rings: land and lakes.
const RINGS: std::ops::Range<usize> = 0..2;

struct Reader<'f> {
    file: &'f [u8],
    at: usize,
}

impl Reader<'_> {
    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0_usize, 0);
        while let Some(byte) = self.file.get(self.at) {
            self.at += 1;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if *byte < 0x80 || shift > 56 {
                break;
            }
        }
        number
    }

    fn signed(&mut self) -> i32 {
        let number = self.number() as i64;
        ((number >> 1) ^ -(number & 1)) as i32
    }

    fn lines(&mut self, units: f64, are_rings: bool) -> Vec<Line> {
        (0..self.number())
            .map(|_| {
                let (mut x, mut y) = (0, 0);
                let points = (0..self.number()).map(|_| {
                    x += self.signed();
                    y += self.signed();
                    (x, y)
                });
                Line::new(points.collect(), units, are_rings)
            })
            .collect()
    }

    fn text(&mut self) -> String {
        let length = self.number();
        let bytes = self.file.get(self.at..self.at + length).unwrap_or_default();
        self.at += length;
        String::from_utf8_lossy(bytes).into_owned()
    }

    fn country(&mut self) -> Country {
        Country { name: self.text(), arabic: self.text() }
    }

    fn cells(&mut self) -> Cells {
        let (wide, high) = (self.number(), self.number());
        let mut owners = Vec::with_capacity(wide * high);
        while owners.len() < wide * high && self.at < self.file.len() {
            let (length, owner) = (self.number(), self.number());
            owners.extend(std::iter::repeat_n(owner as u16, length));
        }
        Cells { wide, high, owners }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let world = &*WORLD;
        let mut reader = Reader { file: FILE, at: 0 };
        reader.number();
        for _ in 0..5 {
            reader.lines(1.0, false);
        }
        for _ in 0..reader.number() {
            reader.country();
        }
        reader.cells();
        assert_eq!(reader.at, FILE.len());
        assert!(FILE.len() < 400_000, "{}", FILE.len());
        assert_eq!(world.cells.owners.len(), world.cells.wide * world.cells.high);
        let (wide, high) = (180.0 * world.units, 90.0 * world.units);
        let all = [&world.land, &world.lakes, &world.borders, &world.disputed, &world.rivers];
        for line in all.into_iter().flatten() {
            let b = line.bounds;
            assert!(b.west >= -wide && b.east <= wide && b.south >= -high && b.north <= high, "{b:?}");
        }
        assert!(all.iter().all(|lines| !lines.is_empty()));
    }

    #[test]
    fn places_are_in_their_countries() {
        let name = |lon, lat| match WORLD.cells.at(lon, lat) {
            0 => "",
            n => WORLD.countries[usize::from(n) - 1].name.as_str(),
        };
        let found = [(44.4, 33.3), (57.1, 30.3), (-77.0, 38.9), (37.4, 55.8), (-30.0, 0.0), (179.9, -89.9)]
            .map(|(lon, lat)| name(lon, lat));
        assert_eq!(found, ["Iraq", "Iran", "United States", "Russia", "", "Antarctica"]);
        assert!(WORLD.countries.iter().all(|country| !country.name.is_empty() && !country.arabic.is_empty()));
    }

    #[test]
    fn points_tell_areas_on_the_globe() {
        // A degree by a degree, at the equator and at 60 degrees north, where it is half as wide.
        let square = |south: i32| {
            Line::new(vec![(0, south), (100, south), (100, south + 100), (0, south + 100)], 100.0, true)
        };
        let degree = (PI / 180.0).powi(2) * PARTS;
        for (south, part) in [(0, 1.0), (6000, 0.5)] {
            let area = square(south).told().area / degree;
            assert!((area - part).abs() < 0.01, "{area}");
        }
        assert_eq!(WORLD.borders[0].told().area, 0.0);
    }

    #[test]
    fn a_broken_file_is_read_to_its_end() {
        for end in 0..200 {
            read(&FILE[..end]);
        }
    }
}
