//! `sourcebook lsp`

use std::path::Path;

use super::ui;
use super::{Exit, build, check};
use crate::lsp::{self, ServeError};
use crate::value::date::Day;

/// Answer an editor: findings as one types, completion, and where things lead
///
/// Speaks the Language Server Protocol over standard input and output; an editor starts it, nobody types it. It knows the same rules as `check`, over
/// text that is not saved yet; completes links, citations, fields and words; shows the note behind a link, the grade of a source, a date in words;
/// goes to a note and finds what leads to it; and offers the safe answers of findings. It writes nothing.
///
/// `sourcebook manual editors` tells how editors are set up.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  sourcebook lsp\n  sourcebook lsp --root my-dossier")]
pub(super) struct Args {
    /// Taken from editors that say so; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(root: &Path, _: &Args) -> Exit {
    match lsp::stdio(root, clock) {
        Ok(()) => Exit::Fine,
        Err(ServeError::Load(error)) => build::cannot_read(&error),
        Err(ServeError::Protocol(error)) => {
            let help = "this command is for editors; `sourcebook manual editors` tells how they are set up";
            ui::error(&format!("this is not the Language Server Protocol: {error}"), &[], Some(help));
            Exit::WrongUse
        }
    }
}

fn clock() -> (jiff::Timestamp, Day) {
    let now = jiff::Timestamp::now();
    // Of a day that is no day, the editor cannot be told; the real one will do.
    let today = check::clock(now).unwrap_or(Day(now.as_second().div_euclid(24 * 60 * 60)));
    (now, today)
}
