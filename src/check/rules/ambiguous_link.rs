//! A name that several notes bear.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a link, a citation or a field that names several notes. The name is the title, an alias, a former id or the file name of each of
    /// them. An id comes before all other names. A citation chooses among sources, and a field among notes of the type that it wants, so that a
    /// name may be shared by notes of different types.
    ///
    /// ## Why
    /// Two groups or two people of one name are common, and they are easily taken for each other. The program does not guess which of them a
    /// sentence is about.
    ///
    /// ## Example
    /// ```text
    /// //- actors/ali-karim-1971.md
    /// ---
    /// title: Ali Karim
    /// ---
    /// //- actors/ali-karim-1984.md
    /// ---
    /// title: Ali Karim
    /// ---
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// The order came from [[Ali Karim]].
    ///                       ^^^^^^^^^ error ambiguous-link: is the name of 2 notes
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/ali-karim-1971.md
    /// ---
    /// title: Ali Karim
    /// ---
    /// //- actors/ali-karim-1984.md
    /// ---
    /// title: Ali Karim
    /// ---
    /// //- topics/bridge.md
    /// ---
    /// title: The bridge
    /// ---
    /// The order came from [[ali-karim-1984|Ali Karim]].
    /// ```
    "ambiguous-link", Error, Work::Earlier
}
