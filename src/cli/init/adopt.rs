//! `sourcebook init --obsidian`: a folder of notes becomes a site, and stays what it is.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Exit, Voice, build, check, ui, write_new};
use crate::compile::examine;
use crate::diag::{Diagnostic, Level};
use crate::load::{self, Sources};
use crate::model::NoteType;
use crate::note_file;
use crate::text::Span;
use crate::yaml;

/// The rules whose findings say that a reference leads nowhere.
const UNRESOLVED: [&str; 10] = [
    "ambiguous-link",
    "bad-address",
    "broken-heading",
    "missing-asset",
    "missing-footnote",
    "unknown-claim",
    "unknown-figure",
    "unknown-link",
    "unknown-source",
    "wrong-note-type",
];

pub(super) fn run(folder: &Path, title: &str, voice: Voice) -> Exit {
    let settings = ui::below(folder, "site.yaml");
    if !folder.is_dir() {
        ui::error(&format!("{} is no folder", folder.display()), &[], Some("give that of your notes"));
        return Exit::InputOutput;
    }
    let has_content = folder.join("content").is_dir();
    let text = settings_text(title, has_content);
    match write_new(&settings, &text) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let help = "`sourcebook check` reports what does not resolve";
            ui::error(&format!("{} is a site already", folder.display()), &[], Some(help));
            return Exit::Refused;
        }
        Err(error) => {
            ui::error(&format!("cannot write {}: {error}", settings.display()), &[], None);
            return Exit::InputOutput;
        }
    }
    let sources = match load::load(folder) {
        Ok(sources) => sources,
        Err(error) => return build::cannot_read(&error),
    };
    let now = jiff::Timestamp::now();
    let today = match check::clock(now) {
        Ok(today) => today,
        Err(message) => {
            ui::error(&message, &[], None);
            return Exit::WrongUse;
        }
    };
    let (taken, mut todo) = as_if_finished(sources);
    let found = examine(&taken.sources, now, today, load::open);
    let (unresolved, rest): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|found| UNRESOLVED.contains(&found.rule));
    for found in rest.iter().filter(|found| found.level == Level::Error) {
        *todo.entry(found.rule).or_default() += 1;
    }
    let unresolved: Vec<Diagnostic> = unresolved
        .into_iter()
        .map(|found| Diagnostic { level: Level::Warning, ..taken.in_file(found) })
        .collect();
    ui::report(&unresolved, &taken.files, voice);
    if voice == Voice::Quiet {
        return Exit::Fine;
    }
    let count = taken.files.len() - 1;
    ui::say(&format!("Added {}: {}, all drafts for now", settings.display(), ui::count(count, "note")));
    ui::say(&match unresolved.len() {
        0 => "  every link resolves".to_owned(),
        many => format!("  {} above would not resolve", ui::count(many, "reference")),
    });
    for (rule, many) in &todo {
        ui::say(&format!("  {rule}: {many}"));
    }
    if !todo.is_empty() {
        ui::say(
            "`sourcebook check` shows each of these in its place; `sourcebook explain RULE` tells what to do.",
        );
    }
    Exit::Fine
}

fn settings_text(title: &str, has_content: bool) -> String {
    let place = if has_content {
        ""
    } else {
        "# The notes are in this folder, not in one named content.\ncontent: .\n"
    };
    format!(
        "# `sourcebook manual settings` tells all that can stand here.\ntitle: {}\n{place}# Nothing is published until a note says `visibility: public`.\ndefault_visibility: draft\n",
        note_file::scalar(title)
    )
}

/// Notes with the fields that they must have, and what was put in for that.
struct Taken {
    sources: Sources,
    /// The files as they are.
    files: Vec<Arc<crate::text::SourceFile>>,
    /// Where something was put into a file, and how many bytes.
    added: Vec<(u32, u32)>,
}

impl Taken {
    /// The same finding at its place in the file as it is.
    fn in_file(&self, mut found: Diagnostic) -> Diagnostic {
        if let Some(file) = found.file {
            let (at, length) = self.added[file.0 as usize];
            let back = |offset: u32| if offset < at { offset } else { at.max(offset.saturating_sub(length)) };
            found.span = Span { start: back(found.span.start), end: back(found.span.end) };
        }
        // Other places and fixes would need the same; the finding alone is enough here.
        found.related.clear();
        found.fix = None;
        found
    }
}

/// Gives every note a title and a type, so that its links can be looked up, and counts what was missing, by rule.
fn as_if_finished(mut sources: Sources) -> (Taken, BTreeMap<&'static str, usize>) {
    let files = sources.files.clone();
    let mut todo = BTreeMap::new();
    let mut added = vec![(0, 0); files.len()];
    for (file, added) in sources.files.iter_mut().zip(&mut added).skip(1) {
        let path = file.path.as_str();
        let first = path.strip_prefix("content/").unwrap_or(path).split('/').next().unwrap_or_default();
        let typed = NoteType::of_folder(first).is_some();
        let title = format!("title: {}\n", note_file::scalar(file.path.stem()));
        let kind = if typed { "" } else { "type: page\n" };
        let begins = file.text.lines().next().is_some_and(|line| line.trim_end() == "---");
        let (at, text) = if begins {
            let at = file.text.find('\n').map_or(file.text.len(), |i| i + 1);
            let fields = file.text[at..].split("\n---").next().unwrap_or_default();
            let has = |key: &str| yaml::parse(fields, 0).0.is_some_and(|root| root.get(key).is_some());
            let (no_title, no_type) = (!has("title"), !typed && !has("type"));
            *todo.entry("missing-field").or_insert(0) += usize::from(no_title);
            *todo.entry("no-type").or_insert(0) += usize::from(no_type);
            (at, [if no_title { &title } else { "" }, if no_type { kind } else { "" }].concat())
        } else {
            *todo.entry("no-front-matter").or_insert(0) += 1;
            (0, format!("---\n{title}{kind}---\n"))
        };
        Arc::make_mut(file).text.insert_str(at, &text);
        *added = (at as u32, text.len() as u32);
    }
    todo.retain(|_, count| *count > 0);
    (Taken { sources, files, added }, todo)
}
