//! A link to a heading that is not there.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a link to a heading that the note does not have, such as `[[river-guard#Holdings]]`. The heading is given by its words or by its
    /// anchor.
    ///
    /// ## Why
    /// The link would open the note at its beginning. The reader, sent to one passage, would have to search for it, or take another for the one
    /// that was meant.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// ## Weapons
    ///
    /// It has rifles.
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// See [[river-guard#Weapon]].
    ///     ^^^^^^^^^^^^^^^^^^^^^^ error broken-heading: did you mean `Weapons`?
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// ## Weapons
    ///
    /// It has rifles.
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// See [[river-guard#Weapons]].
    /// ```
    "broken-heading", Error, Work::Earlier
}
