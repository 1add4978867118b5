//! The runtime of this process for async callers that have none: Kotlin, Swift, Python's asyncio.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;

use super::signals;
use crate::per_process::PerProcess;

const WORKERS: usize = 2;

static RUNTIME: PerProcess<Runtime> = PerProcess::new();

/// The runtime, made on first use. Its threads take no signals. A forked child makes its own; nothing ever waits for
/// it to end.
pub fn background() -> io::Result<&'static Handle> {
    let make = || {
        signals::with_signals_blocked(|| {
            Builder::new_multi_thread()
                .worker_threads(WORKERS)
                .thread_name("ory-hub")
                .on_thread_start(signals::block)
                .enable_all()
                .build()
        })
    };
    RUNTIME.try_get(make).map(Runtime::handle)
}

/// Runs a future on the background runtime. Dropping what this returns drops the future.
pub fn spawn<T, F>(future: F) -> io::Result<BackgroundTask<T>>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Ok(BackgroundTask(background()?.spawn(future)))
}

/// A future that runs on the background runtime.
#[derive(Debug)]
pub struct BackgroundTask<T>(JoinHandle<T>);

/// The task panicked, or its runtime ended with the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskEnded;

impl<T> Future for BackgroundTask<T> {
    type Output = Result<T, TaskEnded>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(context)
            .map(|outcome| outcome.map_err(|_| TaskEnded))
    }
}

impl<T> Drop for BackgroundTask<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
