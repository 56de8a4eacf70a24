//! Claims as templates see them: the statement, what it rests on, and what stands against it.

use serde::Serialize;

use super::figure::notice;
use super::markdown::inline;
use super::view::{DateView, GradeView, LinkView, Viewer, WordView, plain_statement};
use crate::model::Claim;
use crate::resolve::{ClaimId, Note, NoteId, Target};

/// A claim as one row.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimView {
    pub id: String,
    /// Address of the claim on the note that holds it.
    pub href: String,
    pub statement_html: String,
    /// Language of the statement, where it is not the site's.
    pub lang: Option<String>,
    pub by: Option<LinkView>,
    pub said: Option<DateView>,
    pub when: Option<DateView>,
    pub concerns: Vec<LinkView>,
    pub status: Option<WordView>,
    pub credibility: Option<GradeView>,
    pub cites_html: String,
    /// How many sources it has, and how many origins these go back to: `3 sources, 1 origin`.
    pub support: String,
    /// Where several of its sources go back to; empty where each stands for itself.
    pub shared: Vec<LinkView>,
    /// What is left where a source has been retracted; empty where none has.
    pub retracted: String,
    /// Sources that say otherwise.
    pub contradicted_html: String,
    /// Claims that say otherwise.
    pub others: Vec<OtherView>,
    /// How many more there are of these.
    pub more_others: usize,
    pub note_html: String,
    pub home: LinkView,
}

/// The other side of a contradiction, in short.
#[derive(Debug, Clone, Serialize)]
pub struct OtherView {
    pub href: String,
    pub statement_html: String,
    pub lang: Option<String>,
    pub by: Option<LinkView>,
    pub said: Option<DateView>,
    pub when: Option<DateView>,
    pub status: Option<WordView>,
    pub credibility: Option<GradeView>,
    pub support: String,
}

/// The most claims that stand beside one that they contradict.
const OTHERS: usize = 12;

/// The most common origins that are named.
const SHARED: usize = 3;

impl Viewer<'_> {
    pub fn claim(&mut self, id: ClaimId) -> ClaimView {
        let (home, claim) = self.site().claim(id);
        let note = self.site().note(home);
        let others = self.site().contradictions_of(id);
        ClaimView {
            id: claim.id.value.clone(),
            href: self.claim_href(id),
            statement_html: self.statement(&claim.statement.value),
            lang: self.said_in(claim.lang.as_ref(), note),
            by: self.speaker(note, claim),
            said: claim.said.as_ref().map(|date| self.date(date)),
            when: claim.when.as_ref().map(|date| self.date(date)),
            concerns: self.links(claim.concerns.iter().filter_map(|c| note.target_note(c))),
            status: claim.status.map(|status| self.status(status)),
            credibility: claim.credibility.map(|grade| self.credibility(grade)),
            cites_html: self.cites.front(note, &claim.sources),
            support: self.support(id),
            shared: self.shared_origins(id),
            retracted: self.retracted(id),
            contradicted_html: self.contradicting_sources(note, claim),
            others: others.iter().take(OTHERS).map(|other| self.other(*other)).collect(),
            more_others: others.len().saturating_sub(OTHERS),
            note_html: claim.note.as_ref().map(|note| inline(&note.value)).unwrap_or_default(),
            home: self.link(home),
        }
    }

    /// A statement as safe HTML, with what later counts have replaced in it.
    pub fn statement(&self, text: &str) -> String {
        let replaced = self.site().superseded_in(text).into_iter();
        let later = replaced.filter_map(|(figure, used)| self.later(figure, used));
        later.fold(inline(text), |html, words| html + &notice(&words))
    }

    fn other(&self, id: ClaimId) -> OtherView {
        let (home, claim) = self.site().claim(id);
        let note = self.site().note(home);
        OtherView {
            href: self.claim_href(id),
            statement_html: self.statement(&claim.statement.value),
            lang: self.said_in(claim.lang.as_ref(), note),
            by: self.speaker(note, claim),
            said: claim.said.as_ref().map(|date| self.date(date)),
            when: claim.when.as_ref().map(|date| self.date(date)),
            status: claim.status.map(|status| self.status(status)),
            credibility: claim.credibility.map(|grade| self.credibility(grade)),
            support: self.support(id),
        }
    }

    fn speaker(&self, note: &Note, claim: &Claim) -> Option<LinkView> {
        claim.by.as_ref().and_then(|by| note.target_note(by)).map(|by| self.link(by))
    }

    /// The language of a statement, where it is not the site's; what stands on a source's note is in the words of the site.
    pub fn statement_lang(&self, note: &Note) -> Option<String> {
        self.said_in(None, note)
    }

    /// A link to a claim, with its grade.
    pub fn claim_link(&self, id: ClaimId) -> LinkView {
        let (home, claim) = self.site().claim(id);
        LinkView {
            href: self.claim_href(id),
            title: plain_statement(&claim.statement.value),
            kind: "claim",
            lang: self.said_in(claim.lang.as_ref(), self.site().note(home)),
            grade: claim.credibility.map(|grade| self.credibility(grade)),
        }
    }

    /// How many sources a claim has, and how many origins these go back to.
    pub fn support(&self, id: ClaimId) -> String {
        let sources = self.site().sources_of(id);
        let words = self.words();
        match sources.len() {
            0 => words.get("no-source").to_owned(),
            n => {
                let origins = self.site().independent(sources);
                let origins = words.say("count-origins", &[("count", origins.into())]);
                let sources = words.say("count-sources", &[("count", n.into())]);
                words.say("support-words", &[("sources", (&sources).into()), ("origins", (&origins).into())])
            }
        }
    }

    /// The origins that two or more sources of a claim go back to.
    fn shared_origins(&self, id: ClaimId) -> Vec<LinkView> {
        let sources = self.site().sources_of(id);
        let mut origins: Vec<NoteId> =
            sources.iter().flat_map(|source| self.site().origins(*source)).copied().collect();
        origins.sort_unstable();
        let mut shared: Vec<NoteId> =
            origins.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        shared.dedup();
        shared.truncate(SHARED);
        self.links(shared)
    }

    /// What is left of a claim's sources, in words, where some have been retracted.
    pub fn retracted(&self, id: ClaimId) -> String {
        let sources = self.site().sources_of(id);
        let withdrawn = sources.iter().filter(|source| self.site().is_retracted(**source)).count();
        let relays =
            withdrawn < sources.len() && sources.iter().all(|source| self.site().has_fallen(*source));
        match (withdrawn, sources.len()) {
            _ if relays => self.words().get("source-retracted-origin").to_owned(),
            (0, _) => String::new(),
            (1, 1) => self.words().get("source-retracted-only").to_owned(),
            (n, all) if n == all => self.words().get("source-retracted-all").to_owned(),
            (n, all) => {
                self.words().say("source-retracted-some", &[("count", n.into()), ("all", all.into())])
            }
        }
    }

    fn contradicting_sources(&mut self, note: &Note, claim: &Claim) -> String {
        let is_source =
            |c: &&crate::model::Citation| matches!(note.target(&c.source), Some(Target::Note(..)));
        let sources: Vec<_> = claim.contradicted_by.iter().filter(is_source).cloned().collect();
        self.cites.front(note, &sources)
    }

    pub fn claim_href(&self, id: ClaimId) -> String {
        let (home, claim) = self.site().claim(id);
        format!("{}{}#claim-{}", self.root, self.site().note(home).href, claim.id.value)
    }
}
