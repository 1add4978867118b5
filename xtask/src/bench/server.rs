//! The server that answers the calls of programs in other languages.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::Context as _;

use util::run;

/// The server's process, so that its time is not counted.
pub(super) struct Server {
    pub(super) port: u16,
    child: Child,
}

impl Server {
    /// Compiles it into a folder and starts it.
    ///
    /// # Errors
    /// When it does not compile or start.
    pub(super) fn start(root: &Path, folder: &Path) -> anyhow::Result<Self> {
        let program = folder.join("server");
        run::run(
            "compiling the server of the benchmark",
            Command::new("rustc")
                .args(["--edition", "2024", "-O", "-A", "dead_code", "-o"])
                .arg(&program)
                .arg(root.join("tests/bench/c/server.rs")),
        )?;
        let mut child = Command::new(program).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let port = line.trim().parse().context("the server says no port")?;
        Ok(Self { port, child })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
