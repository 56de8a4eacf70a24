//! A figure that does not exist.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a reference to a figure that no note has: `[[figure:id]]` or `![[figure:id]]` in the text.
    ///
    /// ## Why
    /// A number in a text is followed to its series, where each count stands with its day and its source. If the id leads nowhere, so does the
    /// number.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// figures:
    ///   - id: river-guard-strength
    ///     title: Men under arms
    ///     unit: people
    ///     series:
    ///       - {as_of: 2024-03, value: 400}
    /// ---
    /// It has grown: [[figure:river-guard-strenght]].
    ///                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error unknown-figure: did you mean `river-guard-strength`?
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// figures:
    ///   - id: river-guard-strength
    ///     title: Men under arms
    ///     unit: people
    ///     series:
    ///       - {as_of: 2024-03, value: 400}
    /// ---
    /// It has grown: [[figure:river-guard-strength]].
    /// ```
    "unknown-figure", Error, Work::Earlier
}
