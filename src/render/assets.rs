//! Style sheets, scripts and other files of the theme, and the site's own over them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::config::Config;
use crate::load::Asset;
use crate::output::{Output, Recipe};

static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// Where a file of the theme comes from.
#[derive(Debug, Clone)]
enum Origin {
    Embedded(&'static [u8]),
    Disk(PathBuf),
    Made(Vec<u8>),
}

/// All files of the theme by their path in the output.
#[derive(Debug)]
pub struct Assets {
    files: BTreeMap<String, Origin>,
    /// Path of the one style sheet.
    pub style: String,
}

impl Assets {
    /// Takes the embedded files and the site's own; the style sheets are joined into one, named by its content.
    ///
    /// `read` gives the bytes of a file of the site.
    pub fn new(
        config: &Config,
        own: &[Asset],
        read: impl Fn(&Path) -> Result<Vec<u8>, String>,
    ) -> Result<Assets, String> {
        let mut files: BTreeMap<String, Origin> = BTreeMap::new();
        for file in super::theme::files(&STATIC) {
            if let Some(path) = file.path().to_str() {
                files.insert(path.to_owned(), Origin::Embedded(file.contents()));
            }
        }
        for asset in own {
            let same = matches!(files.get(asset.path.as_str()), Some(Origin::Embedded(bytes))
                if is_style(asset.path.as_str()) && read(&asset.disk).is_ok_and(|own| own == *bytes));
            if !same {
                files.insert(asset.path.to_string(), Origin::Disk(asset.disk.clone()));
            }
        }
        let mut css = Vec::new();
        let sheets: Vec<String> = files.keys().filter(|path| is_style(path)).cloned().collect();
        let mut sheets: Vec<(usize, String)> =
            sheets.into_iter().map(|path| (style_order(&path), path)).collect();
        sheets.sort();
        for (_, path) in sheets {
            match files.remove(&path) {
                Some(Origin::Embedded(bytes)) => css.extend_from_slice(bytes),
                Some(Origin::Made(bytes)) => css.extend_from_slice(&bytes),
                Some(Origin::Disk(disk)) => {
                    css.extend(read(&disk).map_err(|why| format!("static/{path}: {why}"))?);
                }
                None => {}
            }
            css.push(b'\n');
        }
        if let Some(accent) = &config.theme.accent {
            css.extend_from_slice(format!(":root {{ --accent: {}; }}\n", accent.value).as_bytes());
        }
        let hash = blake3::hash(&css).to_hex();
        let style = format!("assets/style-{}.css", &hash[..12]);
        files.insert(style.clone(), Origin::Made(css));
        Ok(Assets { files, style })
    }

    /// Adds all files to an output.
    pub fn add_to(&self, output: &mut Output<'_>) {
        for (path, origin) in &self.files {
            let recipe = match origin {
                Origin::Embedded(bytes) => Recipe::Bytes(bytes.to_vec()),
                Origin::Made(bytes) => Recipe::Bytes(bytes.clone()),
                Origin::Disk(disk) => Recipe::Copy(disk.clone()),
            };
            output.add(path, recipe);
        }
    }

    /// True if the theme has a file at a path.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }
}

fn is_style(path: &str) -> bool {
    path.starts_with("css/") && path.ends_with(".css")
}

/// Tokens come first and print last; what a site adds comes after the theme's own sheets of the same rank.
fn style_order(path: &str) -> usize {
    match path {
        "css/tokens.css" => 0,
        "css/base.css" => 1,
        "css/layout.css" => 2,
        "css/print.css" => 4,
        _ => 3,
    }
}
