//! The command line: one command a file. The only place that prints, reads the environment and picks exit codes.
#![expect(clippy::disallowed_methods, reason = "commands stand at the edge of the program")]

mod build;
mod capture;
mod check;
mod completions;
mod explain;
mod serve;
mod init;
mod lsp;
mod manual;
mod new;
mod progress;
mod publish;
mod schema;
mod ui;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use ui::Voice;

/// Compiles a folder of notes into a linked site of actor profiles, timelines and source citations
///
/// Begin with `sourcebook manual start`, or with `sourcebook init`.
#[derive(Debug, Parser)]
#[command(name = "sourcebook", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    /// Folder of the site, which holds site.yaml and content/
    #[arg(long, global = true, default_value = ".", value_name = "DIR", overrides_with = "root", help_heading = EVERYWHERE)]
    root: PathBuf,
    /// Say nothing but errors
    #[arg(long, short, global = true, conflicts_with = "verbose", help_heading = EVERYWHERE)]
    quiet: bool,
    /// Say more: what a site holds, and how long each stage took
    #[arg(long, short, global = true, help_heading = EVERYWHERE)]
    verbose: bool,
    #[command(subcommand)]
    command: Command,
}

/// Heading of the options that every command has.
const EVERYWHERE: &str = "Options of every command";

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  the content has errors; nothing was written
  2  wrong use
  3  refused for safety: a folder or file is not ours to change
  4  a file could not be read or written
  5  publishing did not end: run it again

Colours and bars are for terminals; NO_COLOR, CLICOLOR and CLICOLOR_FORCE change that.";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    New(new::Args),
    Capture(capture::Args),
    Build(build::Args),
    Publish(publish::Args),
    Check(check::Args),
    Explain(explain::Args),
    Serve(serve::Args),
    Lsp(lsp::Args),
    Manual(manual::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    Fine = 0,
    ContentErrors = 1,
    WrongUse = 2,
    Refused = 3,
    InputOutput = 4,
    Incomplete = 5,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let voice = match (cli.quiet, cli.verbose) {
        (true, _) => Voice::Quiet,
        (false, true) => Voice::Verbose,
        (false, false) => Voice::Usual,
    };
    let exit = match &cli.command {
        Command::Init(args) => init::run(&cli.root, voice, args),
        Command::New(args) => new::run(&cli.root, voice, args),
        Command::Capture(args) => capture::run(&cli.root, voice, args),
        Command::Build(args) => build::run(&cli.root, voice, args),
        Command::Publish(args) => publish::run(&cli.root, voice, args),
        Command::Check(args) => check::run(&cli.root, voice, args),
        Command::Explain(args) => explain::run(args),
        Command::Serve(args) => serve::run(&cli.root, voice, args),
        Command::Lsp(args) => lsp::run(&cli.root, args),
        Command::Manual(args) => manual::run(voice, args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
    };
    ExitCode::from(exit as u8)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
