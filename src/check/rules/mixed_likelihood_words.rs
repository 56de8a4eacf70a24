//! Texts that speak of likelihood in two sets of words.

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::{Fields, NoteType};
use crate::parse::prose::prose;
use crate::resolve::Note;
use crate::text::Span;
use crate::yaml::Spanned;

declare_rule! {
    /// Reports a briefing in English that uses terms of likelihood from both columns of ICD 203, in its text or the statements of its judgements.
    ///
    /// | one column | the other |
    /// | --- | --- |
    /// | almost no chance | remote (chance, possibility, probability, likelihood, prospect) |
    /// | very unlikely | highly improbable |
    /// | unlikely | improbable, improbably |
    /// | roughly even chance | roughly even odds |
    /// | likely | probable, probably |
    /// | very likely | highly probable |
    /// | almost certain, almost certainly | nearly certain |
    ///
    /// Words in quotation marks, quoted blocks, code and citations are somebody else's and do not count; nor does “probable cause”. The column that
    /// is used less is reported, once for a note, at its first term.
    ///
    /// ## Why
    /// The terms of a row mean the same band of percent. A reader who meets both “likely” and “probable” looks for a difference that is not there, so
    /// ICD 203 asks analysts to keep to one column in a product.
    ///
    /// ## Example
    /// ```text
    /// //- briefings/crossings.md
    /// ---
    /// title: The crossings
    /// date: "2021-06-01"
    /// ---
    /// It is likely that the bridge opens in June, and very likely that the ferry stays shut.
    /// A toll is highly probable.
    ///           ^^^^^^^^^^^^^^^ warning mixed-likelihood-words
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- briefings/crossings.md
    /// ---
    /// title: The crossings
    /// date: "2021-06-01"
    /// ---
    /// It is likely that the bridge opens in June, and very likely that the ferry stays shut.
    /// A toll is very likely.
    /// ```
    "mixed-likelihood-words", Warning, Work::Audit(check)
}

/// A term and what the other column has for it; none for words that only look like a term.
struct Term {
    words: &'static str,
    column: usize,
    other: &'static str,
}

const fn term(words: &'static str, column: usize, other: &'static str) -> Term {
    Term { words, column, other }
}

/// What looks like a term and is none.
const NEITHER: usize = 2;

/// ICD 203, table 1. A longer term stands before one that it begins with.
static TERMS: &[Term] = &[
    term("almost no chance", 0, "remote chance"),
    term("very unlikely", 0, "highly improbable"),
    term("unlikely", 0, "improbable"),
    term("roughly even chance", 0, "roughly even odds"),
    term("likely", 0, "probable"),
    term("very likely", 0, "highly probable"),
    term("almost certainly", 0, "nearly certain"),
    term("almost certain", 0, "nearly certain"),
    term("remote chance", 1, "almost no chance"),
    term("remote possibility", 1, "almost no chance"),
    term("remote probability", 1, "almost no chance"),
    term("remote likelihood", 1, "almost no chance"),
    term("remote prospect", 1, "almost no chance"),
    term("highly improbable", 1, "very unlikely"),
    term("improbable", 1, "unlikely"),
    term("improbably", 1, "unlikely"),
    term("roughly even odds", 1, "roughly even chance"),
    term("probable cause", NEITHER, ""),
    term("probable", 1, "likely"),
    term("probably", 1, "likely"),
    term("highly probable", 1, "very likely"),
    term("nearly certain", 1, "almost certain"),
];

/// A term where it stands in its file.
struct Use {
    span: Span,
    term: &'static Term,
}

/// Reports briefings that use both columns.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for id in site.of_type(NoteType::Briefing) {
        let language = site.lang_of(id).as_str();
        if language.split('-').next().is_none_or(|language| !language.eq_ignore_ascii_case("en")) {
            continue;
        }
        let note = site.note(id);
        let uses = uses(context, note);
        let of = |column: usize| uses.iter().filter(move |one| one.term.column == column);
        let rarer = usize::from(of(1).count() <= of(0).count());
        let (Some(odd), Some(other)) = (of(rarer).next(), of(1 - rarer).next()) else { continue };
        let (words, theirs) = (odd.term.words, other.term.words);
        let message = format!("`{words}` is of another column of ICD 203 than `{theirs}`");
        found.push(
            RULE.at(note.file, odd.span, message)
                .related(note.file, other.span, "a term of the other column")
                .help(format!("keep to one column: write `{}`", odd.term.other)),
        );
    }
}

/// What [`own_terms`] finds in a text.
struct OwnTerms(Vec<(usize, &'static Term)>);

/// All terms of a briefing, its judgements first.
fn uses(context: &Context<'_>, note: &Note) -> Vec<Use> {
    let text = &context.sources.files[note.file.0 as usize].text;
    let mut uses = Vec::new();
    if let Fields::Briefing(briefing) = &note.fields {
        for judgement in &briefing.judgements {
            let statement = &judgement.statement;
            for (_, term) in own_terms(&statement.value) {
                uses.push(Use { span: in_field(statement, text, term), term });
            }
        }
    }
    let mut take = |(start, term): &(usize, &'static Term)| {
        let span = note.body.in_file(Span::new(*start, start + term.words.len()));
        uses.push(Use { span, term });
    };
    match context.keeps {
        true => note.body.once(|text| OwnTerms(own_terms(text))).0.iter().for_each(take),
        false => own_terms(&note.body.text).iter().for_each(&mut take),
    }
    uses
}

/// The terms that the author uses himself, with their places in the text; what he quotes is set aside.
fn own_terms(text: &str) -> Vec<(usize, &'static Term)> {
    let mut all = Vec::new();
    for block in prose(text) {
        let own = terms(&block.text).into_iter().filter(|(at, _)| !block.is_quoted(*at));
        all.extend(own.map(|(at, term)| (block.in_body(&(at..at + term.words.len())).start, term)));
    }
    all
}

/// The place of a term in a field as its file has it; the whole field where YAML writes it in another way.
fn in_field(field: &Spanned<String>, text: &str, term: &Term) -> Span {
    let written = text.get(field.span.range()).unwrap_or_default().to_ascii_lowercase();
    let first = terms(&written).into_iter().find(|(_, other)| other.words == term.words);
    first.map_or(field.span, |(start, _)| {
        Span::new(start, start + term.words.len()).shifted(field.span.start as usize)
    })
}

/// The terms among some words, with their places.
fn terms(words: &str) -> Vec<(usize, &'static Term)> {
    let words = words.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut end = 0;
    let mut before = ' ';
    for (i, c) in words.char_indices() {
        if i >= end && c.is_ascii_alphabetic() && !before.is_alphanumeric() {
            let here = |term: &&Term| {
                let rest = words[i..].strip_prefix(term.words);
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            if let Some(term) = TERMS.iter().find(here) {
                end = i + term.words.len();
                found.push((i, term));
            }
        }
        before = c;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_whole_and_the_longest() {
        let words = |text: &str| -> Vec<(&str, usize)> {
            terms(text).into_iter().map(|(_, term)| (term.words, term.column)).collect()
        };
        assert_eq!(words("Very likely, unlikely."), [("very likely", 0), ("unlikely", 0)]);
        assert_eq!(
            words("almost certainly; nearly certain"),
            [("almost certainly", 0), ("nearly certain", 1)]
        );
        assert_eq!(words("highly improbable or probably"), [("highly improbable", 1), ("probably", 1)]);
        assert_eq!(words("the likelihood, probability, a remote village"), []);
        assert_eq!(words("a remote chance"), [("remote chance", 1)]);
        assert_eq!(words("probable cause"), [("probable cause", NEITHER)]);
    }

    #[test]
    fn every_term_has_one_in_the_other_column() {
        for term in TERMS.iter().filter(|term| term.column != NEITHER) {
            let other = TERMS.iter().find(|other| other.words == term.other);
            assert_eq!(other.map(|other| other.column), Some(1 - term.column), "{}", term.words);
        }
    }
}
