//! Instructions of one call, counted by valgrind: what many calls take more than few, divided by the difference.

use std::process::Command;

use crate::Failure;
use crate::server::Process;

const FEW: u64 = 500;
const MANY: u64 = 1_500;

/// Names for people, and for `once`.
const WAYS: [(&str, &str); 4] = [
    ("hyper-util + serde", "hyper"),
    ("ory-client 1.22.65", "official"),
    ("ory-hub, tokio", "ours"),
    ("ory-hub, blocking", "blocking"),
];

/// Prints `name TAB instructions` for each way.
pub fn print() -> Result<(), Failure> {
    let server = Process::start()?;
    for (name, way) in WAYS {
        let few = count(way, FEW, server.port)?;
        let many = count(way, MANY, server.port)?;
        println!("{name}\t{}", many.saturating_sub(few) / (MANY - FEW));
    }
    Ok(())
}

fn count(way: &str, calls: u64, port: u16) -> Result<u64, Failure> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(["once", way, &calls.to_string(), &port.to_string()])
        .output()
        .map_err(|error| format!("valgrind does not start: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said
        .lines()
        .find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    collected.ok_or_else(|| format!("valgrind counted nothing: {said}").into())
}
