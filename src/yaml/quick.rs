//! The plain form that nearly all front matter has, read in one go.
//!
//! [`read`] takes block mappings and lists, one-line lists and mappings in brackets, and text with or without simple quotes. Of anything
//! else, and of every mistake, it knows nothing: then the whole text is read by the YAML library, whose result is the same for what both
//! can read.

use super::tree::{Node, Value};
use crate::text::Span;

/// How deep values may lie in each other.
const DEEPEST: usize = 12;

/// Reads a text of the plain form; all spans are moved by `offset`.
pub(super) fn read(text: &str, offset: usize) -> Option<Node> {
    if text.len() > 64 * 1024 || !text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        return None;
    }
    let strange = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !"–—‘’“”«»…،؛؟°·".contains(c);
    if !text.is_ascii() && text.contains(strange) {
        return None;
    }
    let mut reader = Reader { text, at: 0, offset, nodes: 0 };
    let first = reader.line()?;
    let root = reader.block(first, 0)?;
    reader.line().is_none().then_some(root)
}

/// Everything but control characters; a line's end is none here.
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != 0x7f || byte == b'\n'
}

/// What stands on a line from some column on, without space behind it.
#[derive(Clone, Copy)]
struct Line<'a> {
    column: usize,
    /// Where it begins in the whole text.
    start: usize,
    words: &'a str,
}

impl<'a> Line<'a> {
    /// The item that a list has here.
    fn item(self) -> Option<Line<'a>> {
        self.words.strip_prefix("- ").map(|_| self.after(2))
    }

    /// The line behind some of its bytes and the space after them.
    fn after(self, bytes: usize) -> Line<'a> {
        let words = self.words[bytes..].trim_start_matches(' ');
        let skipped = self.words.len() - words.len();
        Line { column: self.column + skipped, start: self.start + skipped, words }
    }

    /// The name that a field has here, without its colon.
    fn key(self) -> Option<&'a str> {
        let key = &self.words[..self.words.find(':')?];
        let rest = &self.words[key.len() + 1..];
        (is_name(key) && (rest.is_empty() || rest.starts_with(' '))).then_some(key)
    }
}

fn is_name(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

struct Reader<'a> {
    text: &'a str,
    /// Where the next line begins.
    at: usize,
    offset: usize,
    nodes: u32,
}

impl<'a> Reader<'a> {
    /// The next line that says something; it is not passed yet.
    fn line(&mut self) -> Option<Line<'a>> {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let whole = &rest[..rest.find('\n').unwrap_or(rest.len())];
            let line = Line { column: 0, start: self.at, words: whole.trim_end_matches(' ') }.after(0);
            if !line.words.is_empty() && !line.words.starts_with('#') {
                return Some(line);
            }
            self.pass();
        }
        None
    }

    /// Goes on to the line after this one.
    fn pass(&mut self) {
        self.at = self.text[self.at..].find('\n').map_or(self.text.len(), |i| self.at + i + 1);
    }

    fn node(
        &mut self,
        start: usize,
        end: usize,
        make: impl FnOnce(&mut Self) -> Option<Value>,
    ) -> Option<Node> {
        self.nodes += 1;
        let id = self.nodes;
        let value = make(self)?;
        let last = match &value {
            Value::Map(entries) => entries.last().map(|(_, _, node)| node),
            Value::Seq(items) => items.last(),
            Value::Scalar { .. } => None,
        };
        // A block ends with its last entry.
        let end = if end > start { end + self.offset } else { last?.span.end as usize };
        Some(Node { span: Span::new(start + self.offset, end), value, id })
    }

    /// Reads what begins on a line and goes on below it in the same column.
    fn block(&mut self, first: Line<'a>, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        self.node(first.start, first.start, |reader| match first.item() {
            Some(_) => reader.items(first, depth).map(Value::Seq),
            None => reader.entries(first, depth).map(Value::Map),
        })
    }

    fn items(&mut self, first: Line<'a>, depth: usize) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        let mut line = first;
        loop {
            let item = line.item()?;
            items.push(if item.key().is_some() {
                self.block(item, depth + 1)?
            } else {
                self.value(item, first.column, depth + 1)?
            });
            match self.line() {
                Some(next) if next.column == first.column && next.item().is_some() => line = next,
                Some(next) if next.column > first.column => return None,
                _ => return Some(items),
            }
        }
    }

    fn entries(&mut self, first: Line<'a>, depth: usize) -> Option<Vec<(Span, String, Node)>> {
        let mut entries: Vec<(Span, String, Node)> = Vec::new();
        let mut line = first;
        loop {
            let key = line.key()?;
            if entries.iter().any(|(_, other, _)| other == key) {
                return None;
            }
            self.nodes += 1;
            let place = Span::new(line.start, line.start + key.len()).shifted(self.offset);
            let value = line.after(key.len() + 1);
            let node = if value.words.is_empty() {
                self.pass();
                let below = self.line()?;
                let deeper =
                    below.column > first.column || below.column == first.column && below.item().is_some();
                if !deeper {
                    return None;
                }
                let mut node = self.block(below, depth + 1)?;
                // The library sees a list that stands as far out as its name from its first item on.
                if let Some(item) = below.item().filter(|_| below.column == first.column) {
                    node.span.start = (item.start + self.offset) as u32;
                }
                node
            } else {
                self.value(value, first.column, depth + 1)?
            };
            entries.push((place, key.to_owned(), node));
            match self.line() {
                Some(next) if next.column == first.column => line = next,
                Some(next) if next.column > first.column => return None,
                _ => return Some(entries),
            }
        }
    }

    /// Reads a value that ends with its line; what is below must not go on with it.
    fn value(&mut self, line: Line<'a>, column: usize, depth: usize) -> Option<Node> {
        let node = match line.words.as_bytes()[0] {
            b'[' | b'{' => {
                let mut flow = Flow { reader: self, at: line.start, end: line.start + line.words.len() };
                let node = flow.value(depth)?;
                (flow.at == flow.end).then_some(node)?
            }
            _ => self.scalar(line)?,
        };
        self.pass();
        match self.line() {
            Some(next) if next.column > column => None,
            _ => Some(node),
        }
    }

    fn scalar(&mut self, line: Line<'a>) -> Option<Node> {
        let words = line.words;
        let text = match words.as_bytes()[0] {
            quote @ (b'"' | b'\'') => {
                let inner = words[1..].strip_suffix(quote as char)?;
                (!inner.contains([quote as char, '\\'])).then_some(inner)?
            }
            _ => is_text(words).then_some(words)?,
        };
        let plain = text.len() == words.len();
        let value = Value::Scalar { text: text.to_owned(), plain };
        self.node(line.start, line.start + words.len(), |_| Some(value))
    }
}

/// True for text that needs no quotes.
fn is_text(words: &str) -> bool {
    words.starts_with(|c: char| c.is_alphanumeric() || c == '(')
        && !words.ends_with(':')
        && !words.contains(": ")
        && !words.contains(" #")
}

/// What stands in brackets on one line.
struct Flow<'r, 'a> {
    reader: &'r mut Reader<'a>,
    at: usize,
    end: usize,
}

impl<'a> Flow<'_, 'a> {
    fn rest(&self) -> &'a str {
        &self.reader.text[self.at..self.end]
    }

    /// Passes a mark and the space after it.
    fn take(&mut self, mark: char) -> bool {
        let found = self.rest().starts_with(mark);
        if found {
            self.at += 1;
            self.skip();
        }
        found
    }

    fn skip(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(' ').len();
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        let start = self.at;
        self.reader.nodes += 1;
        let id = self.reader.nodes;
        let (value, end) = if self.take('[') {
            self.list(']', |flow| flow.value(depth + 1)).map(|(items, end)| (Value::Seq(items), end))?
        } else if self.take('{') {
            self.list('}', |flow| flow.entry(depth + 1)).map(|(entries, end)| (Value::Map(entries), end))?
        } else {
            let words = self.words()?;
            (Value::Scalar { text: words.to_owned(), plain: true }, start + words.len())
        };
        Some(Node { span: Span::new(start, end).shifted(self.reader.offset), value, id })
    }

    /// Reads entries with commas between them up to a closing bracket.
    fn list<T>(
        &mut self,
        close: char,
        mut entry: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<(Vec<T>, usize)> {
        let mut all = Vec::new();
        while !self.rest().starts_with(close) {
            if !all.is_empty() && !self.take(',') {
                return None;
            }
            all.push(entry(self)?);
        }
        let end = self.at + 1;
        self.take(close);
        Some((all, end))
    }

    fn entry(&mut self, depth: usize) -> Option<(Span, String, Node)> {
        let start = self.at;
        let key = &self.rest()[..self.rest().find(':')?];
        if !is_name(key) {
            return None;
        }
        self.reader.nodes += 1;
        self.at += key.len() + 1;
        if !self.rest().starts_with(' ') {
            return None;
        }
        self.skip();
        let node = self.value(depth)?;
        let place = Span::new(start, start + key.len()).shifted(self.reader.offset);
        Some((place, key.to_owned(), node))
    }

    /// Reads text up to a comma or bracket.
    fn words(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let words = rest[..rest.find([',', ']', '}'])?].trim_end_matches(' ');
        let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')');
        if !words.starts_with(char::is_alphanumeric) || !words.chars().all(plain) {
            return None;
        }
        self.at += words.len();
        self.skip();
        Some(words)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tree;
    use super::*;

    /// A tree without the numbers of its nodes, which need only be distinct.
    fn show(node: &Node) -> String {
        let value = match &node.value {
            Value::Scalar { text, plain } => format!("{text:?} {plain}"),
            Value::Seq(items) => format!("{:?}", items.iter().map(show).collect::<Vec<_>>()),
            Value::Map(entries) => {
                let entries =
                    entries.iter().map(|(span, key, node)| format!("{span:?} {key}: {}", show(node)));
                format!("{:?}", entries.collect::<Vec<_>>())
            }
        };
        format!("{:?} {value}", node.span)
    }

    /// The tree of a text read quickly, if it can be, which is what the library reads.
    fn both(text: &str) -> Option<String> {
        let quick = read(text, 7).map(|node| show(&node));
        if let Some(quick) = &quick {
            let (slow, problems) = tree::read(text, 7);
            assert_eq!(problems, [], "{text}");
            assert_eq!(quick, &show(&slow.unwrap()), "{text}");
        }
        quick
    }

    #[test]
    fn the_plain_form_is_read_quickly() {
        for text in [
            "title: It's (so) [they] say, {all} \"of\" it & more\n",
            "title:  x  \nsummary: 'a: b'\nurl: https://example.org/a#b\n\n# a comment\ndate: \"2023-10~\"\n",
            "topics: [a, b-c,  d e ]\nnone: []\nactors:\n  - {actor: x, role: y, sources: [z, w]}\n  - {actor: v}\n",
            "relations:\n  - type: part-of\n    to: x\n    when: 1995/2010\n    sources: [a]\n  -   type: leads\n      to: z\nlang: ar\n",
            "topics:\n- a\n- b\ntitle: قال الشيخ\n",
            "a:\n  b:\n    c:\n      - d\n",
            "- a\n- b: c\n",
        ] {
            assert!(both(text).is_some(), "{text}");
        }
    }

    #[test]
    fn everything_else_is_left_to_the_library() {
        for text in [
            "",
            "a",
            "a:",
            "a: b\n  c",
            "a: |\n  b",
            "a: >\n b",
            "a: &x b",
            "a: *x",
            "a: !t b",
            "a: b: c",
            "a: b #c",
            "a: \"x\\n\"",
            "a: 'it''s'",
            "a: [b,]",
            "a: [b",
            "a: [b]c",
            "a: [b: c]",
            "a: {b}",
            "a: 1\na: 2",
            "a: b\n c: d",
            "  a: b\n c: d",
            "? a",
            "a: - b",
            "a: ~",
            "a: @b",
            "a: %b",
            "a: [\"b\"]",
            "a:b",
            "\ta: b",
            "a: b\u{85}c",
            "a: b\u{2028}c",
            "---\na: b",
            "a:\nb: c",
            "a: b:",
            "- - a",
            "a: -",
            "a: 'b' c",
            "a: b\r\n",
        ] {
            assert!(both(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_give_the_same(
            parts in prop::collection::vec(prop::sample::select(vec![
                "a", "b: ", "c:", "\n", "\n  ", "\n- ", "\n  - ", "\n    ", "- ", "  ", " ", "[", "]", "{", "}", ", ", ",", "\"", "'", "x y", "é", "#", " # z", ": ", ":",
                "2024-01-02", "~", "|", ">", "&", "*", "!", "%", "-", "(", "\ntitle: t\n", "\nlist: [a, b]\n", "\nrel:\n  - to: x\n    by: y\n", "{k: v}",
            ]), 1..14),
        ) {
            both(&parts.concat());
        }
    }
}
