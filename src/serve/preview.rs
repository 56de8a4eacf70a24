//! The site that is shown: compiled anew after changes, its pages made when they are asked for.
//!
//! One thread owns the sources and everything made from them, and works off what it is asked, in order. A page that is asked for after a change was
//! noticed is therefore made from the sources after that change; as long as these have errors, from the last that had none.

use std::cell::OnceCell;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use tokio::sync::{oneshot, watch};

use crate::compile::{Compiled, Kept, output, recompile, retouch};
use crate::diag::{self, Diagnostic, Level};
use crate::load::{self, LoadError, Sources};
use crate::output::{Output, Recipe};
use crate::render::{Stage, note_page};
use crate::resolve::address_of;
use crate::select::{Audience, Viewer};
use crate::text::{FileId, SourceFile};

/// What the owner of the site is asked to do.
#[derive(Debug)]
pub(super) enum Ask {
    /// A file by its path in the site, as an address has it.
    File(String, oneshot::Sender<Answer>),
    Changed(Changed),
}

/// What has changed on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Changed {
    /// These files, in what they hold.
    Files(Vec<PathBuf>),
    /// Anything.
    All,
}

impl Changed {
    fn and(self, other: Changed) -> Changed {
        match (self, other) {
            (Changed::Files(mut files), Changed::Files(others)) => {
                files.extend(others);
                Changed::Files(files)
            }
            _ => Changed::All,
        }
    }
}

/// What stands at an address.
#[derive(Debug)]
pub(super) enum Answer {
    Found(Found),
    /// It is a folder, whose address ends with a slash.
    Folder(String),
    /// Nothing; the page that says so, if the site has one.
    Missing(Option<Found>),
    /// The file cannot be made, and why.
    Failed(String),
    /// No site without errors has been seen yet.
    NoSite,
}

#[derive(Debug)]
pub(super) struct Found {
    /// The path of the file in the site.
    pub path: String,
    pub bytes: Vec<u8>,
    /// The address of the style sheet, which is in every page.
    pub style: String,
}

/// All errors of the sources as they are just now, in words, with their lines; empty if there are none. Told anew after every change.
pub(super) type Problems = Arc<str>;

/// What is told to whoever runs the server.
#[derive(Debug)]
pub enum News<'a> {
    /// The site was compiled. With errors among the findings, the one before is still shown.
    Compiled { found: &'a [Diagnostic], files: &'a [Arc<SourceFile>], time: Duration },
    /// The folder cannot be read.
    Unreadable(&'a LoadError),
}

/// A site that is shown.
struct New {
    compiled: Compiled,
    /// What was found in it, and when it was begun, as long as nobody has been told.
    found: Option<(Vec<Diagnostic>, Instant)>,
    /// Which addresses two files want; not known before the first output was made. Another text for a note changes none.
    collisions: Option<Vec<Diagnostic>>,
    /// What was asked while it was made.
    first_ask: Option<Ask>,
}

/// What comes after a change.
struct Step {
    /// Another site; without one, these texts of the one that is shown have changed.
    what: Option<New>,
    texts: Vec<FileId>,
    since: Instant,
    /// What was asked meanwhile.
    first_ask: Option<Ask>,
}

/// The owner of the site.
pub(super) struct Preview<T> {
    root: PathBuf,
    audience: Audience,
    problems: watch::Sender<Problems>,
    tell: T,
    sources: Option<Sources>,
    kept: Kept,
    /// True if what is shown was made of the sources as they were before the next change.
    is_shown: bool,
}

impl<T: FnMut(&News<'_>)> Preview<T> {
    pub(super) fn new(root: PathBuf, audience: Audience, problems: watch::Sender<Problems>, tell: T) -> Self {
        Preview { root, audience, problems, tell, sources: None, kept: Kept::default(), is_shown: false }
    }

    /// Works until nobody can ask any more.
    pub(super) fn run(mut self, asked: &Receiver<Ask>) {
        let mut shown = self.reload(Instant::now());
        loop {
            let step = match &mut shown {
                Some(new) => {
                    let stages = new.compiled.stages();
                    let mut pages = Pages { stages: &stages, output: OnceCell::new(), is_plain: false };
                    let collisions = new.collisions.get_or_insert_with(|| pages.output().diagnostics.clone());
                    pages.is_plain = collisions.is_empty();
                    if let Some((found, since)) = new.found.take() {
                        self.tell(&found, collisions, since);
                    }
                    self.answer(Some((&new.compiled, &pages)), new.first_ask.take(), asked)
                }
                None => self.answer(None, None, asked),
            };
            let Some(step) = step else { return };
            let next = match step.what {
                Some(new) => Some(new),
                None => self.retouch(&mut shown, &step.texts, step.since),
            };
            if let Some(next) = next {
                let before = shown.replace(next);
                // Many small pieces of memory: nobody has to wait for them to be given back.
                std::thread::spawn(move || drop(before));
            }
            if let Some(shown) = &mut shown {
                shown.first_ask = step.first_ask;
            } else if let Some(Ask::File(_, reply)) = step.first_ask {
                let _ = reply.send(Answer::NoSite);
            }
        }
    }

    /// Answers until there is something else to show; none at the end.
    fn answer(
        &mut self,
        shown: Option<(&Compiled, &Pages<'_>)>,
        first: Option<Ask>,
        asked: &Receiver<Ask>,
    ) -> Option<Step> {
        let mut next = first;
        loop {
            let ask = match next.take() {
                Some(ask) => ask,
                None => asked.recv().ok()?,
            };
            match ask {
                Ask::File(path, reply) => {
                    let answer = shown
                        .map_or(Answer::NoSite, |(compiled, pages)| find(pages, &path, compiled.style()));
                    // Who asked may have gone away meanwhile.
                    let _ = reply.send(answer);
                }
                Ask::Changed(mut changed) => {
                    let since = Instant::now();
                    // What has been noticed since is one change with it.
                    while let Ok(ask) = asked.try_recv() {
                        match ask {
                            Ask::Changed(more) => changed = changed.and(more),
                            file @ Ask::File(..) => {
                                next = Some(file);
                                break;
                            }
                        }
                    }
                    let new = match self.texts(&changed) {
                        Some(texts) if shown.is_some() && self.is_shown => {
                            return Some(Step { what: None, texts, since, first_ask: next });
                        }
                        Some(_) => self.recompile(since),
                        None => self.reload(since),
                    };
                    if new.is_some() {
                        return Some(Step { what: new, texts: Vec::new(), since, first_ask: next });
                    }
                }
            }
        }
    }

    /// The notes that have changed, read again, if that is all that has.
    fn texts(&mut self, changed: &Changed) -> Option<Vec<FileId>> {
        let Changed::Files(files) = changed else { return None };
        // What cannot be read is told when all is read again.
        self.sources.as_mut()?.refresh(files).ok()?
    }

    /// Puts changed texts into the site that is shown, or gives another one; none if there are errors, and nothing is to be changed.
    fn retouch(&mut self, shown: &mut Option<New>, texts: &[FileId], since: Instant) -> Option<New> {
        let (Some(sources), Some(shown)) = (&self.sources, shown) else { return self.recompile(since) };
        let mut found = None;
        for text in texts {
            found = retouch(&mut shown.compiled, sources, &mut self.kept, *text, load::open);
            if found.is_none() {
                return self.recompile(since);
            }
        }
        shown.found = found.map(|found| (found, since));
        None
    }

    /// Reads the whole folder again and compiles it.
    fn reload(&mut self, since: Instant) -> Option<New> {
        self.kept.keep_only_notes();
        match load::load(&self.root) {
            Ok(sources) => self.sources = Some(sources),
            Err(error) => {
                (self.tell)(&News::Unreadable(&error));
                self.is_shown = false;
                self.say(error.to_string());
                return None;
            }
        }
        self.recompile(since)
    }

    /// Compiles the sources as they were read; none while they have errors.
    fn recompile(&mut self, since: Instant) -> Option<New> {
        let sources = self.sources.as_ref()?;
        #[expect(clippy::disallowed_methods, reason = "a preview shows what its writer sees at this moment")]
        let now = jiff::Timestamp::now();
        let viewer = Viewer { audience: self.audience, drafts: true, now };
        let (compiled, found) = recompile(sources, &mut self.kept, viewer, load::open);
        self.is_shown = compiled.is_some();
        let Some(compiled) = compiled else {
            self.tell(&found, &[], since);
            return None;
        };
        Some(New { compiled, found: Some((found, since)), collisions: None, first_ask: None })
    }

    /// Tells of all that was found since a moment.
    fn tell(&mut self, found: &[Diagnostic], more: &[Diagnostic], since: Instant) {
        let Some(sources) = &self.sources else { return };
        let all = [found, more].concat();
        (self.tell)(&News::Compiled { found: &all, files: &sources.files, time: since.elapsed() });
        let errors = all.iter().filter(|d| d.level == Level::Error);
        let words: Vec<String> = errors.map(|d| diag::render::text(d, &sources.files, false)).collect();
        self.say(words.join("\n\n"));
    }

    fn say(&self, problems: String) {
        // That all is as it was is news too: the page may have changed.
        self.problems.send_replace(problems.into());
    }
}

/// All files of a site that is shown.
struct Pages<'a> {
    stages: &'a [Stage<'a>],
    /// Their list, made when something is asked for that is no note's page: of a large site it is long.
    output: OnceCell<Output<'a>>,
    /// True if no two files want one address.
    is_plain: bool,
}

impl<'a> Pages<'a> {
    fn output(&self) -> &Output<'a> {
        self.output.get_or_init(|| output(self.stages))
    }

    fn is_there(&self, path: &str) -> bool {
        self.output().get(path).is_some()
    }

    /// Makes a file.
    fn make(&self, path: &str, style: &str) -> Option<Result<Found, String>> {
        let page = self.stages.iter().filter(|_| self.is_plain).find_map(|stage| note_page(stage, path));
        let recipe = match &page {
            Some(recipe) => recipe,
            None => self.output().get(path)?,
        };
        let bytes = match recipe {
            Recipe::Make(make) | Recipe::Lasting(make) => make().map_err(|error| error.to_string()),
            Recipe::Bytes(bytes) => Ok(bytes.clone()),
            Recipe::Copy(disk) => read(disk).map_err(|error| format!("{path}: {error}")),
        };
        Some(bytes.map(|bytes| Found { path: path.to_owned(), bytes, style: style.to_owned() }))
    }
}

/// Makes what stands at an address.
fn find(pages: &Pages<'_>, path: &str, style: &str) -> Answer {
    let index = [path, "index.html"].concat();
    let wanted = if path.is_empty() || path.ends_with('/') { index.as_str() } else { path };
    match pages.make(wanted, style) {
        Some(Ok(found)) => return Answer::Found(found),
        Some(Err(why)) => return Answer::Failed(why),
        None => {}
    }
    if pages.is_there(&[path, "/index.html"].concat()) {
        return Answer::Folder([path, "/"].concat());
    }
    Answer::Missing(pages.make(&address_of("404", false), style).and_then(Result::ok))
}

fn read(disk: &std::path::Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    load::open(disk)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> Pages<'static> {
        let mut output = Output::default();
        for path in ["index.html", "404.html", "a/index.html", "b.html"] {
            output.add(path, Recipe::Bytes(path.into()));
        }
        output.finish();
        Pages { stages: &[], output: output.into(), is_plain: true }
    }

    fn at(path: &str) -> String {
        match find(&pages(), path, "") {
            Answer::Found(found) => found.path,
            Answer::Folder(to) => format!("to {to}"),
            Answer::Missing(page) => format!("no: {}", page.unwrap().path),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn addresses_lead_to_files_as_on_a_server() {
        assert_eq!([at(""), at("a/"), at("b.html")], ["index.html", "a/index.html", "b.html"]);
        assert_eq!(at("a"), "to a/");
        assert_eq!([at("b"), at("index.html/")], ["no: 404.html", "no: 404.html"]);
    }

    #[test]
    fn many_changes_are_one() {
        let file = |name: &str| Changed::Files(vec![name.into()]);
        assert_eq!(file("a").and(file("b")), Changed::Files(vec!["a".into(), "b".into()]));
        assert_eq!(file("a").and(Changed::All).and(file("b")), Changed::All);
    }
}
