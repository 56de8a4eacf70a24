//! One file a note type: its own fields, and what it says of itself to those who know no types.

mod actor;
mod briefing;
mod event;
mod page;
mod place;
mod source;
mod topic;

pub use actor::{Actor, ActorKind};
pub use briefing::{Briefing, Judgement};
pub use event::{Event, EventKind, Participant, Role};
pub use page::Page;
pub use place::{Place, Precision};
pub use source::{Capture, Source, SourceKind};
pub use topic::Topic;

use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::note::{Citation, Common, Field, NoteType, Ref, TextVisitor};
use super::relation::Relation;
use crate::text::habits;
use crate::value::Date;
use crate::yaml::{Node, Problem, Value, decode, fields_of};

/// What a note says of itself, whatever its type: when, where, who, and its nearest term in other vocabularies.
pub trait Facets {
    /// The finer class within the type: its word and its words for readers.
    fn kind(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    /// The time that the note stands for.
    fn when(&self) -> Option<&Date> {
        None
    }

    /// Words that replace those of [`Facets::when`].
    fn when_words(&self) -> Option<&str> {
        None
    }

    /// The type of schema.org (30.0) that is nearest.
    fn schema_org(&self) -> &'static str;

    /// Sources of the note as a whole.
    fn sources(&self) -> &[Citation] {
        &[]
    }

    fn relations(&self) -> &[Relation] {
        &[]
    }

    fn native_name(&self) -> Option<&str> {
        None
    }

    fn wikidata(&self) -> Option<&str> {
        None
    }

    /// Calls `f` with every reference in the type's own fields.
    fn each_ref(&mut self, f: &mut dyn FnMut(Field, &mut Ref));

    /// Calls `f` with every own field that holds inline Markdown.
    fn each_text(&mut self, _: &mut TextVisitor<'_>) {}
}

macro_rules! types {
    ($($variant:ident),*) => {
        /// The fields of a note that only its type has; shared by all that is made of the note.
        #[derive(Debug, Clone)]
        pub enum Fields { $($variant(Arc<$variant>),)* }

        impl Fields {
            pub fn note_type(&self) -> NoteType {
                match self { $(Fields::$variant(_) => NoteType::$variant,)* }
            }

            pub fn facets(&self) -> &dyn Facets {
                match self { $(Fields::$variant(fields) => &**fields,)* }
            }

            pub fn facets_mut(&mut self) -> &mut dyn Facets {
                match self { $(Fields::$variant(fields) => Arc::<$variant>::make_mut(fields),)* }
            }

            /// Reads the fields of a type.
            fn read(kind: NoteType, own: &Node, problems: &mut Vec<Problem>) -> Option<Fields> {
                match kind {
                    $(NoteType::$variant => decode::<$variant>(own, problems).map(|f| Fields::$variant(Arc::new(f))),)*
                }
            }

            /// The JSON Schema of a type's own fields.
            pub(crate) fn schema(kind: NoteType, generator: &mut SchemaGenerator) -> Schema {
                match kind { $(NoteType::$variant => $variant::json_schema(generator),)* }
            }

            /// The names of a type's own fields, in their order.
            pub fn names(kind: NoteType) -> &'static [&'static str] {
                match kind { $(NoteType::$variant => fields_of::<$variant>(),)* }
            }
        }
    };
}
types!(Actor, Source, Event, Place, Topic, Briefing, Page);

/// All references of a note's fields, each with the field it stands in.
pub fn references(common: &mut Common, fields: &mut Fields) -> Arc<[(Field, Ref)]> {
    let mut all = Vec::new();
    let mut take = |field: Field, r: &mut Ref| all.push((field, r.clone()));
    common.each_ref(&mut take);
    fields.facets_mut().each_ref(&mut take);
    all.into()
}

/// Reads a note's front matter: the fields of all notes, and those of its type.
pub fn read(root: &Node, kind: NoteType, problems: &mut Vec<Problem>) -> (Option<Common>, Option<Fields>) {
    let Value::Map(entries) = &root.value else {
        let message = "the front matter is no list of fields".to_owned();
        let help = Some("write `name: value`, one a line".to_owned());
        problems.push(Problem { rule: "wrong-type", span: root.span, message, help });
        return (None, None);
    };
    let shared = fields_of::<Common>();
    let (mut common, mut own) = (root.clone(), root.clone());
    let part = |shared_wanted: bool| {
        entries
            .iter()
            .filter(|(_, key, _)| shared.contains(&key.as_str()) == shared_wanted)
            .cloned()
            .collect()
    };
    common.value = Value::Map(part(true));
    own.value = Value::Map(part(false));
    let first = problems.len();
    let result = (decode(&common, problems), Fields::read(kind, &own, problems));
    for problem in problems[first..].iter_mut().filter(|p| p.rule == "unknown-field") {
        suggest_field(problem, kind, shared, entries);
    }
    result
}

/// Hints at the field of the note that is meant, its own or one that all notes have, or at the type that has it.
fn suggest_field(
    problem: &mut Problem,
    kind: NoteType,
    shared: &[&'static str],
    entries: &[(crate::text::Span, String, Node)],
) {
    let Some((_, key, _)) = entries.iter().find(|(span, _, _)| *span == problem.span) else { return };
    let names = Fields::names(kind).iter().chain(shared).copied();
    let habit = habits::field(key, |field| names.clone().any(|name| name == field));
    let other = || NoteType::ALL.iter().find(|other| Fields::names(**other).contains(&key.as_str()));
    let article = if matches!(kind, NoteType::Actor | NoteType::Event) { "an" } else { "a" };
    problem.help = Some(if let Some(field) = habit {
        format!("{article} {} note says this in `{field}`", kind.word())
    } else if habits::is_address(key) {
        "a note is known by the name of its file; rename the file, and put its old name into `former_ids`"
            .to_owned()
    } else if let Some(other) = other() {
        format!("`{key}` is a field of {} notes; this is {article} {} note", other.word(), kind.word())
    } else if let Some(near) = crate::text::nearest(key, names.clone()) {
        format!("did you mean `{near}`?")
    } else {
        let mut all: Vec<&str> = names.collect();
        all.sort_unstable();
        format!("the fields of {article} {} note are: {}", kind.word(), all.join(", "))
    });
}
