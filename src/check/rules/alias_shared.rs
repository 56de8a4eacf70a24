//! One name for two notes.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::NoteType;
use crate::resolve::Note;
use crate::text::{Span, fold, folded};

declare_rule! {
    /// Reports a name that two notes bear: a title or alias that is another note's title or alias too. Names are compared as links compare them:
    /// capital letters, spaces, hyphens and forms of the same letter make no difference. Notes of all types count, since a link searches all.
    /// Not reported are a name that is also the id of a note, since a link by it goes to that note; and titles that only sources share, since
    /// sources are cited by id.
    ///
    /// ## Why
    /// A link by that name is an error as soon as somebody writes it, and readers who meet the name cannot tell who is meant. Acronyms are the
    /// usual case: two groups, one abbreviation.
    ///
    /// ## Example
    /// ```text
    /// //- actors/northern-council.md
    /// ---
    /// title: Northern Council
    /// aliases: [NCC]
    ///           ^^^ warning alias-shared
    /// ---
    /// //- actors/national-command-centre.md
    /// ---
    /// title: National Command Centre
    /// aliases: [NCC]
    /// ---
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/northern-council.md
    /// ---
    /// title: Northern Council
    /// aliases: [NCC (Council)]
    /// ---
    /// //- actors/national-command-centre.md
    /// ---
    /// title: National Command Centre
    /// aliases: [NCC (Centre)]
    /// ---
    /// ```
    "alias-shared", Warning, Work::Audit(check)
}

/// A name of a note; those that are best left alone come first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Bearer {
    name: String,
    part: Part,
    file: crate::text::FileId,
    span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    SourceTitle,
    Title,
    Alias,
}

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let notes = &context.site.notes;
    let ids: FxHashSet<Cow<'_, str>> = notes.iter().map(|note| folded(note.id.as_str())).collect();
    let mut all: Vec<(Bearer, &Note)> = Vec::with_capacity(notes.len() * 2);
    for note in notes {
        let title = if note.note_type() == NoteType::Source { Part::SourceTitle } else { Part::Title };
        let title = (title, note.title(), note.common.title.span);
        let aliases = note.common.aliases.iter().map(|a| (Part::Alias, a.value.name.as_str(), a.span));
        for (part, name, span) in std::iter::once(title).chain(aliases).filter(|(.., span)| !span.is_empty())
        {
            all.push((Bearer { name: fold(name), part, file: note.file, span }, note));
        }
    }
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    for same in all.chunk_by(|(a, _), (b, _)| a.name == b.name) {
        let Some((first, owner)) = same.first() else { continue };
        if same.len() == 1 || ids.contains(first.name.as_str()) {
            continue;
        }
        let others =
            same.iter().filter(|(bearer, _)| bearer.file != first.file && bearer.part != Part::SourceTitle);
        for (bearer, note) in others {
            found.push(finding(bearer, note, first, owner));
        }
    }
}

fn finding(bearer: &Bearer, note: &Note, first: &Bearer, owner: &Note) -> Diagnostic {
    let alias = || note.common.aliases.iter().find(|alias| alias.span == bearer.span);
    let name = match bearer.part {
        Part::Alias => alias().map_or("", |alias| alias.value.name.as_str()),
        Part::Title | Part::SourceTitle => note.title(),
    };
    let message = format!("`{name}` is a name of `{}` too: a link by it would be ambiguous", owner.id);
    RULE.at(bearer.file, bearer.span, message)
        .related(first.file, first.span, "the other one")
        .help("make one of them longer, such as with a place or a year in brackets, or take the alias out")
}
