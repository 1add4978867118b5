//! Counts and records of requests, so that a test can prove what its client sent.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::http::Request;

/// A bound on memory for tests that send many requests.
const SEEN_LIMIT: usize = 10_000;

/// One request as it was recorded. Values of credentials are never kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// GET, POST, …
    pub method: String,
    /// The whole path, the fault's name included.
    pub path: String,
    /// The text after the question mark.
    pub query: Option<String>,
    /// Lower-case names in the order received.
    pub headers: Vec<String>,
    /// The credential headers that had a value.
    pub credentials: Vec<String>,
    /// The size of the body.
    pub body_bytes: u64,
}

impl Seen {
    pub(crate) fn of(request: &Request) -> Self {
        Self {
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query.clone(),
            headers: request
                .headers
                .iter()
                .map(|(name, _)| name.clone())
                .collect(),
            credentials: request.credentials(),
            body_bytes: request.body.len() as u64,
        }
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "headers": self.headers,
            "credentials": self.credentials,
            "body_bytes": self.body_bytes,
        })
    }
}

/// The numbers of one fault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FaultCounts {
    /// Requests, without preflights.
    pub count: u64,
    /// CORS preflights.
    pub preflights: u64,
    /// Responses in progress.
    pub open: u64,
    /// Responses whose client closed the connection first.
    pub abandoned: u64,
}

impl FaultCounts {
    pub(crate) fn json(&self) -> Value {
        json!({
            "count": self.count,
            "preflights": self.preflights,
            "open": self.open,
            "abandoned": self.abandoned,
        })
    }
}

#[derive(Debug, Default)]
struct Entry {
    counts: FaultCounts,
    seen: Vec<Seen>,
}

/// The request log of one host, by the first segment of the path.
#[derive(Debug, Default)]
pub(crate) struct RequestLog(Mutex<BTreeMap<String, Entry>>);

impl RequestLog {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request; true if its method and path are new.
    pub(crate) fn open(&self, name: &str, seen: Seen) -> bool {
        let mut log = self.lock();
        let entry = log.entry(name.to_owned()).or_default();
        entry.counts.count += 1;
        entry.counts.open += 1;
        let same = |other: &Seen| other.path == seen.path && other.method == seen.method;
        let first = !entry.seen.iter().any(same);
        if entry.seen.len() < SEEN_LIMIT {
            entry.seen.push(seen);
        }
        first
    }

    pub(crate) fn close(&self, name: &str, abandoned: bool) {
        let mut log = self.lock();
        let counts = &mut log.entry(name.to_owned()).or_default().counts;
        // A reset while a response was in progress has already cleared the count.
        counts.open = counts.open.saturating_sub(1);
        counts.abandoned += u64::from(abandoned);
    }

    pub(crate) fn preflight(&self, name: &str) {
        self.lock()
            .entry(name.to_owned())
            .or_default()
            .counts
            .preflights += 1;
    }

    pub(crate) fn counts(&self, name: &str) -> FaultCounts {
        self.lock()
            .get(name)
            .map(|entry| entry.counts)
            .unwrap_or_default()
    }

    pub(crate) fn seen(&self, name: &str) -> Vec<Seen> {
        self.lock()
            .get(name)
            .map(|entry| entry.seen.clone())
            .unwrap_or_default()
    }

    pub(crate) fn everything(&self) -> Vec<Seen> {
        self.lock()
            .values()
            .flat_map(|entry| entry.seen.iter().cloned())
            .collect()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }
}
