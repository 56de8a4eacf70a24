//! A folder of a web server or of a mounted share.
//!
//! A folder that holds nothing but ours is made anew beside the old one and switched in one step, as that of a build. Where something of
//! somebody else's lies in it, or folders cannot be exchanged, each file is replaced in one step of its own, in the order of the plan.
#![expect(clippy::disallowed_methods, reason = "writes a site into a folder")]

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::dir::{Folders, Work, exchange, is_same_file, list, remove_tree, switch};
use super::fresh::Print;
use super::manifest::{self, Manifest};
use super::plan::Plan;
use super::{Content, PublishError, Survey, Target, target};

/// Our own folder in a target that is changed in place, for files that are not whole yet.
const SCRATCH: &str = ".sourcebook";
/// The file in it that a run holds, and how often it is looked for where other runs take it away.
const LOCK: &str = "lock";
const ROUNDS: usize = 20;

/// A folder as a target.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    survey: Survey,
    /// The version of the manifest that we know to be there.
    version: Option<String>,
    way: Option<Way>,
    counter: AtomicUsize,
}

/// How a folder is changed.
#[derive(Debug)]
enum Way {
    /// A new one is made beside it.
    Beside { work: Work, folders: Folders, touched: std::sync::Mutex<FxHashSet<String>> },
    /// Files are replaced in it. The locks hold off other builds and publishers.
    Within { work: Option<Work>, lock: File },
}

impl Folder {
    /// Takes a folder, if it is one that may be written to. `sources` and `homes` are those of [`super::dir::Options`].
    pub fn new(folder: &Path, sources: &[PathBuf], homes: &[PathBuf]) -> Result<Folder, PublishError> {
        let path = target::check(folder, sources, homes)?;
        let (survey, counter) = (Survey::default(), AtomicUsize::new(0));
        Ok(Folder { path, survey, version: None, way: None, counter })
    }

    fn at(&self, path: &str, error: io::Error) -> PublishError {
        PublishError::Io(self.path.join(path), error)
    }

    fn read_manifest(&self) -> Result<Option<(Manifest, String)>, PublishError> {
        let bytes = match fs::read(self.path.join(manifest::NAME)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.at(manifest::NAME, error)),
        };
        let version = blake3::hash(&bytes).to_hex().to_string();
        let manifest = Manifest::parse(&bytes).map_err(|why| untrusted(&self.place(), &why))?;
        Ok(Some((manifest, version)))
    }

    /// True if anything stands in the folder that we did not make, be it an empty folder.
    fn has_foreign(&self) -> bool {
        let manifest = self.survey.manifest.as_ref();
        let owned: Vec<&String> = self
            .survey
            .present
            .keys()
            .filter(|path| manifest.is_some_and(|manifest| manifest.owns(path)))
            .collect();
        let folders: FxHashSet<&str> =
            owned.iter().flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end])).collect();
        let is_foreign = |entry: walkdir::DirEntry| {
            let path = entry.path().strip_prefix(&self.path).unwrap_or(entry.path());
            let path = path.to_string_lossy().replace('\\', "/");
            entry.file_type().is_dir() && !folders.contains(path.as_str())
        };
        let entries = walkdir::WalkDir::new(&self.path).min_depth(1).into_iter();
        owned.len() < self.survey.present.len() || entries.filter_map(Result::ok).any(is_foreign)
    }

    /// Begins a folder beside the target, if that can take its place in one step.
    fn beside(&self) -> Result<Option<Work>, PublishError> {
        let work = match Work::begin(&self.path) {
            Ok(work) => work,
            // Only the folder itself may be ours to write to, as on a share that is mounted there.
            Err(PublishError::Io(..)) if self.path.is_dir() => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(work))
    }

    fn within(&self, work: Option<Work>) -> Result<Way, PublishError> {
        let scratch = self.path.join(SCRATCH);
        let at = |error| self.lost_or(&scratch, error);
        let locked = (0..ROUNDS).find_map(|_| self.lock(&scratch).transpose());
        let lock = locked.unwrap_or_else(|| Err(self.is_taken()))?;
        // What a run that was killed had begun to write.
        for half in halves(&scratch).map_err(at)? {
            fs::remove_file(half).map_err(at)?;
        }
        Ok(Way::Within { work, lock })
    }

    /// Opens and locks the file by which runs hold each other off. None where a run that ended has taken it away meanwhile.
    fn lock(&self, scratch: &Path) -> Result<Option<File>, PublishError> {
        let at = |error| PublishError::Io(scratch.to_owned(), error);
        let path = scratch.join(LOCK);
        let open = || File::options().create(true).truncate(false).write(true).open(&path);
        let lock = match fs::create_dir_all(scratch).and_then(|()| open()) {
            Ok(lock) => lock,
            // The folder went away between two looks at it.
            Err(error) if [io::ErrorKind::NotFound, io::ErrorKind::AlreadyExists].contains(&error.kind()) => {
                return Ok(None);
            }
            Err(error) => return Err(at(error)),
        };
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(self.is_taken()),
            // Some shares know no locks; there, the manifest alone tells publishers apart.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(at(error)),
        }
        Ok(is_same_file(&lock, &path).then_some(lock))
    }

    /// What went wrong with unfinished files: where they are gone, another run has put a folder of its own in place of this one.
    fn lost_or(&self, path: &Path, error: io::Error) -> PublishError {
        match error.kind() {
            io::ErrorKind::NotFound => self.is_taken(),
            _ => PublishError::Io(path.to_owned(), error),
        }
    }

    fn is_taken(&self) -> PublishError {
        let reason = format!("somebody else is publishing to {}", self.place());
        PublishError::refused(reason, "wait for them to end, and publish again")
    }

    /// Takes away what only this run needs.
    fn end(&mut self) -> Result<(), PublishError> {
        match self.way.take() {
            None => Ok(()),
            Some(Way::Beside { work, .. }) => work.end(),
            Some(Way::Within { work, lock }) => {
                // While the lock is held, so that no other run's is ever taken away; what is left over, the next run takes.
                let scratch = self.path.join(SCRATCH);
                for half in halves(&scratch).unwrap_or_default() {
                    let _ = fs::remove_file(half);
                }
                let _ = fs::remove_file(scratch.join(LOCK));
                let _ = fs::remove_dir(scratch);
                let _ = lock.unlock();
                work.map_or(Ok(()), Work::end)
            }
        }
    }

    /// Replaces a file in one step, so that no reader sees half of it.
    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        let half = self.path.join(SCRATCH).join(number.to_string());
        let whole = self.path.join(path);
        fs::write(&half, bytes).map_err(|error| self.lost_or(&half, error))?;
        if let Some(folder) = whole.parent() {
            fs::create_dir_all(folder).map_err(|error| PublishError::Io(folder.to_owned(), error))?;
        }
        fs::rename(&half, &whole).map_err(|error| self.at(path, error))
    }

    /// Removes the folders above a path that nothing is in any more.
    fn tidy(&self, path: &str) {
        let mut path = path;
        while let Some((folder, _)) = path.rsplit_once('/') {
            if fs::remove_dir(self.path.join(folder)).is_err() {
                return;
            }
            path = folder;
        }
    }
}

/// The files in a folder of unfinished ones, beside the lock.
fn halves(scratch: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(scratch)?.filter_map(Result::ok);
    Ok(entries.filter(|entry| entry.file_name() != LOCK).map(|entry| entry.path()).collect())
}

/// Refuses a manifest that cannot be read.
pub(super) fn untrusted(place: &str, why: &str) -> PublishError {
    let reason = format!("the file {} at {place} cannot be trusted: {why}", manifest::NAME);
    PublishError::refused(
        reason,
        "nothing shows which files there are ours: empty it yourself, or choose another place",
    )
}

/// True if two folders can change places here, and the target is not the root of a file system.
fn can_exchange(target: &Path, work: &Work) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| fs::metadata(path).map(|meta| meta.dev()).ok();
        if target.is_dir() && device(target) != target.parent().and_then(device) {
            return false;
        }
    }
    if !target.is_dir() {
        return true;
    }
    let (a, b) = (work.fresh(), work.old());
    let made = fs::create_dir(&a).and_then(|()| fs::create_dir(&b));
    let exchanged = made.and_then(|()| exchange(&a, &b)).is_ok();
    remove_tree(&a).and_then(|()| remove_tree(&b)).is_ok() && exchanged
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be taken away now, the next run takes.
        let _ = self.end();
    }
}

impl Target for Folder {
    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn survey(&mut self) -> Result<Survey, PublishError> {
        match fs::metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Survey::default()),
            Err(error) => return Err(self.at("", error)),
            Ok(meta) if !meta.is_dir() => {
                let reason = format!("{} is a file, not a folder", self.place());
                return Err(PublishError::refused(reason, "choose another folder in site.yaml"));
            }
            Ok(_) => {}
        }
        let (manifest, version) = self.read_manifest()?.unzip();
        let is_scratch = |path: &str| path.strip_prefix(SCRATCH).is_some_and(|rest| rest.starts_with('/'));
        let files = list(&self.path)?.into_iter().filter(|path| path != manifest::NAME && !is_scratch(path));
        let files: Vec<String> = files.collect();
        let root = &self.path;
        let content = |path: String| {
            let disk = root.join(&path);
            let is_ours = manifest.as_ref().is_some_and(|manifest| manifest.owns(&path));
            let is_file = fs::symlink_metadata(&disk).is_ok_and(|meta| meta.is_file());
            // Of a file that is not ours, it is enough to know that it is there.
            if !(is_ours && is_file) {
                return Some(Ok((path, Content::Unknown)));
            }
            match hash_of(&disk) {
                Ok(hash) => Some(Ok((path, Content::Blake3(hash)))),
                // What another run takes away meanwhile is not there.
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => Some(Err(PublishError::Io(disk, error))),
            }
        };
        let present: Result<BTreeMap<String, Content>, PublishError> =
            files.into_par_iter().filter_map(content).collect();
        self.version.clone_from(&version);
        self.survey = Survey { manifest, version, present: present? };
        Ok(self.survey.clone())
    }

    fn begin(&mut self, plan: &Plan) -> Result<(), PublishError> {
        let work = self.beside()?;
        let way = match work {
            Some(work) if !self.has_foreign() && can_exchange(&self.path, &work) => {
                let folders = Folders::new(work.fresh());
                Way::Beside { work, folders, touched: Default::default() }
            }
            other => self.within(other)?,
        };
        self.way = Some(way);
        // Only under the lock: somebody may have published while this one waited.
        let before = plan.before.clone();
        let now = self.survey()?;
        if now.version != before {
            return Err(PublishError::stale(&self.place()));
        }
        if self.is_atomic() && self.has_foreign() {
            return Err(PublishError::stale(&self.place()));
        }
        Ok(())
    }

    fn is_atomic(&self) -> bool {
        matches!(self.way, Some(Way::Beside { .. }))
    }

    fn lanes(&self) -> usize {
        4
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        match &self.way {
            Some(Way::Beside { folders, touched, .. }) => {
                touched.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(path.to_owned());
                folders.write(path, bytes)
            }
            _ => self.replace(path, bytes),
        }
    }

    fn delete(&self, path: &str) -> Result<(), PublishError> {
        if self.is_atomic() {
            // The new folder never had it.
            return Ok(());
        }
        match fs::remove_file(self.path.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.at(path, error)),
            _ => {
                self.tidy(path);
                Ok(())
            }
        }
    }

    fn is_there(&self, path: &str, print: &Print) -> Result<bool, PublishError> {
        match hash_of(&self.path.join(path)) {
            Ok(hash) => Ok(hash == print.hash),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(self.at(path, error)),
        }
    }

    fn switch(&mut self, manifest: &Manifest) -> Result<(), PublishError> {
        let bytes = manifest.bytes();
        match self.way.take() {
            Some(Way::Beside { work, folders, touched }) => {
                let touched = touched.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
                for path in manifest.files.keys().filter(|path| !touched.contains(*path)) {
                    folders.link(&self.path, path)?;
                }
                folders.write(manifest::NAME, &bytes)?;
                if let Ok(meta) = fs::metadata(&self.path) {
                    // A web server that could read the old folder can read the new one.
                    let root = work.fresh();
                    fs::set_permissions(&root, meta.permissions())
                        .map_err(|error| PublishError::Io(root, error))?;
                }
                let old = self.survey.manifest.as_ref().map(|old| {
                    let owned = self.survey.present.keys().filter(|path| old.owns(path));
                    owned.map(|path| (path.clone(), String::new())).collect::<BTreeMap<String, String>>()
                });
                let switched = switch(&self.path, &work, old.as_ref());
                let end = work.end();
                switched.and(end)
            }
            way => {
                self.way = way;
                self.holds()?;
                self.replace(manifest::NAME, &bytes)?;
                self.version = Some(blake3::hash(&bytes).to_hex().to_string());
                if manifest.pending.is_empty() { self.end() } else { Ok(()) }
            }
        }
    }

    fn holds(&self) -> Result<(), PublishError> {
        if self.way.is_none() || self.is_atomic() {
            return Ok(());
        }
        let now = self.read_manifest()?.map(|(_, version)| version);
        if now == self.version { Ok(()) } else { Err(PublishError::stale(&self.place())) }
    }

    fn copies(&self) -> Vec<String> {
        vec!["backups and snapshots of the server's disk".to_owned()]
    }
}

fn hash_of(disk: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(disk)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}
