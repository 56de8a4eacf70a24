//! A date that is not in EDTF.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a date in the front matter that is not written in EDTF (ISO 8601-2). A day that no calendar has is reported too, and a
    /// `publish_at` without a time zone. `check --fix` writes in EDTF what can mean one thing only, such as `2024-3-4`.
    ///
    /// ## Why
    /// A date that is written in words or in a country's own order is read in different ways by different people: `3/4/2024` is a day in March or
    /// one in April. EDTF has one reading, and it can say what is not known, such as `2023-10~` for about October 2023. Timelines can be sorted
    /// by nothing else.
    ///
    /// ## Example
    /// ```text
    /// //- events/bridge-attack.md
    /// ---
    /// title: Attack at the bridge
    /// date: 24 March 2024
    ///       ^^^^^^^^^^^^^ error bad-date: write `2024-03-24`
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- events/bridge-attack.md
    /// ---
    /// title: Attack at the bridge
    /// date: 2024-03-24
    /// ---
    /// ```
    "bad-date", Error, Work::Earlier
}
