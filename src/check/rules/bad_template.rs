//! A template that cannot be used.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a template of the site's own that cannot be read. Templates stand below `templates/` and are written for the engine Tera.
    ///
    /// ## Why
    /// Every page is made from templates. With one that is broken no page could be trusted to be whole, so none is written.
    ///
    /// ## Example
    /// ```text
    /// //- /site.yaml
    /// !! error bad-template: pages/404.html
    /// title: River watch
    /// //- /templates/pages/404.html
    /// {% if site %}Nothing is here.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- /templates/pages/404.html
    /// {% if site %}Nothing is here.{% endif %}
    /// ```
    "bad-template", Error, Work::Earlier
}
