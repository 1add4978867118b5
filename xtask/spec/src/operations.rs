//! `cargo xtask operations`: where each operation is, and what each language calls it.

use crate::ir::{Api, CalledBy, Credential, Group, Operation, Service};
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

/// What each language calls an operation; `-` where it has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The endpoint.
    pub rust: String,
    /// The method of the browser's client.
    pub browser: String,
    /// The method in Kotlin and Swift.
    pub uniffi: String,
    /// The method in Python.
    pub python: String,
    /// The function in C.
    pub c: String,
}

/// The names of an operation.
#[must_use]
pub fn names(group: &Group, operation: &Operation) -> Names {
    let id = &operation.id;
    if !group.generated {
        let none = || "-".to_owned();
        return Names {
            rust: none(),
            browser: none(),
            uniffi: none(),
            python: none(),
            c: none(),
        };
    }
    Names {
        rust: format!("ory_hub::endpoint::{}", names::pascal(id)),
        browser: browser(group, operation),
        uniffi: format!("{}().{id}", names::camel(&group.name)),
        python: format!("{}().{}", names::snake(&group.name), names::python_name(id)),
        c: format!("ory_client_{}", names::snake(id)),
    }
}

fn row(group: &Group, operation: &Operation) -> [String; 12] {
    let names = names(group, operation);
    [
        operation.id.clone(),
        group.name.clone(),
        operation.method.clone(),
        operation.path.clone(),
        operation.service.word().to_owned(),
        Credential::word(operation.credential).to_owned(),
        names.rust,
        names.browser,
        names.uniffi.clone(),
        names.uniffi,
        names.python,
        names.c,
    ]
}

/// The one group that a browser may use: the others need rights that no page must hold.
pub const BROWSER_GROUP: &str = "frontend";

/// Whether the browser's package has an operation; what Ory Network alone answers to a navigation is an address, no call.
#[must_use]
pub fn is_in_browser(group: &Group, operation: &Operation) -> bool {
    let called =
        operation.called_by == CalledBy::Client || operation.service == Service::KratosPublic;
    group.name == BROWSER_GROUP && called
}

fn browser(group: &Group, operation: &Operation) -> String {
    match is_in_browser(group, operation) {
        true => operation.id.clone(),
        false if group.name == BROWSER_GROUP => format!("{}Url", operation.id),
        false => "-".to_owned(),
    }
}
