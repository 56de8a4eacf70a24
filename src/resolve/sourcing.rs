//! How well a site is sourced: what cites and what does not, what rests on one origin, what nothing rests on.

use rustc_hash::FxHashSet;

use super::{ClaimId, Note, NoteId, RowId, Site, Target};
use crate::model::{Fields, NoteType};
use crate::parse::RefKind;
use crate::text::Span;
use crate::value::ClaimStatus;

/// A part of a whole: `of` things, of which `sourced` name a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    pub sourced: u32,
    pub of: u32,
}

impl Share {
    fn count(&mut self, sourced: bool) {
        self.of += 1;
        self.sourced += u32::from(sourced);
    }

    fn add(&mut self, other: Share) {
        self.of += other.of;
        self.sourced += other.sourced;
    }

    /// True if something lacks a source.
    pub fn has_gap(self) -> bool {
        self.sourced < self.of
    }
}

/// What one note states, and how much of it names a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoteSourcing {
    /// Paragraphs of the text; of briefings and actors, whose texts must cite.
    pub paragraphs: Share,
    pub claims: Share,
    /// Counts of figures.
    pub counts: Share,
    pub relations: Share,
    /// Claims that rest on a single origin.
    pub single_origin: u32,
}

impl NoteSourcing {
    /// Counts what one note states.
    pub fn of(site: &Site, id: NoteId) -> NoteSourcing {
        let rows = (0..site.note(id).common.claims.len() as u32).map(|index| RowId { note: id, index });
        let single = rows.filter_map(|row| site.claim_of(row)).filter(|claim| site.has_single_origin(*claim));
        NoteSourcing { single_origin: single.count() as u32, ..NoteSourcing::shares_of(site.note(id)) }
    }

    /// Counts what names a source by itself, without a look at where that goes back to.
    fn shares_of(note: &Note) -> NoteSourcing {
        let mut own = NoteSourcing::default();
        if note.must_cite() {
            note.paragraphs().for_each(|(_, cited)| own.paragraphs.count(cited));
        }
        note.common.claims.iter().for_each(|claim| own.claims.count(!claim.sources.is_empty()));
        let rows = note.common.figures.iter().flat_map(|figure| &figure.series);
        rows.for_each(|row| own.counts.count(!row.sources.is_empty()));
        let relations = note.fields.facets().relations().iter();
        relations.for_each(|relation| own.relations.count(!relation.sources.is_empty()));
        own
    }

    /// All shares with their words.
    pub fn shares(&self) -> [(&'static str, Share); 4] {
        [
            ("paragraphs", self.paragraphs),
            ("claims", self.claims),
            ("counts", self.counts),
            ("relations", self.relations),
        ]
    }
}

/// How well a site is sourced.
#[derive(Debug, Default)]
pub struct Sourcing {
    /// By note.
    pub notes: Vec<NoteSourcing>,
    pub total: NoteSourcing,
    /// Events, and how many of them name a source in their fields or their text.
    pub events: Share,
    /// Claims whose sources, one or several, go back to one origin.
    pub single_origin: Vec<ClaimId>,
    /// Claims that something contradicts, by their status or by name.
    pub contradicted: Vec<ClaimId>,
    /// Claims of which a source has been retracted.
    pub on_retracted: Vec<ClaimId>,
    /// Sources that something cites, without a grade of reliability. F is a grade: it says that nobody can judge.
    pub ungraded: Vec<NoteId>,
    /// Cited sources on the web of which no copy is known.
    pub unarchived: Vec<NoteId>,
    /// Sources that nothing cites and no cited source relays.
    pub never_cited: Vec<NoteId>,
    pub retracted: Vec<NoteId>,
    /// Notes that are to be reviewed, the earliest first.
    pub reviews: Vec<NoteId>,
    /// Corrections as note and place in its list, the newest first.
    pub corrections: Vec<(NoteId, u32)>,
}

impl Note {
    /// The paragraphs and list items of the text that state something, each with whether it cites.
    ///
    /// A citation, a link to a claim or figure, and their embedding all count, in the paragraph itself or in its footnotes. A paragraph that only
    /// leads to what follows it (it ends in a colon) states nothing; what it cites counts for the list or quotation that it leads to. One that
    /// is nothing but links states nothing either.
    pub fn paragraphs(&self) -> impl Iterator<Item = (Span, bool)> + '_ {
        let cites = |r: &&crate::parse::BodyRef| match r.kind {
            RefKind::Cite { .. } => true,
            RefKind::Wiki { .. } => {
                matches!(self.text_target(r.at.start), Some(Target::Claim(_) | Target::Figure(_)))
            }
            RefKind::Path { .. } | RefKind::Withheld => false,
        };
        let blocks = || self.body.refs.iter().filter(cites).map(|r| r.block.start);
        let cited: FxHashSet<u32> = blocks().collect();
        let notes: FxHashSet<&str> = blocks().filter_map(|start| self.footnote_at(start)).collect();
        let all = &self.body.paragraphs;
        let mut led_by_citation = false;
        all.iter().enumerate().filter_map(move |(i, span)| {
            // The words of an item end where an item inside it begins.
            let inner = all.get(i + 1).map(|next| next.start).filter(|next| *next < span.end);
            let text = self.body.text.get(span.start as usize..inner.unwrap_or(span.end) as usize)?;
            let words = match inner {
                Some(_) => text.trim_end_matches(|c: char| c.is_whitespace() || "-*+>".contains(c)),
                None => text.trim_end(),
            };
            let span = Span { end: span.start + words.len() as u32, ..*span };
            let cites = cited.contains(&span.start) || footnotes_of(words).any(|name| notes.contains(name));
            led_by_citation &= self.is_led(span.start);
            if words.ends_with(':') {
                led_by_citation |= cites;
                return None;
            }
            self.has_words_beside_links(span).then_some((span, cites || led_by_citation))
        })
    }

    /// The name of the footnote whose text begins at a place of the body.
    fn footnote_at(&self, start: u32) -> Option<&str> {
        let (line, _) = self.line_of(start);
        line.strip_prefix("[^")?.split_once("]:").map(|(name, _)| name)
    }

    /// The text from the beginning of a place's line, and the part of it before the place.
    fn line_of(&self, start: u32) -> (&str, &str) {
        let text = &self.body.text;
        let line = text[..start as usize].rfind('\n').map_or(0, |i| i + 1);
        (&text[line..], &text[line..start as usize])
    }

    /// True if a paragraph is part of a list or a quotation.
    fn is_led(&self, start: u32) -> bool {
        let (line, before) = self.line_of(start);
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = number.len() < line.len() && number.starts_with(['.', ')']);
        !before.is_empty() || numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
    }

    /// True if a part of the body says something beside the names that it links to.
    fn has_words_beside_links(&self, part: Span) -> bool {
        let says = |from: u32, to: u32| {
            let words = self.body.text.get(from as usize..to as usize);
            words.is_some_and(|words| words.contains(char::is_alphabetic))
        };
        let refs = &self.body.refs;
        let first = refs.partition_point(|r| r.whole.start < part.start);
        let mut at = part.start;
        for link in refs[first..].iter().take_while(|r| r.whole.end <= part.end) {
            if says(at, link.whole.start) {
                return true;
            }
            at = at.max(link.whole.end);
        }
        says(at, part.end)
    }

    /// True if the note is a source that must not be named in public.
    pub fn is_confidential(&self) -> bool {
        matches!(&self.fields, Fields::Source(source) if source.confidential.is_some())
    }

    /// True if the texts of this type of note must cite.
    pub fn must_cite(&self) -> bool {
        matches!(self.note_type(), NoteType::Briefing | NoteType::Actor)
    }

    /// True if an event names a source, in its fields or in its text.
    pub fn is_sourced_event(&self) -> bool {
        let Fields::Event(event) = &self.fields else { return false };
        let named = !event.sources.is_empty() || event.actors.iter().any(|p| !p.sources.is_empty());
        named || self.body.refs.iter().any(|r| matches!(r.kind, RefKind::Cite { .. }))
    }
}

/// The names of the footnotes that a text refers to.
fn footnotes_of(text: &str) -> impl Iterator<Item = &str> {
    text.split("[^").skip(1).filter_map(|rest| rest.split_once(']')).map(|(name, _)| name)
}

impl Sourcing {
    /// Looks at everything once.
    pub fn new(site: &Site) -> Sourcing {
        let mut report = Sourcing::default();
        for id in site.ids() {
            let note = site.note(id);
            if note.note_type() == NoteType::Event {
                report.events.count(note.is_sourced_event());
            }
            report.notes.push(NoteSourcing::shares_of(note));
            report.corrections.extend((0..note.common.corrections.len() as u32).map(|i| (id, i)));
            report.reviews.extend(note.common.review_by.is_some().then_some(id));
        }
        report.claims(site);
        report.sources(site);
        for own in &report.notes {
            report.total.paragraphs.add(own.paragraphs);
            report.total.claims.add(own.claims);
            report.total.counts.add(own.counts);
            report.total.relations.add(own.relations);
            report.total.single_origin += own.single_origin;
        }
        let review = |id: &NoteId| site.note(*id).common.review_by.as_ref().map(|day| day.value.clone());
        report.reviews.sort_by_key(|id| (review(id), *id));
        let day = |(note, i): &(NoteId, u32)| &site.note(*note).common.corrections[*i as usize].date;
        report.corrections.sort_by(|a, b| day(b).cmp(day(a)).then(a.cmp(b)));
        report
    }

    fn claims(&mut self, site: &Site) {
        for id in (0..site.claims.len() as u32).map(ClaimId) {
            let (home, claim) = site.claim(id);
            let sources = site.sources_of(id);
            if site.has_single_origin(id) {
                self.single_origin.push(id);
                self.notes[home.0 as usize].single_origin += 1;
            }
            let doubted = matches!(claim.status, Some(ClaimStatus::Contradicted | ClaimStatus::Disputed));
            if doubted || !claim.contradicted_by.is_empty() {
                self.contradicted.push(id);
            }
            if sources.iter().any(|source| site.has_fallen(*source)) {
                self.on_retracted.push(id);
            }
        }
    }

    fn sources(&mut self, site: &Site) {
        let all_cited = site.cited_sources();
        for id in site.of_type(NoteType::Source) {
            let Fields::Source(source) = &site.note(id).fields else { continue };
            let cited = all_cited.contains(&id);
            if !cited {
                self.never_cited.push(id);
            }
            if cited && source.reliability.is_none() {
                self.ungraded.push(id);
            }
            if cited && source.wants_copy() {
                self.unarchived.push(id);
            }
            if source.retracted.is_some() {
                self.retracted.push(id);
            }
        }
    }
}

impl Site {
    /// True if all sources of a claim, one or several, go back to one origin.
    fn has_single_origin(&self, claim: ClaimId) -> bool {
        self.independent(self.sources_of(claim)) == 1
    }

    /// The sources that something rests on: a note names them, or a source that relays them is one of these.
    pub fn cited_sources(&self) -> FxHashSet<NoteId> {
        let named = self.of_type(NoteType::Source).filter(|id| !self.mentions(*id).is_empty());
        let mut open: Vec<NoteId> = named.collect();
        let mut cited: FxHashSet<NoteId> = open.iter().copied().collect();
        while let Some(id) = open.pop() {
            let note = self.note(id);
            let Fields::Source(source) = &note.fields else { continue };
            let relayed = source.derived_from.iter().filter_map(|r| note.target_note(r));
            open.extend(relayed.filter(|origin| cited.insert(*origin)));
        }
        cited
    }
}
