//! Events: what happened, when, where, and who took part.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};

use schemars::{Schema, SchemaGenerator};

use std::borrow::Cow;

use super::Facets;
use crate::model::note::{Citation, Field, Ref, Seat, TextVisitor, Wanted};
use crate::value::{Credibility, Date, vocabulary};
use crate::yaml::{Spanned, text_or};

vocabulary! {
    /// The finer class of an event.
    EventKind {
        Attack = "attack", "Attack";
        Strike = "strike", "Strike";
        Battle = "battle", "Battle";
        Operation = "operation", "Operation";
        Statement = "statement", "Statement";
        Report = "report", "Report";
        Agreement = "agreement", "Agreement";
        Law = "law", "Law";
        Vote = "vote", "Vote";
        Appointment = "appointment", "Appointment";
        Arrest = "arrest", "Arrest";
        Death = "death", "Death";
        Founding = "founding", "Founding";
        Displacement = "displacement", "Displacement";
        Meeting = "meeting", "Meeting";
        Other = "other", "Other event";
    }
}

vocabulary! {
    /// What an actor was to an event.
    Role {
        Perpetrator = "perpetrator", "Perpetrator";
        ClaimedBy = "claimed-by", "Claimed by";
        Blamed = "blamed", "Blamed";
        Target = "target", "Target";
        Participant = "participant", "Participant";
        Speaker = "speaker", "Speaker";
        Host = "host", "Host";
        Signatory = "signatory", "Signatory";
        Mediator = "mediator", "Mediator";
        Subject = "subject", "Subject";
    }
}

/// Fields of an event.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When it happened.
    pub date: Date,
    /// Words to show in place of those of `date`.
    #[serde(default)]
    pub date_words: Option<Spanned<String>>,
    /// What sort of event it was.
    #[serde(default)]
    pub kind: Option<EventKind>,
    /// Where it happened.
    #[serde(default)]
    pub places: Vec<Ref>,
    /// Who took part, each an id or `{actor, role, sources}`.
    #[serde(default)]
    pub actors: Vec<Participant>,
    /// What the account rests on.
    #[serde(default)]
    pub sources: Vec<Citation>,
    /// Admiralty credibility of the account, 1 to 6.
    #[serde(default)]
    pub credibility: Option<Credibility>,
}

/// An actor in an event.
#[derive(Debug, Clone)]
pub struct Participant {
    pub actor: Ref,
    pub role: Option<Role>,
    pub sources: Vec<Citation>,
}

/// An actor with its part in an event.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct LongParticipant {
    /// The actor, by its id.
    actor: Ref,
    /// What it was to the event.
    #[serde(default)]
    role: Option<Role>,
    /// What that rests on.
    #[serde(default)]
    sources: Vec<Citation>,
}

impl schemars::JsonSchema for Participant {
    fn schema_name() -> Cow<'static, str> {
        "participant".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        text_or::<LongParticipant>(generator, "An actor by its id.")
    }
}

impl<'de> Deserialize<'de> for Participant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { value, span } = Spanned::<Written>::deserialize(deserializer)?;
        Ok(match value {
            Written::Short(text) => {
                Participant { actor: Spanned { value: text, span }, role: None, sources: Vec::new() }
            }
            Written::Long(participant) => participant,
        })
    }
}

enum Written {
    Short(String),
    Long(Participant),
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Written;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an actor's id, or {actor, role, sources}")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Written, E> {
                Ok(Written::Short(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Written, A::Error> {
                let LongParticipant { actor, role, sources } =
                    LongParticipant::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Written::Long(Participant { actor, role, sources }))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl Facets for Event {
    fn kind(&self) -> Option<(&'static str, &'static str)> {
        self.kind.map(|kind| (kind.word(), kind.label()))
    }

    fn when(&self) -> Option<&Date> {
        Some(&self.date)
    }

    fn when_words(&self) -> Option<&str> {
        self.date_words.as_ref().map(|words| words.value.as_str())
    }

    fn schema_org(&self) -> &'static str {
        "Event"
    }

    fn sources(&self) -> &[Citation] {
        &self.sources
    }

    fn each_text(&mut self, f: &mut TextVisitor<'_>) {
        self.date_words.iter_mut().for_each(f);
    }

    fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref)) {
        for place in &mut self.places {
            f(Field::new("places", Wanted::Place), place);
        }
        for (i, participant) in self.actors.iter_mut().enumerate() {
            let seat = Seat::Participant(i as u32);
            f(Field::new("actors", Wanted::Actor).in_seat(seat), &mut participant.actor);
            for citation in &mut participant.sources {
                f(Field::new("sources", Wanted::Source).in_seat(seat), &mut citation.source);
            }
        }
        for citation in &mut self.sources {
            f(Field::new("sources", Wanted::Source), &mut citation.source);
        }
    }
}
