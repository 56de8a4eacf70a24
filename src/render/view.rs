//! What templates see: plain data, made for one page.
//!
//! Fields that end in `_html` hold safe HTML; all others are text, which templates escape.

use serde::Serialize;

use super::Stage;
use super::cites::Cites;
use super::figure::{Drawing, NewestView};
use super::markdown::inline;
use crate::model::figure::Row;
use crate::model::{Facets, Fields, NoteType};
use crate::output::MakeError;
use crate::resolve::{FigureId, Note, NoteId, Site, Target};
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
    /// How good it is, for a source or a claim that is graded.
    pub grade: Option<GradeView>,
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

impl GradeView {
    /// The grade in words: `reliability B: usually reliable`.
    pub fn words(&self) -> String {
        format!("{} {}: {}", self.scale, self.mark, self.label.to_lowercase())
    }

    /// The letter or number alone, with its words on hover and for screen readers; as `templates/parts/mark.html` writes it.
    pub fn mark_html(&self) -> String {
        let (mark, words) = (&self.mark, self.words());
        let class = mark.to_lowercase();
        format!(
            " <span class=\"grade short grade-{class}\" title=\"{words}\"><b aria-hidden=\"true\">{mark}</b><span class=\"hidden\"> ({words})</span></span>"
        )
    }
}

/// A word of a vocabulary with its words for readers.
#[derive(Debug, Clone, Serialize)]
pub struct WordView {
    pub word: &'static str,
    pub label: &'static str,
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
    pub newest: Option<NewestView>,
    /// Stands on the page that states it for the first time, where links lead.
    pub own: bool,
    pub chart: Option<Drawing>,
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
    /// How credible the account is.
    pub grade: Option<GradeView>,
    pub summary_html: String,
}

/// Makes views for one page: knows the way to the root and counts the page's citations.
#[derive(Debug)]
pub struct Viewer<'s> {
    pub stage: &'s Stage<'s>,
    pub root: &'s str,
    pub cites: Cites<'s>,
    /// The note that the page is about, and the figures that are shown and drawn so far.
    pub about: Option<NoteId>,
    pub(super) shown: Vec<FigureId>,
    pub(super) drawn: Vec<FigureId>,
}

impl<'s> Viewer<'s> {
    pub fn new(stage: &'s Stage<'s>, root: &'s str) -> Self {
        Viewer {
            stage,
            root,
            cites: Cites::new(stage, root),
            about: None,
            shown: Vec::new(),
            drawn: Vec::new(),
        }
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
            grade: grade(note),
        }
    }

    /// The grade of what a link in a text leads to.
    pub fn grade_of(&self, target: Target) -> Option<GradeView> {
        match target {
            Target::Note(id, _) => grade(self.site().note(id)),
            Target::Claim(id) => self.site().claim(id).1.credibility.map(credibility),
            Target::Figure(_) | Target::Asset(_) => None,
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
        let (mut places, mut actors, mut grade) = (Vec::new(), Vec::new(), None);
        if let Fields::Event(event) = &note.fields {
            grade = event.credibility.map(credibility);
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
            grade,
            summary_html: self.summary(note),
        }
    }

    /// Events as rows of a timeline, in safe HTML.
    pub fn events(&self, ids: &[NoteId]) -> Result<Vec<&'s str>, MakeError> {
        ids.iter().map(|id| super::once::event_row(self, *id)).collect()
    }

    pub fn figure_href(&self, id: FigureId) -> String {
        let (home, figure) = self.site().figure(id);
        format!("{}{}#figure-{}", self.root, self.site().note(home).href, figure.id.value)
    }

    /// True if the page has shown a figure already.
    pub fn is_shown(&self, id: FigureId) -> bool {
        self.shown.contains(&id)
    }

    pub fn figure(&mut self, id: FigureId) -> FigureView {
        let (home, figure) = self.site().figure(id);
        let note = self.site().note(home);
        let own = self.about == Some(home) && !self.is_shown(id);
        self.shown.push(id);
        let rows: Vec<RowView> = figure.rows().into_iter().map(|row| self.row(note, row)).collect();
        FigureView {
            id: figure.id.value.clone(),
            href: self.figure_href(id),
            title: plain_statement(&figure.title.value),
            unit: figure.unit.clone().unwrap_or_default(),
            has_parts: rows.iter().any(|row| !row.parts.is_empty()),
            rows,
            home: self.link(home),
            newest: self.newest(id),
            own,
            chart: self.drawing(id),
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
pub fn count(n: usize, noun: &str) -> String {
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

/// The grade of a source; other notes have none that links would show.
pub fn grade(note: &Note) -> Option<GradeView> {
    match &note.fields {
        Fields::Source(source) => source.reliability.map(reliability),
        _ => None,
    }
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
