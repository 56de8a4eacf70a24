//! Two things that want the same address.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports two things that want the same address. Most often it is a name in `former_ids` that another note bears today or gives too, or that
    /// is the address of one of the site's own pages. A name there that is no id is reported as well, and so are files of the site whose paths
    /// differ only in the case of letters, or one of which stands where another needs a folder.
    ///
    /// ## Why
    /// An address can show one page. Were one of the two left out, readers who follow an old link would end at the wrong note without knowing it.
    ///
    /// ## Example
    /// ```text
    /// //- actors/bridge-guard.md
    /// ---
    /// title: Bridge Guard
    /// ---
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// former_ids: [bridge-guard]
    ///              ^^^^^^^^^^^^ error address-collision: is the id of a note that exists
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/bridge-guard.md
    /// ---
    /// title: Bridge Guard
    /// ---
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// former_ids: [upper-river-guard]
    /// ---
    /// ```
    "address-collision", Error, Work::Earlier
}
