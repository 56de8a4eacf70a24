//! A value that its field does not take.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a value that its field does not take: a word that is not in the field's list, a number out of range, a language tag that is none,
    /// a rule or a format that does not exist.
    ///
    /// ## Why
    /// Grades, kinds and likelihoods come from closed lists (the Admiralty code, ICD 203), so that they mean the same in every note. A word of
    /// one's own beside them would be a grade that nobody can compare.
    ///
    /// ## Example
    /// ```text
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// reliability: B+
    ///              ^^ error wrong-value
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// reliability: B
    /// ---
    /// ```
    "wrong-value", Error, Work::Earlier
}
