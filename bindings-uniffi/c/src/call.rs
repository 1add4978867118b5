//! One call: arguments in, an HTTP answer, a value for C.

use std::sync::Arc;

use ory_hub::internal::operation::{Operation, ResponseBody};
use ory_hub::transport::Response;
use ory_hub::{ErrorKind, OryError, page};

use super::answer::{model, open, unreadable, utf8, value_kind};
use super::arguments::{Given, Options, Value};
use super::builder::{Body as _, Sent, Text};
use super::client::{Client, ory_client};
use super::document::{self, Document, List, Owned};
use super::pages::Pages;
use super::pointer::{self, Handle};
use super::text::ory_text;

/// A call that is being put together. Each step checks what C handed over; the last one sends it.
pub(super) struct Call<'c> {
    client: &'c Arc<Client>,
    given: Given,
    operation: &'static Operation,
    body: Option<Text>,
}

impl Call<'_> {
    /// A call of an operation.
    pub(super) fn new(
        client: *const ory_client,
        operation: &'static Operation,
    ) -> Result<Self, OryError> {
        let client =
            pointer::need(client, "client").map_err(|error| error.with_operation(operation.id))?;
        Ok(Self {
            client,
            given: Given::new(operation),
            operation,
            body: None,
        })
    }

    /// A parameter that the operation needs.
    pub(super) fn param(mut self, index: usize, value: Value) -> Self {
        self.given.set(index, value);
        self
    }

    /// The parameters that it does not need; NULL for none.
    pub(super) fn options<O: Options>(mut self, options: *const O) -> Self {
        if let Some(options) = pointer::look(options) {
            self.given.join(options);
        }
        self
    }

    /// The body that it needs.
    pub(super) fn body<B: Sent>(self, body: *const B) -> Result<Self, OryError> {
        if body.is_null() {
            return Err(self.wrong("the body is NULL"));
        }
        self.optional_body(body)
    }

    /// The body that it may have; NULL for none.
    pub(super) fn optional_body<B: Sent>(mut self, body: *const B) -> Result<Self, OryError> {
        if let Some(body) = pointer::look(body) {
            self.body = Some(body.json().map_err(|fault| self.wrong(&fault))?);
        }
        Ok(self)
    }

    /// Sends it; the answer is a model.
    pub(super) fn model<H: Owned>(self, out: *mut *mut H) -> Result<(), OryError> {
        let (operation, kind, response) = self.answered(out)?;
        pointer::write(out, model(operation, kind, response)?);
        Ok(())
    }

    /// Sends it; the answer is a model, or nothing: then NULL is written.
    pub(super) fn optional_model<H: Owned>(self, out: *mut *mut H) -> Result<(), OryError> {
        let (operation, kind, response) = self.answered(out)?;
        let model = match kind {
            ResponseBody::Empty => std::ptr::null_mut(),
            kind => model(operation, kind, response)?,
        };
        pointer::write(out, model);
        Ok(())
    }

    /// Sends it; the answer is a list.
    pub(super) fn list<H: Owned<Behind = List>>(self, out: *mut *mut H) -> Result<(), OryError> {
        let (operation, kind, response) = self.answered(out)?;
        let next = page::next_token(operation, &response.headers, &response.body);
        let mut document: Document<List> = open(H::TYPE, operation, kind, response)?;
        document.root_mut().next = next.unwrap_or_default();
        pointer::write(out, document::give(document));
        Ok(())
    }

    /// Sends nothing yet: the pages of the list are asked for one by one.
    pub(super) fn pages<P: Handle<Behind = Pages>>(self, out: *mut *mut P) -> Result<(), OryError> {
        self.check(out)?;
        if let Some(fault) = self.given.fault() {
            return Err(self.wrong(fault));
        }
        let pages = Pages::new(self.client.clone(), self.operation, self.given);
        pointer::write(out, pointer::give(pages));
        Ok(())
    }

    /// Sends it; the answer is text.
    pub(super) fn text(self, out: *mut *mut ory_text) -> Result<(), OryError> {
        let (operation, _, response) = self.answered(out)?;
        let text = utf8(operation, response)?.1;
        pointer::write(out, pointer::give(text.into_boxed_str()));
        Ok(())
    }

    /// Sends it; the answer is free JSON.
    pub(super) fn json(self, out: *mut *mut ory_text) -> Result<(), OryError> {
        let (operation, _, response) = self.answered(out)?;
        let (head, text) = utf8(operation, response)?;
        match ory_hub::Json::parse(text.as_str()) {
            Ok(json) => pointer::write(out, pointer::give(json.text().into())),
            Err(fault) => return Err(unreadable(operation, &head, text, &fault.to_string())),
        }
        Ok(())
    }

    /// Sends it; there is nothing in the answer.
    pub(super) fn nothing(self) -> Result<(), OryError> {
        self.send().map(drop)
    }

    fn answered<T>(
        self,
        out: *mut T,
    ) -> Result<(&'static Operation, ResponseBody, Response), OryError> {
        self.check(out)?;
        let operation = self.operation;
        let (kind, response) = self.send()?;
        Ok((operation, kind, response))
    }

    fn check<T>(&self, out: *mut T) -> Result<(), OryError> {
        pointer::place(out, "the place for the answer")
            .map_err(|error| error.with_operation(self.operation.id))
    }

    fn send(mut self) -> Result<(ResponseBody, Response), OryError> {
        if let Some(fault) = self.given.fault() {
            return Err(self.wrong(fault));
        }
        let body = self.body.take().map(|body| (*body).clone());
        let call = self.client.ory.execute(self.operation, &self.given, body);
        let response = self.client.wait(call)?;
        Ok((value_kind(self.operation, &response)?, response))
    }

    fn wrong(&self, fault: &str) -> OryError {
        OryError::new(ErrorKind::Input, fault).with_operation(self.operation.id)
    }
}
