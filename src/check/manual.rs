//! The words of rules for their readers: one rule for the terminal, all as a list, all as a Markdown page.

use super::{Rule, Work, rules};
use crate::diag::Level;

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
    let line =
        |rule: &&Rule| format!("{:widest$}  {:7}  {}\n", rule.name, word(rule.level), first_sentence(rule));
    let lines: String = rules::ALL.iter().map(line).collect();
    format!("{lines}\n`sourcebook explain RULE` tells more of one.\n")
}

/// All rules as a page of Markdown, front matter included.
pub fn page() -> String {
    let mut out = String::from(PAGE);
    for level in [Level::Error, Level::Warning] {
        out.push_str(match level {
            Level::Error => "\n## Errors\n\nNothing is built while one of these stands.\n",
            Level::Warning => "\n## Warnings\n\nThe site is built all the same.\n",
        });
        for rule in rules::ALL.iter().filter(|rule| rule.level == level) {
            out.push_str(&format!("\n### {}\n\n", rule.name));
            let parts = [rule.what(), rule.why()];
            out.push_str(&parts.join("\n\n"));
            for (title, text) in [("Reported:", rule.example()), ("Fine:", rule.instead())] {
                out.push_str(&format!("\n\n{title}\n\n```text\n{text}\n```"));
            }
            out.push('\n');
        }
    }
    out
}

const PAGE: &str = "\
---
title: Rules
summary: What the program tells writers before they publish, and why.
---
Every finding of `sourcebook check` bears the name of a rule. This page is made from the rules' own words (`sourcebook explain --all`), and each example
has been run: it is reported where the carets are, and silent below it. A line `//- actors/x.md` begins a file of the folder `content/`.

The level of a rule is set for a whole site by `rules: {stale: off}` in `site.yaml`, and for one note by the same field in its front matter: `off`, `warn` or
`error`. At one place, a comment says that a finding is known, and why it stands: `%% allow stale: under review %%` in the text, `# allow stale: under review`
on a line of its own in the front matter. A comment that no longer matches anything is itself reported. What is an error by itself cannot be made less.
";

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

fn level(rule: &Rule) -> String {
    let when = match rule.work {
        Work::Earlier | Work::Build(_) => "found by build and check",
        Work::Audit(_) => "found by check",
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

/// The first sentence of what a rule reports, on one line.
fn first_sentence(rule: &Rule) -> String {
    let what = rule.what().replace('\n', " ");
    let end = what.find(". ").or_else(|| what.find(": ")).unwrap_or(what.len());
    what[..end].trim_end_matches('.').to_owned()
}
