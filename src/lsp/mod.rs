//! The language server: the same notes and rules, over text that is not saved yet.
//!
//! [`serve`] answers an editor until it says good-bye. `state` holds the notes as the editor has them, `refs` what they name; each file of `handlers` answers one kind of
//! question from it. Findings come from a thread of their own, so that no question waits for them. Only this folder knows the protocol.

mod position;
mod refs;
mod state;
mod cards;
mod findings;
mod handlers;

use std::path::Path;

use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, Response};
use serde_json::{Value, json};

use findings::Findings;
use state::State;

use crate::load::LoadError;
use crate::value::date::Day;

/// Why a server ended before it was told to.
#[derive(Debug)]
pub enum ServeError {
    /// The site cannot be read.
    Load(LoadError),
    /// What came in was not the protocol.
    Protocol(ProtocolError),
}

/// Answers an editor over standard input and output; see [`serve`].
pub fn stdio(root: &Path, clock: fn() -> (jiff::Timestamp, Day)) -> Result<(), ServeError> {
    let (connection, threads) = Connection::stdio();
    let served = serve(&connection, root, clock);
    drop(connection);
    if served.is_ok() {
        // An editor that has gone without a word is no error.
        let _ = threads.join();
    }
    served
}

/// Answers an editor over a connection until it ends it. `clock` gives the time, and the day by which notes grow old.
///
/// `root` is the site's folder; one that the editor names, and that holds a site, wins.
pub fn serve(
    connection: &Connection,
    root: &Path,
    clock: fn() -> (jiff::Timestamp, Day),
) -> Result<(), ServeError> {
    let (id, params) = connection.initialize_start().map_err(ServeError::Protocol)?;
    let encodings = &params["capabilities"]["general"]["positionEncodings"];
    let is_utf8 = encodings.as_array().is_some_and(|all| all.contains(&json!("utf-8")));
    let asks_before = params["capabilities"]["textDocument"]["rename"]["prepareSupport"] == true;
    let mut state = State::load(root, &params, is_utf8).map_err(ServeError::Load)?;
    connection.initialize_finish(id, capabilities(is_utf8, asks_before)).map_err(ServeError::Protocol)?;
    let editor = connection.sender.clone();
    let findings = Findings::start(move |message| editor.send(message).is_ok(), clock);
    findings.look(&state, true);
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request).map_err(ServeError::Protocol)? {
                    break;
                }
                let response = answer(&state, &findings, request);
                if connection.sender.send(response.into()).is_err() {
                    break;
                }
            }
            Message::Notification(notification) => {
                let is_new = !tells_of_a_note(&notification);
                if heard(&mut state, notification) {
                    findings.look(&state, is_new);
                }
            }
            Message::Response(_) => {}
        }
    }
    Ok(())
}

/// `asks_before` if the editor asks for a name's place before it renames it; others are not to be told that it may.
fn capabilities(is_utf8: bool, asks_before: bool) -> Value {
    json!({
        "capabilities": {
            "positionEncoding": if is_utf8 { "utf-8" } else { "utf-16" },
            "textDocumentSync": { "openClose": true, "change": 1, "save": true },
            "completionProvider": { "triggerCharacters": ["[", "@", ":", " ", ","] },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "renameProvider": if asks_before { json!({ "prepareProvider": true }) } else { json!(true) },
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "codeActionProvider": { "codeActionKinds": ["quickfix"] },
        },
        "serverInfo": { "name": "sourcebook", "version": env!("CARGO_PKG_VERSION") },
    })
}

fn answer(state: &State, findings: &Findings, request: Request) -> Response {
    let params = &request.params;
    let result = match request.method.as_str() {
        "textDocument/completion" => handlers::completion(state, params),
        "textDocument/hover" => handlers::hover(state, params),
        "textDocument/definition" => handlers::definition(state, params),
        "textDocument/references" => handlers::references(state, params),
        "textDocument/documentSymbol" => handlers::in_document(state, params),
        "workspace/symbol" => handlers::in_site(state, params),
        "textDocument/prepareRename" => handlers::prepare(state, params),
        "textDocument/rename" => match handlers::rename(state, params) {
            Ok(edit) => Some(edit),
            Err(why) => return Response::new_err(request.id, ErrorCode::RequestFailed as i32, why),
        },
        "textDocument/codeAction" => handlers::actions(state, &findings.last(), params),
        other => {
            let message = format!("there is no method {other}");
            return Response::new_err(request.id, ErrorCode::MethodNotFound as i32, message);
        }
    };
    Response::new_ok(request.id, result.unwrap_or(Value::Null))
}

/// True where nothing but a note that is open can have changed.
fn tells_of_a_note(notification: &Notification) -> bool {
    let uri = notification.params["textDocument"]["uri"].as_str().unwrap_or_default();
    matches!(notification.method.as_str(), "textDocument/didOpen" | "textDocument/didChange")
        && uri.ends_with(".md")
}

/// Takes in what the editor tells; true if the notes have changed by it.
fn heard(state: &mut State, notification: Notification) -> bool {
    let params = &notification.params;
    let document = &params["textDocument"];
    let uri = document["uri"].as_str().unwrap_or_default();
    let version = document["version"].as_i64();
    match notification.method.as_str() {
        "textDocument/didOpen" => state.set(uri, version, document["text"].as_str().unwrap_or_default()),
        // The whole text comes with each change, as was agreed.
        "textDocument/didChange" => {
            let last = params["contentChanges"].as_array().and_then(|all| all.last());
            last.and_then(|change| change["text"].as_str()).is_some_and(|text| state.set(uri, version, text))
        }
        "textDocument/didClose" => state.close(uri),
        "textDocument/didSave" | "workspace/didChangeWatchedFiles" => state.reload(),
        _ => false,
    }
}
