//! Front matter that is no YAML.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports front matter or a `site.yaml` that is no YAML. Reading ends there, so further mistakes of the file are seen when this one is
    /// mended.
    ///
    /// ## Why
    /// Nothing can be said about a note whose fields cannot be read, not even whether it may be published. The usual causes are a colon in a
    /// value without quotes, a tab, or a quotation mark that is not closed.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard: the early years
    ///                   ^^^^^^^^^^^^^^^^^ error yaml-syntax: put the value in quotes
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: "River Guard: the early years"
    /// ---
    /// ```
    "yaml-syntax", Error, Work::Earlier
}
