//! Lists, page by page, over every way in which Ory's servers continue them.

use alloc::string::String;

use super::Ory;
use crate::endpoint::ListEndpoint;
use crate::error::OryError;

mod cursor;
mod link;
mod offset;

pub use cursor::{PageCursor, PageEvent};
pub use link::next_token;

/// Walks through a list.
///
/// It ends after a page without a successor. Pages without items are passed over while the server names new tokens; with
/// offsets they are the end. A server that hands out a token a second time, or the
/// same page twice, would make a cursor endless or lose rows: where the lost rows cannot be reached, that is an error,
/// once, and the end.
#[derive(Debug, Clone)]
pub struct Pager<E> {
    ory: Ory,
    endpoint: E,
    cursor: PageCursor,
}

impl Ory {
    /// Walks through a list, page by page.
    pub fn pages<E: ListEndpoint>(&self, endpoint: E) -> Pager<E> {
        Pager {
            ory: self.clone(),
            endpoint,
            cursor: PageCursor::default(),
        }
    }
}

impl<E: ListEndpoint> Pager<E> {
    /// The next page, or nothing at the end. After an error of the connection or the server the same page is asked
    /// for again.
    pub async fn next(&mut self) -> Result<Option<E::Page>, OryError> {
        while !self.cursor.ended() {
            if let Some(error) = self.cursor.take_error(E::OPERATION) {
                return Err(error);
            }
            if let Some(token) = self.cursor.token() {
                self.endpoint.set_page_token(token);
            }
            let body = self.endpoint.body()?;
            let response = self.ory.execute(E::OPERATION, &self.endpoint, body).await?;
            let answer = response.read::<E::Output>(E::OPERATION)?;
            match self
                .cursor
                .step(E::OPERATION, &response, E::item_count(&answer))?
            {
                PageEvent::Page => {
                    let next = self.cursor.token().map(String::from);
                    return Ok(Some(E::page(answer, next)));
                }
                PageEvent::Skip => {}
                PageEvent::End => break,
            }
        }
        Ok(None)
    }

    /// There is no further page.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.cursor.ended()
    }

    /// Why the cursor was take_error off, if the server handed out a page or a token twice.
    #[must_use]
    pub fn stopped(&self) -> Option<&str> {
        self.cursor.stopped()
    }
}
