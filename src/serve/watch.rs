//! Notices what changes in a site's folder.
//!
//! Editors save in many ways: over the file, or beside it and then in its place; version control changes thousands of files at once. So a change is
//! told when nothing more has come for a moment, and whatever is not plainly a change of known files is told as a change of anything.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, EventKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::preview::{Ask, Changed};
use crate::config::ContentFolder;
use crate::load::is_scratch;

/// How long nothing must come before a change is told, and how long it can be kept waiting.
const QUIET: Duration = Duration::from_millis(2);
const LONGEST: Duration = Duration::from_millis(500);
/// When a folder is made, files can come into it before it is watched.
const SETTLED: Duration = Duration::from_millis(150);
/// How often files are looked at where the system tells nothing.
const POLL: Duration = Duration::from_millis(700);

/// The folders of a site beside its own.
const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// A watch over a folder; it ends when it is dropped.
pub(super) struct Watch {
    _watcher: Box<dyn Watcher + Send>,
    /// Why the files are looked at again and again instead, if they are.
    pub polling: Option<String>,
}

/// Begins to watch; what changes is told to the owner of the site.
pub(super) fn watch(root: &Path, content: ContentFolder, tell: Sender<Ask>) -> Result<Watch, notify::Error> {
    let (sender, events) = channel();
    let site = Folder { root: root.to_owned(), content };
    let (watcher, polling) = match watcher::<RecommendedWatcher>(&site, sender.clone(), Config::default()) {
        Ok(watcher) => (watcher, None),
        Err(why) => {
            let config = Config::default().with_poll_interval(POLL).with_compare_contents(false);
            (watcher::<PollWatcher>(&site, sender, config)?, Some(why.to_string()))
        }
    };
    std::thread::spawn(move || gather(&site, &events, &tell));
    Ok(Watch { _watcher: watcher, polling })
}

fn watcher<W: Watcher + Send + 'static>(
    site: &Folder,
    events: Sender<notify::Result<Event>>,
    config: Config,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let mut watcher = W::new(events, config)?;
    // The folder itself holds site.yaml, and outputs that are none of our business; some sites have all their notes in it.
    let depth = match site.content {
        ContentFolder::Content => RecursiveMode::NonRecursive,
        ContentFolder::Root => RecursiveMode::Recursive,
    };
    watcher.watch(&site.root, depth)?;
    let folders = FOLDERS.iter().filter(|_| depth == RecursiveMode::NonRecursive);
    for folder in folders.map(|name| site.root.join(name)) {
        match watcher.watch(&folder, RecursiveMode::Recursive) {
            Err(error) if !is_missing(&error) => return Err(error),
            _ => {}
        }
    }
    Ok(Box::new(watcher))
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Makes one change of events that come close together, until there are no more.
fn gather(site: &Folder, events: &Receiver<notify::Result<Event>>, tell: &Sender<Ask>) {
    let mut again: Option<Instant> = None;
    loop {
        let first = match again {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => events.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        let mut gathered = Gathered::default();
        match first {
            Ok(event) => gathered.take(site, event),
            Err(RecvTimeoutError::Timeout) => {
                again = None;
                gathered.all = true;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let start = Instant::now();
        while gathered.is_change() && start.elapsed() < LONGEST {
            match events.recv_timeout(QUIET) {
                Ok(event) => gathered.take(site, event),
                Err(_) => break,
            }
        }
        if gathered.has_folders {
            again = Some(Instant::now() + SETTLED);
        }
        if let Some(changed) = gathered.changed()
            && tell.send(Ask::Changed(changed)).is_err()
        {
            return;
        }
    }
}

/// Events as one change.
#[derive(Debug, Default)]
struct Gathered {
    files: Vec<PathBuf>,
    all: bool,
    has_folders: bool,
}

impl Gathered {
    fn take(&mut self, site: &Folder, event: notify::Result<Event>) {
        let Ok(event) = event else {
            // Events were lost.
            self.all = true;
            return;
        };
        self.all |= event.need_rescan();
        let paths: Vec<&PathBuf> = event.paths.iter().filter(|path| site.concerns(path)).collect();
        match event.kind {
            _ if paths.is_empty() => {}
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Data(_)) => {
                self.files.extend(paths.into_iter().cloned());
            }
            // That somebody has read a file.
            EventKind::Access(_) => {}
            EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Name(_)) => {
                // Where a file is put in the place of another, its name comes alone; whether it is known shows later.
                self.files.extend(paths.into_iter().cloned());
            }
            EventKind::Create(_) => {
                self.all = true;
                self.has_folders = true;
            }
            EventKind::Any | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => {
                self.all = true;
            }
        }
    }

    fn is_change(&self) -> bool {
        self.all || !self.files.is_empty()
    }

    fn changed(mut self) -> Option<Changed> {
        if self.all {
            return Some(Changed::All);
        }
        self.files.sort();
        self.files.dedup();
        (!self.files.is_empty()).then_some(Changed::Files(self.files))
    }
}

/// A site's folder.
struct Folder {
    root: PathBuf,
    content: ContentFolder,
}

impl Folder {
    /// True for what a site is made of: outputs, version control and editors' own files are not.
    fn concerns(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.root) else { return false };
        let mut parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
        let Some(first) = parts.next() else { return false };
        let all_is_content = self.content == ContentFolder::Root && first != "public" && !is_scratch(&first);
        match FOLDERS.contains(&first.as_ref()) || all_is_content {
            true => !parts.any(|part| is_scratch(&part)),
            // Beside the folders stand the settings, and maybe a citation style.
            false => first == "site.yaml" || first.ends_with(".csl"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(content: ContentFolder) -> Folder {
        Folder { root: "/s".into(), content }
    }

    fn gathered(events: &[(EventKind, &str)]) -> Option<Changed> {
        let mut gathered = Gathered::default();
        for (kind, path) in events {
            gathered.take(&site(ContentFolder::Content), Ok(Event::new(*kind).add_path(PathBuf::from(path))));
        }
        gathered.changed()
    }

    #[test]
    fn saving_in_place_or_beside_is_a_change_of_files() {
        let close = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let rename = EventKind::Modify(ModifyKind::Name(notify::event::RenameMode::To));
        let changed = gathered(&[(close, "/s/content/a.md"), (rename, "/s/content/a.md")]);
        assert_eq!(changed, Some(Changed::Files(vec!["/s/content/a.md".into()])));
        let read = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert_eq!(gathered(&[(read, "/s/content/a.md")]), None);
        let gone = EventKind::Remove(notify::event::RemoveKind::File);
        assert_eq!(gathered(&[(gone, "/s/content/a.md")]), Some(Changed::All));
        assert_eq!(gathered(&[(EventKind::Create(CreateKind::Folder), "/s/content/b")]), Some(Changed::All));
    }

    #[test]
    fn only_what_a_site_is_made_of_matters() {
        let concerns = |path: &str| site(ContentFolder::Content).concerns(Path::new(path));
        for path in ["/s/site.yaml", "/s/content/a.md", "/s/static/css/x.css", "/s/own.csl", "/s/content"] {
            assert!(concerns(path), "{path}");
        }
        for path in [
            "/s/public/a.html",
            "/s",
            "/s/.git/index",
            "/s/content/.a.md.swp",
            "/s/content/a.md~",
            "/else/a.md",
            "/s/notes.txt",
        ] {
            assert!(!concerns(path), "{path}");
        }
        // Where all notes stand in the folder itself.
        let concerns = |path: &str| site(ContentFolder::Root).concerns(Path::new(path));
        for (path, wanted) in
            [("/s/a.md", true), ("/s/b/c.md", true), ("/s/public/a.html", false), ("/s/.obsidian/x", false)]
        {
            assert_eq!(concerns(path), wanted, "{path}");
        }
    }
}
