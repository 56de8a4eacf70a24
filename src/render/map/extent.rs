//! What part of the world a map shows.

use super::project::{Projection, angle, radii, wrap};

/// A place to be shown, with the circle that it may lie in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub lat: f64,
    pub lon: f64,
    pub km: f64,
}

/// The size of a map, in pixels at its widest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Frame {
    pub width: u32,
    pub height: u32,
}

impl Frame {
    /// A map as wide as the text.
    pub(super) const FULL: Frame = Frame { width: 720, height: 480 };
    /// A map that only shows where something lies.
    pub(super) const LOCATOR: Frame = Frame { width: 360, height: 240 };

    /// How much of its full width it has on a phone.
    pub(super) fn narrow(self) -> f64 {
        (346.0 / f64::from(self.width)).min(1.0)
    }
}

/// A projection, its scale, and the middle of the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub projection: Projection,
    pub frame: Frame,
    /// Pixels of a radius of the earth.
    pub scale: f64,
    /// Place in the plane that is in the middle of the map.
    pub middle: f64,
}

/// Half the width of the closest map: a town is shown with its country and the neighbours.
const CLOSEST_KM: f64 = 700.0;
/// Room around the places.
const MARGIN: f64 = 1.2;
/// A map of more than this angle around its middle, in radians, shows the world.
const WIDEST: f64 = 0.95;
/// Maps grow and move in steps, so that many pages share one drawing: by factors, and by degrees, fine ones for maps that reach less than an
/// angle in radians from their middle.
const STEP: f64 = 1.5;
const GRID: (f64, f64) = (2.0, 5.0);
const FINE: f64 = 0.2;

impl Extent {
    /// The extent that shows all places; none without places.
    pub(super) fn of(spots: &[Spot], frame: Frame) -> Option<Extent> {
        let (lon, lat, span) = middle(spots)?;
        let reach = |lon, lat| {
            spots.iter().map(|s| angle((lon, lat), (s.lon, s.lat)) + radii(s.km)).fold(0.0, f64::max)
        };
        // Around a pole, the middle of longitudes is none.
        let polar = span > 100.0 && spots.iter().all(|s| s.lat.abs() > 55.0 && s.lat * lat > 0.0);
        let (lon, lat) = if polar { (0.0, 90_f64.copysign(lat)) } else { (lon, lat) };
        if span > 110.0 && !polar || reach(lon, lat) > WIDEST {
            return Some(Extent::world(spots, lon, span, frame));
        }
        let (lon, lat) = if polar { (lon, lat) } else { balanced(spots, lon, lat) };
        let grid = if reach(lon, lat) < FINE { GRID.0 } else { GRID.1 };
        let (lon, lat) = (wrap(snapped(lon, grid)), snapped(lat, grid));
        let projection = Projection::Azimuthal { lon, lat };
        let half = half_width(spots, projection, 0.0, frame).max(radii(CLOSEST_KM));
        let half = radii(CLOSEST_KM) * stepped(half / radii(CLOSEST_KM));
        Some(Extent { projection, frame, scale: f64::from(frame.width) / 2.0 / half, middle: 0.0 })
    }

    fn world(spots: &[Spot], lon: f64, span: f64, frame: Frame) -> Extent {
        let frame = Frame { height: frame.width / 2, ..frame };
        // With places all around, the Pacific is where the map is cut.
        let lon = if span > 220.0 { 10.0 } else { wrap(snapped(lon, 10.0)) };
        let projection = Projection::World { lon };
        let (wide, high) = Projection::world();
        let ys = || spots.iter().map(|s| projection.forward(lon, s.lat).1);
        let (low, top) = (ys().fold(f64::MAX, f64::min), ys().fold(f64::MIN, f64::max));
        let half = half_width(spots, projection, f64::midpoint(low, top), frame);
        let aspect = f64::from(frame.height) / f64::from(frame.width);
        // The whole world is as wide as the map, or as high.
        let half = (1.2 * stepped(half / 1.2)).min(wide.max(high / aspect));
        let free = (high - half * aspect).max(0.0);
        let middle = snapped(f64::midpoint(low, top), 0.1).clamp(-free, free);
        Extent { projection, frame, scale: f64::from(frame.width) / 2.0 / half, middle }
    }

    /// True if it shows half of the world or more.
    pub(super) fn is_wide(&self) -> bool {
        matches!(self.projection, Projection::World { .. })
    }

    /// Units of the paths in a pixel: halves where a map is close enough to show them.
    pub(super) fn fine(&self) -> f64 {
        if self.width_km() < 4000.0 { 2.0 } else { 1.0 }
    }

    /// The place on the map in units of the paths.
    pub(super) fn in_path(&self, plane: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.on_map(plane);
        (x * self.fine(), y * self.fine())
    }

    /// Kilometres from the left to the right edge.
    pub(super) fn width_km(&self) -> f64 {
        f64::from(self.frame.width) / self.pixels(1.0)
    }

    /// The length in pixels of one in kilometres.
    pub(super) fn pixels(&self, km: f64) -> f64 {
        radii(km) * self.scale
    }

    /// The place on the map, in pixels from its left and upper edge.
    pub(super) fn place(&self, lon: f64, lat: f64) -> (f64, f64) {
        let near = self.projection.meridian() + wrap(lon - self.projection.meridian());
        self.on_map(self.projection.forward(near, lat))
    }

    /// The same for a longitude that is not to be wrapped.
    pub(super) fn on_map(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (width, height) = (f64::from(self.frame.width), f64::from(self.frame.height));
        (width / 2.0 + x * self.scale, height / 2.0 - (y - self.middle) * self.scale)
    }

    /// The longitude and latitude at a place on the map.
    pub(super) fn globe(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (width, height) = (f64::from(self.frame.width), f64::from(self.frame.height));
        self.projection.inverse((x - width / 2.0) / self.scale, (height / 2.0 - y) / self.scale + self.middle)
    }

    /// What equal maps have in common.
    pub(super) fn key(&self) -> [u64; 6] {
        let (kind, lat) = match self.projection {
            Projection::Azimuthal { lat, .. } => (0, lat),
            Projection::World { .. } => (1, 0.0),
        };
        let size = u64::from(self.frame.width) << 32 | u64::from(self.frame.height);
        let lon = self.projection.meridian();
        [kind, size, lon.to_bits(), lat.to_bits(), self.scale.to_bits(), self.middle.to_bits()]
    }
}

/// The middle of the shortest arc of longitudes and of the latitudes, and the length of the arc in degrees.
fn middle(spots: &[Spot]) -> Option<(f64, f64, f64)> {
    let mut lons: Vec<f64> = spots.iter().map(|spot| wrap(spot.lon)).collect();
    lons.sort_by(f64::total_cmp);
    let first = *lons.first()?;
    let next = |i: usize| lons.get(i + 1).copied().unwrap_or(first + 360.0);
    let gaps = (0..lons.len()).map(|i| (next(i) - lons[i], next(i)));
    let (gap, after) = gaps.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let span = 360.0 - gap;
    let lats = || spots.iter().map(|spot| spot.lat);
    let lat = f64::midpoint(lats().fold(f64::MAX, f64::min), lats().fold(f64::MIN, f64::max));
    Some((wrap(after + span / 2.0), lat, span))
}

/// A middle from which the places reach as far to all sides.
fn balanced(spots: &[Spot], lon: f64, lat: f64) -> (f64, f64) {
    let projection = Projection::Azimuthal { lon, lat };
    let plane = spots.iter().map(|spot| projection.forward(spot.lon, spot.lat));
    let bounds = super::data::Bounds::of(plane);
    let middle = (f64::midpoint(bounds.west, bounds.east), f64::midpoint(bounds.south, bounds.north));
    projection.inverse(middle.0, middle.1).unwrap_or((lon, lat))
}

/// Half the width that the places need, with their room.
fn half_width(spots: &[Spot], projection: Projection, middle: f64, frame: Frame) -> f64 {
    let aspect = f64::from(frame.width) / f64::from(frame.height);
    let meridian = projection.meridian();
    let needs = spots.iter().map(|spot| {
        let (x, y) = projection.forward(meridian + wrap(spot.lon - meridian), spot.lat);
        let room = radii(spot.km);
        (x.abs() + room).max(((y - middle).abs() + room) * aspect) * MARGIN
    });
    needs.fold(0.0, f64::max)
}

fn snapped(value: f64, grid: f64) -> f64 {
    // Never −0, which would be another key.
    (value / grid).round() * grid + 0.0
}

/// The next power of the step that is at least a number.
fn stepped(least: f64) -> f64 {
    let mut size = 1.0;
    while size < least {
        size *= STEP;
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FRAME: Frame = Frame { width: 720, height: 480 };

    fn spot(lat: f64, lon: f64) -> Spot {
        Spot { lat, lon, km: 0.0 }
    }

    fn of(spots: &[Spot]) -> Extent {
        Extent::of(spots, FRAME).unwrap()
    }

    #[test]
    fn one_town_is_shown_with_its_country() {
        let baghdad = of(&[spot(33.31, 44.37)]);
        assert_eq!(baghdad.projection, Projection::Azimuthal { lon: 44.0, lat: 34.0 });
        assert!((baghdad.width_km() - 1400.0).abs() < 1.0, "{}", baghdad.width_km());
        // Its neighbours share the drawing.
        assert_eq!(of(&[spot(33.4, 44.3)]).key(), baghdad.key());
        assert!(Extent::of(&[], FRAME).is_none());
    }

    #[test]
    fn places_around_the_date_line_are_together() {
        let fiji = of(&[spot(-17.7, 178.0), spot(-14.3, -170.7)]);
        assert!(fiji.width_km() < 3000.0, "{fiji:?}");
        assert!(
            matches!(fiji.projection, Projection::Azimuthal { lon, .. } if !(-170.0..170.0).contains(&lon))
        );
    }

    #[test]
    fn places_far_apart_are_on_a_map_of_the_world() {
        assert!(of(&[spot(38.9, -77.0), spot(33.3, 44.4)]).is_wide());
        assert!(of(&[spot(0.0, -170.0), spot(0.0, 10.0), spot(10.0, 120.0)]).is_wide());
        assert!(!of(&[spot(55.8, 37.4), spot(31.6, 65.7), spot(35.5, 44.4)]).is_wide());
        assert_eq!(of(&[spot(82.0, 0.0), spot(78.0, 170.0)]).projection.forward(0.0, 90.0), (0.0, 0.0));
    }

    proptest! {
        #[test]
        fn every_place_is_on_the_map(
            places in proptest::collection::vec((-90.0..90.0, -180.0..180.0, 0.0..60.0), 1..12),
        ) {
            let spots: Vec<Spot> = places.into_iter().map(|(lat, lon, km)| Spot { lat, lon, km }).collect();
            let extent = of(&spots);
            for s in &spots {
                let (x, y) = extent.place(s.lon, s.lat);
                let high = f64::from(extent.frame.height) + 0.5;
                prop_assert!((-0.5..720.5).contains(&x) && (-0.5..high).contains(&y), "{:?} {:?} {} {}", extent, s, x, y);
            }
        }
    }
}
