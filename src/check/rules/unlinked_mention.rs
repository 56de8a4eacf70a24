//! Actors that are named and not linked.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::check::Work;
use crate::check::lexicon::{Lexicon, Openings, words};
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::Fields;
use crate::model::notes::ActorKind;
use crate::parse::prose::{ASIDE, Prose, prose};
use crate::resolve::{Note, NoteId, Site, Target};
use crate::text::Span;

declare_rule! {
    /// Reports the first plain mention of an actor in a text that never links to it.
    ///
    /// A mention is the title or an alias of an actor's note, written as it stands there, as whole words. The longest name wins, over the names
    /// of all notes: “Red Front” in “Red Front (North)” is no mention of the first if the second has a note. Not looked for are names of fewer
    /// than four letters, names without a capital letter in scripts that have them, names that a second note bears too, and
    /// those of actors of the kind `state`: the name of a state is the name of a country as well, and which is meant is for the writer to say.
    ///
    /// Not looked at are the actor's own note, headings, code, links, citations, quotations, struck-out words, addresses, a word with a hyphen
    /// (`Amber-backed`), and what is likely a part of a longer name: a name before a capitalised word, or one of a single word after one.
    ///
    /// ## Why
    /// A link leads the reader to who that is, and puts the mention on the actor's own page, in its backlinks and in what else is made of links.
    /// A mention that is not linked is missing from all of them.
    ///
    /// ## Example
    /// ```text
    /// //- actors/red-front.md
    /// ---
    /// title: Red Front
    /// ---
    /// //- briefings/spring.md
    /// ---
    /// title: Spring
    /// date: 2024-05-01
    /// ---
    /// The ports stayed open. Fighters of the Red Front held the road.
    ///                                        ^^^^^^^^^ warning unlinked-mention
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- actors/red-front.md
    /// ---
    /// title: Red Front
    /// ---
    /// //- briefings/spring.md
    /// ---
    /// title: Spring
    /// date: 2024-05-01
    /// ---
    /// The ports stayed open. Fighters of the [[red-front|Red Front]] held the road. By May the Red Front had left.
    /// ```
    "unlinked-mention", Warning, Work::Audit(check)
}

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let lexicon = names(site);
    let notes: Vec<NoteId> = site.ids().collect();
    let all: Vec<Vec<Diagnostic>> = notes.par_iter().map(|note| mentions(context, &lexicon, *note)).collect();
    found.extend(all.into_iter().flatten());
}

/// The names of all notes; those of actors have an owner, if they are distinct enough.
fn names(site: &Site) -> Lexicon<'_> {
    let mut lexicon = Lexicon::new();
    for id in site.ids() {
        let note = site.note(id);
        let looked_for = matches!(&note.fields, Fields::Actor(actor) if actor.kind != Some(ActorKind::State));
        let aliases = note.common.aliases.iter().map(|alias| alias.value.name.as_str());
        for name in aliases.chain([note.title()]) {
            let owner = (looked_for && is_distinct(name)).then_some(id);
            lexicon.add(name.trim(), owner);
        }
    }
    lexicon
}

/// True for a name that is hardly met by chance.
fn is_distinct(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let common = name.chars().any(char::is_lowercase) && !name.chars().any(char::is_uppercase);
    let marked = name.contains(['[', ']', '|', '\\', '`', '<']);
    (letters >= 4 || words(name).nth(1).is_some()) && !common && !marked
}

/// The findings in one note.
fn mentions(context: &Context<'_>, lexicon: &Lexicon<'_>, id: NoteId) -> Vec<Diagnostic> {
    let note = context.site.note(id);
    let text = &note.body.text;
    if context.keeps && !lexicon.may_be_in(&note.body.once(Openings::of)) {
        return Vec::new();
    }
    let mut linked: FxHashSet<NoteId> = std::iter::once(id).chain(links(note)).collect();
    // Most texts link all whom they name; only the others are read as Markdown.
    let mut candidate = false;
    lexicon.each(text, &mut |_, actor| candidate |= !linked.contains(&actor));
    let mut found = Vec::new();
    if !candidate {
        return found;
    }
    for block in prose(text) {
        lexicon.each(&block.text, &mut |range, actor| {
            if !block.is_quoted(range.start) && stands_alone(&block.text, &range) && linked.insert(actor) {
                found.push(finding(context, note, &block, &range, actor));
            }
        });
    }
    found
}

/// The notes that a text links to.
fn links(note: &Note) -> impl Iterator<Item = NoteId> + '_ {
    note.body.refs.iter().filter_map(|reference| match note.text_target(reference.at.start)? {
        Target::Note(to, _) => Some(to),
        Target::Claim(_) | Target::Figure(_) | Target::Asset(_) => None,
    })
}

/// True unless a name is likely to be a part of a longer one, which nobody has a note for.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
    if text[range.end..].strip_prefix(' ').is_some_and(|rest| capital(rest.chars().next())) {
        return false;
    }
    let single = words(&text[range.clone()]).nth(1).is_none();
    let Some(before) = text[..range.start].strip_suffix(' ').filter(|_| single) else { return true };
    let last = before
        .rfind(|c: char| c.is_whitespace() || c == ASIDE)
        .map_or(0, |i| i + before[i..].chars().next().map_or(0, char::len_utf8));
    let word = before[last..].trim_start_matches(|c: char| !c.is_alphanumeric());
    !capital(word.chars().next()) || begins_sentence(&before[..before.len() - word.len()])
}

/// True if a sentence begins behind a text: the capital letter there says nothing.
fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "“”\"‘’'()[]«»„".contains(c));
    before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '؟', '؛', '–', '—', ASIDE])
}

fn finding(
    context: &Context<'_>,
    note: &Note,
    block: &Prose,
    range: &Range<usize>,
    actor: NoteId,
) -> Diagnostic {
    let name = &block.text[range.clone()];
    let id = &context.site.note(actor).id;
    let body = Span::from(block.in_body(range));
    let span = note.body.in_file(body);
    let link = format!("[[{id}{}{name}]]", if block.in_cell { "\\|" } else { "|" });
    let message = format!("`{name}` is named here and linked nowhere in this text");
    let finding = RULE.at(note.file, span, message).help(format!("link the first mention: `{link}`"));
    // Hidden words inside the name would be lost, and a bracket behind the link would become a part of it.
    let whole = span.range().len() == body.range().len();
    let followed = note.body.text[body.range().end..].starts_with(['(', '[', ':', '{']);
    if whole && !followed { finding.fix("link the name", [(span, link)]) } else { finding }
}
