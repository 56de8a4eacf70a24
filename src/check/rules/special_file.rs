//! A thing below content/ that is no file.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a pipe, a socket or a device below `content/`. It is not opened.
    ///
    /// ## Why
    /// To read a pipe is to wait until somebody writes into it, and a device may have no end. What stands in `content/` is meant to be read, so a
    /// build must not stop at it.
    ///
    /// ## Example
    /// ```text
    /// //- /site.yaml
    /// !! error special-file: content/sources/feed.md
    /// title: River watch
    /// //- sources/feed.md (pipe)
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/feed.md
    /// ---
    /// title: The feed of the agency
    /// ---
    /// ```
    "special-file", Error, Work::Earlier
}
