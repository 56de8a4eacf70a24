//! Translations: what of a note can be said in another language. Facts are not among it: they stand in the original alone.

use std::sync::Arc;

use super::Fields;
use super::note::{Common, TextVisitor};
use crate::value::{Date, Lang, Visibility};
use crate::yaml::Spanned;

/// The words of a note in another language.
#[derive(Debug, Clone, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// The note's name.
    #[serde(default)]
    pub title: Option<Spanned<String>>,
    /// One line of inline Markdown.
    #[serde(default)]
    pub summary: Option<Spanned<String>>,
    /// Who may see the translation, where that is fewer than may see the note.
    #[serde(default)]
    pub visibility: Option<Spanned<Visibility>>,
    /// Day on which the translation was made; where the note was updated later, readers are told.
    #[serde(default)]
    pub translated: Option<Date>,
    /// The words of an event's date.
    #[serde(default)]
    pub date_words: Option<Spanned<String>>,
    /// Why a source has its grade.
    #[serde(default)]
    pub reliability_reason: Option<Spanned<String>>,
    /// What was corrected, in the order of the original.
    #[serde(default)]
    pub corrections: Vec<Spanned<String>>,
    /// The statements of judgements, in the order of the original.
    #[serde(default)]
    pub judgements: Vec<Spanned<String>>,
    /// The words of claims, by their ids.
    #[serde(default)]
    pub claims: Vec<ClaimWords>,
    /// The words of figures, by their ids.
    #[serde(default)]
    pub figures: Vec<FigureWords>,
}

/// The words of a claim.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimWords {
    /// Id of the claim.
    pub id: Spanned<String>,
    /// The statement in this language.
    pub statement: Spanned<String>,
    /// The remark in this language.
    #[serde(default)]
    pub note: Option<Spanned<String>>,
}

/// The words of a figure.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureWords {
    /// Id of the figure.
    pub id: Spanned<String>,
    /// What is counted, in this language.
    pub title: Spanned<String>,
    /// The unit in this language.
    #[serde(default)]
    pub unit: Option<String>,
}

/// What cannot be laid over an original: where it stands, what is wrong, and what to do.
pub type Misfit = (crate::text::Span, String, String);

impl Translation {
    /// Calls `f` with every field that holds inline Markdown.
    pub fn each_text(&mut self, f: &mut TextVisitor<'_>) {
        self.summary.iter_mut().for_each(&mut *f);
        self.date_words.iter_mut().for_each(&mut *f);
        self.reliability_reason.iter_mut().for_each(&mut *f);
        self.corrections.iter_mut().for_each(&mut *f);
        self.judgements.iter_mut().for_each(&mut *f);
        for claim in &mut self.claims {
            f(&mut claim.statement);
            claim.note.iter_mut().for_each(&mut *f);
        }
        self.figures.iter_mut().for_each(|figure| f(&mut figure.title));
    }

    /// What of it has no place in the original.
    pub fn misfits(&self, common: &Common, fields: &Fields) -> Vec<Misfit> {
        let mut found = Vec::new();
        let mut add = |span, message: String, help: &str| found.push((span, message, help.to_owned()));
        for claim in &self.claims {
            if !common.claims.iter().any(|own| own.id.value == claim.id.value) {
                let message = format!("the original has no claim `{}`", claim.id.value);
                add(
                    claim.id.span,
                    message,
                    "write the claim in the original; a translation only has its words",
                );
            }
        }
        for figure in &self.figures {
            if !common.figures.iter().any(|own| own.id.value == figure.id.value) {
                let message = format!("the original has no figure `{}`", figure.id.value);
                add(
                    figure.id.span,
                    message,
                    "write the figure in the original; a translation only has its words",
                );
            }
        }
        let judgements = if let Fields::Briefing(briefing) = fields { briefing.judgements.len() } else { 0 };
        for (list, what, wanted) in [
            (&self.judgements, "judgements", judgements),
            (&self.corrections, "corrections", common.corrections.len()),
        ] {
            if let Some(first) = list.first().filter(|_| list.len() != wanted) {
                let message = format!("the original has {wanted} {what}, the translation {}", list.len());
                add(first.span, message, "translate each one, in the order of the original");
            }
        }
        let is_source = matches!(fields, Fields::Source(_));
        if let Some(title) = self.title.as_ref().filter(|_| is_source) {
            let help = "leave it out: a source is found under the title that it bears";
            add(title.span, "the title of a source is not translated".to_owned(), help);
        }
        if let Some(reason) = self.reliability_reason.as_ref().filter(|_| !is_source) {
            add(reason.span, "only a source has a grade of reliability".to_owned(), "take the line out");
        }
        let has_words = matches!(fields, Fields::Event(event) if event.date_words.is_some());
        if let Some(words) = self.date_words.as_ref().filter(|_| !has_words) {
            let help = "take the line out: the date says itself in every language";
            add(words.span, "the original has no `date_words`".to_owned(), help);
        }
        found
    }

    /// Lays the words over those of the original; what it does not say keeps its language, `original`.
    pub fn lay_over(self, common: &mut Common, fields: &mut Fields, original: &Lang) {
        if let Some(title) = self.title {
            common.title = title;
        }
        // Lists say in which language a note is; a summary in another one would be taken for that.
        common.summary = self.summary;
        for (correction, words) in common.corrections.iter_mut().zip(self.corrections) {
            correction.text = words;
        }
        for claim in &mut common.claims {
            match self.claims.iter().find(|words| words.id.value == claim.id.value) {
                Some(words) => {
                    claim.statement = words.statement.clone();
                    claim.note = words.note.clone().or(claim.note.take());
                }
                None => claim.lang = Some(original.clone()),
            }
        }
        for figure in &mut common.figures {
            match self.figures.iter().find(|words| words.id.value == figure.id.value) {
                Some(words) => {
                    figure.title = words.title.clone();
                    figure.unit = words.unit.clone().or(figure.unit.take());
                }
                None => figure.lang = Some(original.clone()),
            }
        }
        match fields {
            Fields::Briefing(briefing) => {
                let mut words = self.judgements.into_iter();
                for judgement in &mut Arc::make_mut(briefing).judgements {
                    match words.next() {
                        Some(words) => judgement.statement = words,
                        None => judgement.lang = Some(original.clone()),
                    }
                }
            }
            // Without words of their own: those of another language would be none here, and the date says itself.
            Fields::Event(event) => Arc::make_mut(event).date_words = self.date_words,
            Fields::Source(source) if self.reliability_reason.is_some() => {
                Arc::make_mut(source).reliability_reason = self.reliability_reason;
            }
            Fields::Actor(_) | Fields::Place(_) | Fields::Source(_) | Fields::Topic(_) | Fields::Page(_) => {}
        }
    }
}
