//! Findings as one types, from a thread of their own.

use std::collections::{BTreeMap, BTreeSet};
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
use crate::text::FileId;
use crate::value::date::Day;

/// How long the keys must rest before notes are looked at.
const REST: Duration = Duration::from_millis(40);

/// What was found last, with the texts that it is about.
pub(super) type Last = Option<(Arc<Sources>, Arc<Vec<Diagnostic>>)>;

struct Order {
    sources: Arc<Sources>,
    root: PathBuf,
    encoding: Encoding,
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
            let mut shown = BTreeSet::new();
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
                let found = Arc::new(examine_again(&order.sources, &mut kept, now, today, load::open));
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
            let _ = orders.send(Order { sources, root, encoding: state.encoding, is_new });
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

/// Sends the findings of each file that has some, and takes them back from those that had. False if nobody listens.
///
/// `shown` are the paths of files that have some by what was sent before: a file may have gone since.
fn publish(
    order: &Order,
    found: &[Diagnostic],
    shown: &mut BTreeSet<String>,
    editor: &impl Fn(Message) -> bool,
) -> bool {
    let mut now: BTreeMap<String, Vec<Value>> = shown.iter().map(|path| (path.clone(), Vec::new())).collect();
    for finding in found {
        // A finding about the site as a whole stands at the top of its settings.
        let file = finding.file.unwrap_or(load::SETTINGS);
        let path = order.sources.files[file.0 as usize].path.to_string();
        now.entry(path).or_default().push(shape(order, file, finding));
    }
    shown.clear();
    for (path, findings) in now {
        if !findings.is_empty() {
            shown.insert(path.clone());
        }
        let params = json!({ "uri": state::uri(&order.root, &path), "diagnostics": findings });
        let method = "textDocument/publishDiagnostics".to_owned();
        if !editor(Message::Notification(Notification { method, params })) {
            return false;
        }
    }
    true
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
