//! Messages of a Fluent file, read once into parts that are written one after the other.
//!
//! Text, variables, other messages, terms, and choices by a variable (plural forms, numbers, words) are understood; functions are not: what needs
//! them, dates and numbers, is put in words before.

use std::sync::{LazyLock, Mutex};

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::unicode::unescape_unicode_to_string;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use rustc_hash::FxHashSet;

use super::{Arg, Words};
use crate::render::cites::push_escaped;

/// A message, ready to be written.
#[derive(Debug)]
pub(super) struct Message {
    parts: Vec<Part>,
    /// The whole text where nothing is filled in, as it is and as HTML.
    pub text: &'static str,
    pub html: &'static str,
    /// The names of what is filled in, each once.
    pub variables: Vec<&'static str>,
}

#[derive(Debug)]
enum Part {
    Text(&'static str),
    Variable(&'static str),
    Choice { by: &'static str, variants: Vec<(Key, Vec<Part>)>, default: usize },
}

#[derive(Debug)]
enum Key {
    Number(f64),
    /// A plural form, or the text of the variable.
    Word(&'static str),
}

/// Texts live as long as the program, each once: a page is made of them without a copy, and a site that is compiled again brings no new ones.
pub(super) fn keep(text: &str) -> &'static str {
    static KEPT: LazyLock<Mutex<FxHashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut kept = KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match kept.get(text) {
        Some(text) => text,
        None => {
            let text: &'static str = Box::leak(text.into());
            kept.insert(text);
            text
        }
    }
}

/// Patterns nest no deeper than this; what does, refers to itself.
const DEEPEST: usize = 16;

/// Finds the pattern of another message, or of a term by its name with a dash before it.
pub(super) type Find<'f, 'r> = &'f dyn Fn(&str) -> Option<&'r Pattern<&'r str>>;

impl Message {
    pub(super) fn new<'r>(pattern: &Pattern<&'r str>, find: Find<'_, 'r>) -> Result<Message, String> {
        let mut parts = Vec::new();
        read(pattern, find, 0, &mut parts)?;
        let mut variables = Vec::new();
        collect(&parts, &mut variables);
        let mut message = Message { parts, text: "", html: "", variables };
        if message.variables.is_empty() {
            let text: String =
                message.parts.iter().map(|p| if let Part::Text(t) = p { t } else { "" }).collect();
            message.html = keep(&super::super::cites::escape(&text));
            message.text = keep(&text);
            message.parts = vec![Part::Text(message.text)];
        }
        Ok(message)
    }

    /// Writes the message; `html` escapes its text and all that is filled in as text.
    pub(super) fn write(
        &self,
        words: &Words,
        rules: Option<&Rules>,
        args: &[(&str, Arg<'_>)],
        html: bool,
        out: &mut String,
    ) {
        write(&self.parts, words, rules, args, html, out);
    }
}

fn read<'r>(
    pattern: &Pattern<&'r str>,
    find: Find<'_, 'r>,
    depth: usize,
    parts: &mut Vec<Part>,
) -> Result<(), String> {
    if depth > DEEPEST {
        return Err("it refers to itself".to_owned());
    }
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => push_text(value, parts),
            PatternElement::Placeable { expression } => expression_parts(expression, find, depth, parts)?,
        }
    }
    Ok(())
}

fn push_text(text: &str, parts: &mut Vec<Part>) {
    match parts.last_mut() {
        Some(Part::Text(before)) => *before = keep(&[before, text].concat()),
        _ => parts.push(Part::Text(keep(text))),
    }
}

fn expression_parts<'r>(
    expression: &Expression<&'r str>,
    find: Find<'_, 'r>,
    depth: usize,
    parts: &mut Vec<Part>,
) -> Result<(), String> {
    match expression {
        Expression::Inline(inline) => inline_parts(inline, find, depth, parts),
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let default = variants.iter().position(|variant| variant.default).unwrap_or(0);
            let read = |variant: &Variant<&'r str>| {
                let mut parts = Vec::new();
                read(&variant.value, find, depth + 1, &mut parts)?;
                Ok((key(&variant.key), parts))
            };
            let variants = variants.iter().map(read).collect::<Result<_, String>>()?;
            parts.push(Part::Choice { by: keep(id.name), variants, default });
            Ok(())
        }
        Expression::Select { .. } => {
            Err("a choice is made by a variable, such as `{ $count -> …`".to_owned())
        }
    }
}

fn inline_parts<'r>(
    inline: &InlineExpression<&'r str>,
    find: Find<'_, 'r>,
    depth: usize,
    parts: &mut Vec<Part>,
) -> Result<(), String> {
    let mut other = |name: &str| match find(name) {
        Some(pattern) => read(pattern, find, depth + 1, parts),
        None => Err(format!("it refers to `{name}`, which there is not")),
    };
    match inline {
        InlineExpression::StringLiteral { value } => push_text(&unescape_unicode_to_string(value), parts),
        InlineExpression::NumberLiteral { value } => push_text(value, parts),
        InlineExpression::VariableReference { id } => parts.push(Part::Variable(keep(id.name))),
        InlineExpression::MessageReference { id, .. } => other(id.name)?,
        InlineExpression::TermReference { id, .. } => other(&format!("-{}", id.name))?,
        InlineExpression::Placeable { expression } => expression_parts(expression, find, depth + 1, parts)?,
        InlineExpression::FunctionReference { id, .. } => {
            return Err(format!("it calls `{}`; there are no functions here", id.name));
        }
    }
    Ok(())
}

fn key(key: &VariantKey<&str>) -> Key {
    match key {
        VariantKey::Identifier { name } => Key::Word(keep(name)),
        VariantKey::NumberLiteral { value } => value.parse().map_or(Key::Word(keep(value)), Key::Number),
    }
}

fn collect(parts: &[Part], variables: &mut Vec<&'static str>) {
    for part in parts {
        let name = match part {
            Part::Text(_) => continue,
            Part::Variable(name) | Part::Choice { by: name, .. } => *name,
        };
        if !variables.contains(&name) {
            variables.push(name);
        }
        if let Part::Choice { variants, .. } = part {
            variants.iter().for_each(|(_, parts)| collect(parts, variables));
        }
    }
}

fn write(
    parts: &[Part],
    words: &Words,
    rules: Option<&Rules>,
    args: &[(&str, Arg<'_>)],
    html: bool,
    out: &mut String,
) {
    let find = |name: &str| args.iter().find(|(other, _)| *other == name).map(|(_, arg)| *arg);
    for part in parts {
        match part {
            Part::Text(text) if html => push_escaped(text, out),
            Part::Text(text) => out.push_str(text),
            Part::Variable(name) => match find(name) {
                Some(Arg::Number(number)) => out.push_str(&words.number(number)),
                Some(Arg::Text(text)) if html => push_escaped(text, out),
                Some(Arg::Text(text) | Arg::Html(text)) => out.push_str(text),
                None => {}
            },
            Part::Choice { by, variants, default } => {
                let chosen = find(by).and_then(|arg| choose(variants, arg, rules)).unwrap_or(*default);
                write(&variants[chosen].1, words, rules, args, html, out);
            }
        }
    }
}

/// The number itself comes before its plural form.
fn choose(variants: &[(Key, Vec<Part>)], arg: Arg<'_>, rules: Option<&Rules>) -> Option<usize> {
    let word = |word: &str| variants.iter().position(|(key, _)| matches!(key, Key::Word(w) if *w == word));
    match arg {
        Arg::Text(text) | Arg::Html(text) => word(text),
        Arg::Number(number) => {
            let exact = |key: &Key| matches!(key, Key::Number(n) if (n - number).abs() < f64::EPSILON);
            let exact = variants.iter().position(|(key, _)| exact(key));
            exact.or_else(|| word(rules.map_or("other", |rules| rules.form(number))))
        }
    }
}

/// The plural forms of a language.
#[derive(Debug)]
pub(super) struct Rules(PluralRules);

impl Rules {
    /// None for a language whose forms are not known.
    pub(super) fn new(tag: &str) -> Option<Rules> {
        let language = Locale::try_from_str(tag).ok()?;
        PluralRules::try_new_cardinal(language.into()).ok().map(Rules)
    }

    fn form(&self, number: f64) -> &'static str {
        // What is counted is whole; a fraction takes the form that most numbers have.
        let whole = (number.fract() == 0.0).then_some(number.abs() as u64);
        match whole.map(|whole| self.0.category_for(whole)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }
}
