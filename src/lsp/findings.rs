//! Findings as one types, from a thread of their own.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use lsp_server::{Message, Notification};
use serde_json::{Value, json};

use super::position::Encoding;
use super::state::{self, State};
use crate::compile::{Kept, examine_again};
use crate::diag::{Diagnostic, Level};
use crate::load::{self, Sources};
use crate::text::{FileId, SitePath, SourceFile};
use crate::value::date::Day;

/// How long the keys must rest before notes are looked at.
const REST: Duration = Duration::from_millis(40);

/// What was found last, with the texts that it is about.
pub(super) type Last = Option<(Arc<Sources>, Arc<[Diagnostic]>)>;

struct Order {
    sources: Arc<Sources>,
    root: PathBuf,
    encoding: Encoding,
    /// The editor's numbers of the texts that it has open, by their path in the site.
    versions: BTreeMap<String, Option<i64>>,
    /// True where more than notes can have changed: settings, templates, files of the theme.
    is_new: bool,
}

/// The thread that looks for findings.
pub(super) struct Findings {
    orders: Option<Sender<Order>>,
    last: Arc<Mutex<Last>>,
    thread: Option<JoinHandle<()>>,
}

impl Findings {
    pub(super) fn start(
        editor: impl Fn(Message) -> bool + Send + 'static,
        clock: fn() -> (jiff::Timestamp, Day),
    ) -> Findings {
        let (orders, incoming) = mpsc::channel::<Order>();
        let last = Arc::new(Mutex::new(None));
        let shared = Arc::clone(&last);
        let thread = std::thread::spawn(move || {
            let mut shown = BTreeMap::new();
            let mut kept = Kept::default();
            while let Ok(mut order) = incoming.recv() {
                // Of many changes in a row, only the last is looked at.
                while let Ok(newer) = incoming.recv_timeout(REST) {
                    order = Order { is_new: order.is_new || newer.is_new, ..newer };
                }
                let (now, today) = clock();
                if order.is_new {
                    kept.keep_only_notes();
                }
                let found: Arc<[Diagnostic]> =
                    examine_again(&order.sources, &mut kept, now, today, load::open).into();
                *shared.lock().unwrap_or_else(|broken| broken.into_inner()) =
                    Some((Arc::clone(&order.sources), Arc::clone(&found)));
                if !publish(&order, &found, &mut shown, &editor) {
                    break;
                }
            }
        });
        Findings { orders: Some(orders), last, thread: Some(thread) }
    }

    /// Has the notes looked at as they are now.
    pub(super) fn look(&self, state: &State, is_new: bool) {
        let (sources, root) = (Arc::clone(&state.sources), state.root().to_owned());
        if let Some(orders) = &self.orders {
            // Where nobody takes orders, the editor has gone.
            let versions = state.versions();
            let _ = orders.send(Order { sources, root, encoding: state.encoding, versions, is_new });
        }
    }

    pub(super) fn last(&self) -> Last {
        self.last.lock().unwrap_or_else(|broken| broken.into_inner()).clone()
    }
}

impl Drop for Findings {
    fn drop(&mut self) {
        drop(self.orders.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What an editor shows of a file: its text and version, what is related to its findings, and these.
struct Shown {
    version: Option<i64>,
    texts: Vec<Arc<SourceFile>>,
    /// All that was found with them, and which of it they are.
    all: Arc<[Diagnostic]>,
    own: Range<usize>,
}

impl Shown {
    fn found(&self) -> &[Diagnostic] {
        &self.all[self.own.clone()]
    }
}

impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        self.version == other.version && self.texts == other.texts && self.found() == other.found()
    }
}

/// Sends the findings of each file for which they are not those sent before, and takes them back from files that have none any more. False if
/// nobody listens.
///
/// `shown` is what was sent before, by path: a file may have gone since.
fn publish(
    order: &Order,
    all: &Arc<[Diagnostic]>,
    shown: &mut BTreeMap<SitePath, Shown>,
    editor: &impl Fn(Message) -> bool,
) -> bool {
    let source = |file: FileId| &order.sources.files[file.0 as usize];
    let by_file = by_file(all);
    let mut now: BTreeMap<SitePath, Shown> = BTreeMap::new();
    let mut changed: Vec<(SitePath, Option<i64>, Vec<Value>)> = Vec::new();
    for (path, version) in &order.versions {
        // What is open is told of with each version, so that an editor knows that its findings are those of this text.
        let is_clean = |path: &SitePath| !by_file.iter().any(|(file, _)| source(*file).path == *path);
        if let Some(path) = SitePath::new(path.as_str()).ok().filter(is_clean) {
            let none = Shown { version: *version, texts: Vec::new(), all: Arc::clone(all), own: 0..0 };
            if shown.get(&path) != Some(&none) {
                changed.push((path.clone(), *version, Vec::new()));
            }
            now.insert(path, none);
        }
    }
    for (file, own) in by_file {
        let path = source(file).path.clone();
        let related = all[own.clone()].iter().flat_map(|finding| &finding.related).map(|(file, ..)| *file);
        let texts = std::iter::once(file).chain(related).map(|file| Arc::clone(source(file))).collect();
        let version = order.versions.get(path.as_str()).copied().flatten();
        let new = Shown { version, texts, all: Arc::clone(all), own };
        if shown.get(&path) != Some(&new) {
            let shapes = new.found().iter().map(|finding| shape(order, file, finding)).collect();
            changed.push((path.clone(), version, shapes));
        }
        now.insert(path, new);
    }
    let gone = shown.iter().filter(|(path, shown)| !now.contains_key(*path) && !shown.own.is_empty());
    changed.extend(gone.map(|(path, _)| (path.clone(), None, Vec::new())));
    *shown = now;
    changed.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    changed.into_iter().all(|(path, version, findings)| {
        let uri = state::uri(&order.root, path.as_str());
        let mut params = json!({ "uri": uri, "diagnostics": findings });
        if let Some(version) = version {
            params["version"] = version.into();
        }
        let method = "textDocument/publishDiagnostics".to_owned();
        editor(Message::Notification(Notification { method, params }))
    })
}

/// The findings of each file, which come sorted by it.
fn by_file(all: &[Diagnostic]) -> Vec<(FileId, Range<usize>)> {
    // A finding about the site as a whole stands at the top of its settings, as the first of all.
    let file = |finding: &Diagnostic| finding.file.unwrap_or(load::SETTINGS);
    let mut start = 0;
    all.chunk_by(|a, b| file(a) == file(b))
        .map(|own| {
            let whole = start..start + own.len();
            start = whole.end;
            (file(&own[0]), whole)
        })
        .collect()
}

fn shape(order: &Order, file: FileId, finding: &Diagnostic) -> Value {
    let text = |file: FileId| order.sources.files[file.0 as usize].text.as_str();
    let related = finding.related.iter().map(|(file, span, words)| {
        let uri = state::uri(&order.root, order.sources.files[file.0 as usize].path.as_str());
        let range = order.encoding.range(text(*file), *span);
        json!({ "location": { "uri": uri, "range": range }, "message": words })
    });
    let message = [std::slice::from_ref(&finding.message), &finding.help].concat().join("\n");
    json!({
        "range": order.encoding.range(text(file), finding.span),
        "severity": if finding.level == Level::Error { 1 } else { 2 },
        "code": finding.rule,
        "source": "sourcebook",
        "message": message,
        "relatedInformation": related.collect::<Vec<Value>>(),
    })
}
