//! A site with everything bound; immutable.

use std::sync::Arc;

use crate::config::Config;
use crate::model::note::Common;
use crate::model::relation::Kind;
use crate::model::{Claim, Fields, Figure, NoteType, Ref, Seat};
use crate::parse::Body;
use crate::select::{Audience, Translated, Unpublished};
use crate::text::{FileId, SitePath, Span, percent_encode};
use crate::value::{Id, Lang};

/// The place of a note in [`Site::notes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);

/// The place of a claim in [`Site::claims`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub u32);

/// The place of a figure in [`Site::figures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

/// The place of an attached file in [`Site::assets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub u32);

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A note, and the heading by its place in the note's list.
    Note(NoteId, Option<u32>),
    Claim(ClaimId),
    Figure(FigureId),
    Asset(AssetId),
}

/// A claim or figure by the note that holds it and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowId {
    pub note: NoteId,
    pub index: u32,
}

/// A note with its references bound.
#[derive(Debug)]
pub struct Note {
    pub file: FileId,
    pub id: Id,
    pub common: Arc<Common>,
    pub fields: Fields,
    /// Shared with what it was parsed to: texts are most of a site.
    pub body: Arc<Body>,
    pub top: Span,
    /// Language of the text, where that is not the note's.
    pub body_lang: Option<Lang>,
    /// Set where the words are those of a translation.
    pub translated: Option<Translated>,
    /// Why the audience of a build would not see it; only in a preview for its writers.
    pub unpublished: Option<Unpublished>,
    /// Address from the site's root, such as `actors/iran.html`, as a URL writes it.
    pub href: String,
    /// Bound references of the fields, by where each stands in the file, sorted.
    pub(super) front: Vec<(u32, Target)>,
    /// Bound references of the text, by where each stands in the body, sorted.
    pub(super) text: Vec<(u32, Target)>,
}

/// A place where a note is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    pub from: NoteId,
    pub seat: Seat,
    /// Where the reference stands: in the body for [`Seat::Text`], else in the file.
    pub at: u32,
    /// The field's name; empty for the text.
    pub field: &'static str,
}

/// One actor's side of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    pub other: NoteId,
    /// The relation as seen from this side.
    pub kind: Kind,
    /// The note that states it, and where.
    pub stated: RowId,
}

/// A whole site, for one audience.
#[derive(Debug)]
pub struct Site {
    pub config: Config,
    /// The language of the readers.
    pub lang: Lang,
    /// The language of what does not name one.
    pub main_lang: Lang,
    /// The folder of this language in the output, with a slash; empty for the main language.
    pub prefix: String,
    pub audience: Audience,
    /// Sorted by type, then id.
    pub notes: Vec<Note>,
    /// All claims, by id.
    pub claims: Vec<RowId>,
    /// All figures, by id.
    pub figures: Vec<RowId>,
    /// Attached files that a note uses, with their paths below the output.
    pub assets: Vec<(SitePath, std::path::PathBuf)>,
    /// All events in timeline order.
    pub timeline: Vec<NoteId>,
    /// All dated changes, newest first.
    pub changes: Vec<super::Change>,
    pub(super) links: super::links::Links,
}

impl Note {
    pub fn note_type(&self) -> NoteType {
        self.fields.note_type()
    }

    pub fn title(&self) -> &str {
        &self.common.title.value
    }

    /// What a reference of the fields leads to.
    pub fn target(&self, reference: &Ref) -> Option<Target> {
        at(&self.front, reference.span.start)
    }

    /// The note that a reference of the fields leads to.
    pub fn target_note(&self, reference: &Ref) -> Option<NoteId> {
        match self.target(reference)? {
            Target::Note(note, _) => Some(note),
            Target::Claim(_) | Target::Figure(_) | Target::Asset(_) => None,
        }
    }

    /// What the reference at a place of the body leads to.
    pub fn text_target(&self, place: u32) -> Option<Target> {
        at(&self.text, place)
    }
}

fn at(bound: &[(u32, Target)], place: u32) -> Option<Target> {
    bound.binary_search_by_key(&place, |(at, _)| *at).ok().map(|i| bound[i].1)
}

impl Site {
    pub fn note(&self, id: NoteId) -> &Note {
        &self.notes[id.0 as usize]
    }

    /// All notes of a type with their places.
    pub fn of_type(&self, kind: NoteType) -> impl DoubleEndedIterator<Item = NoteId> + '_ {
        let start = self.notes.partition_point(|note| note.note_type() < kind);
        let end = self.notes.partition_point(|note| note.note_type() <= kind);
        (start..end).map(|i| NoteId(i as u32))
    }

    pub fn ids(&self) -> impl Iterator<Item = NoteId> + use<> {
        (0..self.notes.len() as u32).map(NoteId)
    }

    /// Finds a note by its exact id.
    pub fn by_id(&self, id: &str) -> Option<NoteId> {
        self.links.by_id.get(id).copied()
    }

    pub fn claim(&self, id: ClaimId) -> (NoteId, &Claim) {
        let row = self.claims[id.0 as usize];
        (row.note, &self.note(row.note).common.claims[row.index as usize])
    }

    pub fn figure(&self, id: FigureId) -> (NoteId, &Figure) {
        let row = self.figures[id.0 as usize];
        (row.note, &self.note(row.note).common.figures[row.index as usize])
    }

    /// Finds the number of a claim that a note holds.
    pub fn claim_of(&self, row: RowId) -> Option<ClaimId> {
        self.links.claim_numbers.get(&(row.note, row.index)).copied()
    }

    /// Finds the number of a figure that a note holds.
    pub fn figure_of(&self, row: RowId) -> Option<FigureId> {
        self.links.figure_numbers.get(&(row.note, row.index)).copied()
    }

    /// Every place that names a note, by naming note and place.
    pub fn mentions(&self, note: NoteId) -> &[Mention] {
        &self.links.mentions[note.0 as usize]
    }

    /// How often sources are cited: in texts, and for claims, counts, relations, judgements and accounts.
    pub fn citation_count(&self) -> usize {
        let sources = self.of_type(NoteType::Source).flat_map(|source| self.mentions(source));
        sources
            .filter(|mention| matches!(mention.seat, Seat::Text(_)) || CITING.contains(&mention.field))
            .count()
    }

    /// The events of an actor, place, topic or briefing, in timeline order.
    pub fn events_of(&self, note: NoteId) -> &[NoteId] {
        &self.links.events[note.0 as usize]
    }

    /// The place of an event in [`Site::timeline`].
    pub fn place_on_timeline(&self, event: NoteId) -> Option<usize> {
        self.links.places_on_timeline.get(&event).copied()
    }

    /// The relations of an actor, its own and the inverses of others', by type.
    pub fn relations_of(&self, note: NoteId) -> &[Edge] {
        &self.links.relations[note.0 as usize]
    }

    /// The notes that are filed under a topic, lie in a place, or relay a source.
    pub fn children_of(&self, note: NoteId) -> &[NoteId] {
        &self.links.children[note.0 as usize]
    }

    /// The claims that an actor makes.
    pub fn claims_by(&self, note: NoteId) -> &[ClaimId] {
        &self.links.claims_by[note.0 as usize]
    }

    /// The claims and figures that a note is about.
    pub fn claims_about(&self, note: NoteId) -> &[ClaimId] {
        &self.links.claims_about[note.0 as usize]
    }

    /// The claims that contradict a claim or are contradicted by it.
    pub fn contradictions_of(&self, claim: ClaimId) -> &[ClaimId] {
        &self.links.contradictions[claim.0 as usize]
    }

    pub fn figures_about(&self, note: NoteId) -> &[FigureId] {
        &self.links.figures_about[note.0 as usize]
    }

    /// The language of a note; of a source, that of the source itself.
    pub fn lang_of(&self, note: NoteId) -> &Lang {
        self.note(note).common.lang.as_ref().unwrap_or(&self.main_lang)
    }

    /// The language of a note's own words: those of a source's note are ours.
    pub fn words_lang<'s>(&'s self, note: &'s Note) -> &'s Lang {
        match &note.fields {
            _ if note.translated.is_some() => &self.lang,
            Fields::Source(_) => &self.main_lang,
            _ => note.common.lang.as_ref().unwrap_or(&self.main_lang),
        }
    }

    /// The absolute address of this language's home page.
    pub fn base(&self) -> Option<String> {
        Some(format!("{}{}", self.config.base()?, self.prefix))
    }
}

/// Fields that cite; the others name a source for another reason.
const CITING: [&str; 3] = ["sources", "judgements", "aliases"];

/// The name of a note's page, without its ending.
pub fn page_name(kind: NoteType, id: &str) -> String {
    match kind {
        NoteType::Page => id.to_owned(),
        kind => format!("{}/{id}", kind.folder()),
    }
}

/// The file of a page in the output; `name` is such as `actors/iran`, `index` is the home page.
pub fn address_of(name: &str, pretty: bool) -> String {
    match name {
        "index" | "404" => format!("{name}.html"),
        name if pretty => format!("{name}/index.html"),
        name => format!("{name}.html"),
    }
}

/// The address of a page from the site's root, as a URL writes it.
pub fn href_of(name: &str, pretty: bool) -> String {
    let file = address_of(name, pretty);
    let path = if pretty { file.strip_suffix("index.html").unwrap_or(&file) } else { &file };
    percent_encode(path)
}
