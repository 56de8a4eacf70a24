//! `sourcebook lsp`, as an editor talks to it.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufReader;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

use crate::support::{Run, Site, has};

/// An editor with a site open.
struct Editor<'a> {
    site: &'a Site,
    server: Child,
    stdin: ChildStdin,
    messages: Receiver<Message>,
    /// The findings of each file, as they were sent last.
    shown: BTreeMap<String, Value>,
    /// What the editor has typed, by file.
    texts: BTreeMap<String, String>,
    id: i32,
}

impl<'a> Editor<'a> {
    fn new(site: &'a Site, capabilities: &Value) -> Self {
        let mut command = site.command_of("lsp");
        let mut server = command.arg("--stdio").stdin(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(server.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let stdin = server.stdin.take().unwrap();
        let (shown, texts) = (BTreeMap::new(), BTreeMap::new());
        let mut editor = Editor { site, server, stdin, messages, shown, texts, id: 0 };
        let answer = editor.ask("initialize", json!({ "capabilities": capabilities, "rootUri": null }));
        assert_eq!(answer["serverInfo"]["name"], "sourcebook");
        editor.tell("initialized", json!({}));
        editor
    }

    fn uri(&self, path: &str) -> String {
        url::Url::from_file_path(self.site.path(path)).unwrap().into()
    }

    fn send(&mut self, message: Message) {
        message.write(&mut self.stdin).unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(Message::Notification(Notification { method: method.to_owned(), params }));
    }

    fn next(&mut self) -> Message {
        let message = self.messages.recv_timeout(Duration::from_secs(60)).expect("the server answers");
        if let Message::Notification(told) = &message
            && told.method == "textDocument/publishDiagnostics"
        {
            let uri = told.params["uri"].as_str().unwrap().to_owned();
            self.shown.insert(uri, told.params["diagnostics"].clone());
        }
        message
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.tries(method, params).unwrap()
    }

    /// Asks for what may be refused.
    fn tries(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.id += 1;
        let id = self.id.into();
        self.send(Message::Request(Request { id, method: method.to_owned(), params }));
        loop {
            if let Message::Response(answer) = self.next() {
                assert_eq!(answer.id, self.id.into());
                return answer.response_result.map_err(|error| error.message);
            }
        }
    }

    /// Types a whole text into a file, which is not saved.
    fn types(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        if self.texts.insert(path.to_owned(), text.to_owned()).is_some() {
            let params =
                json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": text }] });
            self.tell("textDocument/didChange", params);
        } else {
            self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        }
    }

    /// Waits until the findings of a file are as wanted: each its rule and its place.
    #[track_caller]
    fn sees(&mut self, path: &str, wanted: &[&str]) {
        let uri = self.uri(path);
        loop {
            let found = self.shown.get(&uri).and_then(Value::as_array);
            let short = found.into_iter().flatten().map(|found| {
                let (start, end) = (&found["range"]["start"], &found["range"]["end"]);
                let rule = found["code"].as_str().unwrap();
                format!("{rule} {}:{}-{}", start["line"], start["character"], end["character"])
            });
            if short.eq(wanted.iter().map(|wanted| (*wanted).to_owned())) {
                return;
            }
            self.next();
        }
    }

    /// Asks about the place of `|` in a text, which is typed without it.
    fn at(&mut self, method: &str, path: &str, text: &str) -> Value {
        let (before, after) = text.split_once('|').unwrap();
        self.types(path, &format!("{before}{after}"));
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
        let position = json!({ "line": line, "character": column });
        let document = json!({ "uri": self.uri(path) });
        let params = json!({ "textDocument": document, "position": position, "context": { "includeDeclaration": true } });
        self.ask(&format!("textDocument/{method}"), params)
    }

    /// What is offered at `|`: what each would put in, and what it would replace.
    fn offered(&mut self, path: &str, text: &str) -> Vec<String> {
        let answer = self.at("completion", path, text);
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["textEdit"]["newText"].as_str().unwrap().to_owned()).collect()
    }

    fn ends(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.server.wait().unwrap().success());
    }
}

const GUARD: &str = "actors/river-guard.md";
const FILE: &str = "content/actors/river-guard.md";

fn site() -> Site {
    let site = Site::new();
    site.settings(
        "title: Test\nrules: {ungraded-source: off, unarchived-source: off, uncited-paragraph: off}\n",
    );
    site.note(GUARD, "---\ntitle: River Guard\naliases: [حرس النهر]\n---\nText [@daily].\n");
    site.note("actors/ministry.md", "---\ntitle: Ministry\nkind: government-body\nsummary: It *commands*.\n---\nIt fights [[River Guard]].\n");
    site.note("places/halat.md", "---\ntitle: Halat\n---\nHere is [[river-guard]].\n");
    site.note(
        "sources/daily.md",
        "---\ntitle: Three days\nkind: news\npublisher: The Daily\npublished: 2024-03\nreliability: B\nreliability_reason: x\n---\n",
    );
    site
}

#[test]
fn findings_come_as_one_types_and_go_when_mended() {
    let site = site();
    let before = site.everything();
    let mut editor = Editor::new(&site, &json!({}));
    // Columns count as the editor does: Arabic letters once, a picture twice.
    editor.types(FILE, "---\ntitle: River Guard\nkind: persn\n---\nحزب 🚩 [[Minstry]] x [@daily].\n");
    editor.sees(FILE, &["wrong-value 2:6-11", "unknown-link 4:9-16"]);
    let shown = editor.shown[&editor.uri(FILE)][1].clone();
    has(shown["message"].as_str().unwrap(), "did you mean `ministry`?");
    assert_eq!((&shown["severity"], &shown["source"]), (&json!(1), &json!("sourcebook")));
    editor.types(FILE, "---\ntitle: River Guard\nkind: person\n---\nحزب 🚩 [[Ministry]] x [@daily].\n");
    editor.sees(FILE, &[]);
    // What is wrong elsewhere by a change here is said there.
    editor.types(FILE, "---\ntitle: Another\nformer_ids: []\n---\nText [@daily].\n");
    editor.types("content/sources/daily.md", "---\ntitle: Three days\n---\n");
    editor.types("content/sources/new.md", "---\ntitle: Not on disk\n---\n");
    editor.sees("content/sources/new.md", &["source-never-cited 0:0-3"]);
    let closed = json!({ "textDocument": { "uri": editor.uri("content/sources/new.md") } });
    editor.tell("textDocument/didClose", closed);
    editor.sees("content/sources/new.md", &[]);
    editor.ends();
    assert_eq!(site.everything(), before, "nothing is written");
}

#[test]
fn what_others_have_written_is_seen_when_a_note_is_saved() {
    let site = site();
    let mut editor = Editor::new(&site, &json!({}));
    let text = "---\ntitle: River Guard\n---\nSee [[|";
    assert_eq!(editor.offered(FILE, text), ["ministry", "river-guard", "halat", "daily"]);
    let document = json!({ "uri": editor.uri(FILE) });
    let saved = |editor: &mut Editor<'_>| {
        let params = json!({ "textDocument": document });
        editor.tell("textDocument/didSave", params);
    };
    // A note that is as it was but for its words keeps its place; others come and go.
    site.note("places/halat.md", "---\ntitle: Halat\naliases: [Upper Ford]\n---\nHere is [[river-guard]].\n");
    saved(&mut editor);
    assert_eq!(editor.offered(FILE, "---\ntitle: River Guard\n---\nSee [[ford|"), ["halat"]);
    site.note("places/basra.md", "---\ntitle: Basra\n---\nx\n");
    saved(&mut editor);
    assert_eq!(editor.offered(FILE, text), ["ministry", "river-guard", "basra", "halat", "daily"]);
    fs::remove_file(site.path("content/places/halat.md")).unwrap();
    saved(&mut editor);
    assert_eq!(editor.offered(FILE, text), ["ministry", "river-guard", "basra", "daily"]);
    editor.ends();
}

#[test]
fn an_editor_may_count_in_bytes() {
    let site = site();
    let mut editor = Editor::new(&site, &json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } }));
    editor.types(FILE, "---\ntitle: River Guard\n---\nحزب 🚩 [[Minstry]] [@daily].\n");
    editor.sees(FILE, &["unknown-link 3:14-21"]);
    editor.ends();
}

#[test]
fn names_fields_and_words_are_offered_where_they_can_stand() {
    let site = site();
    let mut editor = Editor::new(&site, &json!({}));
    let head = "---\ntitle: River Guard\n---\n";
    assert_eq!(
        editor.offered(FILE, &format!("{head}See [[|")),
        ["ministry", "river-guard", "halat", "daily"]
    );
    assert_eq!(editor.offered(FILE, &format!("{head}See [[مin|")), [""; 0]);
    assert_eq!(editor.offered(FILE, &format!("{head}🚩 [[hal|")), ["halat"]);
    assert_eq!(editor.offered(FILE, &format!("{head}Text [see @|")), ["daily"]);
    assert_eq!(editor.offered(FILE, &format!("{head}Text [@three|")), ["daily"]);
    assert_eq!(editor.offered(FILE, &format!("{head}Mail a@|")), [""; 0]);
    let fields = editor.offered(FILE, "---\ntitle: River Guard\nki|\n---\n");
    assert_eq!(fields[..2], ["kind: ", "native_name: "]);
    assert!(!fields.contains(&"title: ".to_owned()) && fields.contains(&"relations: []".to_owned()));
    let kinds = editor.offered(FILE, "---\ntitle: River Guard\nkind: |\n---\n");
    assert_eq!(kinds[..2], ["person", "state"]);
    let head = "---\ntitle: River Guard\n";
    let relation = format!("{head}relations: [{{type: |}}]\n---\n");
    assert!(editor.offered(FILE, &relation).contains(&"led-by".to_owned()));
    assert_eq!(
        editor.offered(FILE, &format!("{head}relations: [{{type: leads, to: min|}}]\n---\n")),
        ["ministry"]
    );
    assert_eq!(editor.offered(FILE, &format!("{head}claims:\n  - sources:\n    - |\n---\n")), ["daily"]);
    assert_eq!(editor.offered("content/events/e.md", "---\ntitle: E\nplaces: [|]\n---\n"), ["halat"]);
    assert!(editor.offered("content/events/e.md", "---\ntitle: E\n|\n---\n").contains(&"date: ".to_owned()));
    // What is put in replaces what was typed.
    let answer = editor.at("completion", FILE, "---\ntitle: River Guard\n---\n🚩 [[hal|");
    assert_eq!(answer["items"][0]["textEdit"]["range"]["start"], json!({ "line": 3, "character": 5 }));
    has(answer["items"][0]["documentation"]["value"].as_str().unwrap(), "**Halat** (place)");
    editor.ends();
}

#[test]
fn what_is_under_the_cursor_is_told() {
    let site = site();
    let mut editor = Editor::new(&site, &json!({}));
    let mut hover = |text: &str| {
        let answer = editor.at("hover", FILE, text);
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let head = "---\ntitle: River Guard\n";
    assert_eq!(
        hover(&format!("{head}---\nSee [[minis|try]].\n")),
        "**Ministry** (actor, government body)\n\nIt *commands*."
    );
    let source = hover(&format!("{head}---\nSee [@dai|ly, p. 3].\n"));
    has(
        &source,
        "**Three days** (source, news report)\n\nMarch 2024\n\nThe Daily\n\nReliability: B, usually reliable",
    );
    assert_eq!(hover(&format!("{head}founded: 2015|~\n---\nText.\n")), "about 2015");
    has(&hover(&format!("{head}founded: 2017/|..\n---\nText.\n")), "ongoing");
    has(&hover(&format!("{head}fou|nded: 2015~\n---\nText.\n")), "Beginning of a group");
    has(&hover(&format!("{head}---\nText %% allow raw-|html: a sign %% <b>x</b>\n")), "Why it matters");
    assert_eq!(hover(&format!("{head}---\nTe|xt.\n")), "");
    editor.ends();
}

#[test]
fn links_lead_to_notes_and_back() {
    let site = site();
    let mut editor = Editor::new(&site, &json!({}));
    let text = "---\ntitle: River Guard\naliases: [حرس النهر]\n---\nIt fights [[Mini|stry]] [@daily].\n";
    let there = editor.at("definition", FILE, text);
    assert_eq!(there["uri"], editor.uri("content/actors/ministry.md"));
    let text = "---\ntitle: River Guard\nrelations: [{type: fights, to: mini|stry}]\n---\nText.\n";
    assert_eq!(editor.at("definition", FILE, text)["uri"], editor.uri("content/actors/ministry.md"));
    assert_eq!(editor.at("definition", FILE, "---\ntitle: R|iver Guard\n---\nx\n"), Value::Null);
    // Of the note itself: by its title, by its id, in fields and in texts.
    editor.types(
        "content/events/e.md",
        "---\ntitle: E\ndate: 2024\nactors: [river-guard]\n---\nBy [[حرس النهر]].\n",
    );
    let places = editor.at("references", FILE, "---\ntitle: River |Guard\naliases: [حرس النهر]\n---\nx\n");
    let places: Vec<String> = places
        .as_array()
        .unwrap()
        .iter()
        .map(|place| {
            let uri = place["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            format!("{uri}:{}:{}", place["range"]["start"]["line"], place["range"]["start"]["character"])
        })
        .collect();
    assert_eq!(places, ["ministry.md:5:12", "halat.md:3:10", "e.md:3:9", "e.md:5:5"]);
    editor.ends();
}

#[test]
fn findings_bring_what_can_be_done() {
    let site = site();
    let mut editor = Editor::new(&site, &json!({}));
    let text = "---\ntitle: River Guard\nfounded: 4 March 2015\n---\nText [@dayly] of [[Upper River]].\n";
    editor.types(FILE, text);
    editor.sees(FILE, &["bad-date 2:9-21", "unknown-source 4:7-12", "unknown-link 4:19-30"]);
    let mut actions = |line: u32, from: u32| {
        let here = json!({ "line": line, "character": from });
        let document = json!({ "uri": editor.uri(FILE) });
        let params = json!({ "textDocument": document, "range": { "start": here, "end": here }, "context": { "diagnostics": [] } });
        editor.ask("textDocument/codeAction", params).as_array().unwrap().clone()
    };
    let mend = actions(2, 12);
    assert_eq!((mend.len(), &mend[0]["title"]), (1, &json!("Write it in EDTF")));
    let edits = mend[0]["edit"]["changes"].as_object().unwrap().values().next().unwrap();
    assert_eq!(edits[0]["newText"], "2015-03-04");
    assert_eq!(edits[0]["range"]["start"], json!({ "line": 2, "character": 9 }));
    let begin = actions(4, 8);
    assert_eq!(begin[0]["title"], "Begin the source content/sources/dayly.md");
    let made = &begin[0]["edit"]["documentChanges"];
    assert_eq!(made[0]["kind"], "create");
    has(made[1]["edits"][0]["newText"].as_str().unwrap(), "---\ntitle: dayly\n");
    let titles: Vec<Value> = actions(4, 20).iter().map(|action| action["title"].clone()).collect();
    assert_eq!(titles.len(), 3);
    assert_eq!(titles[0], "Begin the actor content/actors/upper-river.md");
    editor.ends();
}

/// Does what an edit says, on the disk.
fn apply(edit: &Value) {
    let path = |uri: &Value| url::Url::parse(uri.as_str().unwrap()).unwrap().to_file_path().unwrap();
    for change in edit["documentChanges"].as_array().unwrap() {
        if change["kind"] == "rename" {
            fs::rename(path(&change["oldUri"]), path(&change["newUri"])).unwrap();
            continue;
        }
        let file = path(&change["textDocument"]["uri"]);
        let text = fs::read_to_string(&file).unwrap();
        let offset = |position: &Value| {
            let line = position["line"].as_u64().unwrap() as usize;
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            let units = position["character"].as_u64().unwrap() as usize;
            let before = text[start..].chars().scan(0, |seen, c| {
                *seen += c.len_utf16();
                (*seen <= units).then_some(c.len_utf8())
            });
            start + before.sum::<usize>()
        };
        let mut edits: Vec<(usize, usize, &str)> = change["edits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| {
                let range = &edit["range"];
                (offset(&range["start"]), offset(&range["end"]), edit["newText"].as_str().unwrap())
            })
            .collect();
        edits.sort_unstable();
        let mut text = text.clone();
        for (start, end, new) in edits.into_iter().rev() {
            text.replace_range(start..end, new);
        }
        fs::write(file, text).unwrap();
    }
}

/// Asks for another name of what stands at `¦`.
fn rename(site: &Site, path: &str, place: &str, new: &str) -> Result<Value, String> {
    let mut editor = Editor::new(site, &json!({}));
    let text = fs::read_to_string(site.path(path)).unwrap();
    let text = text.replacen(place.replace('¦', "").as_str(), place, 1);
    let (before, after) = text.split_once('¦').unwrap();
    editor.types(path, &format!("{before}{after}"));
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    let position = json!({ "line": before.matches('\n').count(), "character": column });
    let params = json!({ "textDocument": { "uri": editor.uri(path) }, "position": position, "newName": new });
    let answer = editor.tries("textDocument/rename", params);
    editor.ends();
    answer
}

#[test]
fn a_note_is_renamed_in_every_place_that_uses_the_name() {
    let site = site();
    site.note(
        "events/e.md",
        "---\ntitle: E\ndate: 2024\nactors: [river-guard]\nsources: [\"daily, p. 3\"]\nsummary: The [[river-guard]] and [[River Guard]].\n---\nحزب 🚩 [[river-guard|they]] and [[River Guard]] [@daily].\n",
    );
    let note = |path: &str| fs::read_to_string(site.path(path)).unwrap();
    let rename = |path: &str, place: &str, new: &str| rename(&site, path, place, new);
    let halat = "content/places/halat.md";
    assert_eq!(
        rename(halat, "[[river-¦guard]]", "ministry").unwrap_err(),
        "another note has the name `ministry`"
    );
    assert!(rename(halat, "[[river-¦guard]]", "River: G").unwrap_err().ends_with("`river-g` would do"));
    assert_eq!(
        rename(halat, "He¦re", "x").unwrap_err(),
        "there is no name of a note, a claim or a figure here"
    );
    // By the id: its file, and all that use the id.
    apply(&rename(halat, "[[river-¦guard]]", "guard").unwrap());
    assert_eq!(note(halat), "---\ntitle: Halat\n---\nHere is [[guard]].\n");
    let event = note("content/events/e.md");
    assert!(
        event.contains("actors: [guard]\n")
            && event.contains("The [[guard]] and [[River Guard]].")
            && event.contains("🚩 [[guard|they]] and [[River Guard]]"),
        "{event}"
    );
    has(&note("content/actors/guard.md"), "\nformer_ids: [river-guard]\n---\n");
    // By another name: the note's title, and all that use it; quotes would be words in the middle of a summary.
    let refused = rename("content/actors/ministry.md", "[[River¦ Guard]]", "Guards: upper").unwrap_err();
    has(&refused, "`content/events/e.md` has the name among other words of a field");
    apply(&rename("content/actors/ministry.md", "[[River¦ Guard]]", "Upper Guard").unwrap());
    has(&note("content/events/e.md"), "summary: The [[guard]] and [[Upper Guard]].\n");
    let shorter = note("content/events/e.md").replace("summary: The [[guard]] and [[Upper Guard]].\n", "");
    site.note("events/e.md", &shorter);
    apply(&rename("content/actors/ministry.md", "[[Upper¦ Guard]]", "Guards: upper").unwrap());
    has(&note("content/actors/guard.md"), "title: \"Guards: upper\"\n");
    has(&note("content/actors/ministry.md"), "[[Guards: upper]]");
    // Of a source: in fields, with the place in it.
    apply(&rename("content/events/e.md", "[@da¦ily]", "the-daily").unwrap());
    let event = note("content/events/e.md");
    assert!(event.contains("\"the-daily, p. 3\"") && event.contains("[@the-daily]"), "{event}");
    let check = Run::from(site.command_of("check").output().unwrap());
    check.fine();
}

const BRIDGE: &str = "content/briefings/bridge.md";

/// A site with claims and figures that notes name in every way, one of them in Arabic too.
fn site_with_rows() -> Site {
    let site = site();
    site.settings(
        "title: Test\nlanguages: [en, ar]\nrules: {ungraded-source: off, unarchived-source: off, uncited-paragraph: off}\n",
    );
    site.note(GUARD, "---\ntitle: River Guard\nclaims:\n  - id: held\n    statement: It held the bridge.\n    by: river-guard\n    said: 2024-03-24\n    sources: [daily]\n    contradicted_by: [\"claim:lost\"]\n    status: disputed\n    credibility: 6\n  - {id: lost, statement: \"There were [[figure:dead|12 dead]].\", sources: [daily]}\n---\nText [@daily].\n");
    site.note("places/halat.md", "---\ntitle: Halat\nfigures:\n  - id: dead\n    title: The dead\n    unit: people\n    series:\n      - {as_of: 2024-03-01, value: 1200, at_least: true, counted_by: ministry, sources: [daily]}\n      - {as_of: 2024-04, low: 10, high: 20, sources: [daily]}\n---\nHere.\n");
    site.note("briefings/bridge.md", "---\ntitle: Bridge\ndate: 2024\n---\n🚩 حزب ![[claim: held]], [[figure:dead]] and [[claim:held|so]].\n");
    site.note(
        "actors/river-guard.ar.md",
        "---\ntitle: حرس النهر\nclaims:\n  - {id: held, statement: صمد}\n---\nانظر [[claim:held]].\n",
    );
    site
}

/// The places of an answer, each its file, line and columns.
fn places(answer: &Value) -> Vec<String> {
    let one = |place: &Value| {
        let (start, end) = (&place["range"]["start"], &place["range"]["end"]);
        let uri = place["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        format!("{uri}:{}:{}-{}", start["line"], start["character"], end["character"])
    };
    answer.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn claims_and_figures_are_offered_by_their_ids_and_words() {
    let site = site_with_rows();
    let mut editor = Editor::new(&site, &json!({}));
    let head = "---\ntitle: Bridge\ndate: 2024\n---\n";
    assert_eq!(editor.offered(BRIDGE, &format!("{head}🚩 [[claim:|")), ["held", "lost"]);
    assert_eq!(editor.offered(BRIDGE, &format!("{head}![[claim:bridge|")), ["held"]);
    assert_eq!(editor.offered(BRIDGE, &format!("{head}See [[figure:|]]")), ["dead"]);
    assert_eq!(editor.offered(BRIDGE, &format!("{head}See [[figure:x|")), [""; 0]);
    assert_eq!(editor.offered(BRIDGE, &format!("{head}See [[cl|")), ["claim:"]);
    let all = editor.offered(BRIDGE, &format!("{head}See [[|"));
    assert_eq!(all[all.len() - 3..], ["daily", "claim:", "figure:"]);
    let head = "---\ntitle: Bridge\ndate: 2024\n";
    let claim = |text: &str| format!("{head}claims:\n  - id: x\n    statement: {text}\n---\n");
    assert_eq!(editor.offered(BRIDGE, &claim("Of [[figure:de|]]")), ["dead"]);
    assert_eq!(editor.offered(BRIDGE, &claim("y\n    contradicted_by: [daily, \"claim:lo|\"]")), ["lost"]);
    assert_eq!(
        editor.offered(BRIDGE, &claim("y\n    contradicted_by:\n      - claim:|")),
        ["held", "lost", "x"]
    );
    assert_eq!(editor.offered(BRIDGE, &claim("y\n    contradicted_by: [|]")), ["daily", "claim:"]);
    assert_eq!(editor.offered(BRIDGE, &claim("y\n    sources: [|]")), ["daily"]);
    // Only the id is replaced, and what is offered tells what it is.
    let answer = editor.at("completion", BRIDGE, "---\ntitle: Bridge\ndate: 2024\n---\n🚩 [[claim:he|");
    let item = &answer["items"][0];
    assert_eq!(item["textEdit"]["range"]["start"], json!({ "line": 4, "character": 11 }));
    assert_eq!(item["detail"], "River Guard");
    has(item["documentation"]["value"].as_str().unwrap(), "**It held the bridge.** (claim)");
    editor.ends();
}

#[test]
fn claims_and_figures_are_told_with_their_grades_and_numbers() {
    let site = site_with_rows();
    let mut editor = Editor::new(&site, &json!({}));
    let mut hover = |path: &str, text: &str| {
        let answer = editor.at("hover", path, text);
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let head = "---\ntitle: Bridge\ndate: 2024\n---\n";
    let claim = "**It held the bridge.** (claim)\n\nRiver Guard, 24 March 2024\n\nStatus: disputed · Credibility: 6, truth cannot be judged\n\nSources: Three days\n\nContradicted by: claim:lost\n\nIn: River Guard";
    assert_eq!(hover(BRIDGE, &format!("{head}🚩 [[claim:he|ld]]")), claim);
    assert_eq!(hover(BRIDGE, &format!("{head}🚩 ![[cl|aim:held]]")), claim);
    assert_eq!(
        hover(BRIDGE, &format!("{head}It is [[figure:|dead|many]].")),
        "**The dead** (figure, in people)\n\n- April 2024: 10–20\n- 1 March 2024: at least 1,200 (Ministry)\n\nIn: Halat"
    );
    assert_eq!(hover(BRIDGE, &format!("{head}[[claim:no|ne]]")), "");
    // The row itself, and what stands against it.
    let guard = fs::read_to_string(site.path(FILE)).unwrap();
    assert_eq!(hover(FILE, &guard.replace("id: held", "id: he|ld")), claim);
    has(&hover(FILE, &guard.replace("claim:lost", "claim:lo|st")), "(claim)\n\nSources: Three days");
    editor.ends();
}

#[test]
fn links_lead_to_claims_and_figures_and_back() {
    let site = site_with_rows();
    let mut editor = Editor::new(&site, &json!({}));
    let text = fs::read_to_string(site.path(BRIDGE)).unwrap();
    let here = |editor: &mut Editor<'_>, method: &str, at: &str| {
        editor.at(method, BRIDGE, &text.replacen(&at.replace('|', ""), at, 1))
    };
    let there = here(&mut editor, "definition", "claim: he|ld");
    assert_eq!(places(&json!([there])), ["river-guard.md:3:8-12"]);
    let there = here(&mut editor, "definition", "[[figure:de|ad");
    assert_eq!(places(&json!([there])), ["halat.md:3:8-12"]);
    let of_claim = ["river-guard.md:3:8-12", "river-guard.ar.md:3:9-13", "river-guard.ar.md:5:7-17"];
    let in_text = ["bridge.md:4:10-21", "bridge.md:4:47-57"];
    let mut wanted = [of_claim.as_slice(), &in_text].concat();
    wanted.sort_unstable();
    let mut found = places(&here(&mut editor, "references", "claim: he|ld"));
    found.sort_unstable();
    assert_eq!(found, wanted);
    // From the row, and without it; in the words of another claim.
    let halat = fs::read_to_string(site.path("content/places/halat.md")).unwrap();
    let found = editor.at("references", "content/places/halat.md", &halat.replace("id: dead", "id: de|ad"));
    assert_eq!(places(&found), ["halat.md:3:8-12", "river-guard.md:11:40-51", "bridge.md:4:27-38"]);
    let position = json!({ "line": 3, "character": 9 });
    let document = json!({ "uri": editor.uri("content/places/halat.md") });
    let params =
        json!({ "textDocument": document, "position": position, "context": { "includeDeclaration": false } });
    let found = editor.ask("textDocument/references", params);
    assert_eq!(places(&found), ["river-guard.md:11:40-51", "bridge.md:4:27-38"]);
    // Of the note that a claim stands in, a link to the claim is none.
    let found = editor.at(
        "references",
        FILE,
        &fs::read_to_string(site.path(FILE)).unwrap().replace("title", "ti|tle"),
    );
    assert_eq!(places(&found), ["ministry.md:5:12-23", "river-guard.md:5:8-19"]);
    editor.ends();
}

#[test]
fn claims_and_figures_are_renamed_in_every_place() {
    let site = site_with_rows();
    let note = |path: &str| fs::read_to_string(site.path(path)).unwrap();
    let rename = |path: &str, place: &str, new: &str| rename(&site, path, place, new);
    assert_eq!(rename(BRIDGE, "claim:he¦ld|", "lost").unwrap_err(), "another claim has the id `lost`");
    has(&rename(BRIDGE, "claim:he¦ld|", "Was Held").unwrap_err(), "`was-held` would do");
    // A figure may have the id of a claim.
    apply(&rename(BRIDGE, "figure:de¦ad", "lost").unwrap());
    has(&note("content/places/halat.md"), "  - id: lost\n");
    has(&note(FILE), "\"There were [[figure:lost|12 dead]].\"");
    // By what stands against it, into an id that needs quotes in a field.
    apply(&rename(FILE, "claim:lo¦st", "2024").unwrap());
    has(&note(FILE), "contradicted_by: [\"claim:2024\"]");
    has(&note(FILE), "- {id: \"2024\", ");
    has(&note(BRIDGE), "[[figure:lost]]");
    // From the row.
    apply(&rename(FILE, "id: hel¦d", "bridge-held").unwrap());
    has(&note(FILE), "- id: bridge-held\n");
    has(&note(BRIDGE), "🚩 حزب ![[claim: bridge-held]], [[figure:lost]] and [[claim:bridge-held|so]].");
    let arabic = note("content/actors/river-guard.ar.md");
    assert!(arabic.contains("{id: bridge-held,") && arabic.contains("[[claim:bridge-held]]"), "{arabic}");
    Run::from(site.command_of("check").output().unwrap()).fine();
    // What two claims bear means neither.
    site.note(
        "actors/ministry.md",
        "---\ntitle: Ministry\nclaims: [{id: bridge-held, statement: x}]\n---\nx\n",
    );
    has(&rename(BRIDGE, "claim:bridge¦-held|", "x").unwrap_err(), "2 claims have the id `bridge-held`");
}

#[test]
fn a_name_is_shown_before_it_is_changed() {
    let site = site_with_rows();
    let capabilities = json!({ "textDocument": { "rename": { "prepareSupport": true } } });
    let mut editor = Editor::new(&site, &capabilities);
    let head = "---\ntitle: Bridge\ndate: 2024\nsources: []\n---\n";
    let mut prepare = |text: &str| {
        let answer = editor.at("prepareRename", BRIDGE, text);
        let (start, end) = (&answer["range"]["start"]["character"], &answer["range"]["end"]["character"]);
        answer["placeholder"].as_str().map(|name| format!("{name} {start}-{end}"))
    };
    assert_eq!(prepare(&format!("{head}🚩 [[claim:he|ld]]")).unwrap(), "held 11-15");
    assert_eq!(prepare(&format!("{head}🚩 [[حرس| النهر]]")), None, "translated titles are the translator's");
    assert_eq!(prepare(&format!("{head}[[River| Guard]]")).unwrap(), "River Guard 2-13");
    assert_eq!(prepare(&format!("{head}[[claim:no|ne]]")), None);
    let field =
        "---\ntitle: Bridge\ndate: 2024\njudgements: [{statement: x, sources: [\"dai|ly, p. 3\"]}]\n---\n";
    assert_eq!(prepare(field).unwrap(), "daily 39-44");
    editor.ends();
}

#[test]
fn translations_go_with_a_note_that_is_renamed() {
    let site = site_with_rows();
    site.note("places/halat.ar.md", "---\ntitle: حلات\n---\n[[river-guard]]\n");
    site.note(
        "actors/ministry.md",
        "---\ntitle: Ministry\nformer_ids: [bureau]\n---\nIt fights [[river-guard]] at [[halat]].\n",
    );
    apply(&rename(&site, "content/actors/ministry.md", "[[river-gu¦ard]]", "guard").unwrap());
    let note = |path: &str| fs::read_to_string(site.path(path)).unwrap();
    has(&note("content/actors/guard.ar.md"), "title: حرس النهر\n");
    has(&note("content/places/halat.ar.md"), "[[guard]]");
    // Former ids that there are already stay, in either form of a list.
    site.note(
        "places/halat.md",
        &note("content/places/halat.md").replace("title: Halat\n", "title: Halat\nformer_ids:\n  - old\n"),
    );
    apply(&rename(&site, "content/actors/ministry.md", "[[ha¦lat]]", "halat-town").unwrap());
    has(&note("content/places/halat-town.md"), "former_ids:\n  - old\n  - halat\n");
    site.note("places/base.md", "---\ntitle: Base\n---\nOf [[ministry]].\n");
    apply(&rename(&site, "content/places/base.md", "[[min¦istry]]", "ministry-of-war").unwrap());
    has(&note("content/actors/ministry-of-war.md"), "former_ids: [bureau, ministry]\n");
    Run::from(site.command_of("check").output().unwrap()).fine();
}

#[test]
fn nothing_is_renamed_while_a_note_that_may_use_the_name_cannot_be_read() {
    let site = site_with_rows();
    let mut editor = Editor::new(&site, &json!({}));
    // Much shorter than what was known of it.
    editor.types("content/briefings/bridge.md", "---\ntitle: [\n---\n[[claim:held]]");
    let guard = fs::read_to_string(site.path(FILE)).unwrap();
    editor.types(FILE, &guard);
    let position = json!({ "line": 3, "character": 9 });
    let params = json!({ "textDocument": { "uri": editor.uri(FILE) }, "position": position, "newName": "x" });
    let refused = editor.tries("textDocument/rename", params.clone()).unwrap_err();
    assert_eq!(
        refused,
        "`content/briefings/bridge.md` cannot be read as it is, and may use the name `held`: mend it first"
    );
    editor.types("content/briefings/bridge.md", "---\ntitle: [\n---\nNothing.");
    assert_eq!(
        editor.tries("textDocument/rename", params).unwrap()["documentChanges"].as_array().unwrap().len(),
        2
    );
    editor.ends();
}

#[test]
fn parts_of_a_note_and_notes_by_name_are_listed() {
    let site = site();
    let mut editor = Editor::new(&site, &json!({}));
    let text = "---\ntitle: River Guard\nclaims: [{id: held, statement: x}]\nfigures: [{id: dead, title: x}]\n---\n# One\n\nText.\n\n## Two\n";
    editor.types(FILE, text);
    let document = json!({ "textDocument": { "uri": editor.uri(FILE) } });
    let parts = editor.ask("textDocument/documentSymbol", document);
    let parts: Vec<(&str, &Value)> = parts
        .as_array()
        .unwrap()
        .iter()
        .map(|part| (part["name"].as_str().unwrap(), &part["range"]["start"]["line"]))
        .collect();
    assert_eq!(parts, [("held", &json!(2)), ("dead", &json!(3)), ("One", &json!(5)), ("Two", &json!(9))]);
    let named = editor.ask("workspace/symbol", json!({ "query": "minis" }));
    assert_eq!((named[0]["name"].as_str(), named.as_array().unwrap().len()), (Some("Ministry"), 1));
    editor.ends();
}

#[test]
fn what_is_no_site_and_no_protocol_is_refused() {
    let site = Site::new();
    let garbage: Run = site.command_of("lsp").output().unwrap().into();
    garbage.code(2).says("this command is for editors");
}
