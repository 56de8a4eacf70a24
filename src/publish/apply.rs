//! What a plan says, done at a target: in its order, each step again if it fails, and nothing beyond it.
//!
//! A target whose readers see every step is first told, in its manifest, which paths are being changed. Whatever ends the work then, the next
//! publish knows all files as ours and does again what it cannot be sure of.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use super::dir::bytes_of;
use super::fresh::Fresh;
use super::manifest::Manifest;
use super::plan::{Action, Phase, Plan, Step};
use super::{PublishError, Report, Target};
use crate::output::Output;
use crate::select::Audience;

/// How often and how patiently a step is tried.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How often at most.
    pub attempts: u32,
    /// How long the first wait is; each of the others is twice as long as the one before.
    pub first: Duration,
    /// How long a wait is at most, whatever a server asks for.
    pub most: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { attempts: 6, first: Duration::from_millis(250), most: Duration::from_secs(20) }
    }
}

/// Everything that carrying out a plan needs beside the target.
#[derive(Debug)]
pub struct Job<'a> {
    pub plan: &'a Plan,
    pub fresh: &'a Fresh,
    pub output: &'a Output<'a>,
    /// The manifest at the target when it was looked at.
    pub before: Option<&'a Manifest>,
    pub patience: Patience,
    /// Counts the steps that are done.
    pub done: &'a AtomicUsize,
}

/// Carries out a plan. If it fails, readers see the old site, or one that the next run completes.
pub fn apply(target: &mut dyn Target, job: &Job<'_>) -> Result<Report, PublishError> {
    let plan = job.plan;
    let report = Report {
        written: plan.steps.iter().filter(|step| step.action != Action::Remove).count(),
        removed: plan.of(Action::Remove).count(),
        unchanged: plan.unchanged,
    };
    if plan.is_done {
        return Ok(report);
    }
    job.again(&mut || target.begin(plan))?;
    let manifest = job.fresh.manifest();
    if target.is_atomic() {
        for phase in Phase::ALL {
            job.phase(target, *phase)?;
        }
        job.again(&mut || target.switch(&manifest))?;
        job.verify(target)?;
        return Ok(report);
    }
    if plan.steps.is_empty() {
        job.again(&mut || target.switch(&manifest))?;
        return Ok(report);
    }
    let pending = || plan.steps.iter().map(|step| step.path.clone());
    let mut claim = job.before.cloned().unwrap_or_else(|| Manifest::new(Audience::Public, &manifest.site));
    claim.pending.extend(pending());
    job.again(&mut || target.switch(&claim))?;
    let is_last = |phase: &&Phase| matches!(phase, Phase::RemovePages | Phase::Remove);
    for phase in Phase::ALL.iter().filter(|phase| !is_last(phase)) {
        job.phase(target, *phase)?;
    }
    let mut unsure = manifest.clone();
    unsure.pending.extend(pending());
    job.again(&mut || target.switch(&unsure))?;
    job.verify(target)?;
    for phase in Phase::ALL.iter().filter(is_last) {
        job.phase(target, *phase)?;
    }
    job.again(&mut || target.switch(&manifest))?;
    Ok(report)
}

impl Job<'_> {
    /// Takes all steps of a phase, several at a time.
    fn phase(&self, target: &dyn Target, phase: Phase) -> Result<(), PublishError> {
        let steps: Vec<&Step> = self.plan.steps.iter().filter(|step| step.phase == phase).collect();
        if steps.is_empty() {
            return Ok(());
        }
        self.again(&mut || target.holds())?;
        self.each(target, &steps, &|step| {
            let taken = match step.action {
                Action::Remove => self.again(&mut || target.delete(&step.path)),
                Action::Add | Action::Change => {
                    let bytes = self.bytes(step)?;
                    self.again(&mut || target.put(&step.path, &bytes))
                }
            };
            self.done.fetch_add(1, Ordering::Relaxed);
            taken
        })
    }

    /// Reads everything back that was written, and writes once more what is not as it should be.
    fn verify(&self, target: &dyn Target) -> Result<(), PublishError> {
        let written: Vec<&Step> = self.plan.steps.iter().filter(|step| step.hash.is_some()).collect();
        self.again(&mut || target.holds())?;
        self.each(target, &written, &|step| {
            let is_right = || match self.fresh.files.get(&step.path) {
                Some(print) => self.again(&mut || target.is_there(&step.path, print)),
                None => Ok(false),
            };
            match is_right() {
                Ok(true) => return Ok(()),
                // What a store keeps breaking off while it is read back is no better than what is wrong.
                Ok(false) | Err(PublishError::Store { again: Some(_), .. }) => {}
                Err(error) => return Err(error),
            }
            if !target.is_atomic() {
                let bytes = self.bytes(step)?;
                self.again(&mut || target.put(&step.path, &bytes))?;
                if is_right()? {
                    return Ok(());
                }
            }
            Err(PublishError::store(format!("{} is not at {} as it was written", step.path, target.place())))
        })
    }

    /// Does something for each step in as many lanes as the target has; after the first failure, nothing more is begun.
    fn each(
        &self,
        target: &dyn Target,
        steps: &[&Step],
        act: &(dyn Fn(&Step) -> Result<(), PublishError> + Sync),
    ) -> Result<(), PublishError> {
        let next = AtomicUsize::new(0);
        let stopped = AtomicBool::new(false);
        let failure: Mutex<Option<PublishError>> = Mutex::new(None);
        let lane = || {
            while !stopped.load(Ordering::Relaxed) {
                let Some(step) = steps.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
                if let Err(error) = act(step) {
                    stopped.store(true, Ordering::Relaxed);
                    failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(error);
                }
            }
        };
        let lanes = target.lanes().clamp(1, steps.len().max(1));
        std::thread::scope(|scope| {
            for _ in 1..lanes {
                scope.spawn(lane);
            }
            lane();
        });
        let failure = failure.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        failure.map_or(Ok(()), Err)
    }

    /// The bytes of a file, which must be those that were planned.
    fn bytes(&self, step: &Step) -> Result<Vec<u8>, PublishError> {
        let gone = || {
            let reason = format!("{} changed while it was published", step.path);
            PublishError::refused(reason, "publish again once nobody writes into the site's folder")
        };
        let recipe = self.output.get(&step.path).ok_or_else(gone)?;
        let bytes = bytes_of(&step.path, recipe)?;
        let is_planned = step.hash.as_deref() == Some(blake3::hash(&bytes).to_hex().as_str());
        if is_planned { Ok(bytes) } else { Err(gone()) }
    }

    fn again<T>(&self, act: &mut dyn FnMut() -> Result<T, PublishError>) -> Result<T, PublishError> {
        again(self.patience, act)
    }
}

/// Tries until it works, the error is one that stays, or the patience ends.
pub fn again<T>(
    patience: Patience,
    act: &mut dyn FnMut() -> Result<T, PublishError>,
) -> Result<T, PublishError> {
    let mut wait = patience.first;
    for _ in 1..patience.attempts {
        match act() {
            Err(PublishError::Store { again: Some(least), .. }) => {
                // Lanes that failed together do not come back together.
                let mut byte = [0];
                let _ = getrandom::fill(&mut byte);
                let some = wait.mul_f64(0.5 + f64::from(byte[0]) / 255.0);
                std::thread::sleep(some.max(least).min(patience.most));
                wait *= 2;
            }
            other => return other,
        }
    }
    act()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::AtomicU32;

    use super::*;
    use crate::output::Recipe;
    use crate::publish::fresh::Print;
    use crate::publish::plan::Approval;
    use crate::publish::{Content, Survey};

    /// A store in memory that fails at one of its requests, in one of several ways.
    #[derive(Default)]
    struct Memory {
        files: Mutex<BTreeMap<String, Vec<u8>>>,
        manifest: Option<Manifest>,
        /// What was asked of it, in order.
        log: Mutex<Vec<String>>,
        requests: AtomicU32,
        /// The request that fails, for good or once.
        fails: Option<(u32, bool)>,
        /// A file that cannot be read whole before it is written once more, and how often it was written.
        broken: Option<&'static str>,
        written: AtomicU32,
        /// Set once somebody else has published.
        taken: bool,
    }

    impl Memory {
        fn request(&self, what: String) -> Result<(), PublishError> {
            let number = self.requests.fetch_add(1, Ordering::Relaxed);
            match self.fails {
                Some((failing, true)) if number >= failing => return Err(PublishError::store("killed")),
                Some((failing, false)) if number == failing => {
                    return Err(PublishError::Store {
                        why: "busy".into(),
                        help: None,
                        again: Some(Duration::ZERO),
                    });
                }
                _ => {}
            }
            self.log.lock().unwrap().push(what);
            Ok(())
        }

        /// Every page has what it asks for: its content is the path of its style.
        fn is_whole(&self) -> bool {
            let files = self.files.lock().unwrap();
            let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
            pages.into_iter().all(|(_, bytes)| files.contains_key(std::str::from_utf8(bytes).unwrap()))
        }
    }

    impl Target for Memory {
        fn place(&self) -> String {
            "memory".into()
        }
        fn survey(&mut self) -> Result<Survey, PublishError> {
            let present = self.files.get_mut().unwrap().iter();
            let present = present.map(|(path, bytes)| {
                (path.clone(), Content::Blake3(blake3::hash(bytes).to_hex().to_string()))
            });
            let version = self.manifest.as_ref().map(|manifest| format!("{manifest:?}"));
            Ok(Survey { present: present.collect(), manifest: self.manifest.clone(), version })
        }
        fn begin(&mut self, _: &Plan) -> Result<(), PublishError> {
            Ok(())
        }
        fn is_atomic(&self) -> bool {
            false
        }
        fn lanes(&self) -> usize {
            1
        }
        fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
            self.request(format!("put {path}"))?;
            self.files.lock().unwrap().insert(path.into(), bytes.into());
            self.written.fetch_add(u32::from(self.broken == Some(path)), Ordering::Relaxed);
            assert!(self.is_whole(), "after {path}");
            Ok(())
        }
        fn delete(&self, path: &str) -> Result<(), PublishError> {
            self.request(format!("delete {path}"))?;
            self.files.lock().unwrap().remove(path);
            assert!(self.is_whole(), "after {path}");
            Ok(())
        }
        fn is_there(&self, path: &str, print: &Print) -> Result<bool, PublishError> {
            self.request(format!("read {path}"))?;
            if self.broken == Some(path) && self.written.load(Ordering::Relaxed) == 1 {
                let why = "unexpected end".into();
                return Err(PublishError::Store { why, help: None, again: Some(Duration::ZERO) });
            }
            Ok(self.files.lock().unwrap().get(path).is_some_and(|bytes| Print::of(bytes) == *print))
        }
        fn switch(&mut self, manifest: &Manifest) -> Result<(), PublishError> {
            self.holds()?;
            self.request(format!("switch, {} pending", manifest.pending.len()))?;
            self.manifest = Some(manifest.clone());
            Ok(())
        }
        fn holds(&self) -> Result<(), PublishError> {
            if self.taken { Err(PublishError::stale("memory")) } else { Ok(()) }
        }
        fn copies(&self) -> Vec<String> {
            Vec::new()
        }
    }

    fn output(files: &str) -> Output<'static> {
        let mut output = Output::default();
        for file in files.split_whitespace() {
            let (path, content) = file.split_once('=').unwrap();
            output.add(path, Recipe::Bytes(content.into()));
        }
        output.finish();
        output
    }

    fn publish(memory: &mut Memory, output: &Output<'_>) -> Result<Report, PublishError> {
        let mut fresh = Fresh::new("Test".into(), output, None, &AtomicUsize::new(0)).unwrap();
        fresh.notes.insert("a.html".into(), "A".into());
        let survey = memory.survey().unwrap();
        let allowed = Approval { allow_deletes: None, ..Approval::default() };
        let (plan, brakes) = Plan::new("live", "memory".into(), &fresh, &survey, allowed);
        assert_eq!(brakes, []);
        let done = AtomicUsize::new(0);
        let patience = Patience { first: Duration::ZERO, ..Patience::default() };
        let before = survey.manifest.as_ref();
        apply(memory, &Job { plan: &plan, fresh: &fresh, output, before, patience, done: &done })
    }

    const OLD: &str = "index.html=assets/s-1.css a.html=assets/s-1.css b.html=assets/s-1.css c.html=assets/s-1.css d.html=assets/s-1.css assets/s-1.css=1";
    const NEW: &str = "index.html=assets/s-2.css a.html=assets/s-2.css c.html=assets/s-2.css d.html=assets/s-2.css e.html=assets/s-2.css assets/s-2.css=2";

    #[test]
    fn steps_are_taken_in_their_order() {
        let mut memory = Memory::default();
        publish(&mut memory, &output(OLD)).unwrap();
        memory.log.get_mut().unwrap().clear();
        let report = publish(&mut memory, &output(NEW)).unwrap();
        assert_eq!(report, Report { written: 6, unchanged: 0, removed: 2 });
        assert_eq!(
            memory.log.get_mut().unwrap().as_slice(),
            [
                "switch, 8 pending",
                "put assets/s-2.css",
                "put e.html",
                "put a.html",
                "put c.html",
                "put d.html",
                "put index.html",
                "switch, 8 pending",
                "read assets/s-2.css",
                "read e.html",
                "read a.html",
                "read c.html",
                "read d.html",
                "read index.html",
                "delete b.html",
                "delete assets/s-1.css",
                "switch, 0 pending",
            ]
        );
        memory.log.get_mut().unwrap().clear();
        publish(&mut memory, &output(NEW)).unwrap();
        assert_eq!(memory.log.get_mut().unwrap().as_slice(), Vec::<String>::new());
    }

    #[test]
    fn whenever_it_is_killed_the_next_run_ends_it() {
        for failing in 0..17 {
            let mut memory = Memory::default();
            publish(&mut memory, &output(OLD)).unwrap();
            memory.requests = AtomicU32::new(0);
            memory.fails = Some((failing, true));
            publish(&mut memory, &output(NEW)).unwrap_err();
            assert!(memory.is_whole());
            memory.fails = None;
            // By then, the site may be another one again.
            let last = if failing % 2 == 0 { NEW } else { OLD };
            publish(&mut memory, &output(last)).unwrap();
            let mut fresh = Memory::default();
            publish(&mut fresh, &output(last)).unwrap();
            assert_eq!(
                memory.files.get_mut().unwrap(),
                fresh.files.get_mut().unwrap(),
                "killed at {failing}"
            );
            assert_eq!(memory.manifest, fresh.manifest);
        }
    }

    #[test]
    fn what_fails_once_is_done_again() {
        for failing in 0..17 {
            let mut memory = Memory::default();
            publish(&mut memory, &output(OLD)).unwrap();
            memory.requests = AtomicU32::new(0);
            memory.fails = Some((failing, false));
            publish(&mut memory, &output(NEW)).unwrap();
        }
    }

    #[test]
    fn what_cannot_be_read_back_is_written_once_more() {
        let mut memory = Memory { broken: Some("c.html"), ..Memory::default() };
        publish(&mut memory, &output(OLD)).unwrap();
        let log = memory.log.get_mut().unwrap();
        let put = log.iter().filter(|line| *line == "put c.html").count();
        let read = log.iter().filter(|line| *line == "read c.html").count();
        assert_eq!((put, read), (2, 7), "{log:?}");
        assert_eq!(log.last().unwrap(), "switch, 0 pending");
    }

    #[test]
    fn who_comes_second_stops() {
        let mut memory = Memory { taken: true, ..Memory::default() };
        let error = publish(&mut memory, &output(OLD)).unwrap_err();
        assert!(matches!(error, PublishError::Refused { .. }));
        assert_eq!(memory.files.get_mut().unwrap().len(), 0);
    }

    #[test]
    fn a_file_that_changed_since_it_was_planned_is_not_published() {
        let mut fresh =
            Fresh::new("Test".into(), &output("index.html=a"), None, &AtomicUsize::new(0)).unwrap();
        fresh.notes.insert("index.html".into(), "A".into());
        let mut memory = Memory::default();
        let (plan, _) = Plan::new("live", "memory".into(), &fresh, &Survey::default(), Approval::default());
        let (done, patience) = (AtomicUsize::new(0), Patience::default());
        let output = output("index.html=b");
        let job = Job { plan: &plan, fresh: &fresh, output: &output, before: None, patience, done: &done };
        assert!(apply(&mut memory, &job).unwrap_err().to_string().contains("changed while it was published"));
        assert_eq!(memory.files.get_mut().unwrap().len(), 0);
    }
}
