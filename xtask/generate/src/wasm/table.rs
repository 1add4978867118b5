//! The browser's table of operations: a text of one row an operation, which `bindings-wasm/src/row.rs` reads.

use anyhow::Context as _;
use describe::ir::{Answer, Credential, Group, Operation, Param, Place, Retry, Service, Type};

use super::sources;
use crate::{File, core, rust};

/// `bindings-wasm/src/table.rs`.
pub(super) fn file(group: &Group) -> anyhow::Result<File> {
    let mut text = format!("// {}\n", rust::mark(&sources(group)));
    text.push_str(
        "//! The operations, by their place; `row.rs` reads them.\n\n\
         /// A line an operation, an empty one before the first.\n\
         pub(crate) const ROWS: &str = concat!(\n    \"\\n\",\n",
    );
    for operation in &group.operations {
        let row = row(operation).with_context(|| {
            let mark = &operation.mark;
            format!(
                "{}:{}: {} fits no row of the browser's table",
                mark.file, mark.line, operation.id
            )
        })?;
        text.push_str(&format!("    \"{row}\\n\",\n"));
    }
    text.push_str(");\n");
    Ok(File {
        path: "bindings-wasm/src/table.rs".into(),
        text,
    })
}

fn row(operation: &Operation) -> Option<String> {
    let method = match (operation.method.as_str(), operation.retry) {
        ("GET", Retry::Safe) => 'G',
        ("GET", Retry::Idempotent) => 'g',
        ("POST", Retry::Unsafe) => 'O',
        ("PUT", Retry::Idempotent) => 'U',
        ("PATCH", Retry::Unsafe) => 'A',
        ("DELETE", Retry::Idempotent) => 'D',
        _ => return None,
    };
    if operation.service != Service::KratosPublic {
        return None;
    }
    let credential = match operation.credential {
        Credential::None => '-',
        Credential::Session => 'S',
        Credential::SessionOptional => 's',
        _ => return None,
    };
    let body = match &operation.body {
        None => '-',
        Some(body) if body.form => return None,
        Some(body) if body.optional => 'j',
        Some(_) => 'J',
    };
    let [value] = core::operation::values(operation)[..] else {
        return None;
    };
    let mut row = format!(
        "{method}{credential}{body}{}{}",
        answer(value)?,
        operation.path
    );
    for param in &operation.params {
        row.push(kind(param)?);
        row.push_str(&param.wire);
    }
    Some(row)
}

fn answer(answer: &Answer) -> Option<char> {
    Some(match (answer.status, &answer.ty) {
        (204, None) => 'e',
        (303, None) => 'r',
        (200, Some(Type::Text(_))) => 't',
        (200, Some(_)) => 'j',
        _ => return None,
    })
}

fn kind(param: &Param) -> Option<char> {
    let many = matches!(param.ty, Type::List(_));
    Some(match (param.place, param.optional, many) {
        (Place::Query, true, false) => '?',
        (Place::Query, false, false) => '!',
        (Place::Query, true, true) => '+',
        (Place::Header, true, false) => ':',
        (Place::Path, _, false) => '=',
        _ => return None,
    })
}
