//! A site as feeds, data and the web's own files: one file a format.

mod atom;
mod bibtex;
mod csl;
mod geojson;
mod json_feed;
mod robots;
mod search;
mod sitemap;
mod sourcing;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::load::SETTINGS;
use crate::output::{MakeError, Output, Recipe};
use crate::render::Stage;
use crate::resolve::Site;
use crate::select::Audience;

/// A format.
#[derive(Debug)]
pub struct Export {
    /// Its name in `exports:` of `site.yaml`.
    pub name: &'static str,
    /// True if its files are nothing without absolute addresses.
    pub needs_base: bool,
    /// True if each language of the site has files of its own.
    pub per_language: bool,
    /// The paths of its files.
    pub paths: fn(&Site) -> Vec<String>,
    /// Makes the file at one of the paths.
    pub make: fn(&Stage<'_>, &str) -> Result<Vec<u8>, MakeError>,
}

/// All formats.
pub static ALL: &[&Export] = &[
    &atom::EXPORT,
    &json_feed::EXPORT,
    &sitemap::EXPORT,
    &robots::EXPORT,
    &csl::JSON,
    &csl::YAML,
    &bibtex::EXPORT,
    &geojson::EXPORT,
    &sourcing::EXPORT,
    &search::EXPORT,
];

/// Adds all wanted files to an output.
pub fn add_exports<'a>(stage: &'a Stage<'a>, output: &mut Output<'a>) {
    let is_main = stage.site.prefix.is_empty();
    for export in wanted(stage.site).filter(|export| is_main || export.per_language) {
        for path in (export.paths)(stage.site) {
            let make = {
                let path = path.clone();
                move || (export.make)(stage, &path)
            };
            output.add(&[stage.site.prefix.as_str(), &path].concat(), Recipe::Make(Box::new(make)));
        }
    }
}

/// The formats that a site gets: those that it names, or all, and of these the ones that it can have.
fn wanted(site: &Site) -> impl Iterator<Item = &'static &'static Export> + '_ {
    let has_base = site.config.base_url.is_some();
    ALL.iter().filter(move |export| (has_base || !export.needs_base) && site.config.exports(export.name))
}

/// True if a site gets a format.
pub fn has(site: &Site, name: &str) -> bool {
    wanted(site).any(|export| export.name == name)
}

/// The formats that are left out because the site has no base address.
pub fn left_out(site: &Site) -> Vec<&'static str> {
    if site.config.base_url.is_some() || site.audience == Audience::Internal {
        return Vec::new();
    }
    ALL.iter().filter(|export| export.needs_base).map(|export| export.name).collect()
}

/// Reports names in `exports:` that are no formats.
pub fn check(config: &Config) -> Vec<Diagnostic> {
    let names = || ALL.iter().map(|export| export.name);
    let unknown = config.exports.iter().flatten().filter(|name| !names().any(|known| known == name.value));
    unknown
        .map(|name| {
            let help = match crate::text::nearest(&name.value, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the formats are: {}", names().collect::<Vec<_>>().join(", ")),
            };
            Diagnostic::error(
                "wrong-value",
                SETTINGS,
                name.span,
                format!("there is no format `{}`", name.value),
            )
            .help(help)
        })
        .collect()
}

/// Drops what XML cannot hold; the rest is escaped by the writer.
pub(crate) fn xml_text(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(u32::from(*c), 0..=8 | 11 | 12 | 14..=31 | 0x7f..=0x84 | 0x86..=0x9f | 0xfffe | 0xffff))
        .collect()
}
