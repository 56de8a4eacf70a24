//! The preview as a browser and as a stranger meet it: over a socket, with the files changing below it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Run, Site, has, has_not};

/// A running preview, which ends with the test.
struct Preview {
    child: Child,
    port: u16,
    key: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// An answer.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Preview {
    fn of(site: &Site) -> Preview {
        Preview::with(site, &[])
    }

    fn with(site: &Site, more: &[&str]) -> Preview {
        let mut command = site.command_of("serve");
        let mut child = command
            .args(["--port", "0"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let (_, address) = first.split_once("http://").unwrap();
        let (host, key) = address.split_once("/?key=").unwrap();
        let port = host.rsplit(':').next().unwrap().parse().unwrap();
        // What is said later is read, so that saying it never waits.
        std::thread::spawn(move || lines.for_each(drop));
        Preview { child, port, key: key.to_owned() }
    }

    /// Sends bytes, and reads until the other side is done.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        // A server that refuses the beginning need not read the end.
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        String::from_utf8_lossy(&all).into_owned()
    }

    /// Asks with headers in place of the usual ones or beside them.
    fn ask(&self, target: &str, headers: &[(&str, &str)]) -> Answer {
        let host = format!("127.0.0.1:{}", self.port);
        let cookie = format!("sourcebook-{}={}", self.port, self.key);
        let usual = [("Host", host.as_str()), ("Cookie", cookie.as_str()), ("Connection", "close")];
        let replaced = |name: &str| headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
        let all = usual.iter().filter(|(name, _)| !replaced(name)).chain(headers);
        let mut request = format!("GET {target} HTTP/1.1\r\n");
        for (name, value) in all.filter(|(_, value)| !value.is_empty()) {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        let answer = self.raw(format!("{request}\r\n").as_bytes());
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// What is wrong just now, as a page that listens is told first.
    fn problems(&self) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let head = format!(
            "GET /_sourcebook/events?page=%2F HTTP/1.1\r\nHost: localhost:{}\r\nCookie: sourcebook-{}={}\r\n\r\n",
            self.port, self.port, self.key
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut lines = BufReader::new(stream).lines().map(|line| line.unwrap());
        lines.by_ref().find(|line| line == "event: problems").unwrap();
        lines.next().unwrap()
    }

    fn page(&self, path: &str) -> String {
        let answer = self.ask(path, &[]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// Asks for a page until it is as wanted.
    fn until(&self, path: &str, wanted: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let answer = self.ask(path, &[]);
            if wanted(&answer.body) {
                return answer.body;
            }
            assert!(Instant::now() < end, "{path} never became as wanted: {} {}", answer.status, answer.body);
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn site() -> Site {
    let site = Site::new();
    site.note("actors/one.md", "---\ntitle: The One\n---\nFirst words, see [[two]].\n");
    site.note("actors/two.md", "---\ntitle: The Two\n---\n");
    site.note("topics/loud.md", "---\ntitle: Loud\n---\n");
    site.note("topics/quiet.md", "---\ntitle: Quiet\nvisibility: draft\n---\nStill in the making.\n");
    site
}

#[test]
fn shows_what_a_build_would_make_and_what_is_in_the_making() {
    let site = site();
    let preview = Preview::of(&site);
    let page = preview.page("/actors/one.html");
    has(&page, "First words");
    let draft = preview.page("/topics/quiet.html");
    has(&draft, "Still in the making.");
    has(&draft, "<strong>Draft</strong> Only you see this");
    has_not(&page, "Only you see this");
    site.build().fine();
    assert_eq!(page, String::from_utf8(fs::read(site.path("public/actors/one.html")).unwrap()).unwrap());
    // A browser that goes to the page gets the script with it.
    let dressed = preview.ask("/actors/one.html", &[("Sec-Fetch-Dest", "document")]).body;
    has(&dressed, "<script src=\"/_sourcebook/serve.js\" data-page=");
    for (path, kind) in [("serve.js", "text/javascript"), ("serve.css", "text/css")] {
        let file = preview.ask(&format!("/_sourcebook/{path}"), &[]);
        assert!(file.status == 200 && file.head.contains(&format!("content-type: {kind}")), "{}", file.head);
    }
    let missing = preview.ask("/nothing.html", &[]);
    assert_eq!(missing.status, 404);
    has(&missing.body, "<main");
    assert!(!site.path(".public.sourcebook").exists(), "a preview writes nothing");
}

#[test]
fn follows_every_way_of_saving() {
    let site = site();
    let preview = Preview::of(&site);
    preview.page("/actors/one.html");
    site.note("actors/one.md", "---\ntitle: The One\n---\nSecond words, see [[two]].\n");
    preview.until("/actors/one.html", |page| page.contains("Second words"));
    // Beside it, and then in its place.
    site.note("actors/.one.md.tmp", "---\ntitle: The First\n---\nThird words, see [[two]].\n");
    fs::rename(site.path("content/actors/.one.md.tmp"), site.path("content/actors/one.md")).unwrap();
    preview.until("/actors/one.html", |page| page.contains("Third words"));
    // What depends on it is as new.
    has(&preview.page("/actors/two.html"), "The First");
    site.note("events/2024/new.md", "---\ntitle: A New One\ndate: 2024-03\nactors: [one]\n---\n");
    preview.until("/events/new.html", |page| page.contains("A New One"));
    has(&preview.page("/actors/one.html"), "A New One");
    fs::rename(site.path("content/events/2024/new.md"), site.path("content/events/2024/newer.md")).unwrap();
    preview.until("/events/newer.html", |page| page.contains("A New One"));
    assert_eq!(preview.ask("/events/new.html", &[]).status, 404);
    fs::remove_dir_all(site.path("content/events")).unwrap();
    preview.until("/actors/one.html", |page| !page.contains("A New One"));
    site.settings("title: Another Title\n");
    preview.until("/", |page| page.contains("Another Title"));
    // Folders that were not there at the beginning.
    site.file("static/note.txt", "hello");
    preview.until("/note.txt", |text| text == "hello");
    site.file("templates/pages/404.html", "nowhere");
    preview.until("/nothing.html", |text| text == "nowhere");
}

#[test]
fn mistakes_stand_over_the_last_good_page() {
    let site = site();
    let preview = Preview::of(&site);
    let good = preview.page("/actors/one.html");
    let mut events = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    events.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let head = format!(
        "GET /_sourcebook/events?page=%2Factors%2Fone.html HTTP/1.1\r\nHost: localhost:{}\r\nCookie: sourcebook-{}={}\r\n\r\n",
        preview.port, preview.port, preview.key
    );
    events.write_all(head.as_bytes()).unwrap();
    let mut lines = BufReader::new(events).lines().map(|line| line.unwrap());
    let mut next = |name: &str| {
        let wanted = format!("event: {name}");
        lines.by_ref().find(|line| *line == wanted).unwrap();
        lines.next().unwrap().strip_prefix("data: ").unwrap().to_owned()
    };
    let first = next("page");
    assert_eq!(next("problems"), "null");
    site.note("actors/one.md", "---\ntitle: The One\n---\nSee [[tow]].\n");
    let problems: String = serde_json::from_str(&next("problems")).unwrap();
    has(&problems, "content/actors/one.md:4:");
    has(&problems, "did you mean");
    has(&problems, "^^^");
    assert_eq!(preview.page("/actors/one.html"), good);
    site.note("actors/one.md", "---\ntitle: The One\n---\nSee [[two]].\n");
    assert_ne!(next("page"), first);
    assert_eq!(next("problems"), "null");
    // A change elsewhere is none of this page; the next news is of the next change.
    site.note("topics/quiet.md", "---\ntitle: Quiet\nvisibility: draft\n---\nMore.\n");
    preview.until("/topics/quiet.html", |page| page.contains("More."));
    site.file("static/css/own.css", "p { color: red }");
    assert_eq!(&next("style")[..12], "assets/style");
}

#[test]
fn a_rule_that_is_broken_by_leaving_a_link_out_keeps_the_last_good_page() {
    let site = site();
    site.settings("title: Test\nrules: {uncited-paragraph: error}\n");
    site.note("sources/s.md", "---\ntitle: S\n---\n");
    let words = "It was a long day at the bridge, and many people saw it happen.";
    for note in ["actors/one.md", "topics/quiet.md"] {
        site.note(note, &format!("---\ntitle: The One\n---\n{words} [@s]\n"));
    }
    let preview = Preview::of(&site);
    let [good, source] = ["/actors/one.html", "/sources/s.html"].map(|path| preview.page(path));
    has(&source, "The One");
    site.note("actors/one.md", &format!("---\ntitle: The One\n---\n{words}\n"));
    // Another page shows when the change has been seen: it is asked for with its mistakes told.
    let end = Instant::now() + Duration::from_secs(30);
    while !preview.problems().contains("uncited-paragraph") {
        assert!(Instant::now() < end, "the rule never told");
    }
    assert_eq!(preview.page("/actors/one.html"), good);
    assert_eq!(preview.page("/sources/s.html"), source);
    site.note("actors/one.md", &format!("---\ntitle: The One\n---\nOnce more: {words} [@s]\n"));
    preview.until("/actors/one.html", |page| page.contains("Once more"));
}

#[test]
fn a_site_that_was_never_right_is_shown_when_it_is() {
    let site = site();
    site.note("actors/one.md", "---\ntitel: The One\n---\n");
    let preview = Preview::of(&site);
    let answer = preview.ask("/actors/one.html", &[]);
    assert_eq!(answer.status, 503);
    has(&answer.body, "titel");
    has(&answer.body, "/_sourcebook/serve.js");
    site.note("actors/one.md", "---\ntitle: The One\n---\n");
    preview.until("/actors/one.html", |page| page.contains("The One"));
}

#[test]
fn what_readers_could_not_follow_is_said_in_the_preview() {
    let site = site();
    site.note("actors/one.md", "---\ntitle: The One\n---\nSee [[quiet]].\n");
    let preview = Preview::of(&site);
    has(&preview.ask("/", &[]).body, "private-reference");
}

#[test]
fn strangers_are_refused() {
    let site = site();
    let preview = Preview::of(&site);
    let port = preview.port;
    let refused = |headers: &[(&str, &str)]| {
        let answer = preview.ask("/actors/one.html", headers);
        has_not(&answer.body, "First words");
        has_not(&answer.head, "access-control");
        answer.status
    };
    let on = |host: &str| format!("{host}:{port}");
    for host in [
        "evil.com",
        &on("evil.com"),
        &on("evil.localhost.x"),
        &on("127.0.0.1.nip.io"),
        "127.0.0.1:1",
        "localhost",
    ] {
        assert_eq!(refused(&[("Host", host)]), 421, "{host}");
    }
    assert_eq!(refused(&[("Host", "")]), 421);
    let whole = preview.ask(&format!("http://evil.com:{port}/actors/one.html"), &[]);
    assert!(whole.status >= 400, "{whole:?}");
    for origin in ["null", "http://localhost:9", "http://127.0.0.1", "chrome-extension://x"] {
        assert_eq!(refused(&[("Origin", origin)]), 403, "{origin}");
    }
    for site in ["cross-site", "same-site"] {
        assert_eq!(refused(&[("Sec-Fetch-Site", site)]), 403, "{site}");
    }
    // Another user of the machine, who does not know the key.
    assert_eq!(refused(&[("Cookie", "")]), 403);
    assert_eq!(refused(&[("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Cookie", "")]), 403);
    let posted = preview.raw(
        format!("POST / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 9999999999\r\n\r\n").as_bytes(),
    );
    has(&posted, "405 ");
    // The key in the address becomes a cookie, and leaves the address.
    let came = preview.ask(&format!("/?key={}", preview.key), &[("Cookie", "")]);
    assert_eq!(came.status, 303);
    has(&came.head, "location: /\r\n");
    has(&came.head, "; httponly; samesite=strict");
    let answer = preview.ask("/actors/one.html", &[]);
    for header in [
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: same-origin",
        "cache-control: no-store",
        "default-src 'self'",
    ] {
        has(&answer.head, header);
    }
}

#[test]
fn nothing_beside_the_site_can_be_read() {
    let site = site();
    site.file("secret.txt", "qzvx");
    site.file("public-old/x.txt", "qzvx");
    site.note("sources/x.md", "---\ntitle: X\n---\n");
    let preview = Preview::of(&site);
    for path in [
        "/../site.yaml",
        "/%2e%2e%2fsite.yaml",
        "/..%5csite.yaml",
        "/site.yaml",
        "/secret.txt",
        "/content/actors/one.md",
        "/%00",
        "//evil.com/",
        "/@fs/etc/passwd",
        "/actors/../../secret.txt",
        "/%252e%252e/secret.txt",
        "/public-old/x.txt",
        "/actors/one.md",
        "/actors/one.html%00",
    ] {
        let answer = preview.ask(path, &[]);
        assert!([400, 404].contains(&answer.status), "{path}: {answer:?}");
        has_not(&answer.body, "qzvx");
        has_not(&answer.head, "location");
    }
    let long = format!("/{}", "a".repeat(10_000));
    assert!([400, 414].contains(&preview.ask(&long, &[]).status));
    has(&preview.page("/actors/one.html?raw"), "First words");
}

#[test]
fn too_much_is_refused_and_nobody_else_waits() {
    let site = site();
    let preview = Preview::of(&site);
    let host = format!("Host: localhost:{}\r\n", preview.port);
    let large = preview.raw(format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "a".repeat(1 << 20)).as_bytes());
    assert!(large.is_empty() || large.contains(" 431 "), "{large}");
    let many = "X: 1\r\n".repeat(1000);
    has(&preview.raw(format!("GET / HTTP/1.1\r\n{host}{many}\r\n").as_bytes()), " 431 ");
    let two = preview.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    assert!(two.is_empty() || two.contains(" 400 "), "{two}");
    // Clients that begin and never end.
    let slow: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
            stream.write_all(b"GET / HT").unwrap();
            stream
        })
        .collect();
    has(&preview.page("/actors/one.html"), "First words");
    drop(slow);
}

#[test]
fn wrong_use_is_told_at_once() {
    let site = site();
    let preview = Preview::of(&site);
    let port = preview.port.to_string();
    let serve = |site: &Site, more: &[&str]| Run::from(site.command_of("serve").args(more).output().unwrap());
    serve(&site, &["--port", &port]).code(4).says("is taken by another program").says("--port");
    let empty = Site::new();
    fs::remove_file(empty.path("site.yaml")).unwrap();
    serve(&empty, &[]).code(4).says("no site.yaml");
    serve(&site, &["--bind", "192.0.2.1"]).code(4).says("cannot listen at 192.0.2.1");
}

/// Notes that link to one another in a ring, with an event between each two.
fn ring(site: &Site, count: usize) {
    for i in 0..count {
        let next = (i + 1) % count;
        site.note(
            &format!("actors/a{i}.md"),
            &format!("---\ntitle: Actor {i}\n---\nWords, see [[a{next}]].\n"),
        );
        let event =
            format!("---\ntitle: Event {i}\ndate: 2020-01-{:02}\nactors: [a{i}, a{next}]\n---\n", i % 28 + 1);
        site.note(&format!("events/e{i}.md"), &event);
    }
}

#[test]
fn after_any_change_every_page_is_that_of_a_clean_build() {
    let site = Site::new();
    const COUNT: usize = 12;
    ring(&site, COUNT);
    let preview = Preview::of(&site);
    // The same numbers at every run.
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for step in 0..40 {
        let i = random(COUNT);
        let (actor, extra) = (format!("actors/a{i}.md"), format!("topics/t{}.md", random(4)));
        let other = random(COUNT);
        match random(10) {
            6.. => {
                // The same links, some of them twice or in another place.
                let path = site.path("content").join(&actor);
                let text = fs::read_to_string(&path).unwrap();
                let (front, body) = text.split_once("\n---\n").unwrap();
                let link = body.split_inclusive("]]").next().unwrap_or_default().to_owned();
                let body = [format!("{body}\nMore of {step}.\n"), format!("Before {step}.\n\n{link}\n\n{body}"), "Nothing.\n".to_owned()];
                site.note(&actor, &format!("{front}\n---\n{}", body[random(3)]));
            }
            0 => drop(site.note(&actor, &format!("---\ntitle: Actor {i}\n---\nStep {step}, see [[a{other}]].\n"))),
            1 => drop(site.note(&actor, &format!("---\ntitle: Actor {i} of {step}\naliases: [Alias {step}]\n---\nSee [[a{other}]] and [[e{i}]].\n"))),
            2 => drop(site.note(&actor, &format!("---\ntitle: Actor {i}\nrelations: [{{type: supports, to: a{other}}}]\n---\n"))),
            3 => drop(site.note(&extra, &format!("---\ntitle: Topic {step}\n---\nOf [[a{other}]].\n"))),
            4 if site.path("content").join(&extra).exists() => fs::remove_file(site.path("content").join(&extra)).unwrap(),
            4 => continue,
            _ => {
                let date = format!("2021-{:02}", random(12) + 1);
                site.note(&format!("events/e{i}.md"), &format!("---\ntitle: Event {i}\ndate: {date}\nactors: [a{i}]\n---\nStep {step}.\n"));
            }
        }
        // The mark shows that the preview has seen all before it.
        site.note("pages/mark.md", &format!("---\ntitle: Mark\n---\nstep-{step}-end\n"));
        let run = site.build();
        if run.code == Some(1) {
            // An actor related to itself, say: the preview stays as it was.
            site.note(&actor, &format!("---\ntitle: Actor {i}\n---\n"));
            continue;
        }
        preview.until("/mark.html", |page| page.contains(&format!("step-{step}-end")));
        for (path, bytes) in site.output().iter().filter(|(path, _)| path.ends_with(".html")) {
            let shown = preview.ask(&format!("/{path}"), &[]);
            assert!(shown.body.as_bytes() == bytes, "after step {step}, /{path} is not that of a build");
        }
    }
}
