//! A document that says who made it.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a PDF that is published, because `attachments` in `site.yaml` names its ending, and whose metadata say who wrote it, when, and with which program.
    /// What it says is in the finding; the file is published as it is.
    ///
    /// ## Why
    /// Readers do not see these words, but whoever opens the properties of the file does. The name of a writer's account or of an office has betrayed sources
    /// before.
    ///
    /// ## Example
    /// ```text
    /// //- /site.yaml
    /// title: The bridge
    /// attachments: [pdf]
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// Its [order of the day](order.pdf).
    ///     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning file-metadata
    /// //- actors/order.pdf
    /// %PDF-1.4
    /// 1 0 obj
    /// << /Author (A clerk of the ministry) >>
    /// endobj
    /// trailer
    /// << /Info 1 0 R >>
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- /site.yaml
    /// title: The bridge
    /// attachments: [pdf]
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// Its [order of the day](order.pdf).
    /// //- actors/order.pdf
    /// %PDF-1.4
    /// trailer
    /// << >>
    /// ```
    "file-metadata", Warning, Work::Earlier
}
