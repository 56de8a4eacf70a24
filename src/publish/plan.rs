//! What publishing would do, from what a build holds and what stands at a target; pure.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::compress::original;
use super::fresh::Fresh;
use super::{Content, Survey, hosting};
use crate::output::folded;
use crate::value::vocabulary;

vocabulary! {
    /// When a step is taken; all steps of a phase end before the next one begins.
    ///
    /// What readers must no longer see goes first. A page comes after what it shows and before what leads to it, and what no page needs any
    /// more goes last.
    #[derive(Serialize)]
    Phase {
        Retract = "retract", "taken back";
        Assets = "assets", "styles, scripts and attachments";
        Notices = "notices", "pages of retracted sources";
        NewPages = "new-pages", "new pages";
        Pages = "pages", "changed pages";
        Index = "index", "search, feeds, data and the home page";
        RemovePages = "remove-pages", "pages that go";
        Remove = "remove", "what no page needs any more";
    }
}

vocabulary! {
    /// What is done to a file.
    #[derive(Serialize)]
    Action {
        Add = "add", "added";
        Change = "change", "changed";
        Remove = "remove", "removed";
    }
}

/// What is done to one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub phase: Phase,
    pub action: Action,
    pub path: String,
    /// BLAKE3 of what is written, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

/// What an operator has said to be right although it looks wrong, or asked for beyond the usual.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// How many pages may be removed: exactly this many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_deletes: Option<usize>,
    /// The name of the other site that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// Id of a note whose pages must go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retract: Option<String>,
    /// The branch begins anew, without its history.
    #[serde(default)]
    pub orphan: bool,
}

/// Everything that publishing does, in the order in which it does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Of the program that made it; another one may order steps in another way.
    pub version: String,
    /// Name of the target.
    pub target: String,
    pub place: String,
    pub site: String,
    /// BLAKE3 of the manifest of the build.
    pub build: String,
    /// What the target was when it was looked at.
    pub before: Option<String>,
    pub approval: Approval,
    pub steps: Vec<Step>,
    pub unchanged: usize,
    /// Pages and files of notes that nobody could see before, with the titles of the notes.
    pub first_public: Vec<(String, String)>,
    /// True if nothing needs to be written, the manifest neither.
    pub is_done: bool,
}

/// Why a plan must not be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brake {
    pub reason: String,
    pub files: Vec<String>,
    pub help: String,
}

impl Brake {
    fn new(reason: impl Into<String>, help: impl Into<String>) -> Brake {
        Brake { reason: reason.into(), files: Vec::new(), help: help.into() }
    }
}

/// The most pages of a hundred that go without a word.
const MOST_REMOVED: usize = 20;

impl Plan {
    /// Compares a build with a target.
    ///
    /// The plan is whole even where a brake holds it back, so that it can be looked at.
    pub fn new(
        target: &str,
        place: String,
        fresh: &Fresh,
        survey: &Survey,
        approval: Approval,
    ) -> (Plan, Vec<Brake>) {
        let manifest = fresh.manifest();
        let mut plan = Plan {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            target: target.to_owned(),
            place,
            site: fresh.site.clone(),
            build: blake3::hash(&manifest.bytes()).to_hex().to_string(),
            before: survey.version.clone(),
            approval,
            steps: Vec::new(),
            unchanged: 0,
            first_public: Vec::new(),
            is_done: false,
        };
        plan.write_steps(fresh, survey);
        plan.removal_steps(fresh, survey);
        plan.steps.sort_by(|a, b| (a.phase, &a.path).cmp(&(b.phase, &b.path)));
        let added: FxHashSet<&str> = plan.of(Action::Add).map(|step| step.path.as_str()).collect();
        let first = fresh.notes.iter().filter(|(path, _)| added.contains(path.as_str()));
        plan.first_public = first.map(|(path, title)| (path.clone(), title.clone())).collect();
        plan.is_done =
            plan.steps.is_empty() && survey.manifest.as_ref() == Some(&manifest) && !plan.approval.orphan;
        let brakes = plan.brakes(fresh, survey);
        (plan, brakes)
    }

    fn write_steps(&mut self, fresh: &Fresh, survey: &Survey) {
        let ours = survey.manifest.as_ref();
        for (path, print) in &fresh.files {
            let is_ours = ours.is_some_and(|manifest| manifest.owns(path));
            let action = match survey.present.get(path).filter(|_| is_ours) {
                None => Action::Add,
                Some(content) => {
                    let is_same = match content {
                        Content::Blake3(hash) => *hash == print.hash,
                        Content::Md5(md5) => *md5 == print.md5,
                        Content::Unknown => ours.is_some_and(|manifest| {
                            manifest.files.get(path) == Some(&print.hash) && !manifest.pending.contains(path)
                        }),
                    };
                    if is_same {
                        self.unchanged += 1;
                        continue;
                    }
                    Action::Change
                }
            };
            let phase = match action {
                _ if fresh.retracted.contains(original(path)) && action == Action::Change => Phase::Notices,
                _ => phase_of(path, action),
            };
            let hash = Some(print.hash.clone());
            self.steps.push(Step { phase, action, path: path.clone(), hash });
        }
    }

    fn removal_steps(&mut self, fresh: &Fresh, survey: &Survey) {
        let Some(manifest) = &survey.manifest else { return };
        let ours: BTreeSet<&String> = manifest.files.keys().chain(&manifest.pending).collect();
        for path in ours {
            if fresh.files.contains_key(path) || !survey.present.contains_key(path) {
                continue;
            }
            let is_withheld = names(path).any(|name| fresh.withheld.contains(name));
            let is_named = self.approval.retract.as_deref().is_some_and(|id| belongs_to(path, id));
            let phase = match is_page(original(path)) {
                _ if is_withheld || is_named => Phase::Retract,
                true => Phase::RemovePages,
                false => Phase::Remove,
            };
            self.steps.push(Step { phase, action: Action::Remove, path: path.clone(), hash: None });
        }
    }

    fn brakes(&self, fresh: &Fresh, survey: &Survey) -> Vec<Brake> {
        let mut brakes = Vec::new();
        if fresh.notes.is_empty() {
            let help = "check `visibility` of the notes and `default_visibility` in site.yaml";
            brakes.push(Brake::new("the site is empty: the public may see none of its notes", help));
        }
        if !fresh.files.contains_key("index.html") {
            brakes
                .push(Brake::new("the site has no home page", "look what keeps index.html from being made"));
        }
        brakes.extend(secrets(fresh));
        brakes.extend(fresh.host.into_iter().flat_map(|host| hosting::limits(host, fresh)));
        brakes.extend(self.other_owner(survey));
        brakes.extend(collisions(fresh, survey));
        brakes.extend(self.too_many_deletes(survey));
        brakes.extend(self.not_retracted(fresh, survey));
        brakes
    }

    fn other_owner(&self, survey: &Survey) -> Option<Brake> {
        let manifest = survey.manifest.as_ref()?;
        if manifest.audience != crate::select::Audience::Public.word() {
            let reason = format!("{} holds a build for internal readers", self.place);
            return Some(Brake::new(
                reason,
                "the public must not read it: choose another place, or empty this one",
            ));
        }
        let other = &manifest.site;
        if other.is_empty() || *other == self.site || self.approval.replaces.as_ref() == Some(other) {
            return None;
        }
        let reason = format!("{} holds another site: {other}, and this is {}", self.place, self.site);
        let help =
            format!("choose another place; if the site has a new name, say so: --replaces \"{other}\"");
        Some(Brake::new(reason, help))
    }

    fn too_many_deletes(&self, survey: &Survey) -> Option<Brake> {
        let manifest = survey.manifest.as_ref()?;
        let before = survey.present.keys().filter(|path| is_page(path) && manifest.owns(path)).count();
        let removed = self.removed_pages();
        let help = format!("if that is right, say so: --allow-deletes {removed}");
        match self.approval.allow_deletes {
            Some(number) if number == removed => None,
            Some(number) => Some(Brake::new(format!("{removed} pages would be removed, not {number}"), help)),
            None if removed * 100 > before * MOST_REMOVED => {
                Some(Brake::new(format!("{removed} of {before} pages would be removed"), help))
            }
            None => None,
        }
    }

    fn not_retracted(&self, fresh: &Fresh, survey: &Survey) -> Option<Brake> {
        let id = self.approval.retract.as_deref()?;
        let still: Vec<String> = fresh.notes.keys().filter(|path| belongs_to(path, id)).cloned().collect();
        if !still.is_empty() {
            let reason = format!("`{id}` is still public in this folder");
            let help = "give its note `visibility: internal`, or delete the note".to_owned();
            return Some(Brake { reason, files: still, help });
        }
        let is_there = survey.present.keys().any(|path| belongs_to(path, id));
        (!is_there).then(|| {
            Brake::new(
                format!("nothing at {} belongs to `{id}`", self.place),
                "look for its id in its old address",
            )
        })
    }

    /// How many pages are removed.
    pub fn removed_pages(&self) -> usize {
        self.of(Action::Remove).filter(|step| is_page(&step.path)).count()
    }

    /// The steps that do one thing.
    pub fn of(&self, action: Action) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.action == action)
    }

    /// Paths that are taken back, for which it matters where copies may remain.
    pub fn taken_back(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter(|step| step.phase == Phase::Retract).map(|step| step.path.as_str())
    }

    /// Pages of retracted sources that are written anew.
    pub fn notices(&self) -> usize {
        self.steps.iter().filter(|step| step.phase == Phase::Notices && is_page(&step.path)).count()
    }

    /// Says why this plan is no longer that one, if it is not.
    pub fn stale(&self, now: &Plan) -> Option<&'static str> {
        if self.version != now.version {
            Some("the plan was made by another version of Sourcebook")
        } else if self.place != now.place || self.target != now.target {
            Some("the plan is for another target")
        } else if self.build != now.build || self.site != now.site {
            Some("the site has changed since the plan was made")
        } else if self != now {
            Some("the target has changed since the plan was made")
        } else {
            None
        }
    }
}

/// True for a page, which readers have an address of.
fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

fn phase_of(path: &str, action: Action) -> Phase {
    // A compressed copy is read in place of its file, and goes with it.
    let path = original(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_index = matches!(
        name.rsplit_once('.').map_or("", |(_, ending)| ending),
        "json" | "xml" | "csv" | "ics" | "bib" | "geojson" | "txt"
    );
    match action {
        _ if path == "index.html" || (is_index && !path.starts_with("assets/")) => Phase::Index,
        Action::Add if is_page(path) => Phase::NewPages,
        _ if is_page(path) => Phase::Pages,
        _ => Phase::Assets,
    }
}

/// The parts of a path that may name a note: its last one without the ending, and those between the first folder and that.
fn names(path: &str) -> impl Iterator<Item = &str> {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    folders.split('/').skip(1).chain([stem])
}

/// True for a page of a note, its other forms and the files beside it.
fn belongs_to(path: &str, id: &str) -> bool {
    names(path).any(|name| name == id)
}

/// Files that have no place on the web, wherever they come from.
fn secrets(fresh: &Fresh) -> Option<Brake> {
    let is_secret = |path: &&String| path.split('/').any(is_secret_name);
    let files: Vec<String> = fresh.files.keys().filter(is_secret).cloned().collect();
    let reason = "the site holds files that are never for the public".to_owned();
    let help = "take them out of static/ and content/".to_owned();
    (!files.is_empty()).then_some(Brake { reason, files, help })
}

fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let folders =
        [".git", ".hg", ".svn", ".ssh", ".aws", ".gnupg", ".env", ".netrc", ".npmrc", ".pgpass", ".htpasswd"];
    let keys = ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "credentials"];
    let endings = ["pem", "key", "p12", "pfx", "ppk", "kdbx", "jks", "keystore", "swp", "swo"];
    folders.contains(&name.as_str())
        || name.starts_with(".env.")
        || keys.contains(&name.as_str())
        || endings.contains(&ending)
        || name.ends_with('~')
        || name == ".ds_store"
}

/// Files at the target that are not ours and in the way of ours, as any file system may see it.
fn collisions(fresh: &Fresh, survey: &Survey) -> Option<Brake> {
    let owned = |path: &str| survey.manifest.as_ref().is_some_and(|manifest| manifest.owns(path));
    let mut files: FxHashMap<String, &str> = FxHashMap::default();
    let mut folders: FxHashSet<String> = FxHashSet::default();
    for path in fresh.files.keys() {
        let path_folded = folded(path);
        for (end, _) in path_folded.match_indices('/') {
            folders.insert(path_folded[..end].to_owned());
        }
        files.insert(path_folded, path);
    }
    let is_in_the_way = |path: &&String| {
        let foreign = folded(path);
        let mut above = foreign.match_indices('/').map(|(end, _)| &foreign[..end]);
        files.contains_key(&foreign)
            || folders.contains(&foreign)
            || above.any(|folder| files.contains_key(folder))
    };
    let foreign = survey.present.keys().filter(|path| !owned(path));
    let files: Vec<String> = foreign.filter(is_in_the_way).cloned().collect();
    let reason = "files that Sourcebook did not make stand in the way".to_owned();
    let help = "move them away, or choose another place; what is in no one's way may stay".to_owned();
    (!files.is_empty()).then_some(Brake { reason, files, help })
}

#[cfg(test)]
mod tests;
