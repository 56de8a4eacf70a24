//! A field that is written twice.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a field that stands a second time in the same mapping. It holds for front matter and for `site.yaml`.
    ///
    /// ## Why
    /// YAML forbids it, and programs that accept it keep one of the two without saying which. With `visibility: internal` first and `visibility:
    /// public` below, that decides whether a note is published.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// founded: 2015
    /// founded: 2016
    /// ^^^^^^^ error duplicate-field
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// founded: 2015/2016
    /// ---
    /// ```
    "duplicate-field", Error, Work::Earlier
}
