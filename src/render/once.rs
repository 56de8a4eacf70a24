//! Pieces of pages that are the same on every page of one depth, made once, when first asked for.
//!
//! What a reference list says of a source, or a timeline of an event, stands on many pages; only the way to the site's root differs.

use std::sync::OnceLock;

use serde::Serialize;

use super::Stage;
use super::strip::Sign;
use super::view::{self, GradeView, Viewer};
use crate::model::{Fields, NoteType};
use crate::output::MakeError;
use crate::resolve::{ClaimId, NoteId, Site};

/// Depths of pages: at the root, in a folder, and in a folder's folder where addresses are pretty.
const DEPTHS: usize = 3;

/// One piece for each depth.
type Piece = [OnceLock<Result<String, MakeError>>; DEPTHS];

type Cells = OnceLock<Result<String, MakeError>>;

/// The pieces of a site.
#[derive(Debug)]
pub struct Once {
    first_source: u32,
    sources: Vec<Piece>,
    /// In timeline order.
    events: Vec<Piece>,
    /// What each mark of a drawn timeline says.
    signs: [OnceLock<Result<String, MakeError>>; Sign::ALL.len()],
    /// The cells of sources and claims in their registers, which all stand at one depth.
    source_cells: Vec<Cells>,
    claim_cells: Vec<Cells>,
}

impl Once {
    pub fn new(site: &Site) -> Self {
        Once {
            first_source: site.of_type(NoteType::Source).next().map_or(0, |id| id.0),
            sources: site.of_type(NoteType::Source).map(|_| Piece::default()).collect(),
            events: site.timeline.iter().map(|_| Piece::default()).collect(),
            signs: Default::default(),
            source_cells: site.of_type(NoteType::Source).map(|_| Cells::default()).collect(),
            claim_cells: site.claims.iter().map(|_| Cells::default()).collect(),
        }
    }

    /// The cells of a source in its register, made by the first of its orders.
    pub fn source_cells(
        &self,
        source: NoteId,
        make: impl FnOnce() -> Result<String, MakeError>,
    ) -> Result<&str, MakeError> {
        let cells = &self.source_cells[(source.0 - self.first_source) as usize];
        cells.get_or_init(make).as_deref().map_err(Clone::clone)
    }

    /// The cells of a claim in its register, made by the first of its orders.
    pub fn claim_cells(
        &self,
        claim: ClaimId,
        make: impl FnOnce() -> Result<String, MakeError>,
    ) -> Result<&str, MakeError> {
        self.claim_cells[claim.0 as usize].get_or_init(make).as_deref().map_err(Clone::clone)
    }
}

fn get<'p>(
    piece: &'p Piece,
    root: &str,
    make: impl FnOnce() -> Result<String, MakeError>,
) -> Result<&'p str, MakeError> {
    let depth = (root.len() / "../".len()).min(DEPTHS - 1);
    piece[depth].get_or_init(make).as_deref().map_err(Clone::clone)
}

#[derive(Debug, Serialize)]
struct SourceFacts {
    href: String,
    title: String,
    url: Option<String>,
    host: Option<String>,
    archived: Option<String>,
    grade: Option<GradeView>,
}

/// What a reference list says of a source beside the reference, as safe HTML.
pub fn source_facts<'s>(stage: &Stage<'s>, source: NoteId, root: &str) -> Result<&'s str, MakeError> {
    let piece = &stage.once.sources[(source.0 - stage.once.first_source) as usize];
    get(piece, root, || {
        let note = stage.site.note(source);
        let Fields::Source(fields) = &note.fields else { return Ok(String::new()) };
        let view = SourceFacts {
            href: [root, &note.href].concat(),
            title: note.title().to_owned(),
            url: fields.url.as_ref().map(|url| url.value.as_str().to_owned()),
            host: fields.url.as_ref().map(|url| url.value.host().to_owned()),
            archived: fields.archived.as_ref().map(|archived| archived.url.as_str().to_owned()),
            grade: fields.reliability.map(|grade| view::reliability(stage.words, grade)),
        };
        stage.theme.piece("sections/reference_facts.html", &view)
    })
}

/// An event as the inside of a row of a timeline, as safe HTML.
pub fn event_row<'s>(viewer: &Viewer<'s>, event: NoteId) -> Result<&'s str, MakeError> {
    let stage = viewer.stage;
    let Some(i) = stage.site.place_on_timeline(event) else { return Ok("") };
    get(&stage.once.events[i], viewer.root, || stage.theme.piece("sections/event.html", &viewer.event(event)))
}

/// What a mark of a drawn timeline says, as an item of its key.
pub fn sign<'s>(stage: &Stage<'s>, sign: Sign) -> Result<&'s str, MakeError> {
    #[derive(Debug, Serialize)]
    struct SignView {
        sign: &'static str,
    }
    let make = || stage.theme.piece("sections/time_sign.html", &SignView { sign: sign.word() });
    stage.once.signs[sign as usize].get_or_init(make).as_deref().map_err(Clone::clone)
}
