//! Status and headers of an answer, beside its value.

use ory_hub::transport::Response;

use crate::guard::guard;
use crate::pointer::{self, Handle, rust, rust_mut};
use crate::text::ory_str;

/// Status and headers of an answer.
pub struct ory_response {
    _private: [u8; 0],
}

/// What it stands for.
#[derive(Clone)]
pub(crate) struct Head {
    status: u16,
    headers: Vec<(String, String)>,
}

impl Handle for ory_response {
    type RustType = Head;
}

impl Head {
    /// Copied from an answer.
    pub(crate) fn of(response: &Response) -> Self {
        let headers = response.headers.iter();
        Self {
            status: response.status,
            headers: headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        }
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// HTTP status.
#[unsafe(no_mangle)]
pub extern "C" fn ory_response_get_status(response: *const ory_response) -> u32 {
    guard(|| pointer::try_ref(rust(response)).map_or(0, |head| u32::from(head.status)))
}

/// Number of header lines.
#[unsafe(no_mangle)]
pub extern "C" fn ory_response_headers_len(response: *const ory_response) -> usize {
    guard(|| pointer::try_ref(rust(response)).map_or(0, |head| head.headers.len()))
}

/// Name of a header line; empty beyond the end.
#[unsafe(no_mangle)]
pub extern "C" fn ory_response_header_name_at(
    response: *const ory_response,
    index: usize,
) -> ory_str {
    guard(|| {
        let line = pointer::try_ref(rust(response)).and_then(|head| head.headers.get(index));
        line.map_or(ory_str::EMPTY, |(name, _)| ory_str::of(name))
    })
}

/// Value of a header line; empty beyond the end.
#[unsafe(no_mangle)]
pub extern "C" fn ory_response_header_value_at(
    response: *const ory_response,
    index: usize,
) -> ory_str {
    guard(|| {
        let line = pointer::try_ref(rust(response)).and_then(|head| head.headers.get(index));
        line.map_or(ory_str::EMPTY, |(_, value)| ory_str::of(value))
    })
}

/// The first value of a header, whatever the case of its name; empty if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn ory_response_get_header(response: *const ory_response, name: ory_str) -> ory_str {
    guard(|| {
        let head = pointer::try_ref(rust(response)).zip(name.get().ok());
        head.and_then(|(head, name)| head.all(name).next())
            .map_or(ory_str::EMPTY, ory_str::of)
    })
}

/// Number of `Set-Cookie` lines.
#[unsafe(no_mangle)]
pub extern "C" fn ory_response_set_cookie_len(response: *const ory_response) -> usize {
    guard(|| pointer::try_ref(rust(response)).map_or(0, |head| head.all("set-cookie").count()))
}

/// A `Set-Cookie` line; empty beyond the end.
#[unsafe(no_mangle)]
pub extern "C" fn ory_response_set_cookie_at(
    response: *const ory_response,
    index: usize,
) -> ory_str {
    guard(|| {
        let head = pointer::try_ref(rust(response));
        head.and_then(|head| head.all("set-cookie").nth(index))
            .map_or(ory_str::EMPTY, ory_str::of)
    })
}

/// Frees it.
#[unsafe(no_mangle)]
pub extern "C" fn ory_response_free(response: *mut ory_response) {
    guard(|| drop(pointer::try_box(rust_mut(response))))
}
