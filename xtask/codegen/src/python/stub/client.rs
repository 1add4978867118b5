//! The stubs of the module itself (`_native.pyi`) and of the errors.

use spec::ir::{Api, ClientField, Group, Type};
use spec::names;

use super::group;
use super::writer::{Stub, or_none};
use crate::file::File;
use crate::python::client::{FLOW, OBSERVER, base, literal};
use crate::python::types::{Direction, group_class, python};

/// Both files.
pub(crate) fn files(api: &Api) -> Vec<File> {
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
        ("collections.abc", "Callable"),
        ("collections.abc", "Iterator"),
        ("collections.abc", "Mapping"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        ("datetime", "timedelta"),
        ("datetime", "tzinfo"),
        ("typing", "Any"),
        ("typing", "Final"),
        ("typing", "Generic"),
        ("typing", "TypeAlias"),
        ("typing", "TypeVar"),
        ("typing", "overload"),
    ] {
        stub.import(module, name);
    }
    for group in &groups {
        let class = group_class(&group.name);
        stub.import("ory_hub.group", &class);
        let module = format!("ory_hub.group._{}", group.name);
        stub.import(&module, &format!("{class}WithResponse"));
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
    fields(&mut stub, api, &api.client.config, true);
    stub.line(0, "");
    stub.line(0, "class RequestEvent:");
    stub.doc(
        1,
        "One attempt to send a request. It holds no credential, no URL and nothing of a body.",
    );
    stub.line(0, "");
    for field in &api.client.event {
        stub.line(1, &format!("{}: Final[{}]", field.name, out(api, field)));
        stub.doc(1, &field.about);
    }
    stub.line(0, "");
    stub.line(0, "class Problem:");
    stub.doc(1, "The facts of an error.");
    stub.line(0, "");
    let flow = api.groups.iter().any(|group| group.name == "frontend");
    if flow {
        for name in FLOWS {
            stub.import("ory_hub.model", name);
        }
        stub.line(1, &format!("flow: Final[{} | None]", FLOWS.join(" | ")));
        stub.doc(1, FLOW);
    }
    fields(&mut stub, api, &api.client.problem, false);
    stub.line(0, "");
    stub.line(0, "class Ory:");
    stub.doc(
        1,
        "A client for asyncio. It may be used from many tasks at once.",
    );
    stub.line(0, "");
    stub.line(1, "async def __aenter__(self) -> Ory: ...");
    stub.line(
        1,
        "async def __aexit__(self, *exception: object) -> None: ...",
    );
    stub.line(1, "async def aclose(self) -> None:");
    stub.doc(2, "The same as `close`, to be awaited.");
    for class in group::HELPERS {
        stub.import("ory_hub._helpers", class);
    }
    group::clients(&mut stub, &groups, "");
    stub.file(
        "_native.pyi",
        "",
        "The Rust module: users import `ory_hub`.",
    )
}

/// The models that a 400 of a submit may carry.
const FLOWS: [&str; 5] = [
    "LoginFlow",
    "RegistrationFlow",
    "RecoveryFlow",
    "VerificationFlow",
    "SettingsFlow",
];

fn fields(stub: &mut Stub, api: &Api, fields: &[ClientField], observer: bool) {
    let mut parts = vec!["self".to_owned(), "*".to_owned()];
    for field in fields {
        let out = self::out(api, field);
        stub.line(1, &format!("{}: Final[{out}]", field.name));
        stub.doc(1, &field.about);
        let given = or_none(python(api, &field.ty, Direction::In), field.optional);
        parts.push(match (&field.default, field.optional) {
            (Some(value), _) => format!("{}: {given} = {}", field.name, literal(value)),
            (None, true) => format!("{}: {given} = None", field.name),
            (None, false) if matches!(field.ty, Type::Map(_)) => {
                format!("{}: {given} | None = None", field.name)
            }
            (None, false) => format!("{}: {given}", field.name),
        });
    }
    if observer {
        let ty = "Callable[[RequestEvent], object] | None";
        stub.line(1, &format!("observer: Final[{ty}]"));
        stub.doc(1, OBSERVER);
        parts.push(format!("observer: {ty} = None"));
    }
    stub.def(1, "def __init__", &parts, "None", " ...");
}

/// What reading a field gives.
fn out(api: &Api, field: &ClientField) -> String {
    or_none(python(api, &field.ty, Direction::Out), field.optional)
}

fn errors(api: &Api) -> File {
    let mut stub = Stub::default();
    stub.import("typing", "Any");
    stub.import("typing", "TypeAlias");
    stub.import("ory_hub._native", "Problem");
    for name in FLOWS {
        stub.import("ory_hub.model", name);
    }
    stub.line(0, "class OryError(Exception):");
    stub.doc(
        1,
        "A call failed. `problem` has the facts, and so has the error itself; the classes in here tell the kinds apart.",
    );
    stub.line(0, "");
    stub.line(1, "problem: Problem");
    stub.line(1, "def __init__(self, problem: Problem) -> None: ...");
    for field in &api.client.problem {
        stub.line(1, "@property");
        let ty = out(api, field);
        stub.line(1, &format!("def {}(self) -> {ty}:", field.name));
        stub.doc(2, &field.about);
    }
    stub.line(1, "@property");
    stub.line(
        1,
        &format!("def flow(self) -> {} | None:", FLOWS.join(" | ")),
    );
    stub.doc(2, FLOW);
    for (kind, about) in &api.client.kinds {
        let name = names::pascal(kind);
        stub.line(1, &format!("{name}: TypeAlias = _{name}"));
        stub.doc(1, about);
    }
    for (kind, about) in &api.client.kinds {
        let base = base(kind).map_or_else(String::new, |base| format!(", {base}"));
        stub.line(0, "");
        stub.line(
            0,
            &format!("class _{}(OryError{base}):", names::pascal(kind)),
        );
        stub.doc(1, about);
    }
    stub.line(0, "");
    stub.line(0, "def of(problem: Problem) -> OryError: ...");
    stub.file(
        "_error.pyi",
        "client.yaml",
        "The one error, and a class for each of its kinds.",
    )
}
