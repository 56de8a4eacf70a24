//! A note without front matter.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a note that does not begin with front matter, or whose front matter has no end. Front matter is YAML between two lines `---`, the
    /// first of which is the first line of the file.
    ///
    /// ## Why
    /// Front matter holds what a note is, when it may be published, and for whom. A file without it might be a private draft, so it is not
    /// published on a guess.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// title: River Guard
    /// ^ error no-front-matter
    /// visibility: internal
    ///
    /// The group holds the bridge.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// visibility: internal
    /// ---
    /// The group holds the bridge.
    /// ```
    "no-front-matter", Error, Work::Earlier
}
