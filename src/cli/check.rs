//! `sourcebook check`

use std::path::Path;

use clap::ValueEnum;

use super::{Exit, build, ui};
use crate::compile::examine;
use crate::diag::{Diagnostic, Level, render};
use crate::load;

/// Check the site without building it
///
/// Reports everything that `build` would report, and what is wrong in internal notes and drafts as well. All files are checked in one run; nothing
/// is written.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook check\n  sourcebook check --deny warnings\n  sourcebook check --format sarif > sourcebook.sarif"
)]
pub(super) struct Args {
    /// How findings are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Findings that count as errors, beside the errors
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Denied>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people, with the line and a way out
    Text,
    /// One array of objects
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Annotations in the logs of GitHub's workflows
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Denied {
    Warnings,
}

pub(super) fn run(root: &Path, args: &Args) -> Exit {
    let sources = match load::load(root) {
        Ok(sources) => sources,
        Err(error) => return build::cannot_read(&error),
    };
    let read = |asset: &load::Asset| std::fs::read(&asset.disk).map_err(|error| error.to_string());
    let mut found = examine(&sources, jiff::Timestamp::now(), read);
    if args.deny == Some(Denied::Warnings) {
        found.iter_mut().for_each(|diagnostic: &mut Diagnostic| diagnostic.level = Level::Error);
    }
    match args.format {
        Format::Text => {
            ui::report(&found, &sources.files);
            if found.is_empty() {
                ui::say(&format!("{}: nothing to report", ui::count(sources.notes().count(), "note")));
            }
        }
        Format::Json => ui::say(&render::json(&found, &sources.files)),
        Format::Sarif => ui::say(&render::sarif(&found, &sources.files)),
        Format::Github => ui::say(render::github(&found, &sources.files).trim_end()),
    }
    let wrong = found.iter().any(|diagnostic| diagnostic.level == Level::Error);
    if wrong { Exit::ContentErrors } else { Exit::Fine }
}
