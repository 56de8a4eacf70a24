//! An id that two things bear.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports an id that two notes, two claims or two figures bear. The id of a note is the name of its file without the ending, and the folder
    /// does not count: `actors/bridge.md` and `places/bridge.md` have the same one.
    ///
    /// ## Why
    /// Links and citations name a note by its id alone, so each id must mean one thing in the whole site.
    ///
    /// ## Example
    /// ```text
    /// //- actors/bridge.md
    /// ---
    /// title: Bridge Guard
    /// ---
    /// //- places/bridge.md
    /// ---
    /// ^^^ error duplicate-id: two notes have the id `bridge`
    /// title: The bridge
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/bridge-guard.md
    /// ---
    /// title: Bridge Guard
    /// ---
    /// //- places/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// ```
    "duplicate-id", Error, Work::Earlier
}
