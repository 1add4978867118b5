//! One attempt to send a request, as observers see it.

use alloc::string::String;
use std::time::Instant;

use super::event::RequestEvent;
use super::observer::Observer;
use crate::error::ErrorKind;
use crate::request::operation::Operation;
use crate::transport::{Request, Response, TransportError};

/// An attempt that is under way. Dropped before its end, with the call that is cancelled, it is observed as cancelled.
pub(super) struct Attempt<'c> {
    observer: &'c dyn Observer,
    operation: &'static Operation,
    method: &'static str,
    number: u32,
    start: Instant,
    has_ended: bool,
}

impl<'c> Attempt<'c> {
    pub(super) fn begin(
        observer: &'c dyn Observer,
        operation: &'static Operation,
        request: &Request,
        number: u32,
    ) -> Self {
        Self {
            observer,
            operation,
            method: request.method.as_str(),
            number,
            start: Instant::now(),
            has_ended: false,
        }
    }

    /// Shows the observer what came of it.
    pub(super) fn end(mut self, result: &Result<Response, TransportError>) {
        self.has_ended = true;
        match result {
            Ok(response) => self.observe(
                Some(response.status),
                (response.status >= 400).then_some(ErrorKind::Api),
                request_id(response),
            ),
            Err(error) => self.observe(
                error.status,
                Some(error.kind.error_kind()),
                error.request_id.clone(),
            ),
        }
    }

    fn observe(
        &self,
        status: Option<u16>,
        error_kind: Option<ErrorKind>,
        request_id: Option<String>,
    ) {
        self.observer.observe(&RequestEvent {
            operation: self.operation.id,
            method: self.method,
            status,
            attempt: self.number,
            milliseconds: u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX),
            error_kind,
            request_id,
        });
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        // A panic is no cancellation, and one of the observer beside it would end the process.
        if !self.has_ended && !std::thread::panicking() {
            self.observe(None, Some(ErrorKind::Cancelled), None);
        }
    }
}

/// As the error has it, so that a log leads to it: in the body of an error, else in the header.
fn request_id(response: &Response) -> Option<String> {
    match &response.problem {
        Some(problem) => problem.request_id.clone(),
        None => response.headers.get("x-request-id").map(String::from),
    }
}
