//! A walk through a list, page by page.

use std::sync::Arc;

use ory_hub::OryError;
use ory_hub::internal::operation::Operation;
use ory_hub::internal::pagination::{PageCursor, PageEvent};
use zeroize::Zeroizing;

use crate::answer;
use crate::arguments::Params;
use crate::client::Client;
use crate::codec::{Record, TypeDesc, Value};
use crate::document::{Document, List, Root};

/// A page: a list, or a record with one.
pub(crate) trait Page: Root {
    /// How many items it has; `field` is where they are in a record.
    fn item_count(&self, field: Option<usize>) -> usize;

    /// Tells it the token of the page after it.
    fn set_next(&mut self, _token: &str) {}
}

impl Page for List {
    fn item_count(&self, _: Option<usize>) -> usize {
        self.items.len()
    }

    fn set_next(&mut self, token: &str) {
        token.clone_into(&mut self.next);
    }
}

/// It has the token among its fields.
impl Page for Record<'static> {
    fn item_count(&self, field: Option<usize>) -> usize {
        match field.and_then(|field| self.values.get(field)) {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        }
    }
}

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
    pub(crate) fn next<P: Page>(
        &mut self,
        desc: &'static TypeDesc,
        items: Option<usize>,
    ) -> Result<Option<Document<P>>, OryError> {
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
            let mut page: Document<P> = answer::open(desc, operation, kind, response.clone())?;
            let count = page.root().item_count(items);
            match self.cursor.step(operation, &response, count)? {
                PageEvent::Page => {
                    page.root_mut()
                        .set_next(self.cursor.token().unwrap_or_default());
                    return Ok(Some(page));
                }
                PageEvent::Skip => {}
                PageEvent::End => break,
            }
        }
        Ok(None)
    }
}
