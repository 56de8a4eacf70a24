//! All relations of a site, each once, in the direction that the table of types has first.

use serde::Serialize;

use super::neighbours::relation_of;
use super::years::{Span, Years};
use crate::model::relation::Kind;
use crate::model::{NoteType, Relation};
use crate::render::words::order::Names;
use crate::resolve::{Edge, NoteId, RowId, Site};

/// A relation between two actors.
#[derive(Debug)]
pub struct Bond<'s> {
    pub from: NoteId,
    pub to: NoteId,
    pub kind: Kind,
    pub relation: &'s Relation,
    pub stated: RowId,
}

impl<'s> Bond<'s> {
    /// The relation that an actor's side is of.
    pub fn of(site: &'s Site, (from, i): Side) -> Bond<'s> {
        let edge = &site.relations_of(from)[i as usize];
        let relation = relation_of(site, edge);
        Bond { from, to: edge.other, kind: edge.kind, relation, stated: edge.stated }
    }
}

impl Bond<'_> {
    /// What bonds are sorted by.
    fn place(&self, names: &Names) -> impl Ord + use<'_> {
        let when = self.relation.when.as_ref();
        let (from, to) = (names.rank(self.from), names.rank(self.to));
        (from, self.from, self.kind.order(), when.is_none(), when, to, self.stated)
    }

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

/// An actor, and which of the relations that it has is meant.
pub type Side = (NoteId, u32);

/// All relations in the order of their table: by the names of their actors, their types and their dates.
#[derive(Debug)]
pub struct Ties {
    pub rows: Vec<Side>,
    /// How many actors have any.
    pub actors: usize,
    /// The first and the last year that any of their dates names.
    pub years: Option<(i64, i64)>,
}

impl Ties {
    pub fn new(site: &Site, names: &Names) -> Ties {
        let mut all: Vec<(Side, Bond<'_>)> = sides(site).map(|side| (side, Bond::of(site, side))).collect();
        all.sort_by(|(_, a), (_, b)| a.place(names).cmp(&b.place(names)));
        let mut actors: Vec<NoteId> = all.iter().flat_map(|(_, bond)| [bond.from, bond.to]).collect();
        actors.sort_unstable();
        actors.dedup();
        Ties {
            rows: all.iter().map(|(side, _)| *side).collect(),
            actors: actors.len(),
            years: years(all.iter().map(|(_, bond)| bond)),
        }
    }
}

/// Each relation once. Both sides of a relation that goes both ways look alike; the one that states it stands for it.
fn sides(site: &Site) -> impl Iterator<Item = Side> {
    let of = |from: NoteId| site.relations_of(from).iter().zip(0..).map(move |(edge, i)| (from, edge, i));
    let is_shown = |from: NoteId, edge: &Edge| {
        edge.kind.is_forward() && (edge.kind != edge.kind.inverse() || edge.stated.note == from)
    };
    let all = site.of_type(NoteType::Actor).flat_map(of);
    all.filter(move |(from, edge, _)| is_shown(*from, edge)).map(|(from, _, i)| (from, i))
}

/// The first and the last year that any date names.
fn years<'b, 's: 'b>(bonds: impl Iterator<Item = &'b Bond<'s>>) -> Option<(i64, i64)> {
    let spans = bonds.filter_map(|bond| bond.years().perhaps);
    let all: Vec<i64> = spans.flat_map(|(first, last)| [first, last]).flatten().collect();
    let (first, last) = (*all.iter().min()?, *all.iter().max()?);
    (first < last).then_some((first, last))
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
