//! Binds every reference of every note, or reports why it cannot.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{AssetId, ClaimId, Context, FigureId, NoteId, RowId, Target};
use crate::diag::Diagnostic;
use crate::model::names::Names;
use crate::model::{Field, NoteType, Ref, Wanted};
use crate::parse::body::anchor_matches;
use crate::parse::{BodyRef, FieldLink, RefKind};
use crate::select::Published;
use crate::text::{FileId, Span, fold};

/// The bound references of one note.
#[derive(Debug, Default)]
pub(super) struct Bound {
    /// By place in the file: the field and the target.
    pub front: Vec<(u32, Field, Target)>,
    /// By place in the body: the number of the reference and the target.
    pub text: Vec<(u32, u32, Target)>,
    found: Vec<Diagnostic>,
}

/// All bound references and what they may lead to.
#[derive(Debug)]
pub(super) struct AllBound {
    pub notes: Vec<Bound>,
    pub claims: Vec<RowId>,
    pub figures: Vec<RowId>,
    pub used_assets: Vec<bool>,
}

pub(super) struct Binder<'a> {
    context: &'a Context<'a>,
    names: Names,
    broken: FxHashSet<String>,
    kinds: Vec<NoteType>,
    claims: Rows,
    figures: Rows,
    /// Path below `content/` to place in the list; and the file name alone, if only one file has it.
    assets: FxHashMap<&'a str, u32>,
    asset_names: FxHashMap<&'a str, Option<u32>>,
    found: &'a mut Vec<Diagnostic>,
}

/// Claims or figures by id.
#[derive(Default)]
struct Rows {
    by_id: FxHashMap<String, u32>,
    list: Vec<RowId>,
}

/// Rules whose findings get the nearest id as a hint.
const SUGGESTED: [&str; 2] = ["unknown-link", "unknown-source"];

/// Suggestions cost a look at every id, so only this many are made in one run.
const MOST_SUGGESTIONS: usize = 100;

impl<'a> Binder<'a> {
    pub(super) fn new(context: &'a Context<'a>, notes: &[Published], found: &'a mut Vec<Diagnostic>) -> Self {
        let mut names = Names::default();
        for (i, note) in notes.iter().enumerate() {
            let aliases = note.common.aliases.iter().map(|alias| alias.value.name.as_str());
            let former = note.common.former_ids.iter().map(|id| id.value.as_str());
            let titles = note.titles.iter().map(String::as_str);
            let others = aliases.chain([note.common.title.value.as_str(), note.stem.as_str()]).chain(titles);
            let others = others.chain(former);
            names.add(i as u32, note.id.as_str(), others);
        }
        let mut assets = FxHashMap::default();
        let mut asset_names: FxHashMap<&str, Option<u32>> = FxHashMap::default();
        for (i, asset) in context.assets.iter().enumerate() {
            assets.insert(asset.path.as_str(), i as u32);
            asset_names.entry(asset.path.name()).and_modify(|only| *only = None).or_insert(Some(i as u32));
        }
        let claims = rows(notes, "claim", |note| note.common.claims.iter().map(|c| &c.id).collect(), found);
        let figures =
            rows(notes, "figure", |note| note.common.figures.iter().map(|f| &f.id).collect(), found);
        Binder {
            context,
            names,
            broken: context.broken.iter().map(|stem| fold(stem)).collect(),
            kinds: notes.iter().map(|note| note.fields.note_type()).collect(),
            claims,
            figures,
            assets,
            asset_names,
            found,
        }
    }

    pub(super) fn bind_all(&mut self, notes: &[Published]) -> AllBound {
        let this = &*self;
        let mut bound: Vec<Bound> = notes.par_iter().map(|note| this.bind(note, notes)).collect();
        for note in &mut bound {
            self.found.append(&mut note.found);
            note.front.sort_by_key(|(at, ..)| *at);
            note.text.sort_by_key(|(at, ..)| *at);
        }
        let unknown = self.found.iter_mut().filter(|d| SUGGESTED.contains(&d.rule));
        for found in unknown.take(MOST_SUGGESTIONS) {
            let name = found.message.split('`').nth(1).unwrap_or_default();
            let help = match self.names.nearest(name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the note, or name one that exists".into(),
            };
            found.help.insert(0, help);
        }
        let mut used_assets = vec![false; self.context.assets.len()];
        for (.., target) in bound.iter().flat_map(|note| &note.text) {
            if let Target::Asset(asset) = target {
                used_assets[asset.0 as usize] = true;
            }
        }
        let take = |rows: &mut Rows| std::mem::take(&mut rows.list);
        AllBound {
            notes: bound,
            claims: take(&mut self.claims),
            figures: take(&mut self.figures),
            used_assets,
        }
    }

    fn bind(&self, note: &Published, notes: &[Published]) -> Bound {
        let mut bound = Bound::default();
        for (field, r) in note.refs.iter() {
            self.bind_field(note, *field, r, &mut bound);
        }
        bound.found.extend(note.links.iter().filter_map(|link| self.unseen(note, link, notes)));
        for (i, reference) in note.body.refs.iter().enumerate() {
            match self.bind_text(note, notes, reference) {
                Ok(Some(target)) => bound.text.push((reference.at.start, i as u32, target)),
                Ok(None) => {}
                Err(found) => bound.found.push(found),
            }
        }
        bound
    }

    /// What is wrong with a link in the text of a field: it leads nowhere, or readers do not see what its author means.
    fn unseen(&self, note: &Published, link: &FieldLink, notes: &[Published]) -> Option<Diagnostic> {
        let (target, file, at) = (link.target.as_str(), note.file, link.span);
        let found = if let Some(id) = target.strip_prefix("claim:") {
            self.claim(id.trim(), file, at).map(|_| Some("words"))
        } else if let Some(id) = target.strip_prefix("figure:") {
            self.figure(id.trim(), file, at).map(|_| Some("words"))
        } else {
            let wanted = link.cites.then_some(NoteType::Source);
            let id = self.name(target, wanted, file, at).map_err(or_a_sign);
            // A title or another name is words already.
            let other = |id: NoteId| Some(&notes[id.0 as usize]).filter(|other| other.id.as_str() == target);
            id.map(|id| id.and_then(other).map(|other| other.common.title.value.as_str()))
        };
        let warning = |message: &str, help: String| {
            Some(Diagnostic::warning("link-in-field", file, at, message).help(help))
        };
        match found {
            Err(found) => Some(found),
            Ok(_) if link.cites => {
                let help = "cite it in the text, or name it in `sources` where the field has them".to_owned();
                warning("readers see no citation in the text of a field", help)
            }
            Ok(Some(words)) if !link.is_silent => {
                let message = format!("readers see `{target}` here: the text of a field has no links");
                warning(&message, format!("write words after a bar: [[{target}|{words}]]"))
            }
            Ok(_) => None,
        }
    }

    fn bind_field(&self, note: &Published, field: Field, r: &Ref, bound: &mut Bound) {
        // Empty: withheld from this audience, or reported as an empty value before.
        if r.value.is_empty() || r.span.is_empty() {
            return;
        }
        let target = match r.value.strip_prefix("claim:") {
            Some(id) if field.wanted == Wanted::SourceOrClaim => {
                self.claim(id.trim(), note.file, r.span).map(Some)
            }
            _ => self.field_target(note, field, r),
        };
        match target {
            Ok(Some(target)) => bound.front.push((r.span.start, field, target)),
            Ok(None) => {}
            Err(found) => bound.found.push(found),
        }
    }

    fn field_target(&self, note: &Published, field: Field, r: &Ref) -> Result<Option<Target>, Diagnostic> {
        let words_allowed = field.wanted == Wanted::ActorOrWords;
        if words_allowed && self.names.find(&r.value).is_empty() {
            return Ok(None);
        }
        let Some(id) = self.name(&r.value, field.wanted.note_type(), note.file, r.span)? else {
            return Ok(None);
        };
        let kind = self.kinds[id.0 as usize];
        match field.wanted.note_type() {
            Some(_) if words_allowed && kind != NoteType::Actor => Ok(None),
            Some(wanted) if wanted != kind => {
                let message = format!(
                    "`{}` wants {} here, but `{}` is {}",
                    field.name,
                    article(wanted),
                    r.value,
                    article(kind)
                );
                Err(Diagnostic::error("wrong-note-type", note.file, r.span, message))
            }
            _ => Ok(Some(Target::Note(id, None))),
        }
    }

    /// Finds the one note that a name means; several are an error, and so is none.
    fn name(
        &self,
        name: &str,
        wanted: Option<NoteType>,
        file: FileId,
        span: Span,
    ) -> Result<Option<NoteId>, Diagnostic> {
        let found = self.names.find(name);
        if let [one] = found {
            return Ok(Some(NoteId(*one)));
        }
        let fitting: Vec<u32> =
            found.iter().copied().filter(|i| wanted.is_none_or(|w| self.kinds[*i as usize] == w)).collect();
        match fitting.as_slice() {
            [one] => Ok(Some(NoteId(*one))),
            [] if found.is_empty() => {
                if self.broken.contains(&fold(name)) {
                    return Ok(None);
                }
                let (rule, what) = match wanted {
                    Some(NoteType::Source) => ("unknown-source", "source"),
                    Some(kind) => ("unknown-link", kind.word()),
                    None => ("unknown-link", "note"),
                };
                Err(Diagnostic::error(rule, file, span, format!("there is no {what} `{}`", short(name))))
            }
            [] => Err(self.ambiguous(name, found, file, span)),
            fitting => Err(self.ambiguous(name, fitting, file, span)),
        }
    }

    fn ambiguous(&self, name: &str, found: &[u32], file: FileId, span: Span) -> Diagnostic {
        let message = format!("`{}` is the name of {} notes", short(name), found.len());
        let ids: Vec<String> = found.iter().map(|i| format!("`{}`", self.names.id_of(*i))).collect();
        Diagnostic::error("ambiguous-link", file, span, message)
            .help(format!("write the id of the one that you mean: {}", ids.join(", ")))
    }

    fn bind_text(
        &self,
        note: &Published,
        notes: &[Published],
        reference: &BodyRef,
    ) -> Result<Option<Target>, Diagnostic> {
        let at = || note.body.in_file(reference.at);
        match &reference.kind {
            RefKind::Withheld => Ok(None),
            RefKind::Cite { key } => self.cite(key, note, reference),
            RefKind::Wiki { target, heading, embed, .. } => {
                if let Some(id) = target.strip_prefix("claim:") {
                    return self.claim(id.trim(), note.body_file, at()).map(Some);
                }
                if let Some(id) = target.strip_prefix("figure:") {
                    return self.figure(id.trim(), note.body_file, at()).map(Some);
                }
                if *embed && let Some(asset) = self.asset(target, &note.folder) {
                    return Ok(Some(Target::Asset(asset)));
                }
                if *embed && target.contains('.') && self.names.find(target).is_empty() {
                    return Err(missing_asset(note.body_file, at(), target));
                }
                if target.is_empty() {
                    let own = self.names.find(note.id.as_str()).first().copied().unwrap_or_default();
                    return self.heading(notes, NoteId(own), heading.as_deref(), note, reference);
                }
                match self.name(target, None, note.body_file, at())? {
                    Some(id) => self.heading(notes, id, heading.as_deref(), note, reference),
                    None => Ok(None),
                }
            }
            RefKind::Path { path, fragment, image } => {
                self.path(note, notes, reference, path, fragment.as_deref(), *image)
            }
        }
    }

    fn cite(&self, key: &str, note: &Published, reference: &BodyRef) -> Result<Option<Target>, Diagnostic> {
        let at = note.body.in_file(reference.at);
        let found = self.name(key, Some(NoteType::Source), note.body_file, at).map_err(or_a_sign);
        let Some(id) = found? else { return Ok(None) };
        let kind = self.kinds[id.0 as usize];
        if kind != NoteType::Source {
            let message = format!("only sources can be cited, and `{}` is {}", short(key), article(kind));
            let help = format!("link to it: [[{}]]", short(key));
            return Err(Diagnostic::error("wrong-note-type", note.body_file, at, message).help(help));
        }
        Ok(Some(Target::Note(id, None)))
    }

    fn heading(
        &self,
        notes: &[Published],
        id: NoteId,
        heading: Option<&str>,
        note: &Published,
        reference: &BodyRef,
    ) -> Result<Option<Target>, Diagnostic> {
        let Some(wanted) = heading else { return Ok(Some(Target::Note(id, None))) };
        // Obsidian writes the path of headings; the last one is meant.
        let wanted = wanted.rsplit('#').next().unwrap_or(wanted);
        let target = &notes[id.0 as usize];
        if let Some(i) = target.body.headings.iter().position(|heading| anchor_matches(heading, wanted)) {
            return Ok(Some(Target::Note(id, Some(i as u32))));
        }
        let message = format!("`{}` has no heading `{}`", target.id, short(wanted));
        let headings = target.body.headings.iter().map(|heading| heading.text.as_str());
        let near = crate::text::nearest(wanted, headings).map(|near| format!("did you mean `{near}`?"));
        let span = note.body.in_file(reference.whole);
        Err(Diagnostic::error("broken-heading", note.body_file, span, message).maybe_help(near))
    }

    fn path(
        &self,
        note: &Published,
        notes: &[Published],
        reference: &BodyRef,
        path: &str,
        fragment: Option<&str>,
        image: bool,
    ) -> Result<Option<Target>, Diagnostic> {
        let own = || self.names.find(note.id.as_str()).first().copied().unwrap_or_default();
        if path.is_empty() {
            return self.heading(notes, NoteId(own()), fragment, note, reference);
        }
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
        if !image && let Some(stem) = decoded.rsplit('/').next().and_then(|name| name.strip_suffix(".md")) {
            let span = note.body.in_file(reference.whole);
            return match self.name(stem, None, note.body_file, span)? {
                Some(id) => self.heading(notes, id, fragment, note, reference),
                None => Ok(None),
            };
        }
        match self.asset(&decoded, &note.folder) {
            Some(asset) => Ok(Some(Target::Asset(asset))),
            None => Err(missing_asset(note.body_file, note.body.in_file(reference.whole), &decoded)),
        }
    }

    /// Finds an attached file: from the note's folder, from `content/`, or by a name that only one file has.
    fn asset(&self, path: &str, folder: &str) -> Option<AssetId> {
        let path = normal(folder, path)?;
        let by_path = self.assets.get(path.0.as_str()).or_else(|| self.assets.get(path.1.as_str())).copied();
        let by_name = || self.asset_names.get(path.1.as_str()).copied().flatten();
        by_path.or_else(by_name).map(AssetId)
    }

    fn claim(&self, id: &str, file: FileId, span: Span) -> Result<Target, Diagnostic> {
        let found = self.claims.by_id.get(id).map(|i| Target::Claim(ClaimId(*i)));
        found.ok_or_else(|| unknown_row("unknown-claim", "claim", &self.claims, id, file, span))
    }

    fn figure(&self, id: &str, file: FileId, span: Span) -> Result<Target, Diagnostic> {
        let found = self.figures.by_id.get(id).map(|i| Target::Figure(FigureId(*i)));
        found.ok_or_else(|| unknown_row("unknown-figure", "figure", &self.figures, id, file, span))
    }
}

/// Says of a source that is not there that perhaps none is meant.
fn or_a_sign(problem: Diagnostic) -> Diagnostic {
    match problem.rule {
        "unknown-source" => problem.help("if `@` is meant as a sign and no citation, write `\\@`"),
        _ => problem,
    }
}

/// Collects all claims or figures, sorted by id, and reports ids that two bear or that are none.
fn rows<'n>(
    notes: &'n [Published],
    what: &str,
    ids: impl Fn(&'n Published) -> Vec<&'n crate::yaml::Spanned<String>>,
    found: &mut Vec<Diagnostic>,
) -> Rows {
    let mut all: Vec<(&str, FileId, Span, RowId)> = Vec::new();
    for (i, note) in notes.iter().enumerate() {
        // Without a place it is a stand-in for one that is missing, which has been reported.
        for (index, id) in ids(note).into_iter().enumerate().filter(|(_, id)| !id.span.is_empty()) {
            if let Err(error) = crate::value::Id::new(&id.value) {
                let help = error.suggestion.map(|id| format!("write `{id}`"));
                let message = format!("this is no id: {}", error.message);
                found.push(Diagnostic::error("bad-id", note.file, id.span, message).maybe_help(help));
            }
            let row = RowId { note: NoteId(i as u32), index: index as u32 };
            all.push((&id.value, note.file, id.span, row));
        }
    }
    all.sort_by_key(|(id, file, span, _)| (*id, *file, *span));
    let mut rows = Rows::default();
    let mut last: Option<(&str, FileId, Span)> = None;
    for (id, file, span, row) in all {
        if let Some((_, other, place)) = last.filter(|(same, ..)| *same == id) {
            let message = format!("two {what}s have the id `{id}`");
            let help = format!("rename one of them: a {what}'s id is unique in the whole site");
            let repeated = Diagnostic::error("duplicate-id", file, span, message);
            found.push(repeated.related(other, place, "the other one").help(help));
            continue;
        }
        last = Some((id, file, span));
        rows.by_id.insert(id.to_owned(), rows.list.len() as u32);
        rows.list.push(row);
    }
    rows
}

fn unknown_row(
    rule: &'static str,
    what: &str,
    rows: &Rows,
    id: &str,
    file: FileId,
    span: Span,
) -> Diagnostic {
    let mut ids: Vec<&str> = rows.by_id.keys().map(String::as_str).collect();
    ids.sort_unstable();
    let help = match crate::text::nearest(id, ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write it under `{what}s:` of a note"),
    };
    Diagnostic::error(rule, file, span, format!("there is no {what} `{}`", short(id))).help(help)
}

fn missing_asset(file: FileId, span: Span, path: &str) -> Diagnostic {
    let message = format!("there is no file `{}`", short(path));
    let host = path.split('/').next().unwrap_or_default();
    let endings = [".com", ".org", ".net", ".gov", ".edu", ".int", ".info", ".io"];
    let is_host = host.starts_with("www.") || endings.iter().any(|ending| host.ends_with(ending));
    let found = Diagnostic::error("missing-asset", file, span, message);
    if is_host {
        found.help(format!("an address of the web begins with its scheme: https://{}", short(path)))
    } else {
        found.help("put it beside the note, or give its path from there")
    }
}

/// A path as seen from a folder, and as seen from `content/`; none if it leaves the content.
fn normal(folder: &str, path: &str) -> Option<(String, String)> {
    Some((crate::text::path_from(folder, path)?, path.trim_start_matches('/').to_owned()))
}

fn article(kind: NoteType) -> String {
    let an = matches!(kind, NoteType::Actor | NoteType::Event);
    format!("{} {}", if an { "an" } else { "a" }, kind.word())
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}
