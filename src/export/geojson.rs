//! All places that have a position as GeoJSON (RFC 7946), for maps and geographic information systems.

use serde_json::{Value, json};

use super::Export;
use crate::model::notes::{Place, Precision};
use crate::model::{Fields, NoteType};
use crate::output::MakeError;
use crate::render::Stage;
use crate::resolve::{NoteId, Site};

pub(super) static EXPORT: Export =
    Export { name: "geojson", needs_base: false, per_language: false, paths, make };

/// The places with a position, each with its fields.
fn places(site: &Site) -> impl Iterator<Item = (NoteId, &Place, (f64, f64))> {
    site.of_type(NoteType::Place).filter_map(|id| match &site.note(id).fields {
        Fields::Place(place) => Some((id, &**place, place.position()?)),
        _ => None,
    })
}

fn paths(site: &Site) -> Vec<String> {
    places(site).next().map(|_| "data/places.geojson".to_owned()).into_iter().collect()
}

/// Makes a collection of points, each with the note's id, title and address, how exactly its position is known, and the number of its events.
fn make(stage: &Stage<'_>, _: &str) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let features = places(site).map(|(id, place, (lat, lon))| {
        let note = site.note(id);
        let country = place.country.as_ref().and_then(|country| note.target_note(country));
        let mut properties = json!({
            "id": note.id.as_str(),
            "title": note.title(),
            "href": note.href,
            "precision": place.precision.map(Precision::word),
            "events": site.events_of(id).len(),
        });
        if let (Some(country), Value::Object(properties)) = (country, &mut properties) {
            properties.insert("country".into(), json!(site.note(country).title()));
        }
        let decimals = decimals(place.precision);
        json!({
            "type": "Feature",
            "id": note.id.as_str(),
            // Longitude comes first.
            "geometry": { "type": "Point", "coordinates": [rounded(lon, decimals), rounded(lat, decimals)] },
            "properties": properties,
        })
    });
    let value = json!({ "type": "FeatureCollection", "features": features.collect::<Vec<_>>() });
    serde_json::to_vec_pretty(&value).map_err(|error| MakeError(error.to_string()))
}

/// Decimals of a degree that mean something: a metre, a kilometre, ten kilometres.
fn decimals(precision: Option<Precision>) -> i32 {
    match precision {
        Some(Precision::Exact) => 5,
        Some(Precision::Town | Precision::Area) | None => 2,
        Some(Precision::Region) => 1,
    }
}

fn rounded(degrees: f64, decimals: i32) -> f64 {
    let places = 10_f64.powi(decimals);
    (degrees * places).round() / places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_decimals_are_made_up() {
        let of = |precision| rounded(33.340_594_4, decimals(precision));
        assert_eq!(of(Some(Precision::Exact)), 33.340_59);
        assert_eq!(of(Some(Precision::Town)), 33.34);
        assert_eq!(of(Some(Precision::Region)), 33.3);
        assert_eq!(of(None), 33.34);
    }
}
