//! A walk through a list, page by page.

use std::sync::Arc;

use ory_hub::OryError;
use ory_hub::internal::operation::Operation;
use ory_hub::internal::pagination::{PageCursor, PageEvent};
use zeroize::Zeroizing;

use crate::answer;
use crate::arguments::Params;
use crate::client::Client;
use crate::codec::TypeDesc;
use crate::document::{Document, List};

/// What stands behind a walk. It keeps the client alive, so either may be ended first.
pub(crate) struct Pages {
    client: Arc<Client>,
    operation: &'static Operation,
    params: Params,
    cursor: PageCursor,
}

impl Pages {
    pub(crate) fn new(client: Arc<Client>, operation: &'static Operation, params: Params) -> Self {
        Self {
            client,
            operation,
            params,
            cursor: PageCursor::default(),
        }
    }

    /// An error of this operation.
    pub(crate) fn wrong(&self, error: OryError) -> OryError {
        error.with_operation(self.operation.id)
    }

    /// The next page, or nothing at the end.
    pub(crate) fn next(
        &mut self,
        desc: &'static TypeDesc,
    ) -> Result<Option<Document<List>>, OryError> {
        let operation = self.operation;
        while !self.cursor.ended() {
            if let Some(error) = self.cursor.take_error(operation) {
                return Err(error);
            }
            if let (Some(token), Some(index)) = (self.cursor.token(), operation.param("page_token"))
            {
                self.params.set(index, Ok(Zeroizing::new(token.to_owned())));
            }
            let call = self.client.ory.execute(operation, &self.params, None);
            let response = self.client.wait(operation.id, call)?;
            self.client.keep(&response);
            let kind = answer::value_kind(operation, &response)?;
            let mut page: Document<List> = answer::open(desc, operation, kind, response.clone())?;
            let items = page.root_mut().items.len();
            match self.cursor.step(operation, &response, items)? {
                PageEvent::Page => {
                    page.root_mut().next = self.cursor.token().unwrap_or_default().to_owned();
                    return Ok(Some(page));
                }
                PageEvent::Skip => {}
                PageEvent::End => break,
            }
        }
        Ok(None)
    }
}
