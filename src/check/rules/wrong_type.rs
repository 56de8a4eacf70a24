//! A value of the wrong shape.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a value of another shape than its field takes: text where a list is wanted, words where a number is wanted, or a list where one
    /// text is wanted.
    ///
    /// ## Why
    /// The program does not guess what was meant. `topics: militias, river` could be one topic with a comma in its name, or two.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// aliases: RG
    ///          ^^ error wrong-type: write [RG]
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// aliases: [RG]
    /// ---
    /// ```
    "wrong-type", Error, Work::Earlier
}
