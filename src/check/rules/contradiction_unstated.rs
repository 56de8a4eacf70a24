//! Statements of a site that disagree without a word about it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Work;
use crate::check::rule::{Context, declare_rule};
use crate::diag::Diagnostic;
use crate::model::figure::Row;
use crate::model::{Claim, Figure};
use crate::resolve::{ClaimId, FigureId, Note, NoteId, Site, Target};
use crate::text::{Span, fold};
use crate::value::date::Precision;
use crate::value::{ClaimStatus, Date};

declare_rule! {
    /// Reports what disagrees on a site without saying so:
    ///
    /// 1. A claim of status `disputed` or `contradicted` without `contradicted_by`, unless another claim names it there.
    /// 2. Two claims with the same `concerns` and the same `when` that give different numbers for the same thing: “165 attacks on the port” and “170
    ///    attacks on the port”. The words behind the number, up to the next mark, must be the same, and so must the word before it; words that only
    ///    give a number, such as “counted” and “were”, are taken as one. Years do not count, nor do numbers with “at least”, “about”, “some” and the
    ///    like. Silent if one of the two names the other, or a source of it, in `contradicted_by`, or is `superseded`, `retracted` or `contradicted`
    ///    by its status.
    /// 3. Two counts of the same day or period by the same counter (or by none that is named) with values that cannot both be true, in one figure or
    ///    in two that have the same `title`, `unit` and `concerns`, unless one of the counts has a `note`. Counts by different counters stand side by
    ///    side as what they are. “At least” and ranges are taken as such, and `about` gives a tenth to each side.
    ///
    /// ## Why
    /// Where accounts part, a reader must be told: analysis of competing hypotheses begins with the evidence that does not fit. Two numbers on two
    /// pages look like a mistake of the site, and a dispute without its other side cannot be weighed.
    ///
    /// ## Example
    /// ```text
    /// //- topics/harbour.md
    /// ---
    /// title: The harbour
    /// claims:
    ///   - id: attacks-by-the-port
    ///     statement: The port authority counted 165 attacks on the harbour.
    ///     when: "2021-05"
    ///     concerns: [harbour]
    ///   - id: attacks-by-the-union
    ///         ^^^^^^^^^^^^^^^^^^^^ warning contradiction-unstated
    ///     statement: The dockers' union recorded 170 attacks on the harbour.
    ///     when: "2021-05"
    ///     concerns: [harbour]
    ///   - id: night-attacks
    ///         ^^^^^^^^^^^^^ warning contradiction-unstated
    ///     statement: Most attacks came at night.
    ///     status: disputed
    /// ---
    /// Who counted what.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// //- topics/harbour.md
    /// ---
    /// title: The harbour
    /// claims:
    ///   - id: attacks-by-the-port
    ///     statement: The port authority counted 165 attacks on the harbour.
    ///     when: "2021-05"
    ///     concerns: [harbour]
    ///   - id: attacks-by-the-union
    ///     statement: The dockers' union recorded 170 attacks on the harbour.
    ///     when: "2021-05"
    ///     concerns: [harbour]
    ///     contradicted_by: ["claim:attacks-by-the-port"]
    ///   - id: night-attacks
    ///     statement: Most attacks came at night.
    ///     status: disputed
    ///     contradicted_by: [harbour-log]
    /// ---
    /// Who counted what.
    /// //- sources/harbour-log.md
    /// ---
    /// title: Harbour log
    /// ---
    /// ```
    "contradiction-unstated", Warning, Work::Audit(check)
}

/// Looks at claims by themselves, at claims of the same thing, and at counts of the same thing.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    disputes(site, found);
    numbers(site, found);
    counts(site, found);
}

/// What a claim names in `contradicted_by`.
fn named<'a>(note: &'a Note, claim: &'a Claim) -> impl Iterator<Item = Target> + 'a {
    claim.contradicted_by.iter().filter_map(|citation| note.target(&citation.source))
}

/// Reports disputed claims that do not say what disputes them.
fn disputes(site: &Site, found: &mut Vec<Diagnostic>) {
    let all = || (0..site.claims.len() as u32).map(ClaimId);
    let mut in_dispute: FxHashSet<ClaimId> = FxHashSet::default();
    for id in all() {
        let (home, claim) = site.claim(id);
        in_dispute.extend(named(site.note(home), claim).filter_map(|target| match target {
            Target::Claim(other) => Some(other),
            _ => None,
        }));
    }
    for id in all() {
        let (home, claim) = site.claim(id);
        let word = match claim.status {
            Some(status @ (ClaimStatus::Disputed | ClaimStatus::Contradicted)) => status.word(),
            _ => continue,
        };
        if claim.contradicted_by.is_empty() && !in_dispute.contains(&id) {
            let message = format!("the claim `{}` is `{word}`, but nothing says by what", claim.id.value);
            let help =
                "name the sources or claims that say otherwise: `contradicted_by: [source, \"claim:id\"]`";
            found.push(RULE.at(site.note(home).file, claim.id.span, message).help(help));
        }
    }
}

/// What two claims must have in common to be about the same number: `concerns`, `when`, and the words around it.
type Same = (Vec<NoteId>, Date, String, String);

/// The most earlier claims that one is compared with.
const MOST_COMPARED: usize = 8;

/// Reports claims that give different numbers for the same thing.
fn numbers(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut ids: Vec<ClaimId> = (0..site.claims.len() as u32).map(ClaimId).collect();
    ids.sort_by_key(|id| {
        let (home, claim) = site.claim(*id);
        (site.note(home).file, claim.id.span)
    });
    let mut seen: FxHashMap<Same, Vec<(ClaimId, u64)>> = FxHashMap::default();
    for id in ids {
        let (home, claim) = site.claim(id);
        let note = site.note(home);
        let Some(when) = &claim.when else { continue };
        if claim.concerns.is_empty() || gives_way(claim) {
            continue;
        }
        let mut concerns: Vec<NoteId> =
            claim.concerns.iter().filter_map(|concern| note.target_note(concern)).collect();
        if concerns.len() < claim.concerns.len() {
            continue;
        }
        concerns.sort_unstable();
        for Phrase { before, number, after } in phrases(&claim.statement.value) {
            let same = (concerns.clone(), when.clone(), before, after.clone());
            let others = seen.entry(same).or_default();
            let near = others.iter().rev().take(MOST_COMPARED);
            let other = near.copied().find(|(other, n)| *n != number && !is_stated(site, id, *other));
            if let Some((other, their)) = other {
                let (place, other) = site.claim(other);
                let message = format!(
                    "the claim `{}` says {number} and `{}` says {their} {after}, and neither names the other",
                    claim.id.value, other.id.value
                );
                let help = format!(
                    "say so: `contradicted_by: [\"claim:{}\"]`; or mark the one that is out of date as `superseded`",
                    other.id.value
                );
                found.push(
                    RULE.at(note.file, claim.id.span, message)
                        .related(site.note(place).file, other.id.span, "the other claim")
                        .help(help),
                );
            }
            others.push((id, number));
        }
    }
}

/// True if a claim says by its status that it no longer holds.
fn gives_way(claim: &Claim) -> bool {
    use ClaimStatus::{Contradicted, Retracted, Superseded};
    matches!(claim.status, Some(Superseded | Retracted | Contradicted))
}

/// True if one of two claims names the other, or a source of it, as what says otherwise.
fn is_stated(site: &Site, a: ClaimId, b: ClaimId) -> bool {
    let names = |from: ClaimId, to: ClaimId| {
        let (home, claim) = site.claim(from);
        let sources = site.sources_of(to);
        named(site.note(home), claim).any(|target| match target {
            Target::Claim(other) => other == to,
            Target::Note(source, _) => sources.contains(&source),
            Target::Figure(_) | Target::Asset(_) => false,
        })
    };
    names(a, b) || names(b, a)
}

/// A number in a sentence with the words around it, folded.
#[derive(Debug, PartialEq, Eq)]
struct Phrase {
    before: String,
    number: u64,
    after: String,
}

/// Words before a number that only say that somebody gives it.
const GIVING: [&str; 20] = [
    "are",
    "counted",
    "counts",
    "documented",
    "documents",
    "gave",
    "gives",
    "had",
    "has",
    "listed",
    "lists",
    "made",
    "recorded",
    "records",
    "registered",
    "reported",
    "reports",
    "saw",
    "was",
    "were",
];

/// Words beside a number by which it is not exact, or one of two.
const LOOSE: [&str; 31] = [
    "about",
    "above",
    "additional",
    "almost",
    "and",
    "another",
    "approximately",
    "around",
    "below",
    "between",
    "circa",
    "few",
    "fewer",
    "further",
    "hundreds",
    "least",
    "less",
    "more",
    "most",
    "nearly",
    "or",
    "other",
    "over",
    "roughly",
    "some",
    "than",
    "thousands",
    "to",
    "under",
    "up",
    "whose",
];

/// The exact numbers of a statement for which it gives one only.
fn phrases(statement: &str) -> Vec<Phrase> {
    if !statement.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let plain = statement.replace(['[', ']', '*', '|', '`', '“', '”', '"'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut all: Vec<Phrase> = (0..words.len()).filter_map(|i| phrase(&words, i)).collect();
    let keys: Vec<(String, String)> = all.iter().map(|p| (p.before.clone(), p.after.clone())).collect();
    let mut i = 0;
    all.retain(|_| {
        i += 1;
        keys.iter().filter(|key| **key == keys[i - 1]).count() == 1
    });
    all
}

fn phrase(words: &[&str], i: usize) -> Option<Phrase> {
    let digits = words[i].replace(',', "");
    let plain_number = words[i].starts_with(|c: char| c.is_ascii_digit()) && !words[i].ends_with(',');
    let number: u64 = digits.parse().ok().filter(|_| plain_number)?;
    let is_year = words[i].len() == 4 && (1900..=2100).contains(&number);
    let before = i.checked_sub(1).map(|b| words[b]).unwrap_or_default();
    let closed = before.ends_with(|c: char| c.is_ascii_punctuation());
    let before = fold(before.trim_end_matches(|c: char| c.is_ascii_punctuation()));
    let end = words[i + 1..].iter().position(|word| word.ends_with([',', '.', ';', ':', ')', '?', '!']));
    let after = &words[i + 1..end.map_or(words.len(), |end| i + 2 + end)];
    let first = after.first()?;
    let loose = |word: &str| LOOSE.contains(&word);
    let more = after.windows(2).any(|pair| pair[0] == "or" && pair[1].starts_with("more"));
    if is_year || loose(&before) || loose(first) || more || !first.starts_with(char::is_lowercase) {
        return None;
    }
    let after = after.join(" ").to_lowercase();
    let after = after.trim_end_matches(|c: char| c.is_ascii_punctuation()).to_owned();
    let before = if closed || GIVING.contains(&before.as_str()) { String::new() } else { before };
    Some(Phrase { before, number, after })
}

/// What two counts must have in common to be of the same thing: the figure's title, unit and concerns, the date, the counter, and the part counted.
type SameCount = (String, String, Vec<NoteId>, Date, Counter, String);

/// Who counted: an actor, words, or nobody who is named.
type Counter = Option<Result<NoteId, String>>;

/// One count and where it stands.
struct Count<'a> {
    note: &'a Note,
    row: &'a Row,
    low: f64,
    high: f64,
}

/// Reports counts of the same thing that cannot both be true.
fn counts(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut order: Vec<SameCount> = Vec::new();
    let mut same: FxHashMap<SameCount, Vec<Count<'_>>> = FxHashMap::default();
    for id in (0..site.figures.len() as u32).map(FigureId) {
        let (home, figure) = site.figure(id);
        let note = site.note(home);
        for row in figure.series.iter().filter(|row| row.note.is_none() && is_one_time(&row.as_of)) {
            let Some((low, high)) = range(row) else { continue };
            let key = same_count(home, note, figure, row);
            let counts = same.entry(key.clone()).or_default();
            if counts.is_empty() {
                order.push(key);
            }
            counts.push(Count { note, row, low, high });
        }
    }
    for key in order {
        let mut counts = same.remove(&key).unwrap_or_default();
        counts.sort_by(|a, b| a.low.total_cmp(&b.low));
        let mut lowest: Option<&Count<'_>> = None;
        for count in &counts {
            if let Some(other) = lowest.filter(|other| other.high < count.low) {
                found.push(disagreement(count, other));
            }
            if lowest.is_none_or(|other| count.high < other.high) {
                lowest = Some(count);
            }
        }
    }
}

fn same_count(home: NoteId, note: &Note, figure: &Figure, row: &Row) -> SameCount {
    let mut concerns: Vec<NoteId> = figure.concerns.iter().filter_map(|r| note.target_note(r)).collect();
    // Without a word of what it is about, a figure is about its note.
    if concerns.is_empty() {
        concerns.push(home);
    }
    concerns.sort_unstable();
    let counter = row.counted_by.as_ref().map(|r| note.target_note(r).ok_or_else(|| fold(&r.value)));
    let part = match row.parts.iter().next() {
        Some((name, count)) if row.parts.len() == 1 && Some(*count) == row.value => fold(name),
        _ => String::new(),
    };
    let unit = figure.unit.as_deref().map(fold).unwrap_or_default();
    (fold(&figure.title.value), unit, concerns, row.as_of.value.clone(), counter, part)
}

/// True if a date is one day or one period: within “about May” two counts may be of two days.
fn is_one_time(date: &Date) -> bool {
    let period = date.precision() == Precision::Interval && date.latest().day().is_some();
    date.is_exact_day() || (period && !date.is_approximate() && !date.is_uncertain())
}

/// The values that a count leaves open.
fn range(row: &Row) -> Option<(f64, f64)> {
    let point = row.point().filter(|point| point.is_finite())?;
    let ends = match row.value {
        Some(value) => (value, value),
        None => (row.low.unwrap_or(point), row.high.unwrap_or(point)),
    };
    let (low, high) = (ends.0.min(ends.1), ends.0.max(ends.1));
    let is_range = row.value.is_none() && row.low.is_some() && row.high.is_some();
    let room = if row.about || !(is_range || row.value.is_some()) { 0.1 * point.abs() } else { 0.0 };
    let high = if row.at_least { f64::INFINITY } else { high + room };
    (!low.is_nan() && !high.is_nan()).then_some((low - room, high))
}

/// The finding about two counts, at the one that stands later.
fn disagreement(a: &Count<'_>, b: &Count<'_>) -> Diagnostic {
    let place =
        |count: &Count<'_>| -> (crate::text::FileId, Span) { (count.note.file, count.row.as_of.span) };
    let (first, later) = if place(a) < place(b) { (a, b) } else { (b, a) };
    let point = |count: &Count<'_>| count.row.point().unwrap_or_default();
    let whose =
        if later.row.counted_by.is_some() { "by the same counter" } else { "and neither says who counted" };
    let message = format!(
        "the count as of {} is {} here and {} in another row, {whose}",
        *later.row.as_of,
        point(later),
        point(first)
    );
    RULE.at(later.note.file, later.row.as_of.span, message)
        .related(first.note.file, first.row.as_of.span, "the other count")
        .help("correct one, say in `counted_by` who counted, or tell in a `note` why they differ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_with_the_words_around_them() {
        let one = |text: &str| -> Vec<(String, u64, String)> {
            phrases(text).into_iter().map(|p| (p.before, p.number, p.after)).collect()
        };
        let phrase = |before: &str, number: u64, after: &str| (before.to_owned(), number, after.to_owned());
        assert_eq!(one("It counted 1,165 attacks on the port."), [phrase("", 1165, "attacks on the port")]);
        assert_eq!(one("The raid killed 5 people, and 12 fled."), [phrase("killed", 5, "people")]);
        for text in [
            "At least 5 people died.",
            "About 5 people died.",
            "Between 5 and 7 people died.",
            "5 or more people died.",
            "In 2021 people died.",
            "On 5 May people died.",
            "It killed 5 people, or it killed 6 people.",
            "Five people died.",
        ] {
            assert_eq!(one(text), [], "{text}");
        }
    }
}
