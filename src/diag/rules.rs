//! The names of all rules, in one place.

/// Every name that a finding can bear, sorted.
pub static NAMES: &[&str] = &[
    "address-collision",
    "ambiguous-link",
    "bad-address",
    "bad-date",
    "bad-encoding",
    "bad-id",
    "bad-name",
    "bad-template",
    "bidi-control",
    "broken-heading",
    "circular-sourcing",
    "citation-style",
    "control-character",
    "duplicate-field",
    "duplicate-id",
    "empty-field",
    "empty-note",
    "likelihood-and-confidence",
    "missing-asset",
    "missing-field",
    "missing-footnote",
    "near-duplicate-id",
    "no-front-matter",
    "no-type",
    "private-reference",
    "raw-html",
    "reserved-id",
    "special-file",
    "symbolic-link",
    "too-large",
    "twin-citations",
    "unclosed-hidden",
    "unknown-claim",
    "unknown-field",
    "unknown-figure",
    "unknown-link",
    "unknown-source",
    "unsafe-address",
    "wrong-note-type",
    "wrong-type",
    "wrong-value",
    "yaml-refused",
    "yaml-syntax",
];

/// The name as the list has it; `wrong-value` for one that is not in it.
pub fn known(name: &str) -> &'static str {
    NAMES.iter().find(|known| **known == name).copied().unwrap_or("wrong-value")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_distinct() {
        assert!(NAMES.is_sorted_by(|a, b| a < b));
        assert_eq!(known("bad-date"), "bad-date");
    }
}
