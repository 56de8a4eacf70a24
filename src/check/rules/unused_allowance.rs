//! A comment that allows what is not there.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports an `allow` comment where there is no finding of that rule. It is said only while the site has no errors, since an error can hide
    /// the finding that the comment is about. `check --fix` takes the comment out.
    ///
    /// ## Why
    /// The comment says that something is wrong here and known. Once it has been put right, the comment misleads, and it would silence the next
    /// finding of the same kind, which nobody has looked at.
    ///
    /// ## Example
    /// ```text
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// %% allow raw-html: the sign is quoted with its marks %%
    /// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unused-allowance
    /// The sign said **Halt**.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// The sign said **Halt**.
    /// ```
    "unused-allowance", Warning, Work::Last
}
