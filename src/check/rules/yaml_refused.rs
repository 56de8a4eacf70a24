//! YAML that expands or acts.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports YAML that does more than write values down: anchors (`&name`), aliases (`*name`), tags (`!name`), a second document, keys that are
    /// no text, and fields that are nested too deep or are too many.
    ///
    /// ## Why
    /// A few lines with aliases can expand to gigabytes, and tags can make programs create things. Notes come from many hands, so only plain
    /// values are read. A value that begins with `&`, `*` or `!` is put in quotes.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// summary: !important The group that holds the bridge.
    ///                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error yaml-refused: a tag
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// summary: "!important: The group that holds the bridge."
    /// ---
    /// ```
    "yaml-refused", Error, Work::Earlier
}
