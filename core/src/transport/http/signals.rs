//! Threads of ours take no signals: those are the host's.

use std::io;
use std::thread::{Builder, JoinHandle};

/// Runs something with every signal blocked, so that threads started in it inherit that.
pub(super) fn with_signals_blocked<T>(run: impl FnOnce() -> T) -> T {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, SigmaskHow};
        let before = SigSet::all().thread_swap_mask(SigmaskHow::SIG_SETMASK);
        let result = run();
        if let Ok(before) = before {
            let _ = before.thread_set_mask();
        }
        result
    }
    #[cfg(not(unix))]
    run()
}

/// Blocks every signal on this thread.
pub(super) fn block() {
    #[cfg(unix)]
    {
        let _ = nix::sys::signal::SigSet::all().thread_block();
    }
}

/// Starts a thread with every signal blocked.
pub(super) fn spawn<T: Send + 'static>(
    name: &str,
    run: impl FnOnce() -> T + Send + 'static,
) -> io::Result<JoinHandle<T>> {
    with_signals_blocked(|| Builder::new().name(name.into()).spawn(run))
}
