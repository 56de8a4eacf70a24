//! A file name that some systems cannot write.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a file below `content/` whose name cannot be used on every system: it holds one of the signs `< > : " \ | ? *` or a control
    /// character, begins with a space, ends with a dot or a space, is a name that Windows keeps for a device, is too long, or is not UTF-8. The
    /// file is left out.
    ///
    /// ## Why
    /// A dossier is shared between machines. A file that exists on one of them only is a note that a colleague never sees.
    ///
    /// ## Example
    /// ```text
    /// //- /site.yaml
    /// !! error bad-name: actors/who?.md
    /// title: River watch
    /// //- actors/who?.md
    /// ---
    /// title: An unknown commander
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/unknown-commander.md
    /// ---
    /// title: An unknown commander
    /// ---
    /// ```
    "bad-name", Error, Work::Earlier
}
