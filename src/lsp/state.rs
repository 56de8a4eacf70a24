//! The notes as the editor has them: those on disk, with what is open and not saved laid over them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::Value;
use url::Url;

use super::position::Encoding;
use super::refs::{self, Kind, Reference};
use crate::config::Config;
use crate::load::{self, LoadError, SETTINGS, Sources};
use crate::model::names::Names;
use crate::model::{Claim, Figure};
use crate::parse::{self, Draft, Parsed, TranslationDraft};
use crate::render::words::Words;
use crate::text::{FileId, SitePath, SourceFile};
use crate::value::{Id, Lang};
use crate::yaml::Spanned;

/// So many notes that changed at once are read side by side, with all others.
const MANY: usize = 100;

/// What questions are answered from.
pub(super) struct State {
    root: PathBuf,
    pub(super) encoding: Encoding,
    /// The texts that are open, by their path in the site.
    open: BTreeMap<String, Open>,
    pub(super) sources: Arc<Sources>,
    /// What each file says; none where it is no note, or cannot be read.
    pub(super) drafts: Vec<Option<Draft>>,
    translations: BTreeMap<FileId, TranslationDraft>,
    /// Notes that cannot be read as they are now; what is known of them is older than their texts.
    unread: BTreeSet<FileId>,
    pub(super) names: Names,
    languages: Vec<Lang>,
    /// The words in which numbers are said.
    pub(super) words: Words,
}

/// A text that an editor has open.
struct Open {
    version: Option<i64>,
    text: String,
}

/// A claim or a figure, with the note that it stands in.
pub(super) struct Row<'s> {
    pub(super) file: FileId,
    pub(super) draft: &'s Draft,
    pub(super) what: RowOf<'s>,
}

#[derive(Clone, Copy)]
pub(super) enum RowOf<'s> {
    Claim(&'s Claim),
    Figure(&'s Figure),
}

impl<'s> Row<'s> {
    pub(super) fn kind(&self) -> Kind {
        match self.what {
            RowOf::Claim(_) => Kind::Claim,
            RowOf::Figure(_) => Kind::Figure,
        }
    }

    pub(super) fn id(&self) -> &'s Spanned<String> {
        match self.what {
            RowOf::Claim(claim) => &claim.id,
            RowOf::Figure(figure) => &figure.id,
        }
    }

    /// What is said, or what is counted.
    pub(super) fn line(&self) -> &'s str {
        match self.what {
            RowOf::Claim(claim) => &claim.statement.value,
            RowOf::Figure(figure) => &figure.title.value,
        }
    }
}

impl State {
    /// Reads the site: in the folder that the editor opened, if there is one in it.
    pub(super) fn load(root: &Path, params: &Value, is_utf8: bool) -> Result<State, LoadError> {
        let opened = params["workspaceFolders"][0]["uri"].as_str().or(params["rootUri"].as_str());
        let opened = opened.and_then(|uri| Url::parse(uri).ok()?.to_file_path().ok());
        let sources = opened.and_then(|folder| Some((load::load(&folder).ok()?, folder)));
        let (sources, root) = match sources {
            Some(found) => found,
            None => {
                let whole = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
                (load::load(root)?, whole)
            }
        };
        let mut state = State {
            root,
            encoding: if is_utf8 { Encoding::Utf8 } else { Encoding::Utf16 },
            open: BTreeMap::new(),
            sources: Arc::new(sources),
            drafts: Vec::new(),
            translations: BTreeMap::new(),
            unread: BTreeSet::new(),
            names: Names::default(),
            languages: Vec::new(),
            words: Words::new(&Lang::english(), &[]).0,
        };
        state.read_all();
        Ok(state)
    }

    /// Reads the disk again; what is open stays as the editor has it.
    pub(super) fn reload(&mut self) -> bool {
        // Of a site that cannot be read for a moment, the last state is better than none.
        let Ok(sources) = load::load(&self.root) else { return false };
        let before = std::mem::replace(&mut self.sources, Arc::new(sources));
        let open = std::mem::take(&mut self.open);
        for (path, open) in &open {
            self.put(path, &open.text);
        }
        self.open = open;
        match changed(&before, &self.sources).filter(|changed| changed.len() < MANY) {
            Some(changed) => changed.into_iter().for_each(|file| self.read(file)),
            None => self.read_all(),
        }
        true
    }

    /// Takes the text of a document; false if it is none of the site's.
    ///
    /// `version` is the editor's own number for it.
    pub(super) fn set(&mut self, uri: &str, version: Option<i64>, text: &str) -> bool {
        let Some(path) = self.path(uri) else { return false };
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let Some(file) = self.put(&path, &text) else { return false };
        self.open.insert(path, Open { version, text });
        if file == SETTINGS {
            self.read_all();
        } else {
            self.read(file);
        }
        true
    }

    /// Forgets what was not saved of a document.
    pub(super) fn close(&mut self, uri: &str) -> bool {
        let path = self.path(uri);
        path.is_some_and(|path| self.open.remove(&path).is_some()) && self.reload()
    }

    fn put(&mut self, path: &str, text: &str) -> Option<FileId> {
        let sources = Arc::make_mut(&mut self.sources);
        let known = sources.files.iter().position(|file| file.path.as_str() == path);
        let file = known.map_or(sources.files.len(), |file| file);
        if known.is_some() {
            let path = sources.files[file].path.clone();
            sources.files[file] = Arc::new(SourceFile { path, text: text.to_owned() });
        } else {
            let is_note = path.starts_with(sources.content.prefix()) && path.ends_with(".md");
            let path = SitePath::new(path).ok().filter(|_| is_note)?;
            sources.files.push(Arc::new(SourceFile { path, text: text.to_owned() }));
        }
        Some(FileId(file as u32))
    }

    fn read_all(&mut self) {
        let settings = &self.sources.files[SETTINGS.0 as usize].text;
        self.languages = Config::parse(settings, SETTINGS).0.map_or_else(Vec::new, |config| config.languages);
        let files: Vec<usize> = (0..self.sources.files.len()).collect();
        let (sources, languages) = (&self.sources, &self.languages);
        let parsed: Vec<Option<Parsed>> =
            files.into_par_iter().map(|file| parsed(sources, file, languages)).collect();
        self.drafts = vec![None; parsed.len()];
        self.translations.clear();
        self.unread.clear();
        self.names = Names::default();
        for (file, parsed) in parsed.into_iter().enumerate() {
            if let Some(parsed) = parsed {
                self.take(FileId(file as u32), parsed);
            }
        }
    }

    fn read(&mut self, file: FileId) {
        self.drafts.resize(self.sources.files.len(), None);
        if let Some(parsed) = parsed(&self.sources, file.0 as usize, &self.languages) {
            self.take(file, parsed);
        }
    }

    fn take(&mut self, file: FileId, parsed: Parsed) {
        self.unread.remove(&file);
        match (parsed.draft, parsed.translation) {
            (Some(draft), _) => {
                let place = &mut self.drafts[file.0 as usize];
                if let Some(old) = place {
                    self.names.remove(file.0, old.id.as_str(), names(old));
                }
                self.names.add(file.0, draft.id.as_str(), names(&draft));
                *place = Some(draft);
            }
            (None, Some(translation)) => {
                self.translations.insert(file, translation);
            }
            // While a note is being written it is often broken; its last good state is better than none.
            (None, None) => {
                self.unread.insert(file);
            }
        }
    }

    /// The editor's numbers of the texts that it has open, by their path in the site.
    pub(super) fn versions(&self) -> BTreeMap<String, Option<i64>> {
        self.open.iter().map(|(path, open)| (path.clone(), open.version)).collect()
    }

    /// The path in the site of a document.
    fn path(&self, uri: &str) -> Option<String> {
        let disk = Url::parse(uri).ok()?.to_file_path().ok()?;
        let path = disk.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }

    /// The address of a file of the site.
    pub(super) fn uri(&self, path: &str) -> String {
        uri(&self.root, path)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The file that a question is about.
    pub(super) fn file(&self, params: &Value) -> Option<FileId> {
        let path = self.path(params["textDocument"]["uri"].as_str()?)?;
        let file = self.sources.files.iter().position(|file| file.path.as_str() == path)?;
        Some(FileId(file as u32))
    }

    /// The file and the byte in it that a question is about.
    pub(super) fn place(&self, params: &Value) -> Option<(FileId, u32)> {
        let file = self.file(params)?;
        Some((file, self.encoding.offset(self.text(file), &params["position"])?))
    }

    pub(super) fn text(&self, file: FileId) -> &str {
        &self.sources.files[file.0 as usize].text
    }

    /// The one note that a name means.
    pub(super) fn find(&self, name: &str) -> Option<(FileId, &Draft)> {
        let [number] = self.names.find(name) else { return None };
        Some((FileId(*number), self.drafts.get(*number as usize)?.as_ref()?))
    }

    /// A note in other languages.
    pub(super) fn translations_of(&self, id: &Id) -> impl Iterator<Item = &TranslationDraft> {
        self.translations.values().filter(move |translation| translation.id == *id)
    }

    /// All claims and figures, in the order of the files.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.drafts.iter().enumerate().flat_map(|(file, draft)| {
            let file = FileId(file as u32);
            draft.iter().flat_map(move |draft| {
                let claims = draft.common.claims.iter().map(RowOf::Claim);
                let figures = draft.common.figures.iter().map(RowOf::Figure);
                claims.chain(figures).map(move |what| Row { file, draft, what })
            })
        })
    }

    /// The claims or figures that bear an id; more than one is a mistake.
    pub(super) fn rows_of(&self, kind: Kind, id: &str) -> Vec<Row<'_>> {
        self.rows().filter(|row| row.kind() == kind && row.id().value == id).collect()
    }

    /// All that a file names.
    pub(super) fn references(&self, file: FileId) -> Vec<Reference> {
        let text = self.text(file);
        let mut all = match (self.drafts.get(file.0 as usize), self.translations.get(&file)) {
            (Some(Some(draft)), _) => refs::of_note(draft, text),
            (_, Some(translation)) => refs::of_translation(translation),
            _ => Vec::new(),
        };
        if self.unread.contains(&file) {
            // Places of an older text, of which some still hold.
            all.retain(|reference| reference.name_in(text).is_some());
        }
        all
    }

    /// All that the files of the site name, each with its file.
    pub(super) fn all_references(&self) -> impl Iterator<Item = (FileId, Reference)> {
        let files = (0..self.sources.files.len()).map(|file| FileId(file as u32));
        files.flat_map(|file| self.references(file).into_iter().map(move |reference| (file, reference)))
    }

    /// The name at a place: a reference, or the id of a claim or a figure where it stands.
    pub(super) fn name_at(&self, file: FileId, offset: u32) -> Option<Reference> {
        let draft = self.drafts.get(file.0 as usize).and_then(Option::as_ref);
        let own = draft.map(|draft| refs::rows(&draft.common)).unwrap_or_default();
        let at = |reference: &Reference| reference.span.start <= offset && offset <= reference.span.end;
        self.references(file).into_iter().chain(own).find(at)
    }

    /// The notes that cannot be read as they are now, with their texts.
    pub(super) fn unread(&self) -> impl Iterator<Item = &SourceFile> {
        self.unread.iter().map(|file| &*self.sources.files[file.0 as usize])
    }
}

/// The names of a note beside its id.
fn names(draft: &Draft) -> impl Iterator<Item = &str> {
    let aliases = draft.common.aliases.iter().map(|alias| alias.value.name.as_str());
    [draft.stem.as_str(), draft.common.title.value.as_str()].into_iter().chain(aliases)
}

/// The address of a file in a folder.
pub(super) fn uri(root: &Path, path: &str) -> String {
    Url::from_file_path(root.join(path)).map_or_else(|()| path.to_owned(), String::from)
}

/// The notes that are not as they were; none where other files are notes than before, or the settings differ.
fn changed(before: &Sources, now: &Sources) -> Option<Vec<FileId>> {
    let files = || before.files.iter().zip(&now.files).enumerate().map(|(i, pair)| (FileId(i as u32), pair));
    let is_same_note = |(file, (old, new)): (FileId, (&Arc<SourceFile>, &Arc<SourceFile>))| {
        old.path == new.path && before.is_refused(file) == now.is_refused(file)
    };
    let comparable = before.files.len() == now.files.len() && files().all(is_same_note);
    let changed = || files().filter(|(_, (old, new))| old != new).map(|(file, _)| file).collect::<Vec<_>>();
    comparable.then(changed).filter(|changed| !changed.contains(&SETTINGS))
}

fn parsed(sources: &Sources, file: usize, languages: &[Lang]) -> Option<Parsed> {
    let id = FileId(file as u32);
    let is_note = id != SETTINGS && !sources.is_refused(id);
    is_note.then(|| parse::parse(id, &sources.files[file], languages))
}
