//! Briefings: an analyst's text with judgements.

use super::Facets;
use crate::model::note::{Citation, Field, Ref, Seat, TextVisitor, Wanted};
use crate::value::{Confidence, Date, Lang, Likelihood};
use crate::yaml::Spanned;

/// Fields of a briefing.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Briefing {
    /// Day up to which the briefing knows.
    pub date: Date,
    /// Who wrote it.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The analyst's own conclusions.
    #[serde(default)]
    pub judgements: Vec<Judgement>,
    /// Actors that it is about.
    #[serde(default)]
    pub actors: Vec<Ref>,
    /// Events that it is about.
    #[serde(default)]
    pub events: Vec<Ref>,
}

/// An analyst's own conclusion, with a likelihood or a confidence, never both (ICD 203).
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["likelihood"] }, { "required": ["confidence"] }]))]
pub struct Judgement {
    /// One sentence, inline Markdown.
    pub statement: Spanned<String>,
    /// Language of the statement, where that is not the note's.
    #[serde(skip)]
    pub lang: Option<Lang>,
    /// How likely it is (ICD 203).
    #[serde(default)]
    pub likelihood: Option<Spanned<Likelihood>>,
    /// How sure the analyst is (ICD 203), in place of a likelihood.
    #[serde(default)]
    pub confidence: Option<Spanned<Confidence>>,
    /// What it rests on.
    #[serde(default)]
    pub sources: Vec<Citation>,
}

impl Facets for Briefing {
    fn when(&self) -> Option<&Date> {
        Some(&self.date)
    }

    fn schema_org(&self) -> &'static str {
        "Article"
    }

    fn each_text(&mut self, f: &mut TextVisitor<'_>) {
        self.judgements.iter_mut().for_each(|judgement| f(&mut judgement.statement));
    }

    fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref)) {
        for (i, judgement) in self.judgements.iter_mut().enumerate() {
            for citation in &mut judgement.sources {
                let field = Field::new("judgements", Wanted::Source).in_seat(Seat::Judgement(i as u32));
                f(field, &mut citation.source);
            }
        }
        for actor in &mut self.actors {
            f(Field::new("actors", Wanted::Actor), actor);
        }
        for event in &mut self.events {
            f(Field::new("events", Wanted::Event), event);
        }
    }
}
