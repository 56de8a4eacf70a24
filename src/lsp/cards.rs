//! A note, a claim or a figure in a few lines, for whoever meets its name.

use super::state::{Row, RowOf, State};
use crate::model::{Claim, Fields, Figure};
use crate::parse::Draft;
use crate::render::view::value_words;
use crate::value::date::Language;

/// The most counts of a figure that are shown.
const MOST_COUNTS: usize = 8;

/// A note with its kind, its date, its grade and its summary.
pub(super) fn note(draft: &Draft) -> String {
    let kind = draft.fields.facets().kind().map(|(_, label)| format!(", {}", label.to_lowercase()));
    let mut card = format!(
        "**{}** ({}{})",
        draft.common.title.value,
        draft.fields.note_type().word(),
        kind.unwrap_or_default()
    );
    if let Some(when) = draft.fields.facets().when() {
        card.push_str(&format!("\n\n{}", when.words(Language::English)));
    }
    if let Fields::Source(source) = &draft.fields {
        let names = source.authors.iter().map(String::as_str).chain(source.publisher.as_deref());
        let names = names.collect::<Vec<_>>().join(", ");
        if !names.is_empty() {
            card.push_str(&format!("\n\n{names}"));
        }
        let grade =
            source.reliability.map(|grade| format!("{}, {}", grade.word(), grade.label().to_lowercase()));
        card.push_str(&format!("\n\nReliability: {}", grade.as_deref().unwrap_or("no grade")));
        if let Some(retracted) = &source.retracted {
            let reason = retracted.reason.as_ref().map(|reason| format!(": {}", reason.value));
            card.push_str(&format!("\n\n**Retracted**{}", reason.unwrap_or_default()));
        }
    }
    if let Some(summary) = &draft.common.summary {
        card.push_str(&format!("\n\n{}", summary.value));
    }
    card
}

/// A claim or a figure, and the note that it stands in.
pub(super) fn row(state: &State, row: &Row<'_>) -> String {
    let mut parts = match row.what {
        RowOf::Claim(own) => claim(state, own),
        RowOf::Figure(own) => figure(state, own),
    };
    parts.push(format!("In: {}", row.draft.common.title.value));
    parts.join("\n\n")
}

/// What is said, by whom and when, how far it is believed, and on what it rests.
fn claim(state: &State, claim: &Claim) -> Vec<String> {
    let mut parts = vec![format!("**{}** (claim)", claim.statement.value)];
    let by = claim.by.as_ref().map(|by| title(state, &by.value));
    let said = claim.said.as_ref().map(|said| said.words(Language::English));
    parts.extend(joined(", ", [by, said]));
    let status = claim.status.map(|status| format!("Status: {}", status.label().to_lowercase()));
    let credibility = claim
        .credibility
        .map(|grade| format!("Credibility: {}, {}", grade.word(), grade.label().to_lowercase()));
    parts.extend(joined(" · ", [status, credibility]));
    let names = |list: &[crate::model::Citation]| {
        let names = list.iter().map(|citation| title(state, &citation.source.value));
        (!list.is_empty()).then(|| names.collect::<Vec<_>>().join(", "))
    };
    parts.extend(names(&claim.sources).map(|names| format!("Sources: {names}")));
    parts.extend(names(&claim.contradicted_by).map(|names| format!("Contradicted by: {names}")));
    parts
}

/// What is counted, and the newest counts.
fn figure(state: &State, figure: &Figure) -> Vec<String> {
    let unit = figure.unit.as_ref().map(|unit| format!(", in {unit}"));
    let mut parts = vec![format!("**{}** (figure{})", figure.title.value, unit.unwrap_or_default())];
    let rows = figure.rows();
    let counts = rows.iter().rev().take(MOST_COUNTS).map(|row| {
        let counter = row.counted_by.as_ref().map(|by| format!(" ({})", title(state, &by.value)));
        let day = row.as_of.words(Language::English);
        format!("- {day}: {}{}", value_words(&state.words, row), counter.unwrap_or_default())
    });
    let mut counts: Vec<String> = counts.collect();
    if rows.len() > MOST_COUNTS {
        counts.push(format!("- and {} before", rows.len() - MOST_COUNTS));
    }
    if !counts.is_empty() {
        parts.push(counts.join("\n"));
    }
    parts
}

/// The title of the note that a name means, or else the name.
fn title(state: &State, name: &str) -> String {
    let found = state.find(name);
    found.map_or_else(|| name.to_owned(), |(_, draft)| draft.common.title.value.clone())
}

fn joined(between: &str, parts: [Option<String>; 2]) -> Option<String> {
    let all: Vec<String> = parts.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(between))
}
