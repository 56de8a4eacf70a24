//! A tree of nodes to a serde type, with every mistake.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;

use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, Unexpected, Visitor,
};

use super::{Node, Problem, Value};
use crate::text::{Span, nearest};

/// A value with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// A value with its place is read as the value.
impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A mistake in a value, for the `Deserialize` of value types: `de::Error::custom(fault)`.
#[derive(Debug, Clone)]
pub struct Fault {
    pub rule: &'static str,
    pub message: String,
    pub help: String,
}

/// What a missing field is read as: a text that no file can contain, since control characters are refused when files are loaded.
pub const STAND_IN: &str = "\0";

/// The most mistakes that one block of fields is searched for.
const MOST_MISTAKES: usize = 200;

/// Reads a tree into a type and reports everything in it that does not fit.
///
/// Returns nothing only if what is left after all faulty entries are taken out is still no such type.
pub fn decode<T: DeserializeOwned>(root: &Node, problems: &mut Vec<Problem>) -> Option<T> {
    let ctx = Ctx::default();
    for _ in 0..MOST_MISTAKES {
        let error = match T::deserialize(De { node: root, ctx: &ctx }) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let node = error.node.unwrap_or(root.id);
        let missing = error.missing;
        let span = error.span.unwrap_or(root.span);
        let filled = missing.is_some_and(|field| {
            let mut filled = ctx.filled.borrow_mut();
            let new = !filled.contains(&(node, field));
            filled.push((node, field));
            new
        });
        // A field whose value is wrong has been reported; that it is missing now is our doing.
        let dropped = missing.is_some_and(|field| ctx.dropped.borrow().contains(&(node, field.to_owned())));
        if !error.echo && !dropped {
            // The block itself is too much to underline for a field that is not there: its first line will do.
            let span = if missing.is_some() { Span { start: span.start, end: span.start } } else { span };
            let Error { rule, message, help, .. } = error;
            problems.push(Problem { rule, span, message, help });
        }
        if filled {
            continue;
        }
        if node == root.id {
            return None;
        }
        ctx.skipped.borrow_mut().insert(node);
    }
    None
}

#[derive(Default)]
struct Ctx {
    /// Nodes that are left out since they are faulty.
    skipped: RefCell<FxHashSet<u32>>,
    /// Fields that are there but left out, by the mapping's node.
    dropped: RefCell<FxHashSet<(u32, String)>>,
    /// Required fields that are missing, so that the search for more mistakes can go on.
    filled: RefCell<Vec<(u32, &'static str)>>,
}

#[derive(Debug)]
struct Error {
    rule: &'static str,
    message: String,
    help: Option<String>,
    span: Option<Span>,
    node: Option<u32>,
    missing: Option<&'static str>,
    /// Comes from a filled-in field, which has been reported already.
    echo: bool,
}

impl Error {
    fn new(rule: &'static str, message: String, help: Option<String>) -> Self {
        Error { rule, message, help, span: None, node: None, missing: None, echo: false }
    }

    fn at(mut self, span: Span, node: u32) -> Self {
        self.span = self.span.or(Some(span));
        self.node = self.node.or(Some(node));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

const MARK: char = '\u{1f}';

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{MARK}{}{MARK}{}", self.rule, self.message, self.help)
    }
}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let text = message.to_string();
        let mut parts = text.splitn(3, MARK);
        match (parts.next(), parts.next(), parts.next()) {
            (Some(rule), Some(message), Some(help)) => Error::new(
                crate::diag::rules::known(rule),
                message.to_owned(),
                (!help.is_empty()).then(|| help.to_owned()),
            ),
            _ => Error::new("wrong-value", text, None),
        }
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        Error::new("wrong-type", format!("wanted {wanted}, found {}", describe(found)), None)
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        Error::new("wrong-value", format!("wanted {wanted}, found {}", describe(found)), None)
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let help = nearest(field, expected.iter().copied()).map_or_else(
            || format!("the fields here are: {}", expected.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        Error::new("unknown-field", format!("unknown field `{}`", short(field)), Some(help))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let help = match nearest(variant, expected.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? The words are: {}", expected.join(", ")),
            None => format!("the words are: {}", expected.join(", ")),
        };
        Error::new(
            "wrong-value",
            format!("`{}` is none of the words allowed here", short(variant)),
            Some(help),
        )
    }

    fn missing_field(field: &'static str) -> Self {
        let message = format!("the field `{field}` is missing");
        Error {
            missing: Some(field),
            ..Error::new("missing-field", message, Some(format!("add `{field}: …`")))
        }
    }
}

fn describe(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Seq => "a list".into(),
        Unexpected::Map => "a mapping".into(),
        Unexpected::Unit | Unexpected::Option => "nothing".into(),
        Unexpected::Str(text) => format!("`{}`", short(text)),
        other => other.to_string(),
    }
}

fn short(text: &str) -> String {
    let mut out: String = text.chars().take(60).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// The most parts that a hint names.
const MOST_PARTS: usize = 4;

/// How a text is written as the only item of a list; where it has a comma, it may be meant as several.
fn list_of(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')');
    let is_safe = text.chars().all(is_plain) && !text.starts_with(['-', ' ']);
    if is_safe {
        return format!("write [{text}]");
    }
    let quoted = format!("[\"{}\"]", text.replace('\\', "\\\\").replace('"', "\\\""));
    let several = text.contains(", ") && text.chars().all(|c| is_plain(c) || c == ',');
    if several {
        format!("write {quoted}, or [{text}] if these are several")
    } else {
        format!("write {quoted}")
    }
}

const ANY_NUMBER: &str = "a number";

/// How a number is written that has separators or a comma for its decimals; `decimals` says whether it may have any.
fn number_help(text: &str, decimals: bool) -> Option<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain: String =
        text.chars().filter(|c| !matches!(c, ',' | '_' | ' ' | '\'' | '\u{a0}' | '\u{202f}')).collect();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if plain == text || !is_number(plain.strip_prefix('-').unwrap_or(&plain)) {
        return (plain != text).then(|| "write numbers without separators: 2500".to_owned());
    }
    let point =
        unsigned.split_once(',').filter(|(whole, rest)| decimals && is_number(whole) && is_number(rest));
    Some(match point {
        Some((_, rest)) if rest.len() == 3 => {
            format!(
                "write `{}` if the comma stands before decimals, `{plain}` if it divides thousands",
                text.replace(',', ".")
            )
        }
        Some(_) => format!("write decimals behind a point: `{}`", text.replace(',', ".")),
        None => format!("write numbers without separators: `{plain}`"),
    })
}

#[derive(Clone, Copy)]
struct De<'a> {
    node: &'a Node,
    ctx: &'a Ctx,
}

impl<'a> De<'a> {
    fn done<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|e| e.at(self.node.span, self.node.id))
    }

    fn unexpected(self, wanted: &dyn de::Expected) -> Error {
        let found = match &self.node.value {
            Value::Seq(_) => Unexpected::Seq,
            Value::Map(_) => Unexpected::Map,
            Value::Scalar { .. } if self.node.is_null() => Unexpected::Unit,
            Value::Scalar { text, .. } => Unexpected::Str(text),
        };
        de::Error::invalid_type(found, wanted)
    }

    fn number<T: std::str::FromStr>(
        self,
        kind: &'static str,
        visitor: &dyn de::Expected,
    ) -> Result<T, Error> {
        // What a type says of itself is better than any word of ours, but for the names of Rust's own types.
        let own = || {
            let own = visitor.to_string();
            if own.contains(' ') { own } else { kind.to_owned() }
        };
        let Value::Scalar { text, plain: true } = &self.node.value else {
            return Err(self.unexpected(&own().as_str()));
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let all = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all(whole) || !all(decimals) || (whole.len() > 1 && whole.starts_with('0')) {
            let mut error = self.unexpected(&own().as_str());
            error.help = number_help(text, kind == ANY_NUMBER);
            return Err(error);
        }
        text.parse().map_err(|_| self.unexpected(&own().as_str()))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty, $words:expr;)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
            self.done(self.number::<$type>($words, &visitor).and_then(|n| visitor.$visit(n)))
        }
    )*};
}

impl<'a> Deserializer<'a> for De<'a> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Seq(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
            Value::Scalar { .. } if self.node.is_null() => self.done(visitor.visit_unit()),
            Value::Scalar { text, .. } => self.done(visitor.visit_borrowed_str(text)),
        }
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        self.done(match &self.node.value {
            Value::Scalar { text, plain: true } if text == "true" => visitor.visit_bool(true),
            Value::Scalar { text, plain: true } if text == "false" => visitor.visit_bool(false),
            _ => Err(self.unexpected(&"`true` or `false`")),
        })
    }

    numbers! {
        deserialize_i8 visit_i64 i64, "a whole number";
        deserialize_i16 visit_i64 i64, "a whole number";
        deserialize_i32 visit_i64 i64, "a whole number";
        deserialize_i64 visit_i64 i64, "a whole number";
        deserialize_u8 visit_u64 u64, "a whole number";
        deserialize_u16 visit_u64 u64, "a whole number";
        deserialize_u32 visit_u64 u64, "a whole number";
        deserialize_u64 visit_u64 u64, "a whole number";
        deserialize_f32 visit_f64 f64, ANY_NUMBER;
        deserialize_f64 visit_f64 f64, ANY_NUMBER;
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        self.done(match &self.node.value {
            Value::Scalar { text, .. } if !self.node.is_null() => visitor.visit_borrowed_str(text),
            _ => Err(self.unexpected(&"text")),
        })
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() {
            let help = Some("give it a value, or take the line out".into());
            return self.done(Err(Error::new("empty-field", "this field has no value".into(), help)));
        }
        self.done(visitor.visit_some(self))
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        let items: &[Node] = match &self.node.value {
            Value::Seq(items) => items,
            _ if self.node.is_null() => &[],
            Value::Scalar { text, .. } => {
                let mut error = self.unexpected(&"a list");
                error.help = Some(list_of(&short(text)));
                return self.done(Err(error));
            }
            Value::Map(_) => {
                let mut error = self.unexpected(&"a list");
                error.help = Some("begin each entry with `- `, its fields below one another".to_owned());
                return self.done(Err(error));
            }
        };
        self.done(visitor.visit_seq(Items { items: items.iter(), ctx: self.ctx }))
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value::Map(entries) = &self.node.value else {
            return self.done(Err(self.unexpected(&"a mapping (`name: value`)")));
        };
        let filled: Vec<&'static str> = self
            .ctx
            .filled
            .borrow()
            .iter()
            .filter(|(id, _)| *id == self.node.id)
            .map(|(_, field)| *field)
            .collect();
        let map = self.node.id;
        let access =
            Entries { map, entries: entries.iter(), filled: filled.into_iter(), value: None, ctx: self.ctx };
        self.done(visitor.visit_map(access))
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == SPANNED {
            return self.done(visitor.visit_seq(Parts { de: Some(self), step: 0 }));
        }
        if !matches!(self.node.value, Value::Map(_)) && !fields.is_empty() {
            let mut error = self.unexpected(&"a mapping (`name: value`)");
            let parts: Vec<String> =
                fields.iter().take(MOST_PARTS).map(|field| format!("{field}: …")).collect();
            let more = if fields.len() > MOST_PARTS { ", …" } else { "" };
            error.help = Some(format!("write it with its parts: {{{}{more}}}", parts.join(", ")));
            return self.done(Err(error));
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.done(match &self.node.value {
            Value::Scalar { text, .. } if !self.node.is_null() => {
                let text: StrDeserializer<'_, Error> = text.as_str().into_deserializer();
                visitor.visit_enum(text)
            }
            _ => Err(self.unexpected(&"one word")),
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.done(visitor.visit_newtype_struct(self))
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { <V: Visitor<'a>> char bytes byte_buf unit unit_struct tuple tuple_struct identifier i128 u128 }
}

struct Items<'a> {
    items: std::slice::Iter<'a, Node>,
    ctx: &'a Ctx,
}

impl<'a> de::SeqAccess<'a> for Items<'a> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let skipped = |node: &Node| self.ctx.skipped.borrow().contains(&node.id);
        match self.items.by_ref().find(|node| !skipped(node)) {
            Some(node) => {
                let de = De { node, ctx: self.ctx };
                de.done(seed.deserialize(de)).map(Some)
            }
            None => Ok(None),
        }
    }
}

struct Entries<'a> {
    map: u32,
    entries: std::slice::Iter<'a, (Span, String, Node)>,
    filled: std::vec::IntoIter<&'static str>,
    value: Option<&'a Node>,
    ctx: &'a Ctx,
}

impl<'a> de::MapAccess<'a> for Entries<'a> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        for (span, key, node) in self.entries.by_ref() {
            if self.ctx.skipped.borrow().contains(&node.id) {
                self.ctx.dropped.borrow_mut().insert((self.map, key.clone()));
                continue;
            }
            self.value = Some(node);
            let key: StrDeserializer<'_, Error> = key.as_str().into_deserializer();
            return seed.deserialize(key).map(Some).map_err(|e| e.at(*span, node.id));
        }
        self.value = None;
        match self.filled.next() {
            Some(field) => {
                let key: StrDeserializer<'_, Error> = field.into_deserializer();
                seed.deserialize(key).map(Some)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value {
            Some(node) => {
                let de = De { node, ctx: self.ctx };
                de.done(seed.deserialize(de))
            }
            None => {
                // A missing field, already reported; with a stand-in, the rest of the note can be looked through too.
                let stand_in: StrDeserializer<'_, Error> = STAND_IN.into_deserializer();
                seed.deserialize(stand_in).map_err(|e| Error { echo: true, ..e })
            }
        }
    }
}

const SPANNED: &str = "$Spanned";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Parts<T> {
            type Value = Spanned<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Spanned<T>, A::Error> {
                let missing = || de::Error::custom("a place without its value");
                let start = seq.next_element()?.ok_or_else(missing)?;
                let end = seq.next_element()?.ok_or_else(missing)?;
                let value = seq.next_element()?.ok_or_else(missing)?;
                Ok(Spanned { value, span: Span { start, end } })
            }

            // A filled-in field has no place.
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Spanned<T>, E> {
                let value = T::deserialize(text.into_deserializer())?;
                Ok(Spanned { value, span: Span::default() })
            }
        }
        deserializer.deserialize_struct(SPANNED, &["start", "end", "value"], Parts(PhantomData))
    }
}

struct Parts<'a> {
    de: Option<De<'a>>,
    step: u8,
}

impl<'a> de::SeqAccess<'a> for Parts<'a> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(de) = self.de else { return Ok(None) };
        self.step += 1;
        match self.step {
            1 => seed.deserialize(de.node.span.start.into_deserializer()).map(Some),
            2 => seed.deserialize(de.node.span.end.into_deserializer()).map(Some),
            3 => seed.deserialize(de).map(Some),
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse;

    #[derive(Debug, Deserialize, Default)]
    #[serde(deny_unknown_fields, rename_all = "snake_case")]
    struct Sample {
        title: Spanned<String>,
        date: String,
        #[serde(default)]
        items: Vec<Item>,
        #[serde(default)]
        draft: Option<bool>,
        #[serde(default)]
        lat: Option<f64>,
        #[serde(default)]
        tags: Vec<Spanned<String>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        id: String,
        #[serde(default)]
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        ArmedGroup,
        State,
    }

    /// Each mistake as `rule@text underlined`.
    fn check(text: &str) -> (Option<Sample>, Vec<String>) {
        let (root, mut problems) = parse(text, 0);
        let value = root.and_then(|root| decode(&root, &mut problems));
        (value, problems.iter().map(|p| format!("{}@{}", p.rule, &text[p.span.range()])).collect())
    }

    #[test]
    fn reads_what_is_right() {
        let (value, found) =
            check("title: 1.10\ndate: 2024\ntags: [a, \"b\"]\nitems:\n  - id: x\n    kind: armed-group\n");
        let value = value.unwrap();
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(value.title.value, "1.10");
        assert_eq!(value.title.span, Span::new(7, 11));
        assert_eq!(value.tags[1].value, "b");
        assert_eq!((value.date.as_str(), value.draft, value.items[0].id.as_str()), ("2024", None, "x"));
        assert!(matches!(value.items[0].kind, Some(Kind::ArmedGroup)));
    }

    #[test]
    fn finds_all_mistakes_of_a_text() {
        let text = "titel: x\ndraft: yes\nlat: north\ntags: one\nitems:\n  - id: a\n    kind: armed-grup\n  - kind: state\n  - idd: b\n";
        let (value, found) = check(text);
        assert_eq!(
            found,
            [
                "unknown-field@titel",
                "wrong-type@yes",
                "wrong-type@north",
                "wrong-type@one",
                "wrong-value@armed-grup",
                "missing-field@",
                "unknown-field@idd",
                "missing-field@",
                "missing-field@",
                "missing-field@",
            ]
        );
        assert!(value.is_some(), "enough is left to go on with");
    }

    #[test]
    fn numbers_and_booleans_are_strict() {
        for bad in ["0123", "1e3", "0x10", "\"2\"", "1,5", "2_500"] {
            let (_, found) = check(&format!("title: x\ndate: d\nlat: {bad}\n"));
            assert_eq!(found, [format!("wrong-type@{bad}")]);
        }
        for bad in ["yes", "no", "on", "True", "\"true\""] {
            let (_, found) = check(&format!("title: x\ndate: d\ndraft: {bad}\n"));
            assert_eq!(found, [format!("wrong-type@{bad}")]);
        }
        let (value, _) = check("title: x\ndate: d\nlat: -12.5\n");
        assert_eq!(value.unwrap().lat, Some(-12.5));
    }

    #[test]
    fn an_empty_field_is_a_mistake_but_an_empty_list_is_not() {
        let (_, found) = check("title:\ndate: d\ndraft:\ntags:\n");
        assert_eq!(found, ["wrong-type@", "empty-field@"]);
    }
}
