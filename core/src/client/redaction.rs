//! What no printed error repeats: the credentials that its call was made with.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::OryConfig;
use crate::error::OryError;
use crate::request::operation::{Operation, ParamLocation};
use crate::request::{Params, body, credentials};
use crate::types::Secret;

/// A shorter text may be a word of the server's own.
const LEAST_SECRET: usize = 8;

/// What was given to one call: a session token, a cookie, other headers, and secrets among parameters and in the body.
pub(crate) fn given(
    operation: &Operation,
    params: &dyn Params,
    sent: Option<&Secret>,
) -> Vec<Secret> {
    let mut given = sent.map_or_else(Vec::new, |sent| body::secrets(operation, sent));
    for (index, param) in operation.params.iter().enumerate() {
        if param.secret || param.location == ParamLocation::Header {
            params.for_each_value(index, &mut |value| given.push(Secret::new(value)));
        }
    }
    given
}

/// The error without the credentials of its call and of the configuration where it is printed: a server may repeat what
/// it was sent.
pub(crate) fn redact(config: &OryConfig, given: &[Secret], mut error: OryError) -> OryError {
    let problem = error.problem_mut();
    let given = given.iter().map(|secret| Cow::Borrowed(secret.expose()));
    let headers = config
        .headers
        .values()
        .map(|value| Cow::Borrowed(value.as_str()));
    for secret in credentials(config).chain(headers).chain(given) {
        let printed = [
            Some(&mut problem.message),
            problem.reason.as_mut(),
            problem.id.as_mut(),
            problem.code.as_mut(),
            problem.request_id.as_mut(),
        ];
        for text in printed.into_iter().flatten() {
            hide(text, &secret);
        }
    }
    error
}

/// Hides a credential, then each cookie of it alone.
fn hide(text: &mut String, secret: &str) {
    let cookies = secret
        .split(';')
        .filter_map(|pair| Some(pair.split_once('=')?.1.trim()));
    for part in core::iter::once(secret).chain(cookies) {
        if part.len() >= LEAST_SECRET && text.contains(part) {
            *text = text.replace(part, "[redacted]");
        }
    }
}
