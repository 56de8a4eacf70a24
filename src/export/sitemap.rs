//! Sitemaps (sitemaps.org 0.9); an index of several where one would hold more than 50,000 addresses.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Export;
use crate::output::MakeError;
use crate::render::{Language, Stage, pages};
use crate::resolve::{Site, href_of};

pub(super) static EXPORT: Export =
    Export { name: "sitemap", needs_base: true, per_language: false, paths, make };

/// The most addresses of one file, by the protocol.
const MOST: usize = 50_000;

/// Notes make nearly all pages, so their number says how many files are wanted.
fn files(site: &Site) -> usize {
    ((site.notes.len() + 1000) * site.config.languages.len().max(1)).div_ceil(MOST)
}

fn paths(site: &Site) -> Vec<String> {
    let parts = files(site);
    let extra = (1..=parts).filter(|_| parts > 1).map(|part| format!("sitemap-{part}.xml"));
    std::iter::once("sitemap.xml".to_owned()).chain(extra).collect()
}

fn make(stage: &Stage<'_>, path: &str) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let base = site.config.base().unwrap_or_default();
    let parts = files(site);
    let plain = |address| Row { address, updated: None, alternates: Vec::new() };
    let number =
        path.strip_prefix("sitemap-").and_then(|rest| rest.strip_suffix(".xml")?.parse::<usize>().ok());
    let written = match number {
        None if parts > 1 => {
            let rows = (1..=parts).map(|part| plain(format!("{base}sitemap-{part}.xml"))).collect::<Vec<_>>();
            write("sitemapindex", "sitemap", &rows)
        }
        number => {
            let rows = addresses(stage, &base);
            let size = rows.len().div_ceil(parts).max(1);
            write("urlset", "url", rows.chunks(size).nth(number.map_or(0, |n| n - 1)).unwrap_or_default())
        }
    };
    written.map_err(|error| MakeError(format!("{path}: {error}")))
}

/// A page that search engines may list.
struct Row {
    address: String,
    /// The day of its last change.
    updated: Option<String>,
    /// The page in all languages that have it, by tag; empty for a site in one language.
    alternates: Vec<(String, String)>,
}

/// Every page that search engines may list, in every language in which it says something of its own.
fn addresses(stage: &Stage<'_>, base: &str) -> Vec<Row> {
    let site = stage.site;
    let mut rows = Vec::new();
    for kind in pages::ALL.iter().filter(|kind| kind.name != "redirect") {
        for address in (kind.list)(site, stage.orders()).into_iter().filter(|address| address.name != "404") {
            let href = href_of(&address.name, site.config.pretty_urls);
            let public = if href == "index.html" { "" } else { href.as_str() };
            let note = (kind.name == "note").then(|| &site.notes[address.key as usize]);
            let updated = note
                .and_then(|note| note.common.updated.as_ref())
                .and_then(|date| date.machine().filter(|day| day.len() == 10));
            // A further page of mentions need not be there in another language.
            let has = |language: &&Language| {
                note.is_none_or(|note| {
                    language.has(note) && (address.part == 0 || language.prefix.is_empty())
                })
            };
            let all = stage.languages.iter().filter(has);
            let alternates: Vec<(String, String)> =
                all.map(|l| (l.tag.clone(), format!("{base}{}{public}", l.prefix))).collect();
            let addresses = match alternates.as_slice() {
                [] => vec![format!("{base}{public}")],
                all => all.iter().map(|(_, address)| address.clone()).collect(),
            };
            let alternates = if alternates.len() > 1 { alternates } else { Vec::new() };
            rows.extend(addresses.into_iter().map(|address| Row {
                address,
                updated: updated.clone(),
                alternates: alternates.clone(),
            }));
        }
    }
    rows
}

fn write(root: &str, item: &str, rows: &[Row]) -> std::io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let mut element =
        writer.create_element(root).with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    if rows.iter().any(|row| !row.alternates.is_empty()) {
        element = element.with_attribute(("xmlns:xhtml", "http://www.w3.org/1999/xhtml"));
    }
    element.write_inner_content(|writer| {
        for row in rows {
            writer.create_element(item).write_inner_content(|writer| {
                writer.create_element("loc").write_text_content(BytesText::new(&row.address))?;
                if let Some(updated) = &row.updated {
                    writer.create_element("lastmod").write_text_content(BytesText::new(updated))?;
                }
                for (tag, address) in &row.alternates {
                    let link = [("rel", "alternate"), ("hreflang", tag.as_str()), ("href", address.as_str())];
                    writer.create_element("xhtml:link").with_attributes(link).write_empty()?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}
