//! The two hosts: sockets, connections, and the choice of a response.

use std::collections::HashMap;
use std::io::{self, BufReader};
use std::net::{Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::{self, Answer};
use crate::body;
use crate::fault::{self, Case, FAULTS};
use crate::http::{self, Request};
use crate::record::{FaultCounts, RequestLog, Seen};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Host {
    This,
    Other,
}

#[derive(Debug, Default)]
struct State {
    slow: Duration,
    this: RequestLog,
    other: RequestLog,
    other_url: String,
    other_port_url: String,
    stopping: AtomicBool,
    next: AtomicU64,
    connections: Mutex<HashMap<u64, TcpStream>>,
}

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Running {
    /// The host of the faults: `{url}/<fault>` is a base URL.
    pub url: String,
    /// The host that no client may contact.
    pub other_url: String,
    state: Arc<State>,
    addresses: Vec<SocketAddr>,
    accepting: Vec<JoinHandle<()>>,
}

/// Starts both hosts on free loopback ports.
///
/// # Errors
/// When no port is free.
pub fn start() -> io::Result<Running> {
    start_with(Duration::from_secs(fault::SLOW_SECONDS))
}

/// Like [`start`], with another delay for `slow`.
///
/// # Errors
/// When no port is free.
pub fn start_with(slow: Duration) -> io::Result<Running> {
    let (this, port) = listen()?;
    let (other, other_port) = listen()?;
    let state = Arc::new(State {
        slow,
        other_url: format!("http://127.0.0.1:{other_port}"),
        other_port_url: format!("http://localhost:{other_port}"),
        ..State::default()
    });
    let mut addresses = Vec::new();
    let mut accepting = Vec::new();
    for (host, listeners) in [(Host::This, this), (Host::Other, other)] {
        for listener in listeners {
            addresses.push(listener.local_addr()?);
            let state = Arc::clone(&state);
            accepting.push(thread::spawn(move || accept(host, &listener, &state)));
        }
    }
    Ok(Running {
        url: format!("http://localhost:{port}"),
        other_url: state.other_url.clone(),
        state,
        addresses,
        accepting,
    })
}

/// `localhost` is 127.0.0.1 or ::1, whichever a client tries first: both, where the machine has both.
fn listen() -> io::Result<(Vec<TcpListener>, u16)> {
    let first = TcpListener::bind(("127.0.0.1", 0))?;
    let port = first.local_addr()?.port();
    let mut listeners = vec![first];
    if let Ok(second) = TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
        listeners.push(second);
    }
    Ok((listeners, port))
}

impl Running {
    /// The base URL of a fault.
    #[must_use]
    pub fn fault(&self, name: &str) -> String {
        format!("{}/{name}", self.url)
    }

    /// The counts of a fault.
    #[must_use]
    pub fn counts(&self, name: &str) -> FaultCounts {
        self.state.this.counts(name)
    }

    /// The requests to a fault, oldest first.
    #[must_use]
    pub fn seen(&self, name: &str) -> Vec<Seen> {
        self.state.this.seen(name)
    }

    /// The requests to the other host, oldest first.
    #[must_use]
    pub fn trapped(&self) -> Vec<Seen> {
        self.state.other.everything()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.state.stopping.store(true, Ordering::SeqCst);
        for address in &self.addresses {
            // Wakes the thread that accepts connections.
            let _ = TcpStream::connect_timeout(address, Duration::from_secs(1));
        }
        for thread in self.accepting.drain(..) {
            let _ = thread.join();
        }
        for stream in self.state.connections().values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

impl State {
    fn connections(&self) -> MutexGuard<'_, HashMap<u64, TcpStream>> {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn accept(host: Host, listener: &TcpListener, state: &Arc<State>) {
    for stream in listener.incoming() {
        if state.stopping.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let id = state.next.fetch_add(1, Ordering::Relaxed);
        let Ok(handle) = stream.try_clone() else {
            continue;
        };
        state.connections().insert(id, handle);
        let state = Arc::clone(state);
        thread::spawn(move || {
            // An error is a client that closed the connection or does not speak HTTP.
            let _ = converse(host, &stream, &state);
            let _ = stream.shutdown(Shutdown::Both);
            state.connections().remove(&id);
        });
    }
}

fn converse(host: Host, stream: &TcpStream, state: &State) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut input = BufReader::new(stream);
    let mut output = stream;
    while let Some(request) = http::read(&mut input, &mut output)? {
        let keep = match host {
            Host::This => serve(&request, stream, state)?,
            Host::Other => trap(&request, stream, state)?,
        };
        if !keep {
            break;
        }
    }
    Ok(())
}

fn serve(request: &Request, stream: &TcpStream, state: &State) -> io::Result<bool> {
    let path = request.path.trim_start_matches('/');
    let (segment, rest) = match path.find('/') {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    let name = segment.split('.').next().unwrap_or_default();
    if request.is_preflight() {
        state.this.preflight(segment);
        return answer::preflight(request).deliver(request, stream);
    }
    let control = match (request.method.as_str(), segment, rest) {
        ("GET", "", _) => Some(json!({ "faults": FAULTS, "other_url": state.other_url })),
        ("POST" | "DELETE", "_reset", "") => {
            state.this.clear();
            state.other.clear();
            Some(Value::Null)
        }
        ("GET", _, "/_count") => Some(state.this.counts(segment).json()),
        ("GET", _, "/_seen") => Some(list(&state.this.seen(segment))),
        _ => None,
    };
    if let Some(value) = control {
        return Answer::json(200, value.to_string()).deliver(request, stream);
    }
    if !FAULTS.contains(&name) {
        let text = format!(
            "There is no fault named \"{name}\". There are: {}\n",
            FAULTS.join(", ")
        );
        return Answer::text(404, text).deliver(request, stream);
    }
    let first = state.this.open(segment, Seen::of(request));
    let case = Case {
        name,
        segment,
        rest,
        request,
        first,
        slow: state.slow,
        other_url: &state.other_url,
        other_port_url: &state.other_port_url,
    };
    let delivered = match fault::answer(&case) {
        Some(answer) => answer.deliver(request, stream),
        None => Ok(false),
    };
    state.this.close(segment, delivered.is_err());
    delivered
}

/// The other host answers every request successfully, so that a client that follows a redirect gets a value.
fn trap(request: &Request, stream: &TcpStream, state: &State) -> io::Result<bool> {
    if request.is_preflight() {
        // A preflight has no credential, but it too was sent to a host that is not configured.
        if request.path != "/_trapped" {
            state.other.open("", Seen::of(request));
            state.other.close("", false);
        }
        return answer::preflight(request).deliver(request, stream);
    }
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/_trapped") => {
            let trapped = list(&state.other.everything());
            return Answer::json(200, trapped.to_string()).deliver(request, stream);
        }
        ("DELETE", "/_trapped") => {
            state.other.clear();
            return Answer::new(204, "").deliver(request, stream);
        }
        _ => {}
    }
    state.other.open("", Seen::of(request));
    let rest = request.path.trim_start_matches("/trap/");
    let rest = rest
        .find('/')
        .and_then(|at| rest.get(at..))
        .unwrap_or_default();
    let (status, text) = body::answer(&request.method, rest, false);
    let delivered = Answer::json(status, text).deliver(request, stream);
    state.other.close("", delivered.is_err());
    delivered
}

fn list(seen: &[Seen]) -> Value {
    Value::Array(seen.iter().map(Seen::json).collect())
}
