//! A file that cannot be published without what lies in it unseen.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a file beside a note that would publish more than is seen of it. Pictures (JPEG, PNG, WebP, GIF, SVG) are published without anything but
    /// the picture; one that is damaged, too large, or of a form that cannot be cleaned is reported. Files of text and numbers are published as they
    /// are. For others, `attachments` in `site.yaml` has to name the ending.
    ///
    /// ## Why
    /// A photograph tells where and when it was taken and with whose telephone, a document who wrote it and what stood in it before. Of a source whose life
    /// depends on it, none of that may be published by oversight.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// Its [order of the day](order.docx).
    ///     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error unclean-file
    /// //- actors/order.docx
    /// (a document)
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// Its [order of the day](order.txt).
    /// //- actors/order.txt
    /// Hold the bridge until noon.
    /// ```
    "unclean-file", Error, Work::Earlier
}
