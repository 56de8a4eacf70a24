//! A note of no type.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a note of which nothing says what type it is. It lies in none of the folders `actors`, `sources`, `events`, `places`, `topics`,
    /// `briefings` and `pages`, and has no field `type`.
    ///
    /// ## Why
    /// The type decides which fields a note may have, where its page stands, and in which registers and timelines it is found.
    ///
    /// ## Example
    /// ```text
    /// //- groups/river-guard.md
    /// ---
    /// ^^^ error no-type
    /// title: River Guard
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- groups/river-guard.md
    /// ---
    /// title: River Guard
    /// type: actor
    /// ---
    /// ```
    "no-type", Error, Work::Earlier
}
