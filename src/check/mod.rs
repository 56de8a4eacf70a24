//! Rules over a whole site: each looks at it and reports. One rule a file.

mod levels;
mod lexicon;
pub mod manual;
mod relations;
mod rule;
mod rules;

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

pub use levels::Levels;
pub use rule::{Check, Context, Rule, Work};

use crate::diag::{Diagnostic, Level};
use crate::parse::Allowance;
use crate::text::{FileId, Span};

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
        Work::Earlier | Work::Last => None,
        Work::Build(check) | Work::Standing(check) | Work::Audit(check) => Some(check),
        Work::Online(check) => context.answers.map(|_| check),
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

/// Drops what is reported only since something that is written could not be read: a field that an error leaves out is not missing.
pub fn without_echoes(found: &mut Vec<Diagnostic>) {
    let leaves_out = |found: &Diagnostic| {
        let rules =
            ["wrong-type", "wrong-value", "bad-date", "unknown-field", "duplicate-field", "missing-field"];
        found.level == Level::Error && rules.contains(&found.rule)
    };
    let broken: FxHashSet<FileId> =
        found.iter().filter(|found| leaves_out(found)).filter_map(|found| found.file).collect();
    if broken.is_empty() {
        return;
    }
    found.retain(|found| match found.rule {
        // What cites it may be what could not be read, in any note.
        "source-never-cited" => false,
        "uncited-event" => found.file.is_none_or(|file| !broken.contains(&file)),
        _ => true,
    });
}

/// True if what is allowed comes and goes with the answers of others, so that an allowance without a finding may have one tomorrow.
pub fn is_online(allowance: &Allowance) -> bool {
    rule(allowance.rule).is_some_and(|rule| matches!(rule.work, Work::Online(_)))
}

/// The finding about an allowance that matches nothing; `text` is that of its file.
pub fn unused(allowance: &Allowance, text: &str) -> Diagnostic {
    let message = format!("there is no finding of `{}` here", allowance.rule);
    Diagnostic::warning("unused-allowance", allowance.file, allowance.span, message)
        .help("take the comment out")
        .fix("take the comment out", [(without_trace(text, allowance.span), String::new())])
}

/// What goes with a comment that is taken out: its lines, if it stands alone on them, else one of the spaces beside it.
fn without_trace(text: &str, comment: Span) -> Span {
    let Range { start, end } = comment.range();
    let line = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let next = text[end..].find('\n').map_or(text.len(), |i| end + i + 1);
    let (before, after) = (&text[line..start], &text[end..next]);
    if before.trim().is_empty() && after.trim().is_empty() {
        // A blank line on both sides would be left as two.
        let below = text[next..].find('\n').map_or(text.len(), |i| next + i + 1);
        let above = text[..line].strip_suffix('\n').map(|above| above.rsplit('\n').next().unwrap_or(above));
        let both = above.is_some_and(is_blank) && is_blank(&text[next..below]);
        return Span::new(line, if both { below } else { next });
    }
    let ends = after.trim_start_matches(' ').len() < after.len() || after.trim().is_empty();
    match before.ends_with(' ') && ends && !before.trim().is_empty() {
        true => Span::new(start - 1, end),
        false => comment,
    }
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_leave_no_trace() {
        for (text, left) in [
            ("one\n%% c %%\ntwo\n", "one\ntwo\n"),
            ("one\n\n%% c %%\n\ntwo\n", "one\n\ntwo\n"),
            ("one\n\n%% c %%\ntwo\n", "one\n\ntwo\n"),
            ("one %% c %% two\n", "one two\n"),
            ("one %% c %%\ntwo\n", "one\ntwo\n"),
            ("one %% c %%. Two\n", "one . Two\n"),
            ("one%% c %% two\n", "one two\n"),
            ("- %% c %% one\n", "- one\n"),
            ("%% c %%\n", ""),
            ("one\n%% c %%", "one\n"),
        ] {
            let start = text.find('%').unwrap();
            let span = without_trace(text, Span::new(start, start + "%% c %%".len()));
            assert_eq!(
                format!("{}{}", &text[..span.range().start], &text[span.range().end..]),
                left,
                "{text}"
            );
        }
    }

    #[test]
    fn every_name_has_its_rule_and_its_words() {
        let names: Vec<&str> = rules().iter().map(|rule| rule.name).collect();
        assert_eq!(names, crate::diag::rules::NAMES);
        let errors = rules::ALL.iter().filter(|rule| rule.level == Level::Error).map(|rule| rule.name);
        assert_eq!(errors.collect::<Vec<_>>(), crate::diag::rules::ERRORS);
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
