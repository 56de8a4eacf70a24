//! Addresses of sources that lead for good to others.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::{Fields, NoteType};
use crate::online::Verdict;

declare_rule! {
    /// Reports a source whose `url` leads to another address by a permanent redirect (301 or 308), at which something is to be seen. Only
    /// `sourcebook check --online` asks.
    ///
    /// ## Why
    /// The publisher says that the page stands elsewhere now. Such signposts are taken away some day, with the next redesign or owner, and then the link
    /// is dead. That the new page says the same as the old one, a person must see.
    ///
    /// ## Example
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// url: https://gazette.example/moved
    ///      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning link-moved
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// url: https://gazette.example/2021/05/14
    /// ---
    /// ```
    "link-moved", Warning, Work::Online(check)
}

/// Reports what leads elsewhere for good.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(answers) = context.answers else { return };
    for note in context.site.of_type(NoteType::Source).map(|id| context.site.note(id)) {
        let Fields::Source(source) = &note.fields else { continue };
        let Some(url) = &source.url else { continue };
        let Some(Verdict::Moved(to)) = answers.verdict(&url.value) else { continue };
        // A browser keeps the part of a page that is meant.
        let part = url
            .value
            .fragment()
            .filter(|_| !to.contains('#'))
            .map_or_else(String::new, |part| format!("#{part}"));
        let help = format!("if it shows the same, write `url: {to}{part}`");
        found.push(RULE.at(note.file, url.span, "this address leads for good to another one").help(help));
    }
}
