//! Files that hold a note in another language: `NAME.ar.md` beside `NAME.md`, `NAME/index.ar.md` beside `NAME/index.md`.

use std::sync::Arc;

use super::field_links::{self, FieldLink};
use super::{Body, allow::Allowances, body, content_path, front_matter, hidden};
use crate::diag::Diagnostic;
use crate::model::translation::Translation;
use crate::text::{FileId, SitePath, SourceFile, Span};
use crate::value::{Id, Lang};
use crate::yaml::Problem;

/// A translation as its file says, for every audience; its original is not looked up yet.
#[derive(Debug, Clone)]
pub struct TranslationDraft {
    pub file: FileId,
    /// The id of the original.
    pub id: Id,
    pub lang: Lang,
    pub words: Translation,
    /// The links and citations in the texts of fields.
    pub links: Arc<[FieldLink]>,
    /// None where the file has no text, so that the original's is shown.
    pub body: Option<Arc<Body>>,
    /// The text without its `:::internal` blocks, where it has any.
    pub public_body: Option<Arc<Body>>,
    pub top: Span,
}

/// The original's stem and the language of a translation, by its path; `languages` are those of the site.
pub(super) fn of_path<'p>(path: &'p SitePath, languages: &[Lang]) -> Option<(&'p str, Lang)> {
    let (stem, tag) = path.stem().rsplit_once('.')?;
    let lang = languages.iter().find(|lang| lang.as_str().eq_ignore_ascii_case(tag))?;
    let folder = path.folder().rsplit('/').next().unwrap_or_default();
    let in_folder = stem == "index" && content_path(path).matches('/').count() > 1;
    Some((if in_folder { folder } else { stem }, lang.clone()))
}

/// Parses a translation.
pub(super) fn parse(
    file: FileId,
    source: &SourceFile,
    (stem, lang): (&str, Lang),
    found: &mut Vec<Diagnostic>,
    allowances: &mut Allowances,
) -> Option<TranslationDraft> {
    let text = &source.text;
    let parts = match front_matter::split(text) {
        Ok(parts) => parts,
        Err(refusal) => {
            let refused = Diagnostic::error(refusal.rule, file, refusal.span, refusal.message);
            found.push(refused.help(refusal.help));
            return None;
        }
    };
    let (root, mut problems) = crate::yaml::parse(&text[parts.fields.range()], parts.fields.start as usize);
    let words = match &root {
        Some(root) => crate::yaml::decode(root, &mut problems),
        // Nothing but a text is a translation too.
        None if problems.is_empty() => Some(Translation::default()),
        None => None,
    };
    found.extend(problems.into_iter().map(|problem| report(file, problem)));
    allowances.add_fields(file, &text[parts.fields.range()], parts.fields.start as usize);
    let parsed = body::parse(&text[parts.body.range()], parts.body.start as usize, file, allowances);
    found.extend(parsed.diagnostics);
    let mut words: Translation = words?;
    let mut links = Vec::new();
    words.each_text(&mut |text| {
        if !hidden::strip(&mut text.value) {
            let message = "a hidden comment in this field has no end";
            let help = "close it with the same mark; until then the rest of the field is hidden";
            found.push(Diagnostic::error("unclosed-hidden", file, text.span, message).help(help));
        }
        field_links::find(text, &mut links);
    });
    let has_text = !parsed.body.text.trim().is_empty();
    let id = Id::from_stem(stem).ok()?;
    Some(TranslationDraft {
        file,
        id,
        lang,
        words,
        links: links.into(),
        body: has_text.then(|| Arc::new(parsed.body)),
        public_body: parsed.public_body.map(Arc::new),
        top: parts.top,
    })
}

/// What only the original may say is told apart from what no note says.
fn report(file: FileId, problem: Problem) -> Diagnostic {
    let mut help = problem.help;
    if problem.rule == "unknown-field" {
        let fields = crate::yaml::fields_of::<Translation>().join(", ");
        let facts = "facts stand in the original alone; a translation may have:";
        let near = help
            .filter(|help| help.starts_with("did you mean"))
            .map(|near| format!("{near} "))
            .unwrap_or_default();
        help = Some(format!("{near}{facts} {fields}"));
    }
    Diagnostic::error(problem.rule, file, problem.span, problem.message).maybe_help(help)
}
