//! Maps: the places of a page on a drawing made at build time, without tiles and without anybody else.
//!
//! A map is a pure function of the page's places. Its extent moves in steps, so that pages share the drawing of the ground, which is kept
//! ([`Maps`]). The drawing stands in the page, since only there it has the page's colours, also those of a reader's choice and of paper, and
//! needs no file of its own; it is kept light for that. Signs and words stand at places in percent: they keep their size however wide the map is.
//!
//! What is known of a position is drawn as it is: `exact` as a dot, `town` as a dot in a ring, `area` and `region` as circles of
//! 10 and 50 kilometres, which have no dot in the middle. The signs are for those who see them; the same places, counts and links
//! stand below the map as a table.

mod base;
mod clip;
mod data;
mod extent;
mod labels;
mod path;
mod project;
mod signs;
mod simplify;
mod spots;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::view::{LinkView, Viewer};
use crate::model::NoteType;
use crate::model::notes::Precision;
use crate::resolve::NoteId;
use crate::value::date::Language;

use base::Base;
use extent::{Extent, Frame, Spot};
use signs::{Area, CountryName, Scale, Sign};
use spots::Spots;

/// The names that any map may show, in every language.
pub fn names() -> impl Iterator<Item = &'static str> {
    data::WORLD.countries.iter().flat_map(|country| [country.name.as_str(), country.arabic.as_str()])
}

/// What a ground is known by: its extent, and the language of its names.
type Ground = ([u64; 6], Language);

/// The grounds that were drawn so far.
#[derive(Debug, Default)]
pub struct Maps {
    bases: Mutex<FxHashMap<Ground, Arc<OnceLock<Base>>>>,
}

impl Maps {
    fn base(&self, extent: &Extent, language: Language) -> Arc<OnceLock<Base>> {
        let mut bases = self.bases.lock().unwrap_or_else(PoisonError::into_inner);
        let base = Arc::clone(bases.entry((extent.key(), language)).or_default());
        drop(bases);
        // Outside of the lock: other maps are drawn meanwhile.
        base.get_or_init(|| Base::new(extent, language));
        base
    }
}

/// A map as a template writes it.
#[derive(Debug, Serialize)]
pub struct MapView {
    /// True for a small map that shows where one event was.
    pub is_locator: bool,
    /// True for a map of half of the world and more.
    pub is_wide: bool,
    /// Size of the drawing's own units.
    pub width: u32,
    pub height: u32,
    /// Paths in safe HTML.
    base_html: String,
    areas: Vec<Area>,
    countries: Vec<CountryName>,
    signs: Vec<Sign>,
    scale: Option<Scale>,
    pub rows: Vec<RowView>,
    /// What is left out of the table because it is too long.
    pub more: usize,
    /// The ways in which positions are known on this map.
    has_exact: bool,
    has_town: bool,
    has_area: bool,
    has_region: bool,
    has_counts: bool,
    has_groups: bool,
    has_disputed: bool,
    pub missing: Vec<RowView>,
    pub missing_more: usize,
    pub events: usize,
    pub places: usize,
}

/// A place of a map in words.
#[derive(Debug, Serialize)]
pub struct RowView {
    pub link: LinkView,
    /// How exactly its position is known.
    pub position: String,
    pub events: usize,
}

/// The most places that one map shows, and the most that are named for having no position.
const MOST: usize = 150;
const MOST_MISSING: usize = 12;

/// The map of a note: of its own places, or of those of its events. None without a place that has a position.
pub fn of_note(viewer: &Viewer<'_>, id: NoteId) -> Option<MapView> {
    let site = viewer.site();
    match site.note(id).note_type() {
        NoteType::Briefing | NoteType::Actor | NoteType::Topic => {
            draw(viewer, &spots::of_events(site, site.events_of(id)), Frame::FULL)
        }
        NoteType::Place => draw(viewer, &spots::of_place(site, id), Frame::FULL),
        NoteType::Event => draw(viewer, &spots::of_event(site, id), Frame::LOCATOR),
        NoteType::Source | NoteType::Page => None,
    }
}

/// The map of all places of a site.
pub fn of_site(viewer: &Viewer<'_>) -> Option<MapView> {
    let mut map = draw(viewer, &spots::of_site(viewer.site()), Frame::FULL)?;
    // The register below it is the table.
    (map.rows, map.more, map.missing, map.missing_more) = (Vec::new(), 0, Vec::new(), 0);
    Some(map)
}

fn draw(viewer: &Viewer<'_>, spots: &Spots, frame: Frame) -> Option<MapView> {
    let (shown, hidden) = spots.placed.split_at(spots.placed.len().min(MOST));
    let whole: Vec<Spot> =
        shown.iter().map(|place| Spot { lat: place.lat, lon: place.lon, km: place.km() }).collect();
    let extent = Extent::of(&whole, frame)?;
    let base = viewer.stage.maps.base(&extent, viewer.stage.words.dates);
    let base = base.get()?;
    let is_locator = frame == Frame::LOCATOR;
    let drawn = signs::signs(viewer, shown, &extent, base, is_locator);
    let has = |precision| shown.iter().any(|place| place.precision == precision);
    let row = |(id, events): (NoteId, usize), position: &str| RowView {
        link: viewer.link(id),
        position: position.to_owned(),
        events,
    };
    let words = viewer.stage.words;
    let position = |precision| match precision {
        Precision::Exact => words.get("map-exact"),
        Precision::Town => words.get("map-town"),
        Precision::Area => words.get("map-area"),
        Precision::Region => words.get("map-region"),
    };
    let frame = extent.frame;
    Some(MapView {
        is_locator,
        is_wide: extent.is_wide(),
        width: frame.width * extent.fine() as u32,
        height: frame.height * extent.fine() as u32,
        base_html: base.html.clone(),
        areas: drawn.areas,
        countries: drawn.countries,
        has_counts: drawn.signs.iter().any(|sign| sign.count.is_some()),
        has_groups: drawn.signs.iter().any(|sign| sign.others > 0),
        signs: drawn.signs,
        scale: Scale::new(&extent),
        rows: shown.iter().map(|place| row((place.id, place.events), position(place.precision))).collect(),
        more: hidden.len(),
        has_exact: has(Precision::Exact),
        has_town: has(Precision::Town),
        has_area: has(Precision::Area),
        has_region: has(Precision::Region),
        has_disputed: base.has_disputed,
        missing: spots.missing.iter().take(MOST_MISSING).map(|one| row(*one, "")).collect(),
        missing_more: spots.missing.len().saturating_sub(MOST_MISSING),
        events: spots.placed.iter().map(|place| place.events).sum(),
        places: spots.placed.len(),
    })
}
