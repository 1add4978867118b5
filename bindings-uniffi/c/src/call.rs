//! One call: arguments in, an HTTP answer, a value for C.

use std::sync::Arc;

use ory_hub::internal::deadline::Deadline;
use ory_hub::internal::operation::{BodyKind, Operation, ResponseBody};
use ory_hub::internal::pagination;
use ory_hub::internal::request::form::encode_form;
use ory_hub::transport::Response;
use ory_hub::{ErrorKind, OryError, Secret};

use crate::answer::{open, unreadable, utf8, value_kind};
use crate::arguments::{self, Params};
use crate::builder::{Body, Text};
use crate::client::{Client, ory_client};
use crate::codec::{Record, TypeDesc};
use crate::document::{Document, List, Root};
use crate::error::{guard_result, ory_error};
use crate::output::Output;
use crate::pages::Pages;
use crate::pointer::{self, rust};
use crate::result::ory_result;
use crate::text::{ory_str, ory_text};

/// What C passes to an operation, besides the client.
pub(crate) enum Argument<'a> {
    /// A parameter that the operation needs, by its index.
    Text(usize, ory_str),
    /// The parameters that it does not need; NULL for none.
    Options(*const Params),
    /// The body; an error where it is NULL and needed.
    Body {
        body: Option<&'a dyn Body>,
        needed: bool,
    },
    /// The text that it needs as its body.
    TextBody(ory_str),
}

impl Argument<'_> {
    pub(crate) fn body<B: Body + 'static>(body: *const B, needed: bool) -> Self {
        let body = pointer::try_ref(body).map(|body| body as &dyn Body);
        Self::Body { body, needed }
    }
}

/// One call: the exported functions of all operations are rows that end here.
#[inline(never)]
pub(crate) fn perform(
    client: *const ory_client,
    operation: &'static Operation,
    arguments: &[Argument<'_>],
    output: Output,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let client = pointer::require_ref(rust(client), "client")
            .map_err(|error| error.with_operation(operation.id))?;
        // All of it, so that cancelling counts from here on: bodies may be large.
        client.wait(operation.id, async {
            let mut call = Call::new(client, operation);
            for argument in arguments {
                call.argument(argument)?;
            }
            call.write(output).await
        })
    })
}

/// A call that is being put together. Each step checks what C handed over; the last one sends it.
struct Call<'c> {
    client: &'c Arc<Client>,
    params: Params,
    operation: &'static Operation,
    body: Option<Text>,
}

impl<'c> Call<'c> {
    fn new(client: &'c Arc<Client>, operation: &'static Operation) -> Self {
        Self {
            client,
            params: Params::new(operation),
            operation,
            body: None,
        }
    }

    fn argument(&mut self, argument: &Argument<'_>) -> Result<(), OryError> {
        match *argument {
            Argument::Text(index, value) => self.params.set(index, arguments::text(value)),
            Argument::Options(options) => {
                if let Some(options) = pointer::try_ref(options) {
                    self.params.join(options);
                }
            }
            Argument::Body { body: None, needed } => {
                if needed {
                    return Err(self.wrong("the body is NULL"));
                }
            }
            Argument::Body {
                body: Some(body), ..
            } => {
                let json = body.json().map_err(|fault| self.wrong(&fault))?;
                self.body = Some(match self.operation.body {
                    BodyKind::Form => Text::new(encode_form(&json)?),
                    _ => json,
                });
            }
            Argument::TextBody(body) => {
                let text = body
                    .get()
                    .map_err(|fault| self.wrong(&format!("the body {fault}")))?;
                self.body = Some(Text::new(text.to_owned()));
            }
        }
        Ok(())
    }

    /// Sends it, and writes what it answers where C asked for it.
    async fn write(self, output: Output) -> Result<(), OryError> {
        if !output.has_place() {
            return Err(self.wrong("the place for the answer is NULL"));
        }
        match output {
            Output::Nothing => self.send().await.map(drop),
            Output::Record(desc, out) => self.root(desc, out).await,
            Output::Union(desc, out) => self.root(desc, out).await,
            Output::List(desc, out) => self.list(desc, out).await,
            Output::OptionalRecord(desc, out) => self.optional_record(desc, out).await,
            Output::Pages(out) => self.pages(out),
            Output::Text(out) => self.text(out).await,
            Output::Json(out) => self.json(out).await,
            Output::Url(out) => self.url(out),
        }
    }

    async fn root<T: Root>(
        self,
        desc: &'static TypeDesc,
        out: *mut *mut T,
    ) -> Result<(), OryError> {
        let document = self.send().await?.open::<T>(desc)?;
        pointer::write(out, document.into_raw());
        Ok(())
    }

    async fn list(self, desc: &'static TypeDesc, out: *mut *mut List) -> Result<(), OryError> {
        let answer = self.send().await?;
        let response = &answer.response;
        let next = pagination::next_token(answer.operation, &response.headers, &response.body);
        let mut document = answer.open::<List>(desc)?;
        document.root_mut().next = next.unwrap_or_default();
        pointer::write(out, document.into_raw());
        Ok(())
    }

    /// NULL is written where there is nothing in the answer.
    async fn optional_record(
        self,
        desc: &'static TypeDesc,
        out: *mut *mut Record<'static>,
    ) -> Result<(), OryError> {
        let answer = self.send().await?;
        let record = match answer.body {
            ResponseBody::Empty => std::ptr::null_mut(),
            _ => answer.open::<Record<'static>>(desc)?.into_raw(),
        };
        pointer::write(out, record);
        Ok(())
    }

    /// Sends nothing yet: the pages of the list are asked for one by one.
    fn pages(self, out: *mut *mut Pages) -> Result<(), OryError> {
        self.check_params()?;
        let pages = Pages::new(self.client.clone(), self.operation, self.params);
        pointer::write(out, pointer::boxed(pages));
        Ok(())
    }

    async fn text(self, out: *mut *mut ory_text) -> Result<(), OryError> {
        let answer = self.send().await?;
        let text = utf8(answer.operation, answer.response)?.1;
        pointer::write(out, pointer::into_raw(text.into_boxed_str()));
        Ok(())
    }

    async fn json(self, out: *mut *mut ory_text) -> Result<(), OryError> {
        let Answer {
            operation,
            response,
            ..
        } = self.send().await?;
        let (head, text) = utf8(operation, response)?;
        match ory_hub::Json::parse(text.as_str()) {
            Ok(json) => pointer::write(out, pointer::into_raw(json.text().into())),
            Err(fault) => return Err(unreadable(operation, &head, text, &fault.to_string())),
        }
        Ok(())
    }

    /// Sends nothing: its address is written.
    fn url(self, out: *mut *mut ory_text) -> Result<(), OryError> {
        self.check_params()?;
        let url = self
            .client
            .ory
            .operation_url(self.operation, &self.params)?;
        pointer::write(out, pointer::into_raw(url.into_boxed_str()));
        Ok(())
    }

    fn check_params(&self) -> Result<(), OryError> {
        match self.params.fault() {
            Some(fault) => Err(self.wrong(fault)),
            None => Ok(()),
        }
    }

    async fn send(mut self) -> Result<Answer<'c>, OryError> {
        self.check_params()?;
        let body = self.body.take().map(|body| (*body).clone());
        let deadline = Deadline::of(self.client.ory.config());
        let sent = self
            .client
            .ory
            .body_with_secrets(self.operation, body.as_deref());
        let call = self.client.ory.execute(self.operation, &self.params, body);
        let response = call.await?;
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
    fn open<T: Root>(self, desc: &'static TypeDesc) -> Result<Document<T>, OryError> {
        let open = || open(desc, self.operation, self.body, self.response);
        let ory = &self.client.ory;
        let sent = self.sent.as_ref();
        ory.decode(self.deadline, self.operation, &self.params, sent, open)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::ptr::{null, null_mut};

    use ory_hub::endpoint::{CreateIdentity, Endpoint};

    use super::*;
    use crate::builder::Value;
    use crate::client::{ory_client_cancel, ory_client_free};
    use crate::config::ory_config_new;
    use crate::mock::{ory_client_new_mock, ory_mock_free, ory_mock_new, ory_mock_requests_len};
    use crate::prelude::ory_config;

    /// A body whose preparation takes as long as another thread needs to cancel the call.
    struct CancelledMeanwhile(*const ory_client);

    impl Body for CancelledMeanwhile {
        fn json(&self) -> Value {
            ory_client_cancel(self.0);
            Ok(Text::new(String::from(r#"{"schema_id":"p","traits":{}}"#)))
        }
    }

    #[test]
    fn a_call_that_is_cancelled_while_its_body_is_prepared_is_not_sent() {
        let mock = ory_mock_new();
        let config = ory_config_new();
        ory_config::set_kratos_admin_url(config, ory_str::of("http://127.0.0.1:4434"));
        let mut client = null_mut();
        let made = ory_client_new_mock(config, mock, &raw mut client, null_mut());
        assert_eq!(made, ory_result::ORY_OK);
        let body = CancelledMeanwhile(client);
        let body = Argument::Body {
            body: Some(&body),
            needed: true,
        };
        let arguments = [Argument::Options(null()), body];
        let result = perform(
            client,
            CreateIdentity::OPERATION,
            &arguments,
            Output::Nothing,
            null_mut(),
        );
        assert_eq!(result, ory_result::ORY_ERROR_CANCELLED);
        assert_eq!(ory_mock_requests_len(mock), 0);
        ory_client_free(client);
        ory_mock_free(mock);
    }
}
