//! Two citations that are read as one link.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports two citations that stand side by side without a space, such as `[@a][@b]`. `check --fix` makes one group of them.
    ///
    /// ## Why
    /// Markdown reads two brackets without a space as one link with its target, and the second citation would vanish from the page. A group says
    /// the same and keeps both.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group held the bridge [@daily][@agency].
    ///                           ^^^^^^^^^^^^^^^^^ error twin-citations
    /// //- sources/agency.md
    /// ---
    /// title: Agency report
    /// ---
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group held the bridge [@daily; @agency].
    /// //- sources/agency.md
    /// ---
    /// title: Agency report
    /// ---
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// ---
    /// ```
    "twin-citations", Error, Work::Earlier
}
