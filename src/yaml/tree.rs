//! Text to a tree of nodes with spans.

use granit_parser::{Event, Parser, ScalarStyle};

use super::Problem;
use crate::text::Span;

const DEEPEST: usize = 32;
const MOST_NODES: u32 = 100_000;

/// A value with its place in the text.
#[derive(Debug, Clone)]
pub struct Node {
    pub span: Span,
    pub value: Value,
    /// Distinct for each node of a tree.
    pub(super) id: u32,
}

/// The three shapes of YAML data.
#[derive(Debug, Clone)]
pub enum Value {
    /// The text as meant, and whether it stood without quotes.
    Scalar {
        text: String,
        plain: bool,
    },
    Seq(Vec<Node>),
    /// Keys with their spans, in written order.
    Map(Vec<(Span, String, Node)>),
}

impl Node {
    /// Finds a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(_, k, _)| k == key).map(|(_, _, node)| node),
            Value::Scalar { .. } | Value::Seq(_) => None,
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Seq(_) | Value::Map(_) => None,
        }
    }

    /// True for an empty, `~` or `null` value.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }
}

/// Reads one YAML document; all spans are moved by `offset`.
///
/// A syntax error ends the reading; refused constructs and duplicate keys are reported and left out.
pub fn parse(text: &str, offset: usize) -> (Option<Node>, Vec<Problem>) {
    if let Some(at) = tab_indent(text) {
        let message = "this is no YAML: a tab at the start of a line".to_owned();
        let help = Some("indent with spaces; YAML allows no tabs".to_owned());
        let span = Span::new(at, at + 1).shifted(offset);
        return (None, vec![Problem { rule: "yaml-syntax", span, message, help }]);
    }
    match super::quick::read(text, offset) {
        Some(root) => (Some(root), Vec::new()),
        None => read(text, offset),
    }
}

/// Reads a text with the YAML library.
pub(super) fn read(text: &str, offset: usize) -> (Option<Node>, Vec<Problem>) {
    let mut builder =
        Builder { parser: Parser::new_from_str(text), text, offset, problems: Vec::new(), nodes: 0 };
    let root = builder.document();
    (root, builder.problems)
}

/// Finds a line that begins with a tab, which no YAML indentation may contain.
fn tab_indent(text: &str) -> Option<usize> {
    if text.starts_with('\t') { Some(0) } else { text.find("\n\t").map(|i| i + 1) }
}

struct Builder<'a> {
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    text: &'a str,
    offset: usize,
    problems: Vec<Problem>,
    nodes: u32,
}

/// Reading cannot go on.
struct Stop;

impl<'a> Builder<'a> {
    fn document(&mut self) -> Option<Node> {
        let mut root = None;
        let mut documents = 0;
        loop {
            let Ok(Some((event, span))) = self.next() else { return root };
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        self.report(
                            "yaml-refused",
                            span,
                            "a second YAML document",
                            "keep one block of fields",
                        );
                        return root;
                    }
                }
                Event::StreamStart | Event::DocumentEnd => {}
                Event::StreamEnd => return root,
                event => match self.node(event, span, 0) {
                    Ok(node) => root = root.or(node),
                    Err(Stop) => return root,
                },
            }
        }
    }

    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, Stop> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => {
                let range = span.byte_range().unwrap_or(0..0);
                Ok(Some((event, Span::from(range).shifted(self.offset))))
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
                let end = self.text[at..].find('\n').map_or(self.text.len(), |i| at + i);
                let help = match self.text[..end].lines().last() {
                    Some(line) if line.contains('\t') => "indent with spaces; YAML allows no tabs",
                    Some(line) if line.matches(": ").count() > 1 => {
                        "put the value in quotes: it contains `: `"
                    }
                    _ => "check quotes, colons and indentation here and on the line before",
                };
                let span = Span::new(at, end.max(at)).shifted(self.offset);
                self.report("yaml-syntax", span, &format!("this is no YAML: {}", error.info()), help);
                Err(Stop)
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Option<Node>, Stop> {
        self.nodes += 1;
        if depth > DEEPEST || self.nodes > MOST_NODES {
            let help = "write the fields flat, as the manual shows them";
            self.report("yaml-refused", span, "too deep or too much for a note's fields", help);
            return Err(Stop);
        }
        let id = self.nodes;
        let (anchor, tagged) = match &event {
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag) => {
                (*anchor, tag.is_some())
            }
            _ => (0, false),
        };
        if anchor != 0 {
            self.report("yaml-refused", span, "an anchor (`&name`)", "write the value out where it is used");
        }
        if tagged {
            self.report("yaml-refused", span, "a tag (`!name`)", "write plain text, numbers and lists only");
        }
        Ok(match event {
            Event::Scalar(text, style, ..) => {
                let plain = matches!(style, ScalarStyle::Plain);
                Some(Node { span, value: Value::Scalar { text: text.into_owned(), plain }, id })
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                let mut end = span;
                while let Some((event, at)) = self.next()? {
                    match event {
                        Event::SequenceEnd => {
                            end = at;
                            break;
                        }
                        event => items.extend(self.node(event, at, depth + 1)?),
                    }
                }
                let span = cover(span, items.last().map(|n| n.span), end);
                Some(Node { span, value: Value::Seq(items), id })
            }
            Event::MappingStart(..) => Some(self.mapping(span, id, depth)?),
            Event::Alias(_) => {
                self.report(
                    "yaml-refused",
                    span,
                    "an alias (`*name`)",
                    "write the value out where it is used",
                );
                None
            }
            _ => None,
        })
    }

    fn mapping(&mut self, start: Span, id: u32, depth: usize) -> Result<Node, Stop> {
        let mut entries: Vec<(Span, String, Node)> = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        let mut key: Option<Node> = None;
        let mut expecting_value = false;
        let mut end = start;
        while let Some((event, at)) = self.next()? {
            match event {
                Event::MappingEnd => {
                    end = at;
                    break;
                }
                event => {
                    let node = self.node(event, at, depth + 1)?;
                    if !expecting_value {
                        key = node;
                        expecting_value = true;
                        continue;
                    }
                    expecting_value = false;
                    let (Some(key), Some(node)) = (key.take(), node) else { continue };
                    let Value::Scalar { text, .. } = key.value else {
                        self.report("yaml-refused", key.span, "a key that is no text", "write `name: value`");
                        continue;
                    };
                    if !seen.insert(text.clone()) {
                        let message = format!("the field `{}` stands here a second time", show(&text));
                        self.report("duplicate-field", key.span, &message, "keep one of the two");
                        continue;
                    }
                    entries.push((key.span, text, node));
                }
            }
        }
        let span = cover(start, entries.last().map(|(_, _, n)| n.span), end);
        Ok(Node { span, value: Value::Map(entries), id })
    }

    fn report(&mut self, rule: &'static str, span: Span, message: &str, help: &str) {
        let message = if rule == "yaml-refused" {
            format!("{message} is not allowed here")
        } else {
            message.to_owned()
        };
        self.problems.push(Problem { rule, span, message, help: Some(help.to_owned()) });
    }
}

/// The span of a collection: a block one ends with its last item, a flow one with its bracket.
fn cover(start: Span, last: Option<Span>, end: Span) -> Span {
    let end = if end.end > end.start { end.end } else { last.map_or(start.end, |l| l.end) };
    Span { start: start.start, end: end.max(start.start) }
}

fn show(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<&'static str> {
        parse(text, 0).1.into_iter().map(|p| p.rule).collect()
    }

    #[test]
    fn spans_are_those_of_keys_and_values() {
        let text = "title: Ünï \"x\"\nactors: [one, 'two']\nrel:\n  - to: x\n";
        let (root, problems) = parse(text, 0);
        assert!(problems.is_empty());
        let root = root.unwrap();
        let Value::Map(entries) = &root.value else { panic!() };
        assert_eq!(&text[entries[0].0.range()], "title");
        assert_eq!(&text[entries[0].2.span.range()], "Ünï \"x\"");
        let Value::Seq(items) = &entries[1].2.value else { panic!() };
        assert_eq!(&text[items[1].span.range()], "'two'");
        assert_eq!(&text[entries[1].2.span.range()], "[one, 'two']");
        assert_eq!(items[1].text(), Some("two"));
    }

    #[test]
    fn refuses_what_expands_or_acts() {
        assert_eq!(rules("a: &x 1\nb: *x"), ["yaml-refused", "yaml-refused"]);
        assert_eq!(rules("a: !!python/object 1"), ["yaml-refused"]);
        assert_eq!(rules("a: !include /etc/passwd"), ["yaml-refused"]);
        assert_eq!(rules("a: 1\n---\nb: 2"), ["yaml-refused"]);
        assert_eq!(rules("visibility: internal\nvisibility: public"), ["duplicate-field"]);
        assert_eq!(rules("\ttitle: tab"), ["yaml-syntax"]);
        assert_eq!(rules("title: \"unclosed\ndate: 2024"), ["yaml-syntax"]);
    }

    #[test]
    fn survives_depth_and_width() {
        assert!(!rules(&"[".repeat(60_000)).is_empty());
        assert!(!rules(&"[a,".repeat(20_000)).is_empty());
        let wide: String = (0..5_000).map(|i| format!("k{i}: v\n")).collect();
        assert_eq!(rules(&wide), Vec::<&str>::new());
    }

    #[test]
    fn agrees_with_the_reference_library() {
        for text in [
            "a: 1.10\nb: [x, \"y: z\"]\nc:\n  - d: |\n      t\n    e: ''\n",
            "ü: 'it''s'\n",
            "k: >\n  folded\n  text\n",
        ] {
            let (root, problems) = parse(text, 0);
            assert!(problems.is_empty(), "{problems:?}");
            let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
            same(&root.unwrap(), &value);
        }
    }

    fn same(node: &Node, value: &serde_yaml::Value) {
        match (&node.value, value) {
            (Value::Scalar { text, .. }, serde_yaml::Value::String(s)) => assert_eq!(text, s),
            (Value::Scalar { text, .. }, serde_yaml::Value::Number(n)) => {
                assert_eq!(text.parse::<f64>().unwrap(), n.as_f64().unwrap());
            }
            (Value::Seq(a), serde_yaml::Value::Sequence(b)) => {
                assert_eq!(a.len(), b.len());
                a.iter().zip(b).for_each(|(a, b)| same(a, b));
            }
            (Value::Map(a), serde_yaml::Value::Mapping(b)) => {
                assert_eq!(a.len(), b.len());
                for ((_, key, node), (k, v)) in a.iter().zip(b) {
                    assert_eq!(Some(key.as_str()), k.as_str());
                    same(node, v);
                }
            }
            (a, b) => panic!("{a:?} is not {b:?}"),
        }
    }
}
