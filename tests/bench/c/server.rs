//! The server of the benchmark of calls, for programs in other languages.

#[path = "../calls/src/server.rs"]
mod server;

fn main() -> std::io::Result<()> {
    server::serve()
}
