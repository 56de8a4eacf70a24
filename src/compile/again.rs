//! The same, again and again while somebody writes: what has not changed is not made anew.

use rayon::prelude::*;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::{Compiled, Edition, Notes, Shared, findings, finish};
use crate::check::{self, Levels};
use crate::config::Config;
use crate::diag::{self, Diagnostic};
use crate::load::Sources;
use crate::parse::{self, Parsed};
use crate::render::once::Once;
use crate::render::pages::Orders;
use crate::resolve::Retouched;
use crate::select::Viewer;
use crate::text::{FileId, SourceFile};
use crate::value::Lang;
use crate::value::date::Day;

/// What is kept from one compilation of a site to the next.
#[derive(Debug, Default)]
pub struct Kept {
    languages: Vec<Lang>,
    /// What parsing gave, by the place of the file among the sources.
    notes: BTreeMap<FileId, (SourceFile, Parsed)>,
    shared: Shared,
}

impl Kept {
    /// Forgets what was made from anything but notes, since that may have changed.
    pub fn keep_only_notes(&mut self) {
        self.shared = Shared::default();
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
    finish(notes, sources, &mut kept.shared, viewer, open, &mut |_| {})
}

/// Puts the new text of a note into a site that is otherwise as it was compiled last, which is much less work than to compile it again.
///
/// None, and the site is as it was, where that would not do: other fields, links or headings, or anything wrong. The result is that of
/// [`recompile`].
pub fn retouch(
    compiled: &mut Compiled,
    sources: &Sources,
    kept: &mut Kept,
    file: FileId,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
) -> Option<Vec<Diagnostic>> {
    let source = sources.files.get(file.0 as usize).filter(|_| !sources.is_refused(file))?;
    let parsed = parse::parse(file, source, &kept.languages);
    let (old_source, old) = kept.notes.get(&file)?;
    let (draft, old_draft) = (parsed.draft.as_ref()?, old.draft.as_ref()?);
    let translates = |(_, parsed): &(SourceFile, Parsed)| {
        parsed.translation.as_ref().is_some_and(|translation| translation.id == draft.id)
    };
    let is_translated = kept.languages.len() > 1 && kept.notes.values().any(translates);
    let start = draft.body.start();
    let same_fields =
        start == old_draft.body.start() && source.text.get(..start) == old_source.text.get(..start);
    let has_secrets = draft.public_body.is_some() || old_draft.public_body.is_some();
    let found_in_it = kept.shared.resolved.iter().any(|d| d.file == Some(file));
    if !same_fields || has_secrets || found_in_it || is_translated {
        return None;
    }
    // A source that must not be named bears another id, and references to it have been overwritten.
    let as_drafted = |edition: &Edition| {
        let note = edition.site.notes.iter().find(|note| note.file == file);
        note.is_some_and(|note| {
            let kinds = note.body.refs.iter().map(|r| &r.kind);
            note.id == draft.id && kinds.eq(old_draft.body.refs.iter().map(|r| &r.kind))
        })
    };
    if !compiled.editions.iter().all(as_drafted) {
        return None;
    }
    let body = Arc::clone(&draft.body);
    let retouched: Vec<Retouched> = compiled
        .editions
        .iter_mut()
        .map_while(|edition| edition.site.retouch(file, Arc::clone(&body)))
        .collect();
    let old = (retouched.len() == compiled.editions.len())
        .then(|| kept.notes.insert(file, (source.clone(), parsed)))
        .flatten();
    let found = old.is_some().then(|| {
        let levels = kept.levels(&compiled.site().config);
        let site = &compiled.editions[0].site;
        let mut found = kept.shared.resolved.clone();
        let context = check::Context { site, sources, today: None, open: &open };
        found.extend(check::check(&context, |rule| levels.in_build(rule)));
        found.extend(kept.notes.values().flat_map(|(_, parsed)| &parsed.diagnostics).cloned());
        levels.apply(&mut found);
        diag::sort(&mut found);
        found
    });
    if let Some(found) = found.filter(|found| !found.iter().any(|d| d.level == diag::Level::Error)) {
        for (edition, retouched) in compiled.editions.iter_mut().zip(&retouched) {
            edition.freshen(retouched.names_the_same);
        }
        return Some(found);
    }
    for (edition, retouched) in compiled.editions.iter_mut().zip(retouched) {
        edition.site.restore(retouched);
    }
    if let Some(old) = old {
        kept.notes.insert(file, old);
    }
    None
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
    findings(&notes, sources, &mut kept.shared, now, today, open)
}

impl Notes {
    /// load -> parse, where most notes are as they were.
    fn parse_again(sources: &Sources, kept: &mut Kept) -> Notes {
        Notes::new(sources, |files, languages| {
            if kept.languages != languages {
                *kept = Kept { languages: languages.to_vec(), ..Kept::default() };
            }
            let known = |file: &FileId, source: &SourceFile| {
                kept.notes.get(file).filter(|(old, _)| old == source).map(|(_, parsed)| parsed)
            };
            let new: Vec<_> = files
                .par_iter()
                .filter(|(file, source)| known(file, source).is_none())
                .map(|(file, source)| (*file, ((*source).clone(), parse::parse(*file, source, languages))))
                .collect();
            kept.notes.extend(new);
            kept.notes.retain(|file, _| (file.0 as usize) < sources.files.len());
            files.par_iter().filter_map(|(file, _)| kept.notes.get(file)).map(|(_, p)| p.clone()).collect()
        })
    }
}

impl Edition {
    /// Makes anew what rests on the texts of notes, after one of them has changed.
    fn freshen(&mut self, names_the_same: bool) {
        self.sourcing = OnceLock::new();
        self.search = OnceLock::new();
        self.once = Once::new(&self.site);
        if !names_the_same {
            self.orders = Orders::new(&self.site, &self.words);
        }
    }
}
