//! A citation style that cannot be used.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a `citation_style` that cannot be used. It is the name of a bundled style, or the path of a CSL file from the site's folder.
    ///
    /// ## Why
    /// References are written in that style on every page. Without it there is no form in which they could be shown.
    ///
    /// ## Example
    /// ```text
    /// //- /site.yaml
    /// title: River watch
    /// citation_style: aap
    ///                 ^^^ error citation-style
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- /site.yaml
    /// title: River watch
    /// citation_style: apa
    /// ```
    "citation-style", Error, Work::Earlier
}
