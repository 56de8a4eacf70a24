//! A character that is no text.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a control character in a file. Tabs and line ends are allowed; code points that Unicode keeps out of text are not. It is shown
    /// here as `\u{…}`.
    ///
    /// ## Why
    /// Such characters are invisible. They come from files that are no text, from broken copies, or from somebody who wants a terminal to obey.
    /// No page shows them.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md (escaped)
    /// ---
    /// title: River Guard
    /// ---
    /// It held the\u{7} bridge.
    ///            ^^^^^ error control-character: U+0007
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// It held the bridge.
    /// ```
    "control-character", Error, Work::Earlier
}
