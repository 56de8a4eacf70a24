//! A file that is too large to be a note.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a file of more than 4 MiB, or front matter of more than 256 KiB. It holds for notes, templates and `site.yaml`; attached files may
    /// be larger.
    ///
    /// ## Why
    /// A note of that size is data that has lost its way. The limit keeps the time and the memory of a build in proportion to the site, whatever
    /// it is fed.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md (padded to 5 MB)
    /// ---
    /// ^ error too-large
    /// title: River Guard
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The lists are in [a file](river-guard-lists.csv).
    /// //- actors/river-guard-lists.csv
    /// name,rank
    /// ```
    "too-large", Error, Work::Earlier
}
