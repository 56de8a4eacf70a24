//! Style sheets, scripts and other files of the theme, and the site's own over them.
//!
//! All style sheets become one file and all scripts another, each named by its content.

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
    /// Path of the one script; none where a site has emptied all of them.
    pub script: Option<String>,
}

impl Assets {
    /// Takes the embedded files and the site's own; style sheets and scripts are joined, each into one file named by its content.
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
            let path = asset.path.as_str();
            let same = matches!(files.get(path), Some(Origin::Embedded(bytes))
                if (is_style(path) || is_script(path)) && read(&asset.disk).is_ok_and(|own| own == *bytes));
            if !same {
                files.insert(asset.path.to_string(), Origin::Disk(asset.disk.clone()));
            }
        }
        let mut css = joined(&mut files, &read, is_style)?;
        if let Some(accent) = &config.theme.accent {
            css.extend_from_slice(format!(":root {{ --accent: {}; }}\n", accent.value).as_bytes());
        }
        let style = named("style", "css", &css);
        files.insert(style.clone(), Origin::Made(css));
        let js = joined(&mut files, &read, is_script)?;
        let script = (!js.iter().all(u8::is_ascii_whitespace)).then(|| named("site", "js", &js));
        files.extend(script.clone().map(|path| (path, Origin::Made(js))));
        Ok(Assets { files, style, script })
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

/// Takes all files of a kind out of the others and joins them in their order.
fn joined(
    files: &mut BTreeMap<String, Origin>,
    read: impl Fn(&Path) -> Result<Vec<u8>, String>,
    wanted: fn(&str) -> bool,
) -> Result<Vec<u8>, String> {
    let mut paths: Vec<(usize, String)> =
        files.keys().filter(|path| wanted(path)).map(|path| (rank(path), path.clone())).collect();
    paths.sort();
    let mut all = Vec::new();
    for (_, path) in paths {
        match files.remove(&path) {
            Some(Origin::Embedded(bytes)) => all.extend_from_slice(bytes),
            Some(Origin::Made(bytes)) => all.extend_from_slice(&bytes),
            Some(Origin::Disk(disk)) => {
                all.extend(read(&disk).map_err(|why| format!("static/{path}: {why}"))?);
            }
            None => {}
        }
        all.push(b'\n');
    }
    Ok(all)
}

/// The path of a joined file: a changed content is a new address, so that no browser keeps an old one.
fn named(stem: &str, ending: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    format!("assets/{stem}-{}.{ending}", &hash[..12])
}

fn is_style(path: &str) -> bool {
    path.starts_with("css/") && path.ends_with(".css")
}

fn is_script(path: &str) -> bool {
    path.starts_with("js/") && path.ends_with(".js")
}

/// Tokens come first and print last; what a site adds comes after the theme's own sheets of the same rank. Scripts go by their names.
fn rank(path: &str) -> usize {
    match path {
        "css/tokens.css" => 0,
        "css/base.css" => 1,
        "css/layout.css" => 2,
        "css/print.css" => 4,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The embedded scripts with their paths.
    fn scripts() -> Vec<(&'static str, &'static str)> {
        let files = super::super::theme::files(&STATIC).into_iter();
        files
            .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
            .filter(|(path, _)| is_script(path))
            .collect()
    }

    #[test]
    fn scripts_build_no_markup_from_text() {
        let never =
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "http"];
        assert!(!scripts().is_empty());
        for (path, text) in scripts() {
            for word in never {
                assert!(!text.contains(word), "static/{path} says {word}");
            }
            let code = text.lines().find(|line| !line.starts_with("//")).unwrap_or_default();
            assert_eq!(code, "(() => {", "static/{path} keeps its names to itself");
            assert!(text.contains("\"use strict\";"), "static/{path} is strict");
        }
    }

    #[test]
    fn scripts_are_small() {
        let bytes: usize = scripts().iter().map(|(_, text)| text.len() + 1).sum();
        assert!(bytes < 40 * 1024, "{bytes} bytes of scripts");
    }
}
