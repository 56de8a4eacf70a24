//! How long it takes from saving a note until the preview serves the new page, and whether that page is right.
//!
//! ```text
//! cargo bench --bench serve                        the same as `edit 1000`
//! cargo bench --bench serve -- edit 1000 10000     edits and asks, prints a table
//! cargo bench --bench serve -- walk 10000 100      changes at random, and compares every page with a clean build
//! ```
//!
//! `edit` appends words to a note and asks for its page, then renames a note and asks for a page that names it, each time until the answer is the new
//! one. `walk` edits, renames and deletes, and asks for a page after each change; every tenth time all pages are compared.
#![expect(clippy::disallowed_methods, reason = "a program of its own, which reads and writes sites")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its product is a table on the terminal")]

#[allow(dead_code, reason = "other benchmarks use more of it")]
mod generator;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use generator::generate;
use generator::rng::Rng;

const SOURCEBOOK: &str = env!("CARGO_BIN_EXE_sourcebook");
const EDITS: usize = 60;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if obey(&words).is_none() {
        eprintln!("use: serve [edit N [N…] | walk N STEPS]; N is at least {}", generate::LEAST);
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

fn obey(words: &[&str]) -> Option<()> {
    match words {
        [] => edit(&[1000]),
        ["edit", sizes @ ..] if !sizes.is_empty() => {
            edit(&sizes.iter().map(|n| size(n)).collect::<Option<Vec<_>>>()?);
        }
        ["walk", notes, steps] => walk(size(notes)?, steps.parse().ok()?),
        _ => return None,
    }
    Some(())
}

fn size(word: &str) -> Option<usize> {
    word.replace('_', "").parse().ok().filter(|n| *n >= generate::LEAST)
}

/// A generated site with its preview.
struct Preview {
    folder: TempDir,
    child: Child,
    stream: BufReader<TcpStream>,
    port: u16,
    head: String,
}

fn connect(port: u16) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("it answers");
    stream.set_nodelay(true).expect("small questions go at once");
    BufReader::new(stream)
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself, which the next question has told.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn of(notes: usize) -> Preview {
        let folder = TempDir::with_prefix("sourcebook-serve-").expect("a temporary folder can be made");
        generate::site(notes, folder.path());
        let mut child = Command::new(SOURCEBOOK)
            .args(["serve", "--quiet", "--port", "0", "--root"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program can be run");
        let said = BufReader::new(child.stdout.take().expect("it is piped")).lines().next();
        let said = said.expect("it says its address").expect("in words");
        let (_, address) = said.split_once("http://").expect("an address");
        let (host, key) = address.split_once("/?key=").expect("a key");
        let port: u16 = host.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        let head = format!("Host: {host}\r\nCookie: sourcebook-{port}={key}\r\n\r\n");
        Preview { folder, child, stream: connect(port), port, head }
    }

    fn ask(&mut self, path: &str) -> (u16, Vec<u8>) {
        self.try_ask(path).unwrap_or_else(|_| {
            // A connection that nobody asked anything over for a while is closed.
            self.stream = connect(self.port);
            self.try_ask(path).expect("it answers")
        })
    }

    fn try_ask(&mut self, path: &str) -> std::io::Result<(u16, Vec<u8>)> {
        let request = format!("GET /{path} HTTP/1.1\r\n{}", self.head);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut length) = (0, 0);
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                status = rest.split(' ').next().and_then(|status| status.parse().ok()).unwrap_or(0);
            }
            if let Some(rest) = line.strip_prefix("content-length: ") {
                length = rest.parse().expect("a number");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, body))
    }

    /// Asks until a page holds some words; how long that took since a moment.
    fn until(&mut self, path: &str, words: &str, since: Instant) -> Duration {
        loop {
            let (_, body) = self.ask(path);
            if body.windows(words.len()).any(|part| part == words.as_bytes()) {
                return since.elapsed();
            }
            assert!(since.elapsed() < Duration::from_secs(60), "{path} never showed `{words}`");
            std::thread::sleep(Duration::from_micros(300));
        }
    }

    fn notes(&self, folder: &str) -> Vec<PathBuf> {
        let folder = self.folder.path().join("content").join(folder);
        let entries = std::fs::read_dir(folder).expect("the folder can be listed");
        let mut all: Vec<PathBuf> = entries.map(|entry| entry.expect("to its end").path()).collect();
        all.sort();
        all
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a note has a name").to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn edit(sizes: &[usize]) {
    println!("from saving a note to the new page being served, of {EDITS} edits each; milliseconds");
    println!("|     notes | own page, median |   p95 | a page that names it, median |   p95 |");
    println!("| --------: | ---------------: | ----: | ---------------------------: | ----: |");
    for notes in sizes {
        let mut preview = Preview::of(*notes);
        preview.until("index.html", "</html>", Instant::now());
        let mut rng = Rng::new(1);
        let [own, other] = [own(&mut preview, &mut rng), named(&mut preview, &mut rng)].map(summary);
        println!("| {notes:>9} | {:>16.1} | {:>5.1} | {:>28.1} | {:>5.1} |", own.0, own.1, other.0, other.1);
    }
}

/// Appends words to notes.
fn own(preview: &mut Preview, rng: &mut Rng) -> Vec<Duration> {
    let events = preview.notes("events");
    let edits = (0..EDITS).map(|i| {
        let note = &events[rng.below(events.len())];
        let (page, words) = (format!("events/{}.html", stem(note)), format!("appended{i}words"));
        let text = format!("{}\nAnd {words}.\n", read(note));
        let start = Instant::now();
        write(note, &text);
        preview.until(&page, &words, start)
    });
    edits.collect()
}

/// Gives notes other titles, and looks at the page of the note that comes next in the order of time or is linked.
fn named(preview: &mut Preview, rng: &mut Rng) -> Vec<Duration> {
    let actors = preview.notes("actors");
    let edits = (0..EDITS).filter_map(|i| {
        let note = &actors[rng.below(actors.len())];
        let text = read(note);
        // A relation names its other side on both pages.
        let other = text.lines().find_map(|line| line.trim().strip_prefix("to: "))?.to_owned();
        let words = format!("Renamed {i} of them");
        let title = text.lines().find(|line| line.starts_with("title: "))?.to_owned();
        let text = text.replacen(&title, &format!("title: {words}"), 1);
        let start = Instant::now();
        write(note, &text);
        Some(preview.until(&format!("actors/{other}.html"), &words, start))
    });
    edits.collect()
}

/// The median and the time that 95 of 100 do not exceed, in milliseconds.
fn summary(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize].as_secs_f64() * 1000.0;
    (at(0.5), at(0.95))
}

/// Changes at random, and compares.
fn walk(notes: usize, steps: usize) {
    let mut preview = Preview::of(notes);
    let content = preview.folder.path().join("content");
    let mark = content.join("pages/mark.md");
    std::fs::create_dir_all(content.join("pages")).expect("a folder can be made");
    let mut rng = Rng::new(2);
    let mut whole = 0;
    for step in 0..steps {
        let folder = ["events", "actors"][rng.below(2)];
        let all = preview.notes(folder);
        let note = &all[rng.below(all.len())];
        let text = read(note);
        match rng.below(8) {
            0 => std::fs::rename(note, note.with_file_name(format!("moved-{step}.md")))
                .expect("it can be renamed"),
            1 => std::fs::remove_file(note).expect("it can be deleted"),
            2 => write(note, &text.replacen("title: ", &format!("title: Step {step} "), 1)),
            _ => write(note, &format!("{text}\nStep {step}.\n")),
        }
        let words = format!("step-{step}-end");
        write(&mark, &format!("---\ntitle: Mark\n---\n{words}\n"));
        let built = Command::new(SOURCEBOOK)
            .args(["build", "--quiet", "--root"])
            .arg(preview.folder.path())
            .output()
            .expect("the program can be run");
        if !built.status.success() {
            // Others named the note: what was done is undone.
            let moved = note.with_file_name(format!("moved-{step}.md"));
            if moved.exists() {
                std::fs::remove_file(moved).expect("it can be deleted");
            }
            write(note, &text);
            continue;
        }
        preview.until("mark.html", &words, Instant::now());
        let public = preview.folder.path().join("public");
        let mut pages =
            vec![format!("{folder}/{}.html", stem(note)), "timeline.html".into(), "index.html".into()];
        if step % 10 == 0 {
            let files = walkdir::WalkDir::new(&public).into_iter().filter_map(Result::ok);
            let html = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "html"));
            let inside =
                |file: walkdir::DirEntry| Some(file.path().strip_prefix(&public).ok()?.to_str()?.to_owned());
            pages = html.filter_map(inside).collect();
            whole += 1;
        }
        for page in pages {
            let built = std::fs::read(public.join(&page)).unwrap_or_default();
            let (status, shown) = preview.ask(&page);
            let same = if built.is_empty() { status == 404 } else { shown == built };
            assert!(same, "after step {step}, {page} is not that of a clean build");
        }
    }
    println!(
        "{steps} changes in {notes} notes; {whole} times, every page was compared with a clean build, and none differed"
    );
}
