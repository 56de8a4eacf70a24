//! One value type a file, each with its parsing, printing and tests.

/// Gives every variant of a closed vocabulary its written word and its words for readers.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal, $label:literal;)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every word of the vocabulary, in its own order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The word as written in front matter.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// The words that readers see.
            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)* }
            }
        }

        crate::yaml::schema!(
            $name,
            crate::yaml::words($name::ALL.iter().map(|word| (word.word(), word.label().to_owned())))
        );
    };
}
pub(crate) use vocabulary;

pub mod date;
mod address;
mod grade;
mod hash;
mod id;
mod identifier;
mod lang;
mod latin;
pub mod number;
mod visibility;

pub(crate) use address::is_bidi_control;
pub use address::{Address, WebAddress};
pub use date::Date;
pub use grade::{ClaimStatus, Confidence, Credibility, Likelihood, Reliability};
pub use hash::sha256;
pub use id::{Id, IdError, of_title as id_of_title, suggest as suggest_id};
pub use identifier::{Doi, Isbn, Pages, WikidataItem};
pub use lang::Lang;
pub use latin::latin;
pub use visibility::Visibility;
