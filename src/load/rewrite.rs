//! Writes a text file of the site anew, in the habits that it had.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::decode;
use crate::text::SourceFile;

/// Why a file was not written; it is as it was.
#[derive(Debug)]
pub enum RewriteError {
    /// It is no longer what was read.
    Changed(PathBuf),
    /// Some of its lines end in one way and some in another, so that no way can be kept.
    MixedLines(PathBuf),
    Io(PathBuf, io::Error),
}

impl fmt::Display for RewriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RewriteError::Changed(path) => write!(f, "{} has changed since it was read", path.display()),
            RewriteError::MixedLines(path) => {
                write!(f, "{} mixes line ends of two systems", path.display())
            }
            RewriteError::Io(path, error) => write!(f, "cannot write {}: {error}", path.display()),
        }
    }
}

impl std::error::Error for RewriteError {}

/// Puts another text in place of a file's, in one step; byte order mark, line ends and permissions stay.
pub fn rewrite(root: &Path, file: &SourceFile, text: &str) -> Result<(), RewriteError> {
    let path = root.join(file.path.as_str());
    let io = |error| RewriteError::Io(path.clone(), error);
    let old = std::fs::read(&path).map_err(io)?;
    // A new file in its place would come about even so: who locked it does not want that.
    if std::fs::metadata(&path).map_err(io)?.permissions().readonly() {
        return Err(io(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only")));
    }
    if decode::text(old.clone()).ok().as_deref() != Some(&file.text) {
        return Err(RewriteError::Changed(path));
    }
    let bytes = like(&old, text).ok_or_else(|| RewriteError::MixedLines(path.clone()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.sourcebook-{}", std::process::id()));
    let written = write(&beside, &bytes, &path);
    if written.is_err() {
        // The temporary file is ours; that it may be left is no reason to say anything but the first error.
        let _ = std::fs::remove_file(&beside);
    }
    written.map_err(io)
}

fn write(beside: &Path, bytes: &[u8], path: &Path) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.write_all(bytes)?;
    file.set_permissions(std::fs::metadata(path)?.permissions())?;
    file.sync_all()?;
    std::fs::rename(beside, path)
}

/// A text as bytes in the habits of other bytes; none if these have two.
fn like(old: &[u8], text: &str) -> Option<Vec<u8>> {
    let feeds = old.iter().filter(|b| **b == b'\n').count();
    let returns = old.iter().filter(|b| **b == b'\r').count();
    let pairs = old.windows(2).filter(|pair| *pair == b"\r\n").count();
    let text = match (feeds, returns) {
        (_, 0) => text.to_owned(),
        (feeds, returns) if feeds == pairs && returns == pairs => text.replace('\n', "\r\n"),
        (0, _) => text.replace('\n', "\r"),
        _ => return None,
    };
    let mark: &[u8] = if old.starts_with(b"\xef\xbb\xbf") { b"\xef\xbb\xbf" } else { b"" };
    Some([mark, text.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_of_the_file_are_kept() {
        assert_eq!(like(b"a\nb\n", "x\ny").unwrap(), b"x\ny");
        assert_eq!(like(b"\xef\xbb\xbfa\r\nb\r\n", "x\ny").unwrap(), b"\xef\xbb\xbfx\r\ny");
        assert_eq!(like(b"a\rb", "x\ny").unwrap(), b"x\ry");
        assert_eq!(like(b"a\r\nb\n", "x"), None);
    }
}
