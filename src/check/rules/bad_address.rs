//! An address that some systems cannot write.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports an address that cannot be written on every system. The usual cause is a name in `former_ids` that Windows keeps for a device, such
    /// as `aux`, `con`, `nul`, `prn`, `com1` or `lpt1`.
    ///
    /// ## Why
    /// A site is copied to other machines: a colleague's laptop, a USB stick, a web server. A page that cannot be written there would be missing
    /// without a word, or the copy would break off.
    ///
    /// ## Example
    /// ```text
    /// //- actors/auxiliary-force.md
    /// ---
    /// title: Auxiliary Force
    /// former_ids: [aux]
    ///              ^^^ error bad-address
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/auxiliary-force.md
    /// ---
    /// title: Auxiliary Force
    /// former_ids: [aux-force]
    /// ---
    /// ```
    "bad-address", Error, Work::Earlier
}
