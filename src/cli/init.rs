//! `sourcebook init`

mod adopt;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::ui::{self, Voice};
use super::{Exit, build, check, schema};
use crate::model::NoteType;
use crate::note_file;

/// Begin a site in an empty folder, or in a folder of Markdown notes
///
/// Makes a small working site: a note of each type, linked and cited, a page on method, a workflow that checks each change and publishes to GitHub Pages,
/// and settings for editors. A folder with anything in it but hidden files is refused.
///
/// With --obsidian, the folder is one with notes in Markdown, such as a vault of Obsidian. A file site.yaml is added, nothing else is changed, and
/// what would not resolve is reported. All notes are drafts until they say `visibility: public`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook init my-dossier\n  sourcebook init --title \"The river, 2024\"\n  sourcebook init --obsidian ~/vaults/river"
)]
pub(super) struct Args {
    /// The folder; it is made if it is not there [default: the current one]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Name of the site [default: that of the folder]
    #[arg(long)]
    title: Option<String>,
    /// Take the folder's Markdown notes as they are
    #[arg(long)]
    obsidian: bool,
}

/// The files of a new site. `{title}` and `{version}` are filled in.
const FILES: &[(&str, &str)] = &[
    ("site.yaml", include_str!("init/site.yaml")),
    ("content/actors/defence-ministry.md", include_str!("init/content/actors/defence-ministry.md")),
    ("content/actors/river-guard.md", include_str!("init/content/actors/river-guard.md")),
    (
        "content/briefings/who-held-the-bridge.md",
        include_str!("init/content/briefings/who-held-the-bridge.md"),
    ),
    ("content/events/bridge-taken.md", include_str!("init/content/events/bridge-taken.md")),
    ("content/pages/methodology.md", include_str!("init/content/pages/methodology.md")),
    ("content/places/halat-bridge.md", include_str!("init/content/places/halat-bridge.md")),
    ("content/sources/ministry-statement.md", include_str!("init/content/sources/ministry-statement.md")),
    (
        "content/sources/three-days-at-the-bridge.md",
        include_str!("init/content/sources/three-days-at-the-bridge.md"),
    ),
    ("content/topics/crossings.md", include_str!("init/content/topics/crossings.md")),
    (".gitignore", include_str!("init/gitignore")),
    (".github/workflows/site.yml", include_str!("init/pages.yml")),
    (".vscode/extensions.json", include_str!("init/extensions.json")),
    (".vscode/tasks.json", include_str!("init/tasks.json")),
];

pub(super) fn run(root: &Path, voice: Voice, args: &Args) -> Exit {
    let folder = args.folder.clone().unwrap_or_else(|| root.to_owned());
    let title = args.title.clone().unwrap_or_else(|| title_of(&folder));
    if args.obsidian {
        return adopt::run(&folder, &title, voice);
    }
    match begin(&folder, &title) {
        Ok(_) if voice == Voice::Quiet => Exit::Fine,
        Ok(files) => {
            ui::say(&format!("Made a site in {}: {}", folder.display(), ui::count(files, "file")));
            let here = folder == Path::new(".");
            let go = if here { String::new() } else { format!("cd {}; ", folder.display()) };
            ui::say(&format!(
                "  look at it:              {go}sourcebook serve --open\n  begin a note:            sourcebook new\n  check what is written:   sourcebook check\n  read about all of it:    sourcebook manual"
            ));
            Exit::Fine
        }
        Err(exit) => exit,
    }
}

/// Writes the files of a new site, and gives their number.
fn begin(folder: &Path, title: &str) -> Result<usize, Exit> {
    let title = note_file::scalar(title);
    let mut files: Vec<(String, String)> = FILES
        .iter()
        .map(|(path, text)| {
            let text = text.replace("{title}", &title).replace("{version}", env!("CARGO_PKG_VERSION"));
            ((*path).to_owned(), text)
        })
        .collect();
    files.push((".vscode/settings.json".to_owned(), editor_settings("content/")));
    files.extend(schema::files(".vscode/schemas/"));
    write_all(folder, &files)?;
    Ok(files.len())
}

/// Writes files into a folder that is new, or empty but for hidden files; one that is not is refused before anything is written.
pub(super) fn write_all(folder: &Path, files: &[(String, String)]) -> Result<(), Exit> {
    let fail = |path: &Path, error: io::Error| {
        ui::error(&format!("cannot write {}: {error}", path.display()), &[], None);
        Exit::InputOutput
    };
    if let Ok(entries) = std::fs::read_dir(folder) {
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
        names.sort_unstable();
        if !names.is_empty() {
            names.truncate(10);
            let message = format!("the folder {} is not empty", folder.display());
            let help = "give the name of a new folder; a folder of Markdown notes is taken as it is by `init --obsidian`";
            ui::error(&message, &names, Some(help));
            return Err(Exit::Refused);
        }
    }
    std::fs::create_dir_all(folder).map_err(|error| fail(folder, error))?;
    let taken: Vec<String> =
        files.iter().map(|(path, _)| path.clone()).filter(|path| folder.join(path).exists()).collect();
    if !taken.is_empty() {
        let message = format!("the folder {} has files that the site needs to make", folder.display());
        ui::error(&message, &taken, Some("move them away, or give the name of a new folder"));
        return Err(Exit::Refused);
    }
    for (path, text) in files {
        let path = folder.join(path);
        write_new(&path, text).map_err(|error| fail(&path, error))?;
    }
    Ok(())
}

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, text: &str) -> io::Result<()> {
    std::fs::create_dir_all(path.parent().unwrap_or(path))?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(text.as_bytes());
    if written.is_err() {
        // Half a file is worse than none; the first error is the one to report.
        let _ = std::fs::remove_file(path);
    }
    written
}

/// The settings by which VS Code knows the schemas.
fn editor_settings(prefix: &str) -> String {
    let mut schemas = serde_json::Map::new();
    schemas.insert("./.vscode/schemas/site.json".to_owned(), "site.yaml".into());
    for kind in NoteType::ALL {
        let notes = format!("{prefix}{}/**/*.md", kind.folder());
        schemas.insert(format!("./.vscode/schemas/{}.json", kind.word()), notes.into());
    }
    format!("{:#}\n", serde_json::json!({ "yaml.schemas": schemas }))
}

/// A name for the site from that of its folder.
fn title_of(folder: &Path) -> String {
    let whole = folder.canonicalize().or_else(|_| std::path::absolute(folder));
    let name = whole.ok().and_then(|path| Some(path.file_name()?.to_string_lossy().replace(['-', '_'], " ")));
    let name = name.unwrap_or_default();
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "My dossier".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_s_name_becomes_a_title() {
        assert_eq!(title_of(Path::new("/nowhere/upper-river_2024")), "Upper river 2024");
        assert_eq!(title_of(Path::new("/")), "My dossier");
    }

    #[test]
    fn every_file_of_the_folder_is_in_the_list() {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/init");
        let notes = walkdir::WalkDir::new(home.join("content")).into_iter().map(Result::unwrap);
        for note in notes.filter(|entry| entry.file_type().is_file()) {
            let path = note.path().strip_prefix(&home).unwrap().to_str().unwrap();
            assert!(FILES.iter().any(|(known, _)| *known == path), "{path}");
        }
    }
}
