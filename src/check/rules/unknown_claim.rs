//! A claim that does not exist.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a reference to a claim that no note has: `[[claim:id]]` or `![[claim:id]]` in the text, or `claim:id` in the front matter.
    ///
    /// ## Why
    /// A claim is contradicted or repeated by its id. If the id leads nowhere, the page no longer shows that two accounts differ.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// claims:
    ///   - id: bridge-held
    ///     statement: The group held the bridge.
    /// ---
    /// It says so itself: [[claim:bridge-hold]].
    ///                      ^^^^^^^^^^^^^^^^^ error unknown-claim: did you mean `bridge-held`?
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
    /// It says so itself: [[claim:bridge-held]].
    /// ```
    "unknown-claim", Error, Work::Earlier
}
