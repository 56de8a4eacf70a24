//! The templates: the embedded ones, and over them the site's own. The only user of Tera.

use std::sync::Arc;

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashSet;
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::words::{Arg, Words};
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
    /// Takes the embedded templates and those that replace them, with their words; `global` is seen by every template as `site`.
    pub fn new(
        own: &[(SitePath, String)],
        words: &Arc<Words>,
        global: &impl Serialize,
    ) -> Result<Theme, Vec<Diagnostic>> {
        let mut tera = Tera::default();
        let fail = |error: &tera::Error| {
            let message = format!("a template cannot be used: {error}");
            vec![
                Diagnostic::site_error("bad-template", message)
                    .help("mend it, or delete it to go back to the built-in one"),
            ]
        };
        tera.set_fallback_prefixes(["theme/"]).map_err(|error| fail(&error))?;
        let said = Arc::clone(words);
        tera.register_function("say", move |args: Kwargs, _: &State<'_>| say(&said, &args));
        let mut all: Vec<(String, &str)> = embedded()
            .filter(|(path, _)| !is_words(path))
            .map(|(path, text)| (format!("theme/{path}"), text))
            .collect();
        // A site's template that equals the embedded one says nothing new.
        let same = |path: &SitePath, text: &str| embedded().any(|(p, t)| p == path.as_str() && t == text);
        all.extend(
            own.iter()
                .filter(|(path, text)| !is_words(path.as_str()) && !same(path, text))
                .map(|(path, text)| (path.to_string(), text.as_str())),
        );
        tera.add_raw_templates(with_words(all, words)?).map_err(|error| fail(&error))?;
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

/// True for a file of words, which is no template.
fn is_words(path: &str) -> bool {
    path.starts_with("words/")
}

/// Puts the words into all templates.
fn with_words(
    templates: Vec<(String, &str)>,
    words: &Words,
) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let (mut baked, mut found, mut used) =
        (Vec::with_capacity(templates.len()), Vec::new(), FxHashSet::default());
    for (path, text) in templates {
        let mut mark = |name: &str| {
            used.insert(name.to_owned());
        };
        match super::words::bake(text, words, &mut mark) {
            Ok(text) => baked.push((path, text)),
            Err(problem) => {
                let message = format!("templates/{path}, line {}: {}", problem.line, problem.message);
                found.push(Diagnostic::site_error("bad-template", message).help(problem.help));
            }
        }
    }
    if found.is_empty() {
        found = words.unused(&used);
    }
    if found.is_empty() { Ok(baked) } else { Err(found) }
}

/// `say(id="name", count=3)`: a message with what is filled in. It is safe HTML; what is filled in is escaped, unless it is safe itself.
fn say(words: &Words, args: &Kwargs) -> TeraResult<Value> {
    let name: &str = args.must_get("id")?;
    let value = |value| match Value::as_f64(value) {
        Some(number) => Arg::Number(number),
        None if value.is_safe() => Arg::Html(value.as_str().unwrap_or_default()),
        None => Arg::Text(value.as_str().unwrap_or_default()),
    };
    let filled: Vec<(&str, Arg<'_>)> =
        args.iter().filter_map(|(name, arg)| Some((name.as_str()?, value(arg)))).collect();
    Ok(Value::safe_string(&words.say_html(name, &filled)))
}

/// The embedded templates and words by path.
pub(super) fn embedded() -> impl Iterator<Item = (&'static str, &'static str)> {
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
    use crate::value::Lang;

    #[test]
    fn own_templates_replace_and_bad_ones_are_named() {
        let words = Arc::new(Words::new(&Lang::english(), &[]).0);
        let page = SitePath::new("pages/404.html").unwrap();
        let theme = Theme::new(&[(page.clone(), "mine".into())], &words, &()).unwrap();
        assert_eq!(theme.render("pages/404.html", &serde_json::json!({})).unwrap(), b"mine");
        let broken = Theme::new(&[(page, "{{ nosuch | filter }}{% if %}".into())], &words, &()).unwrap_err();
        assert!(broken[0].message.contains("404.html"), "{}", broken[0].message);
    }
}
