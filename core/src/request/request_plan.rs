//! A request taken down in memory.

use alloc::string::String;
use alloc::vec::Vec;

use super::plan::{Arguments, Draft, Host, Settings, draft};
use super::target::Origin;
use crate::request::operation::{Method, Operation};
use crate::error::{ErrorKind, Problem};
use crate::types::Secret;

/// An HTTP request without its body.
#[derive(Clone)]
pub struct Plan {
    /// The operation.
    pub operation: &'static Operation,
    /// HTTP method.
    pub method: Method,
    /// Whole URL with its query.
    pub url: String,
    /// Headers in lower case. The body's type is the operation's [`BodyKind`](crate::request::operation::BodyKind).
    pub headers: Vec<(&'static str, Secret)>,
    /// Whose server it is.
    pub origin: Origin,
}

/// Without the query, which may hold tokens.
impl core::fmt::Debug for Plan {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let url = self.url.split('?').next().unwrap_or_default();
        formatter
            .debug_struct("Plan")
            .field("operation", &self.operation.id)
            .field("method", &self.method)
            .field("url", &url)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// Plans one call, or says what is wrong with it. Nothing is sent.
#[allow(
    clippy::result_large_err,
    reason = "made once a call, and only when it is refused"
)]
pub fn plan(
    operation: &'static Operation,
    arguments: &dyn Arguments,
    config: &dyn Settings,
    host: Host,
) -> Result<Plan, Problem> {
    let mut whole = Whole::default();
    match draft(operation, arguments, config, host, &mut whole) {
        Ok(origin) => Ok(Plan {
            operation,
            method: operation.method,
            url: whole.url,
            headers: whole.headers,
            origin,
        }),
        Err(_) => Err(whole.problem().of(operation.id)),
    }
}

/// What was taken down so far.
#[derive(Default)]
pub(super) struct Whole {
    url: String,
    headers: Vec<(&'static str, Secret)>,
    refusal: Option<Problem>,
}

impl Whole {
    /// Why it was refused.
    pub(super) fn problem(self) -> Problem {
        self.refusal
            .unwrap_or_else(|| Problem::new(ErrorKind::Internal, "refused without a reason"))
    }
}

impl Draft for Whole {
    fn url(&mut self, piece: &str) {
        self.url.push_str(piece);
    }

    fn letter(&mut self, letter: u8) {
        self.url.push(char::from(letter));
    }

    fn header(&mut self, name: &'static str, start: &str, value: &str) {
        self.headers
            .push((name, Secret::new([start, value].concat())));
    }

    fn refuse(&mut self, kind: ErrorKind, parts: &[&str]) {
        self.refusal = Some(Problem::new(kind, parts.concat()));
    }
}
