//! Files beside notes that pages show or lead to, and the smaller pictures that are made of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::media::{self, Picture, Sizes};
use crate::output::{MakeError, Output, Recipe};
use crate::text::percent_encode;

/// A file beside a note that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attachment {
    Picture(Picture),
    /// Published as it is.
    File,
}

/// All that pages use, by address.
#[derive(Debug, Default)]
pub struct Attachments {
    pub by_address: FxHashMap<String, (Attachment, PathBuf)>,
}

impl Attachments {
    /// True for a file that is shown as a picture, and for one that is not known.
    pub fn is_shown(&self, address: &str) -> bool {
        !matches!(self.by_address.get(address), Some((Attachment::File, _)))
    }

    /// The attributes by which a browser finds and measures a picture, in safe HTML. `root` leads from the page to the site's root.
    pub fn attributes(&self, root: &str, address: &str) -> String {
        let href = |address: &str| super::cites::escape(&format!("{root}{}", percent_encode(address)));
        let mut html = format!("src=\"{}\"", href(address));
        let Some((Attachment::Picture(picture), _)) = self.by_address.get(address) else { return html };
        let Some((width, height)) = picture.size else { return html };
        html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        if !picture.widths.is_empty() {
            let smaller = picture.widths.iter();
            let all = smaller
                .map(|width| format!("{} {width}w, ", href(&smaller_address(address, picture, *width))));
            html.push_str(&format!(" srcset=\"{}{} {width}w\"", all.collect::<String>(), href(address)));
            // The widest that a column of text is.
            html.push_str(" sizes=\"(max-width: 48rem) 100vw, 46rem\"");
        }
        html
    }

    /// Adds the files themselves.
    pub fn add_to(&self, output: &mut Output<'_>) {
        let mut all: Vec<_> = self.by_address.iter().collect();
        all.sort_unstable_by_key(|(address, _)| *address);
        for (address, (attachment, disk)) in all {
            let Attachment::Picture(picture) = attachment else {
                output.add(address, Recipe::Copy(disk.clone()));
                continue;
            };
            let (format, from) = (picture.format, disk.clone());
            output.add(
                address,
                Recipe::Make(Box::new(move || {
                    let bytes = read(&from)?;
                    media::clean(&bytes, format).map_err(|refusal| MakeError(refusal.message))
                })),
            );
            let sizes = Arc::new(Sizes::new(format, picture.widths.clone()));
            for width in &picture.widths {
                let (sizes, from, width) = (Arc::clone(&sizes), disk.clone(), *width);
                let make =
                    move || sizes.get(width, || read(&from).map_err(|error| error.0)).map_err(MakeError);
                output.add(&smaller_address(address, picture, width), Recipe::Lasting(Box::new(make)));
            }
        }
    }
}

/// The address of a smaller picture; it is another one where the picture is another.
fn smaller_address(address: &str, picture: &Picture, width: u32) -> String {
    let stem = address.rsplit_once('.').map_or(address, |(stem, _)| stem);
    format!("{stem}.{}-{width}.{}", picture.hash, media::ending(picture.format))
}

fn read(disk: &Path) -> Result<Vec<u8>, MakeError> {
    crate::load::bytes(disk).map_err(|error| MakeError(format!("{}: {error}", disk.display())))
}
