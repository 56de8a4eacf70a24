//! Addresses of sources at which nothing is to be seen any more.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::notes::Source;
use crate::model::{Fields, NoteType};
use crate::online::{Answers, Copy, Verdict};

declare_rule! {
    /// Reports a source whose `url` no longer leads anywhere: there is no such host, it does not answer, it has no such page, its server has an
    /// error, or it sends every reader to its front page. Only `sourcebook check --online` asks.
    ///
    /// A source with `archived` is reported only if that copy does not answer either. What answers, but not to a program (a paywall, a guard against
    /// robots), is not reported: nobody can tell without looking. The addresses of internal notes, drafts and confidential sources are never asked,
    /// so that nobody learns of them.
    ///
    /// ## Why
    /// Of the links to pages in articles of The New York Times since 1996, a quarter no longer led there in 2021 (Bowers, Stanton and Zittrain). While a page is in
    /// a public archive, or its new place can still be found, the statement that rests on it can be followed; later it cannot.
    ///
    /// ## Example
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// url: https://gazette.example/gone
    ///      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning link-dead
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// url: https://gazette.example/gone
    /// archived: {url: "https://archive.example/20210515/gazette.example/gone", date: "2021-05-15"}
    /// ---
    /// ```
    "link-dead", Warning, Work::Online(check)
}

/// Reports what was found dead.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(answers) = context.answers else { return };
    for note in context.site.of_type(NoteType::Source).map(|id| context.site.note(id)) {
        let Fields::Source(source) = &note.fields else { continue };
        let Some(url) = source.url.as_ref().filter(|_| !is_kept(answers, source)) else { continue };
        let Some(Verdict::Dead(fault)) = answers.verdict(&url.value) else { continue };
        let both =
            if source.archived.is_some() { ", and its archived copy does not answer either" } else { "" };
        let message = format!("this address {}{both}", fault.words());
        let help = match answers.copy(&url.value) {
            Some(copy) => format!("an archive has a copy; if it shows what was read, write `archived: {}`", written(copy)),
            None => "if the page stands elsewhere now, write that address; or look for a copy and add `archived: {url, date}`".to_owned(),
        };
        found.push(RULE.at(note.file, url.span, message).help(help));
    }
}

/// True if the note names an archived copy, and nothing is known against it.
fn is_kept(answers: &Answers, source: &Source) -> bool {
    let copy = source.archived.as_ref().map(|archived| answers.verdict(&archived.url));
    copy.is_some_and(|verdict| !matches!(verdict, Some(Verdict::Dead(_))))
}

/// A copy as the value of `archived`.
fn written(copy: &Copy) -> String {
    // An address has no quotation marks, but some have backslashes, which mean more between them.
    format!("{{url: \"{}\", date: {}}}", copy.url.replace('\\', "\\\\"), copy.date)
}
