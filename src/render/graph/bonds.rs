//! All relations of a site, each once, in the direction that the table of types has first.

use serde::Serialize;

use super::neighbours::relation_of;
use super::years::{Span, Years};
use crate::model::relation::Kind;
use crate::model::{NoteType, Relation};
use crate::render::words::order::Order;
use crate::resolve::{NoteId, RowId, Site};

/// A relation between two actors.
#[derive(Debug)]
pub struct Bond<'s> {
    pub from: NoteId,
    pub to: NoteId,
    pub kind: Kind,
    pub relation: &'s Relation,
    pub stated: RowId,
}

impl Bond<'_> {
    pub fn family(&self) -> &'static str {
        self.kind.tie().family()
    }

    pub fn is_doubtful(&self) -> bool {
        self.relation.status.is_some_and(|status| status.is_doubtful())
    }

    pub fn years(&self) -> Years {
        Years::new(self.relation.when.as_ref(), !self.kind.row().time.wants_date())
    }
}

/// True if any two actors are related.
pub fn exist(site: &Site) -> bool {
    site.of_type(NoteType::Actor).any(|actor| !site.relations_of(actor).is_empty())
}

/// All relations.
pub fn bonds(site: &Site) -> Vec<Bond<'_>> {
    let mut bonds = Vec::new();
    for from in site.of_type(NoteType::Actor) {
        // Both sides of a relation that goes both ways look alike; the one that states it stands for it.
        let forward = site.relations_of(from).iter().filter(|edge| {
            edge.kind.is_forward() && (edge.kind != edge.kind.inverse() || edge.stated.note == from)
        });
        bonds.extend(forward.map(|edge| Bond {
            from,
            to: edge.other,
            kind: edge.kind,
            relation: relation_of(site, edge),
            stated: edge.stated,
        }));
    }
    bonds
}

/// Sorts relations by the names of their actors, their types and their dates.
pub fn sort(bonds: &mut [Bond<'_>], site: &Site, order: &Order) {
    let title = |id: NoteId| order.key(site.note(id).title());
    bonds.sort_by_cached_key(|bond| {
        let when = bond.relation.when.clone();
        (title(bond.from), bond.from, bond.kind.order(), when.is_none(), when, title(bond.to), bond.stated)
    });
}

/// What the script of the network knows of a relation.
#[derive(Debug, Serialize)]
pub struct TieData {
    /// Ids of the actors.
    from: String,
    to: String,
    word: &'static str,
    family: &'static str,
    /// First and last year in which it holds for sure, then perhaps.
    sure: Option<String>,
    perhaps: Option<String>,
}

impl TieData {
    pub fn new(site: &Site, bond: &Bond<'_>) -> Self {
        let years = bond.years();
        let id = |note| site.note(note).id.as_str().to_owned();
        TieData {
            from: id(bond.from),
            to: id(bond.to),
            word: bond.kind.word(),
            family: bond.family(),
            sure: years.sure.map(span),
            perhaps: years.perhaps.map(span),
        }
    }
}

/// Years as `2014 2017`; an end that is open is `*`.
fn span((first, last): Span) -> String {
    let year = |year: Option<i64>| year.map_or_else(|| "*".to_owned(), |year| year.to_string());
    format!("{} {}", year(first), year(last))
}
