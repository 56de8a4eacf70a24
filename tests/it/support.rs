//! A site in a folder of its own, and what building it says and makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use html5gum::{Token, Tokenizer};

/// Every file below a folder by its path from there; a folder is its path with a slash, a link what it points to.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A site that is deleted with its folder.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// Makes a site with nothing but a title.
    pub(crate) fn new() -> Self {
        let site = Site { folder: tempfile::tempdir().unwrap() };
        site.settings("title: Test\n");
        site
    }

    /// Makes the site of a fixture, without its marks.
    pub(crate) fn of(fixture: &str) -> Self {
        let site = Site::new();
        for file in files(fixture) {
            site.odd_file(&file);
        }
        site
    }

    /// The site's folder. Its parent belongs to the site as well.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file below the site's folder.
    pub(crate) fn file(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Writes a file of a fixture, in the way that stands behind its path.
    fn odd_file(&self, file: &File) {
        let mut text = file.text.clone();
        match file.way.split_once(' ').unwrap_or((&file.way, "")) {
            ("", _) => {}
            ("escaped", _) => text = unescaped(&text),
            // Each letter becomes one byte, which is no UTF-8 for those above ASCII.
            ("latin-1", _) => {
                self.file(&file.path, text.chars().map(|c| c as u8).collect::<Vec<u8>>());
                return;
            }
            ("padded", megabytes) => {
                let size = megabytes.trim_start_matches("to ").trim_end_matches(" MB");
                text.push_str(&"x".repeat(size.parse::<usize>().unwrap() * 1_000_000));
            }
            #[cfg(unix)]
            ("pipe", _) => {
                self.file(&file.path, "");
                fs::remove_file(self.path(&file.path)).unwrap();
                let made = Command::new("mkfifo").arg(self.path(&file.path)).status().unwrap();
                assert!(made.success());
                return;
            }
            #[cfg(unix)]
            ("link", to) => {
                self.file(&file.path, "");
                fs::remove_file(self.path(&file.path)).unwrap();
                std::os::unix::fs::symlink(to.trim_start_matches("to "), self.path(&file.path)).unwrap();
                return;
            }
            (way, _) => panic!("no file is made like `{way}`"),
        }
        self.file(&file.path, text);
    }

    /// Writes a file below `content/`.
    pub(crate) fn note(&self, path: &str, text: &str) -> &Self {
        self.file(&format!("content/{path}"), text)
    }

    /// Writes `site.yaml`.
    pub(crate) fn settings(&self, yaml: &str) -> &Self {
        self.file("site.yaml", yaml)
    }

    /// `sourcebook build` for this site, to be changed before it is run.
    pub(crate) fn command(&self) -> Command {
        self.command_of("build")
    }

    /// A command of `sourcebook` for this site.
    pub(crate) fn command_of(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sourcebook"));
        command.arg(name).arg("--root").arg(self.root());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn build(&self) -> Run {
        self.build_with(|command| command)
    }

    pub(crate) fn build_with(&self, change: impl FnOnce(&mut Command) -> &mut Command) -> Run {
        let mut command = self.command();
        change(&mut command);
        command.output().unwrap().into()
    }

    /// Builds and gives the text form of a page; see [`shown`].
    pub(crate) fn shown(&self, page: &str) -> String {
        self.build().fine();
        shown(&self.page(page))
    }

    /// A file of the output as text.
    pub(crate) fn page(&self, path: &str) -> String {
        let path = self.path("public").join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// All files of the output.
    pub(crate) fn output(&self) -> Tree {
        tree(&self.path("public"))
    }

    /// All files of the site's folder and its parent, output and work folders included.
    pub(crate) fn everything(&self) -> Tree {
        tree(self.folder.path())
    }
}

/// How a build ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// Asserts that the build went well.
    #[track_caller]
    pub(crate) fn fine(&self) -> &Self {
        self.code(0)
    }

    #[track_caller]
    pub(crate) fn code(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}{}", self.stdout, self.stderr);
        self
    }

    /// Asserts that the build said something.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        let said = self.stdout.contains(words) || self.stderr.contains(words);
        assert!(said, "nothing says `{words}`:\n{}{}", self.stdout, self.stderr);
        self
    }

    /// Every finding that was printed.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let mut all: Vec<Finding> = Vec::new();
        for line in self.stderr.lines() {
            let head = line.split_once("]: ").and_then(|(head, _)| head.split_once('['));
            if let Some((level @ ("error" | "warning"), rule)) = head {
                let (level, rule) = (level.to_owned(), rule.to_owned());
                all.push(Finding { level, rule, place: String::new(), width: 0, block: String::new() });
            }
            let Some(finding) = all.last_mut() else { continue };
            finding.block.push_str(line);
            finding.block.push('\n');
            let line = line.trim_start();
            if let Some(place) = line.strip_prefix("--> ")
                && finding.place.is_empty()
            {
                finding.place = place.to_owned();
            }
            let drawn = line.strip_prefix('|').map(str::trim).unwrap_or_default();
            if finding.width == 0 && !drawn.is_empty() && drawn.chars().all(|c| c == '^') {
                finding.width = drawn.len();
            }
        }
        all
    }

    /// Level-less short form of all findings: `rule place`.
    pub(crate) fn rules(&self) -> Vec<String> {
        self.findings().into_iter().map(|f| format!("{} {}", f.rule, f.place)).collect()
    }
}

/// A finding as it was printed.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) level: String,
    pub(crate) rule: String,
    /// `content/…:line:column`.
    pub(crate) place: String,
    /// How many characters are underlined, if they are on one line.
    pub(crate) width: usize,
    pub(crate) block: String,
}

/// Builds a fixture and compares what is reported with the marks that are drawn in it.
///
/// A fixture is several files, each after a line `//- actors/x.md` (below `content/`) or `//- /site.yaml` (below the site's folder). Under a
/// line, `^^^^ rule: words` marks a finding there: its rule, its exact place and length, and words that stand in its report, parted by ` … `.
/// `^^^^ warning rule: words` marks one that does not stop the build. `!! error rule: words`, in any file, marks a finding about the site as a
/// whole, which has no place. Without a mark, the site builds without a word.
///
/// A word in parentheses behind a file's path says how it is made: see [`File::way`].
#[track_caller]
pub(crate) fn check(fixture: &str) -> Site {
    let site = Site::of(fixture);
    let run = site.build();
    let mut marks: Vec<Mark> = files(fixture).into_iter().flat_map(|file| file.marks).collect();
    let mut found = run.findings();
    let place = |f: &Finding| (f.place.clone(), f.rule.clone());
    found.sort_by_key(place);
    marks.sort_by_key(|mark| (mark.place.clone(), mark.rule.clone()));
    let show = |level: &str, place: &str, rule: &str| format!("{level} {place} {rule}");
    let wanted: Vec<String> = marks.iter().map(|m| show(&m.level, &m.place, &m.rule)).collect();
    let got: Vec<String> = found.iter().map(|f| show(&f.level, &f.place, &f.rule)).collect();
    assert_eq!(got, wanted, "found, and wanted, in\n{fixture}\n{}", run.stderr);
    for mark in &marks {
        let here = || found.iter().filter(|f| f.place == mark.place && f.rule == mark.rule);
        let fits = |f: &&Finding| mark.words.split(" … ").all(|words| f.block.contains(words));
        let Some(found) = here().find(fits) else {
            panic!("`{}` does not stand in {:#?}", mark.words, here().collect::<Vec<_>>());
        };
        assert!(found.width == 0 || found.width == mark.width, "the length of\n{}", found.block);
    }
    let wrong = marks.iter().any(|mark| mark.level == "error");
    run.code(i32::from(wrong));
    assert_eq!(site.path("public").exists(), !wrong, "with an error, nothing is written");
    site
}

/// A file of a fixture.
pub(crate) struct File {
    path: String,
    /// How it is made, if not plainly: `escaped` (`\u{7}` stands for that character, in which marks count it once), `latin-1`, `padded to 5 MB`,
    /// `pipe`, `link to PATH`.
    way: String,
    text: String,
    pub(crate) marks: Vec<Mark>,
}

/// A finding as it is drawn in a fixture.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) level: String,
    pub(crate) place: String,
    pub(crate) rule: String,
    words: String,
    pub(crate) width: usize,
}

/// The files of a fixture; `//- actors/x.md (latin-1)` says how one is made.
pub(crate) fn files(fixture: &str) -> Vec<File> {
    let filled = || fixture.lines().filter(|line| !line.trim().is_empty());
    let indent = filled().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut all: Vec<File> = Vec::new();
    let mut number = 0;
    for line in fixture.lines().map(|line| line.get(indent..).unwrap_or_default()) {
        if let Some(path) = line.strip_prefix("//- ") {
            let (path, way) = path.split_once(" (").unwrap_or((path, ""));
            let path = path.strip_prefix('/').map_or_else(|| format!("content/{path}"), str::to_owned);
            let way = way.trim_end_matches(')').to_owned();
            all.push(File { path, way, text: String::new(), marks: Vec::new() });
            number = 0;
            continue;
        }
        let Some(file) = all.last_mut() else { continue };
        let carets = line.trim_start();
        let width = carets.len() - carets.trim_start_matches('^').len();
        let whole = carets.strip_prefix("!! ");
        if width == 0 && whole.is_none() {
            number += 1;
            file.text.push_str(line);
            file.text.push('\n');
            continue;
        }
        let rest = whole.unwrap_or(&carets[width..]).trim();
        let (level, rest) = match rest.strip_prefix("warning ") {
            Some(rest) => ("warning", rest),
            None => ("error", rest.strip_prefix("error ").unwrap_or(rest)),
        };
        let (rule, words) = rest.split_once(": ").unwrap_or((rest, ""));
        let mut columns = line.len() - carets.len()..line.len() - carets.len() + width;
        if file.way == "escaped" {
            let above: Vec<char> = file.text.lines().last().unwrap_or_default().chars().collect();
            let count = |end: usize| unescaped(&above[..end].iter().collect::<String>()).chars().count();
            columns = count(columns.start)..count(columns.end);
        }
        let place = match whole {
            Some(_) => String::new(),
            None => format!("{}:{number}:{}", file.path, columns.start + 1),
        };
        let width = columns.len();
        let (level, rule, words) = (level.to_owned(), rule.to_owned(), words.to_owned());
        file.marks.push(Mark { level, place, rule, words, width });
    }
    all
}

/// A text with a character in place of each `\u{…}`.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}').unwrap_or_else(|| panic!("`\\u{{{part}` has no end"));
        out.push(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).unwrap());
        out.push_str(rest);
    }
    out
}

/// Reads every file below a folder; nothing if there is none.
pub(crate) fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().filter_map(Result::ok);
    entries
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            let kind = entry.file_type();
            if kind.is_dir() {
                (path + "/", Vec::new())
            } else if kind.is_symlink() {
                (path, fs::read_link(entry.path()).unwrap().to_string_lossy().into_owned().into_bytes())
            } else if kind.is_file() {
                (path, fs::read(entry.path()).unwrap())
            } else {
                (path, b"special".to_vec())
            }
        })
        .collect()
}

/// The paths at which two trees are not the same.
pub(crate) fn differences(a: &Tree, b: &Tree) -> Vec<String> {
    let mut all: Vec<String> =
        a.keys().chain(b.keys()).filter(|path| a.get(*path) != b.get(*path)).cloned().collect();
    all.sort();
    all.dedup();
    all
}

/// Waits for a process, but not for ever.
pub(crate) fn wait(mut child: std::process::Child, most: Duration) -> Run {
    let end = Instant::now() + most;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("the build did not end in {most:?}: {:?}", child.wait_with_output());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap().into()
}

/// What a page shows between `<main>` and `</main>`, in the manner of Markdown: `[words](href)`, `![alt](src)`, `## {#id} Heading`.
pub(crate) fn shown(html: &str) -> String {
    let start = html.find("<main").unwrap_or(0);
    let end = html.find("</main>").unwrap_or(html.len());
    let mut out = String::new();
    let mut hrefs: Vec<String> = Vec::new();
    for Ok(token) in Tokenizer::new(&html[start..end]) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let get = |key: &str| {
                    let value = tag.attributes.get(key.as_bytes());
                    value.map(|v| String::from_utf8_lossy(v).into_owned()).unwrap_or_default()
                };
                match name.as_str() {
                    "a" => {
                        out.push('[');
                        hrefs.push(get("href"));
                    }
                    "img" => out.push_str(&format!("![{}]({})", get("alt"), get("src"))),
                    "code" => out.push('`'),
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                        let level = usize::from(name.as_bytes()[1] - b'0');
                        out.push_str(&format!("\n{} {{#{}}} ", "#".repeat(level), get("id")));
                    }
                    name if is_inline(name) => {}
                    _ => out.push('\n'),
                }
            }
            Token::EndTag(tag) => match &*String::from_utf8_lossy(&tag.name) {
                "a" => out.push_str(&format!("]({})", hrefs.pop().unwrap_or_default())),
                "code" => out.push('`'),
                name if is_inline(name) => {}
                _ => out.push('\n'),
            },
            Token::String(text) => out.push_str(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn is_inline(name: &str) -> bool {
    matches!(name, "bdi" | "span" | "em" | "strong" | "del" | "sup" | "sub" | "time" | "abbr" | "b" | "i")
}

/// Asserts that a text stands in another, and shows that one if not.
#[track_caller]
/// A picture of one point, with words beside it that nobody sees.
pub(crate) fn png(words: &str) -> Vec<u8> {
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55";
    let rest = b"\0\0\0\x0aIDAT\x78\x9c\x63\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";
    let length = (words.len() as u32 + 2).to_be_bytes();
    let text = [&length[..], b"tEXtA\0", words.as_bytes(), &[0; 4]].concat();
    [&head[..], if words.is_empty() { &[] } else { &text }, rest].concat()
}

pub(crate) fn has(text: &str, words: &str) {
    assert!(text.contains(words), "`{words}` does not stand in\n{text}");
}

/// Asserts that a text does not stand in another.
#[track_caller]
pub(crate) fn has_not(text: &str, words: &str) {
    assert!(!text.contains(words), "`{words}` stands in\n{text}");
}
