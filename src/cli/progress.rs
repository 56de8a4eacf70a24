//! What a long command is doing: a bar on a terminal, and how long each stage took.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::ui::{self, Voice};

/// What takes less than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);
const TICK: Duration = Duration::from_millis(100);

/// A command on its way through its stages.
pub(super) struct Progress {
    start: Instant,
    last: Instant,
    times: Vec<(&'static str, Duration)>,
    shared: Arc<Shared>,
    painter: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    done: Arc<AtomicUsize>,
}

#[derive(Default)]
struct State {
    stage: &'static str,
    /// How many steps the stage has; 0 if nobody knows.
    total: usize,
    ended: bool,
}

impl Progress {
    /// Begins; with somebody at a terminal who wants to hear of it, a bar appears after half a second.
    pub(super) fn new(voice: Voice) -> Progress {
        let shared = Arc::new(Shared::default());
        let is_seen = std::io::stderr().is_terminal() && voice != Voice::Quiet;
        let can_paint = is_seen && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let painter = can_paint.then(|| {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || shared.paint())
        });
        let now = Instant::now();
        Progress { start: now, last: now, times: Vec::new(), shared, painter }
    }

    /// Ends the stage before and begins another.
    pub(super) fn stage(&mut self, name: &'static str, total: usize) {
        let mut state = self.shared.state.lock().unwrap_or_else(|broken| broken.into_inner());
        let now = Instant::now();
        if !state.stage.is_empty() {
            self.times.push((state.stage, now - self.last));
        }
        self.last = now;
        (state.stage, state.total) = (name, total);
        self.shared.done.store(0, Ordering::Relaxed);
    }

    /// Counts the steps that are done in this stage.
    pub(super) fn counter(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.shared.done)
    }

    /// Takes the bar away, so that other words can be printed; it does not come back.
    pub(super) fn end(&mut self) {
        self.stage("", 0);
        self.shared.state.lock().unwrap_or_else(|broken| broken.into_inner()).ended = true;
        self.shared.changed.notify_all();
        if let Some(painter) = self.painter.take() {
            // A bar that cannot be painted is no reason to say anything.
            let _ = painter.join();
        }
    }

    /// How long it has taken so far, as words.
    pub(super) fn took(&self) -> String {
        seconds(self.start.elapsed())
    }

    /// Prints how long each stage took.
    pub(super) fn say_times(&self) {
        for (stage, time) in &self.times {
            ui::say(&format!("  {stage:24} {}", seconds(*time)));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

impl Shared {
    fn paint(&self) {
        let lock = || self.state.lock().unwrap_or_else(|broken| broken.into_inner());
        let mut wait = PATIENCE;
        let mut painted = false;
        loop {
            let waited = self.changed.wait_timeout_while(lock(), wait, |state| !state.ended);
            let (state, _) = waited.unwrap_or_else(|broken| broken.into_inner());
            if state.ended {
                break;
            }
            let text = line(state.stage, self.done.load(Ordering::Relaxed), state.total);
            drop(state);
            let _ = write!(std::io::stderr(), "\r\x1b[K{text}");
            let _ = std::io::stderr().flush();
            (wait, painted) = (TICK, true);
        }
        if painted {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
            let _ = std::io::stderr().flush();
        }
    }
}

/// A stage with its bar: `making pages [######------] 512 of 1,024`.
fn line(stage: &str, done: usize, total: usize) -> String {
    const WIDTH: usize = 24;
    if total == 0 {
        return format!("{stage} …");
    }
    let done = done.min(total);
    let full = done * WIDTH / total;
    let number = |n: usize| crate::value::number::grouped(n as f64, ",", ".");
    format!(
        "{stage} [{}{}] {} of {}",
        "#".repeat(full),
        "-".repeat(WIDTH - full),
        number(done),
        number(total)
    )
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_as_steps_are_done() {
        assert_eq!(line("reading", 0, 0), "reading …");
        assert_eq!(line("making pages", 0, 8), "making pages [------------------------] 0 of 8");
        assert_eq!(line("making pages", 512, 1024), "making pages [############------------] 512 of 1,024");
        assert_eq!(line("making pages", 9, 8), "making pages [########################] 8 of 8");
    }

    #[test]
    fn every_stage_has_its_time() {
        let mut progress = Progress::new(Voice::Quiet);
        progress.stage("reading", 0);
        progress.stage("making pages", 10);
        progress.counter().fetch_add(3, Ordering::Relaxed);
        progress.end();
        let names: Vec<&str> = progress.times.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["reading", "making pages"]);
        assert_eq!(progress.counter().load(Ordering::Relaxed), 0, "each stage counts its own steps");
    }
}
