//! Compiles a folder of notes into a linked briefing site.
//!
//! # Stages
//! 1. `load`     folder      -> `Sources`
//! 2. `parse`    `SourceFile`  -> `Draft`        cannot fail
//! 3. `select`   Drafts      -> `Published`    what this audience may see; nothing private goes further
//! 4. `resolve`  Published   -> `Site`         links, citations, relations, backlinks, timelines
//! 5. `check`    Site        -> `Diagnostic`s
//! 6. `render`, `export`  Site -> `Output`     recipes of pages; of feeds and data
//! 7. `publish`  Output      -> a folder, a branch or a bucket
//!
//! `compile` runs them in this order; `serve` shows the same pages while notes are written, and `online` tells `check`, where that
//! is wanted, what the web says of the addresses of sources. A module may use only modules declared above it.

// Words that every stage speaks.
pub mod text;
pub mod diag;
pub mod yaml;
pub mod value;
pub mod media;
pub mod config;
// Stages.
pub mod load;
pub mod model;
pub mod parse;
pub mod select;
pub mod resolve;
pub mod online;
pub mod check;
pub mod cite;
pub mod output;
pub mod render;
pub mod export;
pub mod publish;
pub mod compile;
pub mod schema;
pub mod note_file;
// Fronts.
pub mod serve;
pub mod lsp;
pub mod cli;
