//! A footnote mark without its note.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a footnote mark such as `[^1]` that has no footnote of that name in the same note.
    ///
    /// ## Why
    /// The mark would stand in the sentence as it was typed, and what it was to say, often the source, is lost.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group has 400 men.[^count]
    ///                       ^^^^^^^^ error missing-footnote
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group has 400 men.[^count]
    ///
    /// [^count]: By its own count.
    /// ```
    "missing-footnote", Error, Work::Earlier
}
