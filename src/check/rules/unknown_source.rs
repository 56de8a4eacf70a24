//! A citation of a source that does not exist.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a citation of a source that does not exist. It holds for the text and for the front matter.
    ///
    /// ## Why
    /// A statement with a citation that leads nowhere looks sourced and is not. An `@` that is no citation is written `\@`.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group held the bridge [@dayly, p. 3].
    ///                             ^^^^^ error unknown-source: did you mean `daily`?
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group held the bridge [@daily, p. 3]. It posts as \@riverguard.
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// ---
    /// ```
    "unknown-source", Error, Work::Earlier
}
