//! What one audience may see: the only place that knows visibility, embargo and confidentiality.
//!
//! A [`Published`] note holds nothing that its audience may not see: private notes are not in the list, references to them are
//! overwritten in text and fields, confidential sources are left with label and grade, and internal blocks are gone.

mod withheld;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::{Config, OnPrivateReference};
use crate::diag::Diagnostic;
use crate::model::names::Names;
use crate::model::note::Common;
use crate::model::notes::references;
use crate::model::translation::Translation;
use crate::model::{Field, Fields, Ref, Wanted};
use crate::parse::{Body, Draft, FieldLink, RefKind, TranslationDraft};
use crate::text::{FileId, Span};
use crate::value::{Date, Id, Lang, Visibility, vocabulary};
use crate::yaml::Spanned;

pub use withheld::{Guard, Hit, Sort, Withheld};

vocabulary! {
    /// Who a build is for.
    Audience {
        Public = "public", "Public";
        Internal = "internal", "Internal";
    }
}

/// An audience at a point in time.
#[derive(Debug, Clone, Copy)]
pub struct Viewer {
    pub audience: Audience,
    /// Drafts and notes under embargo are seen as well; never for a site that others read.
    pub drafts: bool,
    /// Now, by the clock of the machine; no variable can set it forward (embargoes depend on it).
    pub now: jiff::Timestamp,
}

/// A note as one audience may see it.
#[derive(Debug, Clone)]
pub struct Published {
    pub file: FileId,
    pub id: Id,
    pub stem: String,
    pub folder: String,
    pub common: Arc<Common>,
    pub fields: Fields,
    /// All references of the fields, each with the field it stands in.
    pub refs: Arc<[(Field, Ref)]>,
    /// The links and citations in the texts of fields; of a translation, the original's have been looked at.
    pub links: Arc<[FieldLink]>,
    pub body: Arc<Body>,
    pub top: Span,
    /// The file that the text stands in: a translation's, or the same.
    pub body_file: FileId,
    /// Language of the text, where the translation has none of its own.
    pub body_lang: Option<Lang>,
    /// Titles in the other languages, by which links may name it.
    pub titles: Vec<String>,
    /// Set where the words are those of a translation.
    pub translated: Option<Translated>,
    /// Why the audience of a build would not see it; only in a preview for its writers.
    pub unpublished: Option<Unpublished>,
}

vocabulary! {
    /// Why a note that its writers see in a preview is not in a build.
    Unpublished {
        Draft = "draft", "Draft";
        Internal = "internal", "Internal";
        Embargo = "embargo", "Under embargo";
    }
}

/// What is known of the translation whose words a note has.
#[derive(Debug, Clone)]
pub struct Translated {
    /// The day of the note's last change, where the translation was made before.
    pub behind: Option<Date>,
}

/// A translation as one audience may see it.
#[derive(Debug, Clone)]
pub struct PublishedTranslation {
    pub file: FileId,
    pub id: Id,
    pub lang: Lang,
    words: Translation,
    body: Option<Arc<Body>>,
}

/// What selection gave.
#[derive(Debug)]
pub struct Selected {
    pub notes: Vec<Published>,
    pub translations: Vec<PublishedTranslation>,
    /// Files of notes that this audience may not see, so that findings in them stay with `check`.
    pub withheld: FxHashSet<FileId>,
    /// Files of which this audience may see a part, so that what they say themselves is more than what is published.
    pub altered: FxHashSet<FileId>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Selects what an audience may see.
pub fn select(
    drafts: Vec<Draft>,
    translations: Vec<TranslationDraft>,
    config: &Config,
    viewer: Viewer,
) -> Selected {
    let gate = Gate::new(&drafts, &translations, config, viewer);
    let mut selected = Selected {
        notes: Vec::new(),
        translations: Vec::new(),
        withheld: FxHashSet::default(),
        altered: FxHashSet::default(),
        diagnostics: Vec::new(),
    };
    gate.translations(&drafts, translations, config, viewer, &mut selected);
    let mut titles: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for translation in &selected.translations {
        let title = translation.words.title.iter().map(|title| title.value.clone());
        titles.entry(translation.id.as_str().to_owned()).or_default().extend(title);
    }
    let see = |(i, draft): (usize, Draft)| {
        if !gate.visible[i] {
            return Err(draft.file);
        }
        let mut found = Vec::new();
        let body = match draft.public_body {
            Some(public) if viewer.audience == Audience::Public => public,
            _ => draft.body,
        };
        let mut note = Published {
            file: draft.file,
            id: draft.id,
            stem: draft.stem,
            folder: draft.folder,
            common: draft.common,
            fields: draft.fields,
            refs: draft.refs,
            links: draft.links,
            body,
            top: draft.top,
            body_file: draft.file,
            body_lang: None,
            titles: Vec::new(),
            translated: None,
            unpublished: gate.unpublished[i],
        };
        let altered = match gate.veils.get(&(i as u32)) {
            Some(id) => {
                veil(&mut note, id);
                true
            }
            None => !gate.is_open && gate.clean(&mut note, &mut found),
        };
        note.titles = titles.get(note.id.as_str()).cloned().unwrap_or_default();
        Ok((note, altered, found))
    };
    let seen: Vec<Result<_, FileId>> = drafts.into_par_iter().enumerate().map(see).collect();
    for seen in seen {
        match seen {
            Ok((note, altered, found)) => {
                if altered {
                    selected.altered.insert(note.file);
                }
                selected.notes.push(note);
                selected.diagnostics.extend(found);
            }
            Err(file) => {
                selected.withheld.insert(file);
            }
        }
    }
    selected
}

/// Lays the translations into one language over notes; what has none keeps its words, and says in which language they are.
pub fn in_language(
    notes: &[Published],
    translations: &[PublishedTranslation],
    lang: &Lang,
    main: &Lang,
) -> Vec<Published> {
    let of_note: FxHashMap<&str, &PublishedTranslation> =
        translations.iter().filter(|t| t.lang == *lang).map(|t| (t.id.as_str(), t)).collect();
    let lay = |note: &Published| {
        let mut note = note.clone();
        note.links = Arc::default();
        let Some(translation) = of_note.get(note.id.as_str()) else { return note };
        let original = note.common.lang.clone().unwrap_or_else(|| main.clone());
        note.titles.push(note.common.title.value.clone());
        let made = translation.words.translated.as_ref();
        let updated = note.common.updated.as_ref();
        let behind = updated.filter(|updated| made.is_some_and(|made| made < *updated)).cloned();
        let common = Arc::make_mut(&mut note.common);
        translation.words.clone().lay_over(common, &mut note.fields, &original);
        note.refs = references(common, &mut note.fields);
        match &translation.body {
            Some(body) => (note.body, note.body_file) = (body.clone(), translation.file),
            None => note.body_lang = Some(original),
        }
        // A source's language is that of the source; its note is in ours.
        if !matches!(note.fields, Fields::Source(_)) {
            Arc::make_mut(&mut note.common).lang = Some(lang.clone());
        }
        note.translated = Some(Translated { behind });
        note
    };
    notes.iter().map(lay).collect()
}

/// What of the translations does not fit its original, for every audience.
pub fn misfits(
    drafts: &[Draft],
    translations: &[TranslationDraft],
    broken: &[String],
    config: &Config,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let by_id: FxHashMap<&str, &Draft> = drafts.iter().map(|draft| (draft.id.as_str(), draft)).collect();
    let mut firsts: FxHashMap<(&str, &Lang), &TranslationDraft> = FxHashMap::default();
    for translation in translations {
        let wrong = |span, message: String, help: String| {
            Diagnostic::error("bad-translation", translation.file, span, message).help(help)
        };
        let Some(draft) = by_id.get(translation.id.as_str()) else {
            // Of an original that cannot be read, enough is said.
            if broken.iter().any(|stem| Id::from_stem(stem).is_ok_and(|id| id == translation.id)) {
                continue;
            }
            let message =
                format!("there is no note `{}` that this could be a translation of", translation.id);
            let help = "write the original, or give this file the name of the one that it translates";
            found.push(wrong(translation.top, message, help.to_owned()));
            continue;
        };
        if translation.lang == config.lang() {
            let message = format!("`{}` is the language of the originals", translation.lang.as_str());
            found.push(wrong(translation.top, message, "write this into the note itself".to_owned()));
        }
        if let Some(first) = firsts.insert((translation.id.as_str(), &translation.lang), translation) {
            let message = "the note has another translation into this language".to_owned();
            let twice = wrong(translation.top, message, "delete one of the two".to_owned());
            found.push(twice.related(first.file, first.top, "the other one"));
        }
        if translation.words.title.is_none() && !matches!(draft.fields, Fields::Source(_)) {
            let message = "a translation needs the title in its language";
            let missing = Diagnostic::error("missing-field", translation.file, translation.top, message);
            found.push(missing.help("add `title: …`"));
        }
        let misfits = translation.words.misfits(&draft.common, &draft.fields);
        found.extend(misfits.into_iter().map(|(span, message, help)| wrong(span, message, help)));
        let open =
            translation.words.visibility.as_ref().filter(|own| own.value < visibility(&draft.common, config));
        if let Some(open) = open {
            let message = "a translation cannot be seen by more readers than its original".to_owned();
            found.push(wrong(open.span, message, "take the line out, or open the original".to_owned()));
        }
    }
    found
}

/// True if some audience may not see all that another one may: else selection is the same for all.
pub fn has_secrets(
    drafts: &[Draft],
    translations: &[TranslationDraft],
    config: &Config,
    now: jiff::Timestamp,
) -> bool {
    let private = |t: &TranslationDraft| t.public_body.is_some() || t.words.visibility.is_some();
    if translations.iter().any(private) {
        return true;
    }
    let public = Viewer { audience: Audience::Public, drafts: false, now };
    drafts.iter().any(|draft| {
        let veiled = matches!(&draft.fields, Fields::Source(source) if source.confidential.is_some());
        veiled || draft.public_body.is_some() || !is_visible(&draft.common, config, public)
    })
}

/// True if an audience may see a note with this visibility and embargo.
fn is_visible(common: &Common, config: &Config, viewer: Viewer) -> bool {
    is_seen(visibility(common, config), common, viewer)
}

fn is_seen(visibility: Visibility, common: &Common, viewer: Viewer) -> bool {
    let embargoed = common.publish_at.is_some_and(|at| at.0 > viewer.now);
    match (visibility, viewer.audience) {
        _ if viewer.drafts => true,
        _ if embargoed => false,
        (Visibility::Public, _) | (Visibility::Internal, Audience::Internal) => true,
        (Visibility::Internal | Visibility::Draft, _) => false,
    }
}

/// True if an audience may see a translation, which may be more private than its original, if it sees the original.
fn is_translation_seen(
    translation: &TranslationDraft,
    original: &Draft,
    config: &Config,
    viewer: Viewer,
) -> bool {
    let own = translation.words.visibility.as_ref().map(|visibility| visibility.value);
    is_seen(own.unwrap_or_else(|| visibility(&original.common, config)), &original.common, viewer)
}

/// Why a note is seen by writers only.
fn unpublished(common: &Common, config: &Config, viewer: Viewer) -> Option<Unpublished> {
    let readers = Viewer { drafts: false, ..viewer };
    if !viewer.drafts || is_visible(common, config, readers) {
        return None;
    }
    Some(match visibility(common, config) {
        Visibility::Draft => Unpublished::Draft,
        Visibility::Internal if viewer.audience == Audience::Public => Unpublished::Internal,
        Visibility::Internal | Visibility::Public => Unpublished::Embargo,
    })
}

fn visibility(common: &Common, config: &Config) -> Visibility {
    common.visibility.or(config.default_visibility).unwrap_or(Visibility::Public)
}

/// What of all drafts is hidden, and from where it can be reached.
struct Gate {
    names: Names,
    visible: Vec<bool>,
    /// Of what is visible to writers only, why.
    unpublished: Vec<Option<Unpublished>>,
    /// Confidential sources with the ids that they bear in public.
    veils: FxHashMap<u32, Id>,
    /// Claims and figures of hidden notes, as `claim:id` and `figure:id`.
    hidden_rows: FxHashSet<String>,
    as_words: bool,
    /// True if every reference may be followed.
    is_open: bool,
}

/// What a reference leads to, as far as secrecy goes.
enum Reach<'a> {
    /// To what may be seen, or to nothing that exists.
    Open,
    Hidden,
    Veiled(&'a Id),
}

impl Gate {
    fn new(drafts: &[Draft], translations: &[TranslationDraft], config: &Config, viewer: Viewer) -> Self {
        let mut gate = Gate {
            names: Names::default(),
            visible: drafts.iter().map(|draft| is_visible(&draft.common, config, viewer)).collect(),
            unpublished: drafts.iter().map(|draft| unpublished(&draft.common, config, viewer)).collect(),
            veils: FxHashMap::default(),
            hidden_rows: FxHashSet::default(),
            as_words: config.on_private_reference == Some(OnPrivateReference::Words),
            is_open: false,
        };
        let has_veils = viewer.audience == Audience::Public
            && drafts.iter().any(
                |draft| matches!(&draft.fields, Fields::Source(source) if source.confidential.is_some()),
            );
        if !has_veils && gate.visible.iter().all(|visible| *visible) {
            gate.is_open = true;
            return gate;
        }
        let mut taken: FxHashSet<String> = drafts.iter().map(|draft| draft.id.as_str().to_owned()).collect();
        // A title in any language names its note, and a hidden one must not be named.
        let mut translated: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for translation in translations {
            let title = translation.words.title.iter().map(|title| title.value.as_str());
            translated.entry(translation.id.as_str()).or_default().extend(title);
        }
        for (i, draft) in drafts.iter().enumerate() {
            let others = translated.get(draft.id.as_str()).into_iter().flatten().copied();
            let titles = draft.common.aliases.iter().map(|a| a.value.name.as_str());
            let others = titles.chain(others).chain([draft.stem.as_str(), draft.common.title.value.as_str()]);
            let former = draft.common.former_ids.iter().map(|id| id.value.as_str());
            gate.names.add(i as u32, draft.id.as_str(), others.chain(former));
            let label = match &draft.fields {
                Fields::Source(source) if viewer.audience == Audience::Public => source.confidential.as_ref(),
                _ => None,
            };
            if let Some(confidential) = label.filter(|_| gate.visible[i]) {
                gate.veils.insert(i as u32, public_id(&confidential.label.value, &mut taken));
            }
            if !gate.visible[i] || gate.veils.contains_key(&(i as u32)) {
                let claims = draft.common.claims.iter().map(|claim| format!("claim:{}", claim.id.value));
                let figures = draft.common.figures.iter().map(|figure| format!("figure:{}", figure.id.value));
                gate.hidden_rows.extend(claims.chain(figures));
            }
        }
        gate
    }

    fn reach(&self, name: &str) -> Reach<'_> {
        if self.hidden_rows.contains(name) {
            return Reach::Hidden;
        }
        let found = self.names.find(name);
        let mut seen = found.iter().filter(|i| self.visible[**i as usize]);
        match (found.is_empty(), seen.next()) {
            (true, _) => Reach::Open,
            (false, None) => Reach::Hidden,
            (false, Some(i)) => self.veils.get(i).map_or(Reach::Open, Reach::Veiled),
        }
    }

    /// True if two names are those of one note.
    fn are_same(&self, name: &str, other: &str) -> bool {
        let others = self.names.find(other);
        self.names.find(name).iter().any(|i| others.contains(i))
    }

    /// Takes over the translations that may be seen: those of notes that may, unless they are more private themselves.
    fn translations(
        &self,
        drafts: &[Draft],
        translations: Vec<TranslationDraft>,
        config: &Config,
        viewer: Viewer,
        selected: &mut Selected,
    ) {
        let by_id: FxHashMap<&str, usize> =
            drafts.iter().enumerate().map(|(i, draft)| (draft.id.as_str(), i)).collect();
        for translation in translations {
            let file = translation.file;
            // One without an original goes nowhere; `misfits` tells of it.
            let Some(i) = by_id.get(translation.id.as_str()).copied() else { continue };
            let seen = self.visible[i] && is_translation_seen(&translation, &drafts[i], config, viewer);
            if !seen || self.veils.contains_key(&(i as u32)) {
                selected.withheld.insert(file);
                continue;
            }
            self.open_links(file, &translation.links, &mut selected.diagnostics);
            let body = match translation.public_body {
                Some(public) if viewer.audience == Audience::Public => Some(public),
                _ => translation.body,
            };
            let mut body = body.filter(|body| !body.text.trim().is_empty());
            if let Some(body) = body.as_mut().filter(|_| !self.is_open) {
                for i in 0..body.refs.len() {
                    if self.clean_text(file, body, i, &mut selected.diagnostics) {
                        selected.altered.insert(file);
                    }
                }
            }
            let TranslationDraft { id, lang, words, .. } = translation;
            selected.translations.push(PublishedTranslation { file, id, lang, words, body });
        }
    }

    /// Overwrites every reference of a note that must not be followed, and tells if there was any.
    fn clean(&self, note: &mut Published, found: &mut Vec<Diagnostic>) -> bool {
        let file = note.file;
        let mut clean_ref = |field: Field, r: &mut Ref| match self.reach(&r.value) {
            Reach::Open => {}
            Reach::Veiled(id) => r.value = id.as_str().to_owned(),
            // Words that happen to be a hidden actor's name are still words of this note, but they name it.
            Reach::Hidden => {
                if !self.as_words || field.wanted == Wanted::ActorOrWords {
                    found.push(private(file, r.span, "take it out, or make the other note public"));
                }
                r.value.clear();
            }
        };
        let mut altered = note.refs.iter().any(|(_, r)| !matches!(self.reach(&r.value), Reach::Open));
        if altered {
            let common = Arc::make_mut(&mut note.common);
            common.each_ref(&mut clean_ref);
            note.fields.facets_mut().each_ref(&mut clean_ref);
            note.refs = references(common, &mut note.fields);
        }
        if !note.links.is_empty() {
            note.links = self.open_links(file, &note.links, found);
        }
        for i in 0..note.body.refs.len() {
            altered |= self.clean_text(file, &mut note.body, i, found);
        }
        altered
    }

    /// Reports links in fields that lead to what readers may not see or would show its name, and gives those that may be followed.
    fn open_links(&self, file: FileId, links: &[FieldLink], found: &mut Vec<Diagnostic>) -> Arc<[FieldLink]> {
        let bar = "write words after a bar: [[id|words]]";
        let mut is_open = |link: &&FieldLink| {
            let help = match self.reach(&link.target) {
                Reach::Open => return true,
                Reach::Hidden if !self.as_words => Some("take it out, or make the other note public"),
                // What is cited is not shown, and words of one's own do not name what they lead to.
                Reach::Hidden | Reach::Veiled(_) => (!link.is_silent).then_some(bar),
            };
            found.extend(help.map(|help| private(file, link.span, help)));
            false
        };
        links.iter().filter(&mut is_open).cloned().collect()
    }

    /// Overwrites a reference of a text if it must not be followed, and tells if so.
    fn clean_text(&self, file: FileId, body: &mut Arc<Body>, i: usize, found: &mut Vec<Diagnostic>) -> bool {
        let reference = &body.refs[i];
        let (name, labelled, cites) = match &reference.kind {
            RefKind::Wiki { target, labelled, .. } => (target.as_str(), *labelled, false),
            RefKind::Cite { key } => (key.as_str(), false, true),
            RefKind::Path { path, .. } => (note_stem(path), true, false),
            RefKind::Withheld => return false,
        };
        let at = reference.at;
        let reach = self.reach(name);
        // Where every link to it is an error, this one is reported below.
        let keeps_words = match reach {
            Reach::Open => false,
            Reach::Hidden => self.as_words,
            Reach::Veiled(_) => true,
        };
        if keeps_words && labelled && self.are_same(name, label(&body.text[reference.whole.range()])) {
            let help = "write words that do not name it";
            found.push(private(file, body.in_file(reference.whole), help));
        }
        let kind = match reach {
            Reach::Open => return false,
            Reach::Veiled(id) if cites => RefKind::Cite { key: id.as_str().to_owned() },
            Reach::Veiled(id) => {
                let target = id.as_str().to_owned();
                RefKind::Wiki { target, heading: None, embed: false, labelled }
            }
            Reach::Hidden => {
                if !self.as_words || !(labelled || cites) {
                    let help =
                        if cites { "cite a public source" } else { "write words after a bar: [[id|words]]" };
                    let help =
                        if self.as_words { help } else { "take it out, or make the other note public" };
                    found.push(private(file, body.in_file(reference.whole), help));
                }
                RefKind::Withheld
            }
        };
        let (block, name) = (reference.block, name.to_owned());
        let body = Arc::make_mut(body);
        body.forget_in_heading(block.start, &name);
        // A Markdown link is known by its whole span, whose words stay; only its address goes, with the binding.
        if !matches!(body.refs[i].kind, RefKind::Path { .. }) {
            body.blank(at);
        }
        body.refs[i].kind = kind;
        true
    }
}

/// The words of a link, without marks around all of them.
fn label(link: &str) -> &str {
    let words = match link.strip_suffix("]]").and_then(|link| link.split_once('|')) {
        Some((_, words)) => words,
        None => link.trim_start_matches(['!', '[']).split("](").next().unwrap_or_default(),
    };
    words.trim_matches(|c: char| c.is_whitespace() || "*_`~\"'“”‘’".contains(c))
}

fn private(file: FileId, span: Span, help: &str) -> Diagnostic {
    let message = "this leads to a note that the readers of this build may not see";
    Diagnostic::error("private-reference", file, span, message).help(help)
}

/// The stem that a relative address to a note ends with.
fn note_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or_default()
}

/// A public id from a public label; the real one may say too much.
fn public_id(label: &str, taken: &mut FxHashSet<String>) -> Id {
    let base = crate::value::suggest_id(label).unwrap_or_default();
    let base = format!("confidential-{base}");
    let base = base.trim_end_matches('-');
    let mut id = base.to_owned();
    let mut count = 1;
    while !taken.insert(id.clone()) {
        count += 1;
        id = format!("{base}-{count}");
    }
    Id::new(&id).unwrap_or_else(|_| unreachable!("made of letters, digits and single hyphens"))
}

/// Leaves of a confidential source its public label, its kind and its grade.
fn veil(note: &mut Published, id: &Id) {
    let Fields::Source(source) = &note.fields else { return };
    let label = source.confidential.as_ref().map(|c| c.label.value.clone()).unwrap_or_default();
    let veiled = source.veiled();
    note.id = id.clone();
    note.stem = id.as_str().to_owned();
    note.folder = String::new();
    note.fields = Fields::Source(Arc::new(veiled));
    note.refs = Arc::default();
    note.links = Arc::default();
    note.body = Arc::default();
    note.common = Arc::new(Common {
        title: Spanned { value: label, span: Span::default() },
        kind: None,
        aliases: Vec::new(),
        summary: None,
        topics: Vec::new(),
        lang: None,
        visibility: None,
        publish_at: None,
        updated: None,
        review_by: None,
        corrections: Vec::new(),
        rules: BTreeMap::new(),
        former_ids: Vec::new(),
        claims: Vec::new(),
        figures: Vec::new(),
    });
}
