//! An address that no page may lead to.

use crate::check::Work;
use crate::check::rule::declare_rule;

declare_rule! {
    /// Reports a web address that no page may lead to: one that is neither `http`, `https` nor `mailto`, one that carries a user name or
    /// password, one with control characters, and an image that lies on another site.
    ///
    /// ## Why
    /// An address can run a script, open a file of the reader's machine, or carry a password into the open. An image from elsewhere tells its
    /// owner who reads the page, and it can be changed or taken away after the page was published.
    ///
    /// ## Example
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// Its flag: ![flag](https://images.example/flag.png)
    ///           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error unsafe-address: an image from elsewhere
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// url: daily.example/bridge
    ///      ^^^^^^^^^^^^^^^^^^^^ error unsafe-address
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/river-guard.md
    /// ---
    /// title: River Guard
    /// ---
    /// Its flag: ![flag](flag.svg)
    /// //- actors/flag.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// //- sources/daily.md
    /// ---
    /// title: Daily paper
    /// url: https://daily.example/bridge
    /// ---
    /// ```
    "unsafe-address", Error, Work::Earlier
}
