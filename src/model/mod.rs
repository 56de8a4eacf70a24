//! What a note may say: its fields by type, claims, figures and relations.

pub mod figure;
pub mod names;
pub mod note;
pub mod notes;
pub mod relation;
pub mod claim;
pub mod translation;

pub use claim::Claim;
pub use figure::Figure;
pub use note::{Alias, Citation, Common, Field, NoteType, Ref, Seat, Wanted};
pub use notes::{Facets, Fields};
pub use relation::Relation;
