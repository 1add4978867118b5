//! A walk through a list, page by page.

use std::sync::Arc;

use ory_hub::OryError;
use ory_hub::internal::deadline::Deadline;
use ory_hub::internal::operation::Operation;
use ory_hub::internal::pagination::{PageCursor, Step};
use ory_hub::transport::Response;
use zeroize::Zeroizing;

use crate::answer;
use crate::arguments::Params;
use crate::client::Client;
use crate::codec::{Record, TypeDesc};
use crate::document::{Document, List, Root};

/// A page: a list, or a record with one.
pub(crate) trait Page: Root {
    /// Tells it the token of the page after it.
    fn set_next(&mut self, _token: &str) {}
}

impl Page for List {
    fn set_next(&mut self, token: &str) {
        token.clone_into(&mut self.next);
    }
}

/// It has the token among its fields.
impl Page for Record<'static> {}

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
    ) -> Result<Option<Document<P>>, OryError> {
        let (client, operation) = (self.client.clone(), self.operation.id);
        client.wait(operation, self.find::<P>(desc))
    }

    async fn find<P: Page>(
        &mut self,
        desc: &'static TypeDesc,
    ) -> Result<Option<Document<P>>, OryError> {
        let operation = self.operation;
        loop {
            match self.cursor.step(operation, &self.params)? {
                Step::End => return Ok(None),
                Step::Ask(token) => self.ask::<P>(token, desc).await?,
                Step::Page => {
                    let Some(ready) = self.cursor.front() else {
                        return Ok(None);
                    };
                    let response = ready.response.clone();
                    let deadline = Deadline::of(self.client.ory.config());
                    let open = || open_page::<P>(operation, desc, response);
                    let mut page =
                        self.client
                            .ory
                            .decode(deadline, operation, &self.params, None, open)?;
                    let next = self.cursor.pop().and_then(|page| page.next);
                    page.root_mut()
                        .set_next(next.as_deref().unwrap_or_default());
                    return Ok(Some(page));
                }
            }
        }
    }

    async fn ask<P: Page>(
        &mut self,
        token: Option<String>,
        desc: &'static TypeDesc,
    ) -> Result<(), OryError> {
        let operation = self.operation;
        if let Some(index) = operation.param("page_token") {
            match token {
                Some(token) => self.params.set(index, Ok(Zeroizing::new(token))),
                None => self.params.clear(index),
            }
        }
        let deadline = Deadline::of(self.client.ory.config());
        let call = self.client.ory.execute(operation, &self.params, None);
        let response = call.await?;
        self.client.keep(&response);
        let taken = self.cursor.take(operation, response);
        let ory = &self.client.ory;
        let taken = taken.map_err(|error| ory.redact(operation, &self.params, None, error))?;
        if let Some(response) = taken {
            let open = || open_page::<P>(operation, desc, response.clone());
            ory.decode(deadline, operation, &self.params, None, open)?;
            self.cursor.take_whole(operation, response);
        }
        Ok(())
    }
}

fn open_page<P: Page>(
    operation: &'static Operation,
    desc: &'static TypeDesc,
    response: Response,
) -> Result<Document<P>, OryError> {
    let kind = answer::value_kind(operation, &response)?;
    answer::open(desc, operation, kind, response)
}
