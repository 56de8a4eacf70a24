//! A name with characters that hide or turn text.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a title or an alias with characters that hide or turn text. Some change the direction of the words around them (U+202A to U+202E,
    /// U+2066 to U+2069), some are only invisible (U+200B, U+2060, U+FEFF, and the tag characters). They are shown here as `\u{…}`. `check --fix`
    /// takes them out.
    ///
    /// ## Why
    /// Such characters come along when text is copied from messengers and web pages. A name that holds one looks like another name, is not found
    /// by a search, and can make the words beside it appear in another order (Unicode Technical Report 36). Arabic and Hebrew names do not need
    /// them: browsers find their direction by the letters.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md (escaped)
    /// ---
    /// title: River\u{200b} Guard
    ///        ^^^^^^^^^^^^^^^^^^^ error bidi-control
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// aliases: [حرس النهر]
    /// ---
    /// ```
    "bidi-control", Error, Work::Earlier
}
