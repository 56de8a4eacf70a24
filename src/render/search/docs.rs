//! Every note, claim and figure as a document: what is searched in it, and what a list of results shows of it.

use serde_json::{Value, json};

use super::invert::{Place, Words};
use crate::model::notes::Source;
use crate::model::{Claim, Fields, NoteType};
use crate::parse::plain::plain_body;
use crate::render::Stage;
use crate::render::view::{Viewer, kind_label, plain_statement};
use crate::resolve::{ClaimId, FigureId, Note, NoteId, Site, Target};
use crate::value::Date;

/// A document by its number: notes come first in the site's order, by type, then claims, then figures.
#[derive(Debug, Clone, Copy)]
pub(super) enum Doc {
    Note(NoteId),
    Claim(ClaimId),
    Figure(FigureId),
}

/// How many documents a site has.
pub(super) fn count(site: &Site) -> usize {
    site.notes.len() + site.claims.len() + site.figures.len()
}

/// The document of a number.
pub(super) fn get(site: &Site, number: usize) -> Doc {
    let (notes, claims) = (site.notes.len(), site.claims.len());
    if number < notes {
        Doc::Note(NoteId(number as u32))
    } else if number < notes + claims {
        Doc::Claim(ClaimId((number - notes) as u32))
    } else {
        Doc::Figure(FigureId((number - notes - claims) as u32))
    }
}

/// Types of document with their numbers, in the order of documents.
pub(super) fn types(site: &Site) -> Vec<(&'static str, usize)> {
    let notes = NoteType::ALL.iter().map(|kind| (kind.word(), site.of_type(*kind).count()));
    notes.chain([("claim", site.claims.len()), ("figure", site.figures.len())]).collect()
}

/// Sources have headlines for titles; of all other notes the whole name is a key as well.
fn is_named(note: &Note) -> bool {
    note.note_type() != NoteType::Source
}

/// The title of a note and its other names.
fn names(note: &Note) -> impl Iterator<Item = &str> {
    let aliases = note.common.aliases.iter().map(|alias| alias.value.name.as_str());
    std::iter::once(note.title()).chain(aliases).chain(note.fields.facets().native_name())
}

/// Names that a reader may get wrong by a letter.
pub(super) fn each_proper_name(site: &Site, f: &mut impl FnMut(&str)) {
    for kind in [NoteType::Actor, NoteType::Place, NoteType::Topic] {
        site.of_type(kind).for_each(|id| names(site.note(id)).for_each(&mut *f));
    }
}

/// Adds the words of a document, the weightiest texts first.
pub(super) fn add(stage: &Stage<'_>, number: usize, words: &mut Words) {
    let site = stage.site;
    match get(site, number) {
        Doc::Note(id) => add_note(site, site.note(id), words),
        Doc::Claim(id) => add_claim(site, id, words),
        Doc::Figure(id) => {
            let (_, figure) = site.figure(id);
            words.add(Place::Name, &plain_statement(&figure.title.value));
            words.add(Place::Text, figure.unit.as_deref().unwrap_or_default());
            for row in &figure.series {
                row.parts.keys().for_each(|part| words.add(Place::Text, part));
                row.counted_by.iter().for_each(|by| words.add(Place::Text, &by.value));
                row.note.iter().for_each(|note| words.add(Place::Text, &plain_statement(&note.value)));
            }
        }
    }
    words.close(number as u32);
}

fn add_note(site: &Site, note: &Note, words: &mut Words) {
    for name in names(note) {
        words.add(Place::Name, name);
        if is_named(note) {
            words.add_word(Place::Name, &whole(name));
        }
    }
    if let Some(summary) = &note.common.summary {
        words.add(Place::Summary, &plain_statement(&summary.value));
    }
    match &note.fields {
        Fields::Source(source) => {
            let Source { authors, publisher, container, .. } = &**source;
            authors.iter().chain(publisher).chain(container).for_each(|name| words.add(Place::Summary, name));
        }
        Fields::Briefing(briefing) => {
            briefing.authors.iter().for_each(|author| words.add(Place::Summary, author));
            let statements = briefing.judgements.iter().map(|judgement| &judgement.statement.value);
            statements.for_each(|statement| words.add(Place::Summary, &plain_statement(statement)));
        }
        Fields::Event(event) => {
            let actors = event.actors.iter().map(|participant| &participant.actor);
            let named = actors.chain(&event.places).filter_map(|reference| note.target_note(reference));
            named.for_each(|id| words.add(Place::Text, site.note(id).title()));
        }
        _ => {}
    }
    words.add(Place::Text, &text(site, note, usize::MAX));
}

fn add_claim(site: &Site, id: ClaimId, words: &mut Words) {
    let (home, claim) = site.claim(id);
    words.add(Place::Summary, &plain_statement(&claim.statement.value));
    words.add(Place::Text, speaker(site, home, claim));
    if let Some(note) = &claim.note {
        words.add(Place::Text, &plain_statement(&note.value));
    }
}

/// A name as one key, in which its words keep their order.
fn whole(name: &str) -> String {
    let mut key = String::from("=");
    super::words::each(name, &mut |word| {
        if key.len() > 1 {
            key.push('_');
        }
        key.push_str(word);
    });
    key
}

/// Who makes a claim.
fn speaker<'s>(site: &'s Site, home: NoteId, claim: &Claim) -> &'s str {
    let by = claim.by.as_ref().and_then(|by| site.note(home).target_note(by));
    by.map_or("", |by| site.note(by).title())
}

/// The words of a note's text as its page shows them, at least so many bytes of them if there are more.
fn text(site: &Site, note: &Note, least: usize) -> String {
    plain_body(&note.body, least, &mut |place, target| match note.text_target(place)? {
        Target::Note(id, _) => Some(shown(site.note(id), target)),
        // These have documents of their own.
        Target::Claim(_) | Target::Figure(_) | Target::Asset(_) => None,
    })
}

/// The words that a link without words of its own shows: an id shows as the title, a name as it was written.
fn shown<'a>(note: &'a Note, target: &'a str) -> &'a str {
    if note.id.as_str() == target || target.contains(':') || target.is_empty() {
        note.title()
    } else {
        target
    }
}

/// Longest summary in a list of results, in characters.
const LONGEST: usize = 240;

/// What a list of results shows: address, title, kind, time, summary, other names, language, grade; empty ones at the end are left out.
pub(super) fn entry(viewer: &Viewer<'_>, number: usize) -> Value {
    let mut values = match get(viewer.site(), number) {
        Doc::Note(id) => note_entry(viewer, id),
        Doc::Claim(id) => claim_entry(viewer, id),
        Doc::Figure(id) => figure_entry(viewer, id),
    };
    let is_empty = |value: &Value| match value {
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    };
    while values.last().is_some_and(is_empty) {
        values.pop();
    }
    Value::Array(values)
}

fn note_entry(viewer: &Viewer<'_>, id: NoteId) -> Vec<Value> {
    let site = viewer.site();
    let note = site.note(id);
    let facets = note.fields.facets();
    let words = viewer.words();
    let kind = kind_label(words, note).unwrap_or_default();
    let summary = match &note.common.summary {
        Some(summary) => plain_statement(&summary.value),
        None => text(site, note, LONGEST * 2),
    };
    let publisher = match &note.fields {
        Fields::Source(source) => source.publisher.as_deref().unwrap_or_default(),
        _ => "",
    };
    let kind = [kind, publisher].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
    let kind = kind.join(words.get("list-comma"));
    let grade = viewer.grade(note).map(|grade| grade.mark).unwrap_or_default();
    let names: Vec<&str> = names(note).skip(1).collect();
    vec![
        json!(note.href),
        json!(note.title()),
        json!(kind),
        json!(viewer.when(facets).map(|date| date.words).unwrap_or_default()),
        json!(short(&summary)),
        json!(names),
        json!(viewer.foreign(note).unwrap_or_default()),
        json!(grade),
    ]
}

fn claim_entry(viewer: &Viewer<'_>, id: ClaimId) -> Vec<Value> {
    let site = viewer.site();
    let (home, claim) = site.claim(id);
    let status = claim.status.map_or("", |status| viewer.status(status).label);
    let by = speaker(site, home, claim);
    let said = claim.said.as_ref().or(claim.when.as_ref());
    let about: Vec<&str> = [status, by].into_iter().filter(|words| !words.is_empty()).collect();
    vec![
        json!(viewer.claim_href(id)),
        json!(plain_statement(&claim.statement.value)),
        json!(about.join(viewer.words().get("list-comma"))),
        json!(said.map(|date| viewer.date(date).words).unwrap_or_default()),
        json!(""),
        Value::Array(Vec::new()),
        json!(viewer.foreign(site.note(home)).unwrap_or_default()),
        json!(claim.credibility.map(|grade| grade.word()).unwrap_or_default()),
    ]
}

fn figure_entry(viewer: &Viewer<'_>, id: FigureId) -> Vec<Value> {
    let (_, figure) = viewer.site().figure(id);
    let newest = viewer.newest(id).map(|newest| newest.words).unwrap_or_default();
    vec![
        json!(viewer.figure_href(id)),
        json!(plain_statement(&figure.title.value)),
        json!(figure.unit.as_deref().unwrap_or_default()),
        json!(""),
        json!(newest),
    ]
}

/// A text with single spaces, cut between words where it is long.
fn short(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() && out.chars().count() + word.chars().count() > LONGEST {
            out.push_str(" …");
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The years of a document: the first and the last, each open where it is not known. Nothing for what has no date.
pub(super) type Years = Option<(Option<i64>, Option<i64>)>;

pub(super) fn years(site: &Site, number: usize) -> Years {
    let of = |date: &Date| (date.first_year(), date.last_year());
    match get(site, number) {
        Doc::Note(id) => site.note(id).fields.facets().when().map(of),
        Doc::Claim(id) => {
            let claim = site.claim(id).1;
            claim.said.as_ref().or(claim.when.as_ref()).map(of)
        }
        Doc::Figure(id) => {
            let all = site.figure(id).1.series.iter().map(|row| of(&row.as_of.value));
            // Counts are many; an end that is not known is no reason to be found under every year.
            all.reduce(|(first, last), (from, to)| {
                (first.into_iter().chain(from).min(), last.into_iter().chain(to).max())
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_keep_the_order_of_their_words() {
        assert_eq!(whole("Kata'ib Hezbollah"), "=kataib_hezbollah");
        assert_eq!(whole("حزبُ الله"), "=حزب_الله");
        assert_eq!(whole(" – "), "=");
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(short(" a \n b "), "a b");
        let long = short(&"word ".repeat(100));
        assert!(long.ends_with("word …") && long.chars().count() <= LONGEST + 2, "{long}");
        assert_eq!(short(&"x".repeat(300)).len(), 300);
    }
}
