//! A judgement with a likelihood and a confidence.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a judgement of a briefing that has both a `likelihood` and a `confidence`.
    ///
    /// ## Why
    /// The two answer different questions: how probable an event is, and how good the basis of the judgement is. The US intelligence community's
    /// Directive 203 forbids both in one sentence, because readers take “likely, with low confidence” for a lower likelihood.
    ///
    /// ## Example
    /// ```text
    /// //- briefings/june.md
    /// ---
    /// title: The bridge in June
    /// date: 2025-06-01
    /// judgements:
    ///   - statement: The group will try to take the bridge again.
    ///     likelihood: likely
    ///     confidence: low
    ///                 ^^^ error likelihood-and-confidence
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- briefings/june.md
    /// ---
    /// title: The bridge in June
    /// date: 2025-06-01
    /// judgements:
    ///   - statement: The group will try to take the bridge again.
    ///     likelihood: likely
    /// ---
    /// ```
    "likelihood-and-confidence", Error, Work::Earlier
}
