//! `sourcebook publish`

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;

use super::Exit;
use super::build::{cannot_read, homes, leaking, read_folders, site_name};
use super::progress::Progress;
use super::ui::{self, Terminal, Voice};
use crate::compile::{Compiled, compile_with, output};
use crate::config::{Host, PublishTarget};
use crate::diag::Diagnostic;
use crate::load::{self, Sources};
use crate::model::Fields;
use crate::output::{Output, Recipe, folded};
use crate::publish::apply::{Job, Patience, again, apply};
use crate::publish::folder::Folder;
use crate::publish::fresh::Fresh;
use crate::publish::git::Branch;
use crate::publish::hosting::{self, Facts, Hosting};
use crate::publish::plan::{Action, Approval, Brake, Phase, Step};
use crate::publish::{Plan, PublishError, Report, Survey, Target, compress, s3};
use crate::resolve::{address_of, page_name};
use crate::select::{Audience, Viewer};
use crate::yaml::Spanned;

/// Bring the site to where it is read
///
/// Builds the site afresh for the public, compares it with what stands at a target of site.yaml, shows what would be added, changed and
/// removed and what becomes public for the first time, and asks. Only what differs is written: styles first, then pages, then search and
/// feeds; what is no longer public is removed first of all, and everything else that goes, last. All that is written is read back. If it is
/// cut off at any point, the same command ends the work.
///
/// Files at the target that Sourcebook did not make are never touched. With errors in the content, with a home page missing, or with more
/// than a fifth of the pages gone, nothing is published.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook publish --plan\n  sourcebook publish live --yes\n  sourcebook publish live --plan-file plan.json\n  sourcebook publish --apply plan.json --yes\n  sourcebook publish live --retract kateb --yes"
)]
pub(super) struct Args {
    /// Name of the target under `publish` in site.yaml [default: the only one there]
    #[arg(value_name = "TARGET")]
    target: Option<String>,
    /// Show what would be done, and do nothing
    #[arg(long)]
    plan: bool,
    /// Write what would be done into a file, and do nothing
    #[arg(long, value_name = "FILE", conflicts_with = "apply")]
    plan_file: Option<PathBuf>,
    /// Do exactly what such a file says, if neither the site nor the target has changed since
    #[arg(long, value_name = "FILE", conflicts_with_all = ["plan", "allow_deletes", "replaces", "retract", "orphan"])]
    apply: Option<PathBuf>,
    /// Do not ask, as in continuous integration
    #[arg(long)]
    yes: bool,
    /// Remove more than a fifth of the pages: exactly this many
    #[arg(long, value_name = "NUMBER")]
    allow_deletes: Option<usize>,
    /// Take the place of the site of this name or address
    #[arg(long, value_name = "SITE")]
    replaces: Option<String>,
    /// Make sure that the pages of a note go, which is private or deleted by now, and say where copies may remain
    #[arg(long, value_name = "ID")]
    retract: Option<String>,
    /// Begin the branch anew, without the history that still holds what was there
    #[arg(long)]
    orphan: bool,
    /// Print what the operator of the target's `host` puts into its settings: headers, redirects, the page for what is not found
    #[arg(long, conflicts_with_all = ["plan", "plan_file", "apply", "allow_deletes", "replaces", "retract", "orphan"])]
    host_config: bool,
}

/// The most lines of one kind that are shown before a question.
const SHOWN: usize = 20;

pub(super) fn run(root: &Path, voice: Voice, args: &Args) -> Exit {
    match publish(root, voice, args) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn publish(root: &Path, voice: Voice, args: &Args) -> Result<Exit, Exit> {
    let now = jiff::Timestamp::now();
    let (sources, compiled) = compiled(root, voice, now)?;
    let wanted = args.apply.as_deref().map(read_plan).transpose()?;
    let named = args.target.as_deref().or(wanted.as_ref().map(|plan| plan.target.as_str()));
    let (name, settings) = chosen(&compiled.site().config.publish, named)?;
    let stages = compiled.stages();
    let mut output = output(&stages);
    let facts = facts(&compiled, &output, settings);
    let hosting = Hosting::new(settings.host, settings.security.as_ref(), &facts);
    if args.host_config {
        return host_config(settings.host, &hosting);
    }
    if args.orphan && settings.branch.is_none() {
        ui::error("only a branch has a history to leave behind", &[], Some("leave --orphan out"));
        return Err(Exit::WrongUse);
    }
    add_files(&mut output, &hosting);
    without_errors(&output.diagnostics, &sources, voice)?;
    let copies = match &settings.compress {
        Some(compress) if compress.value && settings.bucket.is_some() => Some(compress::encoded(&output)),
        _ => facts.is_compressed.then(|| compress::with_copies(&output)),
    };
    let output = copies.as_ref().unwrap_or(&output);
    without_errors(&output.diagnostics, &sources, voice)?;
    let fail = |error: PublishError| said(&error, Exit::InputOutput);
    let mut target = open(root, &sources, settings, now).map_err(fail)?;
    let looked = look(&sources, &compiled, output, target.as_mut(), voice);
    let (mut fresh, survey) = looked.map_err(|error| match error {
        PublishError::Leaks(leaks) => leaking(&leaks, &sources, voice),
        error => fail(error),
    })?;
    (fresh.host, fresh.redirects) = (settings.host, facts.redirects.len());
    fresh.longest_redirect = facts.longest_redirect();
    let mut remarks = leave_theirs(&mut fresh, &survey, &hosting, &target.place());
    remarks.extend(expired(settings, now));
    let approval = wanted.as_ref().map_or_else(|| args.approval(), |plan| plan.approval.clone());
    let (plan, brakes) = Plan::new(name, target.place(), &fresh, &survey, approval);
    if let Some(stale) = wanted.as_ref().and_then(|wanted| wanted.stale(&plan)) {
        ui::error(stale, &[], Some("nothing was published: make a new plan, and look at it"));
        return Err(Exit::Refused);
    }
    let is_looked_at = args.plan || args.plan_file.is_some();
    let is_asked = wanted.is_none() && !args.yes && !is_looked_at;
    if voice != Voice::Quiet || args.plan || is_asked {
        remarks.iter().for_each(|remark| ui::warn(remark));
        let shown = match (is_looked_at, is_asked) {
            (true, _) => usize::MAX,
            (false, true) => SHOWN,
            (false, false) => 0,
        };
        show(&plan, shown);
    }
    held_back(&brakes)?;
    if let Some(file) = &args.plan_file {
        write_plan(file, &plan)?;
    }
    if is_looked_at || plan.is_done {
        return Ok(Exit::Fine);
    }
    if is_asked {
        confirm()?;
    }
    let work = Work { plan: &plan, fresh: &fresh, output, survey: &survey, voice };
    work.carry_out(target.as_mut())?;
    Ok(Exit::Fine)
}

/// The site as the public may see it, if nothing is wrong with it.
fn compiled(root: &Path, voice: Voice, now: jiff::Timestamp) -> Result<(Sources, Compiled), Exit> {
    let mut progress = Progress::new(voice);
    progress.stage("reading files", 0);
    let sources = load::load(root).map_err(|error| {
        progress.end();
        cannot_read(&error)
    })?;
    let viewer = Viewer { audience: Audience::Public, drafts: false, now };
    let (compiled, found) = compile_with(&sources, viewer, load::open, &mut |stage| progress.stage(stage, 0));
    progress.end();
    match compiled {
        Some(compiled) => Ok((sources, compiled)),
        None => {
            without_errors(&found, &sources, voice)?;
            Err(Exit::Refused)
        }
    }
}

/// Reports errors of the site, with which nothing is published.
fn without_errors(found: &[Diagnostic], sources: &Sources, voice: Voice) -> Result<(), Exit> {
    if found.is_empty() {
        return Ok(());
    }
    ui::report(found, &sources.files, voice);
    ui::error("the site has errors", &[], Some("nothing was published: mend them first"));
    Err(Exit::Refused)
}

/// Adds the files of a host, except where the site brings its own.
fn add_files(output: &mut Output<'_>, hosting: &Hosting) {
    for (path, text) in &hosting.files {
        let same = folded(path);
        if !output.files().iter().any(|(other, _)| folded(other.as_str()) == same) {
            output.add(path, Recipe::Bytes(text.clone().into_bytes()));
        }
    }
    output.finish();
}

/// Makes all pages to see what they are, and looks at the target.
fn look(
    sources: &Sources,
    compiled: &Compiled,
    output: &Output<'_>,
    target: &mut dyn Target,
    voice: Voice,
) -> Result<(Fresh, Survey), PublishError> {
    let mut progress = Progress::new(voice);
    progress.stage("making pages", output.files().len());
    let fresh = fresh(sources, compiled, output, &progress.counter())?;
    progress.stage("looking at the target", 0);
    let survey = again(Patience::default(), &mut || target.survey())?;
    Ok((fresh, survey))
}

/// Leaves alone what somebody else tells the host, as the CNAME that a host writes itself, and says so.
fn leave_theirs(fresh: &mut Fresh, survey: &Survey, hosting: &Hosting, place: &str) -> Vec<String> {
    let is_ours = |path: &str| survey.manifest.as_ref().is_some_and(|manifest| manifest.owns(path));
    let is_theirs = |path: &str| survey.present.contains_key(path) && !is_ours(path);
    let theirs = hosting.files.iter().map(|(path, _)| path).filter(|path| is_theirs(path));
    let say = |path: &String| {
        fresh.files.remove(path);
        format!("{path} at {place} is not ours, and stays as it is")
    };
    theirs.map(say).collect()
}

/// Says if the contact for security no longer counts.
fn expired(settings: &PublishTarget, now: jiff::Timestamp) -> Option<String> {
    let end: jiff::Timestamp = settings.security.as_ref()?.expires.value.parse().ok()?;
    (end < now)
        .then(|| "the contact for security in site.yaml has expired: give it a new `expires`".to_owned())
}

impl Args {
    fn approval(&self) -> Approval {
        Approval {
            allow_deletes: self.allow_deletes,
            replaces: self.replaces.clone(),
            retract: self.retract.clone(),
            orphan: self.orphan,
        }
    }
}

/// The target of a name, or the only one.
fn chosen<'t, T>(targets: &'t BTreeMap<String, T>, name: Option<&'t str>) -> Result<(&'t str, &'t T), Exit> {
    let all = targets.keys().map(String::as_str);
    match name {
        _ if targets.is_empty() => {
            let help = "name one in site.yaml: publish: {live: {folder: ../www}}; `sourcebook manual publishing` tells more";
            ui::error("site.yaml names no target", &[], Some(help));
            Err(Exit::WrongUse)
        }
        Some(name) => {
            targets.get(name).map(|target| (name, target)).ok_or_else(|| ui::unknown("target", name, all))
        }
        None if targets.len() > 1 => {
            let help = format!("name one: {}", all.collect::<Vec<_>>().join(", "));
            ui::error("site.yaml names several targets", &[], Some(&help));
            Err(Exit::WrongUse)
        }
        None => targets.iter().next().map(|(name, target)| (name.as_str(), target)).ok_or(Exit::WrongUse),
    }
}

fn open(
    root: &Path,
    sources: &Sources,
    settings: &PublishTarget,
    now: jiff::Timestamp,
) -> Result<Box<dyn Target>, PublishError> {
    if let Some(folder) = &settings.folder {
        let sources = read_folders(root, sources, true);
        return Ok(Box::new(Folder::new(&ui::below(root, &folder.value), &sources, &homes(root))?));
    }
    if let Some(branch) = &settings.branch {
        let remote = settings.remote.as_ref().map_or("origin", |remote| remote.value.as_str());
        return Ok(Box::new(Branch::new(root, remote, &branch.value, now.as_second())?));
    }
    if let Some(bucket) = &settings.bucket {
        let text = |value: &Option<Spanned<String>>| value.as_ref().map(|value| value.value.clone());
        let address = s3::Address {
            endpoint: settings.endpoint.as_ref().map(|endpoint| endpoint.value.to_string()),
            region: text(&settings.region).unwrap_or_else(|| "us-east-1".to_owned()),
            bucket: bucket.value.clone(),
            prefix: text(&settings.prefix),
        };
        return Ok(Box::new(s3::Store::new(&address, keys()?, now)?));
    }
    unreachable!("settings without a place are errors")
}

/// The keys of a bucket, from the environment or the file that all programs share.
fn keys() -> Result<s3::Credentials, PublishError> {
    let variable = |name: &str| std::env::var(name).ok();
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".aws/credentials"));
    let file = std::env::var_os("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from).or_else(home);
    let text = file.and_then(|file| std::fs::read_to_string(file).ok());
    s3::keys::find(variable, text.as_deref())
}

/// What a host must know of the site.
fn facts(compiled: &Compiled, output: &Output<'_>, settings: &PublishTarget) -> Facts {
    let page = output.get("index.html").and_then(|recipe| match recipe {
        Recipe::Make(make) | Recipe::Lasting(make) => make().ok(),
        Recipe::Bytes(_) | Recipe::Copy(_) => None,
    });
    let page = page.map(|page| String::from_utf8_lossy(&page).into_owned()).unwrap_or_default();
    let mut facts = Facts {
        policy: hosting::policy_of(&page).unwrap_or_default().to_owned(),
        base: compiled.site().base().and_then(|base| base.parse().ok()),
        redirects: Vec::new(),
        is_compressed: settings.bucket.is_none()
            && settings.compress.as_ref().is_some_and(|compress| compress.value),
    };
    for edition in &compiled.editions {
        let site = &edition.site;
        let address = |kind, id: &str| {
            format!("{}{}", site.prefix, address_of(&page_name(kind, id), site.config.pretty_urls))
        };
        for note in &site.notes {
            for old in note.common.former_ids.iter().filter(|old| !old.value.is_empty()) {
                let (from, to) =
                    (address(note.note_type(), &old.value), address(note.note_type(), note.id.as_str()));
                if output.get(&from).is_some() {
                    facts.redirects.push((from, to));
                }
            }
        }
    }
    facts
}

/// Prints what the operator of a host needs.
fn host_config(host: Option<Host>, hosting: &Hosting) -> Result<Exit, Exit> {
    match (host, &hosting.config) {
        (_, Some(config)) => {
            ui::say(config.trim_end());
            Ok(Exit::Fine)
        }
        (Some(host), None) => {
            let files: Vec<&str> = hosting.files.iter().map(|(path, _)| path.as_str()).collect();
            ui::say(&format!(
                "{} reads all of it from files that are published with the site: {}",
                host.label(),
                files.join(", ")
            ));
            Ok(Exit::Fine)
        }
        (None, None) => {
            let help = format!(
                "say it in site.yaml: host: {}",
                Host::ALL.iter().map(|host| host.word()).collect::<Vec<_>>().join(", ")
            );
            ui::error("the target does not say what its host is", &[], Some(&help));
            Err(Exit::WrongUse)
        }
    }
}

/// What the public may see, and what of it matters to a plan.
fn fresh(
    sources: &Sources,
    compiled: &Compiled,
    output: &Output<'_>,
    made: &AtomicUsize,
) -> Result<Fresh, PublishError> {
    let mut fresh = Fresh::new(site_name(compiled.site()), output, compiled.guard.as_ref(), made)?;
    for edition in &compiled.editions {
        let site = &edition.site;
        for note in &site.notes {
            let page = address_of(&page_name(note.note_type(), note.id.as_str()), site.config.pretty_urls);
            let path = format!("{}{page}", site.prefix);
            if matches!(&note.fields, Fields::Source(source) if source.retracted.is_some()) {
                fresh.retracted.insert(path.clone());
            }
            if fresh.files.contains_key(&path) {
                fresh.notes.insert(path, note.title().to_owned());
            }
        }
        let files = site.assets.iter().map(|(path, _)| path.as_str().to_owned());
        fresh
            .notes
            .extend(files.filter(|path| fresh.files.contains_key(path)).map(|path| (path.clone(), path)));
    }
    let stem = |path: &crate::text::SitePath| {
        let name = match path.stem() {
            "index" => path.folder().rsplit('/').next().unwrap_or_default(),
            stem => stem,
        };
        name.split_once('.').map_or(name, |(name, _)| name).to_owned()
    };
    let stems: BTreeSet<String> = sources.notes().map(|(_, file)| stem(&file.path)).collect();
    fresh.withheld = stems.into_iter().filter(|stem| compiled.site().by_id(stem).is_none()).collect();
    Ok(fresh)
}

/// Shows a plan: its numbers, and of each kind of step at most so many.
fn show(plan: &Plan, most: usize) {
    let place = &plan.place;
    if plan.is_done {
        ui::say(&format!("{place} is as it should be: {}", ui::count(plan.unchanged, "file")));
        return;
    }
    let number = |action| plan.of(action).count();
    ui::say(&format!(
        "To {place}: {} added, {} changed, {} removed ({}), {} unchanged",
        number(Action::Add),
        number(Action::Change),
        number(Action::Remove),
        ui::count(plan.removed_pages(), "page"),
        plan.unchanged
    ));
    let lines = |heading: &str, lines: Vec<String>| {
        if lines.is_empty() || most == 0 {
            return;
        }
        ui::say(&format!("{heading}:"));
        for line in lines.iter().take(most) {
            ui::say(&format!("  {}", line.escape_debug()));
        }
        if lines.len() > most {
            ui::say(&format!("  and {} more; --plan shows all", lines.len() - most));
        }
    };
    let first = plan.first_public.iter().map(|(path, title)| format!("{path}  {title}"));
    lines("Public for the first time", first.collect());
    let paths = |wanted: &dyn Fn(&&Step) -> bool| {
        plan.steps.iter().filter(wanted).map(|step| step.path.clone()).collect()
    };
    lines("Taken back, before anything else", paths(&|step| step.phase == Phase::Retract));
    lines("Added", paths(&|step| step.action == Action::Add));
    lines("Changed", paths(&|step| step.action == Action::Change));
    lines(
        "Removed, after everything else",
        paths(&|step| matches!(step.phase, Phase::RemovePages | Phase::Remove)),
    );
}

fn held_back(brakes: &[Brake]) -> Result<(), Exit> {
    for brake in brakes {
        let mut files: Vec<String> =
            brake.files.iter().take(SHOWN).map(|file| file.escape_debug().to_string()).collect();
        if brake.files.len() > SHOWN {
            files.push(format!("and {} more", brake.files.len() - SHOWN));
        }
        ui::error(&brake.reason, &files, Some(&brake.help));
    }
    if brakes.is_empty() {
        return Ok(());
    }
    ui::warn("nothing was published");
    Err(Exit::Refused)
}

fn read_plan(file: &Path) -> Result<Plan, Exit> {
    let text = std::fs::read(file).map_err(|error| {
        ui::error(&format!("{}: {error}", file.display()), &[], None);
        Exit::InputOutput
    })?;
    serde_json::from_slice(&text).map_err(|error| {
        let help = "make one with `sourcebook publish --plan-file FILE`";
        ui::error(&format!("{} is no plan: {error}", file.display()), &[], Some(help));
        Exit::WrongUse
    })
}

/// Writes a plan, over nothing but another plan.
fn write_plan(file: &Path, plan: &Plan) -> Result<(), Exit> {
    if let Ok(old) = std::fs::read(file)
        && serde_json::from_slice::<Plan>(&old).is_err()
    {
        ui::error(&format!("{} is a file, and no plan", file.display()), &[], Some("choose another name"));
        return Err(Exit::Refused);
    }
    let mut text = serde_json::to_vec_pretty(plan).unwrap_or_default();
    text.push(b'\n');
    std::fs::write(file, text).map_err(|error| {
        ui::error(&format!("{}: {error}", file.display()), &[], None);
        Exit::InputOutput
    })
}

fn confirm() -> Result<(), Exit> {
    if !ui::is_attended() {
        let help = "say --yes to publish without being asked, or --plan to look only";
        ui::error("there is nobody to be asked", &[], Some(help));
        return Err(Exit::WrongUse);
    }
    let (mut input, mut output) = (io::stdin().lock(), io::stderr());
    ask(&mut Terminal { input: &mut input, output: &mut output as &mut dyn Write })
}

fn ask(terminal: &mut Terminal<'_>) -> Result<(), Exit> {
    let is_wanted =
        terminal.ask("Publish this? [y/n] ", |answer| match answer.to_ascii_lowercase().as_str() {
            "y" | "yes" => Ok(true),
            "n" | "no" => Ok(false),
            _ => Err("y or n".to_owned()),
        })?;
    if is_wanted {
        return Ok(());
    }
    ui::warn("nothing was published");
    Err(Exit::Refused)
}

/// Everything that is known once it is decided to publish.
struct Work<'a> {
    plan: &'a Plan,
    fresh: &'a Fresh,
    output: &'a Output<'a>,
    survey: &'a Survey,
    voice: Voice,
}

impl Work<'_> {
    fn carry_out(&self, target: &mut dyn Target) -> Result<(), Exit> {
        let mut progress = Progress::new(self.voice);
        progress.stage("publishing", self.plan.steps.len());
        let done = progress.counter();
        let job = Job {
            plan: self.plan,
            fresh: self.fresh,
            output: self.output,
            before: self.survey.manifest.as_ref(),
            patience: Patience::default(),
            done: &done,
        };
        let report = apply(target, &job);
        progress.end();
        let report = report.map_err(|error| {
            let exit = said(&error, Exit::Incomplete);
            if exit == Exit::Incomplete {
                ui::warn("publishing did not end; the same command does what is left");
            }
            exit
        })?;
        if self.voice != Voice::Quiet {
            self.summary(report, target, &progress);
        }
        Ok(())
    }

    /// Says what was done, and where copies may remain of what was taken back.
    fn summary(&self, report: Report, target: &dyn Target, progress: &Progress) {
        ui::say(&format!(
            "Published {} in {}: {} written, {} unchanged, {} removed",
            target.place(),
            progress.took(),
            report.written,
            report.unchanged,
            report.removed
        ));
        let (taken_back, notices) = (self.plan.taken_back().count(), self.plan.notices());
        if taken_back > 0 {
            let files = ui::count(taken_back, "file");
            ui::say(&format!("{files} taken back and gone from {}; copies may remain in", target.place()));
        } else if notices > 0 {
            let pages = ui::count(notices, "page");
            ui::say(&format!(
                "{pages} on retracted sources written anew; copies without the notice may remain in"
            ));
        } else {
            return;
        }
        let everywhere = [
            "caches of browsers and of networks in between",
            "search engines and web archives, which are asked to remove them one by one",
        ];
        for copy in target.copies().iter().map(String::as_str).chain(everywhere) {
            ui::say(&format!("  {copy}"));
        }
    }
}

/// Says why it did not work, and picks the exit code; `otherwise` is that of what is no refusal.
fn said(error: &PublishError, otherwise: Exit) -> Exit {
    match error {
        PublishError::Refused { reason, files, help } => {
            ui::error(reason, files, Some(help));
            Exit::Refused
        }
        PublishError::Leaks(_) => {
            ui::error(&error.to_string(), &[], None);
            Exit::Refused
        }
        PublishError::Make(..) => {
            let help = "a template of the site's own is the likely cause";
            ui::error(&error.to_string(), &[], Some(help));
            Exit::ContentErrors
        }
        PublishError::Io(..) => {
            ui::error(&error.to_string(), &[], None);
            otherwise
        }
        PublishError::Store { help, .. } => {
            ui::error(&error.to_string(), &[], help.as_deref());
            otherwise
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_one() {
        for (answers, expected) in [
            ("y\n", Ok(())),
            ("YES\n", Ok(())),
            ("perhaps\n\nyes\n", Ok(())),
            ("n\n", Err(Exit::Refused)),
            ("no\ny\n", Err(Exit::Refused)),
            ("\n", Err(Exit::WrongUse)),
            ("", Err(Exit::WrongUse)),
        ] {
            let mut output = Vec::new();
            let asked = ask(&mut Terminal { input: &mut answers.as_bytes(), output: &mut output });
            assert_eq!(asked, expected, "{answers:?}");
        }
    }
}
