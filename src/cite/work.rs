//! What a reference is made of, whether it is a source of the site or one of its own briefings.

use crate::config::Config;
use crate::model::Fields;
use crate::model::notes::SourceKind;
use crate::resolve::{NoteId, Site};
use crate::value::{Date, Doi, Isbn, Pages};

/// The parts of a reference.
#[derive(Debug)]
pub(super) struct Work<'s> {
    /// The note's id.
    pub id: &'s str,
    /// Type in CSL, and in BibLaTeX.
    pub csl: &'static str,
    pub biblatex: &'static str,
    pub title: &'s str,
    pub authors: &'s [String],
    pub publisher: Option<&'s str>,
    pub container: Option<&'s str>,
    pub published: Option<&'s Date>,
    pub accessed: Option<&'s Date>,
    pub url: Option<String>,
    pub doi: Option<&'s str>,
    pub isbn: Option<&'s str>,
    pub pages: Option<&'s str>,
    pub lang: Option<&'s str>,
    /// What made it, for a page of the site.
    pub note: Option<&'static str>,
}

/// What makes the pages of a site.
pub const PROGRAM: &str = concat!("Sourcebook ", env!("CARGO_PKG_VERSION"));

impl<'s> Work<'s> {
    /// The work that a note is; nothing for one that is neither a source nor a briefing.
    pub(super) fn new(site: &'s Site, id: NoteId) -> Option<Self> {
        let note = site.note(id);
        let work = Work {
            id: note.id.as_str(),
            csl: "webpage",
            biblatex: "online",
            title: note.title(),
            authors: &[],
            publisher: None,
            container: None,
            published: None,
            accessed: None,
            url: None,
            doi: None,
            isbn: None,
            pages: None,
            lang: note.common.lang.as_ref().map(crate::value::Lang::as_str),
            note: None,
        };
        match &note.fields {
            Fields::Source(source) => Some(Work {
                csl: csl_type(source.kind),
                biblatex: biblatex_type(source.kind),
                authors: &source.authors,
                publisher: source.publisher.as_deref(),
                container: source.container.as_deref(),
                published: source.published.as_ref(),
                accessed: source.accessed(),
                url: source.url.as_ref().map(|url| url.value.as_str().to_owned()),
                doi: source.doi.as_ref().map(Doi::as_str),
                isbn: source.isbn.as_ref().map(Isbn::as_str),
                pages: source.pages.as_ref().map(Pages::as_str),
                ..work
            }),
            Fields::Briefing(briefing) => {
                let Config { title, publisher, .. } = &site.config;
                // The site's publisher may be the author too, and is named once.
                let publisher =
                    publisher.as_deref().filter(|name| !briefing.authors.iter().any(|a| a == name));
                Some(Work {
                    authors: &briefing.authors,
                    publisher,
                    container: Some(&title.value),
                    published: note.common.updated.as_ref().or(Some(&briefing.date)),
                    url: site.base().map(|base| format!("{base}{}", note.href)),
                    lang: Some(site.lang_of(id).as_str()),
                    note: Some(concat!("Made with Sourcebook ", env!("CARGO_PKG_VERSION"))),
                    ..work
                })
            }
            _ => None,
        }
    }
}

fn csl_type(kind: Option<SourceKind>) -> &'static str {
    match kind {
        Some(SourceKind::News) => "article-newspaper",
        Some(SourceKind::Report) => "report",
        Some(SourceKind::Paper) => "article-journal",
        Some(SourceKind::Book) => "book",
        Some(SourceKind::Dataset) => "dataset",
        Some(SourceKind::Interview) => "interview",
        Some(SourceKind::Social) => "post",
        Some(SourceKind::Reference) => "entry-encyclopedia",
        Some(SourceKind::Official | SourceKind::Transcript) | None => "document",
    }
}

fn biblatex_type(kind: Option<SourceKind>) -> &'static str {
    match kind {
        Some(SourceKind::News | SourceKind::Paper) => "article",
        Some(SourceKind::Report | SourceKind::Official) => "report",
        Some(SourceKind::Book) => "book",
        Some(SourceKind::Dataset) => "dataset",
        Some(SourceKind::Reference) => "inreference",
        Some(SourceKind::Social | SourceKind::Transcript | SourceKind::Interview) | None => "online",
    }
}
