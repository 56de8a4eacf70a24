//! The ground of a map: sea, land, water and borders of one extent, as paths of an SVG.
//!
//! A line goes through these steps: what is far away is left out in blocks, the points that tell most are left, the line is cut to a window of longitudes and latitudes, projected,
//! cut to the frame, and rounded to whole ones or halves.

use super::clip;
use super::data::{BLOCK, Bounds, Line, PARTS, WORLD};
use super::extent::Extent;
use super::labels::{CountryLabel, countries};
use super::path::{self, Shape};
use super::project::{Projection, wrap};
use crate::value::date::Language;

/// What all maps of one extent share.
#[derive(Debug)]
pub(super) struct Base {
    /// Paths in safe HTML.
    pub html: String,
    pub has_disputed: bool,
    /// Names of countries where there is room for them.
    pub countries: Vec<CountryLabel>,
}

/// Bytes of paths for a pixel of the map's width at most, and of one point.
const WEIGHT: usize = 12;
const POINT: usize = 5;
/// Rivers are drawn on maps narrower than this, and half pixels are used.
const RIVERS_KM: f64 = 4000.0;
/// Room around the frame, where the edges of cut rings are hidden.
const HIDDEN: f64 = 8.0;

impl Base {
    pub(super) fn new(extent: &Extent, language: Language) -> Base {
        let world = &*WORLD;
        let window = Window::new(extent, world.units);
        let fine = extent.fine();
        // Areas in units of the paths, lengths too.
        let least = [6.0 * fine * fine, if extent.is_wide() { 60.0 } else { 10.0 * fine * fine }, 6.0 * fine];
        let rivers = if extent.width_km() < RIVERS_KM { world.rivers.as_slice() } else { &[] };
        let layers: [(&str, &[Line], f64); 5] = [
            ("ground", &world.land, least[0]),
            ("lake", &world.lakes, least[1]),
            ("river", rivers, least[2]),
            ("border", &world.borders, 0.0),
            ("disputed", &world.disputed, fine),
        ];
        let room = WEIGHT * extent.frame.width as usize / POINT;
        let enough = window.enough(layers.iter().map(|(_, lines, least)| (*lines, *least)), room);
        let mut html = String::new();
        push(&mut html, "sea", &sea(extent));
        for (class, lines, least) in &layers {
            let are_rings = lines.first().is_some_and(Line::is_ring);
            let shapes =
                if are_rings { window.rings(lines, *least, enough) } else { window.lines(lines, enough) };
            push(&mut html, class, &path::path(&shapes, *least));
        }
        let has_disputed = html.contains("class=\"disputed\"");
        Base { html, has_disputed, countries: countries(extent, language) }
    }
}

fn push(html: &mut String, class: &str, path: &str) {
    if !path.is_empty() {
        html.push_str(&format!("<path class=\"{class}\" d=\"{path}\"/>"));
    }
}

/// The sea: the whole frame, or what of it is on the globe.
fn sea(extent: &Extent) -> String {
    let (width, height) = size(extent);
    let Projection::World { lon } = extent.projection else {
        return format!("M0 0H{width}V{height}H0z");
    };
    let side = |turn: f64| (-18..=18).map(move |step| (lon + turn, f64::from(step) * 5.0 * turn.signum()));
    let outline = side(180.0).chain(side(-180.0));
    let outline = outline.map(|(lon, lat)| extent.in_path(extent.projection.forward(lon, lat)));
    let points = clip::ring(outline.collect(), &hidden(extent));
    path::path(&[Shape { points, is_ring: true }], 0.0)
}

fn size(extent: &Extent) -> (f64, f64) {
    (f64::from(extent.frame.width) * extent.fine(), f64::from(extent.frame.height) * extent.fine())
}

/// The frame with the room around it.
fn hidden(extent: &Extent) -> Bounds {
    let (width, height) = size(extent);
    Bounds { west: -HIDDEN, south: -HIDDEN, east: width + HIDDEN, north: height + HIDDEN }
}

/// The part of the globe that an extent may show, in units of the world's file.
struct Window<'e> {
    extent: &'e Extent,
    units: f64,
    bounds: Bounds,
    /// Parts of the globe's area ([`PARTS`]) in a square of the paths' unit.
    square: f64,
}

impl<'e> Window<'e> {
    fn new(extent: &'e Extent, units: f64) -> Self {
        let (width, height) = (f64::from(extent.frame.width), f64::from(extent.frame.height));
        let steps = || (0..=24).map(|i| f64::from(i) / 24.0);
        let rim = steps()
            .flat_map(|t| [(t * width, 0.0), (t * width, height), (0.0, t * height), (width, t * height)]);
        let meridian = extent.projection.meridian();
        let mut seen = Vec::new();
        let mut whole = false;
        for (x, y) in rim {
            match extent.globe(x, y) {
                Some((lon, lat)) => seen.push((wrap(lon - meridian), lat)),
                None => whole = true,
            }
        }
        let mut bounds = Bounds::of(seen);
        for lat in [-90.0, 90.0] {
            let (x, y) = extent.place(meridian, lat);
            if !extent.is_wide() && (0.0..=width).contains(&x) && (0.0..=height).contains(&y) {
                // Around a pole are all longitudes.
                (bounds.west, bounds.east) = (-180.0, 180.0);
                (bounds.south, bounds.north) = (bounds.south.min(lat), bounds.north.max(lat));
            }
        }
        if whole || extent.is_wide() {
            bounds = Bounds { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };
        }
        let room = 0.5 + (bounds.north - bounds.south) * 0.02;
        let bounds = Bounds {
            west: (meridian + (bounds.west - room).max(-180.0)) * units,
            east: (meridian + (bounds.east + room).min(180.0)) * units,
            south: (bounds.south - room).max(-90.0) * units,
            north: (bounds.north + room).min(90.0) * units,
        };
        let unit = extent.scale * extent.fine();
        Window { extent, units, bounds, square: PARTS / (unit * unit) }
    }

    /// What a point must tell to be drawn on a map that has room for so many, in [`PARTS`]; of layers with the least area of their rings.
    fn enough<'l>(&self, layers: impl Iterator<Item = (&'l [Line], f64)>, room: usize) -> u64 {
        // Less than half of a squared unit no eye sees.
        let seen = ((0.4 * self.square) as u64).max(1);
        let mut told = Vec::new();
        for (lines, least) in layers {
            for (line, east) in lines.iter().flat_map(|line| self.copies(line)) {
                if self.is_small(line, least) {
                    continue;
                }
                let blocks = line.points.chunks(BLOCK).zip(line.told().weights.chunks(BLOCK));
                for ((points, weights), bounds) in blocks.zip(&line.blocks) {
                    if bounds.moved(east).is_beyond(&self.bounds) {
                        continue;
                    }
                    let points = points.iter().zip(weights).filter(|(_, weight)| **weight >= seen);
                    let inside =
                        points.filter(|((x, y), _)| self.bounds.holds(f64::from(*x) + east, f64::from(*y)));
                    told.extend(inside.map(|(_, weight)| *weight));
                }
            }
        }
        if told.len() <= room {
            return seen;
        }
        let (_, last, _) = told.select_nth_unstable_by(room, |a, b| b.cmp(a));
        // Ends of lines are always drawn.
        (*last).min(u64::MAX - 1) + 1
    }

    /// True for a ring whose area is less than a number of squares.
    fn is_small(&self, line: &Line, least: f64) -> bool {
        line.is_ring() && line.told().area < least * self.square
    }

    /// A line as often as it is seen: the globe goes on where the file ends.
    fn copies<'l>(&self, line: &'l Line) -> impl Iterator<Item = (&'l Line, f64)> + use<'l> {
        let (bounds, turn) = (self.bounds, 360.0 * self.units);
        [-turn, 0.0, turn]
            .into_iter()
            .filter(move |east| !line.bounds.moved(*east).is_beyond(&bounds))
            .map(move |east| (line, east))
    }

    fn rings(&self, lines: &[Line], least: f64, enough: u64) -> Vec<Shape> {
        let frame = hidden(self.extent);
        let large = lines.iter().filter(|line| !self.is_small(line, least));
        let copies = large.flat_map(|line| self.copies(line));
        let rings = copies.map(|(line, east)| {
            let mut near = Vec::new();
            let blocks = line.points.chunks(BLOCK).zip(line.told().weights.chunks(BLOCK));
            for ((block, weights), bounds) in blocks.zip(&line.blocks) {
                let place = |(x, y): &(i32, i32)| (f64::from(*x) + east, f64::from(*y));
                if bounds.moved(east).is_beyond(&self.bounds) {
                    // All of it is beyond one edge, and so is the straight way from its first to its last point.
                    near.extend(block.first().map(place));
                    near.extend(block.last().filter(|_| block.len() > 1).map(place));
                } else {
                    let told = block.iter().zip(weights).filter(|(_, weight)| **weight >= enough);
                    near.extend(told.map(|(point, _)| place(point)));
                }
            }
            let ring = clip::ring(near, &self.bounds);
            clip::ring(self.projected(&ring, true), &frame)
        });
        rings.filter(|ring| ring.len() > 2).map(|points| Shape { points, is_ring: true }).collect()
    }

    fn lines(&self, lines: &[Line], enough: u64) -> Vec<Shape> {
        let frame = hidden(self.extent);
        let mut all = Vec::new();
        for (line, east) in lines.iter().flat_map(|line| self.copies(line)) {
            let weights = &line.told().weights;
            let mut near: Vec<(f64, f64)> = Vec::new();
            let mut flush = |near: &mut Vec<(f64, f64)>| {
                for part in clip::line(near, &self.bounds) {
                    let parts = clip::line(&self.projected(&part, false), &frame);
                    all.extend(parts.into_iter().map(|points| Shape { points, is_ring: false }));
                }
                near.clear();
            };
            for (i, bounds) in line.blocks.iter().enumerate() {
                if bounds.moved(east).is_beyond(&self.bounds) {
                    flush(&mut near);
                    continue;
                }
                let start = i * BLOCK + usize::from(!near.is_empty());
                let end = ((i + 1) * BLOCK + 1).min(line.points.len());
                // Where the line comes from outside of the window and goes there, it must not end early.
                let goes_out =
                    line.blocks.get(i + 1).is_some_and(|next| next.moved(east).is_beyond(&self.bounds));
                let (first, last) = (near.is_empty().then_some(start), goes_out.then_some(end - 1));
                let told = (start..end)
                    .filter(|at| weights[*at] >= enough || Some(*at) == first || Some(*at) == last);
                let place = |at: usize| line.points[at];
                near.extend(told.map(place).map(|(x, y)| (f64::from(x) + east, f64::from(y))));
            }
            flush(&mut near);
        }
        all
    }

    /// The line on the map, in units of the paths, with points on long ways, which the projection bends.
    fn projected(&self, points: &[(f64, f64)], is_ring: bool) -> Vec<(f64, f64)> {
        // A chord of this angle leaves its arc by half a pixel.
        let step = self.units * (4.0 / self.extent.scale).sqrt().to_degrees();
        let place = |(x, y): (f64, f64)| {
            self.extent.in_path(self.extent.projection.forward(x / self.units, y / self.units))
        };
        let next = points.iter().skip(1).chain(points.first().filter(|_| is_ring));
        let mut all = Vec::with_capacity(points.len() + 8);
        for (a, b) in points.iter().zip(next) {
            let parts = ((b.0 - a.0).abs().max((b.1 - a.1).abs()) / step).ceil().max(1.0);
            for i in 0..parts as u32 {
                let t = f64::from(i) / parts;
                all.push(place((a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)));
            }
        }
        if !is_ring {
            all.extend(points.last().map(|point| place(*point)));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::extent::{Frame, Spot};
    use super::*;
    use proptest::prelude::*;

    const FRAME: Frame = Frame { width: 720, height: 480 };

    fn base(places: &[(f64, f64)]) -> (Extent, Base) {
        let spots: Vec<Spot> =
            places.iter().map(|(lat, lon)| Spot { lat: *lat, lon: *lon, km: 0.0 }).collect();
        let extent = Extent::of(&spots, FRAME).unwrap();
        (extent, Base::new(&extent, Language::English))
    }

    #[test]
    fn a_map_of_iraq_has_all_there_is() {
        let (_, base) = base(&[(33.3, 44.4)]);
        for class in ["sea", "ground", "lake", "river", "border"] {
            assert!(base.html.contains(&format!("class=\"{class}\"")), "{class}");
        }
        let names: Vec<&str> = base.countries.iter().map(|label| label.name.as_str()).collect();
        assert!(
            ["Iraq", "Iran", "Syria", "Saudi Arabia"].iter().all(|name| names.contains(name)),
            "{names:?}"
        );
    }

    #[test]
    fn disputed_borders_stand_apart() {
        assert!(base(&[(34.0, 74.8)]).1.has_disputed, "Kashmir");
        assert!(base(&[(45.3, 34.4)]).1.has_disputed, "Crimea");
        assert!(!base(&[(52.5, 13.4)]).1.has_disputed, "Germany");
    }

    #[test]
    fn the_world_and_its_ends_are_drawn() {
        for places in [
            &[(0.0, -179.0), (0.0, 60.0), (0.0, -60.0)][..],
            &[(38.9, -77.0), (33.3, 44.4)],
            &[(-17.7, 178.0), (-14.3, -170.7)],
            &[(89.0, 10.0)],
            &[(-89.0, 10.0)],
            &[(66.0, 179.5)],
        ] {
            let (extent, base) = base(places);
            assert!(base.html.contains("ground"), "{places:?}");
            assert!(base.html.len() < 12_500, "{places:?} {}", base.html.len());
            assert_eq!(base.html, Base::new(&extent, Language::English).html);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn no_map_is_heavy_or_leaves_its_frame(lat in -90.0..90.0, lon in -180.0..180.0, far in 0.0..60.0_f64) {
            let (extent, base) = base(&[(lat, lon), (f64::min(lat + far, 90.0), lon)]);
            prop_assert!(base.html.len() < 12_500, "{}", base.html.len());
            let (width, height) = size(&extent);
            for d in base.html.split("d=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                for (x, y) in path::points(d) {
                    prop_assert!((-9.0..=width + 9.0).contains(&x) && (-9.0..=height + 9.0).contains(&y), "{} {}", x, y);
                }
            }
        }
    }
}
