//! One call: arguments in, an HTTP answer, a value for C.

use std::sync::Arc;

use ory_hub::internal::deadline::Deadline;
use ory_hub::internal::operation::{BodyKind, Operation, ResponseBody};
use ory_hub::internal::pagination;
use ory_hub::internal::request::form::encode_form;
use ory_hub::transport::Response;
use ory_hub::{ErrorKind, OryError, Secret};

use crate::answer::{open, unreadable, utf8, value_kind};
use crate::arguments::{Params, Value};
use crate::builder::{Body, Text};
use crate::client::{Client, ory_client};
use crate::document::{Document, List, Owned};
use crate::pages::Pages;
use crate::pointer::{self, Handle, rust};
use crate::text::{ory_str, ory_text};

/// A call that is being put together. Each step checks what C handed over; the last one sends it.
pub(crate) struct Call<'c> {
    client: &'c Arc<Client>,
    params: Params,
    operation: &'static Operation,
    body: Option<Text>,
}

impl<'c> Call<'c> {
    /// A call of an operation.
    pub(crate) fn new(
        client: *const ory_client,
        operation: &'static Operation,
    ) -> Result<Self, OryError> {
        let client = pointer::require_ref(rust(client), "client")
            .map_err(|error| error.with_operation(operation.id))?;
        Ok(Self {
            client,
            params: Params::new(operation),
            operation,
            body: None,
        })
    }

    /// A parameter that the operation needs.
    pub(crate) fn param(mut self, index: usize, value: Value) -> Self {
        self.params.set(index, value);
        self
    }

    /// The parameters that it does not need; NULL for none.
    pub(crate) fn options(mut self, options: *const Params) -> Self {
        if let Some(options) = pointer::try_ref(options) {
            self.params.join(options);
        }
        self
    }

    /// The body that it needs.
    pub(crate) fn body<B: Body>(self, body: *const B) -> Result<Self, OryError> {
        if body.is_null() {
            return Err(self.wrong("the body is NULL"));
        }
        self.optional_body(body)
    }

    /// The body that it may have; NULL for none.
    pub(crate) fn optional_body<B: Body>(mut self, body: *const B) -> Result<Self, OryError> {
        if let Some(body) = pointer::try_ref(body) {
            let json = body.json().map_err(|fault| self.wrong(&fault))?;
            self.body = Some(match self.operation.body {
                BodyKind::Form => Text::new(encode_form(&json)?),
                _ => json,
            });
        }
        Ok(self)
    }

    /// The text that it needs as its body.
    pub(crate) fn text_body(mut self, body: ory_str) -> Result<Self, OryError> {
        let text = body
            .get()
            .map_err(|fault| self.wrong(&format!("the body {fault}")))?;
        self.body = Some(Text::new(text.to_owned()));
        Ok(self)
    }

    /// Sends it; the answer is a model.
    pub(crate) fn model<H: Owned>(self, out: *mut *mut H) -> Result<(), OryError> {
        let document = self.answered(out)?.open::<H>()?;
        pointer::write(out, document.into_raw().cast());
        Ok(())
    }

    /// Sends it; the answer is a model, or nothing: then NULL is written.
    pub(crate) fn optional_model<H: Owned>(self, out: *mut *mut H) -> Result<(), OryError> {
        let answer = self.answered(out)?;
        let model = match answer.body {
            ResponseBody::Empty => std::ptr::null_mut(),
            _ => answer.open::<H>()?.into_raw().cast(),
        };
        pointer::write(out, model);
        Ok(())
    }

    /// Sends it; the answer is a list.
    pub(crate) fn list<H: Owned<RustType = List>>(self, out: *mut *mut H) -> Result<(), OryError> {
        let answer = self.answered(out)?;
        let response = &answer.response;
        let next = pagination::next_token(answer.operation, &response.headers, &response.body);
        let mut document = answer.open::<H>()?;
        document.root_mut().next = next.unwrap_or_default();
        pointer::write(out, document.into_raw().cast());
        Ok(())
    }

    /// Sends nothing yet: the pages of the list are asked for one by one.
    pub(crate) fn pages<P: Handle<RustType = Pages>>(
        self,
        out: *mut *mut P,
    ) -> Result<(), OryError> {
        self.check(out)?;
        if let Some(fault) = self.params.fault() {
            return Err(self.wrong(fault));
        }
        let pages = Pages::new(self.client.clone(), self.operation, self.params);
        pointer::write(out, pointer::into_raw(pages));
        Ok(())
    }

    /// Sends it; the answer is text.
    pub(crate) fn text(self, out: *mut *mut ory_text) -> Result<(), OryError> {
        let answer = self.answered(out)?;
        let text = utf8(answer.operation, answer.response)?.1;
        pointer::write(out, pointer::into_raw(text.into_boxed_str()));
        Ok(())
    }

    /// Sends it; the answer is free JSON.
    pub(crate) fn json(self, out: *mut *mut ory_text) -> Result<(), OryError> {
        let Answer {
            operation,
            response,
            ..
        } = self.answered(out)?;
        let (head, text) = utf8(operation, response)?;
        match ory_hub::Json::parse(text.as_str()) {
            Ok(json) => pointer::write(out, pointer::into_raw(json.text().into())),
            Err(fault) => return Err(unreadable(operation, &head, text, &fault.to_string())),
        }
        Ok(())
    }

    /// Sends nothing: its address is written.
    pub(crate) fn url(self, out: *mut *mut ory_text) -> Result<(), OryError> {
        self.check(out)?;
        if let Some(fault) = self.params.fault() {
            return Err(self.wrong(fault));
        }
        let url = self
            .client
            .ory
            .operation_url(self.operation, &self.params)?;
        pointer::write(out, pointer::into_raw(url.into_boxed_str()));
        Ok(())
    }

    /// Sends it; there is nothing in the answer.
    pub(crate) fn nothing(self) -> Result<(), OryError> {
        self.send().map(drop)
    }

    fn answered<T>(self, out: *mut T) -> Result<Answer<'c>, OryError> {
        self.check(out)?;
        self.send()
    }

    fn check<T>(&self, out: *mut T) -> Result<(), OryError> {
        pointer::require_out(out, "the place for the answer")
            .map_err(|error| error.with_operation(self.operation.id))
    }

    fn send(mut self) -> Result<Answer<'c>, OryError> {
        if let Some(fault) = self.params.fault() {
            return Err(self.wrong(fault));
        }
        let body = self.body.take().map(|body| (*body).clone());
        let deadline = Deadline::of(self.client.ory.config());
        let sent = self
            .client
            .ory
            .body_with_secrets(self.operation, body.as_deref());
        let call = self.client.ory.execute(self.operation, &self.params, body);
        let response = self.client.wait(self.operation.id, call)?;
        self.client.keep(&response);
        let body = value_kind(self.operation, &response).map_err(|error| {
            let ory = &self.client.ory;
            ory.redact(self.operation, &self.params, sent.as_ref(), error)
        })?;
        Ok(Answer {
            client: self.client,
            operation: self.operation,
            params: self.params,
            sent,
            body,
            response,
            deadline,
        })
    }

    fn wrong(&self, fault: &str) -> OryError {
        OryError::new(ErrorKind::Input, fault).with_operation(self.operation.id)
    }
}

/// A response that holds a value.
struct Answer<'c> {
    client: &'c Client,
    operation: &'static Operation,
    params: Params,
    /// The request's body where it may hold secrets.
    sent: Option<Secret>,
    body: ResponseBody,
    response: Response,
    deadline: Deadline,
}

impl Answer<'_> {
    fn open<H: Owned>(self) -> Result<Document<H::RustType>, OryError> {
        let open = || open(H::DESC, self.operation, self.body, self.response);
        let ory = &self.client.ory;
        let sent = self.sent.as_ref();
        ory.decode(self.deadline, self.operation, &self.params, sent, open)
    }
}
