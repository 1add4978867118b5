//! Calls on the caller's own thread, without a runtime: I/O waits in `poll(2)`, everything else parks.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use super::cancel::{CancelToken, Cancellable};

/// How often a waiting thread asks its host whether to go on.
const CHECK: Duration = Duration::from_millis(100);

thread_local! {
    // Neither lazily made nor dropped, so that calls from the destructors of other thread locals work.
    static CURRENT: Cell<Option<ManuallyDrop<Arc<BlockingCall>>>> = const { Cell::new(None) };
}

/// How a blocking call is ended from outside.
#[derive(Debug, Clone, Copy, Default)]
pub struct Interrupt<'a> {
    /// Asked every 100 ms and after every signal; `true` ends the call.
    pub hook: Option<fn() -> bool>,
    /// Ended by another thread.
    pub cancel: Option<&'a CancelToken>,
}

/// The call was ended by its host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interrupted;

/// What a blocking call's I/O needs to know.
#[derive(Debug)]
pub(super) struct BlockingCall {
    woken: Mutex<bool>,
    wakes: Condvar,
    until: Mutex<Option<Instant>>,
    hook: Option<fn() -> bool>,
    cancel: Option<CancelToken>,
    stopped: AtomicBool,
}

impl BlockingCall {
    /// The call that this thread is in, if it is one.
    pub(super) fn current() -> Option<Arc<Self>> {
        CURRENT.with(|current| {
            let call = current.take();
            let copy = call.as_deref().cloned();
            current.set(call);
            copy
        })
    }

    /// Whether the host wants the call to end.
    pub(super) fn is_stopped(&self) -> bool {
        if self.stopped.load(Ordering::Relaxed) {
            return true;
        }
        let stop = self.cancel.as_ref().is_some_and(CancelToken::is_cancelled)
            || self.hook.is_some_and(|hook| hook());
        if stop {
            self.stopped.store(true, Ordering::Relaxed);
        }
        stop
    }

    /// The longest time that a wait may take before the host is asked again.
    pub(super) fn slice(&self) -> Option<Duration> {
        self.hook.map(|_| CHECK)
    }

    pub(super) fn cancel(&self) -> Option<&CancelToken> {
        self.cancel.as_ref()
    }

    /// Ends the next park at that time.
    pub(super) fn park_until(&self, until: Option<Instant>) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }

    fn park(&self) -> Result<(), Interrupted> {
        let until = *self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let mut woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        while !*woken {
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                break;
            }
            let wait = match (left, self.slice()) {
                (Some(left), Some(slice)) => left.min(slice),
                (Some(time), None) | (None, Some(time)) => time,
                (None, None) => Duration::from_secs(3600),
            };
            woken = self
                .wakes
                .wait_timeout(woken, wait)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
            if !*woken {
                drop(woken);
                if self.is_stopped() {
                    return Err(Interrupted);
                }
                woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
            }
        }
        *woken = false;
        drop(woken);
        if self.is_stopped() {
            Err(Interrupted)
        } else {
            Ok(())
        }
    }
}

/// Whether the call that this thread is in was ended by another thread. Its host's hook is not asked.
pub(in crate::transport) fn is_cancelled() -> bool {
    let call = BlockingCall::current();
    call.is_some_and(|call| call.cancel().is_some_and(CancelToken::is_cancelled))
}

impl Wake for BlockingCall {
    fn wake(self: Arc<Self>) {
        self.end_wait();
    }
}

impl Cancellable for BlockingCall {
    fn end_wait(&self) {
        *self.woken.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.wakes.notify_one();
    }
}

/// Puts the outer call back, also when the inner one unwinds, which is then watched no more.
struct Restore(Option<ManuallyDrop<Arc<BlockingCall>>>);

impl Drop for Restore {
    fn drop(&mut self) {
        let outer = self.0.take();
        if let Some(inner) = CURRENT.with(|current| current.replace(outer)) {
            let inner = ManuallyDrop::into_inner(inner);
            if let Some(cancel) = inner.cancel.clone() {
                let waiting: Arc<dyn Cancellable> = inner;
                cancel.unwatch(&Arc::downgrade(&waiting));
            }
        }
    }
}

/// Runs a call of the client on this thread to its end. No runtime is needed, and none is used.
pub fn block_on<F: Future>(future: F, interrupt: Interrupt<'_>) -> Result<F::Output, Interrupted> {
    let call = Arc::new(BlockingCall {
        woken: Mutex::new(false),
        wakes: Condvar::new(),
        until: Mutex::new(None),
        hook: interrupt.hook,
        cancel: interrupt.cancel.cloned(),
        stopped: AtomicBool::new(false),
    });
    let outer = CURRENT.with(|current| current.replace(Some(ManuallyDrop::new(call.clone()))));
    let _restore = Restore(outer);
    let waker = Waker::from(call.clone());
    if let Some(cancel) = &call.cancel {
        let call: Arc<dyn Cancellable> = call.clone();
        cancel.watch(Arc::downgrade(&call));
    }
    let mut future = pin!(future);
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Ok(output);
        }
        call.park()?;
    }
}
