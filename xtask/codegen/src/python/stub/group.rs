//! The stubs of `ory_hub.group` (asyncio) and `ory_hub.sync` (blocking): one file for each group has the classes of both.

use spec::ir::{Api, Group, Operation};

use super::writer::Stub;
use crate::file::File;
use crate::python::group::{
    about, about_address, about_all, about_operation, about_pages, documentation,
};
use crate::python::types::{Argument, Call, Direction, group_class};
use crate::rust_core::operation::is_address;
use crate::rust_core::page;

/// How the calls of a client give their results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Asyncio,
    Blocking,
}

impl Mode {
    fn folder(self) -> &'static str {
        match self {
            Self::Asyncio => "group",
            Self::Blocking => "sync",
        }
    }

    /// How names of classes begin in the stubs. Both clients have the same classes when a program runs.
    fn prefix(self) -> &'static str {
        match self {
            Self::Asyncio => "",
            Self::Blocking => "Sync",
        }
    }

    fn def(self) -> &'static str {
        match self {
            Self::Asyncio => "async def",
            Self::Blocking => "def",
        }
    }

    fn pages(self) -> &'static str {
        match self {
            Self::Asyncio => "AsyncPages",
            Self::Blocking => "Pages",
        }
    }

    fn items(self) -> &'static str {
        match self {
            Self::Asyncio => "AsyncIterator",
            Self::Blocking => "Iterator",
        }
    }
}

/// One stub for each group, and the lists of both clients.
pub(crate) fn files(api: &Api) -> Vec<File> {
    let groups: Vec<&Group> = api
        .groups
        .iter()
        .filter(|group| !group.operations.is_empty())
        .collect();
    let mut files: Vec<File> = groups.iter().map(|group| stub(api, group)).collect();
    files.extend([Mode::Asyncio, Mode::Blocking].map(|mode| list(&groups, mode)));
    files
}

/// What clients give beside groups, as the asyncio client has it.
pub(crate) const HELPERS: [&str; 4] = ["Challenges", "Identities", "Permissions", "TokenClient"];

fn list(groups: &[&Group], mode: Mode) -> File {
    let mut stub = Stub::default();
    let folder = mode.folder();
    let mut names = Vec::new();
    for group in groups {
        let class = group_class(&group.name);
        for class in [class.clone(), format!("{class}WithResponse")] {
            let module = format!("ory_hub.group._{}", group.name);
            let there = format!("{}{class}", mode.prefix());
            stub.line(0, &format!("from {module} import {there} as {class}"));
            names.push(class);
        }
    }
    if mode == Mode::Blocking {
        stub.import("ory_hub._native", "OryConfig");
        stub.import("ory_hub._native", "MockTransport");
        let own = [
            "Ory",
            "OryWithResponse",
            "SyncChallenges",
            "SyncIdentities",
            "SyncPermissions",
            "SyncSelfService",
            "SyncTokenClient",
        ];
        names.splice(0..0, own.map(String::from));
        let engine = "from ory_hub._self_service import SyncSelfService as SyncSelfService";
        stub.line(0, engine);
        for class in HELPERS {
            let name = format!("Sync{class}");
            stub.line(0, &format!("from ory_hub._helpers import {name} as {name}"));
        }
        stub.line(0, "");
        stub.line(0, "class Ory:");
        stub.doc(
            1,
            "A client whose calls block, with the interpreter released. It may be used from many threads at once.",
        );
        stub.line(0, "");
        stub.import("ory_hub._native", "Secret");
        stub.line(1, "def __enter__(self) -> Ory: ...");
        stub.line(1, "def __exit__(self, *exception: object) -> None: ...");
        clients(&mut stub, groups, "Sync");
    }
    stub.line(0, "");
    stub.line(0, "__all__ = [");
    for name in &names {
        stub.line(1, &format!("\"{name}\","));
    }
    stub.line(0, "]");
    let about = match mode {
        Mode::Asyncio => "The groups of operations of the asyncio client.",
        Mode::Blocking => "The blocking client and its groups of operations.",
    };
    stub.file(&format!("{folder}/__init__.pyi"), "", about)
}

/// The methods of a client class.
///
/// `prefix` begins the names of the classes that the blocking client gives.
pub(crate) fn clients(stub: &mut Stub, groups: &[&Group], prefix: &str) {
    let parts = [
        "self",
        "config: OryConfig",
        "/",
        "*",
        "transport: MockTransport | None = None",
    ];
    stub.def(1, "def __init__", &parts.map(String::from), "None", " ...");
    stub.line(1, "@property");
    stub.line(1, "def with_response(self) -> OryWithResponse:");
    stub.doc(
        2,
        "A client over the same connections whose calls give a `Response`: the value with status and headers.",
    );
    stub.line(1, "def close(self) -> None:");
    stub.doc(
        2,
        "Ends the client: further calls are refused. Its connections close when no client uses them any more.",
    );
    let options = [
        "self",
        "*",
        "timeout_ms: int | None = None",
        "deadline_ms: int | None = None",
        "max_retries: int | None = None",
        "headers: dict[str, str] | None = None",
        "allow_delete_all: bool | None = None",
        "allow_password_hash: bool | None = None",
    ];
    stub.def(1, "def with_options", &options.map(String::from), "Ory", "");
    stub.doc(
        2,
        "A client over the same connections with other time limits, retries or further headers.",
    );
    let parts = [
        "self",
        "kind: str",
        "/",
        "*",
        "flow: str | None = None",
        "return_to: str | None = None",
        "refresh: bool = False",
        "aal: str | None = None",
        "organization: str | None = None",
        "identity_schema: str | None = None",
        "exchange_code: bool = False",
        "session_token: Secret | str | None = None",
    ];
    stub.def(
        1,
        "def self_service",
        &parts.map(String::from),
        &format!("{prefix}SelfService"),
        "",
    );
    stub.doc(
        2,
        "A self-service flow (`login`, `registration`, `recovery`, `verification`, `settings`, `logout`), as a native app \
         does it.",
    );
    for (name, class, about) in [
        (
            "identities",
            "Identities",
            "Changes and imports of identities.",
        ),
        ("permissions", "Permissions", "Checks of permissions."),
        (
            "challenges",
            "Challenges",
            "The states of OAuth2 challenges, for login, consent and logout pages.",
        ),
    ] {
        stub.line(1, &format!("def {name}(self) -> {prefix}{class}:"));
        stub.doc(2, about);
    }
    let parts = [
        "self",
        "client_id: str",
        "client_secret: Secret | str | None = None",
        "*",
        "secret_in_body: bool = False",
    ];
    let class = format!("{prefix}TokenClient");
    stub.def(1, "def token_client", &parts.map(String::from), &class, "");
    stub.doc(
        2,
        "An OAuth2 client that asks for tokens: with its secret in the header (`client_secret_basic`) or in the body \
         (`client_secret_post`), or a public one.",
    );
    for group in groups {
        let name = spec::names::python_name(&group.name);
        stub.line(
            1,
            &format!("def {name}(self) -> {}:", group_class(&group.name)),
        );
        stub.doc(2, &about(group));
    }
    stub.line(0, "");
    stub.line(0, "class OryWithResponse:");
    stub.doc(1, "A client whose calls give a `Response`.");
    stub.line(0, "");
    for group in groups {
        let name = spec::names::python_name(&group.name);
        let class = group_class(&group.name);
        stub.line(1, &format!("def {name}(self) -> {class}WithResponse: ..."));
    }
}

fn stub(api: &Api, group: &Group) -> File {
    let mut stub = Stub::default();
    for mode in [Mode::Asyncio, Mode::Blocking] {
        if mode == Mode::Blocking {
            stub.line(0, "");
        }
        calls(&mut stub, api, group, mode);
        with_response(&mut stub, api, group, mode);
    }
    let path = format!("group/_{}.pyi", group.name);
    let about = format!(
        "The operations of the group {}, of the asyncio and the blocking client.",
        group.name
    );
    stub.file(&path, &group.file(), &about)
}

/// The class with a method for each operation.
fn calls(stub: &mut Stub, api: &Api, group: &Group, mode: Mode) {
    let lists = page::lists(api);
    let model = |_: &str| Some("ory_hub.model".to_owned());
    let class = group_class(&group.name);
    stub.line(0, &format!("class {}{class}:", mode.prefix()));
    stub.doc(1, &about(group));
    for operation in &group.operations {
        let call = Call::new(operation);
        let parts = parts(stub, api, call.arguments.iter());
        let result = answer(stub, api, operation);
        stub.line(0, "");
        stub.def(
            1,
            &format!("{} {}", mode.def(), call.name),
            &parts,
            &result,
            "",
        );
        stub.doc(2, &documentation(&call, &about_operation(operation)));
        let list = lists.iter().find(|(_, list, _)| list.id == operation.id);
        if let Some((_, _, item)) = list {
            let name = page::name(operation);
            stub.import("ory_hub.model", &name);
            stub.import("ory_hub._native", mode.pages());
            stub.line(0, "");
            let result = format!("{}[{name}]", mode.pages());
            stub.def(1, &format!("def {}_pages", call.name), &parts, &result, "");
            stub.doc(2, &about_pages(&call));
            let item = stub.annotation(api, item, Direction::Out, &model);
            stub.import("collections.abc", mode.items());
            stub.line(0, "");
            let result = format!("{}[{item}]", mode.items());
            stub.def(1, &format!("def {}_all", call.name), &parts, &result, "");
            stub.doc(2, &about_all(&call));
        }
        if is_address(operation) {
            let params = self::parts(stub, api, call.params());
            stub.line(0, "");
            stub.def(1, &format!("def {}_url", call.name), &params, "str", "");
            stub.doc(2, &about_address(&call));
        }
    }
}

/// The same calls, with status and headers beside the value.
fn with_response(stub: &mut Stub, api: &Api, group: &Group, mode: Mode) {
    let class = format!("{}{}", mode.prefix(), group_class(&group.name));
    stub.import("ory_hub._native", "Response");
    stub.line(0, "");
    stub.line(0, &format!("class {class}WithResponse:"));
    stub.doc(
        1,
        &format!("The calls of `{class}`, with status and headers."),
    );
    stub.line(0, "");
    for operation in &group.operations {
        let call = Call::new(operation);
        let parts = parts(stub, api, call.arguments.iter());
        let value = answer(stub, api, operation);
        let head = format!("{} {}", mode.def(), call.name);
        stub.def(1, &head, &parts, &format!("Response[{value}]"), " ...");
    }
}

/// What a call gives.
fn answer(stub: &mut Stub, api: &Api, operation: &Operation) -> String {
    let model = |_: &str| Some("ory_hub.model".to_owned());
    let Some(ty) = operation.answer() else {
        return "None".to_owned();
    };
    let value = stub.annotation(api, ty, Direction::Out, &model);
    match operation.may_be_empty() {
        true => format!("{value} | None"),
        false => value,
    }
}

fn parts<'a>(
    stub: &mut Stub,
    api: &Api,
    arguments: impl Iterator<Item = &'a Argument<'a>>,
) -> Vec<String> {
    let model = |_: &str| Some("ory_hub.model".to_owned());
    let mut parts = vec!["self".to_owned()];
    let mut star = false;
    for argument in arguments {
        if argument.named && !star {
            parts.push("*".into());
            star = true;
        }
        let ty = stub.annotation(api, argument.ty, Direction::In, &model);
        parts.push(match (argument.optional, ty.as_str()) {
            (false, _) => format!("{}: {ty}", argument.name),
            (true, "Any") => format!("{}: Any = None", argument.name),
            (true, _) => format!("{}: {ty} | None = None", argument.name),
        });
    }
    parts
}
