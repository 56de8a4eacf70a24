//! Asks many addresses: several hosts at a time, and each of them slowly.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::archive;
use super::trail::Trail;
use super::{Answers, Archive, Copy, Fault, Memory, Question, Reply, Send, Verdict, Want};
use crate::value::WebAddress;

/// The most hosts that are asked at the same time.
const HOSTS: usize = 8;
/// The longest that is waited because a host wants it.
const PATIENCE: Duration = Duration::from_secs(60);
/// After so many requests in a row to which a host was silent, it is left alone.
const SILENCES: usize = 2;
/// If so many hosts are silent and none has answered, there is no network.
const SILENT_HOSTS: usize = 12;

/// How to ask.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Between two requests to one host.
    pub pause: Duration,
    /// Whom to ask for copies of dead addresses.
    pub archive: Option<Archive>,
    /// The time, in seconds since 1970.
    pub now: i64,
    /// True if what is remembered is asked again.
    pub is_fresh: bool,
}

/// How the asking went.
#[derive(Debug, Default)]
pub struct Asked {
    pub answers: Answers,
    /// How many addresses of sources there are, and how many of them were asked now.
    pub addresses: usize,
    pub asked: usize,
    /// True if nobody answered, so that nothing is known.
    pub is_offline: bool,
    /// True if the archive was asked and did not answer as one.
    pub is_archive_lost: bool,
    /// Addresses that answered, but not to a program, with the status of each.
    pub unclear: Vec<(String, u16)>,
}

/// Asks what is not remembered, and remembers the answers. `done` counts addresses.
pub fn ask(
    questions: &[Question],
    memory: &mut Memory,
    settings: &Settings,
    send: Send<'_>,
    done: &AtomicUsize,
) -> Asked {
    let round = Round { hosts: Hosts::new(settings.pause), settings, send, done };
    let mut asked = Asked::default();
    if settings.is_fresh {
        questions.iter().for_each(|question| memory.forget(question, settings.archive.as_ref()));
    }
    let urls: Vec<&WebAddress> = questions.iter().map(|question| &question.url).collect();
    let mut new = round.verdicts(&urls, memory, &mut asked.answers);
    (asked.asked, asked.addresses) = (new.len(), asked.answers.verdicts.len());
    asked.unclear = asked.answers.unclear();
    let dead: Vec<&Question> =
        questions.iter().filter(|question| asked.answers.is_dead(&question.url)).collect();
    if !new.is_empty() && !round.is_network_there(questions, &dead, memory, &mut asked) {
        return Asked { is_offline: true, ..Asked::default() };
    }
    // A copy that a note names takes the place of the page, as long as it answers itself.
    let copies: Vec<&WebAddress> = dead.iter().filter_map(|question| question.archived.as_ref()).collect();
    new.extend(round.verdicts(&copies, memory, &mut asked.answers));
    let is_kept = |question: &&Question| {
        question.archived.as_ref().is_some_and(|archived| !asked.answers.is_dead(archived))
    };
    let lost: Vec<&Question> = dead.into_iter().filter(|question| !is_kept(question)).collect();
    round.copies(&lost, memory, &mut asked);
    for url in new {
        if let Some(verdict) = asked.answers.verdicts.get(&url) {
            memory.keep_verdict(&url, verdict, settings.now);
        }
    }
    asked
}

struct Round<'a> {
    hosts: Hosts,
    settings: &'a Settings,
    send: Send<'a>,
    done: &'a AtomicUsize,
}

impl Round<'_> {
    /// Adds the verdicts on addresses, and gives those of them that had to be asked.
    fn verdicts(&self, urls: &[&WebAddress], memory: &Memory, answers: &mut Answers) -> Vec<String> {
        let mut by_host: BTreeMap<&str, BTreeMap<&str, &WebAddress>> = BTreeMap::new();
        for url in urls {
            let key = url.without_fragment();
            match memory.verdict(key) {
                _ if answers.verdicts.contains_key(key) => {}
                Some(verdict) => {
                    answers.verdicts.insert(key.to_owned(), verdict.clone());
                }
                None => {
                    by_host.entry(url.host()).or_default().insert(key, url);
                }
            }
        }
        let queues: Vec<_> = by_host.into_values().collect();
        let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..HOSTS.min(queues.len()) {
                scope.spawn(|| {
                    while let Some(queue) = queues.get(next.fetch_add(1, Ordering::Relaxed)) {
                        for (key, url) in queue {
                            let verdict = self.visit(url);
                            lock(&found).push(((*key).to_owned(), verdict));
                            self.done.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            }
        });
        let found = found.into_inner().unwrap_or_else(|broken| broken.into_inner());
        let new = found.iter().map(|(key, _)| key.clone()).collect();
        answers.verdicts.extend(found);
        new
    }

    /// Follows an address to its end.
    fn visit(&self, url: &WebAddress) -> Verdict {
        let mut trail = Trail::new(url);
        loop {
            match self.look(trail.here()) {
                Err(fault) => return Verdict::Dead(fault),
                Ok(reply) => {
                    if let Some(verdict) = trail.follow(&reply) {
                        return verdict;
                    }
                }
            }
        }
    }

    /// Asks an address without its text; servers that do not know how to answer to that, or answer it with an error, are asked for the text.
    fn look(&self, url: &WebAddress) -> Result<Reply, Fault> {
        match self.hosts.send(self.send, Want::Head, url) {
            Ok(reply) if reply.status < 400 || matches!(reply.status, 429 | 503) => Ok(reply),
            Ok(_) | Err(Fault::Broken) => self.hosts.send(self.send, Want::Get, url),
            Err(fault) => Err(fault),
        }
    }

    /// True if anybody answers. If none of those did that had to be asked, either all of them are gone or there is no network: others tell.
    fn is_network_there(
        &self,
        questions: &[Question],
        dead: &[&Question],
        memory: &mut Memory,
        asked: &mut Asked,
    ) -> bool {
        if let Some(first) = dead.first().filter(|_| !self.hosts.is_reached()) {
            // What is remembered tells nothing of today.
            memory.forget(first, self.settings.archive.as_ref());
            self.copies(&[first], memory, asked);
        }
        let is_good =
            |url: &&WebAddress| matches!(asked.answers.verdict(url), Some(Verdict::Fine | Verdict::Moved(_)));
        let mut good = questions.iter().map(|question| &question.url).filter(is_good).take(SILENCES);
        self.hosts.is_reached() || good.any(|url| self.look(url).is_ok())
    }

    /// Asks the archive for copies of dead addresses, until it does not answer.
    fn copies(&self, dead: &[&Question], memory: &mut Memory, asked: &mut Asked) {
        let Some(archive) = self.settings.archive.as_ref().filter(|_| !asked.is_archive_lost) else { return };
        for question in dead {
            let address = archive.question(&question.url, question.day);
            let copy = match memory.copy(address.as_str()) {
                Some(copy) => copy.clone(),
                None => match self.copy(&address) {
                    Some(copy) => {
                        memory.keep_copy(address.as_str(), copy.clone(), self.settings.now);
                        copy
                    }
                    None => {
                        asked.is_archive_lost = true;
                        return;
                    }
                },
            };
            let key = question.url.without_fragment().to_owned();
            asked.answers.copies.extend(copy.map(|copy| (key, copy)));
        }
    }

    /// What an archive says at an address; none if that is nothing that an archive says.
    fn copy(&self, address: &WebAddress) -> Option<Option<Copy>> {
        let reply = self.hosts.send(self.send, Want::Text, address).ok()?;
        archive::read(&reply.text).ok().filter(|_| reply.status == 200)
    }
}

/// How all hosts are doing.
struct Hosts {
    pause: Duration,
    all: Mutex<FxHashMap<String, Arc<Mutex<Host>>>>,
    reached: AtomicBool,
    silent: AtomicUsize,
}

/// How one host is doing. Who holds it may ask it.
#[derive(Default)]
struct Host {
    /// Before this, nothing is sent.
    next: Option<Instant>,
    silences: Vec<Fault>,
    /// The status with which it asked to be left alone, for longer than we stay or again and again.
    closed: Option<u16>,
}

impl Hosts {
    fn new(pause: Duration) -> Hosts {
        Hosts { pause, all: Mutex::default(), reached: AtomicBool::new(false), silent: AtomicUsize::new(0) }
    }

    /// True if any host has answered.
    fn is_reached(&self) -> bool {
        self.reached.load(Ordering::Relaxed)
    }

    /// Sends a request when it is the host's turn; once more if the host asks for a little time first, and after that no more.
    fn send(&self, send: Send<'_>, want: Want, url: &WebAddress) -> Result<Reply, Fault> {
        let host = Arc::clone(lock(&self.all).entry(url.host().to_owned()).or_default());
        let mut host = lock(&host);
        let mut reply = self.send_once(&mut host, send, want, url)?;
        let wanted = |reply: &Reply| reply.retry_after.filter(|_| matches!(reply.status, 429 | 503));
        if let Some(wait) = wanted(&reply).filter(|wait| *wait <= PATIENCE) {
            host.next = host.next.max(Some(Instant::now() + wait));
            reply = self.send_once(&mut host, send, want, url)?;
        }
        if wanted(&reply).is_some() {
            host.closed = Some(reply.status);
        }
        Ok(reply)
    }

    fn send_once(
        &self,
        host: &mut Host,
        send: Send<'_>,
        want: Want,
        url: &WebAddress,
    ) -> Result<Reply, Fault> {
        if let Some(status) = host.closed {
            return Ok(Reply { status, ..Reply::default() });
        }
        let is_lost = !self.is_reached() && self.silent.load(Ordering::Relaxed) >= SILENT_HOSTS;
        match host.silences.last() {
            Some(fault) if host.silences.len() >= SILENCES => return Err(fault.clone()),
            None if is_lost => return Err(Fault::NoConnection),
            _ => {}
        }
        if let Some(wait) = host.next.and_then(|next| next.checked_duration_since(Instant::now())) {
            std::thread::sleep(wait);
        }
        let reply = send(want, url);
        host.next = Some(Instant::now() + self.pause);
        match &reply {
            // Whatever went wrong may be the fault of one's own network.
            Err(fault) => {
                if host.silences.is_empty() {
                    self.silent.fetch_add(1, Ordering::Relaxed);
                }
                host.silences.push(fault.clone());
            }
            Ok(_) => {
                host.silences.clear();
                self.reached.store(true, Ordering::Relaxed);
            }
        }
        reply
    }
}

/// A thread that panicked leaves nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|broken| broken.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::date::Day;

    fn address(text: &str) -> WebAddress {
        WebAddress::parse(text).unwrap()
    }

    fn question(url: &str, archived: Option<&str>) -> Question {
        Question { url: address(url), archived: archived.map(address), day: Some(Day(19_806)) }
    }

    fn settings() -> Settings {
        let archive = Archive::parse("https://archive.example/available").ok();
        Settings { pause: Duration::ZERO, archive, now: 1_700_000_000, is_fresh: false }
    }

    /// Asks a network that says to each request `HEAD https://…` a reply, and gives what was sent.
    fn asked(
        questions: &[Question],
        memory: &mut Memory,
        network: impl Fn(&str) -> Result<Reply, Fault> + Sync,
    ) -> (Asked, Vec<String>) {
        let sent = Mutex::new(Vec::new());
        let send = |want: Want, url: &WebAddress| {
            let request = format!("{} {}", format!("{want:?}").to_uppercase(), url.without_fragment());
            lock(&sent).push(request.clone());
            network(&request)
        };
        let asked = ask(questions, memory, &settings(), &send, &AtomicUsize::new(0));
        let mut sent = sent.into_inner().unwrap();
        sent.sort();
        (asked, sent)
    }

    fn status(status: u16) -> Result<Reply, Fault> {
        Ok(Reply { status, ..Reply::default() })
    }

    fn snapshot(text: &str) -> Result<Reply, Fault> {
        Ok(Reply { status: 200, text: text.to_owned(), ..Reply::default() })
    }

    const COPY: &str = r#"{"archived_snapshots": {"closest": {"status": "200", "available": true, "url": "https://kept.example/x", "timestamp": "20240325000000"}}}"#;

    #[test]
    fn each_address_is_asked_once_and_dead_ones_are_looked_for_in_the_archive() {
        let questions = [
            question("https://a.example/x#one", None),
            question("https://a.example/x#two", None),
            question("https://b.example/gone", None),
            question("https://b.example/kept", Some("https://kept.example/y")),
        ];
        let network = |request: &str| match request {
            "HEAD https://a.example/x" | "HEAD https://kept.example/y" => status(200),
            _ if request.starts_with("TEXT") => snapshot(COPY),
            _ => status(404),
        };
        let mut memory = Memory::default();
        let (first, sent) = asked(&questions, &mut memory, network);
        assert_eq!(
            sent,
            [
                "GET https://b.example/gone",
                "GET https://b.example/kept",
                "HEAD https://a.example/x",
                "HEAD https://b.example/gone",
                "HEAD https://b.example/kept",
                "HEAD https://kept.example/y",
                "TEXT https://archive.example/available?url=https%3A%2F%2Fb.example%2Fgone&timestamp=20240324",
            ]
        );
        assert_eq!(
            (first.addresses, first.asked, first.is_offline, first.is_archive_lost),
            (3, 3, false, false)
        );
        let gone = &questions[2].url;
        assert_eq!(first.answers.verdict(gone), Some(&Verdict::Dead(Fault::Status(404))));
        assert_eq!(first.answers.copy(gone).unwrap().date, "2024-03-25");
        assert_eq!(first.answers.verdict(&questions[0].url), Some(&Verdict::Fine));
        let (second, sent) = asked(&questions, &mut memory, |request| panic!("{request} was asked again"));
        assert_eq!((sent.len(), second.addresses, second.asked), (0, 3, 0));
        assert_eq!(second.answers.copy(gone), first.answers.copy(gone));
    }

    #[test]
    fn without_a_network_nothing_is_said_of_any_address() {
        let questions: Vec<Question> =
            (0..40).map(|i| question(&format!("https://h{i}.example/"), None)).collect();
        let mut memory = Memory::default();
        let (lost, sent) = asked(&questions, &mut memory, |_| Err(Fault::NoConnection));
        assert!(lost.is_offline && lost.answers.verdict(&questions[0].url).is_none());
        assert!(sent.len() < SILENT_HOSTS + HOSTS + 1, "it is seen early: {}", sent.len());
        assert_eq!(memory, Memory::default());
        // One host that is gone is no network that is gone, if somebody else answers.
        let one = [question("https://gone.example/x", Some("https://kept.example/x"))];
        let (found, _) = asked(&one, &mut memory, |request| match request.starts_with("TEXT") {
            true => snapshot(COPY),
            false => Err(Fault::NoHost),
        });
        assert!(!found.is_offline);
        assert_eq!(found.answers.verdict(&one[0].url), Some(&Verdict::Dead(Fault::NoHost)));
    }

    #[test]
    fn a_dead_host_that_alone_is_asked_again_is_no_network_that_is_gone() {
        let two = [question("https://gone.example/x", None), question("https://fine.example/x", None)];
        let network = |request: &str| match request {
            _ if request.starts_with("TEXT") => snapshot(COPY),
            _ if request.contains("//fine") => status(200),
            _ => Err(Fault::NoHost),
        };
        let mut memory = Memory::default();
        assert_eq!(asked(&two, &mut memory, network).0.asked, 2);
        // A day later, what was bad is asked again; what was good and the copy are still remembered.
        let tomorrow = settings().now + 25 * 60 * 60;
        let mut later = Memory::read(&memory.text(), tomorrow);
        let (all, sent) = asked(&two, &mut later, network);
        assert_eq!((all.asked, all.is_offline, sent.len()), (1, false, 2), "the archive tells: {sent:?}");
        assert!(all.answers.copy(&two[0].url).is_some());
        let mut later = Memory::read(&memory.text(), tomorrow);
        let without_archive = |request: &str| match request.starts_with("TEXT") {
            true => Err(Fault::NoAnswer),
            false => network(request),
        };
        let (all, sent) = asked(&two, &mut later, without_archive);
        assert_eq!((all.asked, all.is_offline, sent.len()), (1, false, 3), "another host tells: {sent:?}");
    }

    #[test]
    fn a_silent_host_is_not_asked_for_ever_and_a_busy_one_is_left_alone() {
        let of = |host: &str| {
            (0..9).map(|i| question(&format!("https://{host}.example/{i}"), None)).collect::<Vec<_>>()
        };
        let questions = [of("silent"), of("busy"), of("fine")].concat();
        let network = |request: &str| match request {
            _ if request.contains("//silent") => Err(Fault::NoAnswer),
            _ if request.contains("//busy") => {
                Ok(Reply { status: 429, retry_after: Some(PATIENCE * 2), ..Reply::default() })
            }
            _ if request.starts_with("TEXT") => status(500),
            _ => status(200),
        };
        let (all, sent) = asked(&questions, &mut Memory::default(), network);
        let count = |host: &str| sent.iter().filter(|request| request.contains(host)).count();
        assert_eq!((count("D https://silent"), count("busy"), count("D https://fine")), (SILENCES, 1, 9));
        assert_eq!(count("archive.example"), 1, "an archive that answers by an error is not asked again");
        assert!(all.is_archive_lost && !all.is_offline);
        assert_eq!(all.answers.verdict(&questions[8].url), Some(&Verdict::Dead(Fault::NoAnswer)));
        assert_eq!(all.answers.verdict(&questions[17].url), Some(&Verdict::Unclear(429)));
    }

    #[test]
    fn a_host_that_wants_a_moment_each_time_is_left_alone() {
        let questions: Vec<Question> =
            (0..9).map(|i| question(&format!("https://a.example/{i}"), None)).collect();
        let (all, sent) = asked(&questions, &mut Memory::default(), |_| {
            Ok(Reply { status: 429, retry_after: Some(Duration::from_millis(5)), ..Reply::default() })
        });
        assert_eq!(sent.len(), 2, "{sent:?}");
        assert_eq!(all.unclear.len(), 9);
    }

    #[test]
    fn a_host_that_wants_a_moment_gets_it() {
        let count = AtomicUsize::new(0);
        let begin = Instant::now();
        let (all, _) = asked(&[question("https://a.example/x", None)], &mut Memory::default(), |_| {
            let is_first = count.fetch_add(1, Ordering::Relaxed) == 0;
            let retry_after = is_first.then_some(Duration::from_millis(300));
            Ok(Reply { status: if is_first { 503 } else { 200 }, retry_after, ..Reply::default() })
        });
        assert_eq!(all.answers.verdict(&address("https://a.example/x")), Some(&Verdict::Fine));
        assert!(begin.elapsed() >= Duration::from_millis(300));
    }
}
