//! An answer as a document that C's getters read, or the error that it tells.

use ory_hub::OryError;
use ory_hub::internal::operation::{Operation, ResponseBody};
use ory_hub::internal::response as core;
use ory_hub::transport::Response;

use crate::codec::TypeDesc;
use crate::document::{Document, Root};

/// What the body of an answer is, or the error that it tells.
pub(crate) fn value_kind(
    operation: &'static Operation,
    response: &Response,
) -> Result<ResponseBody, OryError> {
    response.check(operation)?;
    core::value_kind(
        operation,
        response.status,
        &response.headers,
        &response.body,
    )
}

/// Decodes an answer.
pub(crate) fn open<T: Root>(
    desc: &'static TypeDesc,
    operation: &'static Operation,
    body: ResponseBody,
    response: Response,
) -> Result<Document<T>, OryError> {
    let (head, text) = utf8(operation, response)?;
    let fault = match body {
        ResponseBody::Empty => Some("the response has no body".to_owned()),
        _ => core::non_json_reason(&text),
    };
    if let Some(fault) = fault {
        return Err(unreadable(operation, &head, text, &fault));
    }
    Document::open(desc, text).map_err(|(fault, text)| {
        let fault = format!("the response cannot be read: {fault}");
        unreadable(operation, &head, text, &fault)
    })
}

/// The body as text, apart from the rest of the answer.
pub(crate) fn utf8(
    operation: &'static Operation,
    mut response: Response,
) -> Result<(Response, String), OryError> {
    let body = std::mem::take(&mut response.body);
    match String::from_utf8(body) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok((response, text))
        }
        Err(fault) => {
            let what = format!(
                "the response is not UTF-8 at byte {}",
                fault.utf8_error().valid_up_to()
            );
            let body = fault.into_bytes();
            Err(core::decode_error(
                operation,
                response.status,
                &response.headers,
                &body,
                what,
            ))
        }
    }
}

pub(crate) fn unreadable(
    operation: &'static Operation,
    head: &Response,
    text: String,
    fault: &str,
) -> OryError {
    core::decode_error(
        operation,
        head.status,
        &head.headers,
        text.as_bytes(),
        fault.to_owned(),
    )
}
