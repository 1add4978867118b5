//! The one reader: status, headers and bytes become the value or the error.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::sync::Arc;
use core::error::Error;

use serde_json::value::RawValue;

use crate::codec::json_view::{JsonText as _, JsonView};
use crate::codec::{self, DecodeError, Model, Value};
use crate::error::from_response::problem_from_response;
use crate::error::problem::{BODY_CAP, body_cap};
use crate::error::{ErrorKind, Problem};
use crate::error::{OryError, Source};
use crate::request::operation::{Operation, ResponseBody};
use crate::transport::{Headers, Response};

/// What a call gives besides its value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ApiResponse<T> {
    /// The value.
    pub value: T,
    /// HTTP status.
    pub status: u16,
    /// Headers of the answer.
    pub headers: Headers,
}

/// What is wrong with a body.
#[derive(Debug)]
pub struct BodyFault {
    message: String,
    source: Option<Source>,
}

impl BodyFault {
    fn of(about: &str, source: impl Error + Send + Sync + 'static) -> Self {
        Self {
            message: format!("{about}{source}"),
            source: Some(Arc::new(source)),
        }
    }
}

impl From<String> for BodyFault {
    fn from(message: String) -> Self {
        Self {
            message,
            source: None,
        }
    }
}

/// A value that an answer's body can be read as: a model, a list of them, a text, an optional one, or nothing.
pub trait FromResponse: Sized + Send {
    /// Reads the body. The error says what is wrong with it.
    fn from_body(kind: ResponseBody, text: &str) -> Result<Self, BodyFault>;
}

impl FromResponse for () {
    fn from_body(_: ResponseBody, _: &str) -> Result<Self, BodyFault> {
        Ok(())
    }
}

impl<T: Model + Send> FromResponse for T {
    fn from_body(kind: ResponseBody, text: &str) -> Result<Self, BodyFault> {
        body_value(
            kind,
            text,
            || Self::from_value(&Value::Null),
            |text| codec::read_model(codec::Source::Server, text),
        )
    }
}

/// The value of a body: `empty` where there is none, and what `read` reads from JSON.
pub(crate) fn body_value<T>(
    kind: ResponseBody,
    text: &str,
    empty: impl FnOnce() -> Option<T>,
    read: impl FnOnce(&str) -> Result<T, DecodeError>,
) -> Result<T, BodyFault> {
    match kind {
        ResponseBody::Empty => Ok(empty().ok_or_else(no_body)?),
        ResponseBody::Text => {
            let quoted = serde_json::to_string(text).map_err(|error| error.to_string())?;
            read(&quoted).map_err(|error| BodyFault::of("", error))
        }
        ResponseBody::Json => {
            if let Some(fault) = non_json_reason(text) {
                return Err(fault.into());
            }
            read(text).map_err(|error| BodyFault::of("the response cannot be read: ", error))
        }
    }
}

/// Reads an answer to an operation.
pub fn read<T: FromResponse>(
    operation: &'static Operation,
    status: u16,
    headers: &Headers,
    body: &[u8],
) -> Result<T, OryError> {
    read_with(operation, status, headers, body, T::from_body)
}

/// The same with what reads the body.
pub(crate) fn read_with<T>(
    operation: &'static Operation,
    status: u16,
    headers: &Headers,
    body: &[u8],
    from_body: impl FnOnce(ResponseBody, &str) -> Result<T, BodyFault>,
) -> Result<T, OryError> {
    let kind = value_kind(operation, status, headers, body)?;
    let text = match text(body) {
        Ok(text) => text,
        Err(fault) => return Err(decode_error(operation, status, headers, body, fault)),
    };
    from_body(kind, text).map_err(|fault| decode_error(operation, status, headers, body, fault))
}

/// What the body of this answer is, if it carries the operation's value; else the error that it tells.
pub fn value_kind(
    operation: &'static Operation,
    status: u16,
    headers: &Headers,
    body: &[u8],
) -> Result<ResponseBody, OryError> {
    let is_success = (200..300).contains(&status);
    let kind = match operation.response_body(status) {
        Some(kind) => kind,
        None if !is_success => return Err(problem(operation, status, headers, body).into()),
        // A success that is not documented is read like the documented one.
        None => {
            let mut documented = operation.responses.iter().map(|answer| answer.body);
            documented
                .rfind(|kind| *kind != ResponseBody::Empty)
                .unwrap_or(ResponseBody::Empty)
        }
    };
    // A proxy's page is not the server's word that it did something. A redirect's page is.
    if kind == ResponseBody::Empty && is_success && is_html(body) {
        let fault = "the response is HTML, but the operation answers no body".to_string();
        return Err(decode_error(operation, status, headers, body, fault));
    }
    Ok(kind)
}

fn is_html(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    body.trim_ascii_start().first() == Some(&b'<')
}

/// The body as text, without a byte order mark.
pub fn text(body: &[u8]) -> Result<&str, String> {
    let text = core::str::from_utf8(body)
        .map_err(|error| format!("the response is not UTF-8 at byte {}", error.valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The error of an answer whose body was to be the value and cannot be read as it.
pub fn decode_error(
    operation: &'static Operation,
    status: u16,
    headers: &Headers,
    body: &[u8],
    fault: impl Into<BodyFault>,
) -> OryError {
    // Whoever decodes may have to end: the body is not read once more then.
    if !codec::is_over()
        && let Some(error) = error_in_success_body(operation, headers, body)
    {
        return error.into();
    }
    // A no by status is a value; what else comes with that status is an error.
    if status >= 400 {
        return problem(operation, status, headers, body).into();
    }
    let BodyFault {
        mut message,
        source,
    } = fault.into();
    let encoding = headers.get("content-encoding");
    if let Some(encoding) = encoding.filter(|name| !name.eq_ignore_ascii_case("identity")) {
        message = format!("the response is encoded as {encoding}, which the request did not allow");
    }
    let mut problem = Problem::new(ErrorKind::Decode, message).with_operation(operation.id);
    problem.status = Some(status);
    problem.request_id = headers.get("x-request-id").map(String::from);
    OryError::from(problem.with_body(lossy(body, BODY_CAP))).with_source(source)
}

/// An error that came under a success status, as Keto's expand does: `{"code": 404, "message": …}`.
fn error_in_success_body(
    operation: &'static Operation,
    headers: &Headers,
    body: &[u8],
) -> Option<Problem> {
    let value: &RawValue = serde_json::from_str(text(body).ok()?).ok()?;
    let code = JsonView::get(&value, "code")?.number()?.parse().ok()?;
    let has_message = JsonView::get(&value, "message")?.text().is_some();
    ((400..600).contains(&code) && has_message).then(|| problem(operation, code, headers, body))
}

/// The problem that an answer tells.
pub fn problem(
    operation: &'static Operation,
    status: u16,
    headers: &Headers,
    body: &[u8],
) -> Problem {
    // One wrong byte shall not cost the facts around it.
    let whole = String::from_utf8_lossy(body);
    let whole = whole.strip_prefix('\u{feff}').unwrap_or(&whole);
    let value: Option<&RawValue> = serde_json::from_str(whole).ok();
    let header = |name: &str| headers.get(name).map(String::from);
    let cap = body_cap(value.as_ref());
    let mut problem = problem_from_response(operation.id, status, &header, value, lossy(body, cap));
    problem.retry_after =
        crate::client::retry::requested_wait(status, headers).map(|wait| wait.as_secs());
    problem
}

impl Response {
    /// Reads the value of an operation from this answer.
    pub fn read<T: FromResponse>(&self, operation: &'static Operation) -> Result<T, OryError> {
        self.check(operation)?;
        read(operation, self.status, &self.headers, &self.body)
    }

    /// The error that was read for an observer, unless this status is a value of the operation.
    #[doc(hidden)]
    pub fn check(&self, operation: &'static Operation) -> Result<(), OryError> {
        match &self.problem {
            Some(problem) if operation.response_body(self.status).is_none() => {
                Err(Problem::clone(problem).into())
            }
            _ => Ok(()),
        }
    }
}

/// The body for an error, as far as it is text.
fn lossy(body: &[u8], cap: usize) -> String {
    let cut = body.get(..cap).unwrap_or(body);
    match String::from_utf8_lossy(cut) {
        Cow::Borrowed(text) => text.to_string(),
        Cow::Owned(text) => text,
    }
}

fn no_body() -> String {
    "the response has no body".to_string()
}

/// Why a body is no JSON, where its start shows that.
pub fn non_json_reason(text: &str) -> Option<String> {
    match text.trim_start().as_bytes().first() {
        None => Some(no_body()),
        Some(b'<') => Some("the response is HTML, not JSON".to_string()),
        Some(_) => None,
    }
}
