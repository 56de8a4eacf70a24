//! Sources as BibLaTeX entries.

use super::work::Work;
use crate::resolve::{NoteId, Site};
use crate::value::Date;
use crate::value::date::Bound;

/// Makes the entry of a source, or of a briefing; its key is the note's id. `date` is EDTF, of which BibLaTeX reads levels 0 and 1.
pub fn entry(site: &Site, id: NoteId) -> String {
    let Some(work) = Work::new(site, id) else { return String::new() };
    let mut lines = vec![("title", format!("{{{}}}", escape(work.title)))];
    if !work.authors.is_empty() {
        let authors: Vec<String> = work.authors.iter().map(|name| author(name)).collect();
        lines.insert(0, ("author", authors.join(" and ")));
    }
    let mut text = |name, value: Option<String>| lines.extend(value.map(|value| (name, value)));
    text("publisher", work.publisher.map(escape));
    text("journaltitle", work.container.map(escape));
    text("date", work.published.map(date));
    text("url", work.url);
    text("urldate", work.accessed.map(date));
    text("doi", work.doi.map(str::to_owned));
    text("isbn", work.isbn.map(str::to_owned));
    text("pages", work.pages.map(escape));
    text("langid", work.lang.map(str::to_owned));
    text("note", work.note.map(escape));
    let mut out = format!("@{}{{{},\n", work.biblatex, work.id);
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
