//! A file that is not UTF-8.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a file whose bytes are not UTF-8. The place is the first byte that does not fit.
    ///
    /// ## Why
    /// Other encodings give the same byte to different letters. To guess would turn names into others, and no reader could tell that it had
    /// happened.
    ///
    /// ## Example
    /// ```text
    /// //- actors/jose-martin.md (latin-1)
    /// ---
    /// title: José Martín
    ///           ^ error bad-encoding
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/jose-martin.md
    /// ---
    /// title: José Martín
    /// ---
    /// ```
    "bad-encoding", Error, Work::Earlier
}
