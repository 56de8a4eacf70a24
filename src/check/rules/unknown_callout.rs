//! A callout of a type that is not known.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a callout whose type is none of those that GitHub and Obsidian know. It is shown as a note, with the type's word as its title if it
    /// has no other. The types are `note`, `abstract`, `info`, `todo`, `tip`, `important`, `success`, `question`, `warning`, `caution`, `failure`,
    /// `danger`, `bug`, `example` and `quote`, and Obsidian's other words for them.
    ///
    /// ## Why
    /// A misspelt warning would be shown as a mere note, and its mistake as the title.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// > [!warnign] Disputed
    ///     ^^^^^^^ warning unknown-callout
    /// > Both sides count these men as theirs.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// > [!warning] Disputed
    /// > Both sides count these men as theirs.
    /// ```
    "unknown-callout", Warning, Work::Earlier
}
