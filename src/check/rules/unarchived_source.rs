//! Sources on the web of which no copy is kept.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::{Fields, NoteType};

declare_rule! {
    /// Reports a source with a `url` and neither `archived` nor `capture`, if another note names it or a source that is named relays it.
    ///
    /// Books and interviews are not reported, and neither is what has a `doi`: they are found without their address.
    ///
    /// ## Why
    /// Pages change and vanish, and those about a conflict more than others. The Berkeley Protocol asks to preserve what a finding rests on, in the
    /// form in which it was seen; a link alone preserves nothing.
    ///
    /// ## Example
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// url: https://gazette.example/2021/05/14
    ///      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unarchived-source
    /// ---
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// ---
    /// The bridge was closed in May 2021 [@gazette].
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// url: https://gazette.example/2021/05/14
    /// archived: {url: "https://archive.example/20210515/gazette.example/2021/05/14", date: "2021-05-15"}
    /// ---
    /// //- topics/river.md
    /// ---
    /// title: The river
    /// ---
    /// The bridge was closed in May 2021 [@gazette].
    /// ```
    "unarchived-source", Warning, Work::Audit(check)
}

/// Reports sources that are used and whose page may vanish.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let cited = site.cited_sources();
    for note in site.of_type(NoteType::Source).filter(|id| cited.contains(id)).map(|id| site.note(id)) {
        let Fields::Source(source) = &note.fields else { continue };
        if let Some(url) = source.url.as_ref().filter(|_| source.wants_copy()) {
            let message = format!("no copy of the source `{}` is known", note.id);
            let help = "have a public archive keep the page and add `archived: {url, date}`, or keep a copy: `sourcebook capture ID FILE`";
            found.push(RULE.at(note.file, url.span, message).help(help));
        }
    }
}
