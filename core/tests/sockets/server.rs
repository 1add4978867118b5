//! Small servers, and calls to them.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ory_hub::endpoint::GetVersion;
use ory_hub::internal::runtime::{Interrupt, block_on};
use ory_hub::{Ory, OryConfig, OryError};

/// A response that leaves the connection open.
pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{\"version\":\"v\"}";

/// What a server saw.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) connections: AtomicUsize,
    pub(crate) open: AtomicUsize,
    pub(crate) most_open: AtomicUsize,
}

/// Runs a handler for each connection; returns the port.
pub(crate) fn serve(handler: impl Fn(TcpStream) + Send + Sync + 'static) -> (u16, Arc<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Arc::new(Seen::default());
    let (counted, handler) = (seen.clone(), Arc::new(handler));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, seen, handler) = (stream.unwrap(), counted.clone(), handler.clone());
            seen.connections.fetch_add(1, Ordering::SeqCst);
            let open = seen.open.fetch_add(1, Ordering::SeqCst) + 1;
            seen.most_open.fetch_max(open, Ordering::SeqCst);
            std::thread::spawn(move || {
                handler(stream);
                seen.open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    (port, seen)
}

/// Reads the head of a request; nothing at the end of the connection.
pub(crate) fn read_head(stream: &mut impl Read) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return None,
        }
    }
    Some(String::from_utf8(head).unwrap())
}

/// Answers each request of a connection with that text.
pub(crate) fn answer_all(mut stream: impl Read + Write, response: &str) {
    while read_head(&mut stream).is_some() {
        if stream.write_all(response.as_bytes()).is_err() {
            return;
        }
        stream.flush().unwrap();
    }
}

pub(crate) fn config(port: u16) -> OryConfig {
    let url = format!("http://127.0.0.1:{port}");
    OryConfig::self_hosted().kratos(&url, &url)
}

/// `getVersion` on this thread.
pub(crate) fn call_blocking(ory: &Ory) -> Result<String, OryError> {
    let result = block_on(ory.call(GetVersion::new()), Interrupt::default());
    result.unwrap().map(|version| version.version)
}

/// `getVersion` on a runtime of tokio.
pub(crate) fn call_async(ory: &Ory) -> Result<String, OryError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let result = runtime.block_on(ory.call(GetVersion::new()));
    result.map(|version| version.version)
}

/// One way to call a client.
pub(crate) type CallFunction = fn(&Ory) -> Result<String, OryError>;

/// Both ways to call.
pub(crate) const CALL_FUNCTIONS: [CallFunction; 2] = [call_blocking, call_async];
