//! A reference to a note of the wrong type.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a citation of a note that is no source, or a field that names a note of the wrong type. A place among `actors` is one.
    ///
    /// ## Why
    /// An actor is what a text is about, and a source is what it rests on. A group that is cited in place of its statement gives the reader
    /// nothing to look up.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// The bridge is held [@river-guard].
    ///                      ^^^^^^^^^^^ error wrong-note-type
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// //- sources/river-guard-2024-03-24.md
    /// ---
    /// title: Statement of the River Guard
    /// ---
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// The bridge is held [@river-guard-2024-03-24].
    /// ```
    "wrong-note-type", Error, Work::Earlier
}
