//! A public note that leads to a private one.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a link, a citation or a field that leads to a note which its readers may not see: an internal note, a draft, or one under embargo
    /// by `publish_at`. With `on_private_reference: words` in `site.yaml`, links with words of their own become those words, and citations are
    /// left out, without a finding; words that are a name of the private note are reported all the same.
    ///
    /// ## Why
    /// The page could not lead to the note without showing that it exists, and its name alone can be the secret. The sentence around it often
    /// says the rest. It must be looked at before it is published.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// A member described it to us: [[interview-7]].
    ///                              ^^^^^^^^^^^^^^^ error private-reference
    /// //- sources/interview-7.md
    /// ---
    /// title: Interview with a member
    /// visibility: internal
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// A member described it to us.
    ///
    /// :::internal
    /// See [[interview-7]].
    /// :::
    /// //- sources/interview-7.md
    /// ---
    /// title: Interview with a member
    /// visibility: internal
    /// ---
    /// ```
    "private-reference", Error, Work::Earlier
}
