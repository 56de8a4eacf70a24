//! Allowances: comments by which an author says that a finding is known and why it stands.
//!
//! In the text `%% allow RULE: reason %%`, beside the words it is about or alone above them; in the front matter a line `# allow RULE: reason` above
//! the entry that it is about.

use std::ops::Range;

use crate::diag::{Diagnostic, rules};
use crate::text::{FileId, Span};

/// One allowance; places are bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    pub file: FileId,
    /// The name of a rule that exists.
    pub rule: &'static str,
    /// The comment itself.
    pub span: Span,
    /// The text that it is about.
    covered: Span,
}

impl Allowance {
    /// True if a finding at a place is allowed.
    pub fn covers(&self, span: Span) -> bool {
        self.covered.start <= span.start && span.start < self.covered.end.max(self.covered.start + 1)
    }
}

/// What was found in one file.
#[derive(Debug, Default)]
pub(super) struct Allowances {
    pub all: Vec<Allowance>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Allowances {
    /// Takes the allowances among the comments of a text that begins at `offset` of its file.
    pub(super) fn add_text(&mut self, file: FileId, text: &str, comments: &[Range<usize>], offset: usize) {
        for range in comments {
            let comment = text[range.clone()].trim_end();
            let span = Span::new(range.start, range.start + comment.len()).shifted(offset);
            let inside = comment.strip_prefix("%%").or_else(|| comment.strip_prefix("<!--"));
            let inside = inside.map(|c| c.strip_suffix("%%").or_else(|| c.strip_suffix("-->")).unwrap_or(c));
            if let Some(words) = inside.and_then(|words| allowance(words.trim())) {
                let covered = covered_text(text, range, comment.len()).shifted(offset);
                self.add(file, words, span, covered);
            }
        }
    }

    /// Takes the allowances in the front matter.
    pub(super) fn add_fields(&mut self, file: FileId, text: &str, offset: usize) {
        if !text.contains("# allow") && !text.contains("#allow") {
            return;
        }
        let (mut at, mut begun) = (0, false);
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let comment = line.trim();
            if let Some(words) = comment.strip_prefix('#').and_then(|words| allowance(words.trim())) {
                let from = start + line.find('#').unwrap_or_default();
                let span = Span::new(from, from + comment.len()).shifted(offset);
                let mut covered = covered_fields(text, at).shifted(offset);
                // Above the first entry it is about the note as a whole as well, whose findings stand at its first line.
                if !begun {
                    covered.start = 0;
                }
                self.add(file, words, span, covered);
            } else if let Some(comment) = trailing(line) {
                let span = Span::new(start + comment.start, start + comment.end).shifted(offset);
                let found = Diagnostic::warning("bad-allowance", file, span, "this comment allows nothing");
                self.diagnostics
                    .push(found.help("put it on a line of its own, above the entry that it is about"));
            }
            begun |= !comment.is_empty() && !comment.starts_with('#');
        }
    }

    fn add(&mut self, file: FileId, words: &str, span: Span, covered: Span) {
        let (name, reason) = words.split_once(':').unwrap_or((words, ""));
        let name = name.trim();
        let problem = match rules::unknown(name) {
            Some(problem) => problem,
            None if reason.trim().is_empty() => {
                let help = format!("write it after a colon: `allow {name}: …`");
                ("an allowance needs a reason".to_owned(), Some(help))
            }
            None => {
                self.all.push(Allowance { file, rule: rules::known(name), span, covered });
                return;
            }
        };
        let found = Diagnostic::warning("bad-allowance", file, span, problem.0);
        self.diagnostics.push(found.maybe_help(problem.1));
    }
}

/// The words after `allow`, if a comment is an allowance.
fn allowance(comment: &str) -> Option<&str> {
    comment.strip_prefix("allow").filter(|rest| rest.starts_with(' ')).map(str::trim)
}

/// An allowance behind an entry on its line; what stands in quotation marks is none.
fn trailing(line: &str) -> Option<Range<usize>> {
    let end = line.trim_end().len();
    line.match_indices(" #").map(|(i, _)| i + 1).find_map(|start| {
        let names = allowance(line[start + 1..end].trim())?.split(':').next()?.trim();
        let quoted = line[..start].matches('"').count() % 2 == 1 || line[..start].contains(" '");
        (!quoted && rules::unknown(names).is_none()).then_some(start..end)
    })
}

/// The block around a comment, or below one that stands alone on its lines.
fn covered_text(text: &str, comment: &Range<usize>, length: usize) -> Span {
    let line = text[..comment.start].rfind('\n').map_or(0, |i| i + 1);
    let end = comment.start + length;
    let rest = text[end..].find('\n').map_or(text.len(), |i| end + i);
    let alone = text[line..comment.start].trim().is_empty() && text[end..rest].trim().is_empty();
    if !alone {
        return Span::new(block_start(text, line), block_end(text, rest));
    }
    let below = &text[rest..];
    let start = rest + (below.len() - below.trim_start().len());
    let first_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    Span::new(start, block_end(text, first_end))
}

/// Goes back from a line's start to the first line of its block.
fn block_start(text: &str, mut line: usize) -> usize {
    while line > 0 && !begins_item(&text[line..]) {
        let above = text[..line - 1].rfind('\n').map_or(0, |i| i + 1);
        if text[above..line].trim().is_empty() {
            break;
        }
        line = above;
    }
    line
}

/// Goes on from a line's end to the end of its block.
fn block_end(text: &str, mut end: usize) -> usize {
    while end < text.len() {
        let next = &text[end + 1..];
        let line = next.lines().next().unwrap_or_default();
        if line.trim().is_empty() || begins_item(line) {
            break;
        }
        end += 1 + line.len();
    }
    end
}

/// True if a line begins an item of a list.
fn begins_item(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let mark = if digits.len() < line.len() {
        digits.strip_prefix(['.', ')'])
    } else {
        line.strip_prefix(['-', '*', '+'])
    };
    mark.is_some_and(|rest| rest.starts_with(' '))
}

/// The entry that begins below a comment: its first line, and all lines that are indented deeper.
fn covered_fields(text: &str, from: usize) -> Span {
    let mut first: Option<(usize, usize, bool)> = None;
    let (mut at, mut end) = (from, from);
    for line in text[from..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        match first {
            None => first = Some((start, indent, words.starts_with("- "))),
            // The items of a list may stand as far out as its name.
            Some((_, base, item)) if indent < base || indent == base && (item || !words.starts_with('-')) => {
                break;
            }
            Some(_) => {}
        }
        end = start + line.trim_end().len();
    }
    Span::new(first.map_or(from, |(start, ..)| start), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_text(text: &str) -> Vec<&str> {
        let mut all = Allowances::default();
        all.add_text(FileId(0), text, &super::super::hidden::find(text).comments, 0);
        assert_eq!(all.diagnostics, []);
        all.all.iter().map(|a| &text[a.covered.range()]).collect()
    }

    fn in_fields(text: &str) -> Vec<&str> {
        let mut all = Allowances::default();
        all.add_fields(FileId(0), text, 0);
        all.all.iter().map(|a| &text[a.covered.range()]).collect()
    }

    #[test]
    fn beside_words_it_covers_their_block() {
        assert_eq!(
            in_text("one\n\ntwo\nthree %% allow stale: x %%\nfour\n\nfive"),
            ["two\nthree %% allow stale: x %%\nfour"]
        );
        assert_eq!(
            in_text("- one\n- two %% allow stale: x %%\n  more\n- three"),
            ["- two %% allow stale: x %%\n  more"]
        );
    }

    #[test]
    fn alone_it_covers_the_block_below() {
        assert_eq!(in_text("one\n\n%% allow stale: x %%\ntwo\nthree\n\nfour"), ["two\nthree"]);
        assert_eq!(in_text("<!-- allow stale: x -->\n\ntwo"), ["two"]);
        assert_eq!(in_text("two\n\n%% allow stale: x %%\n"), [""]);
    }

    #[test]
    fn in_fields_it_covers_the_entry_below() {
        let text = "a: 1\n# allow stale: x\nb:\n- one\n- two\nc: 2\n";
        assert_eq!(in_fields(text), ["b:\n- one\n- two"]);
        assert_eq!(in_fields("# allow stale: x\na: 1\nb: 2\n"), ["# allow stale: x\na: 1"]);
        let text = "claims:\n  # allow stale: x\n  - id: a\n    by: b\n\n    when: c\n  - id: d\n";
        assert_eq!(in_fields(text), ["  - id: a\n    by: b\n\n    when: c"]);
        assert_eq!(in_fields("a: 'x # allow stale: x'\n"), Vec::<&str>::new());
    }

    #[test]
    fn one_without_a_rule_or_a_reason_is_reported() {
        let messages = |text: &str| {
            let mut all = Allowances::default();
            all.add_fields(FileId(0), text, 0);
            all.diagnostics.iter().map(|d| format!("{} {}", d.message, d.help.join(""))).collect::<Vec<_>>()
        };
        assert_eq!(messages("# allow stal: x\n"), ["there is no rule `stal` did you mean `stale`?"]);
        assert_eq!(
            messages("# allow stale\n"),
            ["an allowance needs a reason write it after a colon: `allow stale: …`"]
        );
        assert_eq!(
            messages("a: 1 # allow stale: x\n"),
            ["this comment allows nothing put it on a line of its own, above the entry that it is about"]
        );
        assert!(messages("a: \"1 # allow stale: x\"\n").is_empty());
        assert!(messages("# allowed: x\n# we allow stale: x\n").is_empty());
    }
}
