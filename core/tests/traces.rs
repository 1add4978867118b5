//! What is logged: the operation and how it ended, never a query, a body or a credential. A program of its own: what other
//! threads call first, `tracing` may hold for what nobody wants to see.
#![allow(clippy::unwrap_used)]

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use ory_hub::endpoint::ListIdentities;
use ory_hub::{MockTransport, Ory, OryConfig};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!("{field}={value:?} "));
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("ory_hub")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut line = Line(String::new());
        span.record(&mut line);
        self.0.lock().unwrap().push(line.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_logs_its_operation_and_status_only() {
    let script = MockTransport::new().answer(404, r#"{"error":{"message":"hunter2"}}"#);
    let config = OryConfig::self_hosted().kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434");
    let ory = Ory::with_transport(config.bearer("hunter2"), Arc::new(script)).unwrap();
    let lines = Lines::default();
    let guard = tracing::subscriber::set_default(lines.clone());
    let call = ory.call(ListIdentities::new().credentials_identifier("hunter2@example.org"));
    call.await.unwrap_err();
    drop(guard);
    let logged = lines.0.lock().unwrap().join("\n");
    assert!(
        logged.contains("operation=\"listIdentities\"") && logged.contains("status=404"),
        "{logged}"
    );
    assert!(!logged.contains("hunter2"), "{logged}");
}
