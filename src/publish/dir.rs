//! An output to a folder: made beside it, then switched in one step.
//!
//! Until the switch the old site stands whole; a run that is killed leaves only its work folder, which the next run removes. Only files
//! that the manifest lists, and that are as we made them, are ever deleted.
#![expect(clippy::disallowed_methods, reason = "this is the one module that writes a site")]

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::leaks::Leaks;
use super::manifest::{self, Manifest};
use super::{PublishError, Report, target};
use crate::output::{Output, Recipe};
use crate::select::{Audience, Guard};

/// Where to write, and what must stay untouched.
#[derive(Debug)]
pub struct Options<'a> {
    pub target: PathBuf,
    pub audience: Audience,
    /// The name of the site in its manifest.
    pub site: String,
    /// Folders that the site is read from.
    pub sources: Vec<PathBuf>,
    /// Folders that can never be a target: the user's home, the current folder.
    pub homes: Vec<PathBuf>,
    /// Counts the files that are made.
    pub made: Arc<AtomicUsize>,
    /// Knows what readers may not see.
    pub guard: Option<&'a Guard>,
}

/// How many files a refusal lists.
const LISTED: usize = 10;

/// How long another build of the same output is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Writes an output to a folder.
pub fn write(output: &Output<'_>, options: &Options<'_>) -> Result<Report, PublishError> {
    let target = target::check(&options.target, &options.sources, &options.homes)?;
    let work = Work::begin(&target)?;
    // Only under the lock: another build may have switched the site while this one waited.
    let result = survey(&target).and_then(|old| make(output, options, &target, old.as_ref(), &work));
    let end = work.end();
    let report = result?;
    end?;
    Ok(report)
}

/// Reads what stands at the target, and refuses what we did not make. Nothing means that the folder is new or empty.
fn survey(target: &Path) -> Result<Option<BTreeMap<String, String>>, PublishError> {
    let at = |path: &Path, error| PublishError::Io(path.to_owned(), error);
    match fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(at(target, error)),
        Ok(meta) if !meta.is_dir() => {
            return Err(PublishError::refused(
                format!("{} is a file, not a folder", target.display()),
                "choose another place with --out, or move the file away",
            ));
        }
        Ok(_) => {}
    }
    let present = list(target)?;
    let path = target.join(manifest::NAME);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return if present.is_empty() { Ok(None) } else { Err(not_ours(target, present)) };
        }
        Err(error) => return Err(at(&path, error)),
    };
    let manifest = Manifest::parse(&bytes).map_err(|why| {
        let reason = format!("{} cannot be trusted: {why}", path.display());
        PublishError::refused(reason, "move the folder away, and build again")
    })?;
    let foreign: Vec<String> = present
        .iter()
        .filter(|name| *name != manifest::NAME && !manifest.files.contains_key(*name))
        .cloned()
        .collect();
    let edited: Vec<String> = manifest
        .files
        .par_iter()
        .filter_map(|(name, hash)| {
            let bytes = fs::read(target.join(name)).ok()?;
            (blake3::hash(&bytes).to_hex().as_str() != hash).then(|| name.clone())
        })
        .collect();
    if foreign.is_empty() && edited.is_empty() {
        // A file that is gone is simply written again.
        let here: FxHashSet<&String> = present.iter().collect();
        return Ok(Some(manifest.files.iter().filter(|(name, _)| here.contains(name)).map(clone).collect()));
    }
    let reason = format!("{} holds files that are not as Sourcebook made them", target.display());
    let foreign = foreign.into_iter().map(|name| format!("{name} (not ours)"));
    let files: Vec<String> =
        foreign.chain(edited.into_iter().map(|name| format!("{name} (changed since)"))).collect();
    let help = "move them away; files for the site belong into static/, and pages into content/".into();
    Err(PublishError::Refused { reason, files: shorten(files), help })
}

fn clone((name, hash): (&String, &String)) -> (String, String) {
    (name.clone(), hash.clone())
}

fn not_ours(target: &Path, files: Vec<String>) -> PublishError {
    let reason = format!("{} was not made by Sourcebook and is not empty", target.display());
    let help = "choose another folder with --out, or empty this one yourself".into();
    PublishError::Refused { reason, files: shorten(files), help }
}

pub(super) fn shorten(mut files: Vec<String>) -> Vec<String> {
    let more = files.len().saturating_sub(LISTED);
    files.truncate(LISTED);
    if more > 0 {
        files.push(format!("and {more} more"));
    }
    files
}

/// Every file below a folder by path with `/`; links and special files count, and are not followed. Empty folders do not count.
pub(super) fn list(target: &Path) -> Result<Vec<String>, PublishError> {
    let mut all = Vec::new();
    for entry in walkdir::WalkDir::new(target).follow_links(false).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let (path, is_inside) = (error.path().unwrap_or(target).to_owned(), error.depth() > 0);
                let error = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of links"));
                // What another run takes away meanwhile is not there.
                if is_inside && error.kind() == io::ErrorKind::NotFound {
                    continue;
                }
                return Err(PublishError::Io(path, error));
            }
        };
        if !entry.file_type().is_dir() {
            let path = entry.path().strip_prefix(target).unwrap_or(entry.path());
            let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            all.push(parts.join("/"));
        }
    }
    Ok(all)
}

/// The folder beside the target in which a site is made, locked against a second build.
#[derive(Debug)]
pub(super) struct Work {
    folder: PathBuf,
    lock: File,
}

impl Work {
    pub(super) fn begin(target: &Path) -> Result<Work, PublishError> {
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let parent = target.parent().unwrap_or(Path::new("."));
        let folder = parent.join(format!(".{name}.sourcebook"));
        let at = |path: &Path, error| PublishError::Io(path.to_owned(), error);
        let mut waited = Duration::ZERO;
        let lock = loop {
            match try_lock(&folder) {
                Ok(Some(lock)) => break lock,
                Ok(None) if waited < PATIENCE => {
                    let step = Duration::from_millis(50);
                    std::thread::sleep(step);
                    waited += step;
                }
                Ok(None) => {
                    let reason = format!("another build is writing {}", target.display());
                    return Err(PublishError::refused(
                        reason,
                        "wait for it to end, or build to another folder",
                    ));
                }
                Err(error) => return Err(at(parent, error)),
            }
        };
        let work = Work { folder, lock };
        // What a killed run left behind: made by us, in our own folder, never a whole site that is in use.
        for left in [work.fresh(), work.old()] {
            remove_tree(&left).map_err(|error| at(&left, error))?;
        }
        Ok(work)
    }

    /// The site that is being made.
    pub(super) fn fresh(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// The site that was there, where folders cannot be exchanged in one step.
    pub(super) fn old(&self) -> PathBuf {
        self.folder.join("old")
    }

    pub(super) fn end(self) -> Result<(), PublishError> {
        let at = |path: &Path, error| PublishError::Io(path.to_owned(), error);
        for left in [self.fresh(), self.old()] {
            remove_tree(&left).map_err(|error| at(&left, error))?;
        }
        // Another build may wait for the lock; then the folder stays for it.
        let _ = fs::remove_file(self.folder.join("lock"));
        let _ = self.lock.unlock();
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }
}

/// Makes and locks the work folder; nothing if another build holds it, or has just removed it.
fn try_lock(folder: &Path) -> io::Result<Option<File>> {
    // Only the folder itself: a missing parent is more likely a slip than a wish.
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    if !fs::symlink_metadata(folder).is_ok_and(|meta| meta.is_dir()) {
        let what = "is in the way: Sourcebook makes a site in a folder of this name";
        return Err(io::Error::other(format!("{} {what}", folder.display())));
    }
    let path = folder.join("lock");
    let lock = match File::options().create(true).truncate(false).write(true).open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        lock => lock?,
    };
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
        Ok(()) => {}
    }
    // The build before may have removed the file between our opening and locking it: then the lock is of nothing.
    Ok(is_same_file(&lock, &path).then_some(lock))
}

/// True if a file that is open still stands at its path.
#[cfg(unix)]
pub(super) fn is_same_file(open: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let key = |meta: &fs::Metadata| (meta.dev(), meta.ino());
    matches!((open.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if key(&a) == key(&b))
}

/// True if a file that is open still stands at its path.
#[cfg(not(unix))]
pub(super) fn is_same_file(_: &File, path: &Path) -> bool {
    // An open file cannot be removed here.
    path.is_file()
}

pub(super) fn remove_tree(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn make(
    output: &Output<'_>,
    options: &Options<'_>,
    target: &Path,
    old: Option<&BTreeMap<String, String>>,
    work: &Work,
) -> Result<Report, PublishError> {
    let folders = Folders::new(work.fresh());
    let files: Vec<(&str, &Recipe<'_>)> =
        output.files().iter().map(|(path, recipe)| (path.as_str(), recipe)).collect();
    let leaks = Leaks::new(options.guard);
    let done: Result<Vec<(&str, String, bool)>, PublishError> = files
        .par_iter()
        .map(|(path, recipe)| {
            if let (Recipe::Lasting(_), Some(hash)) = (recipe, old.and_then(|old| old.get(*path))) {
                if leaks.is_wanted() {
                    let disk = target.join(path);
                    leaks.look(path, &fs::read(&disk).map_err(|error| PublishError::Io(disk, error))?);
                }
                options.made.fetch_add(1, Ordering::Relaxed);
                return Ok((*path, hash.clone(), true));
            }
            let bytes = bytes_of(path, recipe)?;
            leaks.look(path, &bytes);
            let hash = blake3::hash(&bytes).to_hex().to_string();
            let same = old.is_some_and(|old| old.get(*path) == Some(&hash));
            if !same {
                folders.write(path, &bytes)?;
            }
            options.made.fetch_add(1, Ordering::Relaxed);
            Ok((*path, hash, same))
        })
        .collect();
    let done = done?;
    leaks.end()?;
    let mut manifest = Manifest::new(options.audience, &options.site);
    manifest.files = done.iter().map(|(path, hash, _)| ((*path).to_owned(), hash.clone())).collect();
    let unchanged = done.iter().filter(|(.., same)| *same).count();
    let removed = old.map_or(0, |old| old.keys().filter(|path| !manifest.files.contains_key(*path)).count());
    let report = Report { written: done.len() - unchanged, unchanged, removed };
    let manifest_bytes = manifest.bytes();
    let manifest_same = fs::read(target.join(manifest::NAME)).is_ok_and(|bytes| bytes == manifest_bytes);
    if report.written == 0 && removed == 0 && manifest_same {
        return Ok(report);
    }
    for (path, ..) in done.iter().filter(|(.., same)| *same) {
        folders.link(target, path)?;
    }
    folders.write(manifest::NAME, &manifest_bytes)?;
    switch(target, work, old)?;
    Ok(report)
}

pub(super) fn bytes_of(path: &str, recipe: &Recipe<'_>) -> Result<Vec<u8>, PublishError> {
    match recipe {
        Recipe::Make(make) | Recipe::Lasting(make) => {
            make().map_err(|error| PublishError::Make(path.to_owned(), error))
        }
        Recipe::Bytes(bytes) => Ok(bytes.clone()),
        Recipe::Copy(disk) => fs::read(disk).map_err(|error| PublishError::Io(disk.clone(), error)),
    }
}

/// The new site's folder; sub-folders are made when the first file needs them.
#[derive(Debug)]
pub(super) struct Folders {
    root: PathBuf,
    made: Mutex<FxHashSet<String>>,
}

impl Folders {
    pub(super) fn new(root: PathBuf) -> Folders {
        Folders { root, made: Mutex::default() }
    }

    fn prepare(&self, path: &str) -> Result<PathBuf, PublishError> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut made = self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !made.contains(folder) {
            let disk = self.root.join(folder);
            fs::create_dir_all(&disk).map_err(|error| PublishError::Io(disk, error))?;
            made.insert(folder.to_owned());
        }
        Ok(self.root.join(path))
    }

    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let disk = self.prepare(path)?;
        fs::write(&disk, bytes).map_err(|error| PublishError::Io(disk, error))
    }

    /// Takes a file over from the old site without writing it again.
    pub(super) fn link(&self, target: &Path, path: &str) -> Result<(), PublishError> {
        let disk = self.prepare(path)?;
        let old = target.join(path);
        fs::hard_link(&old, &disk)
            .or_else(|_| fs::copy(&old, &disk).map(|_| ()))
            .map_err(|error| PublishError::Io(disk, error))
    }
}

/// Puts the new site in place of the old one, and then deletes of the old one what we made.
pub(super) fn switch(
    target: &Path,
    work: &Work,
    old: Option<&BTreeMap<String, String>>,
) -> Result<(), PublishError> {
    let at = |error| PublishError::Io(target.to_owned(), error);
    let new = work.fresh();
    if old.is_none() {
        // An empty folder may stand there; it gives way.
        let _ = fs::remove_dir(target);
        return fs::rename(&new, target).map_err(at);
    }
    let left = match exchange(&new, target) {
        Ok(()) => new,
        Err(_) => {
            // This system cannot exchange two folders in one step; the moment without a site is as short as can be.
            fs::rename(target, work.old()).map_err(at)?;
            if let Err(error) = fs::rename(&new, target) {
                fs::rename(work.old(), target).map_err(at)?;
                return Err(at(error));
            }
            work.old()
        }
    };
    delete_ours(&left, old.into_iter().flat_map(BTreeMap::keys))
        .map_err(|error| PublishError::Io(left.clone(), error))?;
    // Whatever came in between our look and the switch is not ours to delete: it goes back beside the site.
    if fs::symlink_metadata(&left).is_err() {
        return Ok(());
    }
    let stray = list(&left)?;
    if stray.is_empty() {
        return Ok(());
    }
    let kept = unused_name(target);
    fs::rename(&left, &kept).map_err(at)?;
    let reason = format!(
        "files came into {} while it was built; they are kept in {}",
        target.display(),
        kept.display()
    );
    Err(PublishError::Refused {
        reason,
        files: shorten(stray),
        help: "the new site is in place; look through them".into(),
    })
}

fn unused_name(target: &Path) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    (1..)
        .map(|n| target.with_file_name(format!("{name}.kept-{n}")))
        .find(|path| fs::symlink_metadata(path).is_err())
        .unwrap_or_else(|| target.with_extension("kept"))
}

fn delete_ours<'p>(folder: &Path, paths: impl Iterator<Item = &'p String>) -> io::Result<()> {
    let mut folders = FxHashSet::default();
    for path in paths.map(String::as_str).chain([manifest::NAME]) {
        match fs::remove_file(folder.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut parent = path;
        while let Some((up, _)) = parent.rsplit_once('/') {
            folders.insert(up.to_owned());
            parent = up;
        }
    }
    let mut folders: Vec<String> = folders.into_iter().collect();
    // Deepest first; a folder that is not empty holds something of somebody else's, and stays.
    folders.sort_by_key(|path| std::cmp::Reverse(path.matches('/').count()));
    for path in folders {
        let _ = fs::remove_dir(folder.join(path));
    }
    let _ = fs::remove_dir(folder);
    Ok(())
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
