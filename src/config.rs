//! `site.yaml` as typed settings.

use std::collections::BTreeMap;

use schemars::{Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::diag::Diagnostic;
use crate::text::{FileId, Span};
use crate::value::{Lang, Visibility, WebAddress, vocabulary};
use crate::yaml::{self, Spanned};

vocabulary! {
    /// What becomes of a public note's reference to a private one.
    OnPrivateReference {
        Error = "error", "an error";
        Words = "words", "plain words";
    }
}

vocabulary! {
    /// The level at which a rule reports.
    RuleLevel {
        Off = "off", "off";
        Warn = "warn", "warning";
        Error = "error", "error";
    }
}

vocabulary! {
    /// The folder that holds the notes.
    ContentFolder {
        Content = "content", "the folder content/";
        Root = ".", "the site's own folder, as in a vault of Obsidian";
    }
}

impl ContentFolder {
    /// What stands before a note's path from this folder in its path from the site's.
    pub fn prefix(self) -> &'static str {
        match self {
            ContentFolder::Content => "content/",
            ContentFolder::Root => "",
        }
    }
}

/// The settings of a site.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Name of the site.
    pub title: Spanned<String>,
    /// What it is, in one line.
    #[serde(default)]
    pub description: Option<String>,
    /// Who publishes it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Absolute address of the home page's folder; used only where an absolute address is a must.
    #[serde(default)]
    pub base_url: Option<Spanned<WebAddress>>,
    /// Where the notes are: `content`, or `.` for the site's own folder.
    #[serde(default)]
    pub content: Option<ContentFolder>,
    /// Languages of the site, the main one first.
    #[serde(default)]
    pub languages: Vec<Lang>,
    /// The words of these settings in the other languages, by language.
    #[serde(default)]
    pub translations: BTreeMap<String, Spanned<SiteWords>>,
    /// Name of a bundled CSL style, or path of a `.csl` file from the site's root.
    #[serde(default)]
    pub citation_style: Option<Spanned<String>>,
    /// Visibility of notes that do not name one.
    #[serde(default)]
    pub default_visibility: Option<Visibility>,
    /// What becomes of a public note's reference to a private one.
    #[serde(default)]
    pub on_private_reference: Option<OnPrivateReference>,
    /// Addresses like `actors/iran/` in place of `actors/iran.html`.
    #[serde(default)]
    pub pretty_urls: bool,
    /// What changes of the theme without templates of one's own.
    #[serde(default)]
    pub theme: Theme,
    /// Levels of single rules: `off`, `warn` or `error` by the rule's name.
    #[serde(default)]
    #[schemars(schema_with = "rule_levels")]
    pub rules: BTreeMap<String, Spanned<RuleLevel>>,
    /// Endings of files beside notes that are published as they are, such as `pdf`, with all that lies in them unseen.
    #[serde(default)]
    pub attachments: Vec<String>,
    /// Which feeds and data files are made; all if absent.
    #[serde(default)]
    pub exports: Option<Vec<Spanned<String>>>,
}

/// The schema of levels by rule.
pub(crate) fn rule_levels(generator: &mut SchemaGenerator) -> Schema {
    let level = generator.subschema_for::<RuleLevel>();
    let names = crate::diag::rules::NAMES;
    json_schema!({ "type": "object", "propertyNames": { "enum": names }, "additionalProperties": level })
}

/// The words of the settings in another language; what is left out is said in the main one.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteWords {
    /// Name of the site.
    #[serde(default)]
    pub title: Option<String>,
    /// What it is, in one line.
    #[serde(default)]
    pub description: Option<String>,
    /// Who publishes it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// A line at the foot of every page, inline Markdown.
    #[serde(default)]
    pub footer: Option<String>,
}

/// What a site may change of the theme without templates of its own.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Accent colour as `#rrggbb`.
    #[serde(default)]
    pub accent: Option<Spanned<String>>,
    /// Path of a logo below `static/`.
    #[serde(default)]
    pub logo: Option<Spanned<String>>,
    /// A line at the foot of every page, inline Markdown.
    #[serde(default)]
    pub footer: Option<String>,
}

impl Config {
    /// True if a feed or data format is wanted.
    pub fn exports(&self, name: &str) -> bool {
        self.exports.as_ref().is_none_or(|names| names.iter().any(|wanted| wanted.value == name))
    }

    /// Reads `site.yaml`; all its mistakes are reported.
    pub fn parse(text: &str, file: FileId) -> (Option<Config>, Vec<Diagnostic>) {
        let (root, mut problems) = yaml::parse(text, 0);
        if root.is_none() && problems.is_empty() {
            let found = Diagnostic::error("missing-field", file, Span::default(), "site.yaml is empty")
                .help("give the site at least a title: `title: My dossier`");
            return (None, vec![found]);
        }
        let config: Option<Config> = root.and_then(|root| yaml::decode(&root, &mut problems));
        let mut found: Vec<Diagnostic> = problems
            .into_iter()
            .map(|p| Diagnostic::error(p.rule, file, p.span, p.message).maybe_help(p.help))
            .collect();
        if let Some(config) = &config {
            config.check(file, &mut found);
        }
        (config, found)
    }

    /// The main language.
    pub fn lang(&self) -> Lang {
        self.languages.first().cloned().unwrap_or_else(Lang::english)
    }

    /// The languages beside the main one, each once.
    pub fn other_languages(&self) -> Vec<Lang> {
        let mut others: Vec<Lang> = Vec::new();
        for lang in self.languages.iter().skip(1) {
            if *lang != self.languages[0] && !others.contains(lang) {
                others.push(lang.clone());
            }
        }
        others
    }

    /// The same settings with their words in another language.
    #[must_use]
    pub fn in_language(&self, lang: &Lang) -> Config {
        let mut config = self.clone();
        if let Some(words) = self.translations.get(lang.as_str()).map(|words| words.value.clone()) {
            config.title.value = words.title.unwrap_or(config.title.value);
            config.description = words.description.or(config.description);
            config.publisher = words.publisher.or(config.publisher);
            config.theme.footer = words.footer.or(config.theme.footer);
        }
        config
    }

    /// The base address with a slash at its end.
    pub fn base(&self) -> Option<String> {
        let base = self.base_url.as_ref()?.value.as_str();
        Some(format!("{}/", base.trim_end_matches('/')))
    }

    fn check(&self, file: FileId, found: &mut Vec<Diagnostic>) {
        if self.title.value.trim().is_empty() && !self.title.span.is_empty() {
            found.push(Diagnostic::error("empty-field", file, self.title.span, "the site's title is empty"));
        }
        for (name, level) in &self.rules {
            if let Some((message, near)) = crate::diag::rules::unknown(name) {
                found.push(Diagnostic::error("wrong-value", file, level.span, message).maybe_help(near));
            }
        }
        for (tag, words) in &self.translations {
            if !self.other_languages().iter().any(|lang| lang.as_str() == tag) {
                let message = format!("`{tag}` is none of the site's other languages");
                let help = "name it in `languages`, behind the main one";
                found.push(Diagnostic::error("wrong-value", file, words.span, message).help(help));
            }
        }
        if let Some(accent) = &self.theme.accent {
            let digits = accent.value.strip_prefix('#').unwrap_or_default();
            if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                found.push(
                    Diagnostic::error("wrong-value", file, accent.span, "this is no colour")
                        .help("write six hexadecimal digits in quotes: \"#8a1c1c\""),
                );
            }
        }
        if let Some(base) = &self.base_url
            && base.value.as_str().contains(['?', '#'])
        {
            found.push(
                Diagnostic::error(
                    "wrong-value",
                    file,
                    base.span,
                    "a base address has no query and no fragment",
                )
                .help("write only host and folder: https://example.org/dossier/"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<String> {
        let (_, found) = Config::parse(text, FileId(0));
        found.iter().map(|d| format!("{}@{}", d.rule, &text[d.span.range()])).collect()
    }

    #[test]
    fn reads_a_full_file() {
        let text = "title: T\nbase_url: https://example.org/x\nlanguages: [en, ar]\ntheme: {accent: \"#112233\"}\nrules: {empty-note: off}\n";
        let (config, found) = Config::parse(text, FileId(0));
        assert!(found.is_empty(), "{found:?}");
        let config = config.unwrap();
        assert_eq!(config.base().as_deref(), Some("https://example.org/x/"));
        assert_eq!(config.lang().as_str(), "en");
    }

    #[test]
    fn reports_every_mistake() {
        assert_eq!(rules(""), ["missing-field@"]);
        assert_eq!(
            rules("titel: x\nbase_url: javascript:alert(1)\ntheme: {accent: red}\nlanguages: [english]\n"),
            [
                "unknown-field@titel",
                "unsafe-address@javascript:alert(1)",
                "wrong-value@english",
                "missing-field@",
                "wrong-value@red"
            ]
        );
        assert_eq!(
            rules("title: x\nrules: {empty-nte: off, raw-html: on}\n"),
            ["wrong-value@on", "wrong-value@off"]
        );
        assert_eq!(rules("title: x\nbase_url: https://u:p@h.example/\n").len(), 1);
        assert_eq!(rules("title: x\nbase_url: https://h.example/?q\n").len(), 1);
    }
}
