//! What templates see: plain data, made for one page.
//!
//! Fields that end in `_html` hold safe HTML; all others are text, which templates escape.

use serde::Serialize;

use super::Stage;
use super::cites::Cites;
use super::markdown::inline;
use crate::model::figure::Row;
use crate::model::{Claim, Facets, Figure, NoteType};
use crate::output::MakeError;
use crate::resolve::{ClaimId, FigureId, Note, NoteId, Site, Target};
use crate::value::{Credibility, Date, Reliability};

/// A link to a page of the site.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    pub href: String,
    pub title: String,
    /// The note type's word.
    pub kind: &'static str,
    /// Language, where it is not the site's.
    pub lang: Option<String>,
}

/// A date in words, and for machines where HTML can say it.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    pub words: String,
    pub machine: Option<String>,
    pub edtf: String,
}

/// A grade with its words.
#[derive(Debug, Clone, Serialize)]
pub struct GradeView {
    /// `A` to `F`, or `1` to `6`.
    pub mark: String,
    pub label: &'static str,
    pub scale: &'static str,
}

/// A word of a vocabulary with its words for readers.
#[derive(Debug, Clone, Serialize)]
pub struct WordView {
    pub word: &'static str,
    pub label: &'static str,
}

/// A claim as one row.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimView {
    pub id: String,
    /// Address of the claim on the note that holds it.
    pub href: String,
    pub statement_html: String,
    pub by: Option<LinkView>,
    pub said: Option<DateView>,
    pub when: Option<DateView>,
    pub concerns: Vec<LinkView>,
    pub status: Option<WordView>,
    pub credibility: Option<GradeView>,
    pub cites_html: String,
    /// How many sources it has, and how many origins these go back to: `3 sources, 1 origin`.
    pub support: String,
    /// What is left where a source has been retracted; empty where none has.
    pub retracted: String,
    /// Claims and sources that say otherwise.
    pub contradicted_html: String,
    pub contradicting: Vec<LinkView>,
    pub note_html: String,
    pub home: LinkView,
}

/// A figure with its rows.
#[derive(Debug, Clone, Serialize)]
pub struct FigureView {
    pub id: String,
    pub href: String,
    pub title: String,
    pub unit: String,
    pub rows: Vec<RowView>,
    pub has_parts: bool,
    pub home: LinkView,
}

/// One count of a figure.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    pub as_of: DateView,
    pub value: String,
    pub parts: String,
    pub counted_by: Option<LinkView>,
    pub counted_words: String,
    pub cites_html: String,
    pub note_html: String,
}

/// An event as one row of a timeline.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    pub link: LinkView,
    pub date: DateView,
    pub kind: Option<WordView>,
    pub places: Vec<LinkView>,
    pub actors: Vec<LinkView>,
    pub summary_html: String,
}

/// Makes views for one page: knows the way to the root and counts the page's citations.
#[derive(Debug)]
pub struct Viewer<'s> {
    pub stage: &'s Stage<'s>,
    pub root: &'s str,
    pub cites: Cites<'s>,
}

impl<'s> Viewer<'s> {
    pub fn new(stage: &'s Stage<'s>, root: &'s str) -> Self {
        Viewer { stage, root, cites: Cites::new(stage, root) }
    }

    pub fn site(&self) -> &'s Site {
        self.stage.site
    }

    pub fn link(&self, id: NoteId) -> LinkView {
        let note = self.site().note(id);
        LinkView {
            href: [self.root, &note.href].concat(),
            title: note.title().to_owned(),
            kind: note.note_type().word(),
            lang: self.foreign(note),
        }
    }

    /// The language of a note, where it is not the site's.
    pub fn foreign(&self, note: &Note) -> Option<String> {
        // The title of a foreign source stands in the source's language.
        note.common
            .lang
            .as_ref()
            .filter(|lang| **lang != self.site().lang)
            .map(|lang| lang.as_str().to_owned())
    }

    pub fn links(&self, ids: impl IntoIterator<Item = NoteId>) -> Vec<LinkView> {
        ids.into_iter().map(|id| self.link(id)).collect()
    }

    pub fn date(&self, date: &Date) -> DateView {
        DateView {
            words: date.words(self.stage.language),
            machine: date.machine(),
            edtf: date.as_str().to_owned(),
        }
    }

    /// The time of a note in the words of its author, or else in ours.
    pub fn when(&self, facets: &dyn Facets) -> Option<DateView> {
        let mut view = self.date(facets.when()?);
        if let Some(words) = facets.when_words() {
            words.clone_into(&mut view.words);
        }
        Some(view)
    }

    /// A line of inline Markdown as safe HTML.
    pub fn inline(&self, text: &str) -> String {
        inline(text)
    }

    pub fn summary(&self, note: &Note) -> String {
        note.common.summary.as_ref().map(|summary| inline(&summary.value)).unwrap_or_default()
    }

    pub fn event(&self, id: NoteId) -> EventView {
        let note = self.site().note(id);
        let facets = note.fields.facets();
        let (mut places, mut actors) = (Vec::new(), Vec::new());
        if let crate::model::Fields::Event(event) = &note.fields {
            places = self.links(event.places.iter().filter_map(|place| note.target_note(place)));
            actors = self.links(event.actors.iter().filter_map(|p| note.target_note(&p.actor)));
        }
        EventView {
            link: self.link(id),
            date: self.when(facets).unwrap_or(DateView {
                words: String::new(),
                machine: None,
                edtf: String::new(),
            }),
            kind: facets.kind().map(|(word, label)| WordView { word, label }),
            places,
            actors,
            summary_html: self.summary(note),
        }
    }

    /// Events as rows of a timeline, in safe HTML.
    pub fn events(&self, ids: &[NoteId]) -> Result<Vec<&'s str>, MakeError> {
        ids.iter().map(|id| super::once::event_row(self, *id)).collect()
    }

    pub fn claim(&mut self, id: ClaimId) -> ClaimView {
        let (home, claim) = self.site().claim(id);
        let note = self.site().note(home);
        let (contradicting, contradicted_html) = self.contradictions(note, claim);
        ClaimView {
            id: claim.id.value.clone(),
            href: self.claim_href(id),
            statement_html: inline(&claim.statement.value),
            by: claim.by.as_ref().and_then(|by| note.target_note(by)).map(|by| self.link(by)),
            said: claim.said.as_ref().map(|date| self.date(date)),
            when: claim.when.as_ref().map(|date| self.date(date)),
            concerns: self.links(claim.concerns.iter().filter_map(|c| note.target_note(c))),
            status: claim.status.map(|status| WordView { word: status.word(), label: status.label() }),
            credibility: claim.credibility.map(credibility),
            cites_html: self.cites.front(note, &claim.sources),
            support: self.support(id),
            retracted: self.retracted(id),
            contradicted_html,
            contradicting,
            note_html: claim.note.as_ref().map(|note| inline(&note.value)).unwrap_or_default(),
            home: self.link(home),
        }
    }

    /// How many sources a claim has, and how many origins these go back to.
    pub fn support(&self, id: ClaimId) -> String {
        let sources = self.site().sources_of(id);
        match sources.len() {
            0 => "no source".to_owned(),
            n => format!("{}, {}", count(n, "source"), count(self.site().independent(sources), "origin")),
        }
    }

    fn retracted(&self, id: ClaimId) -> String {
        let sources = self.site().sources_of(id);
        let withdrawn = sources.iter().filter(|source| self.site().is_retracted(**source)).count();
        match (withdrawn, sources.len()) {
            (0, _) => String::new(),
            (1, 1) => "Its only source has been retracted".to_owned(),
            (n, all) if n == all => "All of its sources have been retracted".to_owned(),
            (n, all) => {
                format!("{n} of its {all} sources {} been retracted", if n == 1 { "has" } else { "have" })
            }
        }
    }

    fn contradictions(&mut self, note: &Note, claim: &Claim) -> (Vec<LinkView>, String) {
        let mut claims = Vec::new();
        let mut sources = Vec::new();
        for citation in &claim.contradicted_by {
            match note.target(&citation.source) {
                Some(Target::Claim(other)) => {
                    let (home, other_claim) = self.site().claim(other);
                    claims.push(LinkView {
                        href: self.claim_href(other),
                        title: plain_statement(&other_claim.statement.value),
                        kind: "claim",
                        lang: self.foreign(self.site().note(home)),
                    });
                }
                Some(Target::Note(..)) => sources.push(citation.clone()),
                Some(Target::Figure(_) | Target::Asset(_)) | None => {}
            }
        }
        let html = self.cites.front(note, &sources);
        (claims, html)
    }

    pub fn claim_href(&self, id: ClaimId) -> String {
        let (home, claim) = self.site().claim(id);
        format!("{}{}#claim-{}", self.root, self.site().note(home).href, claim.id.value)
    }

    pub fn figure_href(&self, id: FigureId) -> String {
        let (home, figure) = self.site().figure(id);
        format!("{}{}#figure-{}", self.root, self.site().note(home).href, figure.id.value)
    }

    pub fn figure(&mut self, id: FigureId) -> FigureView {
        let (home, figure) = self.site().figure(id);
        let note = self.site().note(home);
        let rows: Vec<RowView> = figure.rows().into_iter().map(|row| self.row(note, row)).collect();
        FigureView {
            id: figure.id.value.clone(),
            href: self.figure_href(id),
            title: plain_statement(&figure.title.value),
            unit: figure.unit.clone().unwrap_or_default(),
            has_parts: rows.iter().any(|row| !row.parts.is_empty()),
            rows,
            home: self.link(home),
        }
    }

    fn row(&mut self, note: &Note, row: &Row) -> RowView {
        let counter = row.counted_by.as_ref();
        let counted_by = counter.and_then(|c| note.target_note(c)).map(|c| self.link(c));
        let parts: Vec<String> = row.parts.iter().map(|(name, n)| format!("{name} {}", number(*n))).collect();
        RowView {
            as_of: self.date(&row.as_of),
            value: value_words(row),
            parts: parts.join(", "),
            counted_words: if counted_by.is_some() {
                String::new()
            } else {
                counter.map(|c| c.value.clone()).unwrap_or_default()
            },
            counted_by,
            cites_html: self.cites.front(note, &row.sources),
            note_html: row.note.as_ref().map(|note| inline(&note.value)).unwrap_or_default(),
        }
    }
}

/// The newest value of a figure in words, with its date: `165 (29 January 2024)`.
pub fn newest(figure: &Figure, language: crate::value::date::Language) -> Option<String> {
    let row = figure.rows().into_iter().rev().find(|row| row.point().is_some())?;
    Some(format!("{}, as of {}", value_words(row), row.as_of.words(language)))
}

/// A row's value in words: `about 900`, `at least 165`, `20,000–30,000`.
pub fn value_words(row: &Row) -> String {
    let range = match (row.low, row.high) {
        (Some(low), Some(high)) if row.value.is_none() => {
            let best = row.best.map(|best| format!(" (best {})", number(best))).unwrap_or_default();
            format!("{}–{}{best}", number(low), number(high))
        }
        _ => row.point().map(number).unwrap_or_default(),
    };
    match (row.at_least, row.about) {
        (true, _) => format!("at least {range}"),
        (false, true) => format!("about {range}"),
        (false, false) => range,
    }
}

/// A number with its noun.
fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// A number with thin groups of three digits: `1,920,456`; decimals only where there are some.
pub fn number(value: f64) -> String {
    let text = if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value}") };
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("−", digits));
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(w, d)| (w, Some(d)));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

pub fn reliability(grade: Reliability) -> GradeView {
    GradeView { mark: grade.word().to_owned(), label: grade.label(), scale: "reliability" }
}

pub fn credibility(grade: Credibility) -> GradeView {
    GradeView { mark: grade.number().to_string(), label: grade.label(), scale: "credibility" }
}

/// A statement without its marks.
pub fn plain_statement(text: &str) -> String {
    crate::parse::plain::plain(text, &mut str::to_owned)
}

/// The plural of a note type, for headings.
pub fn plural(kind: NoteType) -> &'static str {
    match kind {
        NoteType::Actor => "Actors",
        NoteType::Source => "Sources",
        NoteType::Event => "Events",
        NoteType::Place => "Places",
        NoteType::Topic => "Topics",
        NoteType::Briefing => "Briefings",
        NoteType::Page => "Pages",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let shown: Vec<String> =
            [0.0, 165.0, 2500.0, 1_920_456.0, 0.3, -1234.5].into_iter().map(number).collect();
        assert_eq!(shown, ["0", "165", "2,500", "1,920,456", "0.3", "−1,234.5"]);
    }
}
