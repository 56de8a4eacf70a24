//! An attached file that is not there.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports an image or another attached file that is not there. It must lie below `content/`, and the `logo` of `site.yaml` below `static/`.
    /// A file is looked for from the note's folder, then from `content/`, then by its bare name if only one file bears it.
    ///
    /// ## Why
    /// The page would show a broken image or lead nowhere. Where the picture is the evidence, the statement beside it would stand on nothing that
    /// a reader can see.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// ![[checkpoint.svg]]
    ///    ^^^^^^^^^^^^^^ error missing-asset
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard/index.md
    /// ---
    /// title: River Guard
    /// ---
    /// ![[checkpoint.svg]]
    /// //- actors/river-guard/checkpoint.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    "missing-asset", Error, Work::Earlier
}
