//! Signs of places on a map: their circles, counts and names, and the bar that tells how long a way is.

use serde::Serialize;

use super::base::Base;
use super::extent::Extent;
use super::labels::{Fit, Taken};
use super::spots::Placed;
use crate::model::notes::Precision;
use crate::render::view::Viewer;

/// A circle on the ground, in units of the paths.
#[derive(Debug, Serialize)]
pub(super) struct Area {
    x: i32,
    y: i32,
    r: i32,
}

/// A place at percents of the map's size.
#[derive(Debug, Serialize)]
pub(super) struct Sign {
    x: String,
    y: String,
    /// How exactly the position is known.
    class: &'static str,
    href: String,
    /// The place and its events in words.
    words: String,
    /// Places that have no room for a sign of their own.
    #[serde(skip)]
    pub(super) others: usize,
    /// True where the circle on the ground is the sign.
    bare: bool,
    /// Radius in pixels, and that of the ring around the dot of a town.
    r: String,
    ring: Option<String>,
    /// The number inside of the sign.
    pub(super) count: Option<usize>,
    name: Option<Name>,
}

/// A name beside a sign, in pixels from its middle.
#[derive(Debug, Serialize)]
struct Name {
    words: String,
    dx: i32,
    dy: i32,
    anchor: &'static str,
    /// Not shown on a phone.
    only_wide: bool,
}

/// The name of a country at percents of the map's size.
#[derive(Debug, Serialize)]
pub(super) struct CountryName {
    x: String,
    y: String,
    name: String,
    only_wide: bool,
}

/// A bar of a round length.
#[derive(Debug, Serialize)]
pub(super) struct Scale {
    km: u32,
    /// Its path, and where its words begin, at percents of the map's size.
    path: String,
    x: String,
    y: String,
}

/// All that is drawn over the ground.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub areas: Vec<Area>,
    pub signs: Vec<Sign>,
    pub countries: Vec<CountryName>,
}

/// Names on one map; what else there is, links and the table tell.
const NAMES: usize = 32;

/// A sign for a place, and for those that lie under it.
struct Group<'p> {
    place: &'p Placed,
    x: f64,
    y: f64,
    others: usize,
    other_events: usize,
}

impl Group<'_> {
    fn size(&self) -> f64 {
        size(self.place.events + self.other_events)
    }

    fn words(&self, viewer: &Viewer<'_>, title: &str, is_locator: bool) -> String {
        let words = viewer.stage.words;
        if is_locator || self.place.events + self.others == 0 {
            return title.to_owned();
        }
        let events = |count: usize| words.say("map-events", &[("count", count.into())]);
        let own = events(self.place.events);
        if self.others == 0 {
            return words.say("map-sign", &[("place", title.into()), ("events", (&own).into())]);
        }
        let others = words.say("map-near", &[("count", self.others.into())]);
        let more = events(self.other_events);
        let args = [
            ("place", title.into()),
            ("events", (&own).into()),
            ("others", (&others).into()),
            ("more", (&more).into()),
        ];
        words.say("map-sign-near", &args)
    }

    /// How far the sign reaches with its ring.
    fn reach(&self) -> f64 {
        self.size() + if self.place.precision == Precision::Town { 3.0 } else { 0.0 }
    }
}

/// Places by signs: one whose middle would lie under the sign of a place with more events has none of its own.
fn groups<'p>(places: &'p [Placed], extent: &Extent) -> Vec<Group<'p>> {
    let mut groups: Vec<Group<'p>> = Vec::new();
    for place in places {
        let (x, y) = extent.place(place.lon, place.lat);
        let under = |group: &&mut Group<'_>| {
            let (dx, dy) = (group.x - x, group.y - y);
            dx * dx + dy * dy < group.reach() * group.reach()
        };
        if let Some(group) = groups.iter_mut().find(under) {
            group.others += 1;
            group.other_events += place.events;
        } else {
            groups.push(Group { place, x, y, others: 0, other_events: 0 });
        }
    }
    groups
}

/// Draws places, the ones with the most events named first.
pub(super) fn signs(
    viewer: &Viewer<'_>,
    places: &[Placed],
    extent: &Extent,
    base: &Base,
    is_locator: bool,
) -> Drawn {
    let mut drawn = Drawn::default();
    let mut taken = Taken::new(extent);
    taken.scale();
    let groups = groups(places, extent);
    for group in &groups {
        taken.sign(group.x, group.y, group.reach());
    }
    for place in places {
        let radius = extent.pixels(place.km());
        if radius > 2.0 {
            let (x, y) = extent.place(place.lon, place.lat);
            let [x, y, r] = [x, y, radius].map(|value| (value * extent.fine()).round() as i32);
            drawn.areas.push(Area { x, y, r });
        }
    }
    for (i, group) in groups.iter().enumerate() {
        let place = group.place;
        let note = viewer.site().note(place.id);
        let title = match group.others {
            0 => note.title().to_owned(),
            others => format!("{} +{others}", note.title()),
        };
        let name = (i < NAMES).then(|| taken.beside(group.x, group.y, group.reach(), &title)).flatten();
        let events = place.events + group.other_events;
        let count = (events > 1 && !is_locator).then_some(events);
        drawn.signs.push(Sign {
            x: percent(group.x, extent.frame.width),
            y: percent(group.y, extent.frame.height),
            class: place.precision.word(),
            href: [viewer.root, &note.href].concat(),
            words: group.words(viewer, note.title(), is_locator),
            others: group.others,
            bare: count.is_none() && extent.pixels(place.km()) * extent.frame.narrow() > group.size(),
            r: print(group.size()),
            ring: (place.precision == Precision::Town).then(|| print(group.reach())),
            count,
            name: name.map(|(dx, dy, anchor, fit)| Name {
                words: title,
                dx: dx.round() as i32,
                dy: dy.round() as i32,
                anchor,
                only_wide: fit == Fit::Wide,
            }),
        });
    }
    // The largest lie below the others.
    drawn.signs.reverse();
    drawn.signs.sort_by_key(|sign| std::cmp::Reverse(sign.count));
    for label in &base.countries {
        if let Some((x, y, fit)) = taken.country(label) {
            drawn.countries.push(CountryName {
                x: percent(x, extent.frame.width),
                y: percent(y, extent.frame.height),
                name: label.name.clone(),
                only_wide: fit == Fit::Wide,
            });
        }
    }
    drawn
}

/// Radius of a sign: its area grows with the number of events.
fn size(events: usize) -> f64 {
    match events {
        0 | 1 => 4.5,
        events => (4.0 + 2.2 * (events as f64).sqrt()).min(18.0),
    }
}

impl Scale {
    /// A bar of about a sixth of the width; none where the scale is not the same all over the map.
    pub(super) fn new(extent: &Extent) -> Option<Scale> {
        if extent.is_wide() || extent.width_km() > 6000.0 {
            return None;
        }
        let most = extent.width_km() / 5.0;
        let km = [2000, 1000, 500, 200, 100, 50].into_iter().find(|km| f64::from(*km) <= most)?;
        let (left, low) = (12.0, f64::from(extent.frame.height) - 12.0);
        let long = extent.pixels(f64::from(km));
        let unit = |pixels: f64| (pixels * extent.fine()).round();
        Some(Scale {
            km,
            path: format!("M{} {}v{}h{}v{}", unit(left), unit(low - 5.0), unit(5.0), unit(long), unit(-5.0)),
            x: percent(left + long, extent.frame.width),
            y: percent(low, extent.frame.height),
        })
    }
}

fn percent(value: f64, of: u32) -> String {
    format!("{}%", print(value / f64::from(of) * 100.0))
}

/// A number with at most two decimals.
fn print(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::extent::{Frame, Spot};
    use super::*;
    use crate::resolve::NoteId;

    #[test]
    fn signs_grow_with_their_events_to_an_end() {
        assert!(size(1) < size(2) && size(2) < size(9) && size(100) == size(1000));
        // A number has room in it.
        assert!(size(2) >= 7.0);
    }

    #[test]
    fn places_close_together_share_a_sign() {
        let place = |lat, lon, events| Placed { id: NoteId(0), lat, lon, precision: Precision::Town, events };
        let places = [place(33.3, 44.4, 9), place(33.4, 44.4, 2), place(36.2, 44.0, 1)];
        let spots: Vec<Spot> = places.iter().map(|p| Spot { lat: p.lat, lon: p.lon, km: 0.0 }).collect();
        let groups = groups(&places, &Extent::of(&spots, Frame::FULL).unwrap());
        let found: Vec<(usize, usize)> = groups.iter().map(|g| (g.others, g.other_events)).collect();
        assert_eq!(found, [(1, 2), (0, 0)]);
    }

    #[test]
    fn the_bar_is_as_long_as_it_says() {
        let near = Extent::of(&[Spot { lat: 33.0, lon: 44.0, km: 0.0 }], Frame::FULL).unwrap();
        let scale = Scale::new(&near).unwrap();
        assert_eq!((scale.km, scale.path.as_str()), (200, "M24 926v10h206v-10"));
        let far = [Spot { lat: 0.0, lon: -90.0, km: 0.0 }, Spot { lat: 0.0, lon: 90.0, km: 0.0 }];
        assert!(Scale::new(&Extent::of(&far, Frame::FULL).unwrap()).is_none());
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.0, -0.001, 12.5, 33.333].map(print), ["0", "0", "12.5", "33.33"]);
    }
}
