//! `sourcebook schema`

use std::path::{Path, PathBuf};

use super::{Exit, ui};
use crate::schema::Subject;

/// Print the JSON Schema of a note type's front matter, or of site.yaml
///
/// With a schema, editors complete fields and words, show what they mean, and underline what is wrong while one types. The schemas are made from the
/// same definitions that read the notes. Without a name, lists all of them.
///
/// `sourcebook init` puts them into the folder .vscode/schemas; `--out` writes them again after an update.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook schema\n  sourcebook schema actor\n  sourcebook schema site > site.schema.json\n  sourcebook schema --out .vscode/schemas"
)]
pub(super) struct Args {
    /// A note type, `translation`, or `site` for site.yaml
    #[arg(value_name = "TYPE", conflicts_with = "out", hide_possible_values = true, value_parser = ui::Known(names))]
    name: Option<String>,
    /// Write all schemas into this folder, a file NAME.json each
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn names() -> Vec<&'static str> {
    Subject::all().iter().map(|subject| subject.name()).collect()
}

pub(super) fn run(args: &Args) -> Exit {
    if let Some(folder) = &args.out {
        return match write_all(folder) {
            Ok(count) => {
                ui::say(&format!("wrote {} into {}", ui::count(count, "schema"), folder.display()));
                Exit::Fine
            }
            Err(error) => {
                ui::error(&format!("cannot write into {}: {error}", folder.display()), &[], None);
                Exit::InputOutput
            }
        };
    }
    let all = Subject::all();
    let Some(name) = &args.name else {
        for subject in all {
            ui::say(&format!("{:12} {}", subject.name(), subject.words()));
        }
        return Exit::Fine;
    };
    match all.iter().find(|subject| subject.name() == name) {
        Some(subject) => {
            ui::say(&text(*subject));
            Exit::Fine
        }
        None => ui::unknown("schema", name, names().into_iter()),
    }
}

/// Writes all schemas into a folder, and gives their number.
fn write_all(folder: &Path) -> std::io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let files = files("");
    for (name, text) in &files {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(files.len())
}

/// All schemas as files, their paths behind `prefix`.
pub(super) fn files(prefix: &str) -> Vec<(String, String)> {
    let file = |subject: Subject| (format!("{prefix}{}.json", subject.name()), text(subject) + "\n");
    Subject::all().into_iter().map(file).collect()
}

/// A schema as it stands in a file.
fn text(subject: Subject) -> String {
    format!("{:#}", subject.schema())
}
