//! A field without a value.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a field without a value. One with `null` is empty too, and so is a title, an alias or the public label of a confidential source
    /// without a letter.
    ///
    /// ## Why
    /// A field that is left empty can mean that the value is not known, that it was forgotten, or that the line was begun and not ended. A reader
    /// cannot tell these apart. What is not known is left out, or said: `2017/` is an end that is not known.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// founded:
    ///        ^ error empty-field
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// ```
    "empty-field", Error, Work::Earlier
}
