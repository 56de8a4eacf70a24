//! One file's text to a `Draft`: its fields, and every link and citation of its text with its span.
//!
//! Cannot fail: whatever is wrong becomes a diagnostic, and what can be read is read.

mod allow;
pub mod body;
pub mod callout;
pub mod citation;
pub mod dialect;
mod field_links;
pub mod front_matter;
mod hidden;
mod memo;
mod mend;
pub mod plain;
pub mod prose;
mod steps;
mod translation;

pub use allow::Allowance;
pub use body::{Body, BodyRef, Heading, RefKind};
pub use field_links::FieldLink;
pub use translation::TranslationDraft;

use std::sync::Arc;

use allow::Allowances;

use crate::diag::Diagnostic;
use crate::model::note::Common;
use crate::model::{Field, Fields, NoteType, Ref};
use crate::text::{FileId, SitePath, SourceFile, Span, nearest};
use crate::value::{Id, Lang};
use crate::yaml::Node;

/// A note as its file says, for every audience; nothing is looked up yet.
#[derive(Debug, Clone)]
pub struct Draft {
    pub file: FileId,
    pub id: Id,
    /// The stem as the file has it, which links may use too.
    pub stem: String,
    /// Folder of the note below `content/`, where its own files stand.
    pub folder: String,
    pub common: Arc<Common>,
    pub fields: Fields,
    /// All references of the fields, each with the field it stands in.
    pub refs: Arc<[(Field, Ref)]>,
    /// The links and citations in the texts of fields.
    pub links: Arc<[FieldLink]>,
    pub body: Arc<Body>,
    /// The text without its `:::internal` blocks, where it has any.
    pub public_body: Option<Arc<Body>>,
    /// Where the front matter stands, for findings about the note as a whole.
    pub top: Span,
}

/// What parsing one file gave.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The note, if enough of it could be read.
    pub draft: Option<Draft>,
    /// Or the note in another language.
    pub translation: Option<TranslationDraft>,
    /// The name of a note that could not be read, so that links to it are not reported as well.
    pub broken: Option<String>,
    /// Findings that the author knows of.
    pub allowances: Vec<Allowance>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses one note, or its translation into one of the site's languages.
pub fn parse(file: FileId, source: &SourceFile, languages: &[Lang]) -> Parsed {
    let (mut diagnostics, mut allowances) = (Vec::new(), Allowances::default());
    if let Some(of) = translation::of_path(&source.path, languages) {
        let translation = translation::parse(file, source, of, &mut diagnostics, &mut allowances);
        diagnostics.extend(allowances.diagnostics);
        return Parsed { draft: None, translation, broken: None, allowances: allowances.all, diagnostics };
    }
    let draft = Parser { file, source, found: &mut diagnostics, allowances: &mut allowances }.draft();
    let broken = draft.is_none().then(|| stem(&source.path).to_owned());
    diagnostics.extend(allowances.diagnostics);
    Parsed { draft, translation: None, broken, allowances: allowances.all, diagnostics }
}

struct Parser<'a> {
    file: FileId,
    source: &'a SourceFile,
    found: &'a mut Vec<Diagnostic>,
    allowances: &'a mut Allowances,
}

impl Parser<'_> {
    fn draft(mut self) -> Option<Draft> {
        let text = &self.source.text;
        let parts = match front_matter::split(text) {
            Ok(parts) => parts,
            Err(refusal) => {
                let found = Diagnostic::error(refusal.rule, self.file, refusal.span, refusal.message);
                self.found.push(found.help(refusal.help));
                return None;
            }
        };
        let (root, mut problems) =
            crate::yaml::parse(&text[parts.fields.range()], parts.fields.start as usize);
        let kind = root.as_ref().and_then(|root| self.note_type(root, parts.top, &mut problems));
        let read = match (&root, kind) {
            (Some(root), Some(kind)) => crate::model::notes::read(root, kind, &mut problems),
            (None, _) if problems.is_empty() => {
                let message = "the front matter is empty".to_owned();
                let help = Some("give the note at least a title: `title: …`".to_owned());
                problems.push(crate::yaml::Problem { rule: "missing-field", span: parts.top, message, help });
                (None, None)
            }
            _ => (None, None),
        };
        let sound = problems.is_empty();
        self.found.extend(problems.into_iter().map(|p| {
            let p = p.mind_comments(text);
            // A field that is missing from the note has no place of its own: the opening line stands for it.
            let span = if p.rule == "missing-field" && p.span.start == parts.fields.start {
                parts.top
            } else {
                p.span
            };
            let fix = mend::date(&p, text);
            let found = Diagnostic::error(p.rule, self.file, span, p.message).maybe_help(p.help);
            match fix {
                Some(written) => found.fix("write it in EDTF", [(span, written)]),
                None => found,
            }
        }));
        let id = self.id(parts.top);
        let offset = parts.body.start as usize;
        let fields_offset = parts.fields.start as usize;
        self.allowances.add_fields(self.file, &text[parts.fields.range()], fields_offset);
        let parsed = body::parse(&text[parts.body.range()], offset, self.file, self.allowances);
        self.found.extend(parsed.diagnostics);
        let (mut common, mut fields) = (read.0?, read.1?);
        self.strip_hidden(&mut common, &mut fields);
        self.check_title(&common);
        self.check_levels(&common, text);
        if sound {
            // Of fields that were left out since they are wrong, more would be said than is true.
            self.check_type_fields(&fields);
        }
        let id = id?;
        let refs = crate::model::notes::references(&mut common, &mut fields);
        let links = field_links::of_note(&mut common, &mut fields);
        Some(Draft {
            file: self.file,
            id,
            stem: stem(&self.source.path).to_owned(),
            folder: content_path(&self.source.path)
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder)
                .to_owned(),
            common: Arc::new(common),
            fields,
            refs,
            links,
            body: Arc::new(parsed.body),
            public_body: parsed.public_body.map(Arc::new),
            top: parts.top,
        })
    }

    /// Takes hidden comments out of all fields that hold inline Markdown.
    fn strip_hidden(&mut self, common: &mut Common, fields: &mut Fields) {
        let mut unclosed = Vec::new();
        let mut strip = |text: &mut crate::yaml::Spanned<String>| {
            if !hidden::strip(&mut text.value) {
                unclosed.push(text.span);
            }
        };
        common.each_text(&mut strip);
        fields.facets_mut().each_text(&mut strip);
        let message = "a hidden comment in this field has no end";
        let help = "close it with the same mark; until then the rest of the field is hidden";
        let report = |span| Diagnostic::error("unclosed-hidden", self.file, span, message).help(help);
        self.found.extend(unclosed.into_iter().map(report));
    }

    /// The type by `type:`, else by the folder.
    fn note_type(
        &self,
        root: &Node,
        top: Span,
        problems: &mut Vec<crate::yaml::Problem>,
    ) -> Option<NoteType> {
        if let Some(node) = root.get("type") {
            let word = node.text().unwrap_or_default();
            if let Some(kind) = NoteType::ALL.iter().find(|kind| kind.word() == word) {
                return Some(*kind);
            }
            // The decoder is not reached without a type, so the words are said here.
            let words = NoteType::ALL.iter().map(|kind| kind.word());
            let help = match nearest(word, words.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the types are: {}", words.collect::<Vec<_>>().join(", ")),
            };
            let message = format!("`{word}` is no note type");
            problems.push(crate::yaml::Problem {
                rule: "wrong-value",
                span: node.span,
                message,
                help: Some(help),
            });
            return None;
        }
        let folder = content_path(&self.source.path).split('/').next().unwrap_or_default();
        let kind = NoteType::of_folder(folder);
        if kind.is_none() {
            let message = "nothing says of what type this note is".to_owned();
            let folders: Vec<&str> = NoteType::ALL.iter().map(|kind| kind.folder()).collect();
            let help = format!(
                "add `type: actor` (or source, event, …), or put it into one of: {}",
                folders.join(", ")
            );
            problems.push(crate::yaml::Problem { rule: "no-type", span: top, message, help: Some(help) });
        }
        kind
    }

    fn id(&mut self, top: Span) -> Option<Id> {
        match Id::from_stem(stem(&self.source.path)) {
            Ok(id) => Some(id),
            Err(error) => {
                let help = error.suggestion.map(|id| format!("rename the file to {id}.md"));
                let translated =
                    self.source.path.stem().rsplit_once('.').filter(|(_, tag)| Lang::new(tag).is_some());
                let help = match (translated, help) {
                    (Some((name, tag)), Some(help)) => Some(format!(
                        "if this is `{name}` in another language, name `{tag}` in the `languages` of site.yaml; else {help}"
                    )),
                    (_, help) => help,
                };
                let message = format!("the file's name is no id: {}", error.message);
                self.found.push(Diagnostic::error("bad-id", self.file, top, message).maybe_help(help));
                None
            }
        }
    }

    fn check_title(&mut self, common: &Common) {
        let mut names: Vec<Ref> = vec![common.title.clone()];
        names.extend(common.aliases.iter().map(|a| Ref { value: a.value.name.clone(), span: a.span }));
        for name in names {
            if name.span.is_empty() {
                continue;
            }
            if name.value.trim().is_empty() {
                let found = Diagnostic::error("empty-field", self.file, name.span, "a name without letters");
                self.found.push(found.help("write the name, or take the line out"));
            }
            if name.value.chars().any(crate::value::is_bidi_control) {
                let message = "a name with characters that hide or turn text around";
                let found = Diagnostic::error("bidi-control", self.file, name.span, message);
                let found = found.help("type the name again without copying");
                let edits = mend::name(&name, &self.source.text);
                self.found.push(match edits.is_empty() {
                    true => found,
                    false => found.fix("take the characters out of the name", edits),
                });
            }
        }
    }

    fn check_levels(&mut self, common: &Common, text: &str) {
        for (name, level) in &common.rules {
            if let Some((message, help)) =
                crate::diag::rules::level(name, level.value == crate::config::RuleLevel::Error)
            {
                let span = crate::yaml::key_of(level.span, name, text);
                self.found.push(Diagnostic::error("wrong-value", self.file, span, message).maybe_help(help));
            }
        }
    }

    fn check_type_fields(&mut self, fields: &Fields) {
        match fields {
            Fields::Briefing(briefing) => {
                for judgement in &briefing.judgements {
                    let found = match (&judgement.likelihood, &judgement.confidence) {
                        (Some(_), Some(confidence)) => Diagnostic::error(
                            "likelihood-and-confidence",
                            self.file,
                            confidence.span,
                            "a judgement has a likelihood or a confidence, never both (ICD 203)",
                        )
                        .help("keep one, or make two judgements"),
                        (None, None) => Diagnostic::error(
                            "missing-field",
                            self.file,
                            judgement.statement.span,
                            "this judgement says neither how likely nor how sure it is",
                        )
                        .help("add `likelihood: likely` or `confidence: moderate`"),
                        _ => continue,
                    };
                    self.found.push(found);
                }
            }
            Fields::Place(place) => {
                let check = |value: &Option<crate::yaml::Spanned<f64>>, most: f64, what: &str| {
                    let value = value.as_ref()?;
                    let off = !(-most..=most).contains(&value.value);
                    off.then(|| {
                        let message = format!("a {what} lies between -{most} and {most} degrees");
                        Diagnostic::error("wrong-value", self.file, value.span, message)
                    })
                };
                let found: Vec<Diagnostic> = check(&place.lat, 90.0, "latitude")
                    .into_iter()
                    .chain(check(&place.lon, 180.0, "longitude"))
                    .collect();
                self.found.extend(found);
                if let (Some(one), None) | (None, Some(one)) = (&place.lat, &place.lon) {
                    let message = "a position needs `lat` and `lon`";
                    self.found.push(Diagnostic::error("missing-field", self.file, one.span, message));
                }
            }
            Fields::Source(source) => {
                let label = source.confidential.as_ref().map(|confidential| &confidential.label);
                if let Some(label) = label.filter(|label| label.value.trim().is_empty()) {
                    let message = "a confidential source needs words that the public may read";
                    let found = Diagnostic::error("empty-field", self.file, label.span, message);
                    self.found.push(found.help("write something like `label: A security officer in Kirkuk`"));
                }
            }
            Fields::Actor(_) | Fields::Event(_) | Fields::Topic(_) | Fields::Page(_) => {}
        }
    }
}

/// The path of a note below `content/`.
fn content_path(path: &SitePath) -> &str {
    path.as_str().strip_prefix("content/").unwrap_or(path.as_str())
}

/// The stem that names a note: of the file, or of the folder for `NAME/index.md`.
pub fn stem(path: &SitePath) -> &str {
    match path.stem() {
        "index" if content_path(path).matches('/').count() > 1 => {
            path.folder().rsplit('/').next().unwrap_or_default()
        }
        stem => stem,
    }
}

#[cfg(test)]
mod tests;
