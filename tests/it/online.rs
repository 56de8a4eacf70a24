//! `sourcebook check --online` against servers of our own: what it sends, how often, and what it makes of the answers.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::{Run, Site, has};

/// A request as a server got it.
#[derive(Debug, Clone)]
struct Request {
    /// `HEAD /path`
    line: String,
    head: String,
    at: Instant,
}

#[derive(Default)]
struct Log {
    requests: Mutex<Vec<Request>>,
    open: AtomicUsize,
    most_open: AtomicUsize,
}

/// A host that answers each request line as `answer` says; none is no answer at all.
struct Server {
    address: String,
    log: Arc<Log>,
}

impl Server {
    fn new(ip: &str, answer: impl Fn(&str, usize) -> Option<String> + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind((ip, 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (log, answer) = (Arc::new(Log::default()), Arc::new(answer));
        let shared = Arc::clone(&log);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, answer) = (Arc::clone(&shared), Arc::clone(&answer));
                std::thread::spawn(move || talk(&stream.unwrap(), &log, &*answer));
            }
        });
        Server { address, log }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn requests(&self) -> Vec<Request> {
        self.log.requests.lock().unwrap().clone()
    }

    fn lines(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.line).collect()
    }
}

fn talk(stream: &TcpStream, log: &Log, answer: &(impl Fn(&str, usize) -> Option<String> + ?Sized)) {
    let at = Instant::now();
    let open = log.open.fetch_add(1, Ordering::SeqCst) + 1;
    log.most_open.fetch_max(open, Ordering::SeqCst);
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let line = head.first().cloned().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
    let request = Request { line: line.clone(), head: head.join("\n"), at };
    let number = {
        let mut requests = log.requests.lock().unwrap();
        requests.push(request);
        requests.len()
    };
    // Long enough for another request to come in meanwhile, if one were sent.
    std::thread::sleep(Duration::from_millis(20));
    match answer(&line, number) {
        Some(answer) => {
            log.open.fetch_sub(1, Ordering::SeqCst);
            let mut stream = stream;
            let _ = stream.write_all(answer.as_bytes());
        }
        None => std::thread::sleep(Duration::from_secs(10)),
    }
}

fn reply(status: &str, headers: &str) -> Option<String> {
    Some(format!("HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"))
}

fn json(text: &str) -> Option<String> {
    Some(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}", text.len()))
}

/// A site with a source for each name and address.
fn site(sources: &[(&str, String)]) -> Site {
    let site = Site::new();
    site.settings(
        "title: Test\nrules: {source-never-cited: off, ungraded-source: off, unarchived-source: off}\n",
    );
    for (name, url) in sources {
        site.note(
            &format!("sources/{name}.md"),
            &format!("---\ntitle: {name}\nurl: {url}\naccessed: 2024-03-24\n---\n"),
        );
    }
    site
}

fn cache(site: &Site) -> PathBuf {
    site.root().parent().unwrap().join("cache")
}

fn check(site: &Site, args: &[&str]) -> Run {
    let mut command = site.command_of("check");
    command.args(["--online", "--pause", "0.1"]).args(args).env("XDG_CACHE_HOME", cache(site));
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(name);
    }
    command.output().unwrap().into()
}

#[test]
fn what_servers_say_becomes_findings_where_the_addresses_stand() {
    let server = Server::new("127.0.0.1", |line, _| match line {
        "HEAD /here" | "GET /no-head" | "HEAD /new" => reply("200 OK", ""),
        "HEAD /no-head" => reply("405 Method Not Allowed", ""),
        "HEAD /gone" | "GET /gone" => reply("410 Gone", ""),
        "HEAD /moved" => reply("301 Moved Permanently", "Location: /new\r\n"),
        "HEAD /borrowed" => reply("302 Found", "Location: /new\r\n"),
        "HEAD /loop" => reply("302 Found", "Location: /loop2\r\n"),
        "HEAD /loop2" => reply("302 Found", "Location: /loop\r\n"),
        "HEAD /front" => reply("302 Found", "Location: /\r\n"),
        "HEAD /" => reply("200 OK", ""),
        "HEAD /robots" | "GET /robots" => reply("403 Forbidden", ""),
        _ => reply("404 Not Found", ""),
    });
    let names = ["here", "no-head", "gone", "moved", "borrowed", "loop", "front", "robots", "lost"];
    let site = site(&names.map(|name| (name, server.url(&format!("/{name}")))));
    let run = check(&site, &["--archive", "none"]);
    run.fine();
    let place = |name: &str, rule: &str| format!("{rule} content/sources/{name}.md:3:6");
    assert_eq!(
        run.rules(),
        [
            place("front", "link-dead"),
            place("gone", "link-dead"),
            place("loop", "link-dead"),
            place("lost", "link-dead"),
            place("moved", "link-moved"),
        ]
    );
    for words in [
        "only leads to the front page of 127.0.0.1",
        "was taken away (410)",
        "leads in a circle",
        "leads to no page (404)",
        &format!("write `url: {}`", server.url("/new")),
        "asked 9 of 9 addresses",
        "1 of them answered, but not to a program",
    ] {
        run.says(words);
    }
    assert!(run.findings().iter().all(|finding| finding.level == "warning" && finding.width > 20));
    let requests = server.requests();
    for request in &requests {
        has(&request.head, &format!("sourcebook/{}", env!("CARGO_PKG_VERSION")));
        for told in ["cookie", "referer", "authorization"] {
            assert!(!request.head.to_lowercase().contains(told), "{}", request.head);
        }
    }
    assert_eq!(server.log.most_open.load(Ordering::SeqCst), 1, "one request at a time");
    // The pause is counted from the end of a request, and each takes 20 ms here.
    let gaps = requests.windows(2).map(|pair| pair[1].at - pair[0].at);
    assert!(gaps.min().unwrap() >= Duration::from_millis(110), "hosts are left alone between requests");
}

#[test]
fn what_was_answered_lately_is_not_asked_again() {
    let server = Server::new("127.0.0.1", |line, _| {
        reply(if line.ends_with("/here") { "200 OK" } else { "404 Not Found" }, "")
    });
    let site = site(&[("here", server.url("/here")), ("gone", server.url("/gone#part"))]);
    let before = check(&site, &["--archive", "none"]).rules();
    assert_eq!(before, ["link-dead content/sources/gone.md:3:6"]);
    assert_eq!(server.lines().len(), 3);
    let again = check(&site, &["--archive", "none"]);
    assert_eq!((again.rules(), server.lines().len()), (before, 3));
    again.says("asked 0 of 2 addresses; 2 answered lately");
    check(&site, &["--archive", "none", "--fresh"]).says("asked 2 of 2");
    assert_eq!(server.lines().len(), 6);
    // A file that is none of ours is no hindrance.
    std::fs::write(cache(&site).join("sourcebook/links.json"), "{").unwrap();
    check(&site, &["--archive", "none"]).says("asked 2 of 2");
    // Neither a check without the option nor a build asks anybody.
    let count = server.lines().len();
    let plain = Run::from(site.command_of("check").output().unwrap());
    assert_eq!(plain.rules(), Vec::<String>::new());
    site.build().fine();
    assert_eq!(server.lines().len(), count);
}

#[test]
fn copies_of_dead_pages_are_proposed_and_those_that_notes_name_count() {
    let server = Server::new("127.0.0.1", |line, _| match line {
        "HEAD /copy" => reply("200 OK", ""),
        _ => reply("404 Not Found", ""),
    });
    let archive = Server::new("127.0.0.2", |line, _| {
        json(match line.contains("lost") {
            true => r#"{"archived_snapshots": {}}"#,
            false => {
                r#"{"archived_snapshots": {"closest": {"status": "200", "available": true, "url": "http://web.archive.org/web/20240325000000/http://x/gone", "timestamp": "20240325000000"}}}"#
            }
        })
    });
    let site = site(&[("gone", server.url("/gone")), ("lost", server.url("/lost"))]);
    for (name, copy) in [("kept", "/copy"), ("both", "/no-copy")] {
        let (url, copy) = (server.url(&format!("/{name}")), server.url(copy));
        let note = format!("---\ntitle: {name}\nurl: {url}\narchived: {{url: \"{copy}\"}}\n---\n");
        site.note(&format!("sources/{name}.md"), &note);
    }
    let interface = archive.url("/available");
    let run = check(&site, &["--archive", &interface]);
    let place = |name: &str| format!("link-dead content/sources/{name}.md:3:6");
    assert_eq!(run.rules(), [place("both"), place("gone"), place("lost")]);
    let block = |name: &str| run.findings().into_iter().find(|f| f.place.contains(name)).unwrap().block;
    has(&block("both"), "its archived copy does not answer either");
    let copy =
        r#"`archived: {url: "https://web.archive.org/web/20240325000000/http://x/gone", date: 2024-03-25}`"#;
    has(&block("gone"), copy);
    has(&block("lost"), "look for a copy");
    let asked = archive.lines();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(asked.iter().any(|line| line.ends_with("%2Fgone&timestamp=20240324")), "{asked:?}");
    check(&site, &["--archive", &interface]).says(copy);
    assert_eq!(archive.lines().len(), 3, "what an archive says is kept too");
    // What is proposed can be written as it stands.
    let gone = std::fs::read_to_string(site.path("content/sources/gone.md")).unwrap();
    site.note("sources/gone.md", &gone.replace("accessed", &format!("{}\naccessed", copy.trim_matches('`'))));
    site.build().fine();
    let lost = Server::new("127.0.0.3", |_, _| reply("500 Internal Server Error", ""));
    let run = check(&site, &["--archive", &lost.url("/available"), "--fresh"]);
    run.fine().says("the archive did not answer");
    assert_eq!(lost.lines().len(), 1);
}

#[test]
fn hosts_that_are_slow_busy_or_gone_are_not_pressed() {
    let slow = Server::new("127.0.0.2", |_, _| None);
    let busy = Server::new("127.0.0.3", |_, number| match number {
        1 => reply("429 Too Many Requests", "Retry-After: 1\r\n"),
        2 => reply("200 OK", ""),
        _ => reply("503 Service Unavailable", "Retry-After: 86400\r\n"),
    });
    let gone = TcpListener::bind(("127.0.0.4", 0)).unwrap().local_addr().unwrap();
    let pages = |name: &'static str, server: &str| {
        (0..4).map(|i| (format!("{name}{i}"), format!("{server}/{i}"))).collect::<Vec<_>>()
    };
    let all = [
        pages("slow", &slow.address),
        pages("busy", &busy.address),
        pages("gone", &format!("http://{gone}")),
    ]
    .concat();
    let site = site(&all.iter().map(|(name, url)| (name.as_str(), url.clone())).collect::<Vec<_>>());
    let begin = Instant::now();
    let run = check(&site, &["--archive", "none", "--timeout", "1.5", "--verbose"]);
    assert!(begin.elapsed() < Duration::from_secs(15), "{:?}", begin.elapsed());
    run.fine()
        .says("gives no answer in time")
        .says("cannot be reached")
        .says("3 of them answered, but not to a program:");
    let dead = |name: &str| run.rules().iter().filter(|rule| rule.contains(name)).count();
    assert_eq!((dead("slow"), dead("busy"), dead("gone")), (4, 0, 4));
    assert_eq!(slow.lines().len(), 2, "the rest would not answer either");
    let asked = busy.requests();
    assert_eq!(asked.len(), 3, "asked once more when it said, and no longer when it wanted that");
    assert!(asked[1].at - asked[0].at >= Duration::from_secs(1));
}

#[test]
fn without_a_network_one_word_is_said() {
    let gone = TcpListener::bind(("127.0.0.5", 0)).unwrap().local_addr().unwrap();
    let site = site(&[("a", format!("http://{gone}/a")), ("b", format!("http://{gone}/b"))]);
    site.note("topics/x.md", "---\ntitle: X\n---\n");
    let interface = format!("http://{gone}/available");
    let run = check(&site, &["--archive", &interface]);
    run.code(4).says("no address could be asked");
    assert_eq!(run.rules(), ["empty-note content/topics/x.md:1:1"], "the other findings stand");
    assert!(!cache(&site).exists(), "nothing is known, so that nothing is kept");
    // An archive that answers tells that it is the host that is gone.
    let archive = Server::new("127.0.0.1", |_, _| json(r#"{"archived_snapshots": {}}"#));
    let run = check(&site, &["--archive", &archive.url("/available")]);
    run.fine();
    assert_eq!(run.rules().iter().filter(|rule| rule.starts_with("link-dead")).count(), 2);
}

#[test]
fn nobody_outside_learns_of_what_is_not_published() {
    let server = Server::new("127.0.0.1", |_, _| reply("404 Not Found", ""));
    let site = site(&[("public", server.url("/public"))]);
    for (name, field) in [
        ("internal", "visibility: internal"),
        ("draft", "visibility: draft"),
        ("later", "publish_at: 2999-01-01T00:00:00Z"),
        ("secret", "confidential: {label: An officer}"),
    ] {
        let note = format!("---\ntitle: {name}\nurl: {}\n{field}\n---\n", server.url(&format!("/{name}")));
        site.note(&format!("sources/{name}.md"), &note);
    }
    let archive = Server::new("127.0.0.2", |_, _| json(r#"{"archived_snapshots": {}}"#));
    check(&site, &["--archive", &archive.url("/available")]).fine();
    assert_eq!(server.lines(), ["HEAD /public", "GET /public"]);
    assert_eq!(archive.lines().len(), 1);
}

#[test]
fn findings_are_allowed_raised_and_shown_like_others() {
    let server = Server::new("127.0.0.1", |_, _| reply("404 Not Found", ""));
    let site = site(&[("gone", server.url("/gone"))]);
    let args = ["--archive", "none"];
    check(&site, &[&args[..], &["--deny", "warnings"]].concat()).code(1);
    let run = check(&site, &[&args[..], &["--format", "json"]].concat());
    let all: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((all[0]["rule"].as_str(), all[0]["line"].as_u64()), (Some("link-dead"), Some(3)));
    has(&check(&site, &[&args[..], &["--format", "sarif"]].concat()).stdout, "\"ruleId\": \"link-dead\"");
    has(
        &check(&site, &[&args[..], &["--format", "github"]].concat()).stdout,
        "title=link-dead,file=content/sources/gone.md,line=3",
    );
    let note = format!(
        "---\ntitle: gone\n# allow link-dead: the paper is closed\nurl: {}\n---\n",
        server.url("/gone")
    );
    site.note("sources/gone.md", &note);
    assert_eq!(check(&site, &args).rules(), Vec::<String>::new());
    let plain = Run::from(site.command_of("check").output().unwrap());
    assert_eq!(
        plain.rules(),
        Vec::<String>::new(),
        "nobody can tell without asking whether it is still needed"
    );
    for wrong in [&["--pause", "0"][..], &["--timeout", "x"], &["--archive", "ftp://a.example"]] {
        let mut command = site.command_of("check");
        Run::from(command.arg("--online").args(wrong).output().unwrap()).code(2);
    }
    let mut command = site.command_of("check");
    Run::from(command.arg("--fresh").output().unwrap()).code(2).says("--online");
}
