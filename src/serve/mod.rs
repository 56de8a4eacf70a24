//! A live preview: pages are made when they are asked for, and browsers are told when they have changed.
//!
//! `guard` says who is answered, `http` speaks with browsers, `preview` owns the site, `watch` notices changes. Nothing is written to disk.

mod guard;
mod http;
mod page;
mod preview;
mod watch;

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;

use guard::Guard;
use preview::{Ask, Preview, Problems};

pub use preview::News;

use crate::config::ContentFolder;
use crate::select::Audience;

/// The port of a preview where none is asked for, and how many after it are tried.
pub const PORT: u16 = 1313;
const MORE: u16 = 50;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the site, and where its notes stand in it.
    pub root: PathBuf,
    pub content: ContentFolder,
    pub audience: Audience,
    pub bind: IpAddr,
    /// The port; without one, [`PORT`] or the next that is free.
    pub port: Option<u16>,
}

/// Why there is no preview.
#[derive(Debug)]
pub enum ServeError {
    /// The address cannot be had.
    Bind(SocketAddr, io::Error),
    /// The folder cannot be watched.
    Watch(String),
    Io(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Bind(address, error) if error.kind() == io::ErrorKind::AddrInUse => {
                write!(f, "port {} is taken by another program", address.port())
            }
            ServeError::Bind(address, error) => write!(f, "cannot listen at {address}: {error}"),
            ServeError::Watch(why) => write!(f, "cannot watch the site's folder: {why}"),
            ServeError::Io(error) => write!(f, "cannot serve: {error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// What a preview that has begun is known by.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The address to open, with the key.
    pub address: String,
    /// Why files are looked at again and again instead of being watched, if they are.
    pub polling: Option<String>,
}

/// Serves a preview until the process ends; `tell` is called after each change.
pub fn serve(
    options: Options,
    begun: impl FnOnce(&Begun),
    tell: impl FnMut(&News<'_>) + Send + 'static,
) -> Result<(), ServeError> {
    // Paths that are told of changes are whole ones.
    let root = std::path::absolute(&options.root).map_err(ServeError::Io)?;
    let listener = listen(options.bind, options.port)?;
    let local = listener.local_addr().map_err(ServeError::Io)?;
    let mut key = [0; 16];
    getrandom::fill(&mut key).map_err(|error| ServeError::Io(io::Error::other(error.to_string())))?;
    let guard = Guard::new(local, &key);
    let (site, asked) = std::sync::mpsc::channel::<Ask>();
    // Before the first look at the folder, so that no change after it is missed.
    let watch = watch::watch(&root, options.content, site.clone())
        .map_err(|error| ServeError::Watch(error.to_string()))?;
    let (problems, told) = tokio::sync::watch::channel(Problems::default());
    begun(&Begun { address: guard.address(), polling: watch.polling.clone() });
    let preview = Preview::new(root, options.audience, problems, tell);
    std::thread::spawn(move || preview.run(&asked));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(ServeError::Io)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::Io)?;
        http::serve(listener, guard, site, told).await;
        Ok(())
    })
}

/// Listens at the wanted port, or at the first free one.
fn listen(bind: IpAddr, port: Option<u16>) -> Result<TcpListener, ServeError> {
    let (first, last) = port.map_or((PORT, PORT + MORE), |port| (port, port));
    for port in first..=last {
        let address = SocketAddr::new(bind, port);
        match TcpListener::bind(address) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < last => {}
            Err(error) => return Err(ServeError::Bind(address, error)),
            Ok(listener) => {
                listener.set_nonblocking(true).map_err(ServeError::Io)?;
                return Ok(listener);
            }
        }
    }
    unreachable!("the last port gives a listener or an error")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_said_or_passed_over() {
        let home = IpAddr::from([127, 0, 0, 1]);
        let first = listen(home, Some(0)).unwrap();
        let taken = first.local_addr().unwrap().port();
        let error = listen(home, Some(taken)).unwrap_err().to_string();
        assert_eq!(error, format!("port {taken} is taken by another program"));
        let [a, b] = [listen(home, None).unwrap(), listen(home, None).unwrap()];
        assert_ne!(a.local_addr().unwrap().port(), b.local_addr().unwrap().port());
    }
}
