//! A timer that outlives a call.

#[cfg(feature = "http")]
use std::pin::Pin;
#[cfg(feature = "http")]
use std::task::ready;
use std::task::{Context, Poll};
use std::time::Instant;

#[cfg(feature = "http")]
use tokio::time::Sleep;

/// A timer that stays set between the calls of a connection. The next call's deadline is later as a rule: then
/// nothing is to be done until the timer goes off, which is cheaper than setting one for each call.
#[cfg(feature = "http")]
#[derive(Debug, Default)]
pub(super) struct Timer(Option<Pin<Box<Sleep>>>);

/// Without a runtime every call blocks, and its waits end at its deadline by themselves.
#[cfg(not(feature = "http"))]
#[derive(Debug, Default)]
pub(super) struct Timer(());

#[cfg(not(feature = "http"))]
impl Timer {
    #[allow(clippy::unused_self, reason = "as the timer of a runtime")]
    pub(super) fn poll(&mut self, _: Instant, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }
}

#[cfg(feature = "http")]
impl Timer {
    /// Ready once the deadline has passed.
    pub(super) fn poll(&mut self, deadline: Instant, context: &mut Context<'_>) -> Poll<()> {
        let sleep = self
            .0
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline.into())));
        if sleep.deadline() > deadline.into() {
            sleep.as_mut().reset(deadline.into());
        }
        loop {
            ready!(sleep.as_mut().poll(context));
            if sleep.deadline() >= deadline.into() {
                return Poll::Ready(());
            }
            sleep.as_mut().reset(deadline.into());
        }
    }
}
