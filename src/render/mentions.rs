//! Where a note is named, with the sentence or the field that names it.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr2_iter, memchr3_iter, memrchr2_iter, memrchr3_iter};

use super::cites::{escape, push_escaped};
use super::markdown::inline;
use super::view::{GradeView, Viewer, plain_statement};
use super::words::{Arg, Words};
use crate::model::{Citation, Fields, NoteType, Seat};
use crate::parse::plain::plain_around;
use crate::parse::{BodyRef, RefKind};
use crate::resolve::{Mention, Note, Target};

/// Longest sentence that is shown, in characters.
const LONGEST: usize = 320;

/// Adds one place that names a note to a list, in safe HTML.
pub fn push_row(viewer: &Viewer<'_>, mention: &Mention, out: &mut String) {
    let site = viewer.site();
    let note = site.note(mention.from);
    let (context_html, anchor, locator) = match mention.seat {
        Seat::Text(i) => match note.body.refs.get(i as usize) {
            Some(reference) => text_context(viewer, note, reference),
            None => Default::default(),
        },
        seat => front_context(viewer, note, seat, mention.at),
    };
    let foreign = viewer.foreign(note);
    let lang = foreign.as_deref().map(|lang| [" lang=\"", lang, "\""]).unwrap_or_default();
    let kind = note.note_type();
    out.extend(["\n<li><p class=\"where\"><a class=\"to-", kind.word(), "\" href=\"", viewer.root]);
    push_escaped(&note.href, out);
    push_escaped(&anchor, out);
    out.push_str("\"><bdi");
    out.extend(lang);
    out.push('>');
    push_escaped(note.title(), out);
    out.extend(["</bdi></a> <span class=\"seat\">", &escape(seat_words(viewer.words(), mention)), "</span>"]);
    if let Some(grade) = naming_grade(viewer, note, mention.seat) {
        out.push_str(&grade.mark_html());
    }
    if !locator.is_empty() {
        out.push_str(" <span class=\"locator\">");
        push_escaped(&locator, out);
        out.push_str("</span>");
    }
    out.push_str("</p>");
    if !context_html.is_empty() {
        out.push_str("\n<p class=\"context\" dir=\"auto\"");
        // Only the title of a foreign source is foreign; what it says in its note is the site's.
        if kind != NoteType::Source {
            out.extend(lang);
        }
        out.extend([">", &context_html, "</p>"]);
    }
    out.push_str("</li>");
}

/// The grade of the claim that names, or else of the note.
fn naming_grade(viewer: &Viewer<'_>, note: &Note, seat: Seat) -> Option<GradeView> {
    match seat {
        Seat::Claim(i) => {
            note.common.claims.get(i as usize)?.credibility.map(|grade| viewer.credibility(grade))
        }
        _ => viewer.grade(note),
    }
}

fn seat_words(words: &Words, mention: &Mention) -> &'static str {
    words.get(match mention.seat {
        Seat::Text(_) => "seat-text",
        Seat::Claim(_) if mention.field == "contradicted_by" => "seat-contradicts",
        Seat::Claim(_) => "seat-claim",
        Seat::Figure(_) => "seat-figure",
        Seat::Relation(_) => "seat-relation",
        Seat::Participant(_) => "seat-participant",
        Seat::Judgement(_) => "seat-judgement",
        Seat::Note => match mention.field {
            "sources" => "seat-account",
            "places" => "seat-place",
            "aliases" => "seat-name",
            "actors" | "events" => "seat-featured",
            _ => "seat-field",
        },
    })
}

/// The sentence around a reference, its anchor, and where in the source it points.
fn text_context(viewer: &Viewer<'_>, note: &Note, reference: &BodyRef) -> (String, String, String) {
    let text = &note.body.text;
    let heading = note.body.headings.iter().find(|heading| heading.at == reference.block.start);
    let anchor = match heading {
        Some(heading) => format!("#{}", crate::text::percent_encode(&heading.anchor)),
        None => format!("#at-{}", reference.block.start),
    };
    let mut title = |name: &str| name_of(viewer, note, name);
    let near = neighbourhood(text, &note.body.refs, reference);
    let part = reference.whole.range();
    let [before, mut own, after] = plain_around(text, &note.body.refs, near, &part, &mut title);
    if matches!(reference.kind, RefKind::Cite { .. } | RefKind::Withheld) {
        own.clear();
    }
    let locator = locator_of(viewer.words(), text, reference);
    (sentence(&before, &own, &after), anchor, locator)
}

/// What stands in a sentence for a link without words: a title, a claim's statement, a figure's newest value.
fn name_of(viewer: &Viewer<'_>, note: &Note, name: &str) -> String {
    let site = viewer.site();
    if let Some(id) = site.by_id(name) {
        return site.note(id).title().to_owned();
    }
    let is_row = |target: &Target| matches!(target, Target::Claim(_) | Target::Figure(_));
    let mut wikis =
        note.body.refs.iter().filter(|r| matches!(&r.kind, RefKind::Wiki { target, .. } if target == name));
    match wikis.find_map(|r| note.text_target(r.at.start).filter(is_row)) {
        Some(Target::Claim(id)) => {
            format!("“{}”", plain_statement(&site.claim(id).1.statement.value).trim_end_matches('.'))
        }
        Some(Target::Figure(id)) => match viewer.newest(id) {
            Some(newest) => newest.words,
            None => plain_statement(&site.figure(id).1.title.value),
        },
        _ => name.to_owned(),
    }
}

/// Ends of sentences.
const ENDS: [char; 5] = ['.', '!', '?', '؟', '…'];

/// The last bytes of those that have several.
const LAST_BYTES: [u8; 2] = [0x9f, 0xa6];

/// Where an end of a sentence, with space or nothing behind it, is closed by the byte at a place.
fn end_of_sentence(text: &str, at: usize) -> Option<usize> {
    let is_end = match text.as_bytes()[at] {
        b'.' | b'!' | b'?' => true,
        byte if LAST_BYTES.contains(&byte) => text.get(..at + 1).is_some_and(|before| before.ends_with(ENDS)),
        _ => false,
    };
    let end = at + 1;
    let is_closed = || text[end..].chars().next().is_none_or(char::is_whitespace);
    (is_end && is_closed() && !is_abbreviation(text, at)).then_some(end)
}

/// True for a full stop behind a single letter, as in `U.S. Army` and `p. 4`, and for one behind which a sentence goes on in small letters.
fn is_abbreviation(text: &str, at: usize) -> bool {
    if text.as_bytes()[at] != b'.' {
        return false;
    }
    let mut before = text[..at].chars().rev();
    let letter = before.next().filter(|c| c.is_alphabetic());
    let single = letter.filter(|_| before.next().is_none_or(|c| !c.is_alphanumeric()));
    let next = text[at + 1..].trim_start().chars().next();
    let is_number = next.is_some_and(char::is_numeric);
    single.is_some_and(|letter| letter.is_uppercase() || is_number) || next.is_some_and(char::is_lowercase)
}

/// The part of a text that can matter for the sentence around a reference; what is further off is not even read as Markdown.
fn neighbourhood(text: &str, refs: &[BodyRef], reference: &BodyRef) -> Range<usize> {
    let (block, whole) = (reference.block.range(), reference.whole.range());
    if text[block.clone()].starts_with('|') {
        return block;
    }
    let before = &text[block.start..whole.start];
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || ENDS.contains(&c));
    let (mut until, mut from) = (block.start + before.len(), whole.end);
    let start = loop {
        let Some(end) = last_end(&text[block.start..until]).map(|i| block.start + i) else {
            break block.start;
        };
        match around(refs, end) {
            Some(other) => until = other.start,
            None => break end,
        }
    };
    let end = loop {
        let Some(end) = first_end(&text[from..block.end]).map(|i| from + i) else { break block.end };
        match around(refs, end) {
            Some(other) => from = other.end,
            None => break end,
        }
    };
    start..end
}

/// The link or citation that a full stop before a place is part of, as that of `[@key, p. 4]`.
fn around(refs: &[BodyRef], end: usize) -> Option<Range<usize>> {
    let begun = refs.partition_point(|r| r.whole.range().start < end);
    let last = refs[..begun].last()?.whole.range();
    (last.end > end - 1).then_some(last)
}

/// Where the last sentence of a text begins, if another is before it.
fn last_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = |at| end_of_sentence(text, at).filter(|end| *end < text.len());
    let latin = memrchr3_iter(b'.', b'!', b'?', bytes).find_map(end);
    let from = latin.unwrap_or(0);
    let other = memrchr2_iter(LAST_BYTES[0], LAST_BYTES[1], &bytes[from..]).find_map(|at| end(from + at));
    other.or(latin)
}

/// Where the first sentence of a text ends.
fn first_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = |at| end_of_sentence(text, at);
    let latin = memchr3_iter(b'.', b'!', b'?', bytes).find_map(end);
    let until = latin.unwrap_or(text.len());
    let other = memchr2_iter(LAST_BYTES[0], LAST_BYTES[1], &bytes[..until]).find_map(end);
    other.or(latin)
}

fn locator_of(words: &Words, text: &str, reference: &BodyRef) -> String {
    let RefKind::Cite { .. } = reference.kind else { return String::new() };
    let tail = &text[reference.at.end as usize..reference.whole.end as usize];
    let tail = tail.split(';').next().unwrap_or(tail).trim_start_matches('}').trim_end_matches(']');
    if tail.is_empty() {
        return String::new();
    }
    let (locator, suffix) = crate::parse::citation::tail(tail.trim_start_matches([' ', '[']));
    match locator {
        Some(locator) => words.locator(&locator),
        None => tail.trim_start_matches([' ', '[']).get(suffix).unwrap_or_default().to_owned(),
    }
}

/// Cuts a sentence out of what stands around a reference, and marks the reference's own words.
fn sentence(before: &str, own: &str, after: &str) -> String {
    let start =
        last_end(before.trim_end_matches(|c: char| c.is_whitespace() || ENDS.contains(&c))).unwrap_or(0);
    let stop = first_end(after).unwrap_or(after.len());
    // A citation behind a full stop belongs to the sentence before it.
    let closed = own.is_empty() && before.trim_end().ends_with(ENDS);
    let after = if closed { "" } else { &after[..stop] };
    let mut head = Cow::Borrowed(before[start.min(before.len())..].trim_start());
    let mut tail = Cow::Borrowed(after);
    let too_long = |s: &str| s.len() > LONGEST && s.chars().count() > LONGEST;
    if too_long(&head) {
        let cut: String = head.chars().skip(head.chars().count() - LONGEST).collect();
        head = format!("… {}", cut.split_once(' ').map_or(cut.as_str(), |(_, rest)| rest)).into();
    }
    if too_long(&tail) {
        let cut: String = tail.chars().take(LONGEST).collect();
        tail = format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(rest, _)| rest)).into();
    }
    let mut out = String::with_capacity(head.len() + own.len() + tail.len() + 16);
    push_escaped(&head, &mut out);
    if !own.is_empty() {
        if !head.is_empty() && !head.ends_with(['(', '“', '"', ' ', '-']) {
            out.push(' ');
        }
        out.push_str("<mark>");
        push_escaped(own, &mut out);
        out.push_str("</mark>");
    }
    let glued = tail.starts_with(|c: char| ENDS.contains(&c) || ",;:)’'”".contains(c));
    if !tail.is_empty() && !glued {
        out.push(' ');
    }
    push_escaped(&tail, &mut out);
    out
}

fn front_context(viewer: &Viewer<'_>, note: &Note, seat: Seat, at: u32) -> (String, String, String) {
    let (site, words) = (viewer.site(), viewer.words());
    let common = &note.common;
    let locator = |citations: &[Citation]| {
        let found = citations.iter().find(|citation| citation.source.span.start == at);
        let locator = found.and_then(|citation| citation.locator.as_deref()).unwrap_or_default();
        words.locator_text(locator)
    };
    match seat {
        Seat::Claim(i) => match common.claims.get(i as usize) {
            Some(claim) => {
                let all = [claim.sources.as_slice(), claim.contradicted_by.as_slice()].concat();
                (inline(&claim.statement.value), format!("#claim-{}", claim.id.value), locator(&all))
            }
            None => Default::default(),
        },
        Seat::Figure(i) => match common.figures.get(i as usize) {
            Some(figure) => {
                let row = figure.series.iter().find(|row| {
                    row.sources.iter().any(|c| c.source.span.start == at)
                        || row.counted_by.as_ref().is_some_and(|c| c.span.start == at)
                });
                let title = figure.title.value.as_str();
                let valued = row.and_then(|row| Some((row.point()?, row.as_of.words(words.dates))));
                let text = match valued {
                    Some((value, date)) => {
                        let value = ("value", Arg::Number(value));
                        words.say("figure-line", &[("title", title.into()), value, ("date", (&date).into())])
                    }
                    None => title.to_owned(),
                };
                let locator = row.map(|row| locator(&row.sources)).unwrap_or_default();
                (escape(&text), format!("#figure-{}", figure.id.value), locator)
            }
            None => Default::default(),
        },
        Seat::Relation(i) => match note.fields.facets().relations().get(i as usize) {
            Some(relation) => {
                let other =
                    note.target_note(&relation.to).map(|id| site.note(id).title()).unwrap_or_default();
                let label = words.small(words.label("relation", relation.kind.value.word()));
                let (from, relation_) = (("from", note.title().into()), ("relation", (&label).into()));
                let text = words.say("relation-line", &[from, relation_, ("to", other.into())]);
                (escape(&text), "#relations".to_owned(), locator(&relation.sources))
            }
            None => Default::default(),
        },
        Seat::Judgement(i) => match &note.fields {
            Fields::Briefing(briefing) => match briefing.judgements.get(i as usize) {
                Some(judgement) => {
                    let context = inline(&judgement.statement.value);
                    (context, "#judgements".to_owned(), locator(&judgement.sources))
                }
                None => Default::default(),
            },
            _ => Default::default(),
        },
        Seat::Participant(i) => match &note.fields {
            Fields::Event(event) => match event.actors.get(i as usize) {
                Some(participant) => {
                    let actor = note
                        .target_note(&participant.actor)
                        .map(|id| site.note(id).title())
                        .unwrap_or_default();
                    let role = participant.role.map_or("participant", |role| role.word());
                    let role = words.small(words.label("role", role));
                    let text =
                        words.say_html("role-line", &[("actor", actor.into()), ("role", (&role).into())]);
                    (text, "#who".to_owned(), locator(&participant.sources))
                }
                None => Default::default(),
            },
            _ => Default::default(),
        },
        Seat::Note | Seat::Text(_) => {
            let summary =
                common.summary.as_ref().map(|summary| plain_statement(&summary.value)).unwrap_or_default();
            (escape(&summary), String::new(), locator(note.fields.facets().sources()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_are_cut_at_their_ends() {
        assert_eq!(sentence("One. Two says", "Iran", "so. Three."), "Two says <mark>Iran</mark> so.");
        assert_eq!(sentence("One. Two is so.", "", "Three."), "Two is so.");
        assert_eq!(sentence("One. Two is so", "", ". Three."), "Two is so.");
        assert_eq!(
            sentence("One. The U.S. Army", "x", ", i.e. all. Two."),
            "The U.S. Army <mark>x</mark>, i.e. all."
        );
        assert_eq!(sentence("One. Some, approx. ten", "x", "."), "Some, approx. ten <mark>x</mark>.");
        assert_eq!(sentence("At 2.5 million", "", ", it rose."), "At 2.5 million, it rose.");
        assert_eq!(sentence("<b>", "x", ""), "&lt;b&gt; <mark>x</mark>");
        assert_eq!(sentence("", "x", ""), "<mark>x</mark>");
        assert_eq!(sentence("هل؟ نعم", "x", "أم لا؟ ربما."), "نعم <mark>x</mark> أم لا؟");
        assert_eq!(sentence("Wait… he said. So", "x", "went… on. End."), "So <mark>x</mark> went…");
        assert_eq!(sentence("A ا؟b is", "x", "ا؟b. End."), "A ا؟b is <mark>x</mark> ا؟b.");
    }

    proptest! {
        #[test]
        fn ends_are_found_as_by_looking_at_each_place(text in "[a .!?؟…٦ßا]{0,40}") {
            let ends = || (0..text.len()).filter_map(|at| end_of_sentence(&text, at));
            prop_assert_eq!(first_end(&text), ends().next());
            prop_assert_eq!(last_end(&text), ends().rfind(|end| *end < text.len()));
        }
    }
}
