//! `sourcebook check --online`: the options, the file with the answers of other days, and the words about how it went.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::super::progress::Progress;
use super::super::ui::{self, Voice};
use crate::online::{self, Answers, Archive, Asked, Memory, Network, Question, Settings};

const HEADING: &str = "Addresses of sources";

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Also ask whether the addresses of published sources still answer, which needs the network and takes time
    #[arg(long, help_heading = HEADING)]
    online: bool,
    /// Ask again what was answered lately; without it, good answers count for a week and others for a day
    #[arg(long, requires = "online", help_heading = HEADING)]
    fresh: bool,
    /// Seconds between two requests to one host
    #[arg(long, requires = "online", value_name = "SECONDS", default_value = "1", value_parser = seconds, help_heading = HEADING)]
    pause: Duration,
    /// Seconds after which an answer is no longer waited for
    #[arg(long, requires = "online", value_name = "SECONDS", default_value = "20", value_parser = seconds, help_heading = HEADING)]
    timeout: Duration,
    /// Whom to ask for copies of what is dead: the address of an availability interface like that of the Wayback Machine, or `none`
    #[arg(long, requires = "online", value_name = "ADDRESS", default_value = Archive::WAYBACK, value_parser = whom, help_heading = HEADING)]
    archive: Whom,
}

/// An archive, or none.
#[derive(Debug, Clone)]
struct Whom(Option<Archive>);

fn whom(text: &str) -> Result<Whom, String> {
    if text == "none" {
        return Ok(Whom(None));
    }
    Archive::parse(text).map(|archive| Whom(Some(archive))).map_err(|why| format!("{why}; or write `none`"))
}

fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.parse::<f64>().ok().filter(|number| (0.1..=600.0).contains(number));
    number.map(Duration::from_secs_f64).ok_or_else(|| "write a number of seconds from 0.1 to 600".to_owned())
}

/// One run that asks.
pub(super) struct Online {
    settings: Settings,
    network: Network,
    memory: Memory,
    /// Where the memory is kept; none where the system has no place for it.
    file: Option<PathBuf>,
    asked: Asked,
}

impl Options {
    /// Begins, if asking is wanted.
    pub(super) fn begin(&self, now: jiff::Timestamp) -> Option<Online> {
        let seconds = now.as_second();
        let settings = Settings {
            pause: self.pause,
            archive: self.archive.0.clone(),
            now: seconds,
            is_fresh: self.fresh,
        };
        self.online.then(|| {
            let file = file();
            let memory = file.as_deref().map(|file| read(file, seconds)).unwrap_or_default();
            Online {
                settings,
                network: Network::new(self.timeout, now),
                memory,
                file,
                asked: Asked::default(),
            }
        })
    }
}

impl Online {
    /// Asks all that is not known.
    pub(super) fn ask(&mut self, questions: &[Question], progress: &mut Progress) -> Answers {
        if self.is_offline() {
            return Answers::default();
        }
        progress.stage("asking addresses", questions.len());
        let done = progress.counter();
        let send = |want, url: &_| self.network.send(want, url);
        let mut asked = online::ask(questions, &mut self.memory, &self.settings, &send, &done);
        progress.stage("checking", 0);
        // What is asked for again after mending was asked in this run.
        self.settings.is_fresh = false;
        asked.asked += self.asked.asked;
        let answers = std::mem::take(&mut asked.answers);
        self.asked = asked;
        answers
    }

    pub(super) fn is_offline(&self) -> bool {
        self.asked.is_offline
    }

    /// Keeps what was answered, and says how it went.
    pub(super) fn end(self, voice: Voice) {
        if self.asked.is_offline {
            let help = "see that this machine has a network, or name its proxy in HTTPS_PROXY; all other findings stand";
            ui::error("no address could be asked: nobody answers", &[], Some(help));
            return;
        }
        if let Some(file) = self.file.as_deref().filter(|_| self.asked.asked > 0)
            && let Err(error) = write(file, &self.memory.text())
        {
            ui::warn(&format!("the answers are not kept: cannot write {}: {error}", file.display()));
        }
        if voice != Voice::Quiet {
            self.say(voice);
        }
    }

    fn say(&self, voice: Voice) {
        let Asked { addresses, asked, .. } = self.asked;
        let lately = match addresses.saturating_sub(asked) {
            0 => String::new(),
            kept => format!("; {kept} answered lately"),
        };
        ui::warn(&format!("asked {asked} of {addresses} addresses{lately}"));
        if self.asked.is_archive_lost {
            ui::warn("the archive did not answer, so that no copies are proposed");
        }
        let unclear = &self.asked.unclear;
        if !unclear.is_empty() {
            let more = if voice == Voice::Verbose { ":" } else { "; --verbose names them" };
            ui::warn(&format!("{} of them answered, but not to a program{more}", unclear.len()));
        }
        for (url, status) in unclear.iter().filter(|_| voice == Voice::Verbose) {
            ui::warn(&format!("  {status}  {url}"));
        }
    }
}

/// Where answers are kept: one file for all sites of a user.
fn file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let own = || match std::env::consts::OS {
        "windows" => folder("LOCALAPPDATA"),
        "macos" => folder("HOME").map(|home| home.join("Library/Caches")),
        _ => folder("HOME").map(|home| home.join(".cache")),
    };
    folder("XDG_CACHE_HOME").or_else(own).map(|folder| folder.join("sourcebook").join("links.json"))
}

fn read(file: &Path, now: i64) -> Memory {
    // What cannot be read is asked again.
    std::fs::read_to_string(file).map(|text| Memory::read(&text, now)).unwrap_or_default()
}

/// Writes the file in one step; only its user can read what was asked.
fn write(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().unwrap_or(file);
    std::fs::create_dir_all(folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.persist(file)?;
    Ok(())
}
