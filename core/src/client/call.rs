//! One call: its deadline, the lock of its path, retries, redirects, and what observers see.

use alloc::string::String;
use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;

use super::attempt::Attempt;
use super::deadline::Deadline;
use super::observer::Observer;
use super::path_lock::PathLocks;
use super::redirect;
use super::retry;
use crate::error::OryError;
use crate::request::operation::{Operation, Retry};
use crate::response::problem;
use crate::transport::{Request, Response, Transport, TransportError, TransportErrorKind};

/// One call.
pub(super) struct Call<'c> {
    pub(super) operation: &'static Operation,
    pub(super) transport: &'c dyn Transport,
    /// None for an operation that may run beside others on its path.
    pub(super) path_locks: Option<&'c PathLocks>,
    pub(super) observer: Option<&'c dyn Observer>,
    pub(super) max_retries: u32,
    pub(super) deadline: Deadline,
    pub(super) attempts: u32,
}

impl Call<'_> {
    /// Sends the request and follows redirects. `base_length` is the length of the base URL in the request's URL.
    pub(super) async fn send(
        &mut self,
        mut request: Request,
        base_length: usize,
    ) -> Result<Response, OryError> {
        let operation = self.operation;
        let in_call = |error: TransportError| OryError::from(error).with_operation(operation.id);
        let _lock = match self.path_locks {
            Some(locks) => Some(
                self.bounded(locks.lock(&request.url))
                    .await
                    .map_err(in_call)?,
            ),
            None => None,
        };
        let mut base_url = None;
        let mut retry = operation.retry;
        let mut redirects = 0;
        loop {
            let mut response = self
                .send_with_retry(&mut request, retry)
                .await
                .map_err(in_call)?;
            let documented = operation.response_body(response.status).is_some();
            let next = if documented || redirects == redirect::MAX_REDIRECTS {
                None
            } else {
                let url = &request.url;
                let base_url = base_url.get_or_insert_with(|| {
                    String::from(url.get(..base_length).unwrap_or_default())
                });
                redirect::follow(&request, base_url, &response)
            };
            let Some(next) = next else {
                response.url = request.url;
                return Ok(response);
            };
            redirects += 1;
            retry = Retry::Safe;
            request = next;
        }
    }

    /// One request, sent again where that is safe and the deadline leaves time for it.
    async fn send_with_retry(
        &mut self,
        request: &mut Request,
        retry: Retry,
    ) -> Result<Response, TransportError> {
        let timeout = request.timeout;
        let mut retries = 0;
        loop {
            let left = self.deadline.check()?;
            let cut = left.filter(|left| timeout.is_none_or(|timeout| *left < timeout));
            request.timeout = cut.or(timeout);
            let mut result = self.send_once(request).await;
            request.timeout = timeout;
            if let Err(error) = &mut result
                && cut.is_some()
                && error.kind == TransportErrorKind::Timeout
            {
                *error = self.deadline.passed();
            }
            if retries >= self.max_retries {
                return result;
            }
            match retry::next_delay(retry, &result, retries) {
                Some(delay) if self.deadline.time_left()?.is_none_or(|left| delay < left) => {
                    self.transport.sleep(delay).await;
                }
                _ => return result,
            }
            retries += 1;
        }
    }

    async fn send_once(&mut self, request: &Request) -> Result<Response, TransportError> {
        self.attempts += 1;
        let Some(observer) = self.observer else {
            return self.transport.send(request).await;
        };
        let attempt = Attempt::begin(observer, self.operation, request, self.attempts);
        let mut result = self.transport.send(request).await;
        if let Ok(response) = &mut result
            && response.status >= 400
        {
            let (status, headers) = (response.status, &response.headers);
            let problem = problem(self.operation, status, headers, &response.body);
            response.problem = Some(Box::new(problem));
        }
        attempt.end(&result);
        result
    }

    /// Waits for something at most until the deadline.
    async fn bounded<F: Future>(&self, future: F) -> Result<F::Output, TransportError> {
        let mut future = pin!(future);
        // No timer where nothing has to be waited for.
        if let Poll::Ready(output) =
            poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await
        {
            return Ok(output);
        }
        let Some(left) = self.deadline.time_left()? else {
            return Ok(future.await);
        };
        let mut timer = self.transport.sleep(left);
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            timer
                .as_mut()
                .poll(context)
                .map(|()| Err(self.deadline.passed()))
        })
        .await
    }
}
