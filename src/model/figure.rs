//! Figures: numbers that change with time.

use std::collections::BTreeMap;

use super::note::{Citation, Field, Ref, Wanted};
use crate::value::{Date, Lang};
use crate::yaml::Spanned;

/// A series of counts of one thing.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Unique among all figures of the site.
    pub id: Spanned<String>,
    /// Language of its words, where that is not the note's.
    #[serde(skip)]
    pub lang: Option<Lang>,
    /// What is counted.
    pub title: Spanned<String>,
    /// The unit, in the plural, such as `people`.
    #[serde(default)]
    pub unit: Option<String>,
    /// Notes that it is about.
    #[serde(default)]
    pub concerns: Vec<Ref>,
    /// The counts in any order.
    #[serde(default)]
    pub series: Vec<Row>,
}

/// One count: a value, or a range of low, best and high.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Day or period that the count describes.
    pub as_of: Spanned<Date>,
    /// The number.
    #[serde(default)]
    pub value: Option<f64>,
    /// Lower end of a range, in place of a value.
    #[serde(default)]
    pub low: Option<f64>,
    /// Best estimate in a range.
    #[serde(default)]
    pub best: Option<f64>,
    /// Upper end of a range.
    #[serde(default)]
    pub high: Option<f64>,
    /// The value is a minimum.
    #[serde(default)]
    pub at_least: bool,
    /// The value is rounded or estimated.
    #[serde(default)]
    pub about: bool,
    /// Parts of the value by name.
    #[serde(default)]
    pub parts: BTreeMap<String, f64>,
    /// Who counted: an actor, or words.
    #[serde(default)]
    pub counted_by: Option<Ref>,
    /// What the count rests on.
    #[serde(default)]
    pub sources: Vec<Citation>,
    /// A remark for readers, inline Markdown.
    #[serde(default)]
    pub note: Option<Spanned<String>>,
}

impl Row {
    /// The number that stands for the row: the value, the best estimate, or the middle of the range.
    pub fn point(&self) -> Option<f64> {
        let middle = || Some(f64::midpoint(self.low?, self.high?));
        let point = self.value.or(self.best).or_else(middle).or(self.low).or(self.high);
        point.filter(|point| point.is_finite())
    }

    /// The lowest and the highest number that the row gives; one and the same where it gives one.
    pub fn ends(&self) -> Option<(f64, f64)> {
        let point = self.point()?;
        let (low, high) = match self.value {
            Some(_) => (point, point),
            None => (self.low.unwrap_or(point), self.high.unwrap_or(point)),
        };
        let low_to_high = (low.min(high).min(point), low.max(high).max(point));
        (low_to_high.0.is_finite() && low_to_high.1.is_finite()).then_some(low_to_high)
    }

    /// The part that the row counts alone: its only part is all of it.
    pub fn only_part(&self) -> Option<&str> {
        match self.parts.iter().next() {
            Some((name, n)) if self.parts.len() == 1 && Some(*n) == self.value => Some(name),
            _ => None,
        }
    }
}

impl Figure {
    /// Calls `f` with every reference of the figure.
    pub fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref)) {
        for concern in &mut self.concerns {
            f(Field::new("concerns", Wanted::Note), concern);
        }
        for row in &mut self.series {
            if let Some(counter) = &mut row.counted_by {
                f(Field::new("counted_by", Wanted::ActorOrWords), counter);
            }
            for citation in &mut row.sources {
                f(Field::new("sources", Wanted::Source), &mut citation.source);
            }
        }
    }

    /// The rows in timeline order.
    pub fn rows(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.series.iter().collect();
        rows.sort_by(|a, b| a.as_of.cmp(&b.as_of));
        rows
    }
}
