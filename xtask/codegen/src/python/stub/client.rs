//! The stubs of the module itself (`_native.pyi`) and of the errors.

use spec::ir::{Api, ClientField, Group, Type};
use spec::names;

use super::{PACKAGE, Stub, group};
use crate::File;
use crate::python::types::group_class;
use crate::rust::mark;

/// Both files.
pub fn files(api: &Api) -> Vec<File> {
    vec![native(api), errors(api)]
}

fn native(api: &Api) -> File {
    let groups: Vec<&Group> = api
        .groups
        .iter()
        .filter(|group| !group.operations.is_empty())
        .collect();
    let mut stub = Stub::default();
    for (module, name) in [
        ("collections.abc", "AsyncIterator"),
        ("collections.abc", "Iterator"),
        ("datetime", "datetime"),
        ("typing", "Any"),
        ("typing", "Final"),
        ("typing", "Generic"),
        ("typing", "TypeVar"),
    ] {
        stub.import(module, name);
    }
    for group in &groups {
        stub.import("ory_hub.group", &group_class(&group.name));
    }
    stub.import("ory_hub._self_service", "FlowOutcome");
    stub.body.push_str(include_str!("values.pyi"));
    stub.line(0, "");
    stub.line(0, "class OryConfig:");
    stub.doc(
        1,
        "Where the servers are and which credentials they get. There is no default host.",
    );
    stub.line(0, "");
    fields(&mut stub, &api.client.config);
    stub.line(0, "");
    stub.line(0, "class Problem:");
    stub.doc(1, "The facts of an error.");
    stub.line(0, "");
    fields(&mut stub, &api.client.problem);
    stub.line(0, "");
    stub.line(0, "class Ory:");
    stub.doc(
        1,
        "A client for asyncio. It may be used from many tasks at once.",
    );
    stub.line(0, "");
    group::clients(&mut stub, &groups, "SelfService");
    stub.file(
        "_native.pyi",
        "*.yaml",
        "The Rust module: users import `ory_hub`.",
    )
}

fn fields(stub: &mut Stub, fields: &[ClientField]) {
    let mut parts = vec!["self".to_owned(), "*".to_owned()];
    for field in fields {
        let (out, given) = match &field.ty {
            Type::Secret => ("Secret", "Secret | str"),
            Type::Int => ("int", "int"),
            Type::Bool => ("bool", "bool"),
            Type::Map(_) => ("dict[str, str]", "dict[str, str] | None"),
            Type::Json => ("Any", "Any"),
            _ => ("str", "str"),
        };
        let none = if field.optional && out != "Any" {
            " | None"
        } else {
            ""
        };
        stub.line(1, &format!("{}: Final[{out}{none}]", field.name));
        stub.doc(1, &field.about);
        parts.push(match (&field.default, field.optional) {
            (Some(value), _) => format!("{}: {given} = {}", field.name, literal(value)),
            (None, true) => format!("{}: {given}{none} = None", field.name),
            (None, false) if matches!(field.ty, Type::Map(_)) => {
                format!("{}: {given} = None", field.name)
            }
            (None, false) => format!("{}: {given}", field.name),
        });
    }
    stub.def(1, "def __init__", &parts, "None", " ...");
}

fn literal(json: &str) -> &str {
    match json {
        "true" => "True",
        "false" => "False",
        other => other,
    }
}

fn errors(api: &Api) -> File {
    let mut text = format!(
        "# {}\n\"\"\"The one error, and a class for each of its kinds.\"\"\"\n\n\
         from typing import TypeAlias\n\nfrom ory_hub._native import Problem\n\n\
         class OryError(Exception):\n    \"\"\"A call failed. `problem` has the facts; the classes in here tell the kinds apart.\"\"\"\n\n    \
         problem: Problem\n    def __init__(self, problem: Problem) -> None: ...\n",
        mark("client.yaml")
    );
    for (kind, about) in &api.client.kinds {
        let name = names::pascal(kind);
        text.push_str(&format!(
            "    {name}: TypeAlias = _{name}\n    \"\"\"{about}\"\"\"\n"
        ));
    }
    for (kind, about) in &api.client.kinds {
        text.push_str(&format!(
            "\nclass _{}(OryError):\n    \"\"\"{about}\"\"\"\n",
            names::pascal(kind)
        ));
    }
    text.push_str("\ndef of(problem: Problem) -> OryError: ...\n");
    File {
        path: format!("{PACKAGE}/_error.pyi"),
        text,
    }
}
