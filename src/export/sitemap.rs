//! Sitemaps (sitemaps.org 0.9); an index of several where one would hold more than 50,000 addresses.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Export;
use crate::output::MakeError;
use crate::render::{Stage, pages};
use crate::resolve::{Site, href_of};

pub(super) static EXPORT: Export = Export { name: "sitemap", needs_base: true, paths, make };

/// The most addresses of one file, by the protocol.
const MOST: usize = 50_000;

/// Notes make nearly all pages, so their number says how many files are wanted.
fn files(site: &Site) -> usize {
    (site.notes.len() + 1000).div_ceil(MOST)
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
    let number =
        path.strip_prefix("sitemap-").and_then(|rest| rest.strip_suffix(".xml")?.parse::<usize>().ok());
    let written = match number {
        None if parts > 1 => {
            let rows =
                (1..=parts).map(|part| (format!("{base}sitemap-{part}.xml"), None)).collect::<Vec<_>>();
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

/// Every page that search engines may list, with the day of its last change.
fn addresses(stage: &Stage<'_>, base: &str) -> Vec<(String, Option<String>)> {
    let site = stage.site;
    let mut rows = Vec::new();
    for kind in pages::ALL.iter().filter(|kind| !matches!(kind.name, "redirect" | "search")) {
        for address in (kind.list)(site, stage.orders).into_iter().filter(|address| address.name != "404") {
            let href = href_of(&address.name, site.config.pretty_urls);
            let public = if href == "index.html" { "" } else { href.as_str() };
            let updated = (kind.name == "note")
                .then(|| site.notes[address.key as usize].common.updated.as_ref())
                .flatten()
                .and_then(|date| date.machine().filter(|day| day.len() == 10));
            rows.push((format!("{base}{public}"), updated));
        }
    }
    rows
}

fn write(root: &str, item: &str, rows: &[(String, Option<String>)]) -> std::io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let element =
        writer.create_element(root).with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    element.write_inner_content(|writer| {
        for (address, updated) in rows {
            writer.create_element(item).write_inner_content(|writer| {
                writer.create_element("loc").write_text_content(BytesText::new(address))?;
                if let Some(updated) = updated {
                    writer.create_element("lastmod").write_text_content(BytesText::new(updated))?;
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
