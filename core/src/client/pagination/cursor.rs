//! Where a cursor through a list is, without its types.

use alloc::string::String;
use core::hash::{Hash as _, Hasher as _};
use std::collections::HashSet;
use std::hash::DefaultHasher;

use super::link::next_token;
use super::offset;
use crate::error::OryError;
use crate::error::{ErrorKind, Problem};
use crate::request::operation::{Operation, Pagination};
use crate::transport::Response;

const TWICE: &str = "the server sent the same page twice; rows may be missing";
const AGAIN: &str = "the server named a page a second time; rows may be missing";

/// What an answer is in a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageEvent {
    /// A page of items.
    Page,
    /// Nothing new, a page without items or the one before once more; the next token leads on.
    Skip,
    /// The end; there are no further items.
    End,
}

/// Where a cursor through a list is.
#[derive(Debug, Clone, Default)]
pub struct PageCursor {
    token: Option<String>,
    seen: HashSet<String>,
    last: Option<u64>,
    ended: bool,
    stopped: Option<&'static str>,
    /// Offset of the second page, which is the number of rows on a page.
    rows: Option<u64>,
    /// The server sent its first page twice, so its last token is one short.
    short: bool,
    /// The server named its last token; those after it are ours.
    own: bool,
}

impl PageCursor {
    /// The token to ask for next; none at the first page and after the last.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref().filter(|_| !self.ended)
    }

    /// There is no further page.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// Why the cursor was take_error off.
    #[must_use]
    pub fn stopped(&self) -> Option<&'static str> {
        self.stopped
    }

    /// The error that ends a cursor whose next page was named before; to be asked for before each page.
    pub fn take_error(&mut self, operation: &'static Operation) -> Option<OryError> {
        let why = self.stopped.filter(|_| !self.ended)?;
        self.ended = true;
        Some(
            Problem::new(ErrorKind::Decode, why)
                .with_operation(operation.id)
                .into(),
        )
    }

    /// Takes one answer in, which holds so many items.
    pub fn step(
        &mut self,
        operation: &'static Operation,
        response: &Response,
        items: usize,
    ) -> Result<PageEvent, OryError> {
        if items == 0 {
            return Ok(self.empty(operation, response));
        }
        let mut hasher = DefaultHasher::new();
        response.body.hash(&mut hasher);
        let page = hasher.finish();
        let repeated = self.last.replace(page) == Some(page);
        if repeated && self.own {
            self.ended = true;
            return Ok(PageEvent::End);
        }
        if repeated && (self.short || operation.pagination != Pagination::LinkOffset) {
            return Err(self.stop(operation, response));
        }
        self.short |= repeated;
        let named = next_token(operation, &response.headers, &response.body);
        match self.after(named) {
            Some(token) if !self.seen.insert(token.clone()) => self.stopped = Some(AGAIN),
            Some(token) => self.token = Some(token),
            None if repeated => return Err(self.stop(operation, response)),
            None => self.ended = true,
        }
        Ok(if repeated {
            PageEvent::Skip
        } else {
            PageEvent::Page
        })
    }

    /// A page without items, as a server sends that filters after it has counted. Offsets run on for ever, so that
    /// there it is the end; elsewhere a token that is new leads on.
    fn empty(&mut self, operation: &'static Operation, response: &Response) -> PageEvent {
        let named = match operation.pagination {
            Pagination::LinkOffset => None,
            _ => next_token(operation, &response.headers, &response.body),
        };
        match named {
            Some(token) if self.seen.insert(token.clone()) => {
                self.token = Some(token);
                PageEvent::Skip
            }
            _ => {
                self.ended = true;
                PageEvent::End
            }
        }
    }

    /// The token after this page: the server's, or the one that it forgets.
    fn after(&mut self, named: Option<String>) -> Option<String> {
        if let Some(token) = named.filter(|_| !self.own) {
            if self.rows.is_none() {
                self.rows = offset::read(&token);
            }
            return Some(token);
        }
        if !self.short {
            return None;
        }
        self.own = true;
        let rows = self.rows.filter(|rows| *rows > 0)?;
        let here = offset::read(self.token.as_deref()?)?;
        Some(offset::write(here.checked_add(rows)?))
    }

    fn stop(&mut self, operation: &'static Operation, response: &Response) -> OryError {
        self.ended = true;
        self.stopped = Some(TWICE);
        let mut problem = Problem::new(ErrorKind::Decode, TWICE).with_operation(operation.id);
        problem.status = Some(response.status);
        problem.into()
    }
}
