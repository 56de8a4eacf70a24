//! What a reference list says of each source beside the reference: the same on every page, so made once for each way to the root.

use std::sync::OnceLock;

use serde::Serialize;

use super::theme::Theme;
use super::view::{self, GradeView};
use crate::model::{Fields, NoteType};
use crate::output::MakeError;
use crate::resolve::{NoteId, Site};

/// Depths of pages: at the root, in a folder, and in a folder's folder where addresses are pretty.
const DEPTHS: usize = 3;

type Line = OnceLock<Result<String, MakeError>>;

/// The lines of all sources, made when first asked for.
#[derive(Debug)]
pub struct FactLines {
    first: u32,
    lines: Vec<[Line; DEPTHS]>,
}

#[derive(Debug, Serialize)]
struct View {
    href: String,
    title: String,
    url: Option<String>,
    host: Option<String>,
    archived: Option<String>,
    grade: Option<GradeView>,
}

impl FactLines {
    pub fn new(site: &Site) -> Self {
        let first = site.of_type(NoteType::Source).next().map_or(0, |id| id.0);
        let lines = site.of_type(NoteType::Source).map(|_| Default::default()).collect();
        FactLines { first, lines }
    }

    /// The line of a source as safe HTML, for pages from which `root` is the way to the site's root.
    pub fn get(&self, site: &Site, theme: &Theme, source: NoteId, root: &str) -> Result<&str, MakeError> {
        let depth = (root.len() / "../".len()).min(DEPTHS - 1);
        let line = self.lines[(source.0 - self.first) as usize][depth]
            .get_or_init(|| make(site, theme, source, root));
        line.as_deref().map_err(Clone::clone)
    }
}

fn make(site: &Site, theme: &Theme, source: NoteId, root: &str) -> Result<String, MakeError> {
    let note = site.note(source);
    let Fields::Source(fields) = &note.fields else { return Ok(String::new()) };
    let view = View {
        href: [root, &note.href].concat(),
        title: note.title().to_owned(),
        url: fields.url.as_ref().map(|url| url.value.as_str().to_owned()),
        host: fields.url.as_ref().map(|url| url.value.host().to_owned()),
        archived: fields.archived.as_ref().map(|archived| archived.url.as_str().to_owned()),
        grade: fields.reliability.map(view::reliability),
    };
    let bytes = theme.render("sections/reference_facts.html", &view)?;
    String::from_utf8(bytes).map_err(|error| MakeError(error.to_string()))
}
