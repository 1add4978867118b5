//! Calls whose types are known to tables only: arguments and answers are values of any type.

use crate::Ory;
use crate::client::erased::ErasedCall;
use crate::client::pagination::{PageCursor, Paged, next_page};
use crate::client::send_owned;
use crate::codec::{RecordDesc, Source, TypeDesc};
use crate::error::OryError;
use crate::request::form::encode_form;
use crate::request::operation::{BodyKind, Operation};
use crate::request::{ParamValue as _, Params};
use crate::response::{self, ApiResponse};
use crate::transport::{BoxFuture, Response};

use super::owned::{self, Owned};

/// One call of an operation.
#[derive(Debug, Clone)]
pub struct OwnedCall {
    operation: &'static Operation,
    /// In the order of the operation's parameters; absent ones are not sent.
    params: Vec<Owned>,
    body: Option<Owned>,
    /// What it answers, if it answers something.
    answer: Option<&'static TypeDesc>,
}

impl OwnedCall {
    /// A call without arguments.
    #[must_use]
    pub fn new(operation: &'static Operation, answer: Option<&'static TypeDesc>) -> Self {
        Self {
            operation,
            params: vec![Owned::Absent; operation.params.len()],
            body: None,
            answer,
        }
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Sets a parameter by its place in the operation.
    pub fn set(&mut self, index: usize, value: Owned) {
        if let Some(place) = self.params.get_mut(index) {
            *place = value;
        }
    }

    /// Sets the body.
    pub fn set_body(&mut self, body: Owned) {
        self.body = Some(body);
    }
}

impl Params for OwnedCall {
    fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&str)) {
        if let Some(value) = self.params.get(index) {
            value.visit(visit);
        }
    }

    fn is_empty_list(&self, index: usize) -> bool {
        let value = self.params.get(index);
        value.is_some_and(crate::request::ParamValue::is_empty_list)
    }
}

impl ErasedCall<Owned> for OwnedCall {
    fn operation(&self) -> &'static Operation {
        self.operation
    }

    fn params(&self) -> &dyn Params {
        self
    }

    fn body(&self) -> Result<Option<String>, OryError> {
        match (&self.body, self.operation.body) {
            (None, _) => Ok(None),
            (Some(body), BodyKind::Form) => encode_form(&body.to_json()).map(Some),
            (Some(body), BodyKind::Text) => Ok(body.text().map(str::to_owned)),
            (Some(body), _) => Ok(Some(body.to_json())),
        }
    }

    fn read(&self, response: &Response) -> Result<Owned, OryError> {
        let operation = self.operation;
        response.check(operation)?;
        let Response {
            status,
            headers,
            body,
            ..
        } = response;
        response::read_with(operation, *status, headers, body, |kind, text| {
            match self.answer {
                None => Ok(Owned::Absent),
                Some(ty) => response::body_value(
                    kind,
                    text,
                    || Some(Owned::Absent),
                    |text| owned::read(Source::Server, ty, text),
                ),
            }
        })
    }
}

impl Paged<Owned> for OwnedCall {
    fn set_page_token(&mut self, token: Option<&str>) {
        if let Some(index) = self.operation.param("page_token") {
            let token = token.map_or(Owned::Absent, |token| Owned::Text(token.into()));
            self.set(index, token);
        }
    }
}

impl Ory {
    /// Sends a call and gives its value.
    pub fn send_any(
        &self,
        call: OwnedCall,
    ) -> BoxFuture<'static, Result<ApiResponse<Owned>, OryError>> {
        Box::pin(send_owned(self.clone(), Box::new(call)))
    }
}

/// A walk through a list of any type, page by page: [`Pager`](crate::Pager) for tables.
#[derive(Debug)]
pub struct OwnedPager {
    ory: Ory,
    call: OwnedCall,
    page: &'static RecordDesc,
    cursor: PageCursor,
}

impl OwnedPager {
    /// A walk with these parameters, whose pages are of that model.
    #[must_use]
    pub fn new(ory: Ory, call: OwnedCall, page: &'static RecordDesc) -> Self {
        Self {
            ory,
            call,
            page,
            cursor: PageCursor::default(),
        }
    }

    /// The next page, or nothing at the end. After an error of the connection or the server the same page is asked for
    /// again. Dropping the future loses no page.
    ///
    /// # Errors
    /// As a call has them; `page` and `per_page` are refused, because they name no next page.
    pub async fn next(&mut self) -> Result<Option<Owned>, OryError> {
        let next = next_page(&self.ory, &mut self.call, &mut self.cursor).await?;
        Ok(next.map(|(answer, token)| Owned::page(self.page, answer.items(), token.as_deref())))
    }
}
