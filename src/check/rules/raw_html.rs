//! HTML in the text of a note.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports HTML in the text of a note. It is shown to readers as it is written, and does nothing. HTML comments are no HTML in this sense:
    /// they are cut out.
    ///
    /// ## Why
    /// HTML could load files from elsewhere or run scripts on a page whose readers may be in danger, so none is let through. Where it was meant
    /// as an example, backticks say so.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group has <b>400</b> men.
    ///               ^^^ warning raw-html
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// The group has **400** men. Its page says `<b>400</b>`.
    /// ```
    "raw-html", Warning, Work::Earlier
}
