//! The templates: the embedded ones, and over them the site's own. The only user of Tera.

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, Tera};

use crate::diag::Diagnostic;
use crate::output::MakeError;
use crate::text::SitePath;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// All templates of a site, checked.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
}

impl Theme {
    /// Takes the embedded templates and those that replace them; `global` is seen by every template as `site`.
    pub fn new(own: &[(SitePath, String)], global: &impl Serialize) -> Result<Theme, Diagnostic> {
        let mut tera = Tera::default();
        let fail = |error: &tera::Error| {
            let message = format!("a template cannot be used: {error}");
            Diagnostic::site_error("bad-template", message)
                .help("mend it, or delete it to go back to the built-in one")
        };
        tera.set_fallback_prefixes(["theme/"]).map_err(|error| fail(&error))?;
        let mut all: Vec<(String, &str)> =
            embedded().map(|(path, text)| (format!("theme/{path}"), text)).collect();
        // A site's template that equals the embedded one says nothing new.
        let same = |path: &SitePath, text: &str| embedded().any(|(p, t)| p == path.as_str() && t == text);
        all.extend(
            own.iter()
                .filter(|(path, text)| !same(path, text))
                .map(|(path, text)| (path.to_string(), text.as_str())),
        );
        tera.add_raw_templates(all).map_err(|error| fail(&error))?;
        tera.global_context().insert("site", global);
        Ok(Theme { tera })
    }

    /// Renders a template with the values of one page.
    pub fn render(&self, template: &str, page: &impl Serialize) -> Result<Vec<u8>, MakeError> {
        self.write(template, page, Vec::with_capacity(32 * 1024))
    }

    /// Renders a piece of a page, to be kept.
    pub fn piece(&self, template: &str, values: &impl Serialize) -> Result<String, MakeError> {
        let mut bytes = self.write(template, values, Vec::with_capacity(1024))?;
        bytes.shrink_to_fit();
        String::from_utf8(bytes).map_err(|error| MakeError(format!("{template}: {error}")))
    }

    fn write(&self, template: &str, values: &impl Serialize, mut out: Vec<u8>) -> Result<Vec<u8>, MakeError> {
        let context =
            Context::from_serialize(values).map_err(|error| MakeError(format!("{template}: {error}")))?;
        self.tera.render_to(template, &context, &mut out).map_err(|error| MakeError(error.to_string()))?;
        Ok(out)
    }
}

/// The embedded templates by path.
fn embedded() -> impl Iterator<Item = (&'static str, &'static str)> {
    files(&TEMPLATES).into_iter().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

/// All files of an embedded folder.
pub(super) fn files(dir: &'static Dir<'static>) -> Vec<&'static include_dir::File<'static>> {
    let mut all: Vec<&include_dir::File<'_>> = dir.files().collect();
    for sub in dir.dirs() {
        all.extend(files(sub));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_templates_replace_and_bad_ones_are_named() {
        let page = SitePath::new("pages/404.html").unwrap();
        let theme = Theme::new(&[(page.clone(), "mine".into())], &()).unwrap();
        assert_eq!(theme.render("pages/404.html", &serde_json::json!({})).unwrap(), b"mine");
        let broken = Theme::new(&[(page, "{{ nosuch | filter }}{% if %}".into())], &()).unwrap_err();
        assert!(broken.message.contains("404.html"), "{}", broken.message);
    }
}
