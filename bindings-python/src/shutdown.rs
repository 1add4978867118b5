//! Keeps our threads out of an interpreter that is ending: Python kills a thread that asks for the interpreter then,
//! and a Rust thread that is killed so takes the process with it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ory_hub::internal::runtime::PerProcess;
use pyo3::prelude::*;

/// What a thread inside does takes microseconds; a process shall not hang for one that does not.
const PATIENCE: Duration = Duration::from_secs(2);

/// A forked child has none of its parent's threads, and the parent's lock may stay locked there: it has a gate of its
/// own.
static GATE: PerProcess<Gate> = PerProcess::new();

#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    left: Condvar,
}

#[derive(Default)]
struct State {
    inside: usize,
    closed: bool,
}

impl Gate {
    fn of_this_process() -> &'static Self {
        GATE.get(Self::default)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to attach to the interpreter, for as long as it is held.
pub(crate) struct Pass(());

impl Drop for Pass {
    fn drop(&mut self) {
        let gate = Gate::of_this_process();
        let mut state = gate.lock();
        state.inside = state.inside.saturating_sub(1);
        gate.left.notify_all();
    }
}

/// Lets a thread in; nothing when the interpreter is ending.
pub(crate) fn enter() -> Option<Pass> {
    let mut state = Gate::of_this_process().lock();
    if state.closed {
        return None;
    }
    state.inside += 1;
    Some(Pass(()))
}

/// The same for a thread of Python's: when the interpreter is ending, it stops here for good.
pub(crate) fn attach_or_park() -> Pass {
    loop {
        match enter() {
            Some(pass) => return pass,
            None => std::thread::park(),
        }
    }
}

/// Runs before the interpreter ends: nobody gets in any more, and who is inside comes out.
#[pyfunction]
pub(crate) fn close(py: Python<'_>) {
    py.detach(|| {
        let gate = Gate::of_this_process();
        let mut state = gate.lock();
        state.closed = true;
        drop(
            gate.left
                .wait_timeout_while(state, PATIENCE, |state| state.inside > 0),
        );
    });
}
