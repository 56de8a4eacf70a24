//! The same, again and again while somebody writes: what has not changed is not made anew.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::{Compiled, Edition, Notes, Shared, findings, finish};
use crate::check::{self, Levels};
use crate::config::Config;
use crate::diag::{self, Diagnostic};
use crate::load::Sources;
use crate::parse::{self, Draft, Parsed, RefKind};
use crate::render::once::Once;
use crate::render::pages::DateRanks;
use crate::resolve::Retouched;
use crate::select::Viewer;
use crate::text::{FileId, SourceFile, fold, folded};
use crate::value::Lang;
use crate::value::date::Day;
use crate::yaml;

/// What is kept from one compilation of a site to the next.
#[derive(Debug, Default)]
pub struct Kept {
    languages: Vec<Lang>,
    /// What parsing gave, by the place of the file among the sources.
    notes: BTreeMap<FileId, (Arc<SourceFile>, Parsed)>,
    /// Every name that a reference of a note uses, folded, as these were at some time since the last compilation; made when it is needed.
    used: Option<FxHashSet<String>>,
    shared: Shared,
}

impl Kept {
    /// Forgets what was made from anything but notes, since that may have changed.
    pub fn keep_only_notes(&mut self) {
        self.shared = Shared::default();
    }

    /// Takes down all names that references use, unless that has been done.
    fn count_names(&mut self) {
        let drafts = || self.notes.values().filter_map(|(_, parsed)| parsed.draft.as_ref());
        if self.used.is_none() {
            let fields = drafts().flat_map(|draft| draft.refs.iter()).map(|(_, r)| fold(&r.value));
            let texts = drafts().flat_map(|draft| &draft.body.refs).filter_map(|r| used_name(&r.kind));
            let links = drafts().flat_map(|draft| draft.links.iter()).map(|link| fold(&link.target));
            self.used = Some(fields.chain(texts).chain(links).collect());
        }
    }

    /// True if every reference of the site leads where it did, whichever of two drafts of a note there is. The references of a retouched note are
    /// none that were not there before, so that what was used at some time is all that is used.
    fn binds_as_before(&self, old: &Draft, new: &Draft) -> bool {
        let is_used = |name: &String| self.used.as_ref().is_none_or(|used| used.contains(name));
        let (before, after) = (names(old), names(new));
        !self.shared.has_secrets && !before.symmetric_difference(&after).any(is_used)
    }

    /// What was found in notes, with what parsing a file found since.
    fn reports_again(&self, file: FileId) -> Vec<Diagnostic> {
        let others = self.shared.reports.iter().filter(|d| d.file != Some(file)).cloned();
        let own = self.notes.get(&file).map_or(&[][..], |(_, parsed)| &parsed.diagnostics);
        others.chain(own.iter().cloned()).collect()
    }

    /// The levels of rules for these notes.
    fn levels(&self, config: &Config) -> Levels {
        let parsed = || self.notes.values().map(|(_, parsed)| parsed);
        let drafts = parsed().filter_map(|parsed| parsed.draft.as_ref());
        let rules = drafts.map(|draft| (draft.file, draft.common.rules.clone()));
        Levels::new(config, rules, parsed().flat_map(|parsed| parsed.allowances.clone()).collect())
    }
}

/// Compiles the sources of a site again: notes that are as they were are not parsed anew.
///
/// The result is that of [`compile`](super::compile). A viewer who sees drafts is told as well what the readers of the public site would miss.
pub fn recompile(
    sources: &Sources,
    kept: &mut Kept,
    viewer: Viewer,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
) -> (Option<Compiled>, Vec<Diagnostic>) {
    let notes = Notes::parse_again(sources, kept);
    kept.shared.is_kept = true;
    finish(notes, sources, &mut kept.shared, viewer, open, &mut |_| {})
}

/// Fields on which nothing rests but what is made when a page is asked for, and, for the names among them, what is bound by them; see
/// [`Kept::binds_as_before`].
const LIGHT: [&str; 18] = [
    "title",
    "aliases",
    "summary",
    "native_name",
    "date_words",
    "updated",
    "corrections",
    "review_by",
    "authors",
    "publisher",
    "url",
    "accessed",
    "archived",
    "pages",
    "container",
    "reliability",
    "reliability_reason",
    "credibility",
];

/// Puts the new text of a note into a site that is otherwise as it was compiled last, which is much less work than to compile it again.
///
/// None, and the site is as it was, where that would not do: other links or headings, fields that more rests on than a page, or anything wrong.
/// The result is that of [`recompile`].
pub fn retouch(
    compiled: &mut Compiled,
    sources: &Sources,
    kept: &mut Kept,
    file: FileId,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
) -> Option<Vec<Diagnostic>> {
    let source = sources.files.get(file.0 as usize).filter(|_| !sources.is_refused(file))?;
    let parsed = parse::parse(file, source, &kept.languages);
    let start = parsed.draft.as_ref()?.body.start();
    let has_same_fields = |(old, parsed): &(Arc<SourceFile>, Parsed)| {
        let old_start = parsed.draft.as_ref().map(|draft| draft.body.start());
        old_start == Some(start) && source.text.get(..start) == old.text.get(..start)
    };
    let same_fields = kept.notes.get(&file).is_some_and(has_same_fields);
    if !same_fields {
        kept.count_names();
    }
    let (old_source, old) = kept.notes.get(&file)?;
    let (draft, old_draft) = (parsed.draft.as_ref()?, old.draft.as_ref()?);
    let translates = |(_, parsed): &(Arc<SourceFile>, Parsed)| {
        parsed.translation.as_ref().is_some_and(|translation| translation.id == draft.id)
    };
    let is_translated = kept.languages.len() > 1 && kept.notes.values().any(translates);
    let light =
        || kept.languages.len() < 2 && is_light(source, old_source) && kept.binds_as_before(old_draft, draft);
    let has_secrets = draft.public_body.is_some() || old_draft.public_body.is_some();
    let is_about_it =
        |d: &Diagnostic| d.file == Some(file) || d.related.iter().any(|(other, ..)| *other == file);
    let found_in_it = kept.shared.resolved.iter().any(is_about_it);
    if has_secrets || found_in_it || is_translated || !(same_fields || light()) {
        return None;
    }
    // A source that must not be named bears another id, and references to it have been overwritten.
    let as_drafted = |edition: &Edition| {
        let note = edition.site.by_id(draft.id.as_str()).map(|id| edition.site.note(id));
        note.is_some_and(|note| {
            let kinds = note.body.refs.iter().map(|r| &r.kind);
            note.file == file && kinds.eq(old_draft.body.refs.iter().map(|r| &r.kind))
        })
    };
    if !compiled.editions.iter().all(as_drafted) {
        return None;
    }
    let retouched: Vec<Retouched> = compiled
        .editions
        .iter_mut()
        .map_while(|edition| edition.site.retouch(old_draft, draft, same_fields))
        .collect();
    let same_allowances = old.allowances.is_empty() && parsed.allowances.is_empty();
    let old = (retouched.len() == compiled.editions.len())
        .then(|| kept.notes.insert(file, (Arc::clone(source), parsed)))
        .flatten();
    let reports = old.is_some().then(|| kept.reports_again(file));
    let found = reports.as_ref().map(|reports| {
        if !same_allowances {
            kept.shared.levels = None;
        }
        let levels = kept.shared.levels.take().unwrap_or_else(|| kept.levels(&compiled.site().config));
        let site = &compiled.editions[0].site;
        let mut found = kept.shared.resolved.clone();
        let context = check::Context { site, sources, today: None, keeps: true, open: &open, answers: None };
        // A site that is shown has no finding of a standing rule, and what these look at is as it was.
        let standing = |rule: &check::Rule| matches!(rule.work, check::Work::Standing(_));
        found.extend(check::check(&context, |rule| levels.in_build(rule) && !standing(rule)));
        found.extend_from_slice(reports);
        levels.apply(&mut found);
        kept.shared.levels = Some(levels);
        diag::sort(&mut found);
        found
    });
    if let Some(found) = found.filter(|found| !found.iter().any(|d| d.level == diag::Level::Error)) {
        for (edition, retouched) in compiled.editions.iter_mut().zip(&retouched) {
            edition.freshen(retouched);
        }
        kept.shared.reports = reports.unwrap_or_default();
        return Some(found);
    }
    for (edition, retouched) in compiled.editions.iter_mut().zip(retouched) {
        edition.site.restore(retouched);
    }
    if let Some(old) = old {
        kept.notes.insert(file, old);
        kept.shared.levels = None;
    }
    None
}

/// True if two texts of a note differ in their bodies and in light fields alone.
fn is_light(new: &SourceFile, old: &SourceFile) -> bool {
    let (Some(new), Some(old)) = (fields(&new.text), fields(&old.text)) else { return false };
    let same = |name: &String| LIGHT.contains(&name.as_str()) || new.get(name) == old.get(name);
    new.keys().chain(old.keys()).all(same)
}

/// The fields of a note by their names, as they are written; none if the text has no sound front matter, or says a field twice.
fn fields(text: &str) -> Option<BTreeMap<String, &str>> {
    let end = text.strip_prefix("---\n")?.find("\n---")? + "---\n".len() + 1;
    let (root, problems) = yaml::parse(text.get(..end)?.get(4..)?, 4);
    let yaml::Value::Map(entries) = root.filter(|_| problems.is_empty())?.value else { return None };
    let ends = entries.iter().skip(1).map(|(span, ..)| span.start as usize).chain([end]);
    let mut fields = BTreeMap::new();
    for ((span, name, _), end) in entries.iter().zip(ends) {
        if fields.insert(name.clone(), text.get(span.start as usize..end)?.trim_end()).is_some() {
            return None;
        }
    }
    Some(fields)
}

/// The names by which a draft can be meant, folded; its id aside, which means it whatever else is named so.
fn names(draft: &Draft) -> BTreeSet<String> {
    let aliases = draft.common.aliases.iter().map(|alias| alias.value.name.as_str());
    let names = aliases.chain([draft.common.title.value.as_str()]).map(fold);
    names.filter(|name| *name != folded(draft.id.as_str())).collect()
}

/// The name of a note that a reference of a text uses.
fn used_name(kind: &RefKind) -> Option<String> {
    match kind {
        RefKind::Wiki { target, .. } => Some(fold(target)),
        RefKind::Cite { key } => Some(fold(key)),
        RefKind::Path { path, .. } => {
            let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
            path.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).map(fold)
        }
        RefKind::Withheld => None,
    }
}

/// Does what [`examine`](super::examine) does where most notes are as they were: these are not parsed anew.
pub fn examine_again(
    sources: &Sources,
    kept: &mut Kept,
    now: jiff::Timestamp,
    today: Day,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
) -> Vec<Diagnostic> {
    let notes = Notes::parse_again(sources, kept);
    kept.shared.is_kept = true;
    findings(notes, sources, &mut kept.shared, now, today, open, None)
}

impl Notes {
    /// load -> parse, where most notes are as they were.
    fn parse_again(sources: &Sources, kept: &mut Kept) -> Notes {
        kept.used = None;
        Notes::new(sources, |files, languages| {
            if kept.languages != languages {
                *kept = Kept { languages: languages.to_vec(), ..Kept::default() };
            }
            // The same text is mostly in the same place, which is seen at a glance.
            let known = |file: &FileId, source: &Arc<SourceFile>| {
                kept.notes.get(file).filter(|(old, _)| old == source).map(|(_, parsed)| parsed)
            };
            let new: Vec<_> = files
                .par_iter()
                .filter(|(file, source)| known(file, source).is_none())
                .map(|(file, source)| (*file, (Arc::clone(source), parse::parse(*file, source, languages))))
                .collect();
            kept.notes.extend(new);
            kept.notes.retain(|file, _| (file.0 as usize) < sources.files.len());
            files.par_iter().filter_map(|(file, _)| kept.notes.get(file)).map(|(_, p)| p.clone()).collect()
        })
    }
}

impl Edition {
    /// Makes anew what rests on the texts and fields of notes, after those of one have changed: most of it not before it is asked for.
    fn freshen(&mut self, retouched: &Retouched) {
        self.sourcing = OnceLock::new();
        self.search = OnceLock::new();
        self.once = Once::new(&self.site);
        if let Some(note) = retouched.note_of_fields() {
            self.references.forget(note);
        }
        if retouched.note_of_fields().is_some() || !retouched.names_the_same {
            self.orders = OnceLock::new();
            self.dates = DateRanks::default();
        }
    }
}
