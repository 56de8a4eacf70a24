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

vocabulary! {
    /// What shows the site to its readers.
    Host {
        GithubPages = "github-pages", "GitHub Pages";
        GitlabPages = "gitlab-pages", "GitLab Pages";
        CloudflarePages = "cloudflare-pages", "Cloudflare Pages";
        Netlify = "netlify", "Netlify";
        Nginx = "nginx", "nginx";
        Caddy = "caddy", "Caddy";
        Apache = "apache", "Apache";
        Cloudfront = "cloudfront", "S3 with CloudFront";
    }
}

/// Whom researchers of security write to: `.well-known/security.txt` (RFC 9116).
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Security {
    /// An address, beginning with `mailto:` or `https://`.
    pub contact: Spanned<String>,
    /// The instant after which it no longer counts, such as `2027-01-01T00:00:00Z`.
    pub expires: Spanned<String>,
}

/// Where the site can be published to: a folder, a branch or a bucket, of which exactly one is named.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishTarget {
    /// A folder of a web server or of a mounted share, from the site's folder.
    #[serde(default)]
    pub folder: Option<Spanned<String>>,
    /// A branch of a git repository that a host shows, such as `gh-pages`.
    #[serde(default)]
    pub branch: Option<Spanned<String>>,
    /// Remote of the branch: its name in the site's repository, an address or a folder; `origin` if absent.
    #[serde(default)]
    pub remote: Option<Spanned<String>>,
    /// A bucket of an S3-compatible store.
    #[serde(default)]
    pub bucket: Option<Spanned<String>>,
    /// Address of the store; that of AWS in the region if absent.
    #[serde(default)]
    pub endpoint: Option<Spanned<WebAddress>>,
    /// Region of the bucket; `us-east-1` if absent.
    #[serde(default)]
    pub region: Option<Spanned<String>>,
    /// Folder within the bucket.
    #[serde(default)]
    pub prefix: Option<Spanned<String>>,
    /// What shows the site: it gets the files that it reads, and its limits are kept.
    #[serde(default)]
    pub host: Option<Host>,
    /// Compressed copies (`.gz`, `.br`) beside all files of text, which nginx and Caddy hand out as they are; in a bucket, the files themselves.
    #[serde(default)]
    pub compress: Option<Spanned<bool>>,
    /// Whom researchers of security write to.
    #[serde(default)]
    pub security: Option<Security>,
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
    /// Words and phrases that readers may see although, in the content, only private notes have them.
    #[serde(default)]
    pub public_words: Vec<String>,
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
    /// Where `sourcebook publish` brings the site, by names of one's own.
    #[serde(default)]
    pub publish: BTreeMap<String, Spanned<PublishTarget>>,
}

/// The schema of levels by rule.
pub(crate) fn rule_levels(generator: &mut SchemaGenerator) -> Schema {
    let level = generator.subschema_for::<RuleLevel>();
    let names = crate::diag::rules::NAMES;
    // What is an error by itself takes no other level.
    let fixed: serde_json::Map<String, serde_json::Value> = crate::diag::rules::ERRORS
        .iter()
        .map(|name| {
            ((*name).to_owned(), serde_json::json!({ "const": "error", "description": "Always an error." }))
        })
        .collect();
    json_schema!({ "type": "object", "propertyNames": { "enum": names }, "properties": fixed, "additionalProperties": level })
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
            .map(|p| p.mind_comments(text))
            .map(|p| Diagnostic::error(p.rule, file, p.span, p.message).maybe_help(p.help))
            .collect();
        if let Some(config) = &config {
            config.check(text, file, &mut found);
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

    fn check(&self, text: &str, file: FileId, found: &mut Vec<Diagnostic>) {
        if self.title.value.trim().is_empty() && !self.title.span.is_empty() {
            found.push(Diagnostic::error("empty-field", file, self.title.span, "the site's title is empty"));
        }
        for (name, level) in &self.rules {
            if let Some((message, help)) = crate::diag::rules::level(name, level.value == RuleLevel::Error) {
                let span = yaml::key_of(level.span, name, text);
                found.push(Diagnostic::error("wrong-value", file, span, message).maybe_help(help));
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
        for (name, target) in &self.publish {
            target.check(name, file, found);
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

impl Spanned<PublishTarget> {
    fn check(&self, name: &str, file: FileId, found: &mut Vec<Diagnostic>) {
        let target = &self.value;
        let mut wrong = |span: Span, message: String, help: &str| {
            found.push(Diagnostic::error("wrong-value", file, span, message).help(help));
        };
        let start = Span { start: self.span.start, end: self.span.start };
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(is_word) || name.starts_with('-') {
            let message = format!("`{}` is no name for a target", name.escape_debug());
            wrong(start, message, "use small letters, digits and hyphens: `live`");
        }
        let kinds = [("folder", &target.folder), ("branch", &target.branch), ("bucket", &target.bucket)];
        let mut named = kinds.iter().filter_map(|(kind, value)| Some((*kind, value.as_ref()?)));
        let Some((kind, place)) = named.next() else {
            wrong(
                start,
                format!("the target `{name}` has no place"),
                "name a `folder`, a `branch` or a `bucket`",
            );
            return;
        };
        for (other, value) in named {
            let message = format!("a target with a {kind} has no {other}");
            wrong(value.span, message, "give each place a target of its own");
        }
        if place.value.trim().is_empty() || place.value.chars().any(char::is_control) {
            wrong(place.span, format!("this is no {kind}"), "write its name as one would type it");
        }
        let branch = place.value.as_str();
        let is_odd = |c: char| c.is_whitespace() || "~^:?*[\\\"<>|".contains(c);
        let is_broken = branch.contains(is_odd)
            || branch.contains("..")
            || branch.contains("//")
            || branch.contains("@{");
        let is_edged =
            branch.starts_with(['-', '/', '.']) || branch.ends_with(['/', '.']) || branch.ends_with(".lock");
        if kind == "branch" && (is_broken || is_edged) {
            wrong(
                place.span,
                "git takes no branch of this name".into(),
                "write its name alone, such as gh-pages",
            );
        }
        let is_bucket_word = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        if kind == "bucket" && !place.value.chars().all(is_bucket_word) {
            wrong(
                place.span,
                "this is no name of a bucket".into(),
                "write its name alone, without address or folder",
            );
        }
        let of = |owner: &'static str, field, span: Option<Span>| Some((owner, field, span?));
        let fields = [
            of("branch", "remote", target.remote.as_ref().map(|value| value.span)),
            of("bucket", "endpoint", target.endpoint.as_ref().map(|value| value.span)),
            of("bucket", "region", target.region.as_ref().map(|value| value.span)),
            of("bucket", "prefix", target.prefix.as_ref().map(|value| value.span)),
        ];
        for (owner, field, span) in fields.into_iter().flatten().filter(|(owner, ..)| *owner != kind) {
            let message = format!("`{field}` belongs to a {owner}, and this target is a {kind}");
            wrong(span, message, "take it out, or give it a target of its own");
        }
        if let Some(remote) = &target.remote {
            let has_password = url::Url::parse(&remote.value).is_ok_and(|url| {
                url.password().is_some() || (url.scheme() != "ssh" && !url.username().is_empty())
            });
            if has_password || remote.value.starts_with('-') || remote.value.chars().any(char::is_control) {
                let help = "leave passwords to git: a credential helper, or a key of SSH";
                wrong(
                    remote.span,
                    "this remote cannot be used: it carries a password, or is no address".into(),
                    help,
                );
            }
        }
        if let Some(endpoint) = &target.endpoint {
            let address = endpoint.value.as_str();
            let is_near = matches!(endpoint.value.host(), "localhost" | "127.0.0.1" | "[::1]");
            if address.contains(['?', '#']) || (address.starts_with("http:") && !is_near) {
                let help = "write https://, the host, and no query; http:// is for this machine alone";
                wrong(endpoint.span, "files would not be safe on their way to this address".into(), help);
            }
        }
        if let Some(compress) = &target.compress
            && target.bucket.is_none()
            && !matches!(target.host, Some(Host::Nginx | Host::Caddy))
        {
            let help = "only in a bucket, or with `host: nginx` or `host: caddy`; the other hosts compress by themselves";
            wrong(compress.span, "nobody would read the compressed copies".into(), help);
        }
        if let Some(security) = &target.security {
            let contact = security.contact.value.as_str();
            let is_address = match crate::value::Address::parse(contact) {
                crate::value::Address::Outside(_) => {
                    contact.starts_with("mailto:") || contact.starts_with("https://")
                }
                _ => false,
            };
            if !is_address || contact.chars().any(|c| c.is_whitespace() || c.is_control()) {
                let help = "begin with mailto: or https://";
                wrong(security.contact.span, "this is no address that one can write to".into(), help);
            }
            let expires = security.expires.value.as_str();
            if expires.parse::<jiff::Timestamp>().is_err() || expires.chars().any(char::is_whitespace) {
                let help = "write an instant with its zone: 2027-01-01T00:00:00Z";
                wrong(security.expires.span, "this is no instant".into(), help);
            }
        }
        if let Some(prefix) = &target.prefix
            && let Err(error) = crate::text::SitePath::new(prefix.value.as_str())
        {
            wrong(prefix.span, error.to_string(), "write it without slashes at its ends: dossiers/river");
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
            ["wrong-value@on", "wrong-value@empty-nte"]
        );
        assert_eq!(rules("title: x\nbase_url: https://u:p@h.example/\n").len(), 1);
        assert_eq!(rules("title: x\nrules: {bad-date: off, bad-id: error}\n"), ["wrong-value@bad-date"]);
        let (_, found) = Config::parse("title: x\ntheme: {\n  accent: #8a1c1c\n}\n", FileId(0));
        assert!(found[0].help.concat().contains("write \"#8a1c1c\""), "{found:?}");
    }

    #[test]
    fn a_target_has_one_place_and_what_belongs_to_it() {
        let found = |target: &str| rules(&format!("title: x\npublish: {{live: {target}}}\n"));
        for right in [
            "{folder: ../www}",
            "{branch: gh-pages}",
            "{branch: a/b, remote: \"git@host.example:a/b.git\"}",
            "{branch: a, remote: \"ssh://git@host.example/b.git\"}",
            "{bucket: b.c, endpoint: \"http://127.0.0.1:9/\", region: eu-1, prefix: a/b}",
            "{folder: a, host: caddy, compress: true}",
            "{bucket: a, compress: true}",
            "{folder: a, host: nginx, security: {contact: \"mailto:a@b.example\", expires: \"2027-01-01T00:00:00Z\"}}",
        ] {
            assert_eq!(found(right), Vec::<String>::new(), "{right}");
        }
        for (wrong, place) in [
            ("{}", ""),
            ("{folder: a, branch: b}", "b"),
            ("{folder: a, remote: r}", "r"),
            ("{branch: a, prefix: p}", "p"),
            ("{branch: \"a b\"}", "\"a b\""),
            ("{branch: -a}", "-a"),
            ("{branch: a..b}", "a..b"),
            ("{branch: a, remote: \"https://u:p@h.example/r\"}", "\"https://u:p@h.example/r\""),
            ("{branch: a, remote: \"https://token@h.example/r\"}", "\"https://token@h.example/r\""),
            ("{branch: a, remote: --upload-pack=x}", "--upload-pack=x"),
            ("{bucket: a/b}", "a/b"),
            ("{bucket: a, endpoint: \"http://h.example/\"}", "\"http://h.example/\""),
            ("{bucket: a, prefix: ../x}", "../x"),
            ("{bucket: a, prefix: x/}", "x/"),
            ("{folder: \" \"}", "\" \""),
            ("{folder: a, host: ngnix}", "ngnix"),
            ("{folder: a, host: netlify, compress: true}", "true"),
            (
                "{folder: a, security: {contact: \"mailto:a@b\\nX: y\", expires: \"2027-01-01T00:00:00Z\"}}",
                "\"mailto:a@b\\nX: y\"",
            ),
            (
                "{folder: a, security: {contact: a@b.example, expires: \"2027-01-01T00:00:00Z\"}}",
                "a@b.example",
            ),
            ("{folder: a, security: {contact: \"mailto:a@b.example\", expires: 2027-01-01}}", "2027-01-01"),
        ] {
            assert_eq!(found(wrong), [format!("wrong-value@{place}")], "{wrong}");
        }
        assert_eq!(found("{foldr: a}")[0], "unknown-field@foldr");
        assert_eq!(rules("title: x\npublish: {Live: {folder: a}}\n"), ["wrong-value@"]);
        assert_eq!(rules("title: x\nbase_url: https://h.example/?q\n").len(), 1);
    }
}
