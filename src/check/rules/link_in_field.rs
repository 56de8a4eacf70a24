//! Links and citations where readers see none.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a citation in the text of a field (a summary, a statement, a remark, a correction), which is left out there, and a link without words
    /// of its own, of which only the id is shown. These texts are shown in lists and feeds too, where neither could be followed.
    ///
    /// ## Why
    /// The author thinks that the sentence is cited, and no reader sees by what; or a name stands as `river-guard` in the first line of a page.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// //- places/osmet.md
    /// ---
    /// title: Osmet
    /// summary: Held by the [[river-guard]].
    ///                        ^^^^^^^^^^^ warning link-in-field
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// //- places/osmet.md
    /// ---
    /// title: Osmet
    /// summary: Held by the [[river-guard|River Guard]].
    /// ---
    /// ```
    "link-in-field", Warning, Work::Earlier
}
