//! A comment that is meant to allow a finding and does not.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a comment that begins with `allow` but allows nothing. It names no rule that exists, or gives no reason. Such a comment is written
    /// `%% allow RULE: reason %%` in the text, and `# allow RULE: reason` on a line of its own in the front matter.
    ///
    /// ## Why
    /// The finding that it was written for goes on being reported, and nobody sees why. The reason is asked for because whoever reads the note
    /// next must be able to tell a known exception from a finding that was only silenced.
    ///
    /// ## Example
    /// ```text
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// %% allow empty-nte: the text follows in June %%
    /// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning bad-allowance: did you mean `empty-note`?
    /// Nothing is known of it yet.
    ///
    /// %% allow raw-html %%
    /// ^^^^^^^^^^^^^^^^^^^^ warning bad-allowance: needs a reason
    /// The sign said <b>Halt</b>.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// Nothing is known of it yet.
    ///
    /// %% allow raw-html: the sign is quoted with its marks %%
    /// The sign said <b>Halt</b>.
    /// ```
    "bad-allowance", Warning, Work::Earlier
}
