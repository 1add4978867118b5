//! Operations out of the packed table that is generated from `api/`: rows of structs would weigh twice as much.
//!
//! A row is four marks (method, credential, body, response), the path, then each parameter after the
//! mark of its kind.

use std::cell::Cell;

use ory_hub::internal::operation::{
    BodyKind, CredentialKind, Method, Operation, Pagination, Param, ParamLocation, ResponseSpec,
    Retry, Service,
};

/// How many operations the table may have.
const MAX: usize = 48;

thread_local! {
    /// At most one entry per operation, kept as core keeps its own table.
    static TABLE: [Cell<Option<Entry>>; MAX] = const { [const { Cell::new(None) }; MAX] };
}

type Entry = (&'static Operation, ResponseSpec);

/// Unpacks an operation and keeps it under a number below [`MAX`]; once for each.
pub(crate) fn add(index: usize, row: String) {
    let row: &'static str = row.leak();
    let operation: &'static Operation = Box::leak(Box::new(unpack(row)));
    let response = match row.as_bytes().get(3) {
        Some(b'j') => ResponseSpec::json(200),
        Some(b't') => ResponseSpec::text(200),
        Some(b'e') => ResponseSpec::empty(204),
        _ => ResponseSpec::empty(303),
    };
    TABLE.with(|table| {
        if let Some(entry) = table.get(index) {
            entry.set(Some((operation, response)));
        }
    });
}

/// The operation of that number, and what its response carries.
pub(crate) fn get(index: usize) -> Entry {
    TABLE
        .with(|table| table.get(index)?.get())
        .unwrap_or((&PROBE, ResponseSpec::empty(303)))
}

fn unpack(row: &'static str) -> Operation {
    let mark = |position: usize| row.as_bytes().get(position).copied().unwrap_or_default();
    let mut path = "";
    let mut params = Vec::new();
    let mut start = 4;
    let mut kind = b'/';
    for (position, byte) in row.bytes().chain([b'?']).enumerate() {
        if !matches!(byte, b'?' | b'!' | b'+' | b':' | b'=') {
            continue;
        }
        let name = row.get(start..position).unwrap_or_default();
        if kind == b'/' {
            path = name;
        } else {
            params.push(Param {
                name,
                location: match kind {
                    b':' => ParamLocation::Header,
                    b'=' => ParamLocation::Path,
                    _ => ParamLocation::Query,
                },
                required: matches!(kind, b'!' | b'='),
                many: kind == b'+',
                ..Param::query("")
            });
        }
        kind = byte;
        start = position + 1;
    }
    let (method, retry) = match mark(0) {
        b'G' => (Method::Get, Retry::Safe),
        b'g' => (Method::Get, Retry::Idempotent),
        b'O' => (Method::Post, Retry::Unsafe),
        b'U' => (Method::Put, Retry::Idempotent),
        b'A' => (Method::Patch, Retry::Unsafe),
        _ => (Method::Delete, Retry::Idempotent),
    };
    Operation {
        method,
        path,
        credential: match mark(1) {
            b'S' => CredentialKind::Session,
            b's' => CredentialKind::SessionOptional,
            _ => CredentialKind::None,
        },
        body: match mark(2) {
            b'J' => BodyKind::Json,
            b'j' => BodyKind::JsonOptional,
            _ => BodyKind::None,
        },
        params: params.leak(),
        retry,
        ..UNKNOWN
    }
}

/// Finds out whether a configuration can be used at all: it may have a session.
pub(crate) static PROBE: Operation = Operation {
    credential: CredentialKind::SessionOptional,
    ..UNKNOWN
};

/// What no browser asks about.
const UNKNOWN: Operation = Operation {
    id: "",
    method: Method::Get,
    path: "",
    service: Service::KratosPublic,
    credential: CredentialKind::None,
    params: &[],
    body: BodyKind::None,
    responses: &[],
    pagination: Pagination::None,
    retry: Retry::Unsafe,
    serialized: false,
    bucket: None,
    needs_any: &[],
    needs_any_unless: None,
};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::HashSet;

    use ory_hub::internal::operation::{CredentialKind, Param, frontend};

    use super::{add, get};

    const SCRIPT: &str = include_str!("../npm/src/operations.js");

    #[test]
    fn each_row_describes_what_the_table_of_core_describes() {
        let shown = |param: &Param| (param.name, param.location, param.required, param.many);
        let rows: Vec<_> = SCRIPT.split('`').nth(1).unwrap().lines().collect();
        let mut found = HashSet::new();
        for (index, line) in rows.iter().enumerate() {
            let (name, row) = line.split_once(' ').unwrap();
            let is_address = row.as_bytes()[3] == b'u';
            let id = match is_address {
                true => name.strip_suffix("Url").unwrap(),
                false => name,
            };
            let known = frontend::ALL.iter().find(|known| known.id == id).unwrap();
            found.insert(id);
            add(index, row.into());
            let (operation, response) = get(index);
            if is_address {
                assert_eq!(
                    (operation.path, operation.method),
                    (known.path, known.method)
                );
                assert!(
                    operation
                        .params
                        .iter()
                        .map(shown)
                        .eq(known.params.iter().map(shown))
                );
                continue;
            }
            // Every flow of a browser takes a visitor's cookies here.
            let mut params: Vec<_> = known.params.iter().map(shown).collect();
            let mut credential = known.credential;
            if known.path.ends_with("/browser") && credential == CredentialKind::None {
                params.push(shown(&Param::header("Cookie")));
                credential = CredentialKind::SessionOptional;
            }
            assert_eq!(
                (
                    operation.method,
                    operation.path,
                    operation.service,
                    operation.credential
                ),
                (known.method, known.path, known.service, credential),
                "{name}"
            );
            assert_eq!(
                (&[response][..], operation.retry, operation.body),
                (known.responses, known.retry, known.body),
                "{name}"
            );
            assert!(operation.params.iter().map(shown).eq(params), "{name}");
        }
        assert_eq!(found.len(), frontend::ALL.len());
    }
}
