//! `cargo xtask operations`: where each operation is, and what each language calls it.

use crate::ir::{Api, Credential, Group, Operation};
use crate::names;

const HEAD: &str = "operation_id\tgroup\tmethod\tpath\tservice\tcredential\trust\twasm\tkotlin\tswift\tpython\tc\n";

/// One TSV row an operation, after a header.
#[must_use]
pub fn table(api: &Api) -> String {
    let mut text = HEAD.to_owned();
    for (group, operation) in api.operations() {
        text.push_str(&row(group, operation).join("\t"));
        text.push('\n');
    }
    text
}

fn row(group: &Group, operation: &Operation) -> [String; 12] {
    let id = &operation.id;
    let object = names::camel(&group.name);
    let module = names::snake(&group.name);
    [
        id.clone(),
        group.name.clone(),
        operation.method.clone(),
        operation.path.clone(),
        operation.service.word().to_owned(),
        Credential::word(operation.credential).to_owned(),
        format!("ory_hub::endpoint::{}", names::pascal(id)),
        browser(group, operation),
        format!("{object}().{id}"),
        format!("{object}().{id}"),
        format!("{module}().{}", names::python_name(id)),
        format!("ory_client_{}", names::snake(id)),
    ]
}

/// Only the frontend group is in the browser's package.
fn browser(group: &Group, operation: &Operation) -> String {
    match group.name.as_str() {
        "frontend" => operation.id.clone(),
        _ => "-".to_owned(),
    }
}
