//! One operation out of the packed table: rows of structs would weigh twice as much in the module.
//!
//! A row is four marks (method, credential, body, answer), the path, then each parameter after the mark of its kind.

use alloc::boxed::Box;
use alloc::vec::Vec;

use ory_hub::operation::{
    Answer, BodyKind, CredentialKind, Method, Operation, Pages, Param, Place, Retry, Service,
};

use crate::table::ROWS;

static JSON: [Answer; 1] = [Answer::json(200)];
static TEXT: [Answer; 1] = [Answer::text(200)];
static EMPTY: [Answer; 1] = [Answer::empty(204)];
static SEE_OTHER: [Answer; 1] = [Answer::empty(303)];

/// The operation at that place, without what no browser asks about. It stays in memory, like all that the allocator
/// gives.
pub(crate) fn operation(place: usize) -> Option<&'static Operation> {
    let mut lines = ROWS.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    let row = ROWS.get(lines.nth(place)?.0 + 1..)?;
    let [method, credential, body, answer, ..] = *row.as_bytes() else {
        return None;
    };
    let mut path = "";
    let mut params = Vec::new();
    let mut from = 4;
    let mut kind = b'/';
    for (at, byte) in row.bytes().enumerate() {
        if !matches!(byte, b'?' | b'!' | b'+' | b':' | b'=' | b'\n') {
            continue;
        }
        let name = row.get(from..at)?;
        if kind == b'/' {
            path = name;
        } else {
            params.push(Param {
                name,
                place: match kind {
                    b':' => Place::Header,
                    b'=' => Place::Path,
                    _ => Place::Query,
                },
                required: matches!(kind, b'!' | b'='),
                many: kind == b'+',
                secret: false,
            });
        }
        if byte == b'\n' {
            break;
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
        params: params.leak(),
        body: match body {
            b'J' => BodyKind::Json,
            b'j' => BodyKind::JsonOptional,
            _ => BodyKind::None,
        },
        answers: match answer {
            b'j' => &JSON,
            b't' => &TEXT,
            b'e' => &EMPTY,
            _ => &SEE_OTHER,
        },
        pages: Pages::None,
        retry,
        in_turn: false,
        bucket: None,
    })))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ory_hub::operation::{Param, frontend};

    use super::operation;

    #[test]
    fn every_row_says_what_the_table_says() {
        let shown = |param: &Param| (param.name, param.place, param.required, param.many);
        for (place, known) in frontend::ALL.iter().enumerate() {
            let row = operation(place).unwrap();
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
                (row.answers, row.retry),
                (known.answers, known.retry),
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
        assert!(operation(frontend::ALL.len()).is_none());
    }
}
