//! Finds the files of a site, follows no link out of it, and opens nothing that is no file.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::LoadError;
use crate::config::ContentFolder;
use crate::diag::Diagnostic;
use crate::text::SitePath;

/// Notes and other files below `content/`, sorted by path.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub notes: Vec<(SitePath, PathBuf)>,
    pub assets: Vec<(SitePath, PathBuf)>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds notes and the files beside them; a missing folder is an empty one.
pub(super) fn content(root: &Path, place: ContentFolder) -> Result<Found, LoadError> {
    let mut found = Found::default();
    let (prefix, folder) = (place.prefix(), &root.join(place.word()));
    let is_ours = |entry: &DirEntry| {
        let names = ["public", "templates", "static", "site.yaml"];
        place == ContentFolder::Root
            && entry.depth() == 1
            && names.iter().any(|name| entry.file_name() == *name)
    };
    walk(folder, is_ours, |entry| {
        let shown = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().into_owned();
        if entry.path_is_symlink() {
            let message = format!("{prefix}{shown} is a symbolic link, which is not followed");
            let found_link =
                Diagnostic::site_error("symbolic-link", message).help("put the file itself there");
            found.diagnostics.push(found_link);
            return;
        }
        if !entry.file_type().is_file() {
            let message = format!("{prefix}{shown} is no ordinary file");
            found
                .diagnostics
                .push(Diagnostic::site_error("special-file", message).help("take it away from the notes"));
            return;
        }
        match relative(folder, entry.path()) {
            Ok(path) if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md")) => {
                found.notes.push((path, entry.path().to_owned()));
            }
            Ok(path) => found.assets.push((path, entry.path().to_owned())),
            Err(why) => {
                let message = format!("{prefix}{}: {why}", shown.escape_debug());
                found.diagnostics.push(Diagnostic::site_error("bad-name", message).help("rename the file"));
            }
        }
    })?;
    Ok(found)
}

/// Finds the ordinary files below a folder; a missing folder is an empty one.
pub(super) fn plain(folder: &Path) -> Result<Vec<(SitePath, PathBuf)>, LoadError> {
    let mut files = Vec::new();
    walk(
        folder,
        |_| false,
        |entry| {
            if entry.file_type().is_file()
                && let Ok(path) = relative(folder, entry.path())
            {
                files.push((path, entry.path().to_owned()));
            }
        },
    )?;
    Ok(files)
}

fn walk(
    folder: &Path,
    is_ours: impl Fn(&DirEntry) -> bool,
    mut take: impl FnMut(&DirEntry),
) -> Result<(), LoadError> {
    let entries = WalkDir::new(folder).follow_links(false).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| {
        entry.depth() == 0 || !(is_scratch(&entry.file_name().to_string_lossy()) || is_ours(entry))
    }) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.depth() == 0 => {
                let error = std::io::Error::other("it is no folder");
                return Err(LoadError::Io(folder.to_owned(), error));
            }
            Ok(entry) => take(&entry),
            Err(error) => {
                let missing = error.io_error().is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound);
                if missing && error.depth() == 0 {
                    return Ok(());
                }
                let path = error.path().unwrap_or(folder).to_owned();
                let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                return Err(LoadError::Io(path, error));
            }
        }
    }
    Ok(())
}

/// True for hidden files and what editors and systems leave behind.
pub fn is_scratch(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || matches!(name, "Thumbs.db" | "desktop.ini")
}

fn relative(folder: &Path, path: &Path) -> Result<SitePath, String> {
    let path = path.strip_prefix(folder).map_err(|_| "it lies outside".to_owned())?;
    let parts: Option<Vec<&str>> = path.components().map(|c| c.as_os_str().to_str()).collect();
    let parts = parts.ok_or_else(|| "its name is not UTF-8".to_owned())?;
    SitePath::new(parts.join("/")).map_err(|error| error.to_string())
}
