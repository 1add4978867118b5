//! A timer that outlives a call.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use tokio::time::Sleep;

/// A timer that stays set between the calls of a connection. The next call's deadline is later as a rule: then
/// nothing is to be done until the timer goes off, which is cheaper than setting one for each call.
#[derive(Debug, Default)]
pub(super) struct Timer(Option<Pin<Box<Sleep>>>);

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
