//! A proxy before a store that does one thing wrong, at one request.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The store answers with an error of its own, and does nothing.
    Status(u16),
    /// It says that all is well, and then that it is not.
    ErrorIn200,
    /// The connection breaks before the store hears of the request.
    ResetBefore,
    /// The connection breaks when the store has done what it was asked to.
    ResetAfter,
    /// Half of the answer is lost.
    Truncated,
    /// A bit of what is sent turns over on its way.
    Corrupted,
    /// It sends the program to another host.
    Redirect(u16),
    /// The program is killed, before or after the store has done what it was asked to.
    Kill { after: bool },
    /// No answer comes.
    Silent,
    /// Somebody else's manifest is there first.
    Overtaken,
    /// The clock of the store is an hour behind.
    LateClock,
}

#[derive(Debug, Default)]
struct State {
    /// The fault, the request at which it happens, and whether it goes on from there.
    fault: Option<(usize, Fault, bool)>,
    /// Whether only requests of this method count.
    only: Option<&'static str>,
    counted: usize,
    /// Methods and paths of all requests.
    log: Vec<String>,
    /// The process that is killed.
    victim: u32,
}

/// A proxy that listens on this machine.
#[derive(Debug, Clone)]
pub(crate) struct Proxy {
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
}

impl Proxy {
    pub(crate) fn new(upstream: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state: Arc<Mutex<State>> = Arc::default();
        let proxy = Proxy { port, state };
        let shared = proxy.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let shared = shared.clone();
                std::thread::spawn(move || shared.pass(client, upstream));
            }
        });
        proxy
    }

    /// Does something wrong at the request of a number; counting and the log begin anew.
    pub(crate) fn fail(&self, number: usize, fault: Fault) {
        *self.state.lock().unwrap() = State { fault: Some((number, fault, false)), ..State::default() };
    }

    /// Does something wrong at every request of a method, from a number on.
    pub(crate) fn fail_always(&self, only: Option<&'static str>, number: usize, fault: Fault) {
        *self.state.lock().unwrap() = State { fault: Some((number, fault, true)), only, ..State::default() };
    }

    /// Does nothing wrong any more.
    pub(crate) fn behave(&self) {
        *self.state.lock().unwrap() = State::default();
    }

    pub(crate) fn victim(&self, process: u32) {
        self.state.lock().unwrap().victim = process;
    }

    /// Methods and paths of the requests since the last change.
    pub(crate) fn log(&self) -> Vec<String> {
        self.state.lock().unwrap().log.clone()
    }

    /// Passes one request on, and its answer back.
    fn pass(&self, client: TcpStream, upstream: u16) {
        let mut reader = BufReader::new(client.try_clone().unwrap());
        let Some((mut head, mut body)) = message(&mut reader) else { return };
        let fault = self.next(&head);
        let mut client = client;
        let mut answer = |status: u16, more: &str, code: &str| {
            let body =
                format!("<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code><Message>m</Message></Error>");
            let head = format!(
                "HTTP/1.1 {status} X\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = client.write_all((head + &body).as_bytes());
        };
        match fault {
            Some(Fault::Status(status)) => {
                return answer(
                    status,
                    "Retry-After: 0\r\n",
                    if status == 403 { "AccessDenied" } else { "SlowDown" },
                );
            }
            Some(Fault::ErrorIn200) => return answer(200, "", "InternalError"),
            Some(Fault::Redirect(port)) => {
                return answer(307, &format!("Location: http://127.0.0.1:{port}/x\r\n"), "TemporaryRedirect");
            }
            Some(Fault::ResetBefore) => return,
            Some(Fault::Silent) => return std::thread::sleep(Duration::from_secs(100)),
            Some(Fault::Kill { after: false }) => return self.kill(),
            Some(Fault::Corrupted) => {
                if let Some(byte) = body.last_mut() {
                    *byte ^= 1;
                }
            }
            Some(Fault::Overtaken) if head.starts_with("PUT") => {
                let other = b"{\"tool\": \"sourcebook\", \"version\": \"0\", \"audience\": \"public\", \"files\": {}}";
                let url = crate::signed(upstream, "PUT", ".sourcebook.json");
                let (_, target) = url.split_once(&format!(":{upstream}")).unwrap();
                let put = format!(
                    "PUT {target} HTTP/1.1\r\nHost: 127.0.0.1:{upstream}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    other.len()
                );
                let mut store = TcpStream::connect(("127.0.0.1", upstream)).unwrap();
                store.write_all(&[put.as_bytes(), other].concat()).unwrap();
                let _ = store.read_to_end(&mut Vec::new());
            }
            _ => {}
        }
        head = head.replacen("\r\n", "\r\nConnection: close\r\n", 1);
        let Ok(mut store) = TcpStream::connect(("127.0.0.1", upstream)) else { return };
        let mut reply = Vec::new();
        let sent = store.write_all(&[head.as_bytes(), &body].concat());
        if sent.and_then(|()| store.read_to_end(&mut reply).map(|_| ())).is_err() {
            return;
        }
        match fault {
            Some(Fault::ResetAfter) => return,
            Some(Fault::Kill { after: true }) => return self.kill(),
            Some(Fault::Truncated) => reply.truncate(reply.len().saturating_sub(20).max(reply.len() / 2)),
            Some(Fault::LateClock) => {
                let text = String::from_utf8_lossy(&reply).into_owned();
                let date = text.lines().find_map(|line| line.strip_prefix("Date: ")).unwrap().to_owned();
                reply = text.replace(&date, "Thu, 26 Nov 2020 15:54:00 GMT").into_bytes();
            }
            _ => {}
        }
        let _ = client.write_all(&reply);
    }

    /// Counts a request, and says what goes wrong with it.
    fn next(&self, head: &str) -> Option<Fault> {
        let mut state = self.state.lock().unwrap();
        let line = head.lines().next().unwrap_or_default().split('?').next().unwrap_or_default();
        let line = line.trim_end_matches(" HTTP/1.1").to_owned();
        if state.only.is_none_or(|only| line.starts_with(only)) {
            state.counted += 1;
        }
        let is_counted = state.only.is_none_or(|only| line.starts_with(only));
        state.log.push(line);
        let number = state.counted;
        let (at, fault, is_lasting) = state.fault?;
        (is_counted && (number == at + 1 || (is_lasting && number > at))).then_some(fault)
    }

    fn kill(&self) {
        let victim = self.state.lock().unwrap().victim;
        let _ = Command::new("kill").args(["-9", &victim.to_string()]).status();
    }
}

/// The head and the body of a request.
fn message(reader: &mut impl BufRead) -> Option<(String, Vec<u8>)> {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        head.push_str(&line);
        if line == "\r\n" {
            break;
        }
    }
    let length = head.lines().find_map(|line| {
        line.to_ascii_lowercase().strip_prefix("content-length:").map(|n| n.trim().parse().unwrap())
    });
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some((head, body))
}
