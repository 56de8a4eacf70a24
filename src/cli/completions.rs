//! `sourcebook completions`

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Exit, ui};

/// Print a script by which a shell completes commands, options and words
///
/// bash: put it into ~/.local/share/bash-completion/completions/sourcebook. zsh: into a file _sourcebook in a folder of `fpath`. fish: into
/// ~/.config/fish/completions/sourcebook.fish. PowerShell and elvish: load it from the profile.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook completions bash > ~/.local/share/bash-completion/completions/sourcebook\n  sourcebook completions fish > ~/.config/fish/completions/sourcebook.fish\n  sourcebook completions zsh > \"${fpath[1]}/_sourcebook\""
)]
pub(super) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "sourcebook", &mut script);
    ui::say(String::from_utf8_lossy(&script).trim_end());
    Exit::Fine
}
