//! The site that is shown: compiled anew after changes, its pages made when they are asked for.
//!
//! One thread owns the sources and everything made from them, and works off what it is asked, in order. A page that is asked for after a change was
//! noticed is therefore made from the sources after that change; as long as these have errors, from the last that had none.

use std::cell::Cell;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use tokio::sync::{oneshot, watch};

use crate::compile::{Compiled, Kept, output, recompile};
use crate::diag::{self, Diagnostic, Level};
use crate::load::{self, LoadError, Sources};
use crate::output::{Output, Recipe};
use crate::resolve::address_of;
use crate::select::{Audience, Viewer};
use crate::text::{SitePath, SourceFile};

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

/// How the sources are just now.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// Counts up with every change.
    pub version: u64,
    /// All errors in words, with their lines; empty if there are none.
    pub problems: Arc<str>,
}

/// What is told to whoever runs the server.
#[derive(Debug)]
pub enum News<'a> {
    /// The site was compiled. With errors among the findings, the one before is still shown.
    Compiled { found: &'a [Diagnostic], files: &'a [SourceFile], time: Duration },
    /// The folder cannot be read.
    Unreadable(&'a LoadError),
}

/// A site that is to be shown from now on.
struct New {
    compiled: Compiled,
    found: Vec<Diagnostic>,
    /// When it was begun.
    since: Instant,
    /// What was asked while it was made.
    first_ask: Cell<Option<Ask>>,
}

/// The owner of the site.
pub(super) struct Preview<T> {
    root: PathBuf,
    audience: Audience,
    state: watch::Sender<State>,
    tell: T,
    sources: Option<Sources>,
    kept: Kept,
}

impl<T: FnMut(&News<'_>)> Preview<T> {
    pub(super) fn new(root: PathBuf, audience: Audience, state: watch::Sender<State>, tell: T) -> Self {
        Preview { root, audience, state, tell, sources: None, kept: Kept::default() }
    }

    /// Works until nobody can ask any more.
    pub(super) fn run(mut self, asked: &Receiver<Ask>) {
        let mut shown = self.compile(&Changed::All);
        loop {
            let next = match &shown {
                Some(new) => {
                    let stages = new.compiled.stages();
                    let output = output(&stages);
                    self.tell(&new.found, &output.diagnostics, new.since);
                    self.answer(Some((&new.compiled, &output)), new.first_ask.take(), asked)
                }
                None => self.answer(None, None, asked),
            };
            let Some(next) = next else { return };
            let before = shown.replace(next);
            // Many small pieces of memory: nobody has to wait for them to be given back.
            std::thread::spawn(move || drop(before));
        }
    }

    /// Answers until there is another site to show; none at the end.
    fn answer(
        &mut self,
        shown: Option<(&Compiled, &Output<'_>)>,
        first: Option<Ask>,
        asked: &Receiver<Ask>,
    ) -> Option<New> {
        let mut next = first;
        loop {
            let ask = match next.take() {
                Some(ask) => ask,
                None => asked.recv().ok()?,
            };
            match ask {
                Ask::File(path, reply) => {
                    let answer = shown
                        .map_or(Answer::NoSite, |(compiled, output)| find(output, &path, compiled.style()));
                    // Who asked may have gone away meanwhile.
                    let _ = reply.send(answer);
                }
                Ask::Changed(mut changed) => {
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
                    if let Some(new) = self.compile(&changed) {
                        new.first_ask.set(next);
                        return Some(new);
                    }
                }
            }
        }
    }

    /// Compiles the sources after a change; none while they have errors.
    fn compile(&mut self, changed: &Changed) -> Option<New> {
        let since = Instant::now();
        if let Err(error) = self.read(changed) {
            (self.tell)(&News::Unreadable(&error));
            self.say(error.to_string());
            return None;
        }
        let sources = self.sources.as_ref()?;
        #[expect(clippy::disallowed_methods, reason = "a preview shows what its writer sees at this moment")]
        let now = jiff::Timestamp::now();
        let viewer = Viewer { audience: self.audience, drafts: true, now };
        let (compiled, found) = recompile(sources, &mut self.kept, viewer, load::open);
        let Some(compiled) = compiled else {
            self.tell(&found, &[], since);
            return None;
        };
        Some(New { compiled, found, since, first_ask: Cell::new(None) })
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

    fn read(&mut self, changed: &Changed) -> Result<(), LoadError> {
        let refreshed = match (changed, &mut self.sources) {
            (Changed::Files(files), Some(sources)) => sources.refresh(files).unwrap_or(false),
            _ => false,
        };
        if !refreshed {
            self.kept.keep_only_notes();
            self.sources = Some(load::load(&self.root)?);
        }
        Ok(())
    }

    fn say(&self, problems: String) {
        self.state.send_modify(|state| {
            *state = State { version: state.version + 1, problems: problems.into() };
        });
    }
}

/// Makes what stands at an address.
fn find(output: &Output<'_>, path: &str, style: &str) -> Answer {
    let index = [path, "index.html"].concat();
    let wanted = if path.is_empty() || path.ends_with('/') { index.as_str() } else { path };
    match make(output, wanted, style) {
        Some(Ok(found)) => return Answer::Found(found),
        Some(Err(why)) => return Answer::Failed(why),
        None => {}
    }
    let folder = [path, "/index.html"].concat();
    if SitePath::new(folder).is_ok_and(|folder| output.files().contains_key(&folder)) {
        return Answer::Folder([path, "/"].concat());
    }
    Answer::Missing(make(output, &address_of("404", false), style).and_then(Result::ok))
}

fn make(output: &Output<'_>, path: &str, style: &str) -> Option<Result<Found, String>> {
    let recipe = output.files().get(&SitePath::new(path).ok()?)?;
    let bytes = match recipe {
        Recipe::Make(make) => make().map_err(|error| error.to_string()),
        Recipe::Bytes(bytes) => Ok(bytes.clone()),
        Recipe::Copy(disk) => read(disk).map_err(|error| format!("{path}: {error}")),
    };
    Some(bytes.map(|bytes| Found { path: path.to_owned(), bytes, style: style.to_owned() }))
}

fn read(disk: &std::path::Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    load::open(disk)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output() -> Output<'static> {
        let mut output = Output::default();
        for path in ["index.html", "404.html", "a/index.html", "b.html"] {
            output.add(path, Recipe::Bytes(path.into()));
        }
        output
    }

    fn at(path: &str) -> String {
        match find(&output(), path, "") {
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
