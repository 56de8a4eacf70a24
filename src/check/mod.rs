//! Rules over a whole site: each looks at it and reports. One rule a file.

mod levels;
mod lexicon;
pub mod manual;
mod relations;
mod rule;
mod rules;

use rayon::prelude::*;

pub use levels::Levels;
pub use rule::{Check, Context, Rule, Work};

use crate::diag::Diagnostic;
use crate::parse::Allowance;

/// All rules, by name.
pub fn rules() -> &'static [&'static Rule] {
    rules::ALL
}

/// Finds a rule by its name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules::ALL.iter().find(|rule| rule.name == name).copied()
}

/// Runs the rules of which `wanted` says yes; those whose work is done by earlier stages have none to do here.
pub fn check(context: &Context<'_>, wanted: impl Fn(&Rule) -> bool + Sync) -> Vec<Diagnostic> {
    let checks = rules::ALL.par_iter().filter(|rule| wanted(rule)).filter_map(|rule| match rule.work {
        Work::Earlier => None,
        Work::Build(check) | Work::Audit(check) => Some(check),
    });
    let found: Vec<Vec<Diagnostic>> = checks
        .map(|check| {
            let mut found = Vec::new();
            check(context, &mut found);
            found
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// The finding about an allowance that matches nothing.
pub fn unused(allowance: &Allowance) -> Diagnostic {
    let message = format!("there is no finding of `{}` here", allowance.rule);
    Diagnostic::warning("unused-allowance", allowance.file, allowance.span, message)
        .help("take the comment out")
        .fix("take the comment out", [(allowance.span, String::new())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_rule_and_its_words() {
        let names: Vec<&str> = rules().iter().map(|rule| rule.name).collect();
        assert_eq!(names, crate::diag::rules::NAMES);
        for rule in rules() {
            for (part, text) in [
                ("what it reports", rule.what()),
                ("Why", rule.why()),
                ("Example", rule.example()),
                ("Use instead", rule.instead()),
            ] {
                assert!(!text.is_empty(), "the words of {} have no part: {part}", rule.name);
            }
        }
    }
}
