//! The places that a page's map shows, and how many of its events each has.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::notes::Precision;
use crate::model::{Fields, NoteType};
use crate::resolve::{NoteId, Site};

/// Kilometres around a position that is known as an area, and as a region; a town is drawn by a ring of no certain size.
pub(super) const AREA_KM: f64 = 10.0;
pub(super) const REGION_KM: f64 = 50.0;

/// A place of a map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub id: NoteId,
    pub lat: f64,
    pub lon: f64,
    /// An area where the author does not say how exactly the position is known.
    pub precision: Precision,
    pub events: usize,
}

impl Placed {
    /// Kilometres around the position in which the place may lie.
    pub(super) fn km(&self) -> f64 {
        match self.precision {
            Precision::Exact | Precision::Town => 0.0,
            Precision::Area => AREA_KM,
            Precision::Region => REGION_KM,
        }
    }
}

/// The places of a page: those with a position, by the number of their events, and those without.
#[derive(Debug, Default)]
pub(super) struct Spots {
    pub placed: Vec<Placed>,
    pub missing: Vec<(NoteId, usize)>,
}

impl Spots {
    fn new(site: &Site, counts: impl IntoIterator<Item = (NoteId, usize)>) -> Spots {
        let mut counts: Vec<(NoteId, usize)> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(id, events)| (std::cmp::Reverse(*events), *id));
        let mut spots = Spots::default();
        for (id, events) in counts {
            let Fields::Place(place) = &site.note(id).fields else { continue };
            match place.position() {
                Some((lat, lon)) => {
                    let precision = place.precision.unwrap_or(Precision::Area);
                    spots.placed.push(Placed { id, lat, lon, precision, events });
                }
                None => spots.missing.push((id, events)),
            }
        }
        spots
    }
}

/// The places of the events of a briefing, an actor or a topic.
pub(super) fn of_events(site: &Site, events: &[NoteId]) -> Spots {
    let mut counts: FxHashMap<NoteId, usize> = FxHashMap::default();
    for event in events {
        for place in places_of(site, *event) {
            *counts.entry(place).or_default() += 1;
        }
    }
    Spots::new(site, counts)
}

/// The places of one event.
pub(super) fn of_event(site: &Site, event: NoteId) -> Spots {
    Spots::new(site, places_of(site, event).into_iter().map(|place| (place, 1)))
}

/// A place and all that lie in it.
pub(super) fn of_place(site: &Site, place: NoteId) -> Spots {
    let (mut all, mut seen) = (vec![place], FxHashSet::from_iter([place]));
    let mut next = 0;
    while let Some(outer) = all.get(next).copied() {
        let inner = site.children_of(outer).iter().copied();
        all.extend(inner.filter(|id| site.note(*id).note_type() == NoteType::Place && seen.insert(*id)));
        next += 1;
    }
    let mut spots = Spots::new(site, all.into_iter().map(|id| (id, site.events_of(id).len())));
    // What lies in it is only missed where something happened there.
    spots.missing.retain(|(id, events)| *id != place && *events > 0);
    spots
}

/// All places of a site.
pub(super) fn of_site(site: &Site) -> Spots {
    Spots::new(site, site.of_type(NoteType::Place).map(|id| (id, site.events_of(id).len())))
}

/// The places of an event, each once.
fn places_of(site: &Site, event: NoteId) -> Vec<NoteId> {
    let note = site.note(event);
    let Fields::Event(fields) = &note.fields else { return Vec::new() };
    let mut places: Vec<NoteId> = fields.places.iter().filter_map(|place| note.target_note(place)).collect();
    places.sort_unstable();
    places.dedup();
    places
}
