//! `sourcebook build`

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::Exit;
use super::progress::Progress;
use super::ui::{self, Voice};
use crate::compile::{Compiled, compile_with, output};
use crate::config::ContentFolder;
use crate::diag::Diagnostic;
use crate::export;
use crate::load::{self, LoadError, Sources};
use crate::model::NoteType;
use crate::publish::leaks::Leak;
use crate::publish::{PublishError, Report, dir};
use crate::resolve::Site;
use crate::select::{Audience, Viewer};

/// Compile the site into a folder of HTML pages
///
/// Reads site.yaml and content/ (and templates/ and static/, if there are any), checks everything, and writes the site to public/. The
/// old site stands whole until the new one replaces it in one step; with an error in the content, nothing is written.
///
/// Only files that Sourcebook made are ever changed or deleted: an output folder with anything else in it is refused.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook build\n  sourcebook build --root my-dossier --out /srv/www/dossier\n  sourcebook build --audience internal --out internal\n  sourcebook build --verbose"
)]
pub(super) struct Args {
    /// Folder to write to [default: public, in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Whom the site is for: with `internal`, internal notes are in it, and every page says so
    #[arg(long, value_enum, default_value = "public")]
    audience: For,
}

/// How many places of one kind are told.
const SHOWN: usize = 20;

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum For {
    Public,
    Internal,
}

impl For {
    pub(super) fn audience(self) -> Audience {
        match self {
            For::Public => Audience::Public,
            For::Internal => Audience::Internal,
        }
    }
}

pub(super) fn run(root: &Path, voice: Voice, args: &Args) -> Exit {
    let mut progress = Progress::new(voice);
    progress.stage("reading files", 0);
    let sources = match load::load(root) {
        Ok(sources) => sources,
        Err(error) => {
            progress.end();
            return cannot_read(&error);
        }
    };
    let viewer = Viewer { audience: args.audience.audience(), drafts: false, now: jiff::Timestamp::now() };
    let (compiled, found) = compile_with(&sources, viewer, load::open, &mut |stage| progress.stage(stage, 0));
    let Some(compiled) = compiled else {
        progress.end();
        ui::report(&found, &sources.files, voice);
        ui::warn("nothing was written");
        return Exit::ContentErrors;
    };
    let exit = write(root, voice, args, &sources, &compiled, &found, progress);
    // The process ends here, and with it all of its memory, more quickly than piece by piece.
    std::mem::forget((compiled, sources));
    exit
}

fn write(
    root: &Path,
    voice: Voice,
    args: &Args,
    sources: &Sources,
    compiled: &Compiled,
    found: &[Diagnostic],
    mut progress: Progress,
) -> Exit {
    let stages = compiled.stages();
    let output = output(&stages);
    progress.stage("making pages", output.files().len());
    let target = args.out.clone().unwrap_or_else(|| ui::below(root, "public"));
    let options = dir::Options {
        target: target.clone(),
        audience: compiled.site().audience,
        site: site_name(compiled.site()),
        sources: read_folders(root, sources, args.out.is_some()),
        homes: homes(root),
        made: progress.counter(),
        guard: compiled.guard.as_ref(),
    };
    let report = output.diagnostics.is_empty().then(|| dir::write(&output, &options));
    progress.end();
    ui::report(found, &sources.files, voice);
    match report {
        None => {
            ui::report(&output.diagnostics, &sources.files, voice);
            ui::warn("nothing was written");
            Exit::ContentErrors
        }
        Some(Err(error)) => cannot_write(&error, sources, voice),
        Some(Ok(report)) => {
            if voice != Voice::Quiet {
                summary(compiled.site(), output.files().len(), report, found.len(), &target, &progress);
            }
            if voice == Voice::Verbose {
                details(compiled.site());
                progress.say_times();
            }
            Exit::Fine
        }
    }
}

/// By what a target knows whose files it holds: the address of the site, or its title where it has none.
pub(super) fn site_name(site: &Site) -> String {
    site.base().unwrap_or_else(|| site.config.title.value.clone())
}

/// Folders that are read; an output lies in none of them.
pub(super) fn read_folders(root: &Path, sources: &Sources, is_elsewhere: bool) -> Vec<PathBuf> {
    let mut folders = ["templates", "static"].map(|folder| root.join(folder)).to_vec();
    match sources.content {
        ContentFolder::Content => folders.push(root.join("content")),
        // Of the site's own folder, only public/ is passed over when notes are read.
        ContentFolder::Root if is_elsewhere => folders.push(root.to_owned()),
        ContentFolder::Root => {}
    }
    folders
}

/// Folders that can never be an output.
pub(super) fn homes(root: &Path) -> Vec<PathBuf> {
    let mut homes = vec![root.to_owned()];
    homes.extend(std::env::current_dir());
    homes.extend(std::env::var_os("HOME").map(PathBuf::from));
    homes
}

/// Says in one line what was made, where, how long it took, and how much was found.
fn summary(site: &Site, files: usize, report: Report, found: usize, target: &Path, progress: &Progress) {
    let internal =
        if site.audience == Audience::Internal { " for internal readers, not to be published" } else { "" };
    ui::say(&format!(
        "Built {}{internal} in {}: {}, {} ({} written, {} unchanged, {} removed), {}",
        target.display(),
        progress.took(),
        ui::count(site.notes.len(), "note"),
        ui::count(files, "file"),
        report.written,
        report.unchanged,
        report.removed,
        ui::count(found, "warning"),
    ));
}

/// Says what the site holds, and what it could hold.
fn details(site: &Site) {
    let kinds: Vec<String> = NoteType::ALL
        .iter()
        .map(|kind| (kind, site.of_type(*kind).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| ui::count(count, kind.word()))
        .collect();
    if !kinds.is_empty() {
        ui::say(&format!("  {}", kinds.join(", ")));
    }
    ui::say(&format!(
        "  {}, {}, {}",
        ui::count(site.citation_count(), "citation"),
        ui::count(site.claims.len(), "claim"),
        ui::count(site.figures.len(), "figure")
    ));
    let left_out = export::left_out(site);
    if !left_out.is_empty() {
        ui::say(&format!("  without base_url in site.yaml there is no {}", left_out.join(", ")));
    }
}

pub(super) fn cannot_read(error: &LoadError) -> Exit {
    let help = match error {
        LoadError::NoSite(_) => {
            Some("give the site's folder with --root, or begin a site with `sourcebook init`")
        }
        LoadError::Io(_, error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Some("--root takes the folder that site.yaml lies in")
        }
        LoadError::Io(..) => None,
    };
    ui::error(&error.to_string(), &[], help);
    Exit::InputOutput
}

/// Says where the output holds what it must not; what it is stands in no log unless it is asked for.
pub(super) fn leaking(leaks: &[Leak], sources: &Sources, voice: Voice) -> Exit {
    let line = |leak: &Leak| {
        let place = format!("{}, {}", leak.path.escape_debug(), leak.place);
        if voice != Voice::Verbose {
            return place;
        }
        let file = &sources.files[leak.file.0 as usize].path;
        format!("{place}: “{}”, as in {file}", leak.context)
    };
    let mut lines: Vec<String> = leaks.iter().take(SHOWN).map(line).collect();
    if leaks.len() > SHOWN {
        lines.push(format!("and {} more", leaks.len() - SHOWN));
    }
    let help = match voice {
        Voice::Verbose => {
            "take it out of what is published; if readers may see it, name it under `public_words` in site.yaml"
        }
        _ => {
            "nothing was written; with --verbose, what stands there and in which private note is shown as well"
        }
    };
    ui::error(&PublishError::Leaks(Vec::new()).to_string(), &lines, Some(help));
    Exit::Refused
}

fn cannot_write(error: &PublishError, sources: &Sources, voice: Voice) -> Exit {
    match error {
        PublishError::Leaks(leaks) => leaking(leaks, sources, voice),
        PublishError::Refused { reason, files, help } => {
            ui::error(reason, files, Some(help));
            Exit::Refused
        }
        PublishError::Make(..) => {
            let help = "a template of the site's own is the likely cause; nothing was written";
            ui::error(&error.to_string(), &[], Some(help));
            Exit::ContentErrors
        }
        PublishError::Io(..) | PublishError::Store { .. } => {
            ui::error(
                &error.to_string(),
                &[],
                Some(
                    "the folder holds the old site or the new one, whole; build again when the cause is mended",
                ),
            );
            Exit::InputOutput
        }
    }
}
