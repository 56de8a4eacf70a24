//! The words of the interface, in the language of a site's readers.
//!
//! They stand in Fluent files, one a language: `templates/words/en.ftl`. A site's own file of the same name adds a language, or replaces words,
//! message by message; what a language does not say is said in English. Everything is read and checked when a site is loaded.

mod bake;
mod message;
pub mod order;
mod vocabulary;

use fluent_syntax::ast::{Entry, Pattern, Resource};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diag::Diagnostic;
use crate::parse::citation::Locator;
use crate::text::SitePath;
use crate::value::Lang;
use crate::value::date::Language;
use crate::value::number::grouped;

pub(super) use bake::bake;
use message::{Message, Rules};

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// The language of the words; English where there are none in the site's.
    pub lang: Lang,
    /// The language of dates.
    pub dates: Language,
    /// The order of names in the site's language.
    pub order: order::Order,
    messages: FxHashMap<&'static str, Message>,
    /// Messages that are said in English for want of others.
    english: FxHashSet<&'static str>,
    /// By vocabulary, the words for readers.
    labels: FxHashMap<&'static str, FxHashMap<&'static str, &'static str>>,
    /// By scale and mark, the grade in a sentence.
    grades: FxHashMap<&'static str, FxHashMap<&'static str, &'static str>>,
    rules: Option<Rules>,
    english_rules: Option<Rules>,
    /// Messages that only the site has, with the place of each.
    own: Vec<(String, String)>,
    group: &'static str,
    decimal: &'static str,
}

/// What is filled into a message.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    Text(&'a str),
    /// Safe HTML.
    Html(&'a str),
    Number(f64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text)
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(number as f64)
    }
}

/// A file of words: the embedded ones, and the site's own.
struct File<'r> {
    /// Its place, for reports; none for an embedded file.
    place: Option<String>,
    text: &'r str,
    resource: Resource<&'r str>,
}

impl Words {
    /// Takes the words of a language: the embedded ones, and over them those of the site, whose templates are given.
    pub fn new(lang: &Lang, templates: &[(SitePath, String)]) -> (Words, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let mut files = |tag: &str| files(tag, templates, &mut found);
        let english = files("en");
        let foreign = tags(lang).filter(|tag| *tag != "en");
        let local = foreign.map(|tag| (tag, files(tag))).find(|(_, files)| !files.is_empty());
        let (tag, local) = local.unwrap_or(("en", Vec::new()));
        let is_local = !local.is_empty();
        let mut words = Words {
            lang: if is_local || lang.is_english() { lang.clone() } else { Lang::english() },
            dates: Language::from_tag(tag),
            messages: FxHashMap::default(),
            english: FxHashSet::default(),
            order: order::Order::new(lang),
            labels: FxHashMap::default(),
            grades: FxHashMap::default(),
            rules: Rules::new(tag),
            english_rules: Rules::new("en"),
            own: Vec::new(),
            group: "",
            decimal: "",
        };
        words.take(&english, &mut found);
        if is_local {
            words.english = words.messages.keys().copied().collect();
            words.take(&local, &mut found);
        }
        words.labels =
            vocabulary::ALL.iter().map(|(name, all)| (*name, words.vocabulary(name, &all()))).collect();
        let scales = ["reliability", "credibility"].map(|scale| (scale, words.grades(scale)));
        words.grades = scales.into_iter().collect();
        (words.group, words.decimal) = (words.get("number-group"), words.get("number-decimal"));
        (words, found)
    }

    /// Takes the messages of one language's files; later ones replace earlier ones.
    fn take(&mut self, files: &[File<'_>], found: &mut Vec<Diagnostic>) {
        let mut patterns: FxHashMap<String, (&Pattern<&str>, &File<'_>)> = FxHashMap::default();
        let mut order: Vec<&str> = Vec::new();
        for file in files {
            for entry in &file.resource.body {
                let (name, pattern) = match entry {
                    Entry::Message(message) => match &message.value {
                        Some(pattern) => (message.id.name.to_owned(), pattern),
                        None => continue,
                    },
                    Entry::Term(term) => (format!("-{}", term.id.name), &term.value),
                    _ => continue,
                };
                if let Entry::Message(message) = entry {
                    order.push(message.id.name);
                }
                patterns.insert(name, (pattern, file));
            }
        }
        order.sort_unstable();
        order.dedup();
        for name in order {
            let (pattern, file) = patterns[name];
            let find = |name: &str| patterns.get(name).map(|(pattern, _)| *pattern);
            let wrong = match Message::new(pattern, &find) {
                Ok(message) => self.put(name, message, file),
                Err(wrong) => Some((wrong, format!("mend the message `{name}`"))),
            };
            if let (Some((wrong, help)), Some(place)) = (wrong, &file.place) {
                let at = line(file.text, name);
                let message = format!("{place}, line {at}: the message `{name}` cannot be used: {wrong}");
                found.push(Diagnostic::site_error("bad-template", message).help(help));
            }
        }
    }

    /// Adds a message, or says why it cannot take the place of the one there.
    fn put(&mut self, name: &str, message: Message, file: &File<'_>) -> Option<(String, String)> {
        let kept = message::keep(name);
        if let Some(before) = self.messages.get(kept) {
            let new = message.variables.iter().find(|variable| !before.variables.contains(variable));
            if let Some(new) = new {
                let known: Vec<String> = before.variables.iter().map(|name| format!("${name}")).collect();
                let help = match known.as_slice() {
                    [] => "nothing is filled into this message".to_owned(),
                    known => format!("what is filled in: {}", known.join(", ")),
                };
                return Some((format!("`${new}` is not filled in"), help));
            }
        } else if let Some(place) = &file.place {
            self.own.push((name.to_owned(), place.clone()));
        }
        self.english.remove(kept);
        self.messages.insert(kept, message);
        None
    }

    fn vocabulary(&self, name: &str, all: &[&'static str]) -> FxHashMap<&'static str, &'static str> {
        all.iter().map(|word| (*word, self.get(&format!("{name}-{word}")))).collect()
    }

    /// The grades of a scale in a sentence.
    fn grades(&self, scale: &str) -> FxHashMap<&'static str, &'static str> {
        let name = ["grade-words-", scale].concat();
        let words = |(mark, label): (&&'static str, &&'static str)| {
            let label = self.small(label);
            (*mark, message::keep(&self.say(&name, &[("mark", (*mark).into()), ("label", (&label).into())])))
        };
        self.labels.get(scale).into_iter().flatten().map(words).collect()
    }

    /// A grade in a sentence: `reliability B: usually reliable`.
    pub fn grade(&self, scale: &str, mark: &'static str) -> &'static str {
        self.grades.get(scale).and_then(|grades| grades.get(mark)).copied().unwrap_or(mark)
    }

    /// A message that nothing is filled into.
    pub fn get(&self, name: &str) -> &'static str {
        match self.messages.get(name) {
            Some(message) => message.text,
            // Tests know of every name.
            None => message::keep(name),
        }
    }

    /// The words for a word of a vocabulary, such as `status` and `confirmed`.
    pub fn label(&self, vocabulary: &str, word: &'static str) -> &'static str {
        self.labels.get(vocabulary).and_then(|labels| labels.get(word)).copied().unwrap_or(word)
    }

    /// A label inside a sentence: in English it begins small there.
    pub fn small(&self, label: &str) -> String {
        if self.lang.is_english() { label.to_lowercase() } else { label.to_owned() }
    }

    /// A message with what is filled in, as text.
    pub fn say(&self, name: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut out = String::new();
        self.write(name, args, false, &mut out);
        out
    }

    /// A message with what is filled in, as safe HTML.
    pub fn say_html(&self, name: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut out = String::new();
        self.push_html(name, args, &mut out);
        out
    }

    /// Adds a message with what is filled in to HTML.
    pub fn push_html(&self, name: &str, args: &[(&str, Arg<'_>)], out: &mut String) {
        self.write(name, args, true, out);
    }

    fn write(&self, name: &str, args: &[(&str, Arg<'_>)], html: bool, out: &mut String) {
        match self.messages.get(name) {
            Some(message) => {
                let english = self.english.contains(name);
                let rules = if english { self.english_rules.as_ref() } else { self.rules.as_ref() };
                message.write(self, rules, args, html, out);
            }
            None => out.push_str(name),
        }
    }

    /// A number with groups of three digits, `1,920,456`; decimals only where there are some.
    ///
    /// Digits are Western in every language: so they are in dates, and in the press of most Arab countries.
    pub fn number(&self, value: f64) -> String {
        grouped(value, self.group, self.decimal)
    }

    /// Where in a source, in short words such as `pp. 3–5`.
    pub fn locator(&self, locator: &Locator) -> String {
        let many = if locator.is_many() { "yes" } else { "no" };
        let value = locator.value.replace('-', "–");
        let name = ["locator-", locator.label].concat();
        self.say(&name, &[("many", many.into()), ("value", (&value).into())])
    }

    /// A locator as it stands in front matter, in short words where it is understood.
    pub fn locator_text(&self, text: &str) -> String {
        Locator::parse(text).map_or_else(|| text.to_owned(), |locator| self.locator(&locator))
    }

    /// The name of a language; where we have none, its tag.
    pub fn language<'t>(&self, tag: &'t str) -> &'t str {
        let primary = tag.split('-').next().unwrap_or(tag);
        self.messages.get(format!("language-{primary}").as_str()).map_or(tag, |message| message.text)
    }

    /// Items of a list with commas between them.
    pub fn list(&self, items: &[String]) -> String {
        items.join(self.get("list-comma"))
    }

    /// The site's own messages that no template uses and no embedded one bears the name of.
    pub(super) fn unused(&self, used: &FxHashSet<String>) -> Vec<Diagnostic> {
        let unused = self.own.iter().filter(|(name, _)| !used.contains(name));
        unused
            .map(|(name, place)| {
                let message = format!("{place}: no template uses the message `{name}`");
                let known = |other: &&str| !self.own.iter().any(|(own, _)| own == other);
                let mut all: Vec<&str> = self.messages.keys().copied().filter(|name| known(name)).collect();
                all.sort_unstable();
                let near = crate::text::nearest(name, all).map(|near| format!("did you mean `{near}`?"));
                let help = near.unwrap_or_else(|| "take it out, or use it in a template".to_owned());
                Diagnostic::site_error("bad-template", message).help(help)
            })
            .collect()
    }
}

/// The tags under which the words of a language may stand, the exact one first.
fn tags(lang: &Lang) -> impl Iterator<Item = &str> {
    let tag = lang.as_str();
    let primary = tag.split('-').next().filter(|primary| *primary != tag);
    std::iter::once(tag).chain(primary)
}

/// The files of a language, the embedded one first.
fn files<'r>(tag: &str, templates: &'r [(SitePath, String)], found: &mut Vec<Diagnostic>) -> Vec<File<'r>> {
    let path = format!("words/{tag}.ftl");
    let embedded = super::theme::embedded().filter(|(name, _)| *name == path).map(|(_, text)| (None, text));
    let own = templates.iter().filter(|(name, text)| {
        // A copy of the embedded file says nothing new.
        name.as_str() == path && !super::theme::embedded().any(|(other, t)| other == path && t == text)
    });
    let own = own.map(|(name, text)| (Some(format!("templates/{name}")), text.as_str()));
    embedded.chain(own).map(|(place, text)| read(place, text, found)).collect()
}

fn read<'r>(place: Option<String>, text: &'r str, found: &mut Vec<Diagnostic>) -> File<'r> {
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, errors)| {
        for error in errors {
            let before = &text[..text.floor_char_boundary(error.pos.start.min(text.len()))];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let file = place.as_deref().unwrap_or("the embedded words");
            let message = format!("{file}, line {line}, column {column}: this is no Fluent: {}", error.kind);
            let help = "write `name = words`, and go on in the next line behind spaces";
            found.push(Diagnostic::site_error("bad-template", message).help(help));
        }
        resource
    });
    File { place, text, resource }
}

/// The line on which a message stands last.
fn line(text: &str, name: &str) -> usize {
    let begins = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().enumerate().filter(|(_, line)| begins(line)).last().map_or(1, |(i, _)| i + 1)
}

/// English words, for tests.
#[cfg(test)]
pub(crate) fn english() -> Words {
    Words::new(&Lang::english(), &[]).0
}

#[cfg(test)]
mod tests;
