//! A name that cannot be an id.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a name that cannot be an id: that of a note's file, or the `id` of a claim or figure. An id has letters of any script, digits, and
    /// single hyphens between them; letters that have two cases are in lower case. In file names, spaces and underscores count as hyphens, and
    /// capitals as small letters.
    ///
    /// ## Why
    /// An id stands in addresses, links and citations. What it may hold is kept narrow, so that it means the same on every system and in every
    /// browser.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// claims:
    ///   - id: Bridge held!
    ///         ^^^^^^^^^^^^ error bad-id: write `bridge-held`
    ///     statement: The group held the bridge.
    /// ---
    /// //- actors/north+south.md
    /// ---
    /// ^^^ error bad-id: rename the file to north-south.md
    /// title: North and South
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// claims:
    ///   - id: bridge-held
    ///     statement: The group held the bridge.
    /// ---
    /// //- actors/north-south.md
    /// ---
    /// title: North and South
    /// ---
    /// ```
    "bad-id", Error, Work::Earlier
}
