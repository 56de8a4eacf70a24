//! Claims: attributed, graded, dated statements.

use super::note::{Citation, Field, Ref, Wanted};
use crate::value::{ClaimStatus, Credibility, Date, Lang};
use crate::yaml::Spanned;

/// One statement that somebody makes, with what supports it and what contradicts it.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Unique among all claims of the site.
    pub id: Spanned<String>,
    /// Language of its words, where that is not the note's.
    #[serde(skip)]
    pub lang: Option<Lang>,
    /// One sentence, inline Markdown.
    pub statement: Spanned<String>,
    /// The actor who says so.
    #[serde(default)]
    pub by: Option<Ref>,
    /// Day on which it was said.
    #[serde(default)]
    pub said: Option<Date>,
    /// Time that it speaks of.
    #[serde(default)]
    pub when: Option<Date>,
    /// Notes that it is about.
    #[serde(default)]
    pub concerns: Vec<Ref>,
    /// What it rests on.
    #[serde(default)]
    pub sources: Vec<Citation>,
    /// Sources, or claims as `claim:id`, that say otherwise.
    #[serde(default)]
    pub contradicted_by: Vec<Citation>,
    /// What is known of it.
    #[serde(default)]
    pub status: Option<ClaimStatus>,
    /// Admiralty credibility, 1 to 6.
    #[serde(default)]
    pub credibility: Option<Credibility>,
    /// A remark for readers, inline Markdown.
    #[serde(default)]
    pub note: Option<Spanned<String>>,
}

impl Claim {
    /// Calls `f` with every reference of the claim.
    pub fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref)) {
        if let Some(by) = &mut self.by {
            f(Field::new("by", Wanted::Actor), by);
        }
        for concern in &mut self.concerns {
            f(Field::new("concerns", Wanted::Note), concern);
        }
        for citation in &mut self.sources {
            f(Field::new("sources", Wanted::Source), &mut citation.source);
        }
        for citation in &mut self.contradicted_by {
            f(Field::new("contradicted_by", Wanted::SourceOrClaim), &mut citation.source);
        }
    }
}
