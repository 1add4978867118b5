//! What ends an attempt early: its deadline, and the host of a blocking caller.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Instant;

use super::blocking::BlockingCall;
use super::cancel::Cancellable;
use super::link::{Link, WaitEnd};
use super::timer::Timer;
use crate::transport::TransportError;

/// The bounds of one try.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    pub(super) call: Option<Arc<BlockingCall>>,
    pub(super) deadline: Option<Instant>,
}

impl Limits {
    /// The same with an earlier deadline.
    pub(super) fn earlier(&self, deadline: Instant) -> Self {
        let deadline = self.deadline.map_or(deadline, |own| own.min(deadline));
        Self {
            call: self.call.clone(),
            deadline: Some(deadline),
        }
    }

    pub(super) fn is_blocking(&self) -> bool {
        self.call.is_some()
    }

    /// Cancelling shuts the connection down, which whoever uses it meanwhile sees as a lost one.
    pub(super) fn explain(&self, error: TransportError) -> TransportError {
        let cancel = self.call.as_ref().and_then(|call| call.cancel());
        match cancel {
            Some(cancel) if cancel.is_cancelled() => WaitEnd::Interrupted.into(),
            _ => error,
        }
    }

    /// Waits for something that is no I/O: another thread or another call.
    pub(super) async fn park<F: Future>(&self, future: F) -> Result<F::Output, WaitEnd> {
        let Some(call) = &self.call else {
            return self.timed(&mut Timer::default(), future).await;
        };
        let mut future = pin!(future);
        let outcome = poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            if call.is_stopped() {
                return Poll::Ready(Err(WaitEnd::Interrupted));
            }
            if self
                .deadline
                .is_some_and(|deadline| deadline <= Instant::now())
            {
                return Poll::Ready(Err(WaitEnd::Timeout));
            }
            call.park_until(self.deadline);
            Poll::Pending
        })
        .await;
        call.park_until(None);
        outcome
    }

    /// Runs a future whose only I/O is on that link.
    pub(super) async fn run<F: Future>(
        &self,
        link: &Arc<Link>,
        future: F,
    ) -> Result<F::Output, WaitEnd> {
        self.run_with(&mut Timer::default(), link, future).await
    }

    /// The same with the timer of a connection.
    pub(super) async fn run_with<F: Future>(
        &self,
        timer: &mut Timer,
        link: &Arc<Link>,
        future: F,
    ) -> Result<F::Output, WaitEnd> {
        match &self.call {
            Some(call) => {
                let Some(cancel) = call.cancel() else {
                    return link.drive(call, self.deadline, future).await;
                };
                let waiting: Arc<dyn Cancellable> = link.clone();
                let waiting = Arc::downgrade(&waiting);
                cancel.watch(waiting.clone());
                let outcome = link.drive(call, self.deadline, future).await;
                cancel.unwatch(&waiting);
                outcome
            }
            None => self.timed(timer, future).await,
        }
    }

    async fn timed<F: Future>(&self, timer: &mut Timer, future: F) -> Result<F::Output, WaitEnd> {
        let Some(deadline) = self.deadline else {
            return Ok(future.await);
        };
        let mut future = pin!(future);
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            timer
                .poll(deadline, context)
                .map(|()| Err(WaitEnd::Timeout))
        })
        .await
    }
}
