//! What an observer sees of each attempt.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ory_hub::endpoint::GetIdentity;
use ory_hub::transport::{BoxFuture, Request, Response, Transport, TransportError};
use ory_hub::{ErrorKind, MockTransport, Ory, RequestEvent};

use crate::support::{IDENTITY, client, config};

#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<RequestEvent>>>);

impl Seen {
    fn by(&self, ory: &Ory) -> Ory {
        let events = self.0.clone();
        ory.with_observer(Arc::new(move |event: &RequestEvent| {
            events.lock().unwrap().push(event.clone());
        }))
    }

    /// Attempt, status and kind of each event.
    fn facts(&self) -> Vec<(u32, Option<u16>, Option<ErrorKind>)> {
        let events = self.0.lock().unwrap();
        assert!(events.iter().all(|event| event.operation == "getIdentity"));
        events
            .iter()
            .map(|event| (event.attempt, event.status, event.error_kind))
            .collect()
    }
}

/// A first answer with status 503, then none at all.
struct Stuck {
    first: MockTransport,
    waits: bool,
}

impl Transport for Stuck {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        if self.first.requests().is_empty() {
            return self.first.send(request);
        }
        Box::pin(pending())
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        match self.waits {
            true => Box::pin(pending()),
            false => self.first.sleep(time),
        }
    }
}

/// Polls a call until it waits, and drops it.
fn cancelled(waits: bool) -> Seen {
    let first = MockTransport::new().answer(503, "{}");
    let transport = Arc::new(Stuck { first, waits });
    let seen = Seen::default();
    let ory = seen.by(&Ory::with_transport(config(), transport).unwrap());
    let mut call = Box::pin(ory.call(GetIdentity::new("i1")));
    let mut context = Context::from_waker(Waker::noop());
    assert!(matches!(call.as_mut().poll(&mut context), Poll::Pending));
    assert_eq!(seen.facts().len(), 1);
    drop(call);
    seen
}

const REFUSED: (u32, Option<u16>, Option<ErrorKind>) = (1, Some(503), Some(ErrorKind::Api));

#[test]
fn an_attempt_that_is_cancelled_is_seen_as_cancelled() {
    let seen = cancelled(false);
    assert_eq!(
        seen.facts(),
        [REFUSED, (2, None, Some(ErrorKind::Cancelled))]
    );
}

#[test]
fn a_call_that_is_cancelled_between_two_attempts_has_no_event_of_its_own() {
    assert_eq!(cancelled(true).facts(), [REFUSED]);
}

#[tokio::test]
async fn an_attempt_that_ended_is_seen_once() {
    let script = MockTransport::new().answer(503, "{}").answer(200, IDENTITY);
    let seen = Seen::default();
    let ory = seen.by(&client(config(), script).0);
    ory.call(GetIdentity::new("i1")).await.unwrap();
    assert_eq!(seen.facts(), [REFUSED, (2, Some(200), None)]);
}
