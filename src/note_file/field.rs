//! Puts a field into the front matter of a note that is there, and leaves every other letter of it alone.

use super::{item, scalar};
use crate::model::{Fields, NoteType};
use crate::parse::front_matter;
use crate::text::Span;
use crate::yaml::{self, Node, Value};

type Entry = (Span, String, Node);

/// A piece of the text and what comes in its place.
type Edit = (Span, String);

/// The text of a note with these parts in a field of its type, such as `file` and `sha256` in `capture`.
///
/// A field that is not there comes where fields of its type have their order; of one that is there, only what differs is written. None if the front
/// matter has a shape in which that cannot be done without changing more.
pub fn with_parts(text: &str, kind: NoteType, field: &str, parts: &[(&str, &str)]) -> Option<String> {
    let old = read(text)?;
    let edits = match old.get(field) {
        Some(value) => changed_parts(text, value, parts)?,
        None => vec![new_field(text, &old, kind, field, parts)?],
    };
    let new = applied(text, edits);
    // Whatever stands in a note, it must say the same as before but for this field.
    let (before, after) = (entries(&old)?, read(&new)?);
    let others = |all: &[Entry]| all.iter().filter(|(_, key, _)| key != field).cloned().collect::<Vec<_>>();
    let is_kept = same_entries(&others(before), &others(entries(&after)?));
    let value = after.get(field)?;
    let is_written = parts.iter().all(|(name, text)| value.get(name).and_then(Node::text) == Some(*text));
    (is_kept && is_written).then_some(new)
}

fn read(text: &str) -> Option<Node> {
    let fields = front_matter::split(text).ok()?.fields;
    let (root, problems) = yaml::parse(text.get(fields.range())?, fields.start as usize);
    root.filter(|_| problems.is_empty())
}

fn entries(node: &Node) -> Option<&[Entry]> {
    match &node.value {
        Value::Map(entries) => Some(entries),
        Value::Scalar { .. } | Value::Seq(_) => None,
    }
}

/// The line of a field that is not there yet.
fn new_field(text: &str, root: &Node, kind: NoteType, field: &str, parts: &[(&str, &str)]) -> Option<Edit> {
    let order: Vec<&str> = std::iter::once("title").chain(Fields::names(kind).iter().copied()).collect();
    let seat = Seat::of(text, root, &order, field)?;
    let value = match seat {
        Seat::InBrackets(_) => {
            let parts: Vec<String> =
                parts.iter().map(|(name, text)| format!("{name}: {}", item(text))).collect();
            format!("{{{}}}", parts.join(", "))
        }
        Seat::OnLine { indent, .. } => {
            let inner = " ".repeat(indent + 2);
            parts.iter().map(|(name, text)| format!("\n{inner}{name}: {}", scalar(text))).collect()
        }
    };
    Some(seat.edit(field, &value))
}

/// What has to change in a field that is there.
fn changed_parts(text: &str, value: &Node, parts: &[(&str, &str)]) -> Option<Vec<Edit>> {
    let order: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    let mut edits = Vec::new();
    for (name, wanted) in parts {
        match value.get(name) {
            Some(old) if old.text() == Some(wanted) => {}
            Some(old) => edits.push((old.span, item(wanted))),
            None => edits.push(Seat::of(text, value, &order, name)?.edit(name, &item(wanted))),
        }
    }
    Some(edits)
}

/// Where a new entry of a mapping comes.
#[derive(Clone, Copy)]
enum Seat {
    /// Behind an entry of `{…}`.
    InBrackets(usize),
    /// At the beginning of a line.
    OnLine { at: usize, indent: usize },
}

impl Seat {
    /// Behind the entry that comes last before `name` in the order, or before all of them.
    fn of(text: &str, map: &Node, order: &[&str], name: &str) -> Option<Seat> {
        let rank = |name: &str| order.iter().position(|other| *other == name);
        let entries = entries(map)?;
        let earlier = entries.iter().filter(|(_, key, _)| rank(key).is_some_and(|r| Some(r) < rank(name)));
        let before = earlier.max_by_key(|(_, key, _)| rank(key));
        if text[map.span.range()].starts_with('{') {
            return Some(Seat::InBrackets(before.or(entries.last())?.2.span.range().end));
        }
        let (key, _, _) = before.or(entries.first())?;
        let start = key.range().start;
        let line = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let indent = start - line;
        if !text[line..start].bytes().all(|byte| byte == b' ') {
            return None;
        }
        let at = before.map_or(line, |(_, _, value)| below(text, value.span.range().end, indent));
        Some(Seat::OnLine { at, indent })
    }

    fn edit(self, name: &str, value: &str) -> Edit {
        match self {
            Seat::InBrackets(at) => (Span::new(at, at), format!(", {name}: {value}")),
            Seat::OnLine { at, indent } => {
                let space = if value.starts_with('\n') { "" } else { " " };
                (Span::new(at, at), format!("{}{name}:{space}{value}\n", " ".repeat(indent)))
            }
        }
    }
}

/// The beginning of the line below a value that ends at a place; comments that stand further in belong to the value.
fn below(text: &str, end: usize, indent: usize) -> usize {
    let next = |at: usize| text[at..].find('\n').map_or(text.len(), |i| at + i + 1);
    let mut at = if text[..end].ends_with('\n') { end } else { next(end) };
    loop {
        let line = &text[at..next(at)];
        let words = line.trim_start_matches(' ');
        if !words.starts_with('#') || line.len() - words.len() <= indent {
            return at;
        }
        at = next(at);
    }
}

fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(span, _)| *span);
    let (mut new, mut at) = (String::with_capacity(text.len() + 160), 0);
    for (span, words) in edits {
        new.push_str(&text[at..span.range().start]);
        new.push_str(&words);
        at = span.range().end;
    }
    new + &text[at..]
}

fn same_entries(a: &[Entry], b: &[Entry]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|((_, a, x), (_, b, y))| a == b && same(x, y))
}

/// True if two values say the same, wherever they stand.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Scalar { text: a, plain: x }, Value::Scalar { text: b, plain: y }) => a == b && x == y,
        (Value::Seq(a), Value::Seq(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => same_entries(a, b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [(&str, &str); 3] = [("file", "a.pdf"), ("sha256", "ab12"), ("date", "2024-03-28")];
    const BLOCK: &str = "capture:\n  file: a.pdf\n  sha256: ab12\n  date: 2024-03-28\n";

    fn put(fields: &str) -> Option<String> {
        let text =
            with_parts(&format!("---\n{fields}---\nText: {{}}\n---\n"), NoteType::Source, "capture", &PARTS)?;
        Some(text.strip_prefix("---\n")?.strip_suffix("---\nText: {}\n---\n")?.to_owned())
    }

    /// Asserts that the field comes where `@` stands, and that nothing else changes.
    #[track_caller]
    fn comes_at_the_mark(fields: &str) {
        assert_eq!(put(&fields.replacen('@', "", 1)).unwrap(), fields.replacen('@', BLOCK, 1));
    }

    #[test]
    fn a_new_field_comes_in_the_order_of_its_type() {
        comes_at_the_mark("title: X\nurl: https://a.example\naccessed: 2024-03-01\n@reliability: B\n");
        comes_at_the_mark("title: X\n@reliability: B\n");
        comes_at_the_mark("title: X\n@");
        comes_at_the_mark("topics: [a]\ntitle: X\n@summary: S\nreliability: B\n");
        comes_at_the_mark("reliability: B\nurl: https://a.example\n@title: X\n");
    }

    #[test]
    fn comments_and_odd_values_stay_what_they_were() {
        comes_at_the_mark("title: X # its own\n@\n# allow stale: x\nreliability: B\n");
        comes_at_the_mark(
            "title: X\narchived:\n  url: https://a.example # kept\n  # no day known\n@# below\nlang: en\n",
        );
        comes_at_the_mark("title: X\nauthors:\n- One\n- Two: \"3\"\n@reliability: B\n");
        comes_at_the_mark("title: >\n  Long\n  title\n@reliability: B\n");
        comes_at_the_mark("title: \"Two\n  lines\"\n@reliability: B\n");
        comes_at_the_mark("\"title\": X\nkind: news   \n@");
        comes_at_the_mark("title: X\npublished: 2024\n@# capture: {}            # A local copy\n");
    }

    #[test]
    fn other_shapes_are_kept_or_left_alone() {
        let indented = put("  title: X\n  lang: en\n").unwrap();
        assert_eq!(
            indented,
            "  title: X\n  capture:\n    file: a.pdf\n    sha256: ab12\n    date: 2024-03-28\n  lang: en\n"
        );
        assert_eq!(
            put("{title: X, lang: en}\n").unwrap(),
            "{title: X, capture: {file: a.pdf, sha256: ab12, date: 2024-03-28}, lang: en}\n"
        );
        for refused in [
            "- title\n",
            "title\n",
            "title: [\n",
            "title: X\ntitle: Y\n",
            "? title\n: X\n",
            "capture:\ntitle: X\n",
        ] {
            assert_eq!(put(refused), None, "{refused}");
        }
        assert_eq!(with_parts("title: X\n", NoteType::Source, "capture", &PARTS), None);
    }

    #[test]
    fn of_a_field_that_is_there_only_what_differs_is_written() {
        assert_eq!(
            put("title: X\ncapture:  # ours\n  sha256: 'cd'  # old\n  file: a.pdf\nlang: en\n").unwrap(),
            "title: X\ncapture:  # ours\n  sha256: ab12  # old\n  date: 2024-03-28\n  file: a.pdf\nlang: en\n"
        );
        assert_eq!(
            put("title: X\ncapture: {file: \"b, c.pdf\", sha256: cd}\n").unwrap(),
            "title: X\ncapture: {file: a.pdf, sha256: ab12, date: 2024-03-28}\n"
        );
        let whole = format!("title: X\n{BLOCK}");
        assert_eq!(put(&whole).as_deref(), Some(whole.as_str()));
    }

    #[test]
    fn values_are_read_again_as_they_were_meant() {
        for name in
            ["a, b.pdf", "#1.pdf", "x: y.pdf", "{a}.pdf", "'q' \"r\".pdf", "تقرير.pdf", "123", "-.pdf"]
        {
            for note in ["---\ntitle: X\n---\n", "---\n{title: X}\n---\n", "---\ncapture: {file: x}\n---\n"] {
                let text = with_parts(note, NoteType::Source, "capture", &[("file", name)]).unwrap();
                let file = read(&text)
                    .unwrap()
                    .get("capture")
                    .unwrap()
                    .get("file")
                    .unwrap()
                    .text()
                    .unwrap()
                    .to_owned();
                assert_eq!(file, name, "{text}");
            }
        }
    }
}
