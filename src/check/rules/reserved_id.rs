//! An id that the site needs for itself.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a page whose id is the address of one of the site's own pages or folders. Such are `timeline`, `search` and `actors`. No note
    /// of any type can have the id `index`, which is the home page's.
    ///
    /// ## Why
    /// Pages stand at the root of the site, where the registers and the timeline stand too. One of the two would replace the other.
    ///
    /// ## Example
    /// ```text
    /// //- pages/timeline.md
    /// ---
    /// ^^^ error reserved-id
    /// title: How the timeline was made
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- pages/about-the-timeline.md
    /// ---
    /// title: How the timeline was made
    /// ---
    /// ```
    "reserved-id", Error, Work::Earlier
}
