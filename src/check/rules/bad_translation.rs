//! A translation that does not fit its original.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a translation without an original, or with words for what the original does not have.
    ///
    /// ## Why
    /// `NAME.ar.md` holds the words of `NAME.md` in another language of the site, and nothing else: dates, grades, relations and sources stand in the
    /// original alone, so that no reader is told another fact in another language. Words that belong to nothing in the original would be lost.
    ///
    /// ## Example
    /// ```text
    /// //- /site.yaml
    /// title: Two languages
    /// languages: [en, ar]
    /// //- briefings/june.md
    /// ---
    /// title: The bridge in June
    /// date: 2025-06-01
    /// judgements:
    ///   - {statement: The group will try again., likelihood: likely}
    /// ---
    /// //- briefings/june.ar.md
    /// ---
    /// title: الجسر في يونيو
    /// judgements:
    ///   - ستحاول الجماعة مرة أخرى.
    ///     ^^^^^^^^^^^^^^^^^^^^^^^^ error bad-translation
    ///   - وستفشل.
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- /site.yaml
    /// title: Two languages
    /// languages: [en, ar]
    /// //- briefings/june.md
    /// ---
    /// title: The bridge in June
    /// date: 2025-06-01
    /// judgements:
    ///   - {statement: The group will try again., likelihood: likely}
    /// ---
    /// //- briefings/june.ar.md
    /// ---
    /// title: الجسر في يونيو
    /// judgements:
    ///   - ستحاول الجماعة مرة أخرى.
    /// ---
    /// ```
    "bad-translation", Error, Work::Earlier
}
