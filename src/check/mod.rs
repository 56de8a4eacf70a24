//! Rules over a whole site: each looks at it and reports. One rule a file.

mod rules;

use crate::config::{Config, RuleLevel};
use crate::diag::{Diagnostic, Level};
use crate::resolve::Site;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    pub name: &'static str,
    pub check: fn(&Site, &mut Vec<Diagnostic>),
}

/// Runs all rules.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in rules::ALL {
        (rule.check)(site, &mut found);
    }
    found
}

/// Sets the levels of findings to those of `site.yaml`. An error can not be made less: what it is about would be wrong on the site.
pub fn apply_levels(config: &Config, found: &mut Vec<Diagnostic>) {
    found.retain_mut(|diagnostic| match config.rules.get(diagnostic.rule).map(|level| level.value) {
        Some(RuleLevel::Off) => diagnostic.level == Level::Error,
        Some(RuleLevel::Error) => {
            diagnostic.level = Level::Error;
            true
        }
        Some(RuleLevel::Warn) | None => true,
    });
}
