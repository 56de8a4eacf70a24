//! Words on the terminal.

use std::ffi::OsStr;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

use super::Exit;
use crate::diag::{Diagnostic, Level, render};
use crate::text::{SourceFile, nearest};

/// The most findings that are printed in full.
const MOST: usize = 200;

/// Prints to standard output; a reader that went away is no error.
pub(super) fn say(text: &str) {
    let _ = writeln!(anstream::stdout(), "{text}");
}

/// Prints to standard error; colours are taken out where nobody sees them.
pub(super) fn warn(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Prints an operator's error in the form of all the others.
pub(super) fn error(message: &str, details: &[String], help: Option<&str>) {
    warn(&format!("\x1b[1;31merror\x1b[0m: {message}"));
    for detail in details {
        warn(&format!("  {detail}"));
    }
    if let Some(help) = help {
        warn(&format!("\x1b[1;36mhelp\x1b[0m: {help}"));
    }
}

/// A path in the site's folder as one would type it.
pub(super) fn below(root: &Path, path: &str) -> PathBuf {
    if root == Path::new(".") { PathBuf::from(path) } else { root.join(path) }
}

/// Takes any word, and tells shells which ones are known; what is said of others is the command's own affair.
#[derive(Debug, Clone)]
pub(super) struct Known(pub(super) fn() -> Vec<&'static str>);

impl TypedValueParser for Known {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}

/// Somebody who can be asked.
pub(super) struct Terminal<'a> {
    pub(super) input: &'a mut dyn BufRead,
    pub(super) output: &'a mut dyn Write,
}

/// True if somebody sits at the terminal of the process, reads the questions and can answer.
pub(super) fn is_attended() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

impl Terminal<'_> {
    /// Asks until an answer is right. At the end of the input, nothing more can be asked.
    pub(super) fn ask<T>(
        &mut self,
        question: &str,
        mut read: impl FnMut(&str) -> Result<T, String>,
    ) -> Result<T, Exit> {
        loop {
            let _ = write!(self.output, "{question}");
            let _ = self.output.flush();
            let mut line = String::new();
            if !self.input.read_line(&mut line).is_ok_and(|read| read > 0) {
                let _ = writeln!(self.output);
                return Err(Exit::WrongUse);
            }
            match read(line.trim()) {
                Ok(answer) => return Ok(answer),
                Err(why) => {
                    let _ = writeln!(self.output, "  {why}");
                }
            }
        }
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

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// Errors only.
    Quiet,
    Usual,
    /// What is made in detail, and how long each stage took.
    Verbose,
}

/// Prints findings about the content, and how many there are.
pub(super) fn report(found: &[Diagnostic], files: &[Arc<SourceFile>], voice: Voice) {
    let heard = |found: &&Diagnostic| voice != Voice::Quiet || found.level == Level::Error;
    let found: Vec<&Diagnostic> = found.iter().filter(heard).collect();
    for diagnostic in found.iter().take(MOST) {
        warn(&render::text(diagnostic, files, true));
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
