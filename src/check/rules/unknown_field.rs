//! A field that does not exist.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a field that does not exist, or that notes of this type do not have. It holds for front matter and for `site.yaml`.
    ///
    /// ## Why
    /// A field with a slip of the pen would be ignored, and with `visibilty: internal` a private note would be published. Every name that is not
    /// known is therefore an error, even where it does no harm.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// visibilty: internal
    /// ^^^^^^^^^ error unknown-field: did you mean `visibility`?
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// visibility: internal
    /// ---
    /// ```
    "unknown-field", Error, Work::Earlier
}
