//! `sourcebook manual`

use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::ui::{self, Voice};
use super::{Cli, Exit, init};
use crate::model::{NoteType, relation};
use crate::schema::{FieldWords, Shape, fields};
use crate::value::{ClaimStatus, Confidence, Credibility, Likelihood, Reliability};

/// Read the manual
///
/// Prints a page of it as Markdown; without a name, lists all pages. What can be read from the program itself (fields, grades, relations, commands) is,
/// so that the manual is that of this very version.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook manual\n  sourcebook manual start\n  sourcebook manual fields | less\n  sourcebook manual --site sourcebook-manual"
)]
pub(super) struct Args {
    /// Name of the page
    #[arg(value_name = "TOPIC", hide_possible_values = true, value_parser = ui::Known(names))]
    topic: Option<String>,
    /// Print all pages
    #[arg(long, conflicts_with = "topic")]
    all: bool,
    /// Write the manual as a site of its own into this folder, ready to be built
    #[arg(long, value_name = "DIR", conflicts_with_all = ["topic", "all"])]
    site: Option<PathBuf>,
}

/// A page of the manual.
struct Topic {
    name: &'static str,
    /// What it is about, in a few words.
    about: &'static str,
    words: Words,
}

/// Where the words of a page come from.
enum Words {
    /// A file of its own.
    Text(&'static str),
    /// Sections of the read-me, by their headings.
    Readme(&'static [&'static str]),
    /// The program itself.
    Made(fn() -> String),
}

use Words::{Made, Readme, Text};

static TOPICS: &[Topic] = &[
    Topic {
        name: "start",
        about: "From nothing to a site in ten minutes",
        words: Text(include_str!("manual/start.md")),
    },
    Topic {
        name: "notes",
        about: "Notes, and what can stand in a text",
        words: Readme(&["Notes", "New notes", "Copies of sources"]),
    },
    Topic { name: "fields", about: "Every field of every type of note", words: Made(all_fields) },
    Topic {
        name: "dates",
        about: "Dates, as uncertain as they are",
        words: Text(include_str!("manual/dates.md")),
    },
    Topic {
        name: "grades",
        about: "Grades of sources and claims, likelihood, confidence",
        words: Made(grades),
    },
    Topic { name: "relations", about: "What actors can be to each other", words: Made(relations) },
    Topic { name: "figures", about: "Numbers that change with time", words: Readme(&["Figures"]) },
    Topic { name: "settings", about: "What can stand in site.yaml", words: Readme(&["Settings: site.yaml"]) },
    Topic {
        name: "checking",
        about: "Rules, their levels, and known exceptions",
        words: Readme(&["Check before you publish"]),
    },
    Topic {
        name: "private",
        about: "What no reader sees, and how the output is kept safe",
        words: Readme(&["Private notes", "Safety of the output"]),
    },
    Topic {
        name: "languages",
        about: "Sites in several languages, and their words",
        words: Readme(&["Languages"]),
    },
    Topic {
        name: "search",
        about: "How readers search, and what the index holds",
        words: Readme(&["Search"]),
    },
    Topic {
        name: "theme",
        about: "Colours, templates and scripts",
        words: Readme(&["Reading", "The theme's files"]),
    },
    Topic { name: "editors", about: "Setting up an editor and a shell", words: Readme(&["Editors"]) },
    Topic {
        name: "publishing",
        about: "Bringing a site onto the web",
        words: Text(include_str!("manual/publishing.md")),
    },
    Topic { name: "commands", about: "Every command with its options", words: Made(commands) },
];

fn names() -> Vec<&'static str> {
    TOPICS.iter().map(|topic| topic.name).collect()
}

pub(super) fn run(voice: Voice, args: &Args) -> Exit {
    if let Some(folder) = &args.site {
        return site(folder, voice);
    }
    if args.all {
        let pages: Vec<String> = TOPICS.iter().map(Topic::page).collect();
        ui::say(pages.join("\n").trim_end());
        return Exit::Fine;
    }
    let Some(name) = &args.topic else {
        ui::say("Pages of the manual; `sourcebook manual TOPIC` prints one:\n");
        for topic in TOPICS {
            ui::say(&format!("  {:11} {}", topic.name, topic.about));
        }
        ui::say(
            "\n`sourcebook COMMAND --help` tells about a command, `sourcebook explain RULE` about a rule.",
        );
        return Exit::Fine;
    };
    match TOPICS.iter().find(|topic| topic.name == name) {
        Some(topic) => {
            ui::say(topic.page().trim_end());
            Exit::Fine
        }
        None => ui::unknown("page of the manual", name, names().into_iter()),
    }
}

/// Writes the manual as a site.
fn site(folder: &Path, voice: Voice) -> Exit {
    let settings =
        "title: Manual of Sourcebook\ndescription: How to write, check and publish a sourced dossier.\n";
    let page = |topic: &Topic| {
        let page = topic.page();
        let (title, text) = page.split_once('\n').unwrap_or((&page, ""));
        let text = format!(
            "---\ntitle: {}\n---\n{}",
            crate::note_file::scalar(title.trim_start_matches("# ")),
            text
        );
        (format!("content/pages/manual-{}.md", topic.name), text)
    };
    let mut files = vec![("site.yaml".to_owned(), settings.to_owned())];
    files.extend(TOPICS.iter().map(page));
    match init::write_all(folder, &files) {
        Ok(()) if voice == Voice::Quiet => Exit::Fine,
        Ok(()) => {
            let folder = folder.display();
            ui::say(&format!(
                "Wrote the manual into {folder}; `sourcebook build --root {folder}` makes pages of it"
            ));
            Exit::Fine
        }
        Err(exit) => exit,
    }
}

impl Topic {
    /// The page as Markdown, its title first.
    fn page(&self) -> String {
        match self.words {
            Text(text) => text.to_owned(),
            Readme(headings) => {
                headings.iter().map(|heading| section(heading)).collect::<Vec<_>>().join("\n")
            }
            Made(make) => make(),
        }
    }
}

/// A section of the read-me as a page of its own; links that lead into the repository become words.
fn section(heading: &str) -> String {
    let readme = include_str!("../../README.md");
    let mut page = String::new();
    let mut is_code = false;
    for line in readme.lines().skip_while(|line| line.trim_start_matches('#') != format!(" {heading}")) {
        is_code ^= line.starts_with("```");
        if page.is_empty() {
            page.push_str(&format!("# {heading}\n"));
        } else if line.starts_with('#') && !is_code {
            break;
        } else {
            page.push_str(&if is_code { line.to_owned() } else { without_inner_links(line) });
            page.push('\n');
        }
    }
    page
}

/// Leaves the words of links that make sense in the repository alone.
fn without_inner_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(middle) = rest.find("](") {
        let (before, after) = (&rest[..middle], &rest[middle + 2..]);
        let (Some(open), Some(end)) = (before.rfind('['), after.find(')')) else { break };
        // Between backticks it is an example.
        let is_code = line[..line.len() - rest.len() + middle].matches('`').count() % 2 == 1;
        if is_code || after.starts_with("http") {
            out.push_str(&rest[..middle + 2 + end + 1]);
        } else {
            out.push_str(&before[..open]);
            out.push_str(&before[open + 1..]);
        }
        rest = &after[end + 1..];
    }
    out + rest
}

/// The fields of all types, from the structs that read them.
fn all_fields() -> String {
    let mut page = String::from("# Fields of notes\n\nThe fields of every note:\n\n");
    // A plain page has no fields of its own.
    let shared = fields(NoteType::Page);
    page.extend(shared.iter().map(line));
    page.push_str("- `type`: What kind of note it is, where the folder does not say so\n");
    for kind in NoteType::ALL {
        let own =
            fields(*kind).into_iter().filter(|field| !shared.iter().any(|other| other.name == field.name));
        let own: Vec<String> = own.map(|field| line(&field)).collect();
        page.push_str(&format!("\n## {}\n\nNotes in `content/{}/`", kind.label(), kind.folder()));
        page.push_str(if own.is_empty() {
            " have no fields beyond those.\n"
        } else {
            " have beyond those:\n\n"
        });
        page.extend(own);
    }
    page
}

fn line(field: &FieldWords) -> String {
    let more = match &field.shape {
        Shape::Words(words) => format!(": `{}`", words.join("`, `")),
        Shape::List(parts) if !parts.is_empty() => format!("; a list of `{{{}}}`", parts.join(", ")),
        Shape::List(_) => "; a list".to_owned(),
        Shape::Parts(parts) if !parts.is_empty() => format!("; written `{{{}}}`", parts.join(", ")),
        Shape::Date => "; a date".to_owned(),
        Shape::Number => "; a number".to_owned(),
        Shape::Flag => "; `true` or `false`".to_owned(),
        Shape::Parts(_) | Shape::Text => String::new(),
    };
    let required = if field.is_required { " (required)" } else { "" };
    format!("- `{}`{required}: {}{more}\n", field.name, field.meaning.trim_end_matches('.'))
}

fn grades() -> String {
    let table = |head: &str, rows: Vec<(String, String)>| {
        let rows: String =
            rows.into_iter().map(|(word, words)| format!("| `{word}` | {words} |\n")).collect();
        format!("\n| {head} | means |\n| --- | --- |\n{rows}")
    };
    let words = |word: &str, label: &str| (word.to_owned(), label.to_owned());
    let band = |likelihood: &Likelihood| {
        let (low, high) = likelihood.band();
        (likelihood.word().to_owned(), format!("{}, {low}–{high} %", likelihood.label()))
    };
    [
        "# Grades\n\n## Sources\n\nThe field `reliability` of a source is a letter of the Admiralty code; `reliability_reason` says why. F is no grade.\n".to_owned(),
        table("reliability", Reliability::ALL.iter().map(|r| words(r.word(), r.label())).collect()),
        "\n## Claims and events\n\nThe field `credibility` is a number of the same code. 6 is no grade.\n".to_owned(),
        table("credibility", (1..=6).filter_map(Credibility::new).map(|c| words(c.word(), c.label())).collect()),
        "\nThe field `status` of a claim or a relation says what is known of it: ".to_owned(),
        ClaimStatus::ALL.iter().map(|s| format!("`{}`", s.word())).collect::<Vec<_>>().join(", "),
        ".\n\n## Judgements\n\nA judgement of a briefing has a `likelihood` or a `confidence`, never both (ICD 203).\n".to_owned(),
        table("likelihood", Likelihood::ALL.iter().map(band).collect()),
        table("confidence", Confidence::ALL.iter().map(|c| words(c.word(), c.meaning())).collect()),
    ]
    .concat()
}

fn relations() -> String {
    let mut page = String::from(
        "# Relations\n\nAn actor's `relations` say what it is to other actors. Each is written once, on the note of either; the other shows it from its own side.\n\n```yaml\nrelations:\n  - {type: branch-of, to: river-guard, when: 2019/.., sources: [daily]}\n```\n\n| type | from the other side |\n| --- | --- |\n",
    );
    page.extend(relation::TABLE.iter().map(|row| format!("| `{}` | `{}` |\n", row.word, row.inverse)));
    page
}

/// The help of all commands.
fn commands() -> String {
    let mut program = Cli::command().max_term_width(100).term_width(100);
    program.build();
    let mut page = format!("# Commands\n\n```text\n{}```\n", program.render_long_help());
    for command in program.get_subcommands_mut().filter(|command| command.get_name() != "help") {
        let name = command.get_name().to_owned();
        page.push_str(&format!("\n## {name}\n\n```text\n{}```\n", command.render_long_help()));
    }
    page.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_title_and_words() {
        for topic in TOPICS {
            let page = topic.page();
            let (title, text) = page.split_once('\n').unwrap();
            assert!(title.starts_with("# ") && text.trim().len() > 200, "{}: {page}", topic.name);
            assert_eq!(page.matches("\n```").count() % 2, 0, "{}: a block of code has no end", topic.name);
        }
        let files =
            std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/manual")).unwrap().count();
        assert_eq!(files, TOPICS.iter().filter(|topic| matches!(topic.words, Text(_))).count());
    }

    #[test]
    fn links_into_the_repository_become_words() {
        assert_eq!(
            without_inner_links("see [below](#x), [a page](content/a.md) and [ours](https://a.example)."),
            "see below, a page and [ours](https://a.example)."
        );
        assert_eq!(without_inner_links("a [b] (c) ]("), "a [b] (c) ](");
        assert_eq!(without_inner_links("`![a](b.jpg)` [c](d.md) `x`"), "`![a](b.jpg)` c `x`");
    }

    #[test]
    fn the_program_tells_of_itself() {
        let fields = all_fields();
        assert!(fields.contains("\n- `date` (required): When it happened; a date\n"), "{fields}");
        assert!(fields.contains("\n- `kind`: What sort of actor it is: `person`, `state`, "));
        assert!(
            grades().contains("| `likely` | likely, 55–80 % |\n")
                && grades().contains("| `B` | Usually reliable |\n")
        );
        assert!(relations().contains("| `leads` | `led-by` |\n"));
        assert!(
            commands().contains("\n## build\n")
                && commands().contains("sourcebook build --audience internal")
        );
    }
}
