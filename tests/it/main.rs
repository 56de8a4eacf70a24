//! The program as its users run it: every test builds a site in a folder of its own and looks at what comes out.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make and read files, and panic if they cannot"
)]

mod support;

mod actors;
mod again;
mod capture;
mod check;
mod completions;
mod contrast;
mod determinism;
mod empty;
mod figures;
mod front_matter;
mod golden;
mod images;
mod init;
mod languages;
mod leaks;
mod lsp;
mod map;
mod mend;
mod network;
mod new;
mod online;
mod output;
mod privacy;
mod publish;
mod publish_git;
mod registers;
mod rules;
mod rules_claims;
mod rules_sourcing;
mod sample;
mod schema;
mod search;
mod serve;
mod sharing;
mod sourcing;
mod terminal;
mod text;
mod tidy;
mod timelines;
mod transcripts;
mod words;
