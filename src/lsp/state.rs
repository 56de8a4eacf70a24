//! The notes as the editor has them: those on disk, with what is open and not saved laid over them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::Value;
use url::Url;

use super::position::Encoding;
use crate::config::Config;
use crate::load::{self, LoadError, SETTINGS, Sources};
use crate::model::Wanted;
use crate::model::names::Names;
use crate::parse::{self, Draft, RefKind};
use crate::text::{FileId, SitePath, SourceFile, Span};
use crate::value::Lang;

/// What questions are answered from.
pub(super) struct State {
    root: PathBuf,
    pub(super) encoding: Encoding,
    /// The texts that are open, by their path in the site.
    open: BTreeMap<String, Open>,
    pub(super) sources: Arc<Sources>,
    /// What each file says; none where it is no note, or cannot be read.
    pub(super) drafts: Vec<Option<Draft>>,
    pub(super) names: Names,
    languages: Vec<Lang>,
}

/// A text that an editor has open.
struct Open {
    version: Option<i64>,
    text: String,
}

/// A reference in a note.
pub(super) struct Reference {
    /// Where the target's name stands.
    pub(super) span: Span,
    pub(super) target: String,
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
            names: Names::default(),
            languages: Vec::new(),
        };
        state.read_all();
        Ok(state)
    }

    /// Reads the disk again; what is open stays as the editor has it.
    pub(super) fn reload(&mut self) -> bool {
        // Of a site that cannot be read for a moment, the last state is better than none.
        let Ok(sources) = load::load(&self.root) else { return false };
        self.sources = Arc::new(sources);
        let open = std::mem::take(&mut self.open);
        for (path, open) in &open {
            self.put(path, &open.text);
        }
        self.open = open;
        self.read_all();
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
        self.drafts = files.into_par_iter().map(|file| draft(sources, file, languages)).collect();
        self.names = Names::default();
        for (file, draft) in self.drafts.iter().enumerate() {
            if let Some(draft) = draft {
                self.names.add(file as u32, draft.id.as_str(), names(draft));
            }
        }
    }

    fn read(&mut self, file: FileId) {
        let draft = draft(&self.sources, file.0 as usize, &self.languages);
        self.drafts.resize(self.sources.files.len(), None);
        // While a note is being written it is often broken; its last good state is better than none.
        let Some(draft) = draft else { return };
        let place = &mut self.drafts[file.0 as usize];
        if let Some(old) = place {
            self.names.remove(file.0, old.id.as_str(), names(old));
        }
        self.names.add(file.0, draft.id.as_str(), names(&draft));
        *place = Some(draft);
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

fn draft(sources: &Sources, file: usize, languages: &[Lang]) -> Option<Draft> {
    let id = FileId(file as u32);
    let is_note = id != SETTINGS && !sources.is_refused(id);
    is_note.then(|| parse::parse(id, &sources.files[file], languages).draft).flatten()
}

/// All references of a note to others, in its fields and in its text.
pub(super) fn references(draft: &Draft) -> Vec<Reference> {
    let mut all = Vec::new();
    for (field, name) in draft.refs.iter() {
        let is_claim = field.wanted == Wanted::SourceOrClaim && name.value.starts_with("claim:");
        if !is_claim && !name.span.is_empty() {
            all.push(Reference { span: name.span, target: name.value.clone() });
        }
    }
    for reference in &draft.body.refs {
        let target = match &reference.kind {
            RefKind::Wiki { target, .. }
                if !["claim:", "figure:"].iter().any(|kind| target.starts_with(kind)) =>
            {
                target
            }
            RefKind::Cite { key } => key,
            _ => continue,
        };
        all.push(Reference { span: draft.body.in_file(reference.at), target: target.clone() });
    }
    all
}
