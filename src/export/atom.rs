//! Atom feeds (RFC 4287): one of all changes, and one of the briefings of each topic.

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Export, xml_text};
use crate::model::{Fields, NoteType};
use crate::output::MakeError;
use crate::render::Stage;
use crate::render::view::plain_statement;
use crate::resolve::{NoteId, Site};
use crate::value::Date;
use crate::value::date::Bound;

pub(super) static EXPORT: Export = Export { name: "atom", needs_base: true, per_language: true, paths, make };

/// The most entries of a feed.
pub(super) const MOST: usize = 100;

fn paths(site: &Site) -> Vec<String> {
    let topics = topics(site).into_iter().map(|topic| format!("feeds/{}.xml", site.note(topic).id));
    std::iter::once("feed.xml".to_owned()).chain(topics).collect()
}

/// Topics that have briefings.
fn topics(site: &Site) -> Vec<NoteId> {
    site.of_type(NoteType::Topic).filter(|topic| !briefings(site, *topic).is_empty()).collect()
}

fn briefings(site: &Site, topic: NoteId) -> Vec<NoteId> {
    let children = site.children_of(topic).iter().copied();
    children.filter(|child| site.note(*child).note_type() == NoteType::Briefing).collect()
}

/// An entry of a feed, whatever its format.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub id: String,
    pub url: String,
    pub title: String,
    pub updated: String,
    pub summary: String,
    pub authors: Vec<String>,
}

/// The newest changes as entries.
pub(super) fn changes(stage: &Stage<'_>) -> Vec<Entry> {
    let site = stage.site;
    let base = site.base().unwrap_or_default();
    let newest = site.changes.iter().take(MOST);
    newest
        .map(|change| {
            let note = site.note(change.note);
            let mut entry = entry(site, change.note, &change.date, &base);
            if let Some(correction) = change.correction.and_then(|i| note.common.corrections.get(i)) {
                entry.id = format!("{}#correction-{}", entry.url, change.date.as_str());
                entry.title = stage.words.say("corrected-title", &[("title", (&entry.title).into())]);
                entry.summary = plain_statement(&correction.text.value);
            }
            entry
        })
        .collect()
}

fn entry(site: &Site, id: NoteId, date: &Date, base: &str) -> Entry {
    let note = site.note(id);
    let url = format!("{base}{}", note.href);
    let authors = match &note.fields {
        Fields::Briefing(briefing) => briefing.authors.clone(),
        _ => Vec::new(),
    };
    Entry {
        id: url.clone(),
        url,
        title: note.title().to_owned(),
        updated: instant(date),
        summary: note
            .common
            .summary
            .as_ref()
            .map(|summary| plain_statement(&summary.value))
            .unwrap_or_default(),
        authors,
    }
}

/// The start of the last day of a date, as RFC 3339; feeds know no uncertain dates.
fn instant(date: &Date) -> String {
    let day = match (date.latest(), date.earliest()) {
        (Bound::Day(day), _) | (_, Bound::Day(day)) => day.to_string(),
        _ => "1970-01-01".to_owned(),
    };
    format!("{day}T00:00:00Z")
}

fn make(stage: &Stage<'_>, path: &str) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let base = site.base().unwrap_or_default();
    let title = &site.config.title.value;
    let topic = topics(site).into_iter().find(|topic| path == format!("feeds/{}.xml", site.note(*topic).id));
    let (title, entries) = match topic {
        None => (title.clone(), changes(stage)),
        Some(topic) => {
            let mut entries: Vec<Entry> = briefings(site, topic)
                .into_iter()
                .filter_map(|id| {
                    let note = site.note(id);
                    let date = note.common.updated.as_ref().or_else(|| note.fields.facets().when())?;
                    Some(entry(site, id, date, &base))
                })
                .collect();
            entries.sort_by(|a, b| (&b.updated, &a.url).cmp(&(&a.updated, &b.url)));
            (format!("{title}: {}", site.note(topic).title()), entries)
        }
    };
    feed(site, &title, &format!("{base}{path}"), &base, &entries)
        .map_err(|error| MakeError(format!("{path}: {error}")))
}

fn feed(site: &Site, title: &str, own: &str, base: &str, entries: &[Entry]) -> std::io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let feed = writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", site.lang.as_str()));
    feed.write_inner_content(|writer| {
        text(writer, "id", own)?;
        text(writer, "title", title)?;
        let newest = entries.iter().map(|entry| entry.updated.as_str()).max();
        text(writer, "updated", newest.unwrap_or("1970-01-01T00:00:00Z"))?;
        writer.create_element("link").with_attributes([("rel", "self"), ("href", own)]).write_empty()?;
        writer.create_element("link").with_attribute(("href", base)).write_empty()?;
        let author = site.config.publisher.as_deref().unwrap_or(&site.config.title.value);
        author_element(writer, author)?;
        writer.create_element("generator").write_text_content(BytesText::new("Sourcebook"))?;
        entries.iter().try_for_each(|entry| write_entry(writer, entry))
    })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn write_entry<W: Write>(writer: &mut Writer<W>, entry: &Entry) -> std::io::Result<()> {
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "id", &entry.id)?;
        text(writer, "title", &entry.title)?;
        text(writer, "updated", &entry.updated)?;
        writer.create_element("link").with_attribute(("href", entry.url.as_str())).write_empty()?;
        entry.authors.iter().try_for_each(|author| author_element(writer, author))?;
        if !entry.summary.is_empty() {
            text(writer, "summary", &entry.summary)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn author_element<W: Write>(writer: &mut Writer<W>, name: &str) -> std::io::Result<()> {
    writer.create_element("author").write_inner_content(|writer| text(writer, "name", name))?;
    Ok(())
}

fn text<W: Write>(writer: &mut Writer<W>, name: &str, value: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&xml_text(value)))?;
    Ok(())
}
