//! Transcripts: what stands in the manual and in `tests/cmd` is run, and must say what is written there.
//!
//! A block ` ```console ` holds commands, each after `$ `, and below each what it says; `? 2` is an exit code other than 0. In an expected line, `[..]`
//! stands for anything; a line `[...]` for any lines. A block ` ```markdown PATH ` writes a file. All of a page happens in one folder, which is new.
//! `UPDATE=1 cargo test --test it transcripts` writes what the commands say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A page that is run: where it is, its folder, and what it becomes with the outputs of today.
struct Page {
    home: tempfile::TempDir,
    folder: PathBuf,
    written: String,
}

impl Page {
    fn run(path: &Path) -> String {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_owned();
        let mut page = Page { home, folder, written: String::new() };
        let text = fs::read_to_string(path).unwrap();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            page.line(line);
            let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
            let mut block = Vec::new();
            while let Some(line) = lines.next_if(|line| *line != "```") {
                block.push(line);
            }
            page.block(info, &block, path);
            page.line(lines.next().expect("a block has an end"));
        }
        page.written
    }

    fn line(&mut self, line: &str) {
        self.written.push_str(line);
        self.written.push('\n');
    }

    fn block(&mut self, info: &str, block: &[&str], page: &Path) {
        if info != "console" {
            if let Some((_, file)) = info.split_once(' ') {
                fs::write(self.folder.join(file), format!("{}\n", block.join("\n"))).unwrap();
            }
            block.iter().for_each(|line| self.line(line));
            return;
        }
        let mut parts = block.split(|line| line.starts_with("$ "));
        assert!(
            parts.next().is_some_and(<[&str]>::is_empty),
            "{}: a block begins with a command",
            page.display()
        );
        let commands = block.iter().filter_map(|line| line.strip_prefix("$ "));
        for (command, expected) in commands.zip(parts) {
            let said = self.execute(command);
            self.line(&format!("$ {command}"));
            let said: Vec<&str> = said.lines().map(str::trim_end).collect();
            let fits = fits(expected, &said);
            let update = std::env::var_os("UPDATE").is_some();
            assert!(
                fits || update,
                "{}: `{command}` says\n{}\nand not\n{}",
                page.display(),
                said.join("\n"),
                expected.join("\n")
            );
            for line in if fits { expected } else { &said } {
                self.line(&without_time(line));
            }
        }
    }

    /// What a command says, and below it its exit code if that is not 0.
    fn execute(&mut self, command: &str) -> String {
        let words = words(command);
        match words[0].as_str() {
            "cd" => {
                self.folder = self.folder.join(&words[1]);
                assert!(self.folder.is_dir(), "{command}");
                String::new()
            }
            "cat" => fs::read_to_string(self.folder.join(&words[1])).unwrap(),
            "sourcebook" => {
                let out = self.home.path().join(".said");
                let file = fs::File::create(&out).unwrap();
                let status = Command::new(env!("CARGO_BIN_EXE_sourcebook"))
                    .args(&words[1..])
                    .current_dir(&self.folder)
                    .env("SOURCE_DATE_EPOCH", "1711584000")
                    .env("COLUMNS", "100")
                    .env_remove("CLICOLOR_FORCE")
                    .stdin(std::process::Stdio::null())
                    .stdout(file.try_clone().unwrap())
                    .stderr(file)
                    .status()
                    .unwrap();
                let mut said = fs::read_to_string(&out).unwrap();
                if !status.success() {
                    said.push_str(&format!("? {}\n", status.code().unwrap()));
                }
                said
            }
            other => panic!("no transcript runs `{other}`"),
        }
    }
}

/// The last line of a build without how long it took.
fn without_time(line: &str) -> String {
    let time = line.strip_prefix("Built ").and_then(|line| line.split_once(" in ")?.1.split_once(" s: "));
    time.map_or_else(|| line.to_owned(), |(time, _)| line.replacen(time, "[..]", 1))
}

/// The words of a command line, with quotation marks as in a shell.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in command.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// True if lines are as expected, with `[..]` for anything in a line, and `[...]` for any lines.
fn fits(expected: &[&str], said: &[&str]) -> bool {
    match expected {
        [] => said.is_empty(),
        ["[...]", rest @ ..] => (0..=said.len()).any(|skipped| fits(rest, &said[skipped..])),
        [line, rest @ ..] => {
            said.first().is_some_and(|said| line_fits(line.trim_end(), said)) && fits(rest, &said[1..])
        }
    }
}

fn line_fits(expected: &str, said: &str) -> bool {
    let mut parts = expected.split("[..]");
    let Some(mut rest) = said.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

fn pages(folder: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(root().join(folder)).unwrap().map(|file| file.unwrap().path());
    let mut pages: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    pages.sort();
    pages
}

#[test]
fn the_manual_and_the_commands_say_what_is_written() {
    for path in [pages("src/cli/manual"), pages("tests/cmd")].concat() {
        let written = Page::run(&path);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, written).unwrap();
        }
    }
}

#[test]
fn every_command_has_its_transcript_with_its_help_and_a_run() {
    let help = Command::new(env!("CARGO_BIN_EXE_sourcebook")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() > 8, "{names:?}");
    for name in names.iter().filter(|name| **name != "help") {
        let path = root().join(format!("tests/cmd/{name}.md"));
        let page = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
        assert!(page.contains(&format!("\n$ sourcebook {name} --help\n")), "{name} shows no help");
        assert!(page.contains("\nExamples:\n  sourcebook "), "the help of {name} has no examples");
        let runs = page.lines().filter(|line| line.starts_with(&format!("$ sourcebook {name}"))).count();
        assert!(runs > 1, "{name} is not run");
    }
}

#[test]
fn wildcards_stand_for_what_changes() {
    assert!(fits(&["a [..] s: [..]b", "[...]", "z"], &["a 0.1 s: xb", "1", "2", "z"]));
    assert!(!fits(&["a [..] s"], &["a 0.1 t"]));
    assert!(!fits(&["a"], &["a", "b"]));
    assert_eq!(words("a \"b c\" d=\"e f\""), ["a", "b c", "d=e f"]);
}
