//! The citation style of a site: a bundled one by name, or a CSL file.

use std::fmt;

use hayagriva::archive::{ArchivedStyle, LOCALES};
use hayagriva::citationberg::{
    CitationFormat, IndependentStyle, Locale, LocaleCode, Style as Csl, StyleCategory,
};
use rayon::prelude::*;

use crate::value::Lang;

/// The style of sites that name none: short references, made for web and news sources.
const OWN: &str = include_str!("sourcebook.csl");

/// A citation style with the words of a language.
#[derive(Debug)]
pub struct Style {
    csl: IndependentStyle,
    locales: Vec<Locale>,
    author_date: bool,
    /// The language to write references in, where it is not English; of English the style has its own kind.
    language: Option<LocaleCode>,
}

/// Why a style cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyleError {
    pub message: String,
    pub help: String,
}

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Style {
    /// Loads the style named in `site.yaml`; `read` gives the text of a file of the site.
    pub fn load(
        name: Option<&str>,
        lang: &Lang,
        read: impl FnOnce(&str) -> Result<String, String>,
    ) -> Result<Style, StyleError> {
        let csl = match name {
            None | Some("sourcebook") => parse(OWN)?,
            Some(path) if path.ends_with(".csl") => parse(&read(path).map_err(|why| StyleError {
                message: format!("the style `{path}` cannot be read: {why}"),
                help: "give its path from the site's folder".into(),
            })?)?,
            Some(name) => bundled(name)?,
        };
        let author_date = csl.info.category.iter().any(|category| {
            let StyleCategory::CitationFormat { format } = category else { return false };
            matches!(format, CitationFormat::AuthorDate | CitationFormat::Author)
        });
        let locales = locales(lang);
        let first = locales.first().and_then(|locale| locale.lang.clone());
        let language = first.filter(|code| !code.0.starts_with("en"));
        Ok(Style { csl, locales, author_date, language })
    }

    pub(super) fn csl(&self) -> &IndependentStyle {
        &self.csl
    }

    pub(super) fn locales(&self) -> &[Locale] {
        &self.locales
    }

    pub(super) fn language(&self) -> Option<LocaleCode> {
        self.language.clone()
    }

    /// True if the style names author and year in the text; marks are numbers otherwise.
    pub fn is_author_date(&self) -> bool {
        self.author_date
    }
}

fn parse(xml: &str) -> Result<IndependentStyle, StyleError> {
    IndependentStyle::from_xml(xml).map_err(|error| StyleError {
        message: format!("this is no CSL style: {error}"),
        help: "use an independent style in CSL 1.0; a dependent one only points to another".into(),
    })
}

fn bundled(name: &str) -> Result<IndependentStyle, StyleError> {
    match ArchivedStyle::by_name(name).map(ArchivedStyle::get) {
        Some(Csl::Independent(style)) => Ok(style),
        _ => {
            let names = || ArchivedStyle::all().iter().flat_map(|style| style.names().iter().copied());
            let help = match crate::text::nearest(name, names().chain(["sourcebook"])) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "leave it out for the default, or try apa, chicago-author-date, ieee, or the path of a .csl file".into(),
            };
            Err(StyleError { message: format!("there is no bundled style `{name}`"), help })
        }
    }
}

/// How far into its bytes a locale says what its language is.
const NAMED_WITHIN: usize = 64;

/// The words of a language, and the American English ones that CSL falls back to.
fn locales(lang: &Lang) -> Vec<Locale> {
    let wanted = lang.as_str();
    let primary = wanted.split('-').next().unwrap_or(wanted);
    let british = if wanted == "en" { "en-GB" } else { wanted };
    // Decoding all sixty takes longer than a small site; a locale names its language near its beginning.
    let may_be = |bytes: &[u8]| {
        let start = &bytes[..bytes.len().min(NAMED_WITHIN)];
        // In CBOR the byte before a short text is 0x60 and its length.
        let begins = |tag: &str| {
            start.windows(tag.len() + 1).any(|w| (0x62..0x70).contains(&w[0]) && w[1..] == *tag.as_bytes())
        };
        begins(primary) || begins("en-US")
    };
    let read = |bytes: &&[u8]| {
        let locale = ciborium::de::from_reader::<Locale, _>(*bytes).ok()?;
        let rank = match locale.lang.as_ref()?.0.as_str() {
            code if code == british => 0,
            code if code.split('-').next() == Some(primary) => 1,
            "en-US" => 2,
            _ => return None,
        };
        Some((rank, locale))
    };
    let near: Vec<&[u8]> = LOCALES.iter().copied().filter(|bytes| may_be(bytes)).collect();
    let mut found: Vec<(u8, Locale)> = near.par_iter().filter_map(read).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, locale)| locale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_bundled_and_own_styles_and_hints_at_typos() {
        let en = Lang::new("en").unwrap();
        let load = |name| Style::load(name, &en, |_| Err("not read".into()));
        assert!(!load(None).unwrap().is_author_date());
        assert!(load(Some("apa")).unwrap().is_author_date());
        assert_eq!(load(Some("appa")).unwrap_err().help, "did you mean `apa`?");
        assert!(load(Some("my.csl")).unwrap_err().message.contains("not read"));
        for tag in ["ar", "fr", "he", "zh", "fa"] {
            let lang = Lang::new(tag).unwrap();
            let own = locales(&lang);
            let first = own[0].lang.as_ref().map(|code| code.0.clone()).unwrap_or_default();
            assert!(first.starts_with(tag), "{tag} is written with the words of {first}");
        }
        let own = Style::load(Some("x.csl"), &en, |_| Ok(OWN.into()));
        assert!(own.is_ok());
        assert!(Style::load(Some("x.csl"), &en, |_| Ok("<style/>".into())).is_err());
    }
}
