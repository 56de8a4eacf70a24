//! The names of all rules, in one place.

/// Every name that a finding can bear, sorted.
pub static NAMES: &[&str] = &[
    "address-collision",
    "alias-shared",
    "ambiguous-link",
    "bad-address",
    "bad-allowance",
    "bad-date",
    "bad-encoding",
    "bad-id",
    "bad-name",
    "bad-template",
    "bad-translation",
    "bidi-control",
    "broken-heading",
    "capture-mismatch",
    "circular-sourcing",
    "citation-style",
    "claim-before-source",
    "contradiction-unstated",
    "contradicts-itself",
    "control-character",
    "dates-at-odds",
    "duplicate-field",
    "duplicate-id",
    "empty-field",
    "empty-note",
    "event-outside-life",
    "figure-superseded",
    "file-metadata",
    "likelihood-and-confidence",
    "link-dead",
    "link-in-field",
    "link-moved",
    "missing-asset",
    "missing-field",
    "missing-footnote",
    "mixed-likelihood-words",
    "near-duplicate-id",
    "no-front-matter",
    "no-type",
    "private-reference",
    "raw-html",
    "relation-contradicts-inverse",
    "relation-duplicate",
    "relation-without-date",
    "reserved-id",
    "retracted-source",
    "single-origin",
    "source-never-cited",
    "spaced-address",
    "special-file",
    "stale",
    "symbolic-link",
    "too-large",
    "twin-citations",
    "unarchived-source",
    "uncited-claim",
    "uncited-event",
    "uncited-figure",
    "uncited-judgement",
    "uncited-paragraph",
    "uncited-relation",
    "unclean-file",
    "unclosed-hidden",
    "ungraded-source",
    "unknown-callout",
    "unknown-claim",
    "unknown-field",
    "unknown-figure",
    "unknown-link",
    "unknown-source",
    "unlinked-mention",
    "unsafe-address",
    "unused-allowance",
    "wrong-note-type",
    "wrong-type",
    "wrong-value",
    "yaml-refused",
    "yaml-syntax",
];

/// The rules whose findings are errors by themselves, which no level of a site or a note changes; sorted.
pub static ERRORS: &[&str] = &[
    "address-collision",
    "ambiguous-link",
    "bad-address",
    "bad-date",
    "bad-encoding",
    "bad-id",
    "bad-name",
    "bad-template",
    "bad-translation",
    "bidi-control",
    "broken-heading",
    "capture-mismatch",
    "citation-style",
    "control-character",
    "duplicate-field",
    "duplicate-id",
    "empty-field",
    "likelihood-and-confidence",
    "missing-asset",
    "missing-field",
    "missing-footnote",
    "near-duplicate-id",
    "no-front-matter",
    "no-type",
    "private-reference",
    "reserved-id",
    "spaced-address",
    "special-file",
    "symbolic-link",
    "too-large",
    "twin-citations",
    "unclean-file",
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

/// What is wrong with a level that a site or a note gives a rule by its name; `is_error` says whether it is that of errors.
///
/// The answer is a message and a way out; nothing if the level counts.
pub fn level(name: &str, is_error: bool) -> Option<(String, Option<String>)> {
    let fixed = || {
        let message = format!("what `{name}` reports is always an error: no level changes that");
        Some((message, Some("take it out of `rules`".to_owned())))
    };
    unknown(name).or_else(|| if ERRORS.contains(&name) && !is_error { fixed() } else { None })
}

/// The name as the list has it; `wrong-value` for one that is not in it.
pub fn known(name: &str) -> &'static str {
    NAMES.iter().find(|known| **known == name).copied().unwrap_or("wrong-value")
}

/// What to say of a name that is no rule's: a message, and a near name or where to find all; nothing for one that is.
pub fn unknown(name: &str) -> Option<(String, Option<String>)> {
    if NAMES.contains(&name) {
        return None;
    }
    let near = crate::text::nearest(name, NAMES.iter().copied());
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`sourcebook explain` lists all rules".to_owned(),
    };
    Some((format!("there is no rule `{name}`"), Some(help)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_distinct() {
        assert!(NAMES.is_sorted_by(|a, b| a < b));
        assert_eq!(known("bad-date"), "bad-date");
    }

    #[test]
    fn levels_of_errors_stay() {
        assert!(ERRORS.is_sorted_by(|a, b| a < b));
        assert_eq!(level("stale", false), None);
        assert_eq!(level("bad-date", true), None);
        assert!(level("bad-date", false).unwrap().0.contains("always an error"));
        assert_eq!(level("stael", false).unwrap().1.as_deref(), Some("did you mean `stale`?"));
    }
}
