//! Looks at the files beside notes that pages use, and says which may be published.

use std::io::{self, Read as _};
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::diag::{Diagnostic, Level};
use crate::load::{Asset, Sources};
use crate::media::{self, Format, Refusal};
use crate::render::attachments::{Attachment, Attachments};
use crate::resolve::{AssetId, Site, Target};

/// What was seen of files so far; what has changed since is looked at again.
pub(super) type Seen = FxHashMap<Asset, Looked>;

/// What a file is.
#[derive(Debug)]
pub(super) struct Looked {
    attachment: Result<Attachment, Refusal>,
    /// What its metadata say.
    facts: Vec<String>,
}

/// Files of words and numbers, in which nothing can lie that a reader does not see.
const PLAIN: [&str; 11] = ["txt", "csv", "tsv", "json", "geojson", "bib", "ris", "xml", "kml", "yaml", "md"];

/// Examines all files that the pages of any language use.
pub(super) fn examine(
    sources: &Sources,
    sites: &[Site],
    seen: &mut Seen,
    open: &(impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync),
    found: &mut Vec<Diagnostic>,
) -> Attachments {
    let config = &sites[0].config;
    let used = |i: usize| sites.iter().any(|site| !site.assets[i].1.as_os_str().is_empty());
    let all: Vec<(usize, &Asset)> = sources.assets.iter().enumerate().filter(|(i, _)| used(*i)).collect();
    let new: Vec<(&Asset, Looked)> = all
        .par_iter()
        .filter(|(_, asset)| !seen.contains_key(*asset))
        .map(|(_, asset)| (*asset, look(asset, open)))
        .collect();
    seen.extend(new.into_iter().map(|(asset, looked)| (asset.clone(), looked)));
    let mut attachments = Attachments::default();
    for (i, asset) in all {
        let address = sites[0].assets[i].0.as_str();
        let Looked { attachment, facts } = &seen[asset];
        match attachment {
            Ok(Attachment::File) if !is_plain(asset) && !is_allowed(config, asset) => {
                let ending = asset.path.extension().unwrap_or_default().to_lowercase();
                let message = format!(
                    "`{}` may hold more than a reader sees, such as names and places",
                    asset.path.name()
                );
                let refused = place(sites, AssetId(i as u32), "unclean-file", Level::Error, message);
                let help = match ending.as_str() {
                    "" => "give it the ending of its format".to_owned(),
                    ending => format!(
                        "publish its words as a picture or as text, or write `attachments: [{ending}]` in site.yaml to publish such files as they are"
                    ),
                };
                found.push(refused.help(help));
            }
            Ok(attachment) => {
                if !facts.is_empty() {
                    let message =
                        format!("`{}` tells whoever looks: {}", asset.path.name(), facts.join(", "));
                    let told = place(sites, AssetId(i as u32), "file-metadata", Level::Warning, message);
                    found.push(told.help("take it out with another program, such as `exiftool -all:all=` and then `qpdf --linearize`, or allow it here"));
                }
                attachments.by_address.insert(address.to_owned(), (attachment.clone(), asset.disk.clone()));
            }
            Err(refusal) => {
                let message = format!("`{}` cannot be published: {}", asset.path.name(), refusal.message);
                found.push(
                    place(sites, AssetId(i as u32), "unclean-file", Level::Error, message).help(refusal.help),
                );
            }
        }
    }
    attachments
}

fn look(asset: &Asset, open: &(impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync)) -> Looked {
    let mut facts = Vec::new();
    let attachment = match Format::of_name(asset.path.name()) {
        None if has_ending(asset, "pdf") => read(asset, open).map(|bytes| {
            facts = media::pdf::facts(&bytes);
            Attachment::File
        }),
        None => Ok(Attachment::File),
        Some(format) => format.and_then(|format| {
            let bytes = read(asset, open)?;
            media::examine(&bytes, format).map(Attachment::Picture)
        }),
    };
    Looked { attachment, facts }
}

fn read(
    asset: &Asset,
    open: &(impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync),
) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that there are more.
    let read = open(&asset.disk).and_then(|file| file.take(media::MOST_BYTES + 1).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| Refusal {
        message: format!("it cannot be read: {error}"),
        help: "see that it can be opened",
    })
}

fn has_ending(asset: &Asset, ending: &str) -> bool {
    asset.path.extension().unwrap_or_default().eq_ignore_ascii_case(ending)
}

fn is_plain(asset: &Asset) -> bool {
    PLAIN.iter().any(|plain| has_ending(asset, plain))
}

fn is_allowed(config: &Config, asset: &Asset) -> bool {
    config.attachments.iter().any(|allowed| has_ending(asset, allowed.trim_start_matches('.')))
}

/// A finding at the first place that uses a file.
fn place(sites: &[Site], asset: AssetId, rule: &'static str, level: Level, message: String) -> Diagnostic {
    let at = |file, span| Diagnostic::new(level, rule, file, span, message.clone());
    for note in sites.iter().flat_map(|site| &site.notes) {
        // The text of a translation stands in a file of its own.
        if note.translated.is_some() && note.body_lang.is_none() {
            continue;
        }
        let is_it = |reference: &&crate::parse::BodyRef| {
            note.text_target(reference.at.start) == Some(Target::Asset(asset))
        };
        if let Some(reference) = note.body.refs.iter().find(is_it) {
            return at(note.file, note.body.in_file(reference.whole));
        }
    }
    Diagnostic { level, ..Diagnostic::site_error(rule, message) }
}
