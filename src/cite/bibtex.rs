//! Sources as BibLaTeX entries.

use crate::model::Fields;
use crate::model::notes::SourceKind;
use crate::resolve::{NoteId, Site};
use crate::value::Date;
use crate::value::date::Bound;

/// Makes the entry of a source; its key is the note's id. `date` is EDTF, of which BibLaTeX reads levels 0 and 1.
pub fn entry(site: &Site, source: NoteId) -> String {
    let note = site.note(source);
    let Fields::Source(fields) = &note.fields else { return String::new() };
    let mut lines = vec![("title", format!("{{{}}}", escape(note.title())))];
    if !fields.authors.is_empty() {
        lines.insert(
            0,
            ("author", fields.authors.iter().map(|name| author(name)).collect::<Vec<_>>().join(" and ")),
        );
    }
    let mut text = |name, value: Option<String>| lines.extend(value.map(|value| (name, value)));
    text("publisher", fields.publisher.as_deref().map(escape));
    text("journaltitle", fields.container.as_deref().map(escape));
    text("date", fields.published.as_ref().map(date));
    text("url", fields.url.as_ref().map(|url| url.value.as_str().to_owned()));
    text("urldate", fields.accessed.as_ref().map(date));
    text("doi", fields.doi.clone());
    text("isbn", fields.isbn.clone());
    text("pages", fields.pages.as_deref().map(escape));
    text("langid", note.common.lang.as_ref().map(|lang| lang.as_str().to_owned()));
    let mut out = format!("@{}{{{},\n", entry_type(fields.kind), note.id);
    for (name, value) in lines {
        out.push_str(&format!("  {name} = {{{value}}},\n"));
    }
    out.push_str("}\n");
    out
}

/// A date as BibLaTeX reads it: EDTF of levels 0 and 1; of a set only its ends.
fn date(date: &Date) -> String {
    match (date.as_str().starts_with(['[', '{']), date.earliest(), date.latest()) {
        (true, Bound::Day(first), Bound::Day(last)) => format!("{first}/{last}"),
        _ => date.as_str().to_owned(),
    }
}

fn author(name: &str) -> String {
    if name.contains(", ") { escape(name) } else { format!("{{{}}}", escape(name)) }
}

fn entry_type(kind: Option<SourceKind>) -> &'static str {
    match kind {
        Some(SourceKind::News | SourceKind::Paper) => "article",
        Some(SourceKind::Report | SourceKind::Official) => "report",
        Some(SourceKind::Book) => "book",
        Some(SourceKind::Dataset) => "dataset",
        Some(SourceKind::Reference) => "inreference",
        Some(SourceKind::Social | SourceKind::Transcript | SourceKind::Interview) | None => "online",
    }
}

/// Writes a text so that TeX reads it as it is.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_become_ranges_and_signs_are_escaped() {
        let shown = |text: &str| date(&Date::parse(text).unwrap());
        assert_eq!(shown("[2024-09-27,2024-09-28]"), "2024-09-27/2024-09-28");
        assert_eq!(shown("2023-10~"), "2023-10~");
        assert_eq!(escape("50 % of {A & B}_1"), "50 \\% of \\{A \\& B\\}\\_1");
    }
}
