//! Citation marks and the reference list of one page.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::Stage;
use super::words::Arg;
use crate::model::{Citation, Fields};
use crate::output::MakeError;
use crate::resolve::{Note, NoteId};

/// One source of a mark.
#[derive(Debug, Default)]
pub struct Cited {
    pub source: Option<NoteId>,
    pub prefix: String,
    /// Where in the source, in words.
    pub locator: String,
    pub suffix: String,
    pub suppress_author: bool,
}

/// Numbers the sources of a page in the order in which they are cited.
#[derive(Debug)]
pub struct Cites<'s> {
    stage: &'s Stage<'s>,
    /// Way to the root, for links to source pages.
    root: &'s str,
    order: Vec<NoteId>,
    numbers: FxHashMap<NoteId, usize>,
    /// How often each source has been cited so far.
    uses: Vec<usize>,
}

impl<'s> Cites<'s> {
    pub fn new(stage: &'s Stage<'s>, root: &'s str) -> Self {
        Cites { stage, root, order: Vec::new(), numbers: FxHashMap::default(), uses: Vec::new() }
    }

    /// Makes the mark of a group of citations as safe HTML.
    pub fn group(&mut self, items: &[Cited], in_text: bool) -> String {
        let mut out = String::new();
        let mut rest = items;
        if in_text && let [first, others @ ..] = items {
            if let Some(source) = first.source {
                out.push_str(&escape(&self.name(source)));
                out.push(' ');
            }
            rest = if others.is_empty() { &items[..1] } else { items };
        }
        let marks: Vec<String> = rest.iter().filter_map(|item| self.item(item, in_text)).collect();
        if marks.is_empty() {
            return out.trim_end().to_owned();
        }
        let (open, close, between) = if self.stage.author_date { ('(', ')', "; ") } else { ('[', ']', ", ") };
        let _ = write!(out, "<span class=\"cite\">{open}{}{close}</span>", marks.join(between));
        out
    }

    /// Makes the mark of citations in front matter.
    pub fn front(&mut self, note: &Note, citations: &[Citation]) -> String {
        let items: Vec<Cited> = citations
            .iter()
            .filter_map(|citation| {
                let source = note.target_note(&citation.source)?;
                let locator = citation.locator.as_deref().unwrap_or_default();
                let words = self.stage.words.locator_text(locator);
                Some(Cited { source: Some(source), locator: words, ..Cited::default() })
            })
            .collect();
        if items.is_empty() { String::new() } else { self.group(&items, false) }
    }

    fn item(&mut self, item: &Cited, in_text: bool) -> Option<String> {
        let source = item.source?;
        let (number, letter) = self.use_of(source);
        let label = self.label(source, number, in_text || item.suppress_author);
        let mut out = String::new();
        if !item.prefix.is_empty() {
            let _ = write!(out, "{} ", item.prefix);
        }
        let (note, words) = (self.stage.site.note(source), self.stage.words);
        let title = escape(note.title());
        let grade =
            super::view::grade(words, note).map_or(words.get("not-graded-short"), |grade| grade.words);
        let label = escape(&label);
        let (label, retracted) = match self.stage.site.is_retracted(source) {
            true => (format!("<del>{label}</del>"), format!(" {}", escape(words.get("tree-retracted")))),
            false => (label, String::new()),
        };
        let _ = write!(
            out,
            "<a id=\"cite-{number}-{letter}\" href=\"#ref-{number}\" title=\"{title} ({})\">{label}</a>{retracted}",
            escape(grade)
        );
        if !item.locator.is_empty() {
            let _ = write!(out, ", {}", escape(&item.locator));
        }
        if !item.suffix.is_empty() {
            let space = if item.suffix.starts_with([',', '.', ';']) { "" } else { ", " };
            let _ = write!(out, "{space}{}", item.suffix);
        }
        Some(out)
    }

    fn use_of(&mut self, source: NoteId) -> (usize, usize) {
        let next = self.order.len() + 1;
        let number = *self.numbers.entry(source).or_insert(next);
        if number == next {
            self.order.push(source);
            self.uses.push(0);
        }
        self.uses[number - 1] += 1;
        (number, self.uses[number - 1])
    }

    fn label(&self, source: NoteId, number: usize, year_only: bool) -> String {
        let mark = self.stage.references.get(source).mark.as_deref();
        match mark.filter(|_| self.stage.author_date) {
            Some(mark) if year_only => mark.rsplit([' ', ',']).next().unwrap_or(mark).to_owned(),
            Some(mark) => mark.to_owned(),
            None => number.to_string(),
        }
    }

    /// The name that stands in a sentence for a source: its authors, its publisher, or its title.
    fn name(&self, source: NoteId) -> String {
        let note = self.stage.site.note(source);
        let Fields::Source(fields) = &note.fields else { return note.title().to_owned() };
        let family = |name: &String| name.split(", ").next().unwrap_or(name).to_owned();
        match fields.authors.as_slice() {
            [] => fields.publisher.clone().unwrap_or_else(|| note.title().to_owned()),
            [one] => family(one),
            [one, two] => {
                let names = (family(one), family(two));
                self.stage
                    .words
                    .say("name-and-name", &[("first", (&names.0).into()), ("second", (&names.1).into())])
            }
            [one, ..] => self.stage.words.say("name-and-others", &[("first", (&family(one)).into())]),
        }
    }

    /// The sources cited so far, in the order of their numbers.
    pub fn sources(&self) -> &[NoteId] {
        &self.order
    }

    /// The entries of the page's reference list, as safe HTML.
    pub fn list(&self) -> Result<String, MakeError> {
        let mut out = String::with_capacity(self.order.len() * 768);
        for (i, (source, uses)) in self.order.iter().zip(&self.uses).enumerate() {
            self.push_entry(i + 1, *source, *uses, &mut out)?;
        }
        Ok(out)
    }

    fn push_entry(&self, n: usize, source: NoteId, uses: usize, out: &mut String) -> Result<(), MakeError> {
        let site = self.stage.site;
        let _ = write!(out, "\n<li id=\"ref-{n}\">\n<p class=\"entry\"><bdi");
        let lang = Some(site.lang_of(source)).filter(|lang| **lang != site.lang);
        if let Some(lang) = lang {
            let _ = write!(out, " lang=\"{}\"", lang.as_str());
        }
        out.extend([">", &self.stage.references.get(source).html, "</bdi></p>\n<p class=\"facts\">\n"]);
        out.push_str("<span class=\"backs\">");
        for use_ in 1..=uses {
            let letter = letters(use_);
            let _ = write!(out, "<a href=\"#cite-{n}-{use_}\" aria-label=\"");
            let told = [("place", Arg::from(&letter)), ("number", n.into())];
            self.stage.words.push_html("back-to-place", &told, out);
            let _ = write!(out, "\">{letter}</a> ");
        }
        out.extend(["</span>\n", super::once::source_facts(self.stage, source, self.root)?, "\n</p>\n</li>"]);
        Ok(())
    }
}

/// 1, 2, … 27 as a, b, … aa.
fn letters(mut number: usize) -> String {
    let mut out = Vec::new();
    while number > 0 {
        number -= 1;
        out.push(b'a' + (number % 26) as u8);
        number /= 26;
    }
    out.reverse();
    String::from_utf8(out).unwrap_or_default()
}

/// Writes text as HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    push_escaped(text, &mut out);
    out
}

/// Adds text to HTML.
pub fn push_escaped(text: &str, out: &mut String) {
    // Most texts hold none of these, which is seen many bytes at a time.
    let special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    if !text.bytes().fold(false, |found, byte| found | special(byte)) {
        out.push_str(text);
        return;
    }
    let mut from = 0;
    for (i, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[from..i]);
        out.push_str(escaped);
        from = i + 1;
    }
    out.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_are_lettered() {
        let all: Vec<String> = [1, 2, 26, 27, 53].into_iter().map(letters).collect();
        assert_eq!(all, ["a", "b", "z", "aa", "ba"]);
    }

    #[test]
    fn escapes_all_that_html_reads() {
        assert_eq!(escape("a<b> & \"c\" 'd'"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
    }
}
