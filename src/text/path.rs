//! Paths inside a site, which cannot leave it.

use std::fmt;

/// A relative path with `/` between its parts, none of which is empty, `.` or `..`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

/// Why a text is no [`SitePath`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathError {
    /// Empty, absolute, or with an empty part, `.` or `..`.
    Escapes,
    /// A part that some file system refuses: a reserved name, a control character, `a:b`, a trailing dot or space.
    NotPortable(String),
    /// A part of more than 255 bytes or a path of more than 1,024.
    TooLong,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PathError::Escapes => f.write_str("the path is empty, absolute or leaves its folder"),
            PathError::NotPortable(part) => write!(f, "the name `{part}` cannot be used on every system"),
            PathError::TooLong => f.write_str("the path is too long"),
        }
    }
}

const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

impl SitePath {
    /// Takes a path that is safe to write on any system.
    pub fn new(path: impl Into<String>) -> Result<Self, PathError> {
        let path = path.into();
        if path.len() > 1024 {
            return Err(PathError::TooLong);
        }
        for part in path.split('/') {
            check_part(part)?;
        }
        Ok(SitePath(path))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part without its ending.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The folder that holds the last part, or the empty text.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The ending of the last part, without its dot.
    pub fn extension(&self) -> Option<&str> {
        self.name().rsplit_once('.').map(|(_, ending)| ending)
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path as seen from a folder, both below the same root; none if it leaves the root. A slash at its beginning means the root.
pub fn path_from(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    parts.retain(|part| !part.is_empty());
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn check_part(part: &str) -> Result<(), PathError> {
    if part.is_empty() || part == "." || part == ".." {
        return Err(PathError::Escapes);
    }
    if part.len() > 255 {
        return Err(PathError::TooLong);
    }
    let base = part.split('.').next().unwrap_or(part).to_lowercase();
    // CON, PRN, AUX, NUL, COM1–COM9 and LPT1–LPT9, with superscript digits too (Windows naming rules).
    let device = DEVICES.iter().any(|name| {
        let rest = base.strip_prefix(name);
        match *name {
            "com" | "lpt" => rest.is_some_and(|r| r.chars().count() == 1 && r.chars().all(is_digit_like)),
            _ => rest == Some(""),
        }
    });
    let bad = |c: char| c.is_control() || "<>:\"\\|?*".contains(c);
    if device || part.contains(bad) || part.ends_with(['.', ' ']) || part.starts_with(' ') {
        return Err(PathError::NotPortable(part.escape_debug().to_string()));
    }
    Ok(())
}

fn is_digit_like(c: char) -> bool {
    c.is_ascii_digit() || "¹²³".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_leaves_or_breaks() {
        for bad in ["", "/abs", "a/../b", "a//b", ".", "..", "a/."] {
            assert_eq!(SitePath::new(bad), Err(PathError::Escapes), "{bad}");
        }
        for bad in ["CON", "nul.md", "aux.txt", "COM¹", "a:b", "x.", "x ", "a\nb", "a\\b"] {
            assert!(matches!(SitePath::new(bad), Err(PathError::NotPortable(_))), "{bad}");
        }
        assert_eq!(SitePath::new("a".repeat(256)), Err(PathError::TooLong));
        for good in ["a", "events/tower-22.html", "com.md", "console", "الدولة.md", "a b"] {
            assert!(SitePath::new(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn takes_paths_apart() {
        let path = SitePath::new("content/actors/iran.md").unwrap();
        assert_eq!((path.stem(), path.name(), path.folder()), ("iran", "iran.md", "content/actors"));
        assert_eq!(path.extension(), Some("md"));
    }
}
