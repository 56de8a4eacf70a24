//! From the globe to a plane and back.
//!
//! Lengths are in radii of the earth. Sines and cosines come from `libm`, so that every machine draws the same map.

use std::f64::consts::{FRAC_PI_2, PI};

/// Kilometres of the earth's radius.
pub(super) const RADIUS_KM: f64 = 6371.0;

/// How a map is drawn: around a point where it shows a region, and whole where it shows the world. Both keep areas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Projection {
    /// Lambert's azimuthal equal-area projection around a point in degrees: near it, shapes and distances are true in all directions.
    Azimuthal { lon: f64, lat: f64 },
    /// Equal Earth (Šavrič, Patterson and Jenny, 2018) around a meridian in degrees.
    World { lon: f64 },
}

/// Coefficients of Equal Earth.
const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
const M: f64 = 0.866_025_403_784_438_6;

impl Projection {
    /// The meridian in the middle.
    pub(super) fn meridian(self) -> f64 {
        match self {
            Projection::Azimuthal { lon, .. } | Projection::World { lon } => lon,
        }
    }

    /// The place in the plane of a place in degrees, x to the east and y to the north.
    pub(super) fn forward(self, lon: f64, lat: f64) -> (f64, f64) {
        let phi = lat.to_radians();
        match self {
            Projection::Azimuthal { lon: lon0, lat: lat0 } => {
                let (turn, phi0) = ((lon - lon0).to_radians(), lat0.to_radians());
                let (sin, cos, sin0, cos0) =
                    (libm::sin(phi), libm::cos(phi), libm::sin(phi0), libm::cos(phi0));
                let cos_turn = libm::cos(turn);
                // The point on the other side of the globe is a circle; it is never shown.
                let k = (2.0 / (1.0 + sin0 * sin + cos0 * cos * cos_turn).max(1e-9)).sqrt();
                (k * cos * libm::sin(turn), k * (cos0 * sin - sin0 * cos * cos_turn))
            }
            Projection::World { lon: lon0 } => {
                let theta = libm::asin(M * libm::sin(phi));
                let x = (lon - lon0).to_radians() * libm::cos(theta) / (M * slope(theta));
                (x, height(theta))
            }
        }
    }

    /// The place in degrees of a place in the plane; none outside of the globe.
    pub(super) fn inverse(self, x: f64, y: f64) -> Option<(f64, f64)> {
        match self {
            Projection::Azimuthal { lon, lat } => {
                let far = (x * x + y * y).sqrt();
                if far >= 2.0 {
                    return None;
                }
                if far < 1e-12 {
                    return Some((lon, lat));
                }
                let (phi0, c) = (lat.to_radians(), 2.0 * libm::asin(far / 2.0));
                let (sin_c, cos_c, sin0, cos0) =
                    (libm::sin(c), libm::cos(c), libm::sin(phi0), libm::cos(phi0));
                let phi = libm::asin((cos_c * sin0 + y * sin_c * cos0 / far).clamp(-1.0, 1.0));
                let turn = libm::atan2(x * sin_c, far * cos0 * cos_c - y * sin0 * sin_c);
                Some((wrap(lon + turn.to_degrees()), phi.to_degrees()))
            }
            Projection::World { lon } => {
                if y.abs() > height(libm::asin(M)) {
                    return None;
                }
                let mut theta = y / A[0];
                for _ in 0..8 {
                    theta -= (height(theta) - y) / slope(theta);
                }
                let turn = x * M * slope(theta) / libm::cos(theta);
                let phi = libm::asin((libm::sin(theta) / M).clamp(-1.0, 1.0));
                (turn.abs() <= PI).then(|| (wrap(lon + turn.to_degrees()), phi.to_degrees()))
            }
        }
    }

    /// Half the width and height of the whole world.
    pub(super) fn world() -> (f64, f64) {
        (Projection::World { lon: 0.0 }.forward(180.0, 0.0).0, height(libm::asin(M)))
    }
}

fn height(theta: f64) -> f64 {
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    theta * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2))
}

/// How [`height`] grows.
fn slope(theta: f64) -> f64 {
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2)
}

/// A longitude between −180 and 180 degrees.
pub(super) fn wrap(lon: f64) -> f64 {
    (lon + 180.0).rem_euclid(360.0) - 180.0
}

/// Radii that a length in kilometres is.
pub(super) fn radii(km: f64) -> f64 {
    km / RADIUS_KM
}

/// The angle between two places in degrees, in radians.
pub(super) fn angle(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (x, y) = Projection::Azimuthal { lon: a.0, lat: a.1 }.forward(b.0, b.1);
    (2.0 * libm::asin(((x * x + y * y).sqrt() / 2.0).min(1.0))).min(2.0 * FRAC_PI_2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_places() {
        // The paper on Equal Earth gives its aspect; the area is that of the globe.
        let (wide, high) = Projection::world();
        assert!((wide / high - 2.054_58).abs() < 1e-4, "{wide} {high}");
        let strip = |lat: f64| {
            let (x, y) = Projection::World { lon: 0.0 }.forward(180.0, lat);
            let (_, above) = Projection::World { lon: 0.0 }.forward(180.0, lat + 0.1);
            2.0 * x * (above - y)
        };
        let area: f64 = (-900..900).map(|i| strip(f64::from(i) / 10.0)).sum();
        assert!((area - 4.0 * PI).abs() < 0.01, "{area}");
        let baghdad_erbil = angle((44.37, 33.31), (44.01, 36.19)) * RADIUS_KM;
        assert!((baghdad_erbil - 322.0).abs() < 3.0, "{baghdad_erbil}");
    }

    proptest! {
        #[test]
        fn there_and_back(lon in -179.9..179.9, lat in -89.0..89.0, lon0 in -180.0..180.0, lat0 in -90.0..90.0) {
            let azimuthal = Projection::Azimuthal { lon: lon0, lat: lat0 };
            let world = Projection::World { lon: lon0 };
            for projection in [azimuthal, world] {
                if projection == azimuthal && angle((lon0, lat0), (lon, lat)) > 3.0 {
                    continue;
                }
                let (x, y) = projection.forward(lon0 + wrap(lon - lon0), lat);
                prop_assert!(x.is_finite() && y.is_finite());
                let (back_lon, back_lat) = projection.inverse(x, y).unwrap();
                prop_assert!(wrap(back_lon - lon).abs() < 1e-5 || lat.abs() > 88.0, "{} {}", back_lon, lon);
                prop_assert!((back_lat - lat).abs() < 1e-5);
            }
        }
    }
}
