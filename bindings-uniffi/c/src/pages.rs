//! A walk through a list, page by page.

use std::sync::Arc;

use ory_hub::internal::operation::Operation;
use ory_hub::internal::pagination::{PageCursor, PageEvent};
use ory_hub::{ErrorKind, OryError};
use zeroize::Zeroizing;

use super::answer;
use super::arguments::Given;
use super::client::Client;
use super::document::{self, Document, List, Owned};
use super::pointer::{self, Handle};

/// What stands behind a walk. It keeps the client alive, so either may be ended first.
pub(super) struct Pages {
    client: Arc<Client>,
    operation: &'static Operation,
    given: Given,
    walk: PageCursor,
}

impl Pages {
    pub(super) fn new(client: Arc<Client>, operation: &'static Operation, given: Given) -> Self {
        Self {
            client,
            operation,
            given,
            walk: PageCursor::default(),
        }
    }

    /// The next page, or nothing at the end.
    fn next<H: Owned<Behind = List>>(&mut self) -> Result<Option<Document<List>>, OryError> {
        let operation = self.operation;
        while !self.walk.ended() {
            if let Some(error) = self.walk.take_error(operation) {
                return Err(error);
            }
            if let (Some(token), Some(index)) = (self.walk.token(), operation.param("page_token")) {
                self.given.set(index, Ok(Zeroizing::new(token.to_owned())));
            }
            let call = self.client.ory.execute(operation, &self.given, None);
            let response = self.client.wait(call)?;
            let kind = answer::value_kind(operation, &response)?;
            let mut page: Document<List> =
                answer::open(H::TYPE, operation, kind, response.clone())?;
            let items = page.root_mut().items.len();
            match self.walk.step(operation, &response, items)? {
                PageEvent::Page => {
                    page.root_mut().next = self.walk.token().unwrap_or_default().to_owned();
                    return Ok(Some(page));
                }
                PageEvent::Skip => {}
                PageEvent::End => break,
            }
        }
        Ok(None)
    }
}

/// Declares a walk through the list of an operation.
macro_rules! pages_type {
    ($name:ident) => {
        impl $crate::pointer::Handle for $name {
            type Behind = $crate::pages::Pages;
        }
    };
}
pub(super) use pages_type;

/// Writes the next page, or NULL at the end.
pub(super) fn next<P, H>(pages: *mut P, out: *mut *mut H) -> Result<(), OryError>
where
    P: Handle<Behind = Pages>,
    H: Owned<Behind = List>,
{
    let pages =
        pointer::change(pages).ok_or_else(|| OryError::new(ErrorKind::Input, "pages is NULL"))?;
    let wrong = |error: OryError| error.with_operation(pages.operation.id);
    pointer::place(out, "the place for the page").map_err(wrong)?;
    let page = pages.next::<H>()?;
    pointer::write(out, page.map_or(std::ptr::null_mut(), document::give));
    Ok(())
}

/// Ends a walk. NULL is fine.
pub(super) fn free<P: Handle<Behind = Pages>>(pages: *mut P) {
    drop(pointer::take(pages));
}
