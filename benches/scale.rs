//! Speed and memory of a whole build and a whole check, on generated sites of any size.
//!
//! ```text
//! cargo bench --bench scale                              the same as `run 1000`
//! cargo bench --bench scale -- run 1000 10000            generate, measure, print a table
//! cargo bench --bench scale -- generate 10000 /tmp/site  only write a site
//! cargo bench --bench scale -- floor /tmp/site /tmp/out  only do what every builder must do
//! cargo bench --bench scale -- floor /tmp/site /tmp/out /tmp/site/public  the same, and write all files of a built site
//! ```
//!
//! `run` measures child processes: wall time by the clock, CPU time and peak memory by `/usr/bin/time` where there is one. Two floors are
//! given beside the build. The *floor* reads every note, makes HTML of its Markdown and writes one page of about 5.5 KB a note, as the
//! leanest of our peers do, on two threads, and nothing else. The *tree's floor* does the same and writes the very files that the build
//! wrote, with their paths and sizes, so that what is above it is our own work and not the disk's. Machines are shared and noisy, and the
//! kernel takes most of a floor's time, so the ratios say more than the seconds. `TMPDIR` says where the sites of `run` are made: on a
//! memory file system files cost little and the ratios are highest.
#![expect(clippy::disallowed_methods, reason = "a program of its own, which reads and writes sites")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its product is a table on the terminal")]

mod generator;

use std::path::Path;
use std::process::ExitCode;

use generator::{disk, generate};

const USAGE: &str = "use: scale [run N [N…] | generate N DIR | floor SITE OUT [TREE]]";

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if obey(&words).is_none() {
        eprintln!("{USAGE}\nN is at least {}", generate::LEAST);
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

/// Does what the words say, if they say something.
fn obey(words: &[&str]) -> Option<()> {
    match words {
        [] => run::run(&[1000]),
        ["run", sizes @ ..] if !sizes.is_empty() => {
            run::run(&sizes.iter().map(|n| size(n)).collect::<Option<Vec<_>>>()?);
        }
        ["generate", n, dir] => generate::site(size(n)?, Path::new(dir)),
        ["floor", site, out] => floor::run(Path::new(site), Path::new(out), None),
        ["floor", site, out, tree] => floor::run(Path::new(site), Path::new(out), Some(Path::new(tree))),
        _ => return None,
    }
    Some(())
}

/// A number of notes; `10_000` will do too.
fn size(word: &str) -> Option<usize> {
    word.replace('_', "").parse().ok().filter(|n| *n >= generate::LEAST)
}

/// The least that any builder must do for a site.
mod floor {
    use std::path::{Path, PathBuf};
    use std::time::Instant;

    use pulldown_cmark::{Options, Parser, html};
    use rayon::prelude::*;
    use walkdir::{DirEntry, WalkDir};

    use super::disk;

    /// Text of a page around the note, in bytes.
    const PAGE: usize = 3000;
    const THREADS: usize = 2;

    /// A file to write: its path below the output, and its size if that is given.
    type File = (PathBuf, Option<usize>);

    /// Makes the pages of `site` in `out`, or else all files of `tree`, and prints what that took.
    pub(super) fn run(site: &Path, out: &Path, tree: Option<&Path>) {
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(THREADS).build().expect("two threads can be started");
        // To look at the tree is no work that a builder has.
        let files = tree.map(files_of);
        let (start, before) = (Instant::now(), cpu_seconds());
        let (files, bytes) = pool.install(|| pages(&site.join("content"), out, files));
        let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - before);
        let megabytes = bytes as f64 / 1e6;
        println!(
            "{files} files, {megabytes:.0} MB, wall {wall:.3} s, CPU {cpu:.2} s, peak {:.1} MB",
            peak_mb()
        );
    }

    /// The files of a folder with their sizes.
    fn files_of(tree: &Path) -> Vec<File> {
        let files = walk(tree).into_iter().filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let size =
                    entry.metadata().unwrap_or_else(|error| panic!("cannot look at a file: {error}")).len();
                let path = entry.path().strip_prefix(tree).expect("the file was found there");
                (path.to_owned(), Some(size as usize))
            })
            .collect()
    }

    fn walk(folder: &Path) -> Vec<DirEntry> {
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
        entries.map(|entry| entry.unwrap_or_else(|error| panic!("cannot list a folder: {error}"))).collect()
    }

    /// Makes HTML of all notes and writes all files; gives the number and the bytes of the files.
    fn pages(content: &Path, out: &Path, files: Option<Vec<File>>) -> (usize, usize) {
        let is_note = |entry: &DirEntry| {
            entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "md")
        };
        let notes: Vec<PathBuf> =
            walk(content).into_iter().filter(is_note).map(DirEntry::into_path).collect();
        let own = |note: &PathBuf| {
            let path = note.strip_prefix(content).expect("the note was found there");
            (path.with_extension("html"), None)
        };
        let files = files.unwrap_or_else(|| notes.iter().map(own).collect());
        let folders: std::collections::BTreeSet<&Path> =
            files.iter().filter_map(|(path, _)| path.parent()).collect();
        folders.into_iter().for_each(|folder| disk::make(&out.join(folder)));
        let frame = "<p>page</p>\n".repeat(PAGE / 12);
        let jobs = (0..notes.len().max(files.len())).into_par_iter();
        let bytes = jobs.map(|i| {
            let page = page(notes.get(i), &frame);
            files.get(i).map_or(0, |file| write(file, page, &frame, out))
        });
        (files.len(), bytes.sum())
    }

    /// Reads a note and makes a page of it.
    fn page(note: Option<&PathBuf>, frame: &str) -> String {
        let read = |note: &PathBuf| {
            std::fs::read_to_string(note).unwrap_or_else(|e| panic!("cannot read {}: {e}", note.display()))
        };
        let text = note.map(read).unwrap_or_default();
        let mut page = String::with_capacity(frame.len() + 2 * text.len());
        page.push_str(frame);
        html::push_html(&mut page, Parser::new_ext(body(&text), dialect()));
        page
    }

    /// Writes a page at the size that its file is to have; gives the size.
    fn write((path, size): &File, mut page: String, frame: &str, out: &Path) -> usize {
        if let Some(size) = *size {
            while page.len() < size {
                page.push_str(frame);
            }
            page.truncate(page.floor_char_boundary(size));
            page.extend(std::iter::repeat_n(' ', size - page.len()));
        }
        disk::write(&out.join(path), &page);
        page.len()
    }

    /// The extensions of our dialect that `pulldown-cmark` has.
    fn dialect() -> Options {
        Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_WIKILINKS
    }

    /// The text after the front matter.
    fn body(text: &str) -> &str {
        text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body)
    }

    /// CPU seconds of this process; the kernel counts a hundredth of a second at a time.
    fn cpu_seconds() -> f64 {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // The name of the program, in brackets, may hold spaces; user and system time are fields 14 and 15.
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        let ticks =
            after_name.split(' ').skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>();
        ticks / 100.0
    }

    fn peak_mb() -> f64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let kilobytes =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        kilobytes.and_then(|number| number.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
    }
}

/// Measures builds of sites of several sizes.
mod run {
    use std::io::Write;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::time::Instant;

    use tempfile::TempDir;

    use super::generate;

    const ROUNDS: usize = 3;
    const TIME: &str = "/usr/bin/time";
    const SOURCEBOOK: &str = env!("CARGO_BIN_EXE_sourcebook");

    /// What a child process took; without `/usr/bin/time` only the wall is known.
    struct Taken {
        wall: f64,
        cpu: f64,
        peak_mb: f64,
    }

    /// Measures a site of each size and prints a table.
    pub(super) fn run(sizes: &[usize]) {
        if !Path::new(TIME).exists() {
            println!("there is no {TIME}: CPU time and memory are not measured");
        }
        println!("medians of {ROUNDS}; seconds and MB; build/floor and build/tree are ratios of CPU time");
        println!(
            "|     notes | floor wall | floor CPU | tree's floor wall | its CPU | build wall | build CPU |  peak | written | build/floor | build/tree | unchanged | one note | check wall | check CPU |"
        );
        println!(
            "| --------: | ---------: | --------: | ----------------: | ------: | ---------: | --------: | ----: | ------: | ----------: | ---------: | --------: | -------: | ---------: | --------: |"
        );
        for notes in sizes {
            row(*notes);
        }
    }

    fn row(notes: usize) {
        let folder = TempDir::with_prefix("sourcebook-scale-").expect("a temporary folder can be made");
        let bench = Bench {
            site: folder.path().join("site"),
            out: folder.path().join("floor"),
            folder: folder.path(),
        };
        generate::site(notes, &bench.site);
        let floor = median(|| bench.fresh_floor(None));
        let build = median(|| bench.fresh_build());
        let public = bench.site.join("public");
        let tree = median(|| bench.fresh_floor(Some(&public)));
        let written = size(&public) as f64 / 1e6;
        let unchanged = bench.build();
        bench.change_one_note();
        let one = bench.build();
        let check = median(|| bench.check());
        println!(
            "| {notes:>9} | {:>10.3} | {:>9.2} | {:>17.3} | {:>7.2} | {:>10.3} | {:>9.2} | {:>5.0} | {written:>7.0} | {:>11.1} | {:>10.1} | {:>9.3} | {:>8.3} | {:>10.3} | {:>9.2} |",
            floor.wall,
            floor.cpu,
            tree.wall,
            tree.cpu,
            build.wall,
            build.cpu,
            build.peak_mb,
            build.cpu / floor.cpu,
            build.cpu / tree.cpu,
            unchanged.wall,
            one.wall,
            check.wall,
            check.cpu,
        );
    }

    /// The bytes of all files in a folder.
    fn size(folder: &Path) -> u64 {
        let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        files
            .filter_map(|file| file.metadata().ok())
            .filter(|meta| meta.is_file())
            .map(|meta| meta.len())
            .sum()
    }

    struct Bench<'a> {
        folder: &'a Path,
        site: PathBuf,
        /// Output of the floor; the build's is `public/` in the site.
        out: PathBuf,
    }

    impl Bench<'_> {
        /// Takes a folder out of the way. File systems are slow to give out again what has just been deleted (ext4 looks through all of it for
        /// some seconds), so nothing is deleted before the end.
        fn put_away(&self, folder: &Path) {
            let away = TempDir::with_prefix_in("old-", self.folder).expect("a folder can be made").keep();
            match std::fs::rename(folder, away.join("it")) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    panic!("cannot move {}: {error}", folder.display())
                }
                _ => {}
            }
        }

        /// What the floor itself says that it took: to list a tree is not counted.
        fn fresh_floor(&self, tree: Option<&Path>) -> Taken {
            self.put_away(&self.out);
            let this = std::env::current_exe().expect("this program has a path");
            let output = Command::new(this).arg("floor").arg(&self.site).arg(&self.out).args(tree).output();
            let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
            let said = said.unwrap_or_else(|error| panic!("cannot run the floor: {error}"));
            let number = |name: &str| {
                let behind = said.split(name).nth(1).and_then(|rest| rest.split_whitespace().next());
                behind.and_then(|number| number.parse().ok()).unwrap_or(f64::NAN)
            };
            Taken { wall: number(" wall "), cpu: number(" CPU "), peak_mb: number(" peak ") }
        }

        fn fresh_build(&self) -> Taken {
            self.put_away(&self.site.join("public"));
            self.put_away(&self.site.join(".public.sourcebook"));
            let taken = self.build();
            let home = self.site.join("public/index.html");
            assert!(home.is_file(), "{SOURCEBOOK} made no {}", home.display());
            taken
        }

        fn build(&self) -> Taken {
            self.measure(Command::new(SOURCEBOOK).arg("build").arg("--root").arg(&self.site))
        }

        /// Runs all rules; a generated site has findings, but no errors.
        fn check(&self) -> Taken {
            self.measure(Command::new(SOURCEBOOK).arg("check").arg("--root").arg(&self.site))
        }

        /// Adds a sentence to the first event.
        fn change_one_note(&self) {
            let folder = self.site.join("content/events");
            let entries = std::fs::read_dir(&folder).expect("the folder of events can be listed");
            let note = entries.map(|entry| entry.expect("it can be listed to its end").path()).min();
            let note = note.expect("there is an event");
            let mut file =
                std::fs::OpenOptions::new().append(true).open(&note).expect("the event can be opened");
            file.write_all(b"One more sentence.\n").expect("the event can be written");
        }

        /// Runs a program to its end, which must be a good one.
        fn measure(&self, command: &Command) -> Taken {
            let report = self.folder.join("time");
            let mut command = timed(command, &report);
            let start = Instant::now();
            let output = command.output().unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
            let wall = start.elapsed().as_secs_f64();
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stderr);
                let from = said.floor_char_boundary(said.len().saturating_sub(4000));
                panic!("{command:?} failed with {}:\n{}", output.status, &said[from..]);
            }
            let report = std::fs::read_to_string(report).unwrap_or_default();
            let numbers: Vec<f64> = report.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            let [user, system, kilobytes] = numbers[..] else {
                return Taken { wall, cpu: f64::NAN, peak_mb: f64::NAN };
            };
            Taken { wall, cpu: user + system, peak_mb: kilobytes / 1024.0 }
        }
    }

    /// The same command under `/usr/bin/time`, if there is one.
    fn timed(command: &Command, report: &Path) -> Command {
        let mut timed = if Path::new(TIME).exists() {
            let mut timed = Command::new(TIME);
            timed.args(["-f", "%U %S %M", "-o"]).arg(report).arg(command.get_program());
            timed
        } else {
            Command::new(command.get_program())
        };
        timed.args(command.get_args());
        timed
    }

    /// Measures some rounds and takes the median of each number.
    fn median(mut round: impl FnMut() -> Taken) -> Taken {
        let rounds: Vec<Taken> = (0..ROUNDS).map(|_| round()).collect();
        let of = |number: fn(&Taken) -> f64| {
            let mut numbers: Vec<f64> = rounds.iter().map(number).collect();
            numbers.sort_by(f64::total_cmp);
            numbers[ROUNDS / 2]
        };
        Taken { wall: of(|taken| taken.wall), cpu: of(|taken| taken.cpu), peak_mb: of(|taken| taken.peak_mb) }
    }
}
