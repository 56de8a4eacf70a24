//! `sourcebook new`

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::ui::{self, Terminal, Voice};
use super::{Exit, build, check, init};
use crate::compile::examine;
use crate::diag::{Diagnostic, Level};
use crate::load::{self, Sources};
use crate::model::NoteType;
use crate::note_file::{self, Slip};
use crate::schema::{FieldWords, Shape, fields};
use crate::text::{FileId, SitePath, SourceFile, nearest};
use crate::value::date::Day;
use crate::value::{Date, Id, WebAddress, id_of_title};

/// Begin a note with all fields of its type
///
/// Writes content/FOLDER/ID.md: the fields that are given filled in, the others as comments that say what they mean. The id comes from the title;
/// Arabic and Cyrillic letters are written in Latin ones. The note is checked with the whole site before it is written. A file that exists is never
/// touched.
///
/// On a terminal, `sourcebook new` asks for what is not given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook new\n  sourcebook new actor River Guard\n  sourcebook new source Three days at the bridge --url https://daily.example/bridge\n  sourcebook new event The bridge falls --set date=2024-03-24 --set sources=three-days-at-the-bridge"
)]
pub(super) struct Args {
    /// What the note is about: actor, source, event, place, topic, briefing or page
    #[arg(value_name = "TYPE", hide_possible_values = true, value_parser = ui::Known(types))]
    kind: Option<String>,
    /// Its name as readers see it
    #[arg(value_name = "TITLE")]
    title: Vec<String>,
    /// Name of the file, if not that of the title
    #[arg(long)]
    id: Option<String>,
    /// Address of a source; the day on which it was read is set to today
    #[arg(long)]
    url: Option<String>,
    /// Fill in a field; lists are written `a, b`
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

fn types() -> Vec<&'static str> {
    NoteType::ALL.iter().map(|kind| kind.word()).collect()
}

/// A note that is to be made.
#[derive(Debug)]
struct Plan {
    kind: NoteType,
    title: String,
    id: Id,
    values: BTreeMap<String, String>,
}

pub(super) fn run(root: &Path, voice: Voice, args: &Args) -> Exit {
    let now = jiff::Timestamp::now();
    let today = match check::clock(now) {
        Ok(today) => today,
        Err(message) => {
            ui::error(&message, &[], Some("take SOURCE_DATE_EPOCH out of the environment"));
            return Exit::WrongUse;
        }
    };
    let sources = match load::load(root) {
        Ok(sources) => sources,
        Err(error) => return build::cannot_read(&error),
    };
    let (mut input, mut output) = (io::stdin().lock(), anstream::stderr());
    let mut terminal = ui::is_attended().then_some(Terminal { input: &mut input, output: &mut output });
    let plan = match plan(args, terminal.as_mut(), today) {
        Ok(plan) => plan,
        Err(exit) => return exit,
    };
    let text = match note_file::write(plan.kind, &plan.title, &plan.values) {
        Ok(text) => text,
        Err(slip) => return refuse(plan.kind, slip),
    };
    let name = format!("{}{}/{}.md", sources.content.prefix(), plan.kind.folder(), plan.id);
    if let Some(other) = bearer(&sources, &plan.id) {
        ui::error(
            &format!("there is a note with the id `{}` already: {other}", plan.id),
            &[],
            Some("give the new one another id with --id"),
        );
        return Exit::Refused;
    }
    let found = match SitePath::new(name.clone()) {
        Ok(path) => faults(sources, path, &text, now, today),
        Err(error) => {
            ui::error(&format!("{name} is no name for a file: {error}"), &[], Some("give another with --id"));
            return Exit::WrongUse;
        }
    };
    if !found.0.is_empty() {
        ui::report(&found.0, &found.1.files, voice);
        ui::warn("nothing was written");
        return Exit::ContentErrors;
    }
    match init::write_new(&root.join(&name), &text) {
        Ok(()) if voice == Voice::Quiet => Exit::Fine,
        Ok(()) => {
            let cite = match plan.kind {
                NoteType::Source => format!("cite it as [@{}]", plan.id),
                _ => format!("link to it as [[{}]]", plan.id),
            };
            ui::say(&format!("Made {}: {cite}", ui::below(root, &name).display()));
            Exit::Fine
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            ui::error(&format!("{name} exists already"), &[], Some("give the new note another id with --id"));
            Exit::Refused
        }
        Err(error) => {
            ui::error(&format!("cannot write {name}: {error}"), &[], None);
            Exit::InputOutput
        }
    }
}

/// What is to be made, by what was given and, on a terminal, by asking.
fn plan(args: &Args, mut terminal: Option<&mut Terminal<'_>>, today: Day) -> Result<Plan, Exit> {
    let kind = kind(args.kind.as_deref(), terminal.as_deref_mut())?;
    let fields = fields(kind);
    let mut values = given(args, kind, &fields, today)?;
    let title = match (args.title.join(" ").trim(), terminal.as_deref_mut()) {
        ("", Some(terminal)) => terminal.ask("Title: ", |line| match line {
            "" => Err("a note needs a name that readers see".to_owned()),
            line => Ok(line.to_owned()),
        })?,
        ("", None) => {
            let help = format!("write it behind the type: sourcebook new {} River Guard", kind.word());
            ui::error("the note has no title", &[], Some(&help));
            return Err(Exit::WrongUse);
        }
        (title, _) => title.to_owned(),
    };
    for field in fields.iter().filter(|field| field.is_required && field.name != "title") {
        if values.contains_key(field.name) {
            continue;
        }
        let asked = terminal.as_deref_mut().map(|terminal| ask_field(terminal, field)).transpose()?;
        // The day up to which a briefing knows is that of its writing until its writer says another.
        let own = (kind == NoteType::Briefing && field.name == "date").then(|| today.to_string());
        values.extend(asked.or(own).map(|value| (field.name.to_owned(), value)));
    }
    let wanted = args.id.clone().or_else(|| id_of_title(&title)).unwrap_or_default();
    let id = Id::new(&wanted).map_err(|error| {
        let help = match error.suggestion.filter(|id| *id != wanted) {
            Some(id) => format!("`--id {id}` would do"),
            None => "give one in letters with --id".to_owned(),
        };
        ui::error(&format!("`{}` is no id: {}", wanted.escape_debug(), error.message), &[], Some(&help));
        Exit::WrongUse
    })?;
    Ok(Plan { kind, title, id, values })
}

/// The note type that a word means, by its name or its folder's.
fn kind(word: Option<&str>, terminal: Option<&mut Terminal<'_>>) -> Result<NoteType, Exit> {
    let words = || NoteType::ALL.iter().map(|kind| kind.word());
    let find = |word: &str| {
        let word = word.to_lowercase();
        NoteType::ALL.iter().copied().find(|kind| kind.word() == word).or_else(|| NoteType::of_folder(&word))
    };
    match (word, terminal) {
        (Some(word), _) => find(word).ok_or_else(|| ui::unknown("note type", word, words())),
        (None, Some(terminal)) => {
            let question = format!("Type ({}): ", words().collect::<Vec<_>>().join(", "));
            terminal.ask(&question, |line| {
                find(line).ok_or_else(|| match nearest(line, words()) {
                    Some(near) => format!("there is no note type `{line}`; did you mean `{near}`?"),
                    None => format!("there is no note type `{line}`"),
                })
            })
        }
        (None, None) => {
            let help = "write both: sourcebook new actor River Guard; the types are: ";
            let help = format!("{help}{}", words().collect::<Vec<_>>().join(", "));
            ui::error("the note has no type and no title", &[], Some(&help));
            Err(Exit::WrongUse)
        }
    }
}

/// The values that the arguments give.
fn given(
    args: &Args,
    kind: NoteType,
    fields: &[FieldWords],
    today: Day,
) -> Result<BTreeMap<String, String>, Exit> {
    let mut values = BTreeMap::new();
    for pair in &args.set {
        let Some((name, value)) = pair.split_once('=') else {
            ui::error(&format!("`{pair}` sets no field"), &[], Some("write --set FIELD=VALUE"));
            return Err(Exit::WrongUse);
        };
        values.insert(name.trim().to_owned(), value.trim().to_owned());
    }
    if let Some(url) = &args.url {
        if !fields.iter().any(|field| field.name == "url") {
            let message = format!("a note of type {} has no address", kind.word());
            ui::error(&message, &[], Some("--url is for sources"));
            return Err(Exit::WrongUse);
        }
        if let Err(why) = WebAddress::parse(url) {
            let help = "write the full address, beginning with https://";
            ui::error(&format!("this address cannot be used: {why}"), &[], Some(help));
            return Err(Exit::WrongUse);
        }
        values.insert("url".to_owned(), url.clone());
        values.entry("accessed".to_owned()).or_insert_with(|| today.to_string());
    }
    Ok(values)
}

fn ask_field(terminal: &mut Terminal<'_>, field: &FieldWords) -> Result<String, Exit> {
    let question = format!("{} ({}): ", field.name, field.meaning.trim_end_matches('.'));
    terminal.ask(&question, |line| match (&field.shape, line) {
        (_, "") => Err(format!("the note needs `{}`", field.name)),
        (Shape::Date, line) => Date::parse(line).map(|_| line.to_owned()).map_err(|error| error.to_string()),
        (_, line) => Ok(line.to_owned()),
    })
}

/// The path of the note that has an id already.
fn bearer<'a>(sources: &'a Sources, id: &Id) -> Option<&'a SitePath> {
    let stem = |path: &SitePath| {
        let mut parts = path.as_str().rsplit('/');
        let name = parts.next().unwrap_or_default().trim_end_matches(".md").to_owned();
        if name == "index" { parts.next().unwrap_or_default().to_owned() } else { name }
    };
    let bears = |path: &SitePath| Id::from_stem(&stem(path)).is_ok_and(|other| other == *id);
    sources.notes().map(|(_, file)| &file.path).find(|path| bears(path))
}

/// The errors that a note would have in the site, and the sources with it.
fn faults(
    mut sources: Sources,
    path: SitePath,
    text: &str,
    now: jiff::Timestamp,
    today: Day,
) -> (Vec<Diagnostic>, Sources) {
    let file = FileId(sources.files.len() as u32);
    sources.files.push(Arc::new(SourceFile { path, text: text.to_owned() }));
    let mut found = examine(&sources, now, today, load::open);
    found.retain(|found| found.file == Some(file) && found.level == Level::Error);
    (found, sources)
}

fn refuse(kind: NoteType, slip: Slip) -> Exit {
    match slip {
        Slip::UnknownField { name, near } => {
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("`sourcebook schema {}` lists them", kind.word()),
            };
            let message = format!("a note of type {} has no field `{}`", kind.word(), name.escape_debug());
            ui::error(&message, &[], Some(&help));
        }
        Slip::Missing { name, meaning } => {
            let message = format!("a note of type {} needs `{name}`", kind.word());
            let help = format!("give it with --set {name}=…; it says: {meaning}");
            ui::error(&message, &[], Some(help.trim_end_matches('.')));
        }
        Slip::NotOneLine { name } => {
            let help = "write it in one line, without control characters";
            ui::error(&format!("the value of `{name}` cannot be written"), &[], Some(help));
        }
    }
    Exit::WrongUse
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is planned from arguments and answers, or how it ends; and all that was asked.
    fn planned(args: &[&str], answers: &str) -> (Result<Plan, Exit>, String) {
        #[derive(Debug, clap::Parser)]
        struct Line {
            #[command(flatten)]
            args: Args,
        }
        let line = <Line as clap::Parser>::parse_from([&["new"], args].concat());
        let (mut input, mut output) = (answers.as_bytes(), Vec::new());
        let mut terminal = Terminal { input: &mut input, output: &mut output };
        let plan = plan(&line.args, Some(&mut terminal), Day(19_800));
        (plan, String::from_utf8(output).unwrap())
    }

    #[test]
    fn what_is_not_given_is_asked_until_it_is_right() {
        let (plan, asked) = planned(&[], "evnt\nevent\n\nThe bridge falls\n24 March\n2024-03-24\n");
        let plan = plan.unwrap();
        assert_eq!((plan.kind, plan.id.as_str()), (NoteType::Event, "the-bridge-falls"));
        assert_eq!(plan.values["date"], "2024-03-24");
        assert!(asked.contains("Type (actor, source, event, place, topic, briefing, page): "));
        assert!(asked.contains("did you mean `event`?"));
        assert!(asked.contains("a note needs a name") && asked.contains("date (When it happened): "));
        assert_eq!(asked.matches("date (").count(), 2, "{asked}");
    }

    #[test]
    fn what_is_given_is_not_asked() {
        let (plan, asked) = planned(&["actors", "حزب", "الله"], "");
        let plan = plan.unwrap();
        assert_eq!(
            (plan.kind, plan.title.as_str(), plan.id.as_str()),
            (NoteType::Actor, "حزب الله", "hzb-allah")
        );
        assert_eq!(asked, "");
        let (plan, _) = planned(&["source", "A", "--url", "https://d.example/a"], "");
        let values = plan.unwrap().values;
        assert_eq!(
            (values["url"].as_str(), values["accessed"].as_str()),
            ("https://d.example/a", "2024-03-18")
        );
    }

    #[test]
    fn the_end_of_the_input_ends_the_questions() {
        assert_eq!(planned(&[], "event\n").0.unwrap_err(), Exit::WrongUse);
        assert_eq!(planned(&["acter"], "").0.unwrap_err(), Exit::WrongUse);
        assert_eq!(planned(&["page", "x", "--url", "https://d.example"], "").0.unwrap_err(), Exit::WrongUse);
        assert_eq!(planned(&["page", "…"], "").0.unwrap_err(), Exit::WrongUse);
    }
}
