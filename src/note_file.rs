//! Writes front matter that the program reads again as it was meant: of new notes, and a field into one that is there.

mod field;

pub use field::with_parts;

use std::collections::BTreeMap;

use crate::model::NoteType;
use crate::schema::{FieldWords, Shape, fields};
use crate::text::nearest;
use crate::yaml;

/// Why a note cannot be written from what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// There is no such field; the nearest, if one is near.
    UnknownField { name: String, near: Option<&'static str> },
    /// A field without which the note is none.
    Missing { name: &'static str, meaning: String },
    /// The value of a field has more than one line or cannot be seen.
    NotOneLine { name: &'static str },
}

/// The text of a new note: the given fields filled in, the others as comments with their meaning.
///
/// `values` are by field, as an author types them: a list is `a, b` or `[a, b]`.
pub fn write(kind: NoteType, title: &str, values: &BTreeMap<String, String>) -> Result<String, Slip> {
    let fields = fields(kind);
    if let Some(name) = values.keys().find(|name| !fields.iter().any(|field| field.name == **name)) {
        let near = nearest(name, fields.iter().map(|field| field.name));
        return Err(Slip::UnknownField { name: name.clone(), near });
    }
    let mut filled = String::new();
    let mut open = String::new();
    for field in &fields {
        let value =
            if field.name == "title" { Some(title) } else { values.get(field.name).map(String::as_str) };
        match value {
            Some(value) if value.chars().any(char::is_control) => {
                return Err(Slip::NotOneLine { name: field.name });
            }
            Some(value) => filled.push_str(&format!("{}: {}\n", field.name, written(&field.shape, value))),
            None if field.is_required => {
                return Err(Slip::Missing { name: field.name, meaning: field.meaning.clone() });
            }
            None => open.push_str(&comment(field)),
        }
    }
    Ok(format!("---\n{filled}{HINT}{open}---\n{BODY}"))
}

const HINT: &str =
    "# Take the first # away from a field that you need, and write its value before the second.\n";
const BODY: &str = "%% The text, in Markdown. [[id]] links to a note, [@id, p. 3] cites a source; this line reaches no reader. %%\n";

/// An optional field as a comment with its meaning.
fn comment(field: &FieldWords) -> String {
    let (empty, more) = match &field.shape {
        Shape::List(parts) if parts.is_empty() => (" []", String::new()),
        Shape::List(parts) => (" []", format!("; each {{{}}}", parts.join(", "))),
        Shape::Parts(parts) if parts.is_empty() => (" {}", String::new()),
        Shape::Parts(parts) => (" {}", format!(": {{{}}}", parts.join(", "))),
        Shape::Words(words) => ("", format!(": {}", words.join(", "))),
        Shape::Text | Shape::Date | Shape::Number | Shape::Flag => ("", String::new()),
    };
    let head = format!("# {}:{empty}", field.name);
    format!("{head:26}# {}{more}\n", field.meaning.trim_end_matches('.'))
}

fn written(shape: &Shape, value: &str) -> String {
    let value = value.trim();
    match shape {
        Shape::List(_) if value.starts_with('[') => value.to_owned(),
        Shape::List(_) => {
            let items = value.split(',').map(str::trim).filter(|item| !item.is_empty()).map(item);
            format!("[{}]", items.collect::<Vec<String>>().join(", "))
        }
        Shape::Parts(_) | Shape::Number | Shape::Flag => value.to_owned(),
        Shape::Text => scalar(value),
        // `2017` is a date and `2` a grade; in quotes they would be text.
        Shape::Date | Shape::Words(_) if is_plain(value) => value.to_owned(),
        Shape::Date | Shape::Words(_) => quoted(value),
    }
}

/// Text as a value of YAML, in quotes only where it needs them.
pub fn scalar(text: &str) -> String {
    if is_plain(text) && !means_more(text) { text.to_owned() } else { quoted(text) }
}

/// Text as an item of a list in brackets.
pub fn item(text: &str) -> String {
    if text.contains(['[', ']', '{', '}', ',']) { quoted(text) } else { scalar(text) }
}

/// True if a text is read as itself without quotes.
fn is_plain(text: &str) -> bool {
    let (root, problems) = yaml::parse(&format!("x: {text}\ny: z\n"), 0);
    let read = root.as_ref().and_then(|root| root.get("x")?.text().map(str::to_owned));
    problems.is_empty() && read.as_deref() == Some(text) && !text.is_empty()
}

/// True for what other readers of YAML take for a number, a truth or nothing.
fn means_more(text: &str) -> bool {
    let words = ["true", "false", "yes", "no", "on", "off", "null", "~", ".nan", ".inf"];
    words.contains(&text.to_ascii_lowercase().as_str()) || text.parse::<f64>().is_ok()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_note_has_its_fields_in_order_and_the_rest_as_comments() {
        let given = values(&[("kind", "news"), ("url", "https://d.example/a"), ("authors", "Ann B, Carl D")]);
        let text = write(NoteType::Source, "Three days: a report", &given).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..5],
            [
                "---",
                "title: \"Three days: a report\"",
                "kind: news",
                "authors: [Ann B, Carl D]",
                "url: https://d.example/a",
            ]
        );
        assert_eq!(lines[5], HINT.trim_end());
        assert_eq!(
            lines[6],
            "# publisher:              # Who published it: newspaper, agency, ministry, institute"
        );
        let reliability = lines.iter().find(|line| line.starts_with("# reliability:")).unwrap();
        assert!(reliability.ends_with("# Admiralty reliability, A to F: A, B, C, D, E, F"), "{reliability}");
        assert!(
            text.contains("\n# archived: {}            # A copy in a public archive: {url, date}\n"),
            "{text}"
        );
        assert!(text.contains(
            "\n# claims: []              # Attributed, graded, dated statements; each {id, statement, "
        ));
        assert!(!text.contains("# type:") && text.ends_with("%%\n"));
    }

    #[test]
    fn values_are_read_as_they_were_meant() {
        for text in [
            "A: b",
            "# x",
            "",
            "true",
            "1984",
            "- a",
            "[x]",
            "\"q\" \\ 's",
            "a # b",
            "x:",
            "حزب الله",
            "@daily",
            "~",
        ] {
            let (root, problems) = yaml::parse(&format!("x: {}\n", scalar(text)), 0);
            assert_eq!(root.unwrap().get("x").unwrap().text(), Some(text));
            assert!(problems.is_empty());
        }
        assert_eq!(scalar("Ärzte ohne Grenzen"), "Ärzte ohne Grenzen");
        assert_eq!(scalar("1984"), "\"1984\"");
        let text = write(
            NoteType::Event,
            "x",
            &values(&[("date", "[2024-01-01,2024-01-02]"), ("credibility", "2")]),
        );
        assert!(
            text.unwrap().starts_with("---\ntitle: x\ndate: \"[2024-01-01,2024-01-02]\"\ncredibility: 2\n")
        );
        let list = write(NoteType::Actor, "x", &values(&[("aliases", "[A, {name: ب, lang: ar}]")])).unwrap();
        assert!(list.contains("\naliases: [A, {name: ب, lang: ar}]\n"));
    }

    #[test]
    fn slips_are_named() {
        let slip = |kind, given: &[(&str, &str)]| write(kind, "x", &values(given)).unwrap_err();
        assert_eq!(
            slip(NoteType::Source, &[("ulr", "x")]),
            Slip::UnknownField { name: "ulr".into(), near: Some("url") }
        );
        let missing = Slip::Missing { name: "date", meaning: "When it happened.".into() };
        assert_eq!(slip(NoteType::Event, &[]), missing);
        assert_eq!(
            slip(NoteType::Page, &[("summary", "a\nvisibility: public")]),
            Slip::NotOneLine { name: "summary" }
        );
    }
}
