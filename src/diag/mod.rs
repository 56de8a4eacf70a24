//! Findings about the author's content: what, where, and what to do.

pub mod render;
pub mod rules;

use crate::text::{FileId, Span};

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
}

impl Diagnostic {
    pub fn error(rule: &'static str, file: FileId, span: Span, message: impl Into<String>) -> Self {
        Self::new(Level::Error, rule, file, span, message)
    }

    pub fn warning(rule: &'static str, file: FileId, span: Span, message: impl Into<String>) -> Self {
        Self::new(Level::Warning, rule, file, span, message)
    }

    fn new(level: Level, rule: &'static str, file: FileId, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Diagnostic { rule, level, file: Some(file), span, message, help: Vec::new(), related: Vec::new() }
    }

    /// Makes an error about the site as a whole.
    pub fn site_error(rule: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        let level = Level::Error;
        Diagnostic {
            rule,
            level,
            file: None,
            span: Span::default(),
            message,
            help: Vec::new(),
            related: Vec::new(),
        }
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

/// Sorts findings by file and place and drops exact repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.file, a.span, a.level, a.rule, &a.message).cmp(&(b.file, b.span, b.level, b.rule, &b.message))
    });
    diagnostics.dedup();
}
