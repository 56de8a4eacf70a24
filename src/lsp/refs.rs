//! What files name, and where: notes, and the claims and figures in them.

use crate::model::Wanted;
use crate::model::note::Common;
use crate::parse::dialect::{self, Piece};
use crate::parse::{Body, Draft, RefKind, TranslationDraft};
use crate::text::Span;
use crate::yaml::Spanned;

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Note,
    Claim,
    Figure,
}

impl Kind {
    /// What stands before an id of the kind in a link.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Kind::Note => "",
            Kind::Claim => "claim:",
            Kind::Figure => "figure:",
        }
    }

    /// The kind in words.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Note => "note",
            Kind::Claim => "claim",
            Kind::Figure => "figure",
        }
    }

    /// What a target means: its kind, and the name behind what tells the kind.
    pub(super) fn of(target: &str) -> (Kind, &str) {
        let rows = [Kind::Claim, Kind::Figure].into_iter();
        let row = rows.filter_map(|kind| Some((kind, target.strip_prefix(kind.prefix())?.trim()))).next();
        row.unwrap_or((Kind::Note, target))
    }
}

/// A name in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// Where the name stands, with what belongs to it: the kind, quotes, a place in a source.
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) name: String,
}

impl Reference {
    /// Where the name alone stands; none where it is written in another way.
    pub(super) fn name_in(&self, text: &str) -> Option<Span> {
        let written = text.get(self.span.range())?;
        let prefix = self.kind.prefix();
        let start = written.find(prefix).filter(|_| !prefix.is_empty()).map_or(0, |i| i + prefix.len());
        let start = self.span.start as usize + start + written[start..].find(&self.name)?;
        Some(Span::new(start, start + self.name.len()))
    }
}

/// All references of a note to others and to claims and figures, in its fields and in its text; `text` is that of its file.
pub(super) fn of_note(draft: &Draft, text: &str) -> Vec<Reference> {
    let mut all = Vec::new();
    for (field, name) in draft.refs.iter().filter(|(_, name)| !name.span.is_empty()) {
        let (kind, id) = match field.wanted {
            Wanted::SourceOrClaim if name.value.starts_with(Kind::Claim.prefix()) => Kind::of(&name.value),
            _ => (Kind::Note, name.value.as_str()),
        };
        all.push(Reference { span: name.span, kind, name: id.to_owned() });
    }
    add_lines(draft, text, &mut all);
    add_body(&draft.body, &mut all);
    all
}

/// All references of a translation: those of its text, and the claims and figures whose words it has.
pub(super) fn of_translation(draft: &TranslationDraft) -> Vec<Reference> {
    let claims = draft.words.claims.iter().map(|words| (Kind::Claim, &words.id));
    let figures = draft.words.figures.iter().map(|words| (Kind::Figure, &words.id));
    let mut all: Vec<Reference> = claims.chain(figures).filter_map(|(kind, id)| own(kind, id)).collect();
    if let Some(body) = &draft.body {
        add_body(body, &mut all);
    }
    all
}

/// The claims and figures of a note, by the ids that they bear there.
pub(super) fn rows(common: &Common) -> Vec<Reference> {
    let claims = common.claims.iter().map(|claim| (Kind::Claim, &claim.id));
    let figures = common.figures.iter().map(|figure| (Kind::Figure, &figure.id));
    claims.chain(figures).filter_map(|(kind, id)| own(kind, id)).collect()
}

fn own(kind: Kind, id: &Spanned<String>) -> Option<Reference> {
    // Without a place it is a stand-in for one that is missing.
    (!id.span.is_empty()).then(|| Reference { span: id.span, kind, name: id.value.clone() })
}

fn add_body(body: &Body, all: &mut Vec<Reference>) {
    for reference in &body.refs {
        let (kind, name) = match &reference.kind {
            RefKind::Wiki { target, .. } => Kind::of(target),
            RefKind::Cite { key } => (Kind::Note, key.as_str()),
            RefKind::Path { .. } | RefKind::Withheld => continue,
        };
        all.push(Reference { span: body.in_file(reference.at), kind, name: name.to_owned() });
    }
}

/// Adds what the inline Markdown of fields names. It is shown as words, which are to go on naming what they name.
fn add_lines(draft: &Draft, text: &str, all: &mut Vec<Reference>) {
    if !text.get(..draft.body.start()).is_some_and(|fields| fields.contains("[[")) {
        return;
    }
    let (mut common, mut fields) = ((*draft.common).clone(), draft.fields.clone());
    let mut add = |line: &mut Spanned<String>| {
        let mut rest = line.span;
        dialect::walk(&line.value, &mut |piece, _| {
            let Piece::WikiStart(wiki) = piece else { return };
            let (kind, name) = Kind::of(wiki.target);
            // YAML may have broken lines and quotes of its own in between, so that each is looked for where it is written.
            let place = text.get(rest.range()).and_then(|written| written.find(wiki.target));
            if let Some(place) = place {
                let start = rest.start as usize + place;
                let span = Span::new(start, start + wiki.target.len());
                rest.start = span.end;
                all.push(Reference { span, kind, name: name.to_owned() });
            }
        });
    };
    common.each_text(&mut add);
    fields.facets_mut().each_text(&mut add);
}
