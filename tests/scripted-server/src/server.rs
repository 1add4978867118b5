//! Sockets, and the choice of an answer.

use std::io::{self, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use fault_server::http::{self, Request};
use serde_json::{Value, json};
use spec::ir::{Answer, Api, Operation, Type};

use crate::judge::{self, Received};
use crate::sample::{Amount, sample};

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    state: Arc<State>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct State {
    api: Api,
    received: Mutex<Vec<Received>>,
    stopping: AtomicBool,
}

/// Starts the server on a free loopback port.
///
/// # Errors
/// When no port is free.
pub fn start(api: Api) -> io::Result<Running> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let state = Arc::new(State {
        api,
        received: Mutex::default(),
        stopping: AtomicBool::new(false),
    });
    Ok(Running {
        address: listener.local_addr()?,
        state: Arc::clone(&state),
        accepting: Some(thread::spawn(move || accept(&listener, &state))),
    })
}

impl Running {
    /// The base URL of a service (or of `project` or `console`) that answers with this status and so much.
    #[must_use]
    pub fn base_url(&self, status: u16, amount: Amount, service: &str) -> String {
        format!(
            "http://{}/{status}/{}/{service}",
            self.address,
            amount.word()
        )
    }

    /// The requests since this was asked before.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        let mut received = self.state.received.lock();
        std::mem::take(received.as_mut().unwrap_or_else(PoisonError::get_mut))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.state.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts connections.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
        if let Some(thread) = self.accepting.take() {
            let _ = thread.join();
        }
    }
}

fn accept(listener: &TcpListener, state: &Arc<State>) {
    for stream in listener.incoming() {
        if state.stopping.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let state = Arc::clone(state);
        thread::spawn(move || {
            // An error is a client that closed the connection.
            let _ = converse(&stream, &state);
        });
    }
}

fn converse(stream: &TcpStream, state: &State) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut input = BufReader::new(stream);
    let mut output = stream;
    while let Some(request) = http::read(&mut input, &mut output)? {
        output.write_all(&answer(&request, state))?;
    }
    Ok(())
}

/// The answer to a request as bytes; 599 with the reason if the request is none that the description has.
fn answer(request: &Request, state: &State) -> Vec<u8> {
    let mut parts = request.path.splitn(5, '/').skip(1);
    let status = parts.next().and_then(|status| status.parse().ok());
    let word = parts.next().unwrap_or_default();
    let amount = Amount::ALL.into_iter().find(|amount| amount.word() == word);
    let base = parts.next().unwrap_or_default();
    let path = format!("/{}", parts.next().unwrap_or_default());
    let (Some(status), Some(amount)) = (status, amount) else {
        return refusal(&format!("{} is no base URL of this server", request.path));
    };
    let Some((operation, texts)) = judge::find(&state.api, base, &request.method, &path) else {
        let what = format!("{base} has no operation {} {path}", request.method);
        return refusal(&what);
    };
    let received = judge::judge(&state.api, operation, base, &texts, request);
    let refused = match received.differences.as_slice() {
        [] => None,
        differences => Some(refusal(&format!(
            "{}: {}",
            operation.id,
            differences.join("; ")
        ))),
    };
    state
        .received
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(received);
    refused.unwrap_or_else(|| described(&state.api, operation, status, amount))
}

fn described(api: &Api, operation: &Operation, status: u16, amount: Amount) -> Vec<u8> {
    match operation.answers.iter().find(|one| one.status == status) {
        Some(one) => {
            let (kind, text) = body(api, one, amount);
            response(status, kind, &text)
        }
        None => refusal(&format!("{} does not answer {status}", operation.id)),
    }
}

/// The body of an answer and its type.
fn body(api: &Api, answer: &Answer, amount: Amount) -> (&'static str, String) {
    match &answer.ty {
        None => ("", String::new()),
        Some(ty @ Type::Text(_)) => {
            let text = sample(api, ty, amount).sent;
            ("text/plain", text.as_str().unwrap_or_default().to_owned())
        }
        Some(ty) => ("application/json", sample(api, ty, amount).sent.to_string()),
    }
}

fn refusal(why: &str) -> Vec<u8> {
    let body: Value = json!({"error": {"code": 599, "message": why}});
    response(599, "application/json", &body.to_string())
}

fn response(status: u16, kind: &str, body: &str) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} Scripted\r\n");
    if !kind.is_empty() {
        head.push_str(&format!("Content-Type: {kind}\r\n"));
    }
    if (300..400).contains(&status) {
        head.push_str(&format!("Location: {ELSEWHERE}\r\n"));
    }
    if status != 204 {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    format!("{head}\r\n{body}").into_bytes()
}

/// Where redirects lead: to no server of this client.
const ELSEWHERE: &str = "https://elsewhere.example/next";
