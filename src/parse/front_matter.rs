//! Splits a note into its front matter and its text.

use crate::text::Span;

/// Longest front matter, in bytes.
const LONGEST: usize = 256 * 1024;

/// The parts of a note.
#[derive(Debug, PartialEq, Eq)]
pub struct Parts {
    /// The opening `---`.
    pub top: Span,
    pub fields: Span,
    pub body: Span,
}

/// Why a note has no front matter.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    pub rule: &'static str,
    pub span: Span,
    pub message: String,
    pub help: &'static str,
}

/// Finds the front matter between two lines of `---`, the first of which begins the file.
pub fn split(text: &str) -> Result<Parts, Refusal> {
    let first = text.lines().next().unwrap_or_default();
    let top = Span::new(0, first.len());
    if first.trim_end() != "---" {
        let opener = [";;;", "+++"].contains(&first.trim_end()) || first.starts_with("---");
        return Err(Refusal {
            rule: "no-front-matter",
            span: if opener { top } else { Span::default() },
            message: if opener {
                format!("front matter cannot begin with `{}`", first.trim_end())
            } else {
                "the note has no front matter".into()
            },
            help: "begin the file with a line `---`, then YAML fields such as `title: …`, then `---` again",
        });
    }
    let start = (first.len() + 1).min(text.len());
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let end = at + line.len();
            if at - start > LONGEST {
                return Err(Refusal {
                    rule: "too-large",
                    span: top,
                    message: format!("the front matter is longer than {} KiB", LONGEST / 1024),
                    help: "move claims and figures to the notes that they are about",
                });
            }
            return Ok(Parts { top, fields: Span::new(start, at), body: Span::new(end, text.len()) });
        }
        at += line.len();
    }
    Err(Refusal {
        rule: "no-front-matter",
        span: top,
        message: "the front matter has no end".into(),
        help: "end the fields with a line `---`",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_parts() {
        let text = "---\ntitle: x\n---\nbody\n---\nmore";
        let parts = split(text).unwrap();
        assert_eq!(&text[parts.fields.range()], "title: x\n");
        assert_eq!(&text[parts.body.range()], "body\n---\nmore");
        let text = "---\na: |\n  x\n  ---\n---";
        assert_eq!(&text[split(text).unwrap().fields.range()], "a: |\n  x\n  ---\n");
    }

    #[test]
    fn refuses_with_words_for_each_habit() {
        for text in [
            "",
            "text",
            "---",
            "---\ntitle: x\n",
            "---js\n---\n",
            "---toml\nx\n---\n",
            ";;;\n;;;\n",
            " ---\n---\n",
        ] {
            assert_eq!(split(text).unwrap_err().rule, "no-front-matter", "{text:?}");
        }
        assert!(split("---js\n---\n").unwrap_err().message.contains("---js"));
    }
}
