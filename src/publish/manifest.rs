//! The list of files that we made, with their hashes, which stands in every output.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::select::Audience;

/// Its name in the output folder.
pub const NAME: &str = ".sourcebook.json";

/// What we made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always `sourcebook`.
    pub tool: String,
    pub version: String,
    /// `public`, or `internal`, which is never to be published.
    pub audience: String,
    /// Whose files these are: the address of the site, or its title where it has none.
    #[serde(default)]
    pub site: String,
    /// Path to BLAKE3 hash in hexadecimal digits; the manifest itself is not in the list.
    pub files: BTreeMap<String, String>,
    /// Paths that a publish which has not ended writes or deletes: ours, with a content that nobody can be sure of.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub pending: BTreeSet<String>,
}

impl Manifest {
    /// A manifest without files.
    pub fn new(audience: Audience, site: &str) -> Self {
        Manifest {
            tool: "sourcebook".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            audience: audience.word().into(),
            site: site.to_owned(),
            files: BTreeMap::new(),
            pending: BTreeSet::new(),
        }
    }

    /// Reads a manifest; nothing in it is trusted beyond its form.
    pub fn parse(bytes: &[u8]) -> Result<Manifest, String> {
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if manifest.tool != "sourcebook" {
            return Err("it was written by another tool".into());
        }
        for path in manifest.files.keys().chain(&manifest.pending) {
            crate::text::SitePath::new(path.as_str()).map_err(|error| format!("{path}: {error}"))?;
            if path == NAME {
                return Err("it lists itself".into());
            }
        }
        for (path, hash) in &manifest.files {
            if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(format!("{path} has no hash"));
            }
        }
        Ok(manifest)
    }

    /// True for a path that is ours.
    pub fn owns(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.pending.contains(path)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_byte_is_either_seen_or_harmless() {
        let mut manifest = Manifest::new(Audience::Public, "Test");
        manifest.pending.insert("a/c.html".into());
        manifest.files.insert("a/b.html".into(), blake3::hash(b"x").to_hex().to_string());
        let bytes = manifest.bytes();
        assert_eq!(Manifest::parse(&bytes).unwrap(), manifest);
        // Without its last line feed it is still whole.
        for i in 0..bytes.len() - 1 {
            let mut broken = bytes.clone();
            broken[i] ^= 0x20;
            if let Ok(read) = Manifest::parse(&broken) {
                // What still parses names only paths inside the folder, with a hash to compare.
                assert!(
                    read.files
                        .keys()
                        .chain(&read.pending)
                        .all(|path| crate::text::SitePath::new(path.as_str()).is_ok())
                );
            }
            assert!(Manifest::parse(&bytes[..i]).is_err());
        }
    }
}
