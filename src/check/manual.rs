//! The words of rules for their readers: one rule for the terminal, all as a list, all as a Markdown page.

use super::{Rule, Work, rules};
use crate::diag::Level;
use crate::diag::render::About;

/// One rule, for the terminal.
pub fn one(rule: &Rule) -> String {
    let indented = |text: &str| -> String {
        text.lines()
            .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") })
            .collect()
    };
    let parts = [
        format!("{} ({})\n", rule.name, level(rule)),
        format!("{}\n", rule.what()),
        format!("Why it matters\n\n{}\n", rule.why()),
        format!("Example\n\n{}", indented(&rule.example())),
        format!("The way out\n\n{}", indented(&rule.instead())),
        format!("Its level\n\n{}\n", change(rule)),
    ];
    parts.join("\n")
}

/// All rules, a line each.
pub fn list() -> String {
    let widest = rules::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let line = |rule: &&Rule| format!("{:widest$}  {:7}  {}\n", rule.name, word(rule.level), short(rule));
    let lines: String = rules::ALL.iter().map(line).collect();
    format!("{lines}\n`sourcebook explain RULE` tells more of one.\n")
}

/// All rules as a page of Markdown, front matter included.
pub fn page() -> String {
    let mut out = String::from(PAGE);
    for level in [Level::Error, Level::Warning] {
        out.push_str(&format!("\n## {}\n\n{}\n\n", heading(level).0, heading(level).1));
        out.push_str("| Rule | Reports |\n| --- | --- |\n");
        for rule in of(level) {
            out.push_str(&format!("| [{0}](#sec-{0}) | {1} |\n", rule.name, short(rule)));
        }
    }
    out.push_str("\n## The rules\n");
    for rule in rules::ALL {
        out.push_str(&format!("\n### {}\n\n*{}.* {}\n", rule.name, capital(&level(rule)), words(rule)));
    }
    out
}

/// The words of all rules, for logs that programs read.
pub fn about() -> Vec<About> {
    let about = |rule: &&Rule| About {
        name: rule.name,
        level: rule.level,
        short: format!("{}.", short(rule)),
        full: format!("{}\n\n{}", one_line(&rule.what()), one_line(&rule.why())),
        help: one(rule),
        help_markdown: words(rule),
    };
    rules::ALL.iter().map(about).collect()
}

/// All that is said of a rule, in Markdown.
fn words(rule: &Rule) -> String {
    let block = |title: &str, text: &str| format!("{title}\n\n```text\n{text}\n```");
    let parts = [
        one_line(&rule.what()),
        one_line(&rule.why()),
        block("Reported:", &rule.example()),
        block("Fine:", &rule.instead()),
    ];
    parts.join("\n\n")
}

fn of(level: Level) -> impl Iterator<Item = &'static &'static Rule> {
    rules::ALL.iter().filter(move |rule| rule.level == level)
}

fn heading(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Error => ("Errors", "Nothing is built while one of these stands."),
        Level::Warning => ("Warnings", "The site is built all the same."),
    }
}

const PAGE: &str = "\
---
title: Rules
summary: What the program tells writers before they publish, and why.
---
Every finding of `sourcebook check` bears the name of a rule. This page is made from the rules' own words (`sourcebook explain --all`), and every example has
been run: what is marked is reported, and nothing below “Fine”.

In the examples a line `//- actors/x.md` begins a file of the folder `content/`, and `//- /site.yaml` one of the site's folder. Carets mark the words that a
finding is about. A line with `!!` is a finding about the site as a whole.

## Levels

A rule's level can be set for a whole site by `rules: {stale: off}` in `site.yaml`, and for one note by the same field in its front matter. The levels are
`off`, `warn` and `error`. What is an error by itself cannot be made less: it would be wrong on the site.

At one place, a comment says that a finding is known and why it stands: `%% allow stale: under review %%` in the text, or `# allow stale: under review` on a line
of its own in the front matter. In the text it is about the paragraph or item that it stands in, or about the next one if it stands alone; in the front matter
it is about the entry below, and above all entries also about the note as a whole. A comment that allows nothing is itself reported.

## Fixes

`sourcebook check --fix` mends what has one safe answer and changes nothing else. `sourcebook check --format json` shows these answers without making them.
";

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

fn level(rule: &Rule) -> String {
    let when = match rule.work {
        Work::Earlier | Work::Build(_) | Work::Standing(_) => "found by build and check",
        Work::Audit(_) | Work::Last => "found by check",
        Work::Online(_) => "found by check --online",
    };
    format!("{}, {when}", word(rule.level))
}

fn change(rule: &Rule) -> String {
    let name = rule.name;
    match rule.level {
        Level::Error => {
            "An error cannot be made less: what it is about would be wrong on the site.".to_owned()
        }
        Level::Warning => format!(
            "For the site, in site.yaml, or for a note, in its front matter (off, warn or error):\n\n    rules: {{{name}: off}}\n\nAt one place, in the text or above an entry of the front matter:\n\n    %% allow {name}: the reason %%\n    # allow {name}: the reason"
        ),
    }
}

/// What a rule reports, in the first of its sentences, without the verb: `A file that is not UTF-8`.
fn short(rule: &Rule) -> String {
    let what = one_line(&rule.what());
    let mut in_code = false;
    let end = what.char_indices().find(|(i, c)| {
        in_code ^= *c == '`';
        !in_code && matches!(c, '.' | ':') && matches!(what[i + 1..].chars().next(), None | Some(' ' | '\n'))
    });
    let first = &what[..end.map_or(what.len(), |(i, _)| i)];
    capital(first.strip_prefix("Reports ").unwrap_or(first))
}

/// A text with each of its paragraphs on one line.
fn one_line(text: &str) -> String {
    text.split("\n\n").map(|part| part.replace('\n', " ")).collect::<Vec<_>>().join("\n\n")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
