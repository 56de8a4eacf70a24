//! What templates see: plain data, made for one page.
//!
//! Fields that end in `_html` hold safe HTML; all others are text, which templates escape.

use serde::Serialize;

use super::Stage;
use super::cites::Cites;
use super::figure::{Drawing, NewestView};
use super::markdown::inline;
use super::words::{Arg, Words};
use crate::model::figure::Row;
use crate::model::{Facets, Fields, NoteType};
use crate::output::MakeError;
use crate::resolve::{FigureId, Note, NoteId, Site, Target};
use crate::value::{ClaimStatus, Credibility, Date, Lang, Reliability};

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
#[derive(Debug, Clone, Copy, Serialize)]
pub struct GradeView {
    /// `A` to `F`, or `1` to `6`.
    pub mark: &'static str,
    pub label: &'static str,
    /// What the grade is of.
    pub scale: &'static str,
    /// The grade in a sentence: `reliability B: usually reliable`.
    pub words: &'static str,
}

impl GradeView {
    /// The letter or number alone; its words are its name, on hover and for screen readers; as `templates/parts/mark.html` writes it.
    pub fn mark_html(&self) -> String {
        let (mark, words) = (self.mark, super::cites::escape(self.words));
        let class = mark.to_lowercase();
        format!(
            " <span class=\"grade short grade-{class}\" role=\"img\" title=\"{words}\"><b>{mark}</b></span>"
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
    /// Language of the title, where that is not the site's.
    pub lang: Option<String>,
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

    /// The way to what all languages share.
    pub fn shared(&self) -> String {
        self.stage.shared_root(self.root)
    }

    pub fn words(&self) -> &'s Words {
        self.stage.words
    }

    pub fn link(&self, id: NoteId) -> LinkView {
        let note = self.site().note(id);
        LinkView {
            href: [self.root, &note.href].concat(),
            title: note.title().to_owned(),
            kind: note.note_type().word(),
            lang: self.foreign(note),
            grade: self.grade(note),
        }
    }

    /// The grade of a source; other notes have none that links would show.
    pub fn grade(&self, note: &Note) -> Option<GradeView> {
        grade(self.words(), note)
    }

    pub fn credibility(&self, grade: Credibility) -> GradeView {
        credibility(self.words(), grade)
    }

    /// A word of a vocabulary with its words for readers.
    pub fn word(&self, vocabulary: &str, word: &'static str) -> WordView {
        WordView { word, label: self.words().label(vocabulary, word) }
    }

    /// The status of a claim or relation.
    pub fn status(&self, status: ClaimStatus) -> WordView {
        self.word("status", status.word())
    }

    /// The kind of a note within its type.
    pub fn kind(&self, note: &Note) -> Option<WordView> {
        let (word, _) = note.fields.facets().kind()?;
        Some(WordView { word, label: kind_label(self.words(), note)? })
    }

    /// The grade of what a link in a text leads to.
    pub fn grade_of(&self, target: Target) -> Option<GradeView> {
        match target {
            Target::Note(id, _) => self.grade(self.site().note(id)),
            Target::Claim(id) => self.site().claim(id).1.credibility.map(|grade| self.credibility(grade)),
            Target::Figure(_) | Target::Asset(_) => None,
        }
    }

    /// The language of a note, where it is not the site's.
    pub fn foreign(&self, note: &Note) -> Option<String> {
        // The title of a foreign source stands in the source's language.
        let lang = note.common.lang.as_ref().unwrap_or(&self.site().main_lang);
        (*lang != self.site().lang).then(|| lang.as_str().to_owned())
    }

    /// The language of words of a note, where it is not the site's; `own` is theirs, if they have another than the note.
    pub fn said_in(&self, own: Option<&Lang>, note: &Note) -> Option<String> {
        let lang = own.unwrap_or_else(|| self.site().words_lang(note));
        (*lang != self.site().lang).then(|| lang.as_str().to_owned())
    }

    pub fn links(&self, ids: impl IntoIterator<Item = NoteId>) -> Vec<LinkView> {
        ids.into_iter().map(|id| self.link(id)).collect()
    }

    pub fn date(&self, date: &Date) -> DateView {
        DateView {
            words: date.words(self.words().dates),
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
            grade = event.credibility.map(|grade| self.credibility(grade));
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
            kind: self.kind(note),
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
            lang: self.said_in(figure.lang.as_ref(), note),
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
        let parts: Vec<String> =
            row.parts.iter().map(|(name, n)| format!("{name} {}", self.words().number(*n))).collect();
        RowView {
            as_of: self.date(&row.as_of),
            value: value_words(self.words(), row),
            parts: self.words().list(&parts),
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
pub fn value_words(words: &Words, row: &Row) -> String {
    let value = match (row.low, row.high) {
        (Some(low), Some(high)) if row.value.is_none() => {
            let ends = [("low", Arg::Number(low)), ("high", Arg::Number(high))];
            match row.best {
                Some(best) => words.say("range-with-best", &[ends[0], ends[1], ("best", Arg::Number(best))]),
                None => words.say("range", &ends),
            }
        }
        _ => row.point().map(|value| words.number(value)).unwrap_or_default(),
    };
    match (row.at_least, row.about) {
        (true, _) => words.say("at-least", &[("value", (&value).into())]),
        (false, true) => words.say("about-value", &[("value", (&value).into())]),
        (false, false) => value,
    }
}

pub fn reliability(words: &Words, grade: Reliability) -> GradeView {
    let mark = grade.word();
    GradeView {
        mark,
        label: words.label("reliability", mark),
        scale: words.get("grade-of-reliability"),
        words: words.grade("reliability", mark),
    }
}

/// The grade of a source; other notes have none that links would show.
pub fn grade(words: &Words, note: &Note) -> Option<GradeView> {
    match &note.fields {
        Fields::Source(source) => source.reliability.map(|grade| reliability(words, grade)),
        _ => None,
    }
}

pub fn credibility(words: &Words, grade: Credibility) -> GradeView {
    let mark = grade.word();
    GradeView {
        mark,
        label: words.label("credibility", mark),
        scale: words.get("grade-of-credibility"),
        words: words.grade("credibility", mark),
    }
}

/// The words for the kind of a note within its type.
pub fn kind_label(words: &Words, note: &Note) -> Option<&'static str> {
    let (word, _) = note.fields.facets().kind()?;
    let vocabulary = match note.note_type() {
        NoteType::Actor => "actor-kind",
        NoteType::Source => "source-kind",
        NoteType::Event => "event-kind",
        NoteType::Place | NoteType::Topic | NoteType::Briefing | NoteType::Page => return None,
    };
    Some(words.label(vocabulary, word))
}

/// A statement without its marks.
pub fn plain_statement(text: &str) -> String {
    crate::parse::plain::plain(text, &mut str::to_owned)
}

/// The plural of a note type, for headings.
pub fn plural(words: &Words, kind: NoteType) -> &'static str {
    match kind {
        NoteType::Page => words.get("note-pages"),
        kind => words.get(kind.folder()),
    }
}
