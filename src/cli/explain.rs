//! `sourcebook explain`

use super::{Exit, ui};
use crate::check::{self, manual};
use crate::diag::rules;

/// Explain a rule: what it reports, why that matters, an example, and the way out
///
/// Without a name, lists all rules with a line on each.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook explain\n  sourcebook explain uncited-paragraph\n  sourcebook explain --all > rules.md"
)]
pub(super) struct Args {
    /// Name of the rule, as it stands in brackets in a finding
    #[arg(value_name = "RULE", conflicts_with = "all", hide_possible_values = true, value_parser = ui::Known(names))]
    rule: Option<String>,
    /// Print all rules as one Markdown page
    #[arg(long)]
    all: bool,
}

fn names() -> Vec<&'static str> {
    rules::NAMES.to_vec()
}

pub(super) fn run(args: &Args) -> Exit {
    let Some(name) = &args.rule else {
        let text = if args.all { manual::page() } else { manual::list() };
        ui::say(text.trim_end());
        return Exit::Fine;
    };
    match check::rule(name) {
        Some(rule) => {
            ui::say(manual::one(rule).trim_end());
            Exit::Fine
        }
        None => {
            let (message, near) = rules::unknown(name).unwrap_or_default();
            ui::error(&message, &[], near.as_deref());
            Exit::WrongUse
        }
    }
}
