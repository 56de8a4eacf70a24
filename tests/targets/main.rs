//! Publishing to real servers: a store that checks signatures, one that knows conditions, and a proxy before them that does things wrong.
//!
//! `RCLONE` is the path of the program `rclone`, `MOTO` that of `moto_server`; nginx, Apache and Caddy are those of Debian. `SOURCEBOOK` may be
//! that of a program to test in place of the one that cargo has just built.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make and read files, and panic if they cannot"
)]

mod hosts;
mod proxy;
mod sample;
#[path = "../it/support.rs"]
#[allow(dead_code, reason = "made for the tests of the whole program, which need more of it")]
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use proxy::{Fault, Proxy};
use support::{Run, Site, Tree, differences, has, has_not, tree, wait};

const NOTES: &str = "
//- actors/x.md
---
title: Xenia Quarz
---
See [[y]].
//- actors/y.md
---
title: Y
---
//- actors/z.md
---
title: Z
---
";

const SECRET: &str = "s3cret/key+never=shown";

/// A store that runs while a test does.
pub(crate) struct Server {
    child: Child,
    folder: tempfile::TempDir,
    pub(crate) port: u16,
}

impl Server {
    /// A store with signatures, and no conditions; its buckets are folders.
    pub(crate) fn rclone() -> Server {
        let rclone = std::env::var_os("RCLONE").expect("RCLONE names the program rclone");
        Server::start(|folder, port| {
            fs::create_dir(folder.join("bucket")).unwrap();
            let mut command = Command::new(&rclone);
            command.args(["serve", "s3", "--addr", &format!("127.0.0.1:{port}"), "--vfs-cache-mode", "off"]);
            command.args(["--auth-key", &format!("key,{SECRET}"), "--config", "/dev/null"]).arg(folder);
            command
        })
    }

    /// A store with conditions, whose keys are anything; its objects are in memory.
    fn moto() -> Server {
        let moto = std::env::var_os("MOTO").expect("MOTO names the program moto_server");
        let server = Server::start(|_, port| {
            let mut command = Command::new(&moto);
            command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
            command
        });
        server.request("PUT", "", b"");
        server
    }

    fn start(command: impl Fn(&Path, u16) -> Command) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = command(folder.path(), port);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Server { child, folder, port };
        let end = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < end, "the server does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        server
    }

    /// The bucket of `rclone`.
    pub(crate) fn bucket(&self) -> PathBuf {
        self.folder.path().join("bucket")
    }

    /// Asks the store of `moto` for an object.
    fn request(&self, method: &str, path: &str, body: &[u8]) -> (u16, BTreeMap<String, String>, Vec<u8>) {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let url = signed(self.port, method, path);
        let request = ureq::http::Request::builder().method(method).uri(url).body(body).unwrap();
        let mut response = agent.run(request).unwrap();
        let headers = response.headers().iter();
        let headers =
            headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        (response.status().as_u16(), headers, response.body_mut().read_to_vec().unwrap())
    }
}

/// The address of an object of the bucket, or of the bucket itself, with a signature.
fn signed(port: u16, method: &str, path: &str) -> String {
    use rusty_s3::S3Action;
    let endpoint = format!("http://127.0.0.1:{port}/").parse().unwrap();
    let bucket = rusty_s3::Bucket::new(endpoint, rusty_s3::UrlStyle::Path, "bucket", "us-east-1").unwrap();
    let keys = rusty_s3::Credentials::new("key", SECRET);
    let time = Duration::from_secs(600);
    let url = match method {
        "PUT" if path.is_empty() => bucket.create_bucket(&keys).sign(time),
        "PUT" => bucket.put_object(Some(&keys), path).sign(time),
        "DELETE" => bucket.delete_object(Some(&keys), path).sign(time),
        _ => bucket.get_object(Some(&keys), path).sign(time),
    };
    url.to_string()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Names the store at a port as the target of a site.
fn settings(site: &Site, port: u16, rest: &str) {
    site.settings(&format!(
        "title: Test\npublish:\n  live: {{bucket: bucket, endpoint: \"http://127.0.0.1:{port}\"{rest}}}\n"
    ));
}

fn site(port: u16) -> Site {
    let site = Site::of(NOTES);
    settings(&site, port, "");
    site
}

pub(crate) fn command(site: &Site, args: &[&str]) -> Command {
    let program = std::env::var_os("SOURCEBOOK").unwrap_or_else(|| env!("CARGO_BIN_EXE_sourcebook").into());
    let mut command = Command::new(program);
    command.args(args).arg("--root").arg(site.root());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env("AWS_ACCESS_KEY_ID", "key").env("AWS_SECRET_ACCESS_KEY", SECRET);
    command
}

pub(crate) fn run(site: &Site, args: &[&str]) -> Run {
    let run: Run = command(site, args).output().unwrap().into();
    has_not(&run.stderr, SECRET);
    has_not(&run.stderr, "X-Amz");
    has_not(&run.stdout, "X-Amz");
    run
}

fn publish(site: &Site) -> Run {
    run(site, &["publish", "--yes"])
}

/// The site as a build makes it, somewhere else.
pub(crate) fn built(site: &Site) -> Tree {
    let out = site.path("../built");
    run(site, &["build", "--quiet", "--out", out.to_str().unwrap()]).fine();
    tree(&out)
}

#[track_caller]
fn is_there(site: &Site, server: &Server) {
    assert_eq!(differences(&tree(&server.bucket()), &built(site)), Vec::<String>::new());
}

/// Gives the site another style and another note, so that pages and what they need change together.
fn change(site: &Site, round: usize) {
    site.file("static/css/own.css", format!("body {{ order: {round}; }}\n"));
    let _ = fs::remove_file(site.path(&format!("content/topics/t{}.md", round.wrapping_sub(1))));
    site.note(&format!("topics/t{round}.md"), "---\ntitle: T\n---\nText.\n");
}

/// Requests that change something.
fn writes(log: &[String]) -> Vec<&String> {
    log.iter().filter(|line| line.starts_with("PUT") || line.starts_with("DELETE")).collect()
}

#[test]
fn only_what_differs_is_written_and_all_of_it_is_right() {
    let server = Server::rclone();
    let proxy = Proxy::new(server.port);
    let site = site(proxy.port);
    site.file("static/odd/a b+c%20d&é'(1)=ج.txt", "x").note("actors/بغداد.md", "---\ntitle: بغداد\n---\n");
    publish(&site).fine().says("bucket bucket at 127.0.0.1");
    is_there(&site, &server);
    proxy.behave();
    publish(&site).fine().says("is as it should be");
    assert_eq!(writes(&proxy.log()), Vec::<&String>::new());

    site.note("actors/z.md", "---\ntitle: Z\n---\nOne more line.\n");
    let before = tree(&server.bucket());
    proxy.behave();
    publish(&site).fine();
    is_there(&site, &server);
    let mut written: Vec<String> =
        writes(&proxy.log()).into_iter().map(|line| line.replace("PUT /bucket/", "")).collect();
    written.sort();
    written.dedup();
    assert_eq!(written, differences(&tree(&server.bucket()), &before));

    site.note("actors/x.md", "---\ntitle: Xenia Quarz\nvisibility: internal\n---\n");
    proxy.behave();
    publish(&site).fine().says("1 file taken back").says("earlier versions of the objects");
    is_there(&site, &server);
    let log = proxy.log();
    let writes = writes(&log);
    assert_eq!(writes[1], "DELETE /bucket/actors/x.html", "right after the claim: {writes:?}");
    let holds = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).to_lowercase().contains("quarz");
    assert!(!tree(&server.bucket()).values().any(holds));
}

#[test]
fn what_fails_once_is_done_again() {
    let server = Server::rclone();
    let proxy = Proxy::new(server.port);
    let site = site(proxy.port);
    publish(&site).fine();
    change(&site, 0);
    proxy.behave();
    publish(&site).fine();
    let requests = proxy.log().len();
    assert!(requests > 30, "{requests}");
    let faults = [
        Fault::Status(500),
        Fault::Status(503),
        Fault::Status(429),
        Fault::ErrorIn200,
        Fault::ResetBefore,
        Fault::ResetAfter,
        Fault::Truncated,
        Fault::Corrupted,
    ];
    let mut round = 0;
    for number in 0..requests {
        // Every fault at an eighth of the requests, and three of them at each.
        for fault in (0..3).map(|i| faults[(number + 3 * i) % faults.len()]) {
            round += 1;
            change(&site, round);
            proxy.fail(number, fault);
            let run = publish(&site);
            assert_eq!(run.code, Some(0), "{fault:?} at request {number}: {}{:#?}", run.stderr, proxy.log());
            if round % 8 == 0 {
                is_there(&site, &server);
            }
        }
    }
    is_there(&site, &server);
}

/// Reads pages as a browser would, with what they need, again and again.
fn poll(bucket: &Path, stop: &AtomicBool) -> Vec<String> {
    let mut broken = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        for page in ["index.html", "actors/y.html", "topics.html"] {
            let Ok(html) = fs::read_to_string(bucket.join(page)) else { continue };
            let names = html.split("assets/").skip(1).filter_map(|rest| rest.split('"').next());
            for name in names {
                let is_there = bucket.join("assets").join(name).exists();
                // The page may have been replaced between the two looks.
                if !is_there && fs::read_to_string(bucket.join(page)).is_ok_and(|now| now == html) {
                    broken.push(format!("{page} needs {name}"));
                }
            }
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    broken
}

#[test]
fn whenever_it_is_killed_readers_see_whole_pages_and_the_next_run_ends_it() {
    let server = Server::rclone();
    let proxy = Proxy::new(server.port);
    let site = site(proxy.port);
    publish(&site).fine();
    change(&site, 0);
    proxy.behave();
    publish(&site).fine();
    let requests = proxy.log().len();
    let stop = AtomicBool::new(false);
    let mut killed = 0;
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| poll(&server.bucket(), &stop));
        // The reader ends with the test, however that ends.
        let _end = Stop(&stop);
        for number in 0..requests {
            change(&site, number + 1);
            proxy.fail(number, Fault::Kill { after: number % 2 == 1 });
            let child = command(&site, &["publish", "--yes"]).spawn().unwrap();
            proxy.victim(child.id());
            let run = wait(child, Duration::from_secs(60));
            // What the runs before have done already may have left fewer requests than that.
            let is_through = run.code == Some(0) && proxy.log().len() <= number;
            assert!(run.code.is_none() || is_through, "it is killed at request {number}: {run:?}");
            killed += usize::from(!is_through);
            // Every other time, the site has changed once more before somebody looks again.
            if number % 2 == 0 {
                proxy.behave();
                publish(&site).fine();
            }
            if number % 8 == 0 {
                is_there(&site, &server);
            }
        }
        proxy.behave();
        publish(&site).fine();
        stop.store(true, Ordering::Relaxed);
        assert_eq!(reader.join().unwrap(), Vec::<String>::new());
    });
    assert!(killed > requests / 2, "{killed} of {requests}");
    is_there(&site, &server);
}

/// Says that it is over, at the latest when it goes out of scope.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn what_keeps_failing_is_said_and_ended_later() {
    let server = Server::rclone();
    let proxy = Proxy::new(server.port);
    let site = site(proxy.port);
    publish(&site).fine();
    for (round, (only, number, fault, words)) in [
        (Some("DELETE"), 0, Fault::Status(403), "these keys may not do that"),
        (Some("PUT"), 4, Fault::Status(503), "the store answered 503 SlowDown"),
        (Some("PUT"), 2, Fault::ResetBefore, "writing "),
        (Some("PUT"), 3, Fault::Redirect(server.port), "another region"),
    ]
    .into_iter()
    .enumerate()
    {
        change(&site, round);
        publish(&site).fine();
        change(&site, round + 1);
        proxy.fail_always(only, number, fault);
        publish(&site).code(5).says(words).says("the same command does what is left");
        proxy.behave();
        publish(&site).fine();
        is_there(&site, &server);
    }
}

#[test]
fn no_redirect_takes_the_keys_to_another_host() {
    let server = Server::rclone();
    let proxy = Proxy::new(server.port);
    let elsewhere = Proxy::new(server.port);
    let site = site(proxy.port);
    proxy.fail_always(None, 0, Fault::Redirect(elsewhere.port));
    publish(&site).code(4).says("another region");
    assert_eq!(elsewhere.log(), Vec::<String>::new());
}

#[test]
fn an_answer_that_does_not_come_is_not_waited_for_for_ever() {
    let server = Server::rclone();
    let proxy = Proxy::new(server.port);
    let site = site(proxy.port);
    proxy.fail(5, Fault::Silent);
    publish(&site).fine();
    is_there(&site, &server);
}

#[test]
fn before_anything_is_written_it_is_said_what_is_wrong() {
    let server = Server::rclone();
    let proxy = Proxy::new(server.port);
    let site = site(proxy.port);
    let with = |key: &str, secret: &str| {
        let mut command = command(&site, &["publish", "--yes"]);
        Run::from(
            command.env("AWS_ACCESS_KEY_ID", key).env("AWS_SECRET_ACCESS_KEY", secret).output().unwrap(),
        )
    };
    with("key", "wrong-secret").code(4).says("the store does not know these keys");
    has_not(&with("key", "wrong-secret").stderr, "wrong-secret");
    let mut bare = command(&site, &["publish", "--yes"]);
    bare.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY").env("HOME", site.root());
    Run::from(bare.output().unwrap()).code(4).says("there are no keys for the bucket").says("AWS_PROFILE");
    assert_eq!(writes(&proxy.log()), Vec::<&String>::new());
    site.file(
        ".aws/credentials",
        format!("[desk]\naws_access_key_id = key\naws_secret_access_key = {SECRET}\n"),
    );
    Run::from(bare.env("AWS_PROFILE", "desk").output().unwrap()).fine();
    is_there(&site, &server);
    site.settings(&format!(
        "title: Test\npublish: {{live: {{bucket: none, endpoint: \"http://127.0.0.1:{}\"}}}}\n",
        proxy.port
    ));
    publish(&site).code(4).says("make the bucket first");
    settings(&site, proxy.port, "");
    proxy.fail(0, Fault::LateClock);
    change(&site, 0);
    publish(&site).code(3).says("minutes ahead of that of the store").says("embargo");
    assert_eq!(writes(&proxy.log()), Vec::<&String>::new());
}

#[test]
fn a_bucket_may_hold_its_texts_compressed() {
    let server = Server::moto();
    let site = site(server.port);
    settings(&site, server.port, ", compress: true");
    site.file("static/photo.jpg", support::png("x"));
    publish(&site).fine();
    for (path, bytes) in
        built(&site).iter().filter(|(path, _)| !path.ends_with('/') && *path != ".sourcebook.json")
    {
        let (status, headers, body) = server.request("GET", path, b"");
        assert_eq!(status, 200, "{path}");
        let is_text =
            [".html", ".css", ".js", ".json", ".svg", ".txt"].iter().any(|ending| path.ends_with(ending));
        assert_eq!(headers.get("content-encoding").map(String::as_str), is_text.then_some("gzip"), "{path}");
        let mut plain = Vec::new();
        if is_text {
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*body), &mut plain).unwrap();
        } else {
            plain = body;
        }
        assert!(plain == *bytes, "{path}");
    }
    publish(&site).fine().says("is as it should be");
    // Who no longer wants it so has them plain again.
    settings(&site, server.port, "");
    publish(&site).fine();
    let (_, headers, body) = server.request("GET", "index.html", b"");
    assert_eq!(headers.get("content-encoding"), None);
    assert!(body.starts_with(b"<!doctype html>"));
}

#[test]
fn objects_of_others_stay_and_ours_say_what_they_are() {
    let server = Server::moto();
    let site = site(server.port);
    settings(&site, server.port, ", prefix: a/dossier");
    for path in ["a/other.html", "a/dossier/CNAME", "index.html"] {
        server.request("PUT", path, b"theirs");
    }
    publish(&site).fine();
    let whole = built(&site);
    for (path, bytes) in whole.iter().filter(|(path, _)| !path.ends_with('/')) {
        let (status, headers, body) = server.request("GET", &format!("a/dossier/{path}"), b"");
        assert_eq!((status, &body), (200, bytes), "{path}");
        let rule =
            if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
        assert_eq!(headers["cache-control"], rule, "{path}");
        let kind = match path.rsplit_once('.').unwrap().1 {
            "html" => "text/html; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "json" => "application/json; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => continue,
        };
        assert_eq!(headers["content-type"], kind, "{path}");
    }
    fs::remove_file(site.path("content/actors/z.md")).unwrap();
    publish(&site).fine();
    assert_eq!(server.request("GET", "a/dossier/actors/z.html", b"").0, 404);
    for path in ["a/other.html", "a/dossier/CNAME", "index.html"] {
        assert_eq!(server.request("GET", path, b"").2, b"theirs");
    }
    server.request("PUT", "a/dossier/actors/new.html", b"theirs");
    site.note("actors/new.md", "---\ntitle: New\n---\n");
    publish(&site).code(3).says("stand in the way");
}

#[test]
fn of_two_publishers_one_wins_and_none_spoils_it() {
    let server = Server::moto();
    let proxy = Proxy::new(server.port);
    let site = site(proxy.port);
    // The other one's manifest arrives between our look and our write: the first time, and when there is one already.
    for round in 0..2 {
        change(&site, round);
        proxy.fail_always(Some("PUT"), 0, Fault::Overtaken);
        publish(&site).code(3).says("somebody else publishes there");
        assert_eq!(writes(&proxy.log()).len(), 1, "nothing is written after that");
        server.request("DELETE", ".sourcebook.json", b"");
        proxy.behave();
        if round == 0 {
            publish(&site).fine();
        }
    }
    let server = Server::moto();
    settings(&site, server.port, "");
    for round in 0..4 {
        change(&site, 10 + round);
        let children: Vec<Child> =
            (0..3).map(|_| command(&site, &["publish", "--yes"]).spawn().unwrap()).collect();
        let runs: Vec<Run> =
            children.into_iter().map(|child| wait(child, Duration::from_secs(120))).collect();
        assert!(runs.iter().all(|run| [Some(0), Some(3)].contains(&run.code)), "{runs:?}");
        publish(&site).fine();
        for (path, bytes) in built(&site).iter().filter(|(path, _)| !path.ends_with('/')) {
            assert_eq!(&server.request("GET", path, b"").2, bytes, "{path}");
        }
    }
    has(&String::from_utf8(server.request("GET", ".sourcebook.json", b"").2).unwrap(), "\"files\"");
}
