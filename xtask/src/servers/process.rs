//! One server process: started, watched, asked whether it is ready, stopped.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::ServerKind;
use util::{http, run};

const STARTED_WITHIN: Duration = Duration::from_secs(60);
const STOPPED_WITHIN: Duration = Duration::from_secs(5);
const TAIL_LINES: usize = 30;

/// The shell becomes the server; what it leaves behind waits for the owner's end of a pipe to
/// close, which happens however the owner ends, and then stops the server.
pub(crate) const LEASH: &str = r#"
exec 3<&0
(cat <&3 >/dev/null; kill -TERM $$) 2>/dev/null &
exec "$@" </dev/null 3<&-
"#;

/// A server that lives at most as long as this value, and as the process that holds it.
pub(crate) struct Server {
    which: ServerKind,
    child: Child,
    leash: Option<ChildStdin>,
    log: PathBuf,
}

impl Server {
    /// Starts the program; its output goes to `log`.
    pub(crate) fn start(which: ServerKind, mut command: Command, log: PathBuf) -> Result<Self> {
        let output =
            File::create(&log).with_context(|| format!("cannot make {}", log.display()))?;
        let mut shell = Command::new("sh");
        shell
            .args(["-c", LEASH, "sh"])
            .arg(command.get_program())
            .args(command.get_args())
            .envs(command.get_envs().filter_map(|(k, v)| Some((k, v?))));
        command = shell;
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("cannot start {}", which.name()))?;
        let leash = child.stdin.take();
        Ok(Self {
            which,
            child,
            leash,
            log,
        })
    }

    /// Waits until `url` answers 200.
    pub(crate) fn wait_ready(&mut self, url: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let last = match http::get(url) {
                Ok(answer) if answer.status == 200 => return Ok(()),
                Ok(answer) => format!("status {}", answer.status),
                Err(error) => format!("{error:#}"),
            };
            self.check()?;
            if start.elapsed() > STARTED_WITHIN {
                bail!(
                    "{} is not ready after {} s ({url}: {last})\n{}",
                    self.which.name(),
                    STARTED_WITHIN.as_secs(),
                    self.tail()
                );
            }
            std::thread::sleep(Duration::from_millis(25));
        }
    }

    /// An error, with the log's tail, where the server has ended.
    pub(crate) fn check(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("{} ended ({status})\n{}", self.which.name(), self.tail()),
        }
    }

    /// The end of what the server wrote, under the log's name.
    pub(crate) fn tail(&self) -> String {
        let lines = run::tail(&self.log, TAIL_LINES);
        format!("the end of {}:\n{lines}", self.log.display())
    }

    /// The process id of the server itself.
    #[cfg(test)]
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.leash.take());
        let start = Instant::now();
        while start.elapsed() < STOPPED_WITHIN {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
