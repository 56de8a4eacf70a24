//! What a host needs beside the pages: headers, redirects, and the limits that it has; pure.
//!
//! Pages say their policy themselves and lead from old addresses to new ones, so that they are whole on any host. Where a host can be told, it says the same
//! earlier, and what no page can say of itself.

use std::fmt::Write;

use percent_encoding::percent_decode_str;

use super::fresh::Fresh;
use super::plan::Brake;
use crate::config::{Host, Security};
use crate::text::percent_encode;

/// What is known of a site where it is hosted.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The policy that its pages name.
    pub policy: String,
    /// Its own address, if the settings name it.
    pub base: Option<url::Url>,
    /// Old addresses and those that they lead to, as paths in the output.
    pub redirects: Vec<(String, String)>,
    /// Whether compressed copies stand beside its files.
    pub is_compressed: bool,
}

/// What a host is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hosting {
    /// Files that are published with the site.
    pub files: Vec<(String, String)>,
    /// What its operator puts into its settings.
    pub config: Option<String>,
}

impl Hosting {
    /// Makes what a host needs.
    pub fn new(host: Option<Host>, security: Option<&Security>, facts: &Facts) -> Hosting {
        let mut hosting = Hosting::default();
        let mut file = |path: &str, text: String| hosting.files.push((path.to_owned(), text));
        match host {
            None => {}
            Some(Host::GithubPages) => {
                file(".nojekyll", String::new());
                if let Some(name) = facts.own_name("github.io") {
                    file("CNAME", format!("{name}\n"));
                }
            }
            Some(Host::GitlabPages) => file("_redirects", facts.redirect_lines("301")),
            Some(Host::CloudflarePages) => {
                file("_headers", facts.header_lines());
                file("_redirects", facts.redirect_lines("301"));
            }
            Some(Host::Netlify) => {
                file("_headers", facts.header_lines());
                // The page at the old address would otherwise be shown itself.
                file("_redirects", facts.redirect_lines("301!"));
            }
            Some(Host::Apache) => file(".htaccess", facts.apache()),
            Some(Host::Nginx) => hosting.config = Some(facts.nginx()),
            Some(Host::Caddy) => hosting.config = Some(facts.caddy()),
            Some(Host::Cloudfront) => hosting.config = Some(facts.cloudfront()),
        }
        hosting.files.retain(|(path, text)| !text.is_empty() || path == ".nojekyll");
        if let Some(security) = security {
            let (contact, expires) = (&security.contact.value, &security.expires.value);
            let text = format!("Contact: {contact}\nExpires: {expires}\n");
            hosting.files.push((".well-known/security.txt".to_owned(), text));
        }
        hosting
    }
}

impl Facts {
    /// The policy of a page, as a header: the addresses of a disk mean nothing there, and who may frame a page can only be said in one.
    fn header_policy(&self) -> String {
        let parts = self.policy.split(';').map(|part| {
            part.split_whitespace().filter(|word| *word != "file:").collect::<Vec<_>>().join(" ")
        });
        let parts = parts.filter(|part| !part.is_empty()).chain(["frame-ancestors 'none'".to_owned()]);
        parts.collect::<Vec<_>>().join("; ")
    }

    /// Headers of every file.
    fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("Content-Security-Policy", self.header_policy()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("X-Frame-Options", "DENY".to_owned()),
            ("Referrer-Policy", "no-referrer".to_owned()),
            ("Permissions-Policy", PERMISSIONS.to_owned()),
            ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
            ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ];
        if self.base.as_ref().is_some_and(|base| base.scheme() == "https") {
            headers.push(("Strict-Transport-Security", "max-age=31536000".to_owned()));
        }
        headers
    }

    /// The name of the host, if the site has it to itself and it is not one that the host gave.
    fn own_name(&self, given: &str) -> Option<&str> {
        let base = self.base.as_ref()?;
        let name = base.host_str()?;
        let is_given = name == given || name.strip_suffix(given).is_some_and(|rest| rest.ends_with('.'));
        (!is_given && base.path() == "/" && base.port().is_none()).then_some(name)
    }

    /// The folder of the site on its host: nothing, or one with a slash before it.
    fn folder(&self) -> &str {
        self.base.as_ref().map_or("", |base| base.path().trim_end_matches('/'))
    }

    /// Addresses on the host below a folder, in the form of addresses.
    fn moves<'f>(&'f self, folder: &'f str) -> impl Iterator<Item = (String, String)> + 'f {
        let address = move |path: &str| {
            format!("{folder}/{}", percent_encode(path.strip_suffix("index.html").unwrap_or(path)))
        };
        self.redirects.iter().map(move |(from, to)| (address(from), address(to)))
    }

    /// The length in bytes of the longest rule of `_redirects`.
    pub fn longest_redirect(&self) -> usize {
        self.redirect_lines("301").lines().map(str::len).max().unwrap_or_default()
    }

    /// The rules of `_redirects`.
    fn redirect_lines(&self, status: &str) -> String {
        self.moves("").map(|(from, to)| format!("{from} {to} {status}\n")).collect()
    }

    /// The rules of `_headers`; pages are asked for each time without a word, by those who read such files.
    fn header_lines(&self) -> String {
        let lines = self.headers().into_iter().map(|(name, value)| format!("  {name}: {value}\n"));
        format!("/*\n{}/assets/*\n  Cache-Control: {IMMUTABLE}\n", lines.collect::<String>())
    }

    fn apache(&self) -> String {
        let folder = self.folder();
        let mut text =
            format!("ErrorDocument 404 {folder}/404.html\nAddDefaultCharset utf-8\nOptions -Indexes\n");
        text.push_str("<IfModule mod_headers.c>\n");
        for (name, value) in self.headers() {
            let _ = writeln!(text, "  Header always set {name} \"{value}\"");
        }
        text.push_str("  Header set Cache-Control \"no-cache\"\n");
        let _ = writeln!(
            text,
            "  <FilesMatch \"-[0-9a-f]{{12}}\\.(css|js)$\">\n    Header set Cache-Control \"{IMMUTABLE}\"\n  </FilesMatch>"
        );
        text.push_str("</IfModule>\n");
        for (from, to) in self.moves(folder) {
            let from = percent_decode_str(&from).decode_utf8_lossy().into_owned();
            let _ = writeln!(text, "Redirect 301 \"{from}\" \"{to}\"");
        }
        text
    }

    fn nginx(&self) -> String {
        let folder = self.folder();
        let place = percent_decode_str(folder).decode_utf8_lossy().into_owned();
        let headers: String = self
            .headers()
            .iter()
            .map(|(name, value)| format!("  add_header {name} \"{value}\" always;\n"))
            .collect();
        let mut text = format!(
            "# For the server {{ }} of the site.\ncharset utf-8;\nerror_page 404 {folder}/404.html;\n"
        );
        if self.is_compressed {
            text.push_str("gzip_static on;\ngzip_vary on;\n# Where nginx has the module for Brotli: brotli_static on;\n");
        }
        let _ = write!(
            text,
            "location \"{place}/\" {{\n{headers}  add_header Cache-Control \"no-cache\" always;\n}}\n"
        );
        let _ = write!(
            text,
            "location \"{place}/assets/\" {{\n{headers}  add_header Cache-Control \"{IMMUTABLE}\";\n}}\n"
        );
        for (from, to) in self.moves(folder) {
            let from = percent_decode_str(&from).decode_utf8_lossy().into_owned();
            let _ = writeln!(text, "location = \"{from}\" {{ return 301 \"{to}\"; }}");
        }
        text
    }

    fn caddy(&self) -> String {
        let folder = self.folder();
        let place = percent_decode_str(folder).decode_utf8_lossy().into_owned();
        let mut text = "# For the block of the site.\nheader {\n".to_owned();
        for (name, value) in self.headers() {
            let _ = writeln!(text, "\t{name} \"{value}\"");
        }
        let _ = write!(
            text,
            "}}\n@assets path \"{place}/assets/*\"\nheader @assets Cache-Control \"{IMMUTABLE}\"\n"
        );
        let _ =
            write!(text, "@pages not path \"{place}/assets/*\"\nheader @pages Cache-Control \"no-cache\"\n");
        for (from, to) in self.moves(folder) {
            let from = percent_decode_str(&from).decode_utf8_lossy().into_owned();
            let _ = writeln!(text, "redir \"{from}\" \"{to}\" 301");
        }
        let _ = write!(text, "handle_errors {{\n\trewrite * {folder}/404.html\n\tfile_server\n}}\n");
        text.push_str(if self.is_compressed {
            "file_server {\n\tprecompressed br gzip\n}\n"
        } else {
            "file_server\n"
        });
        text
    }

    /// The policy of response headers of a distribution, as its command line takes it.
    fn cloudfront(&self) -> String {
        let own = [
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
            "Strict-Transport-Security",
        ];
        let custom: Vec<serde_json::Value> = self
            .headers()
            .into_iter()
            .filter(|(name, _)| !own.contains(name))
            .map(|(name, value)| serde_json::json!({ "Header": name, "Value": value, "Override": true }))
            .collect();
        let mut security = serde_json::json!({
            "ContentSecurityPolicy": { "ContentSecurityPolicy": self.header_policy(), "Override": true },
            "ContentTypeOptions": { "Override": true },
            "FrameOptions": { "FrameOption": "DENY", "Override": true },
            "ReferrerPolicy": { "ReferrerPolicy": "no-referrer", "Override": true },
        });
        if self.base.as_ref().is_some_and(|base| base.scheme() == "https") {
            security["StrictTransportSecurity"] =
                serde_json::json!({ "AccessControlMaxAgeSec": 31_536_000, "Override": true });
        }
        let policy = serde_json::json!({
            "Name": "sourcebook",
            "Comment": "Headers of a site made by Sourcebook",
            "SecurityHeadersConfig": security,
            "CustomHeadersConfig": { "Quantity": custom.len(), "Items": custom },
        });
        format!("{policy:#}\n")
    }
}

/// For files whose addresses change with their content.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// What no page of ours asks a browser for.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// What a host takes at most.
struct Limits {
    files: Option<usize>,
    /// Bytes of one file.
    file: Option<u64>,
    /// Bytes of all files.
    all: Option<u64>,
    redirects: Option<usize>,
    /// Bytes of one line that says where an old address leads.
    redirect: Option<usize>,
}

const MIB: u64 = 1 << 20;

fn limits_of(host: Host) -> Limits {
    let none = Limits { files: None, file: None, all: None, redirects: None, redirect: None };
    match host {
        // A push with a larger file is refused; a larger site may not be shown.
        Host::GithubPages => Limits { file: Some(100 * MIB), all: Some(1 << 30), ..none },
        Host::GitlabPages => Limits { all: Some(1 << 30), redirects: Some(1000), ..none },
        Host::CloudflarePages => Limits {
            files: Some(20_000),
            file: Some(25 * MIB),
            redirects: Some(2000),
            redirect: Some(1000),
            ..none
        },
        Host::Netlify | Host::Nginx | Host::Caddy | Host::Apache | Host::Cloudfront => none,
    }
}

/// What of a build is more than its host takes.
pub(super) fn limits(host: Host, fresh: &Fresh) -> Vec<Brake> {
    let limits = limits_of(host);
    let mut brakes = Vec::new();
    let mut brake = |reason: String, files: Vec<String>| {
        brakes.push(Brake {
            reason,
            files,
            help: "choose another host, or leave out what is large".to_owned(),
        });
    };
    if let Some(most) = limits.files.filter(|most| fresh.files.len() > *most) {
        brake(
            format!("the site has {} files, and {} takes {most}", fresh.files.len(), host.label()),
            Vec::new(),
        );
    }
    if let Some(most) = limits.file {
        let large = fresh.files.iter().filter(|(_, print)| print.size > most);
        let large: Vec<String> =
            large.map(|(path, print)| format!("{path} ({} MiB)", print.size / MIB)).collect();
        if !large.is_empty() {
            brake(format!("{} takes no file of more than {} MiB", host.label(), most / MIB), large);
        }
    }
    let all: u64 = fresh.files.values().map(|print| print.size).sum();
    if let Some(most) = limits.all.filter(|most| all > *most) {
        brake(
            format!("the site has {} MiB, and {} takes {}", all / MIB, host.label(), most / MIB),
            Vec::new(),
        );
    }
    if let Some(most) = limits.redirects.filter(|most| fresh.redirects > *most) {
        brake(
            format!("the site has {} redirects, and {} takes {most}", fresh.redirects, host.label()),
            Vec::new(),
        );
    }
    if let Some(most) = limits.redirect.filter(|most| fresh.longest_redirect > *most) {
        let (longest, host) = (fresh.longest_redirect, host.label());
        brake(format!("a redirect of the site takes {longest} bytes, and {host} reads {most}"), Vec::new());
    }
    brakes
}

/// The policy that a page names.
pub fn policy_of(page: &str) -> Option<&str> {
    let rest = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?.1;
    rest.split_once('"').map(|(policy, _)| policy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::fresh::Print;

    fn facts() -> Facts {
        let policy = "default-src 'self' file:; img-src 'self' file: data:; object-src 'none'".to_owned();
        let redirects = vec![("actors/old one.html".to_owned(), "actors/new.html".to_owned())];
        Facts {
            policy,
            base: Some("https://dossier.example/".parse().unwrap()),
            redirects,
            is_compressed: false,
        }
    }

    fn names(host: Host) -> Vec<String> {
        Hosting::new(Some(host), None, &facts()).files.into_iter().map(|(path, _)| path).collect()
    }

    fn text(host: Host, path: &str) -> String {
        let hosting = Hosting::new(Some(host), None, &facts());
        hosting.files.into_iter().find(|(name, _)| name == path).map(|(_, text)| text).unwrap()
    }

    #[test]
    fn each_host_gets_what_it_reads_and_nothing_else() {
        assert_eq!(Hosting::new(None, None, &facts()), Hosting::default());
        assert_eq!(names(Host::GithubPages), [".nojekyll", "CNAME"]);
        assert_eq!(names(Host::GitlabPages), ["_redirects"]);
        assert_eq!(names(Host::CloudflarePages), ["_headers", "_redirects"]);
        assert_eq!(names(Host::Netlify), ["_headers", "_redirects"]);
        assert_eq!(names(Host::Apache), [".htaccess"]);
        for host in [Host::Nginx, Host::Caddy, Host::Cloudfront] {
            assert_eq!(names(host), Vec::<String>::new());
            assert!(
                Hosting::new(Some(host), None, &facts())
                    .config
                    .is_some_and(|config| config.contains("frame-ancestors 'none'"))
            );
        }
        let without = Facts { redirects: Vec::new(), ..facts() };
        assert_eq!(Hosting::new(Some(Host::GitlabPages), None, &without).files, []);
    }

    #[test]
    fn a_host_is_named_only_if_it_is_the_sites_own() {
        assert_eq!(text(Host::GithubPages, "CNAME"), "dossier.example\n");
        for base in [
            "https://me.github.io/",
            "https://me.github.io/dossier/",
            "https://dossier.example/part/",
            "https://dossier.example:8443/",
        ] {
            let facts = Facts { base: Some(base.parse().unwrap()), ..facts() };
            let files = Hosting::new(Some(Host::GithubPages), None, &facts).files;
            assert_eq!(files, [(".nojekyll".to_owned(), String::new())], "{base}");
        }
    }

    #[test]
    fn headers_say_what_pages_say_and_what_they_cannot() {
        let headers = text(Host::Netlify, "_headers");
        let policy = "  Content-Security-Policy: default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'\n";
        assert!(headers.starts_with(&format!("/*\n{policy}")), "{headers}");
        assert!(headers.contains("\n  Strict-Transport-Security: max-age=31536000\n"));
        assert!(headers.ends_with("\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assert!(headers.lines().all(|line| line.len() < 2000));
        let plain = Facts { base: Some("http://dossier.example/".parse().unwrap()), ..facts() };
        let plain = Hosting::new(Some(Host::Netlify), None, &plain).files;
        assert!(!plain[0].1.contains("Strict-Transport-Security"));
    }

    #[test]
    fn old_addresses_lead_to_new_ones() {
        assert_eq!(facts().longest_redirect(), "/actors/old%20one.html /actors/new.html 301".len());
        assert_eq!(text(Host::Netlify, "_redirects"), "/actors/old%20one.html /actors/new.html 301!\n");
        assert_eq!(
            text(Host::CloudflarePages, "_redirects"),
            "/actors/old%20one.html /actors/new.html 301\n"
        );
        let part = Facts {
            base: Some("https://dossier.example/part/".parse().unwrap()),
            redirects: vec![("actors/old/index.html".into(), "actors/new/index.html".into())],
            ..facts()
        };
        let config = Hosting::new(Some(Host::Nginx), None, &part).config.unwrap();
        assert!(
            config.ends_with("location = \"/part/actors/old/\" { return 301 \"/part/actors/new/\"; }\n"),
            "{config}"
        );
        assert!(config.contains("error_page 404 /part/404.html;\n"));
    }

    #[test]
    fn what_is_too_much_for_a_host_is_said() {
        let print = |size| Print { hash: String::new(), md5: String::new(), size };
        let mut fresh = Fresh { redirects: 2001, longest_redirect: 1001, ..Fresh::default() };
        fresh.files.insert("film.mp4".into(), print(26 * MIB));
        let reasons = |host, fresh: &Fresh| {
            limits(host, fresh).into_iter().map(|brake| brake.reason).collect::<Vec<_>>()
        };
        assert_eq!(
            reasons(Host::CloudflarePages, &fresh),
            [
                "Cloudflare Pages takes no file of more than 25 MiB",
                "the site has 2001 redirects, and Cloudflare Pages takes 2000",
                "a redirect of the site takes 1001 bytes, and Cloudflare Pages reads 1000",
            ]
        );
        assert_eq!(reasons(Host::Nginx, &fresh), Vec::<String>::new());
        (fresh.redirects, fresh.longest_redirect) = (0, 0);
        fresh.files.extend((0..20_000).map(|i| (i.to_string(), print(60_000))));
        assert_eq!(
            reasons(Host::CloudflarePages, &fresh)[0],
            "the site has 20001 files, and Cloudflare Pages takes 20000"
        );
        assert_eq!(
            reasons(Host::GithubPages, &fresh),
            ["the site has 1170 MiB, and GitHub Pages takes 1024"]
        );
    }

    #[test]
    fn the_policy_is_read_from_a_page() {
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">";
        assert_eq!(policy_of(page), Some("default-src 'self'"));
        assert_eq!(policy_of("<html>"), None);
    }
}
