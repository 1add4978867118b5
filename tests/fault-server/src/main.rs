//! Starts the fault server, prints its URLs as one JSON line, and exits when standard input closes or the parent exits.

use std::io::{self, Read, Write};
use std::os::unix::process::parent_id;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

const PARENT_CHECK: Duration = Duration::from_millis(500);

fn main() -> io::Result<()> {
    let parent = parent_id();
    let running = fault_server::start()?;
    let line = serde_json::json!({ "url": running.url, "other_url": running.other_url });
    let mut out = io::stdout();
    writeln!(out, "{line}")?;
    out.flush()?;

    let (closed, wait) = mpsc::channel();
    thread::spawn(move || {
        let mut input = io::stdin();
        let mut sink = [0; 256];
        while matches!(input.read(&mut sink), Ok(read) if read > 0) {}
        let _ = closed.send(());
    });
    // A parent that was killed may have left its end of the pipe open in another child.
    while let Err(mpsc::RecvTimeoutError::Timeout) = wait.recv_timeout(PARENT_CHECK) {
        if parent_id() != parent {
            break;
        }
    }
    Ok(())
}
