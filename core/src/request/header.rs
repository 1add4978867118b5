//! Values of headers.

use super::rejection::Rejection;
use crate::error::ErrorKind;
use crate::types::Secret;

/// A header's value, unless it would end the header or the request; `name` is what the caller knows it by.
pub(super) fn header_value(name: &str, prefix: &str, value: &str) -> Result<Secret, Rejection> {
    if value
        .bytes()
        .all(|byte| byte == b'\t' || (byte >= 0x20 && byte != 0x7f))
    {
        return Ok(Secret::new([prefix, value].concat()));
    }
    let message = [
        "the header `",
        name,
        "` would hold a line break or another control character",
    ];
    Err(Rejection::new(ErrorKind::Input, &message))
}
