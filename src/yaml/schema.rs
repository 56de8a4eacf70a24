//! JSON Schemas of what the decoder reads, where a derive cannot know them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::Spanned;

/// A place changes nothing about what may be written.
impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// The schema of a closed list of words, each with its meaning.
pub fn words(words: impl IntoIterator<Item = (&'static str, String)>) -> Schema {
    let (words, meanings): (Vec<&str>, Vec<String>) = words.into_iter().unzip();
    json_schema!({ "type": "string", "enum": words, "enumDescriptions": meanings })
}

/// The schema of text in a certain form; `pattern` is a regular expression of ECMA 262.
pub fn text_like(pattern: &str, description: &str) -> Schema {
    json_schema!({ "type": "string", "pattern": pattern, "description": description })
}

/// The schema of text in a certain form that YAML may read as a number.
pub fn number_like(pattern: &str, description: &str) -> Schema {
    json_schema!({ "type": ["string", "number"], "pattern": pattern, "description": description })
}

/// The schema of what can be written as text or as fields.
pub fn text_or<Long: JsonSchema>(generator: &mut SchemaGenerator, text: &str) -> Schema {
    let long = generator.subschema_for::<Long>();
    json_schema!({ "anyOf": [{ "type": "string", "description": text }, long] })
}

/// Implements `JsonSchema` for a value type, whose schema stands in place wherever it is used.
macro_rules! schema {
    ($name:ident, $schema:expr) => {
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $schema
            }
        }
    };
}
pub(crate) use schema;
