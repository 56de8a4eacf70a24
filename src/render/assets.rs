//! Style sheets, scripts and other files of the theme, and the site's own over them.
//!
//! The style sheets of all pages become one file and their scripts another, each named by its content. A folder `js/NAME/` becomes one more
//! script, and `css/pages/NAME.css` one more sheet, for the pages that ask for it; `vendor/` holds the libraries of others, as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::config::Config;
use crate::load::Asset;
use crate::output::{Output, Recipe};
use crate::value::Lang;

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
    /// Path of the one style sheet of all pages.
    pub style: String,
    /// Paths of the sheets of single pages, by their names.
    sheets: BTreeMap<String, String>,
    /// Path of the one script of all pages; none where a site has emptied all of them.
    pub script: Option<String>,
    /// Paths of the scripts of single pages, by the names of their folders.
    bundles: BTreeMap<String, String>,
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
                if (path.starts_with("css/") || is_script(path)) && read(&asset.disk).is_ok_and(|own| own == *bytes));
            if !same {
                files.insert(asset.path.to_string(), Origin::Disk(asset.disk.clone()));
            }
        }
        let mut css = without_comments(&joined(&mut files, &read, is_style)?);
        if let Some(accent) = &config.theme.accent {
            css.extend_from_slice(format!(":root {{ --accent: {}; }}\n", accent.value).as_bytes());
        }
        css.extend_from_slice(
            format!("@page{{@top-left{{{}}}}}\n", running_title(&config.title.value)).as_bytes(),
        );
        for lang in config.other_languages() {
            css.extend_from_slice(running_title_in(&lang, &config.in_language(&lang).title.value).as_bytes());
        }
        let style = named("style", "css", &css);
        files.insert(style.clone(), Origin::Made(css));
        let names: BTreeSet<String> =
            files.keys().filter_map(|path| sheet_of(path)).map(str::to_owned).collect();
        let mut sheets = BTreeMap::new();
        for name in names {
            let css = without_comments(&joined(&mut files, &read, |path| sheet_of(path) == Some(&name))?);
            if !css.is_empty() {
                let path = named(&name, "css", &css);
                files.insert(path.clone(), Origin::Made(css));
                sheets.insert(name, path);
            }
        }
        let folders: BTreeSet<String> =
            files.keys().filter_map(|path| bundle_of(path)).map(str::to_owned).collect();
        let mut bundles = BTreeMap::new();
        for name in folders {
            let js = joined(&mut files, &read, |path| bundle_of(path) == Some(&name))?;
            if let Some(path) = add_script(&mut files, &name, js) {
                bundles.insert(name, path);
            }
        }
        let js = joined(&mut files, &read, is_script)?;
        let script = add_script(&mut files, "site", js);
        Ok(Assets { files, style, sheets, script, bundles })
    }

    /// Paths of the scripts that a page asks for, in its order: a folder of scripts by its name, a library by its path (`vendor/…`).
    /// What a site has emptied or the theme lacks is left out.
    pub fn scripts(&self, names: &[&str]) -> Vec<String> {
        let path = |name: &&str| match self.bundles.get(*name) {
            Some(path) => Some(path.clone()),
            None => self.contains(name).then(|| (*name).to_owned()),
        };
        names.iter().filter_map(path).collect()
    }

    /// Path of the sheet that single pages ask for, by its name.
    pub fn sheet(&self, name: &str) -> Option<String> {
        self.sheets.get(name).cloned()
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
    wanted: impl Fn(&str) -> bool,
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

/// The rule that sets the site's title at the head of every printed page.
fn running_title(title: &str) -> String {
    let mut rule = "content:\"".to_owned();
    for letter in title.chars() {
        match letter {
            '"' | '\\' | '<' => rule.extend(['\\', letter]),
            _ if letter.is_control() => rule.push(' '),
            _ => rule.push(letter),
        }
    }
    rule + "\""
}

/// The same for the pages in another language, at the side where its lines begin; a page that has a name takes nothing from the first one.
fn running_title_in(lang: &Lang, title: &str) -> String {
    let (tag, title) = (lang.as_str(), running_title(title));
    let (side, other) = if lang.dir() == "rtl" { ("right", "left") } else { ("left", "right") };
    let name = format!("in-{tag}");
    format!(
        "html[lang=\"{tag}\"] body{{page:{name}}}@page {name}{{@top-{side}{{{title}}}@top-{other}{{content:none}}}}@page {name}:first{{@top-{side}{{content:none}}}}\n"
    )
}

/// A style sheet without comments, indentation and other signs that say nothing, which a fifth of it is; what stands in quotes stays as it is.
fn without_comments(css: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(css.len());
    let (mut i, mut quote) = (0, None);
    while let Some(&byte) = css.get(i) {
        let rest = &css[i..];
        if quote.is_none() && rest.starts_with(b"/*") {
            i += rest.windows(2).skip(2).position(|two| two == b"*/").map_or(rest.len(), |end| end + 4);
            continue;
        }
        match quote {
            Some(_) if byte == b'\\' && i + 1 < css.len() => {
                out.push(byte);
                i += 1;
            }
            Some(open) if byte == open => quote = None,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            _ => {}
        }
        let ends = |byte: Option<&u8>| byte.is_none_or(|byte| b" \n{}:;,>".contains(byte));
        let is_space = quote.is_none() && byte.is_ascii_whitespace();
        if quote.is_none() {
            drop_needless(&mut out, byte, css.get(i + 1));
        }
        if !(is_space && (ends(out.last()) || css.get(i + 1).is_some_and(|next| b"{}>".contains(next)))) {
            out.push(if is_space { b' ' } else { css[i] });
        }
        i += 1;
    }
    out
}

/// Takes back what the next byte makes needless: the semicolon before a brace, the nought before a point.
fn drop_needless(out: &mut Vec<u8>, byte: u8, next: Option<&u8>) {
    let is_number = byte == b'.' && next.is_some_and(u8::is_ascii_digit);
    match out.as_slice() {
        [.., b';'] if byte == b'}' => drop(out.pop()),
        [.., b' ' | b':' | b',' | b'(' | b'-', b'0'] if is_number => drop(out.pop()),
        _ => {}
    }
}

/// Adds a script of joined files, if it says anything, and gives its path.
fn add_script(files: &mut BTreeMap<String, Origin>, stem: &str, js: Vec<u8>) -> Option<String> {
    let path = (!js.iter().all(u8::is_ascii_whitespace)).then(|| named(stem, "js", &js))?;
    files.insert(path.clone(), Origin::Made(js));
    Some(path)
}

/// The path of a joined file: a changed content is a new address, so that no browser keeps an old one.
fn named(stem: &str, ending: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    format!("assets/{stem}-{}.{ending}", &hash[..12])
}

/// True for a part of the sheet of all pages.
fn is_style(path: &str) -> bool {
    path.starts_with("css/") && path.ends_with(".css") && sheet_of(path).is_none()
}

/// The pages that have a sheet `css/pages/NAME.css` to themselves.
fn sheet_of(path: &str) -> Option<&str> {
    path.strip_prefix("css/pages/")?.strip_suffix(".css")
}

fn is_script(path: &str) -> bool {
    path.starts_with("js/") && path.ends_with(".js")
}

/// The folder `js/NAME/` that a script of single pages lies in.
fn bundle_of(path: &str) -> Option<&str> {
    let (name, _) = path.strip_prefix("js/")?.split_once('/')?;
    is_script(path).then_some(name)
}

/// Tokens come first and print last; what a site adds comes after the theme's own sheets of the same rank. Scripts go by their names.
fn rank(path: &str) -> usize {
    match path {
        "css/tokens.css" | "css/fonts.css" => 0,
        "css/base.css" => 1,
        "css/layout.css" => 2,
        "css/print.css" => 4,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SitePath;

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
    fn styles_are_small_and_lose_only_what_nobody_sees() {
        let config = Config::parse("title: T", crate::load::SETTINGS).0.unwrap();
        let assets = Assets::new(&config, &[], |_| Err(String::new())).unwrap();
        let bytes = |path: &str| match assets.files.get(path) {
            Some(Origin::Made(css)) => css.len(),
            other => panic!("{path}: {other:?}"),
        };
        assert!(bytes(&assets.style) < 40 * 1024, "{} bytes of styles", bytes(&assets.style));
        let names: Vec<&str> = assets.sheets.keys().map(String::as_str).collect();
        assert_eq!(names, ["network", "search", "sourcing"]);
        for path in assets.sheets.values() {
            assert!(bytes(path) < 4 * 1024, "{path}: {} bytes", bytes(path));
        }
        let shown = |css: &str| String::from_utf8(without_comments(css.as_bytes())).unwrap();
        assert_eq!(
            shown("/* why */\na { b: \"/* x */  { \"; }\n\n@media (c) {\n  d e { f: g,\n h }\n}\n"),
            "a{b:\"/* x */  { \"}@media (c){d e{f:g,h}}"
        );
        assert_eq!(
            shown("a { b: -0.5px 0.5em 10.5px, calc(0.1px + 0px); }"),
            "a{b:-.5px .5em 10.5px,calc(.1px + 0px)}"
        );
        assert_eq!(shown("a { b: 'it\\'s /* '; } /* open"), "a{b:'it\\'s /* '}");
    }

    #[test]
    fn a_title_cannot_leave_its_rule() {
        let rule = running_title("A \"b\\\n}</style> ج");
        assert_eq!(rule, "content:\"A \\\"b\\\\ }\\</style> ج\"");
        let rule = running_title_in(&Lang::new("ar").unwrap(), "ج");
        assert!(
            rule.contains("body{page:in-ar}@page in-ar{@top-right{content:\"ج\"}@top-left{content:none}}"),
            "{rule}"
        );
    }

    #[test]
    fn scripts_are_small() {
        let (search, rest): (Vec<_>, Vec<_>) =
            scripts().into_iter().partition(|(path, _)| bundle_of(path) == Some("search"));
        let bytes = |all: &[(&str, &str)]| all.iter().map(|(_, text)| text.len() + 1).sum::<usize>();
        assert!(bytes(&rest) < 40 * 1024, "{} bytes of scripts", bytes(&rest));
        assert!(bytes(&search) < 28 * 1024, "{} bytes of scripts for search", bytes(&search));
    }

    #[test]
    fn scripts_of_single_pages_are_apart() {
        let config = Config::parse("title: T", crate::load::SETTINGS).0.unwrap();
        let asset =
            |path: &str| Asset { path: SitePath::new(path).unwrap(), disk: PathBuf::from(path), stamp: None };
        let own = ["js/90-own.js", "js/plot/b.js", "js/plot/a.js", "js/none/x.js", "vendor/lib/lib.js"];
        let own: Vec<Asset> = own.into_iter().map(asset).collect();
        let text = |path: &Path| match path.to_str() {
            Some("js/none/x.js") => Ok(b" ".to_vec()),
            path => Ok(format!("<{}>", path.unwrap_or_default()).into_bytes()),
        };
        let assets = Assets::new(&config, &own, text).unwrap();
        let made = |path: &str| match assets.files.get(path) {
            Some(Origin::Made(bytes)) => String::from_utf8(bytes.clone()).unwrap(),
            other => panic!("{path}: {other:?}"),
        };
        let scripts = assets.scripts(&["vendor/lib/lib.js", "plot", "none", "unknown"]);
        assert_eq!(scripts.len(), 2, "{scripts:?}");
        assert_eq!(scripts[0], "vendor/lib/lib.js", "a library stays as it is");
        assert!(scripts[1].starts_with("assets/plot-"), "{scripts:?}");
        assert_eq!(made(&scripts[1]), "<js/plot/a.js>\n<js/plot/b.js>\n");
        let site = made(assets.script.as_deref().unwrap());
        assert!(site.contains("<js/90-own.js>") && !site.contains("plot"), "{site}");
        assert!(!assets.files.keys().any(|path| path.starts_with("js/")), "{:?}", assets.files.keys());
    }
}
