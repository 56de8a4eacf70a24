//! A symbolic link below content/.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a symbolic link below `content/`. It is not followed.
    ///
    /// ## Why
    /// A link can point out of the site's folder, to a key or to another client's file, and a build would publish it. Links are also lost on the
    /// way through archives and shared folders.
    ///
    /// ## Example
    /// ```text
    /// //- /site.yaml
    /// !! error symbolic-link: content/sources/daily.md
    /// title: River watch
    /// //- sources/daily.md (link to ../../daily.md)
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// ---
    /// ```
    "symbolic-link", Error, Work::Earlier
}
