//! Takes a file from elsewhere into the site's folder.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::text::SitePath;
use crate::value::sha256;

/// How a file came to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Copied,
    /// The same bytes stood there.
    WasThere,
}

/// Why a file was not taken in; nothing was overwritten.
#[derive(Debug)]
pub enum KeepError {
    /// Another file stands there.
    Taken(SitePath),
    /// A link, or what is no folder, is in the way.
    NoFolder(PathBuf),
    /// The file became another while it was copied.
    Changed(PathBuf),
    Io(PathBuf, io::Error),
}

impl fmt::Display for KeepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeepError::Taken(path) => write!(f, "another file stands at {path}"),
            KeepError::NoFolder(path) => write!(f, "{} is no folder of the site", path.display()),
            KeepError::Changed(path) => write!(f, "{} changed while it was copied", path.display()),
            KeepError::Io(path, error) => write!(f, "cannot write {}: {error}", path.display()),
        }
    }
}

impl std::error::Error for KeepError {}

/// Copies a file with a known SHA-256 to a place in the site's folder, whole or not at all, and never over another one.
pub fn keep(file: &Path, hash: &str, root: &Path, place: &SitePath) -> Result<Kept, KeepError> {
    let target = root.join(place.as_str());
    let io = |error| KeepError::Io(target.clone(), error);
    let folder = real_folder(root, place)?;
    match fs::symlink_metadata(&target) {
        Ok(meta) => {
            let is_same = meta.is_file() && File::open(&target).and_then(sha256).map_err(io)? == hash;
            return if is_same { Ok(Kept::WasThere) } else { Err(KeepError::Taken(place.clone())) };
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(io(error)),
    }
    fs::create_dir_all(&folder).map_err(io)?;
    // Hidden, so that a build in the meantime does not see half a file.
    let beside = folder.join(format!(".{}.sourcebook-{}", place.name(), std::process::id()));
    let result = copy(file, &beside).map_err(io).and_then(|copied| match copied == hash {
        true => settle(&beside, &target, place),
        false => Err(KeepError::Changed(file.to_owned())),
    });
    // It is ours, and has another name by now or is half a file.
    let _ = fs::remove_file(&beside);
    result.map(|()| Kept::Copied)
}

/// The folder of a place, every part of which that is there is a folder and no link out of the site.
fn real_folder(root: &Path, place: &SitePath) -> Result<PathBuf, KeepError> {
    let mut folder = root.to_owned();
    for part in place.folder().split('/').filter(|part| !part.is_empty()) {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(meta) if !meta.is_dir() => {
                let shown = folder.strip_prefix(root).unwrap_or(&folder);
                return Err(KeepError::NoFolder(shown.to_owned()));
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(KeepError::Io(folder, error)),
        }
    }
    Ok(folder)
}

/// Copies a file to one that is new, and gives the hash of what was copied.
fn copy(from: &Path, to: &Path) -> io::Result<String> {
    let mut to = fs::OpenOptions::new().write(true).create_new(true).open(to)?;
    let hash = sha256(Through { from: File::open(from)?, to: &mut to })?;
    to.sync_all()?;
    Ok(hash)
}

/// Gives a whole file its name, unless something has it by now.
fn settle(beside: &Path, target: &Path, place: &SitePath) -> Result<(), KeepError> {
    match fs::hard_link(beside, target) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(KeepError::Taken(place.clone())),
        // Some file systems, such as those of USB sticks, have no links.
        Err(_) if fs::symlink_metadata(target).is_err() => {
            fs::rename(beside, target).map_err(|error| KeepError::Io(target.to_owned(), error))
        }
        Err(_) => Err(KeepError::Taken(place.clone())),
    }
}

/// Reads one file and writes what was read into another.
struct Through<'a> {
    from: File,
    to: &'a mut File,
}

impl Read for Through<'_> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(piece)?;
        self.to.write_all(&piece[..count])?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten_and_no_link_is_followed() {
        let home = tempfile::tempdir().unwrap();
        let (file, root) = (home.path().join("page.pdf"), home.path().join("site"));
        fs::create_dir_all(&root).unwrap();
        fs::write(&file, "one").unwrap();
        let hash = sha256(&b"one"[..]).unwrap();
        let keep = |hash: &str, place: &str| keep(&file, hash, &root, &SitePath::new(place).unwrap());
        assert_eq!(keep(&hash, "a/b/page.pdf").unwrap(), Kept::Copied);
        assert_eq!(keep(&hash, "a/b/page.pdf").unwrap(), Kept::WasThere);
        fs::write(&file, "two").unwrap();
        assert!(matches!(keep(&hash, "a/other.pdf"), Err(KeepError::Changed(_))));
        let hash = sha256(&b"two"[..]).unwrap();
        assert!(matches!(keep(&hash, "a/b/page.pdf"), Err(KeepError::Taken(_))));
        assert!(matches!(keep(&hash, "a/b/page.pdf/x.pdf"), Err(KeepError::NoFolder(_))));
        assert_eq!(fs::read(root.join("a/b/page.pdf")).unwrap(), b"one");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(home.path(), root.join("out")).unwrap();
            std::os::unix::fs::symlink(&file, root.join("link.pdf")).unwrap();
            assert!(matches!(keep(&hash, "out/x.pdf"), Err(KeepError::NoFolder(_))));
            assert!(matches!(keep(&hash, "link.pdf"), Err(KeepError::Taken(_))));
        }
        let left: Vec<_> =
            walkdir::WalkDir::new(root.join("a")).into_iter().map(|e| e.unwrap().path().to_owned()).collect();
        assert_eq!(left.len(), 3, "nothing else is left: {left:?}");
    }
}
