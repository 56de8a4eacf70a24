//! A hidden passage without an end.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a hidden comment or a block `:::internal` without an end. A line `:::` that ends nothing is reported too, and so are a block in a
    /// block and a line of colons with a word that is not `internal`. A hidden comment is `%% … %%` or an HTML comment. Where the end is missing,
    /// all that follows is hidden.
    ///
    /// ## Why
    /// A mark that is forgotten decides what the public reads. What follows it is hidden rather than shown, and that is said, since half a page
    /// may be gone.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group held the bridge. %% who says so?
    ///                            ^^ error unclosed-hidden
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group held the bridge. %% who says so? %%
    /// ```
    "unclosed-hidden", Error, Work::Earlier
}
