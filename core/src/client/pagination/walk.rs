//! One step of a walk through a list, whatever its answers are read as.

use alloc::string::String;

use super::{PageCursor, Step};
use crate::Ory;
use crate::client::deadline::Deadline;
use crate::client::erased::ErasedCall;
use crate::endpoint::ListEndpoint;
use crate::error::OryError;

/// A call that gives one page of a list.
pub(crate) trait Paged<T>: ErasedCall<T> {
    /// Selects the page to fetch; none is the first one.
    fn set_page_token(&mut self, token: Option<&str>);
}

impl<E: ListEndpoint> Paged<E::Output> for E {
    fn set_page_token(&mut self, token: Option<&str>) {
        ListEndpoint::set_page_token(self, token);
    }
}

/// The value of the next page with the token of the page after it, or nothing at the end. After an error of the connection
/// or the server the same page is asked for again. Dropping the future loses no page.
pub(crate) async fn next_page<T, C: Paged<T>>(
    ory: &Ory,
    call: &mut C,
    cursor: &mut PageCursor,
) -> Result<Option<(T, Option<String>)>, OryError> {
    let operation = call.operation();
    loop {
        match cursor.step(operation, call.params())? {
            Step::End => return Ok(None),
            Step::Ask(token) => {
                let asked = ask(ory, call, cursor, token).await;
                asked.map_err(|error| ory.redact(operation, call.params(), None, error))?;
            }
            Step::Page => {
                let Some(ready) = cursor.front() else {
                    return Ok(None);
                };
                let read = || call.read(&ready.response);
                let deadline = Deadline::of(ory.config());
                let value = ory.decode(deadline, operation, call.params(), None, read)?;
                let next = cursor.pop().and_then(|page| page.next);
                return Ok(Some((value, next)));
            }
        }
    }
}

async fn ask<T, C: Paged<T>>(
    ory: &Ory,
    call: &mut C,
    cursor: &mut PageCursor,
    token: Option<String>,
) -> Result<(), OryError> {
    let operation = call.operation();
    call.set_page_token(token.as_deref());
    let body = call.body()?;
    let deadline = Deadline::of(ory.config());
    let exchange = ory.execute(operation, call.params(), body);
    let response = exchange.await?;
    if let Some(response) = cursor.take(operation, response)? {
        let read = || call.read(&response);
        ory.decode(deadline, operation, call.params(), None, read)
            .map(drop)?;
        cursor.take_whole(operation, response);
    }
    Ok(())
}
