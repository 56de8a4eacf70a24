//! HTTP/1.1 over the preview: reading only, one host, small requests.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, Incoming};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, oneshot, watch};

use super::guard::{Allowed, Asked, Guard, Refusal};
use super::page;
use super::preview::{Answer, Ask, Found, Problems};
use crate::output::content_type;

/// Connections at a time; a browser has at most six.
const CONNECTIONS: usize = 128;
/// How long the head of a request may take, and how much of it there can be.
const PATIENCE: Duration = Duration::from_secs(10);
const LONGEST_HEAD: usize = 32 * 1024;
const HEADERS: usize = 64;
/// How often a silent stream says that it is there.
const PULSE: Duration = Duration::from_secs(20);

/// What all connections share.
struct Server {
    guard: Guard,
    site: Sender<Ask>,
    problems: watch::Receiver<Problems>,
}

/// Answers requests for ever.
pub(super) async fn serve(
    listener: TcpListener,
    guard: Guard,
    site: Sender<Ask>,
    problems: watch::Receiver<Problems>,
) {
    let server = Arc::new(Server { guard, site, problems });
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // For want of file handles, say: those that end give theirs back.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // One that finds no room is closed at once, and so keeps nobody waiting.
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else { continue };
        let server = Arc::clone(&server);
        tokio::spawn(async move {
            // What a client does wrong ends its connection, and nothing else.
            let _ = connection(&server, stream).await;
            drop(place);
        });
    }
}

async fn connection(server: &Arc<Server>, stream: TcpStream) -> Result<(), hyper::Error> {
    let Ok(local) = stream.local_addr() else { return Ok(()) };
    // Small answers are not held back.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let server = Arc::clone(server);
        async move { Ok::<_, Infallible>(server.respond(&request, local.ip()).await) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(LONGEST_HEAD)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(stream), service)
        .await
}

/// The body of an answer.
enum Reply {
    Whole(Option<Bytes>),
    Events(mpsc::Receiver<Bytes>),
}

impl Body for Reply {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match &mut *self {
            Reply::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Reply::Events(events) => {
                events.poll_recv(cx).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Reply::Whole(None))
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        match self {
            Reply::Whole(bytes) => {
                hyper::body::SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Reply::Events(_) => hyper::body::SizeHint::default(),
        }
    }
}

impl Server {
    async fn respond(&self, request: &Request<Incoming>, came_in_at: IpAddr) -> Response<Reply> {
        let headers = request.headers();
        let hosts: Vec<&str> =
            headers.get_all(header::HOST).iter().map(|host| host.to_str().unwrap_or_default()).collect();
        let target = request.uri().to_string();
        let asked = Asked {
            method: request.method().as_str(),
            target: &target,
            hosts: &hosts,
            origin: text(headers, header::ORIGIN.as_str()),
            fetch_site: text(headers, "sec-fetch-site"),
            cookie: text(headers, header::COOKIE.as_str()),
        };
        let mut response = match self.guard.judge(&asked, came_in_at) {
            Ok(allowed) => {
                let is_looked_at = text(headers, "sec-fetch-dest") == Some("document");
                self.answer(&allowed, is_looked_at).await
            }
            Err(refusal) => refused(refusal),
        };
        if request.method() == Method::HEAD {
            *response.body_mut() = Reply::Whole(None);
        }
        response
    }

    async fn answer(&self, allowed: &Allowed, is_looked_at: bool) -> Response<Reply> {
        if allowed.brings_key {
            // The key leaves the address, so that it is in no history and no picture of the window.
            let mut response = redirect(&allowed.path);
            if let Ok(cookie) = HeaderValue::from_str(&self.guard.cookie()) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            return response;
        }
        match allowed.path.as_str() {
            "_sourcebook/serve.js" => return whole(StatusCode::OK, "serve.js", page::SCRIPT.into()),
            "_sourcebook/serve.css" => return whole(StatusCode::OK, "serve.css", page::STYLE.into()),
            "_sourcebook/events" => return self.events(&allowed.query),
            _ => {}
        }
        let dress = |found: Found| {
            let path = found.path.clone();
            let is_page = is_looked_at && path.ends_with(".html");
            (path, if is_page { page::dressed(found) } else { found.bytes })
        };
        match self.ask(&allowed.path).await {
            Some(Answer::Found(found)) => {
                let (path, bytes) = dress(found);
                whole(StatusCode::OK, &path, bytes)
            }
            Some(Answer::Missing(Some(found))) => {
                let (path, bytes) = dress(found);
                whole(StatusCode::NOT_FOUND, &path, bytes)
            }
            Some(Answer::Folder(path)) => redirect(&path),
            Some(Answer::Missing(None)) => {
                whole(StatusCode::NOT_FOUND, "x.html", page::stand_in("Not found", ""))
            }
            Some(Answer::Failed(why)) => self.stand_in("This page cannot be made", &why),
            Some(Answer::NoSite) => {
                let problems = Arc::clone(&self.problems.borrow());
                self.stand_in("The site has mistakes", &problems)
            }
            None => self.stand_in("The preview has ended", ""),
        }
    }

    /// A page in place of one that cannot be shown, which is loaded again when something changes.
    fn stand_in(&self, title: &str, words: &str) -> Response<Reply> {
        let bytes = page::stand_in(title, words);
        let found = Found { path: String::new(), bytes, style: String::new() };
        whole(StatusCode::SERVICE_UNAVAILABLE, "x.html", page::dressed(found))
    }

    async fn ask(&self, path: &str) -> Option<Answer> {
        let (reply, answer) = oneshot::channel();
        self.site.send(Ask::File(path.to_owned(), reply)).ok()?;
        answer.await.ok()
    }

    /// A stream of what changes about a page.
    fn events(&self, query: &str) -> Response<Reply> {
        let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "page");
        let path = asked.and_then(|(_, path)| super::guard::decoded(&path)).unwrap_or_default();
        let (sender, receiver) = mpsc::channel(8);
        let (site, problems) = (self.site.clone(), self.problems.clone());
        tokio::spawn(tell(path, site, problems, sender));
        let mut response = Response::new(Reply::Events(receiver));
        common(response.headers_mut(), "text/event-stream");
        response
    }
}

/// Tells of a page whenever the site has changed, until nobody listens.
async fn tell(path: String, site: Sender<Ask>, mut now: watch::Receiver<Problems>, to: mpsc::Sender<Bytes>) {
    let mut told: [String; 3] = Default::default();
    loop {
        let problems = Arc::clone(&now.borrow_and_update());
        let (reply, answer) = oneshot::channel();
        if site.send(Ask::File(path.clone(), reply)).is_err() {
            return;
        }
        let Ok(answer) = answer.await else { return };
        let (page, style) = match answer {
            Answer::Found(found) | Answer::Missing(Some(found)) => (page::digest(&found), found.style),
            other => (page::digest_of_words(&format!("{other:?}{problems}")), String::new()),
        };
        let words = if problems.is_empty() {
            "null".to_owned()
        } else {
            serde_json::Value::from(&*problems).to_string()
        };
        let news = [("page", page), ("style", style), ("problems", words)];
        let mut text = String::new();
        for ((name, data), told) in news.into_iter().zip(&mut told) {
            if data != *told {
                text.push_str(&format!("event: {name}\ndata: {data}\n\n"));
                *told = data;
            }
        }
        if !text.is_empty() && to.send(text.into()).await.is_err() {
            return;
        }
        loop {
            tokio::select! {
                changed = now.changed() => match changed {
                    Ok(()) => break,
                    Err(_) => return,
                },
                () = to.closed() => return,
                () = tokio::time::sleep(PULSE) => {
                    if to.send(Bytes::from_static(b":\n\n")).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    // What is no text is nothing that we would allow.
    headers.get(name).map(|value| value.to_str().unwrap_or("\u{fffd}"))
}

fn refused(refusal: Refusal) -> Response<Reply> {
    let (status, words) = refusal.words();
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::FORBIDDEN);
    let mut response = whole(status, "x.txt", format!("{words}\n").into_bytes());
    // What else such a client has to say is not read.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// To another path below the site; never elsewhere, since the path begins with one slash.
fn redirect(path: &str) -> Response<Reply> {
    let mut response = whole(StatusCode::SEE_OTHER, "x.txt", Vec::new());
    let to = format!("/{}", crate::text::percent_encode(path));
    if let Ok(to) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn whole(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response<Reply> {
    let mut response = Response::new(Reply::Whole(Some(bytes.into())));
    *response.status_mut() = status;
    common(response.headers_mut(), content_type(path));
    response
}

/// Headers of every answer: nothing is kept, guessed, embedded or handed on.
fn common(headers: &mut HeaderMap, content_type: &'static str) {
    let policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    let all: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, policy),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in all {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
