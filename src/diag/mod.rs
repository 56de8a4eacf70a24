//! Findings about the author's content: what, where, and what to do.

pub mod fix;
pub mod render;
pub mod rules;

use crate::text::{FileId, Span};

/// The one safe answer to a finding: pieces of text that replace others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative: `link the name`.
    pub title: String,
    /// In the order of the text; they do not overlap.
    pub edits: Vec<Edit>,
}

/// A piece of a file that is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub file: FileId,
    pub span: Span,
    pub text: String,
}

/// How bad a finding is; only errors stop a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Error,
    Warning,
}

/// One finding about the author's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name in kebab case, such as `unknown-link`.
    pub rule: &'static str,
    pub level: Level,
    /// The file; none where the site as a whole is meant.
    pub file: Option<FileId>,
    /// Bytes of that file.
    pub span: Span,
    /// One short phrase: what is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Vec<String>,
    /// Other places that belong to the finding, each with its words.
    pub related: Vec<(FileId, Span, String)>,
    /// What `check --fix` does about it, where there is one safe answer.
    pub fix: Option<Box<Fix>>,
}

impl Diagnostic {
    pub fn error(rule: &'static str, file: FileId, span: Span, message: impl Into<String>) -> Self {
        Self::new(Level::Error, rule, file, span, message)
    }

    pub fn warning(rule: &'static str, file: FileId, span: Span, message: impl Into<String>) -> Self {
        Self::new(Level::Warning, rule, file, span, message)
    }

    /// Makes a finding of a level.
    pub fn new(
        level: Level,
        rule: &'static str,
        file: FileId,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        let message = message.into();
        let (help, related) = (Vec::new(), Vec::new());
        Diagnostic { rule, level, file: Some(file), span, message, help, related, fix: None }
    }

    /// Makes an error about the site as a whole.
    pub fn site_error(rule: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        let (level, span) = (Level::Error, Span::default());
        let (help, related) = (Vec::new(), Vec::new());
        Diagnostic { rule, level, file: None, span, message, help, related, fix: None }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }

    #[must_use]
    pub fn related(mut self, file: FileId, span: Span, words: impl Into<String>) -> Self {
        self.related.push((file, span, words.into()));
        self
    }
}

impl Diagnostic {
    /// Adds the one safe answer, which replaces pieces of the finding's own file.
    #[must_use]
    pub fn fix(mut self, title: &str, edits: impl IntoIterator<Item = (Span, String)>) -> Self {
        if let Some(file) = self.file {
            let edits = edits.into_iter().map(|(span, text)| Edit { file, span, text }).collect();
            self.fix = Some(Box::new(Fix { title: title.to_owned(), edits }));
        }
        self
    }
}

/// Sorts findings by file and place and drops exact repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.file, a.span, a.level, a.rule, &a.message).cmp(&(b.file, b.span, b.level, b.rule, &b.message))
    });
    diagnostics.dedup();
}
