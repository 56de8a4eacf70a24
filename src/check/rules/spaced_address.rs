//! A link whose address has a space.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a link or a picture whose address has a space and stands in no angle brackets. Markdown takes such an address for plain words.
    ///
    /// ## Why
    /// Readers would see brackets and the name of a file in place of the picture or the document that a statement rests on.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// ![The checkpoint](river checkpoint.svg)
    ///                   ^^^^^^^^^^^^^^^^^^^^ error spaced-address
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard/index.md
    /// ---
    /// title: River Guard
    /// ---
    /// ![The checkpoint](<river checkpoint.svg>)
    /// //- actors/river-guard/river checkpoint.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    "spaced-address", Error, Work::Earlier
}
