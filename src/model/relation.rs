//! Relations between actors, and the one table of their types.

use super::note::{Citation, Field, Ref, Wanted};
use crate::text::Span;
use crate::value::{ClaimStatus, Date};
use crate::yaml::Spanned;

/// A typed, dated, cited link from one actor to another.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// What the actor is to the other.
    #[serde(rename = "type")]
    pub kind: Spanned<Kind>,
    /// The other actor.
    pub to: Ref,
    /// When it held.
    #[serde(default)]
    pub when: Option<Date>,
    /// What it rests on.
    #[serde(default)]
    pub sources: Vec<Citation>,
    /// What is known of it.
    #[serde(default)]
    pub status: Option<ClaimStatus>,
    /// A remark for readers, inline Markdown.
    #[serde(default)]
    pub note: Option<Spanned<String>>,
    /// Where the whole entry stands in the file.
    #[serde(skip)]
    pub entry: Span,
}

/// Reads a list of relations, each with its place.
pub fn with_places<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Relation>, D::Error> {
    let all: Vec<Spanned<Relation>> = serde::Deserialize::deserialize(deserializer)?;
    Ok(all.into_iter().map(|spanned| Relation { entry: spanned.span, ..spanned.value }).collect())
}

impl Relation {
    /// Calls `f` with every reference of the relation.
    pub fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref)) {
        f(Field::new("to", Wanted::Actor), &mut self.to);
        for citation in &mut self.sources {
            f(Field::new("sources", Wanted::Source), &mut citation.source);
        }
    }
}

use Tie::{Hostility, Other, Over, Support, Under};
use Time::{Dated, OneWay, Timeless, TimelessOneWay};

/// One row of the table: a relation type, its inverse, and the nearest terms elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// The word as written, read from the note's actor: it `leads` the other.
    pub word: &'static str,
    /// The word as seen from the other; the same for relations that go both ways.
    pub inverse: &'static str,
    /// Nearest STIX 2.1 relationship type.
    pub stix: &'static str,
    /// Nearest MISP relationship type, if there is one.
    pub misp: Option<&'static str>,
    /// Nearest edge schema of `FollowTheMoney`.
    pub ftm: &'static str,
    pub time: Time,
    /// How the note's actor stands to the other.
    pub tie: Tie,
}

/// How a relation type stands to time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// It holds for a time, and may hold in both directions at once.
    Dated,
    /// It holds for a time; while it does, the same cannot hold the other way round.
    OneWay,
    /// It has no time of its own: kinship, an influence.
    Timeless,
    /// Like `Timeless`, and it cannot hold the other way round: a founding, whose day is the founded actor's own field.
    TimelessOneWay,
}

impl Time {
    /// True if a date is missing where there is none.
    pub fn wants_date(self) -> bool {
        matches!(self, Dated | OneWay)
    }

    /// True if two actors cannot be this to each other at the same time.
    pub fn is_one_way(self) -> bool {
        matches!(self, OneWay | TimelessOneWay)
    }
}

/// How one actor stands to another; graphics draw the families of ties apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// It belongs to the other or serves it.
    Under,
    /// The other belongs to it or serves it.
    Over,
    Support,
    Hostility,
    Other,
}

impl Tie {
    /// The family's word, the same from both sides.
    pub fn family(self) -> &'static str {
        match self {
            Under | Over => "hierarchy",
            Support => "support",
            Hostility => "hostility",
            Other => "other",
        }
    }

    /// The families in the order in which they are shown, each as one of its ties.
    pub const FAMILIES: [Tie; 4] = [Under, Support, Hostility, Other];
}

const fn row(
    word: &'static str,
    inverse: &'static str,
    stix: &'static str,
    misp: Option<&'static str>,
    ftm: &'static str,
    time: Time,
    tie: Tie,
) -> Row {
    Row { word, inverse, stix, misp, ftm, time, tie }
}

/// All relation types; adding one is one line here.
pub static TABLE: &[Row] = &[
    row("member-of", "has-member", "related-to", Some("member-of"), "Membership", OneWay, Under),
    row("part-of", "has-part", "related-to", Some("subgroup"), "Membership", OneWay, Under),
    row("branch-of", "has-branch", "related-to", Some("regional-branch"), "Membership", OneWay, Under),
    row("leads", "led-by", "related-to", None, "Directorship", OneWay, Over),
    row("commands", "commanded-by", "related-to", None, "Directorship", OneWay, Over),
    row(
        "founded",
        "founded-by",
        "related-to",
        Some("alleged-founder-of"),
        "Directorship",
        TimelessOneWay,
        Over,
    ),
    row("successor-of", "preceded-by", "related-to", Some("successor-of"), "Succession", OneWay, Other),
    row("split-from", "has-splinter", "derived-from", None, "Succession", OneWay, Other),
    row("works-for", "employs", "related-to", Some("works-for"), "Employment", Dated, Under),
    row("represents", "represented-by", "related-to", None, "Representation", Dated, Under),
    row("supports", "supported-by", "related-to", Some("supports"), "UnknownLink", Dated, Support),
    row("sponsors", "sponsored-by", "related-to", Some("sponsors"), "UnknownLink", Dated, Support),
    row("inspired", "inspired-by", "related-to", None, "UnknownLink", Timeless, Other),
    row("model-for", "modelled-on", "related-to", None, "UnknownLink", Timeless, Other),
    row("interviewed", "interviewed-by", "related-to", None, "UnknownLink", Dated, Other),
    row("hosts", "hosted-by", "related-to", None, "UnknownLink", Dated, Support),
    row("family-of", "family-of", "related-to", None, "Family", Timeless, Other),
    row("allied-with", "allied-with", "related-to", Some("is-allied-with"), "Associate", Dated, Support),
    row(
        "cooperates-with",
        "cooperates-with",
        "related-to",
        Some("cooperates-with"),
        "Associate",
        Dated,
        Support,
    ),
    row("negotiates-with", "negotiates-with", "related-to", None, "UnknownLink", Dated, Other),
    row("opposes", "opposes", "related-to", Some("antagonist-of"), "UnknownLink", Dated, Hostility),
    row("fights", "fights", "targets", Some("attacking-other-group"), "UnknownLink", Dated, Hostility),
    row("linked-to", "linked-to", "related-to", Some("suspected-link"), "UnknownLink", Dated, Other),
];

/// A relation type in one of its two directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    row: usize,
    inverted: bool,
}

impl Kind {
    /// Finds a word in either column of the table.
    pub fn new(word: &str) -> Option<Self> {
        let at = |inverted: bool| {
            let column = |row: &Row| if inverted { row.inverse } else { row.word };
            TABLE.iter().position(|row| column(row) == word).map(|row| Kind { row, inverted })
        };
        at(false).or_else(|| at(true))
    }

    pub fn row(self) -> &'static Row {
        &TABLE[self.row]
    }

    /// The word in this direction.
    pub fn word(self) -> &'static str {
        if self.inverted { self.row().inverse } else { self.row().word }
    }

    /// The words in this direction, for readers.
    pub fn label(self) -> String {
        let mut words = self.word().replace('-', " ");
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        words
    }

    /// The same relation as seen from the other side.
    #[must_use]
    pub fn inverse(self) -> Self {
        let both_ways = self.row().word == self.row().inverse;
        Kind { inverted: !self.inverted && !both_ways, ..self }
    }

    /// How the actor on this side stands to the other.
    pub fn tie(self) -> Tie {
        match self.row().tie {
            Under if self.inverted => Over,
            Over if self.inverted => Under,
            tie => tie,
        }
    }

    /// True for the direction in which the table has the word first.
    pub fn is_forward(self) -> bool {
        !self.inverted
    }

    /// The place in the table, for sorting.
    pub fn order(self) -> (usize, bool) {
        (self.row, self.inverted)
    }
}

impl<'de> serde::Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Kind::new(&word).ok_or_else(|| {
            let words = || TABLE.iter().flat_map(|row| [row.word, row.inverse]);
            let help = match crate::text::nearest(&word, words()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    let mut all: Vec<&str> = words().collect();
                    all.dedup();
                    format!("the types are: {}", all.join(", "))
                }
            };
            let message = format!("`{word}` is no relation type");
            serde::de::Error::custom(crate::yaml::Fault { rule: "wrong-value", message, help })
        })
    }
}

crate::yaml::schema!(Kind, {
    let both = TABLE.iter().flat_map(|row| [row.word, row.inverse]).filter_map(Kind::new);
    let mut kinds: Vec<Kind> = both.collect();
    kinds.dedup();
    crate::yaml::words(kinds.iter().map(|kind| {
        let inverse = kind.inverse().label();
        (kind.word(), format!("{}; the other way round: {}", kind.label(), inverse.to_lowercase()))
    }))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_has_its_inverse() {
        for row in TABLE {
            let kind = Kind::new(row.word).unwrap();
            assert_eq!(kind.inverse().word(), row.inverse);
            assert_eq!(kind.inverse().inverse(), kind);
            assert_eq!(Kind::new(row.inverse).unwrap(), kind.inverse());
            assert_eq!(kind.tie().family(), kind.inverse().tie().family());
        }
    }

    #[test]
    fn who_stands_over_whom_turns_with_the_side() {
        let tie = |word| Kind::new(word).unwrap().tie();
        assert_eq!((tie("leads"), tie("led-by")), (Over, Under));
        assert_eq!((tie("part-of"), tie("has-part")), (Under, Over));
        assert_eq!((tie("sponsors"), tie("sponsored-by")), (Support, Support));
        assert_eq!(tie("fights"), Hostility);
        // A relation that goes both ways has no one over the other.
        let both = TABLE.iter().filter(|row| row.word == row.inverse);
        assert!(both.clone().count() > 3);
        assert!(both.clone().all(|row| !matches!(row.tie, Under | Over)));
    }
}
