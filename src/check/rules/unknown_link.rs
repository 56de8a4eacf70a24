//! A link to a note that does not exist.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a link or a field that names no note: no id, no title, no alias, no former id and no file bears the name. Letter case, spaces,
    /// hyphens and underscores make no difference. For sources there is the rule `unknown-source`.
    ///
    /// ## Why
    /// A broken link ends the reader's way. Nearly always it is a slip of the pen, or a note that was renamed without keeping its old id in
    /// `former_ids`.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// It is held by [[river-gaurd]].
    ///                 ^^^^^^^^^^^ error unknown-link: did you mean `river-guard`?
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// It is held by [[river-guard]].
    /// ```
    "unknown-link", Error, Work::Earlier
}
