//! Copies of sources that are not what was captured.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::load::Asset;
use crate::model::notes::Capture;
use crate::model::{Fields, NoteType};
use crate::resolve::Note;
use crate::text::path_from;
use crate::value::sha256;

declare_rule! {
    /// Reports a `capture` whose `file` does not have the SHA-256 that `sha256` says, or is not there, or whose `sha256` is no such hash. The path is
    /// read from the note's folder, or from `content/` if it begins with a slash. Large and small letters of the hash are the same.
    ///
    /// ## Why
    /// The hash is printed on the source's page as proof that the copy is what was captured on that day. If the file has changed since, by an editor
    /// or on purpose, the page would vouch for something else (authenticity and chain of custody in the Berkeley Protocol).
    ///
    /// ## Example
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// capture:
    ///   file: gazette.txt
    ///   sha256: 3fc1b32975168cdf72e44a22ef677581d609d31846439cb5a5e90b686e10f7b2
    ///           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error capture-mismatch
    /// ---
    /// //- sources/gazette.txt
    /// The bridge is open.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- sources/gazette.md
    /// ---
    /// title: Gazette
    /// capture:
    ///   file: gazette.txt
    ///   sha256: 3fc1b32975168cdf72e44a22ef677581d609d31846439cb5a5e90b686e10f7b2
    /// ---
    /// //- sources/gazette.txt
    /// The bridge is closed.
    /// ```
    "capture-mismatch", Error, Work::Standing(check)
}

/// Reads every captured file once.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let sources = context.site.of_type(NoteType::Source).map(|id| context.site.note(id));
    let captures: Vec<(&Note, &Capture)> = sources
        .filter_map(|note| match &note.fields {
            Fields::Source(source) => Some((note, source.capture.as_ref()?)),
            _ => None,
        })
        .collect();
    if captures.is_empty() {
        return;
    }
    let files: FxHashMap<&str, &Asset> =
        context.sources.assets.iter().map(|asset| (asset.path.as_str(), asset)).collect();
    let problems: Vec<Option<Diagnostic>> =
        captures.par_iter().map(|(note, capture)| problem(context, &files, note, capture)).collect();
    found.extend(problems.into_iter().flatten());
}

/// What is wrong with a capture, if anything is.
fn problem(
    context: &Context<'_>,
    files: &FxHashMap<&str, &Asset>,
    note: &Note,
    capture: &Capture,
) -> Option<Diagnostic> {
    let (file, hash) = (&capture.file, &capture.sha256);
    // Without a place it stands for a field that is missing, which has been reported.
    if file.span.is_empty() || hash.span.is_empty() {
        return None;
    }
    let home = context.sources.files[note.file.0 as usize].path.folder();
    let home = home.strip_prefix("content").unwrap_or(home);
    let asset = path_from(home, &file.value).and_then(|path| files.get(path.as_str()));
    let Some(asset) = asset else {
        let message = format!("there is no captured file `{}`", file.value);
        let help = "put it below content/ and give its path from the note's folder, or let `sourcebook capture ID FILE` do both";
        return Some(RULE.at(note.file, file.span, message).help(help));
    };
    let real = match (context.open)(&asset.disk).and_then(sha256) {
        Ok(real) => real,
        Err(error) => {
            let message = format!("the captured file `{}` cannot be read: {error}", file.value);
            return Some(RULE.at(note.file, file.span, message).help("see that it can be read"));
        }
    };
    if hash.value.eq_ignore_ascii_case(&real) {
        return None;
    }
    let is_hash = hash.value.len() == 64 && hash.value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let message = match is_hash {
        true => format!("the file `{}` is not what was captured: its SHA-256 is {real}", file.value),
        false => "a SHA-256 is written with 64 hexadecimal digits".to_owned(),
    };
    let help = match is_hash {
        true => "put the file back as it was captured; if it was captured anew, write its new hash and date"
            .to_owned(),
        false => format!("if the file is what was captured, write {real}"),
    };
    Some(RULE.at(note.file, hash.span, message).related(note.file, file.span, "this file").help(help))
}
