//! What all notes share: fields, references to other notes, and the note types.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};

use schemars::{Schema, SchemaGenerator};

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Claim, Figure};
use crate::config::RuleLevel;
use crate::value::{Date, Lang, Visibility, vocabulary};
use crate::yaml::{Fault, Spanned, text_or};

/// A reference to a note by id, title or alias, with its place in the file.
pub type Ref = Spanned<String>;

vocabulary! {
    /// What a note is about; given by its folder, or by `type:`, which wins.
    NoteType {
        Actor = "actor", "Actor";
        Source = "source", "Source";
        Event = "event", "Event";
        Place = "place", "Place";
        Topic = "topic", "Topic";
        Briefing = "briefing", "Briefing";
        Page = "page", "Page";
    }
}

impl NoteType {
    /// The folder of the type's notes, also the folder of their pages.
    pub fn folder(self) -> &'static str {
        match self {
            NoteType::Actor => "actors",
            NoteType::Source => "sources",
            NoteType::Event => "events",
            NoteType::Place => "places",
            NoteType::Topic => "topics",
            NoteType::Briefing => "briefings",
            NoteType::Page => "pages",
        }
    }

    /// The type whose notes stand in a folder.
    pub fn of_folder(folder: &str) -> Option<Self> {
        NoteType::ALL.iter().copied().find(|kind| kind.folder() == folder)
    }
}

/// Fields of every note.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// The note's name as readers see it.
    pub title: Spanned<String>,
    /// What kind of note it is, where the folder does not say so.
    #[serde(rename = "type", default)]
    pub kind: Option<NoteType>,
    /// Other names, each a text or `{name, lang, sources}`.
    #[serde(default)]
    pub aliases: Vec<Spanned<Alias>>,
    /// One line of inline Markdown.
    #[serde(default)]
    pub summary: Option<Spanned<String>>,
    /// Topics that the note belongs to.
    #[serde(default)]
    pub topics: Vec<Ref>,
    /// Language of the note, as a BCP 47 tag; the site's first language if absent.
    #[serde(default)]
    pub lang: Option<Lang>,
    /// Who may see the note; `default_visibility` of the site if absent.
    #[serde(default)]
    pub visibility: Option<Visibility>,
    /// Instant (RFC 3339) before which the note counts as a draft.
    #[serde(default)]
    pub publish_at: Option<Instant>,
    /// Day of the last change that readers should know of.
    #[serde(default)]
    pub updated: Option<Date>,
    /// Day after which the page says that it may be out of date.
    #[serde(default)]
    pub review_by: Option<Spanned<Date>>,
    /// What was wrong and has been put right.
    #[serde(default)]
    pub corrections: Vec<Correction>,
    /// Levels of single rules for findings in this note.
    #[serde(default)]
    #[schemars(schema_with = "crate::config::rule_levels")]
    pub rules: BTreeMap<String, Spanned<RuleLevel>>,
    /// Ids that the note had before; their addresses lead here.
    #[serde(default)]
    pub former_ids: Vec<Spanned<String>>,
    /// Attributed, graded, dated statements.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// Numbers that change with time.
    #[serde(default)]
    pub figures: Vec<Figure>,
}

impl Common {
    /// Calls `f` with every reference in these fields.
    pub fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref)) {
        for topic in &mut self.topics {
            f(Field::new("topics", Wanted::Topic), topic);
        }
        for alias in &mut self.aliases {
            for source in &mut alias.value.sources {
                f(Field::new("aliases", Wanted::Source), &mut source.source);
            }
        }
        for (i, claim) in self.claims.iter_mut().enumerate() {
            claim.each_ref(&mut |field, r| f(field.in_seat(Seat::Claim(i as u32)), r));
        }
        for (i, figure) in self.figures.iter_mut().enumerate() {
            figure.each_ref(&mut |field, r| f(field.in_seat(Seat::Figure(i as u32)), r));
        }
    }
}

/// What is called with each text of inline Markdown.
pub type TextVisitor<'a> = dyn FnMut(&mut Spanned<String>) + 'a;

impl Common {
    /// Calls `f` with every field that holds inline Markdown.
    pub fn each_text(&mut self, f: &mut TextVisitor<'_>) {
        self.summary.iter_mut().for_each(&mut *f);
        self.corrections.iter_mut().for_each(|correction| f(&mut correction.text));
        for claim in &mut self.claims {
            f(&mut claim.statement);
            claim.note.iter_mut().for_each(&mut *f);
        }
        for figure in &mut self.figures {
            f(&mut figure.title);
            figure.series.iter_mut().filter_map(|row| row.note.as_mut()).for_each(&mut *f);
        }
    }
}

/// The field that a reference stands in, and what it must lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub wanted: Wanted,
    pub seat: Seat,
}

/// The part of a note that a reference stands in; numbers count from 0 in written order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seat {
    /// The note as a whole.
    Note,
    Judgement(u32),
    /// A reference of the text.
    Text(u32),
    Claim(u32),
    Figure(u32),
    Relation(u32),
    Participant(u32),
}

impl Field {
    pub fn new(name: &'static str, wanted: Wanted) -> Self {
        Field { name, wanted, seat: Seat::Note }
    }

    /// The same field in a part of its note.
    #[must_use]
    pub fn in_seat(self, seat: Seat) -> Self {
        Field { seat, ..self }
    }
}

/// What a reference may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Note,
    Actor,
    Source,
    Event,
    Place,
    Topic,
    /// A source note, or a claim written `claim:id`.
    SourceOrClaim,
    /// An actor's id, or free words, which stay words.
    ActorOrWords,
}

impl Wanted {
    /// The note type that the reference must lead to, if it is one.
    pub fn note_type(self) -> Option<NoteType> {
        match self {
            Wanted::Note => None,
            Wanted::Actor | Wanted::ActorOrWords => Some(NoteType::Actor),
            Wanted::Source | Wanted::SourceOrClaim => Some(NoteType::Source),
            Wanted::Event => Some(NoteType::Event),
            Wanted::Place => Some(NoteType::Place),
            Wanted::Topic => Some(NoteType::Topic),
        }
    }
}

/// A correction that readers are told of.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Day of the correction.
    pub date: Date,
    /// What was wrong and what is right now.
    pub text: Spanned<String>,
}

/// Another name of a note.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alias {
    pub name: String,
    pub lang: Option<Lang>,
    pub sources: Vec<Citation>,
}

/// Another name with its language and what it rests on.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct LongAlias {
    /// The name.
    name: String,
    /// Language of the name.
    #[serde(default)]
    lang: Option<Lang>,
    /// Sources that use the name.
    #[serde(default)]
    sources: Vec<Citation>,
}

impl schemars::JsonSchema for Alias {
    fn schema_name() -> Cow<'static, str> {
        "alias".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        text_or::<LongAlias>(generator, "Another name.")
    }
}

impl<'de> Deserialize<'de> for Alias {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Alias;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a name, or {name, lang, sources}")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Alias, E> {
                Ok(Alias { name: name.to_owned(), ..Alias::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Alias, A::Error> {
                let LongAlias { name, lang, sources } =
                    LongAlias::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Alias { name, lang, sources })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// A citation in front matter: an id, `{source, locator}`, or the text `id, p. 3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    pub source: Ref,
    /// Where in the source, as written.
    pub locator: Option<String>,
}

/// A source, and where in it.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct LongCitation {
    /// The source, by its id.
    source: Ref,
    /// Where in the source, such as `p. 3` or `00:01:20`.
    #[serde(default)]
    locator: Option<String>,
}

impl schemars::JsonSchema for Citation {
    fn schema_name() -> Cow<'static, str> {
        "citation".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        text_or::<LongCitation>(
            generator,
            "A source by its id, with a place in it behind a comma: `daily, p. 3`.",
        )
    }
}

impl<'de> Deserialize<'de> for Citation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { value, span } = Spanned::<Written>::deserialize(deserializer)?;
        Ok(match value {
            Written::Short(text) => match text.split_once(',') {
                Some((id, locator)) if !locator.trim().is_empty() => {
                    let source = Spanned { value: id.trim().to_owned(), span };
                    Citation { source, locator: Some(locator.trim().to_owned()) }
                }
                _ => Citation { source: Spanned { value: text, span }, locator: None },
            },
            Written::Long(source, locator) => Citation { source, locator },
        })
    }
}

enum Written {
    Short(String),
    Long(Ref, Option<String>),
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Written;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a source's id, `id, p. 3`, or {source, locator}")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Written, E> {
                Ok(Written::Short(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Written, A::Error> {
                let long = LongCitation::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Written::Long(long.source, long.locator))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// A point in time with its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub jiff::Timestamp);

crate::yaml::schema!(
    Instant,
    crate::yaml::text_like(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)",
        "A point in time with its zone (RFC 3339), such as 2026-03-01T09:00:00+01:00."
    )
);

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Instant).map_err(|_| {
            let message = format!("`{text}` is no instant with a time zone");
            let help = "write it like 2026-03-01T09:00:00+01:00 (RFC 3339)".into();
            D::Error::custom(Fault { rule: "bad-date", message, help })
        })
    }
}
