//! `sourcebook check`

mod online;

use std::path::Path;

use clap::ValueEnum;

use super::progress::Progress;
use super::ui::{self, Voice};
use super::{Exit, build};
use crate::check::manual;
use crate::compile::{examine, examine_online};
use crate::diag::{Diagnostic, Level, fix, render};
use crate::load::{self, LoadError, Sources};
use crate::value::Date;
use crate::value::date::Day;

/// Check the site without building it
///
/// Reports everything that `build` would report, what is wrong in internal notes and drafts, and what is unsourced, out of date or contradicted
/// without a word. All files are checked in one run; nothing is written but by --fix.
///
/// With --online, each address of a published source is asked whether it still answers: one request to a host at a time, with a pause. What is dead or moved is
/// reported, and for what is dead without `archived`, an archive is asked for a copy. Internal notes, drafts and confidential sources are left out.
///
/// The level of a rule can be set for the site (`rules:` in site.yaml), for a note (`rules:` in its front matter), and at a place by a comment with
/// a reason: `%% allow RULE: reason %%` in the text, `# allow RULE: reason` in the front matter. `sourcebook explain RULE` tells what a rule is about.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook check\n  sourcebook check --deny warnings\n  sourcebook check --fix\n  sourcebook check --online\n  sourcebook check --format sarif > sourcebook.sarif"
)]
pub(super) struct Args {
    /// How findings are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Findings that count as errors, beside the errors
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Denied>,
    /// Mend what has one safe answer, in the notes themselves, and report the rest
    #[arg(long)]
    fix: bool,
    /// The day by which notes grow old, as YYYY-MM-DD [default: that of `SOURCE_DATE_EPOCH`, or today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Day>,
    #[command(flatten)]
    online: online::Options,
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

pub(super) fn run(root: &Path, voice: Voice, args: &Args) -> Exit {
    let mut progress = Progress::new(voice);
    progress.stage("checking", 0);
    let now = jiff::Timestamp::now();
    let today = match args.today.map_or_else(|| clock(now), Ok) {
        Ok(today) => today,
        Err(message) => {
            progress.end();
            ui::error(&message, &[], Some("give a day with --today YYYY-MM-DD"));
            return Exit::WrongUse;
        }
    };
    let mut examiner = Examiner { root, now, today, online: args.online.begin(now), progress };
    let mut examined = match examiner.examined() {
        Ok(examined) => examined,
        Err(error) => {
            examiner.progress.end();
            return build::cannot_read(&error);
        }
    };
    examiner.progress.end();
    if args.fix {
        match mend(&mut examiner, examined) {
            Ok(mended) => examined = mended,
            Err(exit) => return exit,
        }
    }
    let (sources, mut found) = examined;
    if args.deny == Some(Denied::Warnings) {
        found.iter_mut().for_each(|diagnostic: &mut Diagnostic| diagnostic.level = Level::Error);
    }
    let wrong = found.iter().any(|diagnostic| diagnostic.level == Level::Error);
    let exit = match &examiner.online {
        Some(online) if online.is_offline() => Exit::InputOutput,
        _ if wrong => Exit::ContentErrors,
        _ => Exit::Fine,
    };
    match args.format {
        Format::Text => {
            ui::report(&found, &sources.files, voice);
            let mendable = found.iter().filter(|diagnostic| diagnostic.fix.is_some()).count();
            if mendable > 0 && voice != Voice::Quiet {
                ui::warn(&format!("`sourcebook check --fix` mends {mendable} of them"));
            }
            if found.is_empty() && voice != Voice::Quiet {
                ui::say(&format!("{}: nothing to report", ui::count(sources.notes().count(), "note")));
            }
            if voice == Voice::Verbose {
                examiner.progress.say_times();
            }
        }
        Format::Json => ui::say(&render::json(&found, &sources.files)),
        Format::Sarif => {
            let folder = root.to_string_lossy();
            let run = render::Run { root: &folder, exit_code: exit as u8 };
            ui::say(&render::sarif(&found, &sources.files, &manual::about(), &run));
        }
        Format::Github => ui::say(render::github(&found, &sources.files).trim_end()),
    }
    if let Some(online) = examiner.online {
        online.end(voice);
    }
    exit
}

/// What one run looks at, again and again while it mends.
struct Examiner<'a> {
    root: &'a Path,
    now: jiff::Timestamp,
    today: Day,
    online: Option<online::Online>,
    progress: Progress,
}

impl Examiner<'_> {
    /// Reads the site and gives all findings.
    fn examined(&mut self) -> Result<(Sources, Vec<Diagnostic>), LoadError> {
        let sources = load::load(self.root)?;
        let progress = &mut self.progress;
        let found = match &mut self.online {
            Some(online) => {
                let ask = &mut |questions: Vec<_>| online.ask(&questions, progress);
                examine_online(&sources, self.now, self.today, load::open, ask)
            }
            None => examine(&sources, self.now, self.today, load::open),
        };
        Ok((sources, found))
    }
}

/// The most rounds of mending: one answer can make room for the next, but none may go on for ever.
const ROUNDS: usize = 10;

/// Writes the safe answers into the notes, and gives what is left to be found after that.
fn mend(
    examiner: &mut Examiner<'_>,
    examined_first: (Sources, Vec<Diagnostic>),
) -> Result<(Sources, Vec<Diagnostic>), Exit> {
    let (mut sources, mut found) = examined_first;
    let (mut mended, mut files) = (0, std::collections::BTreeSet::new());
    let mut failed = false;
    for _ in 0..ROUNDS {
        let answers = fix::answers(&found, &sources.files);
        if answers.is_empty() {
            break;
        }
        for answer in answers {
            let file = &sources.files[answer.file.0 as usize];
            match load::rewrite(examiner.root, file, &answer.text) {
                Ok(()) => {
                    mended += answer.count;
                    files.insert(file.path.to_string());
                }
                Err(error) => {
                    ui::error(&error.to_string(), &[], Some("nothing in this file was changed"));
                    failed = true;
                }
            }
        }
        if failed {
            break;
        }
        (sources, found) = examiner.examined().map_err(|error| build::cannot_read(&error))?;
    }
    ui::warn(&match mended {
        0 if failed => "nothing was mended".to_owned(),
        0 => "nothing to mend".to_owned(),
        _ => format!("mended {} in {}", ui::count(mended, "finding"), ui::count(files.len(), "file")),
    });
    if failed { Err(Exit::InputOutput) } else { Ok((sources, found)) }
}

/// Reads a day that is given as an argument.
pub(super) fn day(text: &str) -> Result<Day, String> {
    let date = Date::parse(text).ok().filter(|_| text.len() == 10);
    let day = date.and_then(|date| date.exact_day());
    day.ok_or_else(|| "write a day as YYYY-MM-DD".to_owned())
}

/// Today, in UTC: by `SOURCE_DATE_EPOCH` (seconds since 1970) where it is set, else by the clock.
pub(super) fn clock(now: jiff::Timestamp) -> Result<Day, String> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text.trim().parse::<i64>().map_err(|_| {
            format!("SOURCE_DATE_EPOCH is `{}`, which is no number of seconds", text.escape_debug())
        })?,
        Err(_) => now.as_second(),
    };
    Ok(Day(seconds.div_euclid(24 * 60 * 60)))
}
