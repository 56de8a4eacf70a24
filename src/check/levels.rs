//! At which level findings count: by the site, by a note, or at a place.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Rule, Work};
use crate::config::{Config, RuleLevel};
use crate::diag::{Diagnostic, Level};
use crate::parse::Allowance;
use crate::text::FileId;
use crate::yaml::Spanned;

/// Levels of rules as a site, its notes and single places have them.
///
/// The nearest word counts: an allowance at a place, then the note's `rules`, then those of `site.yaml`. What is an error by itself stays one:
/// what it is about would be wrong on the site.
#[derive(Debug)]
pub struct Levels {
    site: BTreeMap<String, Spanned<RuleLevel>>,
    notes: FxHashMap<FileId, BTreeMap<String, Spanned<RuleLevel>>>,
    /// By file and place.
    allowances: Vec<Allowance>,
}

impl Levels {
    /// Takes the levels of a site, and those of its notes by file.
    pub fn new(
        config: &Config,
        notes: impl IntoIterator<Item = (FileId, BTreeMap<String, Spanned<RuleLevel>>)>,
        mut allowances: Vec<Allowance>,
    ) -> Self {
        allowances.sort_by_key(|allowance| (allowance.file, allowance.span));
        let notes = notes.into_iter().filter(|(_, levels)| !levels.is_empty()).collect();
        Levels { site: config.rules.clone(), notes, allowances }
    }

    /// True if a rule must run in a build: it always does, or the site or a note has made it an error.
    pub fn in_build(&self, rule: &Rule) -> bool {
        match rule.work {
            Work::Earlier | Work::Online(_) | Work::Last => false,
            Work::Build(_) | Work::Standing(_) => true,
            Work::Audit(_) => {
                let raised = |levels: &BTreeMap<String, Spanned<RuleLevel>>| {
                    levels.get(rule.name).is_some_and(|level| level.value == RuleLevel::Error)
                };
                raised(&self.site) || self.notes.values().any(raised)
            }
        }
    }

    /// Gives findings their levels and drops those that are off or allowed. The answer has the allowances that matched nothing.
    pub fn apply(&self, found: &mut Vec<Diagnostic>) -> Vec<&Allowance> {
        let mut used: FxHashSet<usize> = FxHashSet::default();
        found.retain_mut(|diagnostic| {
            if diagnostic.level != Level::Error && self.is_allowed(diagnostic, &mut used) {
                return false;
            }
            let note = diagnostic.file.and_then(|file| self.notes.get(&file));
            let level = note
                .and_then(|levels| levels.get(diagnostic.rule))
                .or_else(|| self.site.get(diagnostic.rule))
                .map(|level| level.value);
            match level {
                Some(RuleLevel::Off) => diagnostic.level == Level::Error,
                Some(RuleLevel::Error) => {
                    diagnostic.level = Level::Error;
                    true
                }
                Some(RuleLevel::Warn) | None => true,
            }
        });
        self.allowances.iter().enumerate().filter(|(i, _)| !used.contains(i)).map(|(_, a)| a).collect()
    }

    /// True if an allowance covers a finding; all that do are counted as used.
    fn is_allowed(&self, diagnostic: &Diagnostic, used: &mut FxHashSet<usize>) -> bool {
        let Some(file) = diagnostic.file else { return false };
        let first = self.allowances.partition_point(|allowance| allowance.file < file);
        let mut allowed = false;
        for (i, allowance) in self.allowances.iter().enumerate().skip(first) {
            if allowance.file != file {
                break;
            }
            if allowance.rule == diagnostic.rule && allowance.covers(diagnostic.span) {
                used.insert(i);
                allowed = true;
            }
        }
        allowed
    }
}
