//! Lists, page by page, over every way in which Ory's servers continue them.

use alloc::string::String;

use super::Ory;
use crate::endpoint::Endpoint;
use crate::error::OryError;

mod link;
mod offset;
mod cursor;

pub use link::next_token;
pub use cursor::{Step, Walk};

/// An endpoint whose answer is one page of a list.
pub trait ListEndpoint: Endpoint {
    /// Its items with the token of the page after it.
    type Page: Send;

    /// Asks for the page with that token.
    fn turn_to(&mut self, token: &str);

    /// The page of an answer.
    fn page(answer: Self::Answer, next_page_token: Option<String>) -> Self::Page;

    /// How many items an answer has.
    fn items(answer: &Self::Answer) -> usize;
}

/// Walks through a list.
///
/// It ends after a page without a successor. Pages without items are passed over while the server names new tokens; with
/// offsets they are the end. A server that hands out a token a second time, or the
/// same page twice, would make a walk endless or lose rows: where the lost rows cannot be reached, that is an error,
/// once, and the end.
#[derive(Debug, Clone)]
pub struct Pager<E> {
    ory: Ory,
    endpoint: E,
    walk: Walk,
}

impl Ory {
    /// Walks through a list, page by page.
    pub fn pages<E: ListEndpoint>(&self, endpoint: E) -> Pager<E> {
        Pager {
            ory: self.clone(),
            endpoint,
            walk: Walk::default(),
        }
    }
}

impl<E: ListEndpoint> Pager<E> {
    /// The next page, or nothing at the end. After an error of the connection or the server the same page is asked
    /// for again.
    pub async fn next(&mut self) -> Result<Option<E::Page>, OryError> {
        while !self.walk.ended() {
            if let Some(error) = self.walk.broken(E::OPERATION) {
                return Err(error);
            }
            if let Some(token) = self.walk.token() {
                self.endpoint.turn_to(token);
            }
            let body = self.endpoint.body()?;
            let response = self
                .ory
                .exchange(E::OPERATION, &self.endpoint, body)
                .await?;
            let answer = response.read::<E::Answer>(E::OPERATION)?;
            match self.walk.step(E::OPERATION, &response, E::items(&answer))? {
                Step::Page => {
                    let next = self.walk.token().map(String::from);
                    return Ok(Some(E::page(answer, next)));
                }
                Step::Skip => {}
                Step::End => break,
            }
        }
        Ok(None)
    }

    /// There is no further page.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.walk.ended()
    }

    /// Why the walk was broken off, if the server handed out a page or a token twice.
    #[must_use]
    pub fn stopped(&self) -> Option<&str> {
        self.walk.stopped()
    }
}
