//! Which folders an output may be written to.
#![expect(clippy::disallowed_methods, reason = "looks at the target before it is changed")]

use std::io;
use std::path::{Path, PathBuf};

use super::PublishError;

/// A folder by what it is, not by its name: links and mounts cannot hide it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Identity {
    #[cfg(unix)]
    Inode(u64, u64),
    #[cfg(not(unix))]
    Path(PathBuf),
}

fn identity(path: &Path) -> io::Result<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let meta = std::fs::metadata(path)?;
        Ok(Identity::Inode(meta.dev(), meta.ino()))
    }
    #[cfg(not(unix))]
    path.canonicalize().map(Identity::Path)
}

/// Every folder from a path up to the root, the path itself first; what does not exist is passed over.
fn ancestry(path: &Path) -> io::Result<Vec<Identity>> {
    let absolute = real(path)?;
    Ok(absolute.ancestors().filter_map(|folder| identity(folder).ok()).collect())
}

/// The path without links and `..`; of one that does not exist, as far as it does.
fn real(path: &Path) -> io::Result<PathBuf> {
    if let Ok(real) = path.canonicalize() {
        return Ok(real);
    }
    let parent = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return std::path::absolute(path),
    };
    match path.file_name() {
        Some(name) => Ok(real(parent)?.join(name)),
        None => std::path::absolute(path),
    }
}

/// Refuses a target that is, contains or lies in a folder of ours, and finds its real place.
///
/// `sources` are the folders that are read; `homes` those that are never a target: the user's own, and the current one.
pub(super) fn check(target: &Path, sources: &[PathBuf], homes: &[PathBuf]) -> Result<PathBuf, PublishError> {
    let fail = |error| PublishError::Io(target.to_owned(), error);
    let refuse = |what: &str| {
        let help = "choose a folder of its own with --out, such as public";
        Err(PublishError::refused(format!("{} {what}", target.display()), help))
    };
    if target.file_name().is_none() && !target.as_os_str().is_empty() && identity(target).is_err() {
        return refuse("is no name for a folder");
    }
    let own = identity(target).ok();
    let above = ancestry(target).map_err(fail)?;
    for source in sources {
        let Ok(source_identity) = identity(source) else { continue };
        if own.as_ref() == Some(&source_identity) {
            return refuse("is the folder that the site is read from");
        }
        if above.contains(&source_identity) {
            return refuse("lies inside a folder that the site is read from");
        }
    }
    for kept in sources.iter().chain(homes) {
        let Ok(chain) = ancestry(kept) else { continue };
        if own.as_ref().is_some_and(|own| chain.contains(own)) {
            return refuse("contains folders that are not the output");
        }
    }
    match std::fs::symlink_metadata(target) {
        Ok(meta) if meta.is_symlink() => target.canonicalize().map_err(fail),
        _ => real(target).map_err(fail),
    }
}
