//! Reads a site's folder; the only reader of content.
//!
//! Everything that later stages need of the disk is read here, once: notes, settings, templates, the citation style. Files that are only
//! copied (images, `static/`) are listed with their place on disk.
#![expect(clippy::disallowed_methods, reason = "this is the one module that reads content")]

mod decode;
mod keep;
mod rewrite;
mod walk;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use keep::{KeepError, Kept, keep};
pub use rewrite::{RewriteError, rewrite};
pub use walk::is_scratch;

use crate::config::{Config, ContentFolder};
use crate::diag::Diagnostic;
use crate::text::{FileId, SitePath, SourceFile};

/// Longest text file that is read, in bytes.
pub const LONGEST_TEXT: u64 = 4 * 1024 * 1024;

/// The file with the site's settings.
pub const SETTINGS: FileId = FileId(0);

/// A site's folder, read.
#[derive(Debug, Clone)]
pub struct Sources {
    /// `site.yaml` first, then all notes, sorted by path.
    pub files: Vec<Arc<SourceFile>>,
    /// Files beside notes, by their path below `content/`.
    pub assets: Vec<Asset>,
    /// The site's own templates, by path below `templates/`.
    pub templates: Vec<(SitePath, String)>,
    /// The site's own static files, by path below `static/`.
    pub statics: Vec<Asset>,
    pub diagnostics: Vec<Diagnostic>,
    /// Where the notes are.
    pub content: ContentFolder,
    root: PathBuf,
}

/// A file that is copied, not read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asset {
    pub path: SitePath,
    pub disk: PathBuf,
    /// Size and time of its last change, where the system tells: with another, it is another file.
    pub stamp: Option<(u64, std::time::SystemTime)>,
}

impl Asset {
    fn new(path: SitePath, disk: PathBuf) -> Asset {
        let meta = std::fs::metadata(&disk);
        let stamp = meta.ok().and_then(|meta| Some((meta.len(), meta.modified().ok()?)));
        Asset { path, disk, stamp }
    }
}

/// Why a site cannot be read at all.
#[derive(Debug)]
pub enum LoadError {
    /// There is no `site.yaml`.
    NoSite(PathBuf),
    Io(PathBuf, io::Error),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::NoSite(root) => write!(f, "{} is no site: it has no site.yaml", root.display()),
            LoadError::Io(path, error) => write!(f, "cannot read {}: {error}", path.display()),
        }
    }
}

impl std::error::Error for LoadError {}

/// Reads a file that is listed, when its bytes are wanted.
pub fn bytes(disk: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(disk)
}

/// Reads the site at `root`.
pub fn load(root: &Path) -> Result<Sources, LoadError> {
    let mut sources = Sources {
        files: Vec::new(),
        assets: Vec::new(),
        templates: Vec::new(),
        statics: Vec::new(),
        diagnostics: Vec::new(),
        content: ContentFolder::Content,
        root: root.to_owned(),
    };
    sources.settings()?;
    sources.content()?;
    for (path, disk) in walk::plain(&root.join("templates"))? {
        let text = read(&disk)?;
        match decode::text(text) {
            Ok(text) => sources.templates.push((path, text)),
            Err(refusal) => sources.refuse_by_name("templates", &path, &refusal),
        }
    }
    sources.statics =
        walk::plain(&root.join("static"))?.into_iter().map(|(path, disk)| Asset::new(path, disk)).collect();
    Ok(sources)
}

impl Sources {
    /// Reads another text file of the site, such as a citation style.
    pub fn extra(&self, path: &str) -> Result<String, String> {
        let path = SitePath::new(path).map_err(|error| error.to_string())?;
        let disk = self.root.join(path.as_str());
        let inside = disk.canonicalize().and_then(|disk| Ok(disk.starts_with(self.root.canonicalize()?)));
        match inside {
            Ok(true) => {}
            Ok(false) => return Err("the file lies outside the site".into()),
            Err(error) => return Err(error.to_string()),
        }
        let meta = std::fs::metadata(&disk).map_err(|error| error.to_string())?;
        let size = meta.len();
        if !meta.is_file() {
            return Err("it is no ordinary file".into());
        }
        if size > LONGEST_TEXT {
            return Err(format!("the file has {size} bytes; the most is {LONGEST_TEXT}"));
        }
        std::fs::read_to_string(disk).map_err(|error| error.to_string())
    }

    /// Reads notes again that have changed on disk, and gives them; none if that is not all there is to do, so that the site must be loaded anew.
    ///
    /// `paths` are those of notes that were known, or of anything else in and around the site.
    pub fn refresh(&mut self, paths: &[PathBuf]) -> Result<Option<Vec<FileId>>, LoadError> {
        let mut changed = Vec::new();
        for disk in paths {
            let name = disk.strip_prefix(&self.root).ok().and_then(Path::to_str);
            let is_file = std::fs::symlink_metadata(disk).is_ok_and(|meta| meta.is_file());
            match name.and_then(|name| self.place_of(name)) {
                Some(at) if is_file => changed.push((at, disk)),
                _ => return Ok(None),
            }
        }
        let mut files = Vec::new();
        for (at, disk) in changed {
            let file = FileId(at as u32);
            files.push(file);
            let (text, refused) = text_of(file, read_capped(disk)?);
            self.diagnostics.retain(|d| d.file != Some(file));
            self.diagnostics.extend(refused);
            Arc::make_mut(&mut self.files[at]).text = text;
        }
        files.dedup();
        Ok(Some(files))
    }

    /// Finds a note by its path.
    fn place_of(&self, path: &str) -> Option<usize> {
        let (_, notes) = self.files.split_first()?;
        // In the order in which folders are read.
        let by_parts = |file: &Arc<SourceFile>| file.path.as_str().split('/').cmp(path.split('/'));
        notes.binary_search_by(by_parts).ok().map(|at| at + 1)
    }

    fn settings(&mut self) -> Result<(), LoadError> {
        let disk = self.root.join("site.yaml");
        let bytes = match read_capped(&disk) {
            Err(LoadError::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => {
                return Err(LoadError::NoSite(self.root.clone()));
            }
            bytes => bytes?,
        };
        let path = SitePath::new("site.yaml").unwrap_or_else(|_| unreachable!("the name is good"));
        self.take(path, bytes);
        // What is wrong in the settings is reported when all of them are read.
        let (config, _) = Config::parse(&self.files[SETTINGS.0 as usize].text, SETTINGS);
        self.content = config.and_then(|config| config.content).unwrap_or(self.content);
        Ok(())
    }

    fn content(&mut self) -> Result<(), LoadError> {
        let found = walk::content(&self.root, self.content)?;
        let notes: Vec<(SitePath, Result<Vec<u8>, LoadError>)> = found
            .notes
            .into_par_iter()
            .map(|(path, disk)| {
                let bytes = read_capped(&disk);
                (path, bytes)
            })
            .collect();
        for (path, bytes) in notes {
            let path = SitePath::new(format!("{}{path}", self.content.prefix())).unwrap_or(path);
            self.take(path, bytes?);
        }
        self.assets = found.assets.into_iter().map(|(path, disk)| Asset::new(path, disk)).collect();
        self.diagnostics.extend(found.diagnostics);
        Ok(())
    }

    /// Takes a text file in, or reports why it is refused; its place in the list is kept either way.
    fn take(&mut self, path: SitePath, bytes: Vec<u8>) {
        let (text, refused) = text_of(FileId(self.files.len() as u32), bytes);
        self.diagnostics.extend(refused);
        self.files.push(Arc::new(SourceFile { path, text }));
    }

    fn refuse_by_name(&mut self, folder: &str, path: &SitePath, refusal: &decode::Refusal) {
        let message = format!("{folder}/{path}: {}", refusal.message);
        self.diagnostics.push(Diagnostic::site_error(refusal.rule, message).help(refusal.help));
    }

    /// True if the text of a file was refused, so that later stages leave it alone.
    pub fn is_refused(&self, file: FileId) -> bool {
        const RULES: [&str; 3] = ["bad-encoding", "control-character", "too-large"];
        self.diagnostics.iter().any(|d| d.file == Some(file) && RULES.contains(&d.rule))
    }

    /// All notes with their ids.
    pub fn notes(&self) -> impl Iterator<Item = (FileId, &Arc<SourceFile>)> {
        self.files.iter().enumerate().skip(1).map(|(i, file)| (FileId(i as u32), file))
    }
}

/// The text of a file, or what of it could be read and why it is refused.
fn text_of(file: FileId, bytes: Vec<u8>) -> (String, Option<Diagnostic>) {
    match decode::text(bytes) {
        Ok(text) => (text, None),
        Err(refusal) => {
            let found = Diagnostic::error(refusal.rule, file, refusal.span, refusal.message);
            // What could be read stands for the file, so that the report can show the place.
            (refusal.readable, Some(found.help(refusal.help)))
        }
    }
}

/// Opens a file that is not read as text: one of the theme, or a captured copy.
pub fn open(disk: &Path) -> io::Result<Box<dyn io::Read>> {
    Ok(Box::new(std::fs::File::open(disk)?))
}

fn read(disk: &Path) -> Result<Vec<u8>, LoadError> {
    std::fs::read(disk).map_err(|error| LoadError::Io(disk.to_owned(), error))
}

/// Reads a note, or of one that is too long just enough for `decode` to refuse it.
fn read_capped(disk: &Path) -> Result<Vec<u8>, LoadError> {
    use std::io::Read;
    let fail = |error| LoadError::Io(disk.to_owned(), error);
    // A pipe would keep us waiting for somebody to write into it.
    if !std::fs::metadata(disk).map_err(fail)?.is_file() {
        return Err(fail(io::Error::other("it is no ordinary file")));
    }
    let file = std::fs::File::open(disk).map_err(fail)?;
    let size = file.metadata().map_err(fail)?.len();
    let mut bytes = Vec::with_capacity(size.min(LONGEST_TEXT) as usize + 1);
    file.take(LONGEST_TEXT + 1).read_to_end(&mut bytes).map_err(fail)?;
    Ok(bytes)
}
