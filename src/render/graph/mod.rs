//! Relations as graphics: an actor's neighbours, and the network of all actors.
//!
//! Bytes are the same on every machine: names take room by a table of widths, and places come from arithmetic that every processor does alike.

pub mod neighbours;
pub mod text;
pub mod ego;
pub mod years;
pub mod bonds;
mod space;
mod layout;
pub mod network;
