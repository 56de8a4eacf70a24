//! References in a CSL style, and the same sources as BibTeX and CSL-JSON.
//!
//! A style costs up to two milliseconds a reference, so every source is formatted once, when a page first asks for it, and never again.

pub mod bibtex;
pub mod csl_json;
mod style;
mod work;

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren,
    Formatted,
};
use std::sync::{Arc, OnceLock};

use crate::model::NoteType;
use crate::resolve::{NoteId, Site};

pub use style::{Style, StyleError};
pub use work::PROGRAM;

/// A formatted source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// Safe HTML: text, `<i>`, `<b>`, `<u>`, `<sup>`, `<sub>` and small capitals.
    pub html: String,
    /// The same without marks.
    pub text: String,
    /// What stands in the text for the source in an author-date style, without brackets, such as `Azhari 2024`.
    pub mark: Option<String>,
}

/// The sources and briefings of a site, formatted when they are asked for; by the place of the note among those of its type.
#[derive(Debug)]
pub struct References {
    style: Arc<Style>,
    sources: Row,
    briefings: Row,
}

/// References of notes that follow one another.
#[derive(Debug)]
struct Row {
    first: u32,
    list: Vec<OnceLock<Reference>>,
}

impl References {
    /// Makes room for every source and every briefing of a site.
    pub fn new(site: &Site, style: Arc<Style>) -> Self {
        let all = |kind| {
            let mut notes = site.of_type(kind);
            let first = notes.next().map_or(0, |id| id.0);
            let count = site.of_type(kind).count();
            Row { first, list: std::iter::repeat_with(OnceLock::new).take(count).collect() }
        };
        References { sources: all(NoteType::Source), briefings: all(NoteType::Briefing), style }
    }

    /// The formatted source of a source note of the site that this was made for.
    pub fn get(&self, site: &Site, source: NoteId) -> &Reference {
        self.formatted(&self.sources, site, source)
    }

    /// The page of a briefing as a reference to it.
    pub fn briefing(&self, site: &Site, briefing: NoteId) -> &Reference {
        self.formatted(&self.briefings, site, briefing)
    }

    /// Has a note formatted anew when it is asked for again, since its fields have changed.
    pub fn forget(&mut self, note: NoteId) {
        for row in [&mut self.sources, &mut self.briefings] {
            let place = note.0.checked_sub(row.first).and_then(|place| row.list.get_mut(place as usize));
            place.into_iter().for_each(|reference| *reference = OnceLock::new());
        }
    }

    fn formatted<'r>(&'r self, row: &'r Row, site: &Site, note: NoteId) -> &'r Reference {
        row.list[(note.0 - row.first) as usize].get_or_init(|| format(site, &self.style, note))
    }
}

fn format(site: &Site, style: &Style, source: NoteId) -> Reference {
    let mut value = csl_json::item(site, source);
    single_dates(&mut value);
    let Ok(item) = serde_json::from_value::<Item>(value) else { return plain(site, source) };
    let mut driver = BibliographyDriver::new();
    let request = |item| {
        CitationRequest::new(
            vec![CitationItem::with_entry(item)],
            style.csl(),
            style.language(),
            style.locales(),
            Some(1),
        )
    };
    driver.citation(request(&item));
    let rendered = driver.finish(BibliographyRequest::new(style.csl(), style.language(), style.locales()));
    let citation = rendered.citations.first().map(|c| &c.citation);
    let mark = style.is_author_date().then(|| citation.map(|c| unbracketed(&text_of(c)))).flatten();
    let entry = rendered.bibliography.as_ref().and_then(|b| b.items.first()).map(|item| &item.content);
    // A note style may have no bibliography; its note says the same.
    match entry.or(citation) {
        Some(content) => Reference { html: html_of(content), text: text_of(content), mark },
        None => plain(site, source),
    }
}

/// Narrows date ranges to what their ends share: the library draws none.
fn single_dates(item: &mut serde_json::Value) {
    for name in ["issued", "accessed"] {
        let Some(date) = item.get_mut(name) else { continue };
        let Some([first, last]) = date["date-parts"].as_array().map(Vec::as_slice) else { continue };
        let ends = first.as_array().into_iter().flatten().zip(last.as_array().into_iter().flatten());
        let mut shared: Vec<serde_json::Value> =
            ends.take_while(|(a, b)| a == b).map(|(a, _)| a.clone()).collect();
        if shared.is_empty() {
            shared.push(first[0].clone());
            date["circa"] = true.into();
        }
        date["date-parts"] = serde_json::json!([shared]);
    }
}

/// The title alone, for a source that a style makes nothing of.
fn plain(site: &Site, source: NoteId) -> Reference {
    let text = site.note(source).title().to_owned();
    Reference { html: escape(&text), text, mark: None }
}

/// Takes off the round brackets around a mark; square ones may belong to a title or a doubtful year.
fn unbracketed(text: &str) -> String {
    let text = text.trim();
    text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(text).to_owned()
}

fn text_of(content: &ElemChildren) -> String {
    let mut out = String::new();
    walk(content, &mut |text| out.push_str(&text.text), &mut Vec::new());
    tidy(&out)
}

fn html_of(content: &ElemChildren) -> String {
    let mut out = String::new();
    walk(content, &mut |text| write(text, &mut out), &mut Vec::new());
    tidy(&out)
}

/// Styles put their full stop behind a title that ends with one of its own.
fn tidy(text: &str) -> String {
    text.trim().replace("?.", "?").replace("!.", "!").replace("..", ".")
}

/// Hands out all texts; the library's own writer would let their `<` through.
fn walk<'a>(content: &'a ElemChildren, take: &mut dyn FnMut(&Formatted), stack: &mut Vec<&'a ElemChildren>) {
    stack.push(content);
    for child in &content.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => take(text),
            ElemChild::Elem(elem) if stack.len() < 64 => walk(&elem.children, take, stack),
            ElemChild::Markup(text) => {
                take(&Formatted { text: text.clone(), formatting: hayagriva::Formatting::default() });
            }
            ElemChild::Elem(_) | ElemChild::Transparent { .. } => {}
        }
    }
    stack.pop();
}

fn write(text: &Formatted, out: &mut String) {
    let formatting = &text.formatting;
    let marks = [
        (formatting.font_style == FontStyle::Italic, "i"),
        (formatting.font_weight == FontWeight::Bold, "b"),
        (formatting.font_variant == FontVariant::SmallCaps, "small"),
        (formatting.text_decoration == TextDecoration::Underline, "u"),
        (formatting.vertical_align == VerticalAlign::Sup, "sup"),
        (formatting.vertical_align == VerticalAlign::Sub, "sub"),
    ];
    let open = || marks.iter().filter(|(on, _)| *on).map(|(_, tag)| tag);
    for tag in open() {
        out.push_str(&format!("<{tag}>"));
    }
    out.push_str(&escape(&text.text));
    for tag in open().rev() {
        out.push_str(&format!("</{tag}>"));
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Lang;

    /// The reference of a CSL-JSON item in the default style.
    fn reference(value: serde_json::Value) -> String {
        reference_in("en", value)
    }

    fn reference_in(lang: &str, mut value: serde_json::Value) -> String {
        let style = Style::load(None, &Lang::new(lang).unwrap(), |_| Err(String::new())).unwrap();
        single_dates(&mut value);
        let item: Item = serde_json::from_value(value).unwrap();
        let mut driver = BibliographyDriver::new();
        let cite = vec![CitationItem::with_entry(&item)];
        driver.citation(CitationRequest::new(cite, style.csl(), style.language(), style.locales(), Some(1)));
        let rendered =
            driver.finish(BibliographyRequest::new(style.csl(), style.language(), style.locales()));
        html_of(&rendered.bibliography.unwrap().items[0].content)
    }

    #[test]
    fn the_default_style_says_what_is_known_and_escapes_it() {
        let item = serde_json::json!({
            "id": "x", "type": "article-newspaper", "title": "Ministers <b>sign</b> & go?", "publisher": "Reuters",
            "container-title": "Kayhan Life", "author": [{ "literal": "Timour Azhari" }],
            "issued": { "date-parts": [[2024, 3, 24]] }, "accessed": { "date-parts": [[2024, 4, 1]] },
        });
        let shown = reference(item);
        assert_eq!(
            shown,
            "Timour Azhari, ‘Ministers &lt;b&gt;sign&lt;/b&gt; &amp; go?’, Reuters, in <i>Kayhan Life</i>, 24 March 2024, accessed 1 April 2024."
        );
    }

    #[test]
    fn references_are_written_in_the_language_of_the_site() {
        let item = serde_json::json!({
            "id": "x", "type": "article-newspaper", "title": "تقرير", "issued": { "date-parts": [[2024, 5, 4]] },
        });
        assert!(reference_in("ar", item.clone()).contains("4 مايو"), "{}", reference_in("ar", item.clone()));
        assert!(reference_in("fr", item.clone()).contains("4 mai 2024"), "{}", reference_in("fr", item));
    }

    #[test]
    fn marks_lose_their_own_brackets_only() {
        assert_eq!(unbracketed("(Azhari 2024)"), "Azhari 2024");
        assert_eq!(unbracketed("([A title] [2024?])"), "[A title] [2024?]");
        assert_eq!(unbracketed("Insurgency (2017–present)"), "Insurgency (2017–present)");
    }

    #[test]
    fn uncertain_dates_stay_uncertain() {
        let dated = |date: &str| {
            let issued = csl_json::date(&crate::value::Date::parse(date).unwrap());
            reference(serde_json::json!({ "id": "x", "type": "report", "title": "T", "issued": issued }))
        };
        assert_eq!(dated("2024-03-25?"), "‘T’, c. 25 March 2024.");
        assert_eq!(dated("2018-08"), "‘T’, August 2018.");
        assert_eq!(dated("[2024-09-27,2024-09-28]"), "‘T’, September 2024.");
    }
}
