//! `sourcebook serve`

use std::net::IpAddr;
use std::path::Path;

use super::build::For;
use super::ui::Voice;
use super::{Exit, ui};
use crate::diag::Level;
use crate::load;
use crate::serve::{Begun, News, Options, PORT, ServeError, serve};

/// Show the site in a browser while you write
///
/// Pages are made when you look at them, and shown again when what is on them has changed; nothing is written to disk. Drafts, and notes under
/// embargo, are shown and marked. With a mistake in a note, the last page without one stays, and the mistake is shown over it.
///
/// Only you can see the preview: it answers on this machine alone, and to whoever opens the address that is printed, which brings a key along.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sourcebook serve\n  sourcebook serve --open\n  sourcebook serve --root my-dossier --port 8080\n\nStop it with Ctrl-C."
)]
pub(super) struct Args {
    /// Port to listen at [default: 1313, or the next free one]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Address to listen at; any but 127.0.0.1 lets others on the network ask
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Open the preview in the browser
    #[arg(long)]
    open: bool,
    /// Whose site to show: with `internal`, internal notes are in it like any other
    #[arg(long, value_enum, default_value = "public")]
    audience: For,
}

pub(super) fn run(root: &Path, voice: Voice, args: &Args) -> Exit {
    // A folder that is no site is not worth waiting for.
    let content = match load::load(root) {
        Ok(sources) => sources.content,
        Err(error) => return super::build::cannot_read(&error),
    };
    if !args.bind.is_loopback() {
        ui::warn(&format!(
            "warning: listening at {}: everybody on the network can try to open the preview, which holds drafts, and what it sends can be read on the way",
            args.bind
        ));
    }
    let options = Options {
        root: root.to_owned(),
        content,
        audience: args.audience.audience(),
        bind: args.bind,
        port: args.port,
    };
    let begun = |begun: &Begun| {
        ui::say(&format!("Preview at {}", begun.address));
        if voice != Voice::Quiet {
            ui::say("  stop it with Ctrl-C");
        }
        if let Some(why) = &begun.polling {
            ui::warn(&format!(
                "changes cannot be watched here ({why}); files are looked at every 0.7 s instead"
            ));
        }
        if args.open
            && let Err(error) = open::that_detached(&begun.address)
        {
            ui::warn(&format!("no browser could be opened ({error}); open the address yourself"));
        }
    };
    match serve(options, begun, move |news| tell(news, voice)) {
        Ok(()) => Exit::Fine,
        Err(error) => {
            let help = match &error {
                ServeError::Bind(_, why) if why.kind() == std::io::ErrorKind::AddrInUse => {
                    format!("give another with --port, or none, to get {PORT} or the next free one")
                }
                ServeError::Bind(..) => "give an address of this machine with --bind, or none".to_owned(),
                ServeError::Watch(_) | ServeError::Io(_) => "mend the cause and start again".to_owned(),
            };
            ui::error(&error.to_string(), &[], Some(&help));
            Exit::InputOutput
        }
    }
}

fn tell(news: &News<'_>, voice: Voice) {
    match news {
        News::Unreadable(error) => ui::error(&error.to_string(), &[], Some("the last pages are still shown")),
        News::Compiled { found, files, time } => {
            ui::report(found, files, voice);
            let errors = found.iter().any(|d| d.level == Level::Error);
            if voice != Voice::Quiet {
                let notes = ui::count(files.len().saturating_sub(1), "note");
                let state = if errors { "not shown until mended" } else { "ready" };
                ui::say(&format!("{notes}, {state} after {:.0} ms", time.as_secs_f64() * 1000.0));
            }
        }
    }
}
