//! Runs the programs that the commands drive, with progress and with their output kept.

use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::cache;

const TAIL_LINES: usize = 40;
/// Where nobody watches (CI), one line now and then is enough to show life.
const QUIET_INTERVAL: Duration = Duration::from_secs(20);

/// Runs a command to its end, its output in a log file; a failure shows the log's tail.
///
/// `label` reads as what is going on ("building kratos") and names the log: `target/logs/LABEL.log`.
pub fn run(label: &str, command: &mut Command) -> Result<()> {
    let log = log_path(label)?;
    let output = File::create(&log).with_context(|| format!("cannot make {}", log.display()))?;
    command.stdout(output.try_clone()?).stderr(output);
    let status = wait(label, command)?;
    check(label, status, &log)
}

/// A command that has ended, well or not.
#[derive(Debug)]
pub struct Ended {
    /// How.
    pub status: ExitStatus,
    /// What it wrote to its standard output.
    pub said: String,
    /// All that it wrote: its standard output, then its errors.
    pub log: PathBuf,
}

/// Runs a command to its end, which the caller judges.
pub fn to_the_end(label: &str, command: &mut Command) -> Result<Ended> {
    let log = log_path(label)?;
    let errors = log.with_extension("err");
    command
        .stdout(File::create(&log)?)
        .stderr(File::create(&errors)?);
    let status = wait(label, command)?;
    let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let mut all = File::options().append(true).open(&log)?;
    all.write_all(&fs::read(&errors)?)?;
    fs::remove_file(&errors)?;
    Ok(Ended { status, said, log })
}

/// As [`run`], and gives what the command wrote to its standard output.
pub fn output(label: &str, command: &mut Command) -> Result<String> {
    let Ended { status, said, log } = to_the_end(label, command)?;
    check(label, status, &log)?;
    Ok(said)
}

/// A line for people. Standard output is left to what programs read.
pub fn note(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// The log that [`run`] keeps for `label`.
pub fn log_path(label: &str) -> Result<PathBuf> {
    let folder = cache::target().join("logs");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let name: String = label
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    Ok(folder.join(format!("{name}.log")))
}

/// The last lines of a log.
pub fn tail(log: &Path, lines: usize) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let all: Vec<&str> = text.lines().collect();
    all.iter()
        .skip(all.len().saturating_sub(lines))
        .copied()
        .collect::<Vec<_>>()
        .join("\n")
}

/// The program of that name on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

fn check(label: &str, status: ExitStatus, log: &Path) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!(
        "{label} failed ({status}); the end of {}:\n{}",
        log.display(),
        tail(log, TAIL_LINES)
    )
}

fn wait(label: &str, command: &mut Command) -> Result<ExitStatus> {
    command.stdin(Stdio::null());
    let mut child = command.spawn().with_context(|| missing(command))?;
    let mut progress = Progress::new(label);
    loop {
        if let Some(status) = child.try_wait()? {
            progress.end(status.success());
            return Ok(status);
        }
        std::thread::sleep(Duration::from_millis(50));
        progress.tick();
    }
}

fn missing(command: &Command) -> String {
    format!("cannot start {}", command.get_program().to_string_lossy())
}

/// "building kratos … 63 s": on a terminal one line that counts, elsewhere a line now and then.
struct Progress<'a> {
    label: &'a str,
    since: Instant,
    shown: Duration,
    terminal: bool,
}

impl<'a> Progress<'a> {
    fn new(label: &'a str) -> Self {
        Self {
            label,
            since: Instant::now(),
            shown: Duration::ZERO,
            terminal: std::io::stderr().is_terminal(),
        }
    }

    fn tick(&mut self) {
        let passed = self.since.elapsed();
        let interval = if self.terminal {
            Duration::from_secs(1)
        } else {
            QUIET_INTERVAL
        };
        if passed.saturating_sub(self.shown) < interval {
            return;
        }
        self.shown = passed;
        let line = format!("{} … {} s", self.label, passed.as_secs());
        if self.terminal {
            let mut screen = std::io::stderr();
            let _ = write!(screen, "\r\x1b[K{line}");
            let _ = screen.flush();
        } else {
            note(&line);
        }
    }

    fn end(&self, good: bool) {
        if self.shown.is_zero() {
            return;
        }
        let clear = if self.terminal { "\r\x1b[K" } else { "" };
        let verdict = if good { "done in" } else { "failed after" };
        let seconds = self.since.elapsed().as_secs();
        note(&format!("{clear}{}: {verdict} {seconds} s", self.label));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn failure_shows_the_end_of_the_log() {
        let error = run(
            "xtask test of failure",
            &mut shell("seq 1 100; echo broken >&2; exit 3"),
        )
        .unwrap_err()
        .to_string();
        assert!(error.contains("broken"), "{error}");
        assert!(error.contains("exit status: 3"), "{error}");
        assert!(error.contains("\n100\n") && !error.contains("\n50\n"));
    }

    #[test]
    fn output_is_standard_output_alone() {
        let text = output("xtask test of output", &mut shell("echo out; echo err >&2")).unwrap();
        assert_eq!(text, "out\n");
        let error = output("xtask test of output 2", &mut shell("echo out; exit 1")).unwrap_err();
        assert!(error.to_string().contains("out"));
    }

    #[test]
    fn a_program_that_is_absent_is_named() {
        let error = run(
            "xtask test of absence",
            &mut Command::new("no-such-program"),
        )
        .unwrap_err();
        assert!(format!("{error:#}").contains("no-such-program"));
        assert!(find("no-such-program").is_none());
        assert!(find("sh").is_some());
    }
}
