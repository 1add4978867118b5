//! No thread of ours is on its way into the interpreter or out of it while the process forks: Python's own lock for that
//! (of its list of threads) would stay locked in the child, which then never returns from the fork.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use ory_hub::internal::runtime::PerProcess;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A child process starts with a barrier of its own.
static BARRIER: PerProcess<ForkBarrier> = PerProcess::new();

#[derive(Default)]
struct ForkBarrier {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    inside: usize,
    forks: usize,
}

impl ForkBarrier {
    fn of_this_process() -> &'static Self {
        BARRIER.get(Self::default)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Held by a thread of ours for as long as it is attached to the interpreter.
pub(crate) struct Entry(());

impl Drop for Entry {
    fn drop(&mut self) {
        let barrier = ForkBarrier::of_this_process();
        let mut state = barrier.lock();
        state.inside = state.inside.saturating_sub(1);
        barrier.changed.notify_all();
    }
}

/// Waits while the process forks. A thread that is attached already must not call it.
pub(crate) fn enter() -> Entry {
    let barrier = ForkBarrier::of_this_process();
    let mut state = barrier.lock();
    while state.forks > 0 {
        state = barrier
            .changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner);
    }
    state.inside += 1;
    Entry(())
}

#[pyfunction]
fn before_fork(py: Python<'_>) {
    py.detach(|| {
        let barrier = ForkBarrier::of_this_process();
        let mut state = barrier.lock();
        state.forks += 1;
        while state.inside > 0 {
            state = barrier
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    });
}

#[pyfunction]
fn after_fork_in_parent() {
    let barrier = ForkBarrier::of_this_process();
    let mut state = barrier.lock();
    state.forks = state.forks.saturating_sub(1);
    barrier.changed.notify_all();
}

/// Tells Python to call both, where processes fork.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let Ok(posix) = module.py().import("posix") else {
        return Ok(());
    };
    let hooks = PyDict::new(module.py());
    hooks.set_item("before", pyo3::wrap_pyfunction!(before_fork, module)?)?;
    hooks.set_item(
        "after_in_parent",
        pyo3::wrap_pyfunction!(after_fork_in_parent, module)?,
    )?;
    posix
        .getattr("register_at_fork")?
        .call((), Some(&hooks))
        .map(drop)
}
