//! Places.

use super::Facets;
use crate::model::note::{Field, Ref, Wanted};
use crate::value::{WikidataItem, vocabulary};
use crate::yaml::Spanned;

vocabulary! {
    /// How exactly a position is known.
    Precision {
        Exact = "exact", "Exact position";
        Town = "town", "Town";
        Area = "area", "Area";
        Region = "region", "Region";
    }
}

/// Fields of a place.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Latitude in degrees (WGS 84), north positive.
    #[serde(default)]
    #[schemars(range(min = -90, max = 90))]
    pub lat: Option<Spanned<f64>>,
    /// Longitude in degrees (WGS 84), east positive.
    #[serde(default)]
    #[schemars(range(min = -180, max = 180))]
    pub lon: Option<Spanned<f64>>,
    /// How exactly the position is known.
    #[serde(default)]
    pub precision: Option<Precision>,
    /// The place that it lies in.
    #[serde(default)]
    pub country: Option<Ref>,
    /// Its name in its own language and script.
    #[serde(default)]
    pub native_name: Option<String>,
    /// Item of Wikidata, such as `Q1530`.
    #[serde(default)]
    pub wikidata: Option<WikidataItem>,
}

impl Place {
    /// Latitude and longitude, if both are there and on the globe.
    pub fn position(&self) -> Option<(f64, f64)> {
        let (lat, lon) = (self.lat.as_ref()?.value, self.lon.as_ref()?.value);
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some((lat, lon))
    }
}

impl Facets for Place {
    fn schema_org(&self) -> &'static str {
        "Place"
    }

    fn native_name(&self) -> Option<&str> {
        self.native_name.as_deref()
    }

    fn wikidata(&self) -> Option<&str> {
        self.wikidata.as_ref().map(WikidataItem::as_str)
    }

    fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref)) {
        if let Some(country) = &mut self.country {
            f(Field::new("country", Wanted::Place), country);
        }
    }
}
