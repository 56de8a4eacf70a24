//! What a rule is, and its words.

use std::io;
use std::path::Path;

use crate::diag::{Diagnostic, Level};
use crate::load::Sources;
use crate::online::Answers;
use crate::resolve::Site;
use crate::text::{FileId, Span};
use crate::value::date::Day;

/// A rule: its name, its words, and how it looks at a site.
#[derive(Debug)]
pub struct Rule {
    /// Its name in kebab case, such as `uncited-paragraph`.
    pub name: &'static str,
    /// The level of its findings, unless a site or a note says otherwise.
    pub level: Level,
    pub work: Work,
    /// Its words as written in its file, a line each.
    pub doc: &'static [&'static str],
}

/// When a rule does its work.
#[derive(Debug, Clone, Copy)]
pub enum Work {
    /// While files are read and references are bound: an earlier stage reports it.
    Earlier,
    /// In every build.
    Build(Check),
    /// In every build, and an error. Looks at nothing but ids and what a source says of its capture, so that a site without such a finding
    /// stays without one as long as these do.
    Standing(Check),
    /// In `sourcebook check`, and in builds of sites where the rule is an error.
    Audit(Check),
    /// In `sourcebook check --online`, of what the network answered.
    Online(Check),
    /// In `sourcebook check` after all others, over what their findings leave.
    Last,
}

/// Looks at a whole site and reports.
pub type Check = fn(&Context<'_>, &mut Vec<Diagnostic>);

/// What rules look at.
pub struct Context<'a> {
    pub site: &'a Site,
    /// The files that the site was made of.
    pub sources: &'a Sources,
    /// Today, for what grows old; without it nothing does.
    pub today: Option<Day>,
    /// True where the same texts will be looked at again, so that what is worked out of a text alone is worth keeping with it.
    pub keeps: bool,
    /// Opens a file beside a note.
    pub open: &'a (dyn Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync),
    /// What the network said of the addresses of sources, where it was asked.
    pub answers: Option<&'a Answers>,
}

/// Declares the rule of a file from its words and its check.
///
/// The words are: what it reports; `## Why`; `## Example` and `## Use instead`, each a block of fenced text in the manner of the fixtures in
/// `tests/it/support.rs`. A test runs both. Below a line of a file, `^^^^ warning rule-name` draws a finding (or `error rule-name`); one about the
/// site as a whole is a line `!! error rule-name`.
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])* $name:literal, $level:ident, $work:expr) => {
        $(#[doc = $doc])*
        pub(super) static RULE: $crate::check::Rule = $crate::check::Rule {
            name: $name,
            level: $crate::diag::Level::$level,
            work: $work,
            doc: &[$($doc),*],
        };
    };
}
pub(super) use declare_rule;

impl Rule {
    /// Makes a finding of this rule.
    pub fn at(&self, file: FileId, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.level, self.name, file, span, message)
    }

    /// What the rule reports, in plain words.
    pub fn what(&self) -> String {
        self.section(None)
    }

    /// Why that matters.
    pub fn why(&self) -> String {
        self.section(Some("Why"))
    }

    /// Files in which the rule reports what is marked.
    pub fn example(&self) -> String {
        self.section(Some("Example"))
    }

    /// The same files as they should be, in which the rule is silent.
    pub fn instead(&self) -> String {
        self.section(Some("Use instead"))
    }

    /// The lines below a heading, or those before the first; fences are left out.
    fn section(&self, heading: Option<&str>) -> String {
        let lines = self.doc.iter().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let mut current = None;
        let mut out = String::new();
        let mut fenced = false;
        for line in lines {
            match line.strip_prefix("## ") {
                Some(name) if !fenced => current = Some(name),
                _ if current != heading => fenced ^= line.starts_with("```"),
                _ if line.starts_with("```") => fenced = !fenced,
                _ => {
                    out.push_str(line);
                    out.push('\n');
                }
            }
        }
        out.trim_matches('\n').to_owned()
    }
}
