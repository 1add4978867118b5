//! Keeps our threads out of an interpreter that is ending: Python kills a thread that asks for the interpreter then,
//! and a Rust thread that is killed so takes the process with it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;

/// What a thread inside does takes microseconds; a process shall not hang for one that does not.
const PATIENCE: Duration = Duration::from_secs(2);

struct Gate {
    /// The process that counts: a forked child has none of its parent's threads.
    process: u32,
    inside: usize,
    closed: bool,
}

static GATE: Mutex<Gate> = Mutex::new(Gate {
    process: 0,
    inside: 0,
    closed: false,
});
static LEFT: Condvar = Condvar::new();

fn gate() -> MutexGuard<'static, Gate> {
    let mut gate = GATE.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if gate.process != process {
        *gate = Gate {
            process,
            inside: 0,
            closed: false,
        };
    }
    gate
}

/// The right to attach to the interpreter, for as long as it is held.
pub struct Pass(());

impl Drop for Pass {
    fn drop(&mut self) {
        let mut gate = gate();
        gate.inside = gate.inside.saturating_sub(1);
        LEFT.notify_all();
    }
}

/// Lets a thread in; nothing when the interpreter is ending.
pub fn enter() -> Option<Pass> {
    let mut gate = gate();
    if gate.closed {
        return None;
    }
    gate.inside += 1;
    Some(Pass(()))
}

/// The same for a thread of Python's: when the interpreter is ending, it stops here for good.
pub fn enter_or_stay() -> Pass {
    loop {
        match enter() {
            Some(pass) => return pass,
            None => std::thread::park(),
        }
    }
}

/// Runs before the interpreter ends: nobody gets in any more, and who is inside comes out.
#[pyfunction]
pub fn close(py: Python<'_>) {
    py.detach(|| {
        let mut gate = gate();
        gate.closed = true;
        drop(LEFT.wait_timeout_while(gate, PATIENCE, |gate| gate.inside > 0));
    });
}
