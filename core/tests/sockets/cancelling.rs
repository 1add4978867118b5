//! A call that another thread ends while nothing waits for the network.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ory_hub::endpoint::{Endpoint, GetVersion};
use ory_hub::internal::runtime::{CancelToken, Interrupt, block_on};
use ory_hub::transport::{BoxFuture, Request, Response, Transport, TransportError};
use ory_hub::{ErrorKind, Ory, OryError};

use crate::server::config;

/// Counts requests and answers all of them; `cancels` is ended while the answer arrives.
struct Answering {
    sent: AtomicUsize,
    cancels: Option<CancelToken>,
}

impl Transport for Answering {
    fn send<'a>(&'a self, _: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        if let Some(token) = &self.cancels {
            token.cancel();
        }
        Box::pin(async { Ok(Response::new(200, r#"{"version":"v"}"#)) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

fn call(transport: Arc<Answering>, token: &CancelToken) -> Result<String, OryError> {
    let ory = Ory::with_transport(config(1), transport)?;
    let interrupt = Interrupt {
        hook: None,
        cancel: Some(token),
    };
    block_on(ory.call(GetVersion::new()), interrupt)
        .unwrap()
        .map(|version| version.version)
}

#[test]
fn nothing_is_sent_for_a_call_that_was_cancelled_before() {
    let token = CancelToken::new();
    let transport = Arc::new(Answering {
        sent: AtomicUsize::new(0),
        cancels: None,
    });
    assert_eq!(call(transport.clone(), &token).unwrap(), "v");
    token.cancel();
    let error = call(transport.clone(), &token).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled, "{error}");
    assert_eq!(transport.sent.load(Ordering::Relaxed), 1);
}

#[test]
fn a_call_that_is_cancelled_while_its_answer_is_read_has_no_value() {
    let token = CancelToken::new();
    let transport = Arc::new(Answering {
        sent: AtomicUsize::new(0),
        cancels: Some(token.clone()),
    });
    let error = call(transport, &token).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled, "{error}");
    assert_eq!(error.operation(), Some(GetVersion::OPERATION.id));
}
