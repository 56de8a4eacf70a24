//! `sourcebook completions`: every shell gets the commands and their options, two of them the words behind these too.

use crate::support::{Run, Site, has};

#[test]
fn every_shell_completes_commands_options_and_words() {
    let site = Site::new();
    let script = |shell: &str| Run::from(site.command_of("completions").arg(shell).output().unwrap());
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = script(shell).fine().stdout.clone();
        let words = ["build", "check", "new", "completions", "audience", "briefing", "uncited-paragraph"];
        // The generators of the other shells know no words behind a command.
        let count = if matches!(shell, "bash" | "zsh") { words.len() } else { 5 };
        words[..count].iter().for_each(|word| has(&script, word));
    }
    script("bsh").code(2).says("a similar value exists: 'bash'");
}
