//! How long an editor waits for the language server: for what it offers, and for findings after a change.
//!
//! ```text
//! cargo bench --bench lsp                    the same as 1000
//! cargo bench --bench lsp -- 1000 10000      types and asks in sites of these sizes, prints a table
//! ```
//!
//! Talks to the program over standard input and output, as an editor does. Each change sends the whole text. An answer is timed from sending the
//! change before the question; findings, from sending the change to those of its version, rest of the keys included.
#![expect(clippy::disallowed_methods, reason = "a program of its own, which reads and writes sites")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its product is a table on the terminal")]

#[allow(dead_code, reason = "other benchmarks use more of it")]
mod generator;

use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};
use tempfile::TempDir;

use generator::generate;
use generator::rng::Rng;

const SOURCEBOOK: &str = env!("CARGO_BIN_EXE_sourcebook");
const CHANGES: usize = 25;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let words = std::env::args().skip(1).filter(|word| word != "--bench");
    let sizes: Option<Vec<usize>> = words.map(|word| word.replace('_', "").parse().ok()).collect();
    let sizes = sizes.filter(|sizes| sizes.iter().all(|n| *n >= generate::LEAST));
    let Some(sizes) = sizes else {
        eprintln!("use: lsp [N…]; N is at least {}", generate::LEAST);
        return ExitCode::from(2);
    };
    println!("of {CHANGES} changes each; milliseconds");
    println!("|     notes | what is typed                  | median |    p95 |");
    println!("| --------: | ------------------------------ | -----: | -----: |");
    for notes in if sizes.is_empty() { &[1000] } else { sizes.as_slice() } {
        measure(*notes);
    }
    ExitCode::SUCCESS
}

/// An editor with a generated site open.
struct Editor {
    folder: TempDir,
    server: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    id: i32,
    version: i32,
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It may have ended by itself, which the next question has told.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Editor {
    fn of(notes: usize) -> Editor {
        let folder = TempDir::with_prefix("sourcebook-lsp-").expect("a temporary folder can be made");
        generate::site(notes, folder.path());
        let mut server = Command::new(SOURCEBOOK)
            .args(["lsp", "--stdio", "--root"])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        let stdin = server.stdin.take().expect("it is piped");
        let stdout = BufReader::new(server.stdout.take().expect("it is piped"));
        let mut editor = Editor { folder, server, stdin, stdout, id: 0, version: 0 };
        editor.ask("initialize", json!({ "capabilities": {}, "rootUri": null }));
        editor.tell("initialized", json!({}));
        editor
    }

    fn tell(&mut self, method: &str, params: Value) {
        let message = Message::Notification(Notification { method: method.to_owned(), params });
        message.write(&mut self.stdin).expect("it listens");
    }

    fn next(&mut self) -> Message {
        Message::read(&mut self.stdout).expect("it speaks the protocol").expect("it has not ended")
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.id += 1;
        let request = Request { id: self.id.into(), method: method.to_owned(), params };
        Message::Request(request).write(&mut self.stdin).expect("it listens");
        loop {
            if let Message::Response(answer) = self.next() {
                return answer.response_result.expect("it has an answer");
            }
        }
    }

    fn uri(&self, path: &str) -> String {
        url::Url::from_file_path(self.folder.path().join(path)).expect("the path is whole").into()
    }

    fn open(&mut self, path: &str, text: &str) {
        let document =
            json!({ "uri": self.uri(path), "languageId": "markdown", "version": self.version, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.findings(path);
    }

    fn change(&mut self, path: &str, text: &str) {
        self.version += 1;
        let document = json!({ "uri": self.uri(path), "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.tell("textDocument/didChange", params);
    }

    /// Waits for the findings of a file as it was sent last.
    fn findings(&mut self, path: &str) {
        let uri = self.uri(path);
        loop {
            if let Message::Notification(told) = self.next()
                && told.method == "textDocument/publishDiagnostics"
                && told.params["uri"] == uri
                && told.params["version"] == self.version
            {
                return;
            }
        }
    }

    /// How long it takes from a change to its findings.
    fn until_findings(&mut self, path: &str, text: &str) -> Duration {
        let start = Instant::now();
        self.change(path, text);
        self.findings(path);
        start.elapsed()
    }

    /// How long it takes from a change to what is offered behind some words in it.
    fn until_offered(&mut self, path: &str, text: &str, behind: &str) -> Duration {
        let end = text.find(behind).expect("they stand in it") + behind.len();
        let line = text[..end].matches('\n').count();
        let column = text[..end].rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        let params = json!({
            "textDocument": { "uri": self.uri(path) },
            "position": { "line": line, "character": column },
        });
        let start = Instant::now();
        self.change(path, text);
        let answer = self.ask("textDocument/completion", params);
        let time = start.elapsed();
        assert!(answer["items"].as_array().is_some_and(|items| !items.is_empty()), "nothing is offered");
        self.findings(path);
        time
    }
}

/// What is typed, and how a text has it after some keys.
type Typing = (&'static str, fn(&str, usize) -> String);

const TYPINGS: [Typing; 6] = [
    ("a word in the text", |text, i| format!("{text}\nAnd {}\n", letters(i))),
    ("a link in the text", |text, i| format!("{text}\nAnd [[{}]]\n", letters(i))),
    ("the title", |text, i| in_field(text, "title: ", &format!("title: New {}", letters(i)))),
    ("an alias", |text, i| in_field(text, "title: ", &format!("aliases: [A {}]\ntitle: T{i} ", letters(i)))),
    ("a date", |text, i| {
        in_field(text, "date: ", &format!("date: 20{:02}-0{}\nsummary: ", i % 25, 1 + i % 9))
    }),
    ("a field that is no YAML yet", |text, i| {
        in_field(text, "title: ", &format!("summary: \"{}\ntitle: ", letters(i)))
    }),
];

fn letters(count: usize) -> String {
    "abcdefghijklmnopqrstuvwxyz".chars().cycle().take(count + 1).collect()
}

fn in_field(text: &str, field: &str, new: &str) -> String {
    text.replacen(&format!("\n{field}"), &format!("\n{new}"), 1)
}

fn measure(notes: usize) {
    let mut editor = Editor::of(notes);
    let mut rng = Rng::new(1);
    let events = files(&editor.folder.path().join("content/events"));
    let row = |what: &str, times: Vec<Duration>| {
        let (median, p95) = summary(times);
        println!("| {notes:>9} | {what:<30} | {median:>6.1} | {p95:>6.1} |");
    };
    for (what, typed) in TYPINGS {
        let path = format!("content/events/{}", events[rng.below(events.len())]);
        let text = std::fs::read_to_string(editor.folder.path().join(&path)).expect("the note can be read");
        editor.open(&path, &text);
        let times = (0..CHANGES).map(|i| editor.until_findings(&path, &typed(&text, i))).collect();
        row(&format!("findings: {what}"), times);
        let document = json!({ "uri": editor.uri(&path) });
        editor.tell("textDocument/didClose", json!({ "textDocument": document }));
    }
    let path = format!("content/events/{}", events[rng.below(events.len())]);
    let text = std::fs::read_to_string(editor.folder.path().join(&path)).expect("the note can be read");
    editor.open(&path, &text);
    for start in ["[[", "[[nor", "[@", "[@amb"] {
        let times = (0..CHANGES).map(|i| {
            let text = format!("{text}\nAnd {} {start}\n", letters(i));
            editor.until_offered(&path, &text, &format!("And {} {start}", letters(i)))
        });
        let times = times.collect();
        row(&format!("offers: {start}"), times);
    }
    let times = (0..CHANGES).map(|i| {
        // What was saved is taken in before the next question is.
        let document = json!({ "uri": editor.uri(&path) });
        editor.tell("textDocument/didSave", json!({ "textDocument": document }));
        let text = format!("{text}\nAnd {} [[\n", letters(i));
        editor.until_offered(&path, &text, &format!("And {} [[", letters(i)))
    });
    let times = times.collect();
    row("offers after a save: [[", times);
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    let names = entries.map(|entry| entry.expect("to its end").file_name().to_string_lossy().into_owned());
    let mut all: Vec<String> = names.collect();
    all.sort();
    all
}

/// The median and the time that 95 of 100 do not exceed, in milliseconds.
fn summary(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize].as_secs_f64() * 1000.0;
    (at(0.5), at(0.95))
}
