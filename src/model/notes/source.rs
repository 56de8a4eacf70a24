//! Sources: what statements rest on.

use super::Facets;
use crate::model::note::{Field, Ref, TextVisitor, Wanted};
use crate::value::{Date, Doi, Isbn, Pages, Reliability, WebAddress, vocabulary};
use crate::yaml::Spanned;

vocabulary! {
    /// The finer class of a source.
    SourceKind {
        News = "news", "News report";
        Official = "official", "Official document";
        Report = "report", "Report";
        Paper = "paper", "Paper";
        Book = "book", "Book";
        Dataset = "dataset", "Dataset";
        Transcript = "transcript", "Transcript";
        Interview = "interview", "Interview";
        Social = "social", "Social media";
        Reference = "reference", "Reference work";
    }
}

/// Fields of a source.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What sort of source it is.
    #[serde(default)]
    pub kind: Option<SourceKind>,
    /// Its authors, each as a reader would write the name.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Who published it: newspaper, agency, ministry, institute.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Day on which it was published.
    #[serde(default)]
    pub published: Option<Date>,
    /// Where it was read.
    #[serde(default)]
    pub url: Option<Spanned<WebAddress>>,
    /// A copy in a public archive.
    #[serde(default)]
    pub archived: Option<Archived>,
    /// Day on which it was read.
    #[serde(default)]
    pub accessed: Option<Spanned<Date>>,
    /// A local copy, checked by its hash.
    #[serde(default)]
    pub capture: Option<Capture>,
    /// Admiralty reliability, A to F.
    #[serde(default)]
    pub reliability: Option<Reliability>,
    /// Why it has this grade.
    #[serde(default)]
    pub reliability_reason: Option<Spanned<String>>,
    /// Sources that it relays.
    #[serde(default)]
    pub derived_from: Vec<Ref>,
    /// What the public may know of a source that must not be named: `{label: …}`.
    #[serde(default)]
    pub confidential: Option<Confidential>,
    /// When and why its publisher withdrew it.
    #[serde(default)]
    pub retracted: Option<Retracted>,
    /// Digital object identifier, such as `10.1000/182`.
    #[serde(default)]
    pub doi: Option<Doi>,
    /// ISBN of a book.
    #[serde(default)]
    pub isbn: Option<Isbn>,
    /// Pages in the publication that it appeared in, such as `33-48`.
    #[serde(default)]
    pub pages: Option<Pages>,
    /// The publication that it appeared in.
    #[serde(default)]
    pub container: Option<String>,
}

/// A copy in a public archive.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Archived {
    /// Where the copy is.
    pub url: WebAddress,
    /// Day of the copy.
    #[serde(default)]
    pub date: Option<Spanned<Date>>,
}

/// A local copy of a source.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// Path from the note's folder.
    pub file: Spanned<String>,
    /// Hash in 64 hexadecimal digits.
    pub sha256: Spanned<String>,
    /// Day of the copy.
    #[serde(default)]
    pub date: Option<Spanned<Date>>,
}

/// What stands in public for a source that must not be named.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confidential {
    /// Words that stand in public for the source.
    pub label: Spanned<String>,
}

/// When and why a source was withdrawn.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retracted {
    /// Day on which it was withdrawn.
    #[serde(default)]
    pub date: Option<Spanned<Date>>,
    /// Why, inline Markdown.
    #[serde(default)]
    pub reason: Option<Spanned<String>>,
}

impl Source {
    /// The day on which it was read.
    pub fn accessed(&self) -> Option<&Date> {
        self.accessed.as_ref().map(|date| &date.value)
    }

    /// True if the source stands on the web and nothing keeps it: there is no archived copy, no local one, and no DOI, and it is no book or
    /// interview, which are found without their address.
    pub fn wants_copy(&self) -> bool {
        let found_elsewhere = matches!(self.kind, Some(SourceKind::Book | SourceKind::Interview));
        let kept = self.archived.is_some() || self.capture.is_some() || self.doi.is_some();
        self.url.is_some() && !kept && !found_elsewhere
    }

    /// What is left of a confidential source in public: its kind and grade.
    pub fn veiled(&self) -> Source {
        Source {
            kind: self.kind,
            reliability: self.reliability,
            authors: Vec::new(),
            publisher: None,
            published: None,
            url: None,
            archived: None,
            accessed: None,
            capture: None,
            reliability_reason: None,
            derived_from: Vec::new(),
            confidential: None,
            retracted: None,
            doi: None,
            isbn: None,
            pages: None,
            container: None,
        }
    }
}

impl Facets for Source {
    fn kind(&self) -> Option<(&'static str, &'static str)> {
        self.kind.map(|kind| (kind.word(), kind.label()))
    }

    fn when(&self) -> Option<&Date> {
        self.published.as_ref()
    }

    fn schema_org(&self) -> &'static str {
        match self.kind {
            Some(SourceKind::News) => "NewsArticle",
            Some(SourceKind::Report | SourceKind::Official) => "Report",
            Some(SourceKind::Paper) => "ScholarlyArticle",
            Some(SourceKind::Book) => "Book",
            Some(SourceKind::Dataset) => "Dataset",
            Some(SourceKind::Social) => "SocialMediaPosting",
            _ => "CreativeWork",
        }
    }

    fn each_text(&mut self, f: &mut TextVisitor<'_>) {
        self.reliability_reason.iter_mut().for_each(&mut *f);
        let retracted = self.retracted.iter_mut().filter_map(|retracted| retracted.reason.as_mut());
        retracted.for_each(f);
    }

    fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref)) {
        for source in &mut self.derived_from {
            f(Field::new("derived_from", Wanted::Source), source);
        }
    }
}
