//! Words on the terminal.

use std::io::{IsTerminal, Write};

use super::Exit;
use crate::diag::{Diagnostic, Level, render};
use crate::text::{SourceFile, nearest};

/// The most findings that are printed in full.
const MOST: usize = 200;

/// Prints to standard output; a reader that went away is no error.
pub(super) fn say(text: &str) {
    let _ = writeln!(anstream::stdout(), "{text}");
}

/// Prints to standard error.
pub(super) fn warn(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Prints an operator's error in the form of all the others.
pub(super) fn error(message: &str, details: &[String], help: Option<&str>) {
    warn(&format!("error: {message}"));
    for detail in details {
        warn(&format!("  {detail}"));
    }
    if let Some(help) = help {
        warn(&format!("help: {help}"));
    }
}

/// Reports a word that is none of those allowed, with the nearest or all of them.
pub(super) fn unknown<'a>(what: &str, word: &str, all: impl Iterator<Item = &'a str> + Clone) -> Exit {
    let help = match nearest(word, all.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", all.collect::<Vec<_>>().join(", ")),
    };
    error(&format!("there is no {what} `{}`", word.escape_debug()), &[], Some(&help));
    Exit::WrongUse
}

/// Prints findings about the content, and how many there are.
pub(super) fn report(found: &[Diagnostic], files: &[SourceFile]) {
    let colour = std::io::stderr().is_terminal();
    for diagnostic in found.iter().take(MOST) {
        warn(&render::text(diagnostic, files, colour));
        warn("");
    }
    let errors = found.iter().filter(|d| d.level == Level::Error).count();
    let warnings = found.len() - errors;
    if found.len() > MOST {
        warn(&format!("… and {} more findings", found.len() - MOST));
    }
    if !found.is_empty() {
        warn(&format!("{}, {}", count(errors, "error"), count(warnings, "warning")));
    }
}

/// A number with its noun: `1 error`, `2 errors`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let digits = crate::value::number::grouped(number as f64, ",", ".");
    if number == 1 { format!("1 {noun}") } else { format!("{digits} {noun}s") }
}
