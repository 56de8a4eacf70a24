//! `sourcebook capture`

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::progress::Progress;
use super::ui::{self, Voice};
use super::{Exit, build, check};
use crate::config::Config;
use crate::diag::{Diagnostic, Level};
use crate::load::{self, KeepError, Kept, RewriteError, SETTINGS, Sources, is_scratch};
use crate::model::notes::Capture;
use crate::model::{Fields, NoteType};
use crate::note_file;
use crate::parse::{self, Draft};
use crate::text::{FileId, SitePath, SourceFile, fold, nearest, path_from};
use crate::value::date::Day;
use crate::value::sha256;

/// Keep a local copy of a source, with its hash and day
///
/// Writes `capture: {file, sha256, date}` into the source's note and leaves every other letter of it as it was. From then on, every build and check compares
/// the file with its hash. The copy is not published.
///
/// A file from elsewhere is copied to captures/ID/ beside the note, or beside a note that has a folder of its own (NAME/index.md). One that lies beside the
/// notes already stays where it is. No other file is ever overwritten.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook capture three-days-at-the-bridge ~/Downloads/bridge.pdf\n  sourcebook capture gazette page.wacz --date 2024-03-24\n  sourcebook capture gazette page.html --name gazette-2024-06.html --replace"
)]
pub(super) struct Args {
    /// Id of the source, or the path of its note
    #[arg(value_name = "SOURCE")]
    source: String,
    /// The copy: a PDF, a saved page, a picture, a web archive
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The day on which the copy was made, as YYYY-MM-DD [default: that of `SOURCE_DATE_EPOCH`, or today]
    #[arg(long, value_name = "DAY", value_parser = check::day)]
    date: Option<Day>,
    /// Name of the copy in the site, if not that of the file
    #[arg(long)]
    name: Option<String>,
    /// Put it in place of the capture that the note has; the file of that one stays
    #[arg(long)]
    replace: bool,
}

/// The note of a source, as it is and as it was read.
struct Note<'a> {
    file: &'a SourceFile,
    draft: Draft,
}

impl Note<'_> {
    fn capture(&self) -> Option<&Capture> {
        match &self.draft.fields {
            Fields::Source(source) => source.capture.as_ref(),
            _ => None,
        }
    }

    /// True if the note says of a copy what there is to say; of its day only if one is wanted.
    fn says(&self, copy: &Copy, is_dated: bool) -> bool {
        self.capture().is_some_and(|old| {
            let day = old.date.as_ref().and_then(|date| date.exact_day());
            path_from(&self.draft.folder, &old.file.value).as_deref() == Some(&*copy.place)
                && old.sha256.value.eq_ignore_ascii_case(&copy.hash)
                && (!is_dated || day == Some(copy.date))
        })
    }

    /// Words for the file of an old capture, which no note names when another copy has taken its place.
    fn left(&self, copy: &Copy) -> String {
        let place =
            |old: &&Capture| path_from(&self.draft.folder, &old.file.value).as_deref() != Some(&*copy.place);
        let old = self.capture().filter(place);
        old.map_or_else(String::new, |old| {
            format!("\n  the file of the old capture stays where it is: {}", old.file.value)
        })
    }
}

pub(super) fn run(root: &Path, voice: Voice, args: &Args) -> Exit {
    let done = load::load(root).map_err(|error| build::cannot_read(&error)).and_then(|sources| {
        let note = note(root, &sources, args, voice)?;
        capture(root, &sources, &note, args, voice)
    });
    match done {
        Ok(words) => {
            if voice != Voice::Quiet {
                ui::say(&words);
            }
            Exit::Fine
        }
        Err(exit) => exit,
    }
}

/// A copy and what the note is to say of it.
struct Copy {
    file: PathBuf,
    /// Where it is to lie below `content/`.
    place: String,
    hash: String,
    date: Day,
}

/// Takes the file into the site and writes it down; gives the words for what was done.
fn capture(
    root: &Path,
    sources: &Sources,
    note: &Note<'_>,
    args: &Args,
    voice: Voice,
) -> Result<String, Exit> {
    let file = real_file(&args.file)?;
    let place = place(root, sources, note, args, &file)?;
    let date = args.date.map_or_else(today, Ok)?;
    let hash = hash(&args.file, voice)?;
    let copy = Copy { file, place, hash, date };
    let is_said = note.says(&copy, args.date.is_some());
    if let Some(old) = note.capture().filter(|_| !is_said && !args.replace) {
        let message = format!("{} has a capture already: {}", note.file.path, old.file.value);
        let help = "to put this one in its place, add --replace; the old file stays where it is";
        ui::error(&message, &[], Some(help));
        return Err(Exit::Refused);
    }
    let text = if is_said { None } else { Some(text(note, &copy)?) };
    let shown = format!("{}{}", sources.content.prefix(), copy.place);
    let target = SitePath::new(shown.clone()).map_err(|error| bad_name(&shown, &error.to_string()))?;
    let kept = load::keep(&copy.file, &copy.hash, root, &target).map_err(|error| not_kept(&error))?;
    match text {
        Some(text) => {
            load::rewrite(root, note.file, &text).map_err(|error| not_written(&error, &shown))?;
            Ok(format!(
                "Captured {shown} in {}\n  sha256 {}, {}{}",
                note.file.path,
                copy.hash,
                copy.date,
                note.left(&copy)
            ))
        }
        None if kept == Kept::Copied => Ok(format!("Put back {shown}; {} says so already", note.file.path)),
        None => Ok(format!("Nothing to do: {shown} is what {} says", note.file.path)),
    }
}

/// The text of a note that says of a copy where it lies and what it is.
fn text(note: &Note<'_>, copy: &Copy) -> Result<String, Exit> {
    let (name, date) = (name_from(&note.draft.folder, &copy.place), copy.date.to_string());
    let parts = [("file", &*name), ("sha256", &*copy.hash), ("date", &*date)];
    note_file::with_parts(&note.file.text, NoteType::Source, "capture", &parts).ok_or_else(|| {
        let message = format!("the front matter of {} has a shape that cannot be added to", note.file.path);
        let parts = parts.map(|(part, value)| format!("{part}: {}", note_file::item(value))).join(", ");
        ui::error(&message, &[], Some(&format!("write it yourself: capture: {{{parts}}}")));
        Exit::Refused
    })
}

/// The hash of a file, which may be so large that it takes a while.
fn hash(file: &Path, voice: Voice) -> Result<String, Exit> {
    let mut progress = Progress::new(voice);
    progress.stage("hashing", 0);
    let hash = File::open(file).and_then(sha256);
    progress.end();
    hash.map_err(|error| unreadable(file, &error))
}

/// Finds the note that an argument means and reads it.
fn note<'a>(root: &Path, sources: &'a Sources, args: &Args, voice: Voice) -> Result<Note<'a>, Exit> {
    let report = |found: &[Diagnostic]| {
        ui::report(found, &sources.files, voice);
        ui::warn("nothing was written");
        Exit::ContentErrors
    };
    let (config, problems) = Config::parse(&sources.files[SETTINGS.0 as usize].text, SETTINGS);
    let config = config.ok_or_else(|| report(&problems))?;
    let (id, file) = find(root, sources, &args.source)?;
    if sources.is_refused(id) {
        return Err(report(&faults(&sources.diagnostics, id, u32::MAX)));
    }
    let parsed = parse::parse(id, file, &config.languages);
    let end = parse::front_matter::split(&file.text).map_or(u32::MAX, |parts| parts.fields.end);
    let mut faults = faults(&parsed.diagnostics, id, end);
    if let Some(old) = old_capture(&file.text).filter(|_| args.replace) {
        // What is wrong in what is replaced goes with it.
        faults.retain(|fault| !old.contains(&fault.span.start));
    }
    let what = match parsed.draft {
        _ if !faults.is_empty() => return Err(report(&faults)),
        Some(draft) if draft.fields.note_type() == NoteType::Source => return Ok(Note { file, draft }),
        Some(draft) => format!("is of type {}", draft.fields.note_type().word()),
        None => "is a translation".to_owned(),
    };
    ui::error(&format!("{} {what}", file.path), &[], Some("only notes of sources have a capture"));
    Err(Exit::WrongUse)
}

/// Finds the one note that has an id or a path.
fn find<'a>(root: &Path, sources: &'a Sources, source: &str) -> Result<(FileId, &'a Arc<SourceFile>), Exit> {
    let wanted = source.trim_start_matches(['[', '@']).trim_end_matches(']');
    let real = Path::new(source).canonicalize().ok();
    let is_it = |path: &SitePath| {
        let is_named = fold(parse::stem(path)) == fold(wanted) || path.as_str() == source;
        is_named || real.is_some() && real == root.join(path.as_str()).canonicalize().ok()
    };
    let found: Vec<_> = sources.notes().filter(|(_, file)| is_it(&file.path)).collect();
    match found[..] {
        [one] => Ok(one),
        [] => Err(unknown(sources, wanted)),
        _ => {
            let paths: Vec<String> = found.iter().map(|(_, file)| file.path.to_string()).collect();
            let message = format!("more than one note is called `{}`", wanted.escape_debug());
            ui::error(&message, &paths, Some("give the path of one"));
            Err(Exit::WrongUse)
        }
    }
}

/// The errors of a file before a place in it.
fn faults(found: &[Diagnostic], file: FileId, end: u32) -> Vec<Diagnostic> {
    let is_fault = |d: &&Diagnostic| d.file == Some(file) && d.level == Level::Error && d.span.start < end;
    found.iter().filter(is_fault).cloned().collect()
}

/// Where the value of `capture` stands in a note.
fn old_capture(text: &str) -> Option<std::ops::Range<u32>> {
    let fields = parse::front_matter::split(text).ok()?.fields;
    let (root, _) = crate::yaml::parse(&text[fields.range()], fields.start as usize);
    let span = root?.get("capture")?.span;
    Some(span.start..span.end)
}

fn unknown(sources: &Sources, wanted: &str) -> Exit {
    let folder = format!("{}{}/", sources.content.prefix(), NoteType::Source.folder());
    let notes = sources.notes().map(|(_, file)| &file.path).filter(|path| path.as_str().starts_with(&folder));
    let help = match nearest(wanted, notes.map(parse::stem)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "the id of a source is the name of its note in {folder}, without the ending; `sourcebook new source` begins one"
        ),
    };
    ui::error(&format!("there is no source `{}`", wanted.escape_debug()), &[], Some(&help));
    Exit::WrongUse
}

/// The file behind a path, which must be an ordinary one with something in it.
fn real_file(path: &Path) -> Result<PathBuf, Exit> {
    let real = path.canonicalize().map_err(|error| unreadable(path, &error))?;
    let meta = real.metadata().map_err(|error| unreadable(path, &error))?;
    let (what, help) = if meta.is_dir() {
        ("is a folder", "give one file; a web archive (WACZ, WARC) holds a page with all that belongs to it")
    } else if !meta.is_file() {
        ("is no ordinary file", "save it as one first")
    } else if meta.len() == 0 {
        ("is empty", "an empty file shows nothing of the source: save it again")
    } else {
        return Ok(real);
    };
    ui::error(&format!("{} {what}", path.display()), &[], Some(help));
    Err(Exit::WrongUse)
}

/// The path below `content/` where the copy lies, or is to lie.
fn place(root: &Path, sources: &Sources, note: &Note<'_>, args: &Args, file: &Path) -> Result<String, Exit> {
    let content = root.join(sources.content.word()).canonicalize().ok();
    let inside = content
        .and_then(|content| file.strip_prefix(content).ok()?.to_str().map(|path| path.replace('\\', "/")));
    let known =
        inside.as_ref().filter(|path| sources.assets.iter().any(|asset| asset.path.as_str() == **path));
    if let Some(path) = known.filter(|_| args.name.is_none()) {
        return Ok(path.clone());
    }
    let name = match &args.name {
        Some(name) => name.as_str(),
        None => args.file.file_name().or(file.file_name()).and_then(|name| name.to_str()).unwrap_or_default(),
    };
    let why = match SitePath::new(name) {
        Err(error) => Some(error.to_string()),
        Ok(_) if name.contains('/') => Some("it has a slash".to_owned()),
        Ok(_) if is_scratch(name) => Some("hidden and temporary files are passed over in builds".to_owned()),
        Ok(path) if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md")) => {
            Some("it would be a note of the site".to_owned())
        }
        Ok(_) => None,
    };
    if let Some(why) = why {
        return Err(bad_name(name, &why));
    }
    let own = note.file.path.name() == "index.md" && parse::stem(&note.file.path) != "index";
    let folder = match own {
        true => note.draft.folder.clone(),
        false => format!("{}/captures/{}", note.draft.folder, note.draft.id),
    };
    Ok(format!("{}/{name}", folder.trim_matches('/')).trim_start_matches('/').to_owned())
}

/// A path below `content/` as a note in a folder names it.
fn name_from(folder: &str, place: &str) -> String {
    let below = place
        .strip_prefix(folder)
        .and_then(|rest| if folder.is_empty() { Some(rest) } else { rest.strip_prefix('/') });
    below.map_or_else(|| format!("/{place}"), str::to_owned)
}

fn today() -> Result<Day, Exit> {
    check::clock(jiff::Timestamp::now()).map_err(|message| {
        ui::error(&message, &[], Some("give a day with --date YYYY-MM-DD"));
        Exit::WrongUse
    })
}

fn bad_name(name: &str, why: &str) -> Exit {
    ui::error(
        &format!("the copy cannot be called `{}`: {why}", name.escape_debug()),
        &[],
        Some("give it another name with --name"),
    );
    Exit::WrongUse
}

fn not_written(error: &RewriteError, copy: &str) -> Exit {
    let help = "the note is as it was; when the cause is mended, do the same again";
    ui::error(&error.to_string(), &[format!("the copy stands at {copy}")], Some(help));
    Exit::InputOutput
}

fn unreadable(path: &Path, error: &std::io::Error) -> Exit {
    ui::error(&format!("cannot read {}: {error}", path.display()), &[], None);
    Exit::InputOutput
}

fn not_kept(error: &KeepError) -> Exit {
    let (help, exit) = match error {
        KeepError::Taken(_) => {
            ("it is not overwritten: give the copy another name with --name", Exit::Refused)
        }
        KeepError::NoFolder(_) => {
            ("links are not followed out of the site: put a folder there", Exit::Refused)
        }
        KeepError::Changed(_) => ("wait until it is written, and do the same again", Exit::InputOutput),
        KeepError::Io(..) => ("nothing was changed in the note", Exit::InputOutput),
    };
    ui::error(&error.to_string(), &[], Some(help));
    exit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_name_what_lies_below_them_by_its_path_from_there() {
        for (folder, place, name) in [
            ("sources", "sources/captures/a/a.pdf", "captures/a/a.pdf"),
            ("sources/a", "sources/a/a.pdf", "a.pdf"),
            ("sources", "files/a.pdf", "/files/a.pdf"),
            ("sources", "sources-old/a.pdf", "/sources-old/a.pdf"),
            ("", "captures/a/a.pdf", "captures/a/a.pdf"),
        ] {
            assert_eq!(name_from(folder, place), name);
            assert_eq!(path_from(folder, name).as_deref(), Some(place));
        }
    }
}
