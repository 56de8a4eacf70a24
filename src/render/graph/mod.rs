//! Relations as graphics: an actor's neighbours, and the network of all actors. Drawn from whole numbers, so that bytes are the same everywhere.

pub mod ego;
pub mod neighbours;
pub mod text;
