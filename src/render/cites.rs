//! Citation marks and the reference list of one page.

use rustc_hash::FxHashMap;

use super::Stage;
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

    /// Adds the mark of a group of citations to safe HTML.
    pub fn push_group(&mut self, items: &[Cited], in_text: bool, out: &mut String) {
        let mut before =
            if self.stage.author_date { "<span class=\"cite\">(" } else { "<span class=\"cite\">[" };
        let (after, between) = if self.stage.author_date { (")</span>", "; ") } else { ("]</span>", ", ") };
        if in_text && let Some(source) = items.first().and_then(|item| item.source) {
            push_escaped(&self.name(source), out);
            out.push(' ');
        }
        for item in items {
            let Some(source) = item.source else { continue };
            out.push_str(before);
            before = between;
            self.push_item(source, item, in_text, out);
        }
        if before == between {
            out.push_str(after);
        }
    }

    /// Makes the mark of citations in front matter.
    pub fn front(&mut self, note: &Note, citations: &[Citation]) -> String {
        let mut out = String::new();
        if citations.is_empty() {
            return out;
        }
        let items: Vec<Cited> = citations
            .iter()
            .filter_map(|citation| {
                let source = note.target_note(&citation.source)?;
                let locator = citation.locator.as_deref().unwrap_or_default();
                let words = self.stage.words.locator_text(locator);
                Some(Cited { source: Some(source), locator: words, ..Cited::default() })
            })
            .collect();
        out.reserve(items.len() * 72);
        self.push_group(&items, false, &mut out);
        out
    }

    fn push_item(&mut self, source: NoteId, item: &Cited, in_text: bool, out: &mut String) {
        let (number, use_) = self.use_of(source);
        if !item.prefix.is_empty() {
            out.extend([item.prefix.as_str(), " "]);
        }
        let (number, use_) = (Digits::new(number), Digits::new(use_));
        let (number, use_) = (number.as_str(), use_.as_str());
        out.extend(["<a id=\"cite-", number, "-", use_, "\" href=\"#ref-", number, "\">"]);
        let retracted = self.stage.site.is_retracted(source);
        if retracted {
            out.push_str("<del>");
        }
        self.push_label(source, number, in_text || item.suppress_author, out);
        out.push_str(if retracted { "</del></a> " } else { "</a>" });
        if retracted {
            push_escaped(self.stage.words.get("tree-retracted"), out);
        }
        if !item.locator.is_empty() {
            out.push_str(", ");
            push_escaped(&item.locator, out);
        }
        if !item.suffix.is_empty() {
            let space = if item.suffix.starts_with([',', '.', ';']) { "" } else { ", " };
            out.extend([space, &item.suffix]);
        }
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

    /// Adds what stands in the mark: the number, or author and year.
    fn push_label(&self, source: NoteId, number: &str, year_only: bool, out: &mut String) {
        let mark = self.stage.references.get(self.stage.site, source).mark.as_deref();
        match mark.filter(|_| self.stage.author_date) {
            Some(mark) if year_only => push_escaped(mark.rsplit([' ', ',']).next().unwrap_or(mark), out),
            Some(mark) => push_escaped(mark, out),
            None => out.push_str(number),
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
        let mut out = String::with_capacity(self.order.len() * 448);
        for (i, (source, uses)) in self.order.iter().zip(&self.uses).enumerate() {
            self.push_entry(i + 1, *source, *uses, &mut out)?;
        }
        Ok(out)
    }

    fn push_entry(&self, n: usize, source: NoteId, uses: usize, out: &mut String) -> Result<(), MakeError> {
        let site = self.stage.site;
        let n = Digits::new(n);
        out.extend(["\n<li id=\"ref-", n.as_str(), "\"><bdi"]);
        let lang = Some(site.lang_of(source)).filter(|lang| **lang != site.lang);
        if let Some(lang) = lang {
            out.extend([" lang=\"", lang.as_str(), "\""]);
        }
        out.extend([">", &self.stage.references.get(self.stage.site, source).html, "</bdi>"]);
        if site.is_retracted(source) {
            out.push_str(" <strong class=\"withdrawn\">");
            push_escaped(self.stage.words.get("retracted"), out);
            out.push_str("</strong>");
        }
        out.push_str("\n<p class=\"facts\"><span class=\"backs\" role=\"group\" aria-label=\"");
        push_escaped(self.stage.words.get("back-to-places"), out);
        out.push_str("\">");
        for use_ in 1..=uses {
            let letter = letters(use_);
            let use_ = Digits::new(use_);
            let space = if use_.as_str() == "1" { "" } else { " " };
            out.extend([space, "<a href=\"#cite-", n.as_str(), "-", use_.as_str(), "\">", &letter, "</a>"]);
        }
        out.extend(["</span> ", super::once::source_facts(self.stage, source, self.root)?, "</p></li>"]);
        Ok(())
    }
}

/// A number in decimal digits, without an allocation.
struct Digits {
    bytes: [u8; 20],
    start: usize,
}

impl Digits {
    fn new(mut number: usize) -> Self {
        let mut digits = Digits { bytes: [b'0'; 20], start: 20 };
        loop {
            digits.start -= 1;
            digits.bytes[digits.start] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                return digits;
            }
        }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[self.start..]).unwrap_or_default()
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
    fn numbers_have_their_digits() {
        for number in [0, 7, 10, 4_096, usize::MAX] {
            assert_eq!(Digits::new(number).as_str(), number.to_string());
        }
    }

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
