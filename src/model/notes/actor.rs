//! Actors: persons, states, groups.

use super::Facets;
use crate::model::note::{Field, Ref, Seat, TextVisitor, Wanted};
use crate::model::relation::{self, Relation};
use crate::value::{Date, WikidataItem, vocabulary};
use crate::yaml::Spanned;

vocabulary! {
    /// The finer class of an actor.
    ActorKind {
        Person = "person", "Person";
        State = "state", "State";
        GovernmentBody = "government-body", "Government body";
        ArmedGroup = "armed-group", "Armed group";
        MilitaryForce = "military-force", "Military force";
        Coalition = "coalition", "Coalition";
        PoliticalParty = "political-party", "Political party";
        Organization = "organization", "Organization";
        Media = "media", "Media";
    }
}

/// Fields of an actor.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// What sort of actor it is.
    #[serde(default)]
    pub kind: Option<ActorKind>,
    /// Its name in its own language and script.
    #[serde(default)]
    pub native_name: Option<String>,
    /// Birth of a person.
    #[serde(default)]
    pub born: Option<Spanned<Date>>,
    /// Death of a person.
    #[serde(default)]
    pub died: Option<Spanned<Date>>,
    /// Beginning of a group, state or office.
    #[serde(default)]
    pub founded: Option<Spanned<Date>>,
    /// End of a group, state or office.
    #[serde(default)]
    pub dissolved: Option<Spanned<Date>>,
    /// The place that it belongs to.
    #[serde(default)]
    pub country: Option<Ref>,
    /// What it is to other actors.
    #[serde(default, deserialize_with = "relation::with_places")]
    pub relations: Vec<Relation>,
    /// Item of Wikidata, such as `Q2429253`.
    #[serde(default)]
    pub wikidata: Option<WikidataItem>,
}

impl Actor {
    /// When it began to be, by the name of the field that says so.
    pub fn began(&self) -> Option<(&'static str, &Spanned<Date>)> {
        let born = self.born.as_ref().map(|date| ("born", date));
        born.or_else(|| self.founded.as_ref().map(|date| ("founded", date)))
    }

    /// When it ceased to be, by the name of the field that says so.
    pub fn ended(&self) -> Option<(&'static str, &Spanned<Date>)> {
        let died = self.died.as_ref().map(|date| ("died", date));
        died.or_else(|| self.dissolved.as_ref().map(|date| ("dissolved", date)))
    }
}

impl Facets for Actor {
    fn kind(&self) -> Option<(&'static str, &'static str)> {
        self.kind.map(|kind| (kind.word(), kind.label()))
    }

    fn schema_org(&self) -> &'static str {
        match self.kind {
            Some(ActorKind::Person) => "Person",
            Some(ActorKind::State) => "Country",
            Some(ActorKind::GovernmentBody | ActorKind::MilitaryForce) => "GovernmentOrganization",
            Some(ActorKind::PoliticalParty) => "PoliticalParty",
            Some(ActorKind::Media) => "NewsMediaOrganization",
            _ => "Organization",
        }
    }

    fn relations(&self) -> &[Relation] {
        &self.relations
    }

    fn native_name(&self) -> Option<&str> {
        self.native_name.as_deref()
    }

    fn wikidata(&self) -> Option<&str> {
        self.wikidata.as_ref().map(WikidataItem::as_str)
    }

    fn each_text(&mut self, f: &mut TextVisitor<'_>) {
        for relation in &mut self.relations {
            relation.note.iter_mut().for_each(&mut *f);
        }
    }

    fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref)) {
        if let Some(country) = &mut self.country {
            f(Field::new("country", Wanted::Place), country);
        }
        for (i, relation) in self.relations.iter_mut().enumerate() {
            relation.each_ref(&mut |field, r| f(field.in_seat(Seat::Relation(i as u32)), r));
        }
    }
}
