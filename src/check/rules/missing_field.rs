//! A field that must be there and is not.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a field that must be there and is not: the `title` of a note or a site, the `date` of an event or a briefing, the `id` and
    /// `statement` of a claim, and others like them. A judgement needs a `likelihood` or a `confidence`, and a position both `lat` and `lon`.
    ///
    /// ## Why
    /// The pages are made from these fields. Without its date an event stands on no timeline, and without its likelihood a judgement does not say
    /// how sure it is.
    ///
    /// ## Example
    /// ```text
    /// //- events/bridge-attack.md
    /// ---
    /// ^^^ error missing-field: the field `date` is missing
    /// title: Attack at the bridge
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- events/bridge-attack.md
    /// ---
    /// title: Attack at the bridge
    /// date: 2024-03-24
    /// ---
    /// ```
    "missing-field", Error, Work::Earlier
}
