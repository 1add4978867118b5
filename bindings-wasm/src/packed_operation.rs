//! One operation out of its row, a text that the script has (`npm/src/operations.js`): rows of structs would weigh
//! twice as much.
//!
//! A row is four marks (method, credential, body, answer), the path, then each parameter after the mark of its kind.

use alloc::boxed::Box;
use alloc::string::String;

use ory_hub::internal::operation::{
    BodyKind, CredentialKind, Method, Operation, Pagination, Param, ParamLocation, ResponseSpec,
    Retry, Service,
};

/// How many parameters an operation may have; the test below holds every row to what core's table says.
const MOST: usize = 12;

/// What an answer carries, by its mark.
pub(crate) fn response(mark: u8) -> ResponseSpec {
    match mark {
        b'j' => ResponseSpec::json(200),
        b't' => ResponseSpec::text(200),
        b'e' => ResponseSpec::empty(204),
        _ => ResponseSpec::empty(303),
    }
}

/// The operation of that row, without what no browser asks about. It stays in memory, some 300 bytes, as
/// core's own operations do.
pub(crate) fn unpack(row: String) -> Option<&'static Operation> {
    let row: &'static str = row.leak();
    let [method, credential, body, ..] = *row.as_bytes() else {
        return None;
    };
    let mut path = "";
    let params = Box::leak(Box::new([Param::query(""); MOST]));
    let mut count = 0;
    let mut from = 4;
    let mut kind = b'/';
    for (at, byte) in row.bytes().chain([b'?']).enumerate() {
        if !matches!(byte, b'?' | b'!' | b'+' | b':' | b'=') {
            continue;
        }
        let name = row.get(from..at)?;
        if kind == b'/' {
            path = name;
        } else {
            *params.get_mut(count)? = Param {
                name,
                location: match kind {
                    b':' => ParamLocation::Header,
                    b'=' => ParamLocation::Path,
                    _ => ParamLocation::Query,
                },
                required: matches!(kind, b'!' | b'='),
                many: kind == b'+',
                secret: false,
            };
            count += 1;
        }
        kind = byte;
        from = at + 1;
    }
    let (method, retry) = match method {
        b'G' => (Method::Get, Retry::Safe),
        b'g' => (Method::Get, Retry::Idempotent),
        b'O' => (Method::Post, Retry::Unsafe),
        b'U' => (Method::Put, Retry::Idempotent),
        b'A' => (Method::Patch, Retry::Unsafe),
        _ => (Method::Delete, Retry::Idempotent),
    };
    Some(Box::leak(Box::new(Operation {
        id: "",
        method,
        path,
        service: Service::KratosPublic,
        credential: match credential {
            b'S' => CredentialKind::Session,
            b's' => CredentialKind::SessionOptional,
            _ => CredentialKind::None,
        },
        params: params.get(..count)?,
        body: match body {
            b'J' => BodyKind::Json,
            b'j' => BodyKind::JsonOptional,
            _ => BodyKind::None,
        },
        responses: &[],
        pagination: Pagination::None,
        retry,
        serialized: false,
        bucket: None,
    })))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ory_hub::internal::operation::{Param, frontend};

    use super::{response, unpack};

    const SCRIPT: &str = include_str!("../npm/src/operations.js");

    #[test]
    fn every_row_says_what_the_table_says() {
        let shown = |param: &Param| (param.name, param.location, param.required, param.many);
        let rows = SCRIPT.split('`').nth(1).unwrap().lines();
        let rows: Vec<_> = rows.map(|line| line.split_once(' ').unwrap()).collect();
        assert_eq!(rows.len(), frontend::ALL.len());
        for ((name, text), known) in rows.iter().zip(frontend::ALL) {
            let row = unpack((*text).into()).unwrap();
            assert_eq!(*name, known.id);
            assert_eq!(
                (row.method, row.path, row.service, row.credential, row.body),
                (
                    known.method,
                    known.path,
                    known.service,
                    known.credential,
                    known.body
                ),
                "{}",
                known.id
            );
            assert_eq!(
                (&[response(text.as_bytes()[3])][..], row.retry),
                (known.responses, known.retry),
                "{}",
                known.id
            );
            assert!(
                row.params
                    .iter()
                    .map(shown)
                    .eq(known.params.iter().map(shown)),
                "{}",
                known.id
            );
        }
    }
}
