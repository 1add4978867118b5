//! The stubs of `ory_hub.model`.

use std::collections::{BTreeSet, HashMap};

use spec::ir::{Api, Arm, EnumValue, Field, Model, ModelKind};
use spec::names;

use super::writer::{Stub, or_none};
use crate::file::File;
use crate::python::types::Direction;
use crate::rust_core::model_files::{ModelFile, model_files};
use crate::rust_core::page;

const UNKNOWN_ABOUT: &str = "The arm of a union that this version does not know: the value of the field that tells, and all of it as JSON.";

/// Where each model's stub stands.
pub(crate) struct Places(HashMap<String, String>);

impl Places {
    /// Of all models.
    pub(crate) fn new(api: &Api) -> Self {
        let mut places = HashMap::new();
        for model_file in model_files(api) {
            for model in &model_file.models {
                places.insert(model.name.clone(), model_file.module.clone());
            }
        }
        Self(places)
    }

    /// The module of a model, seen from another stub.
    fn beside(&self, own: &str, name: &str) -> Option<String> {
        let module = self.0.get(name)?;
        (module != own).then(|| format!("ory_hub.model._{module}"))
    }
}

/// One stub for each file of models, one for pages, and the list of all.
pub(crate) fn files(api: &Api) -> Vec<File> {
    let places = Places::new(api);
    let mut files = Vec::new();
    let mut modules = BTreeSet::from(["page".to_owned()]);
    for model_file in model_files(api) {
        modules.insert(model_file.module.clone());
        files.push(stub(api, &places, &model_file));
    }
    files.push(pages(api, &places));
    files.push(top());
    files.push(list(&modules));
    files
}

/// `ory_hub.model`: a stub file has no other public names than its models, so all of them are taken and a further model
/// changes only the file where it stands.
fn list(modules: &BTreeSet<String>) -> File {
    let mut list = Stub::default();
    for module in modules {
        list.line(0, &format!("from ory_hub.model._{module} import *"));
    }
    list.file("model/__init__.pyi", "*.yaml", "The models of the API.")
}

/// What the package has beside the models, by module.
const OWN: [(&str, &[&str]); 5] = [
    ("_error", &["OryError"]),
    (
        "_helpers",
        &[
            "Challenges",
            "Identities",
            "ImportProgress",
            "ImportReport",
            "ImportResult",
            "JsonPatchBuilder",
            "OAuth2Challenge",
            "Permissions",
            "Pkce",
            "TokenClient",
            "hashed_password_fault",
        ],
    ),
    (
        "_native",
        &[
            "AsyncPages",
            "Headers",
            "Json",
            "Ory",
            "OryConfig",
            "Pages",
            "Problem",
            "RequestEvent",
            "Response",
            "Secret",
            "SelfService",
            "Timestamp",
        ],
    ),
    ("_self_service", &["FlowAnswers", "FlowForm", "FlowOutcome"]),
    (
        "_sessions",
        &[
            "ManagedFlow",
            "MemoryStore",
            "SessionManager",
            "SessionState",
            "TokenStore",
        ],
    ),
];

fn top() -> File {
    let mut stub = Stub::default();
    for module in ["group", "model", "sync", "testing"] {
        stub.line(0, &format!("from ory_hub import {module} as {module}"));
    }
    // The package's own names come last: they win over a model of the same name.
    stub.line(0, "from ory_hub.model import *");
    for (module, names) in OWN {
        for name in names {
            stub.line(0, &format!("from ory_hub.{module} import {name} as {name}"));
        }
    }
    stub.line(0, "");
    stub.line(0, "__version__: str");
    stub.file("__init__.pyi", "", "Every Ory API, typed.")
}

fn stub(api: &Api, places: &Places, model_file: &ModelFile<'_>) -> File {
    let mut stub = Stub::default();
    for model in &model_file.models {
        match &model.kind {
            ModelKind::Record {
                fields,
                keeps_unknown,
            } => {
                record(
                    &mut stub,
                    api,
                    places,
                    &model_file.module,
                    model,
                    fields,
                    *keeps_unknown,
                );
            }
            ModelKind::Enum { values } => open_enum(&mut stub, model, values),
            ModelKind::Union { arms, .. } => {
                union(&mut stub, places, &model_file.module, model, arms)
            }
        }
        stub.line(0, "");
    }
    let about = format!("Models of {}.", model_file.about());
    stub.file(
        &format!("model/_{}.pyi", model_file.module),
        model_file.file,
        &about,
    )
}

fn record(
    stub: &mut Stub,
    api: &Api,
    places: &Places,
    own: &str,
    model: &Model,
    fields: &[Field],
    keeps_unknown: bool,
) {
    let module = |name: &str| places.beside(own, name);
    stub.line(0, &format!("class {}:", model.name));
    stub.doc(1, &model.about);
    stub.line(0, "");
    let (mut required, mut constant, mut optional) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields {
        let name = names::python_name(&field.wire);
        if field.constant.is_some() {
            stub.import("typing", "Final");
            stub.line(1, &format!("{name}: Final[str]"));
            constant.push(format!("{name}: str = ..."));
        } else {
            let out = stub.annotation(api, &field.ty, Direction::Out, &module);
            let out = or_none(out, field.optional);
            stub.import("typing", "Final");
            stub.line(1, &format!("{name}: Final[{out}]"));
            let given = or_none(
                stub.annotation(api, &field.ty, Direction::In, &module),
                field.optional,
            );
            match field.optional {
                // A null that is given is sent.
                true if field.sends_null => {
                    optional.push(format!("{name}: {given} = ..."));
                }
                true => optional.push(format!("{name}: {given} = None")),
                false => required.push(format!("{name}: {given}")),
            }
        }
        if let Some(about) = &field.about {
            stub.doc(1, about);
        }
    }
    if keeps_unknown {
        stub.import("typing", "Any");
        stub.line(1, "extra: Final[dict[str, Any]]");
        stub.doc(
            1,
            "Fields that this version does not know; they are written back.",
        );
        optional.push("extra: dict[str, Any] | None = None".into());
    }
    let mut parts = vec!["self".to_owned(), "*".to_owned()];
    parts.extend(required);
    parts.extend(constant);
    parts.extend(optional);
    stub.def(1, "def __init__", &parts, "None", " ...");
    stub.line(1, "@staticmethod");
    stub.line(
        1,
        &format!("def from_json(text: str, /) -> {}: ...", model.name),
    );
    stub.line(1, "def to_json(self) -> str: ...");
    stub.import("typing", "Any");
    stub.line(1, "@staticmethod");
    stub.line(
        1,
        &format!(
            "def from_dict(fields: dict[str, Any], /) -> {}: ...",
            model.name
        ),
    );
    stub.line(1, "def to_dict(self) -> dict[str, Any]: ...");
    let replace = format!(
        "def __replace__(self, /, **changes: Any) -> {}: ...",
        model.name
    );
    stub.line(1, &replace);
}

fn open_enum(stub: &mut Stub, model: &Model, values: &[EnumValue]) {
    stub.import("typing", "ClassVar");
    let name = &model.name;
    stub.import("ory_hub._enum", "OpenEnumType");
    stub.line(0, &format!("class {name}(str, metaclass=OpenEnumType):"));
    stub.doc(1, &model.about);
    stub.line(0, "");
    for value in values {
        stub.line(
            1,
            &format!("{}: ClassVar[{name}]", names::constant(&value.wire)),
        );
        if let Some(about) = &value.about {
            stub.doc(1, about);
        }
    }
    stub.line(1, &format!("VALUES: ClassVar[tuple[{name}, ...]]"));
    // An own comparison tells strict checkers that a plain text may be equal.
    stub.line(1, "def __eq__(self, other: object, /) -> bool: ...");
    stub.line(1, "def __ne__(self, other: object, /) -> bool: ...");
    stub.line(1, "def __hash__(self) -> int: ...");
}

fn union(stub: &mut Stub, places: &Places, own: &str, model: &Model, arms: &[Arm]) {
    stub.import("typing", "TypeAlias");
    let mut names: Vec<&str> = Vec::new();
    for arm in arms {
        if !names.contains(&arm.model.as_str()) {
            names.push(&arm.model);
        }
        if let Some(module) = places.beside(own, &arm.model) {
            stub.import(&module, &arm.model);
        }
    }
    stub.import("ory_hub.model._page", "UnknownArm");
    names.push("UnknownArm");
    stub.line(0, &format!("{}: TypeAlias = (", model.name));
    stub.line(1, &names.join("\n    | "));
    stub.line(0, ")");
    stub.doc(0, &model.about);
}

fn pages(api: &Api, places: &Places) -> File {
    let mut stub = Stub::default();
    stub.import("typing", "Any");
    stub.import("typing", "Final");
    stub.line(0, "class UnknownArm:");
    stub.doc(1, UNKNOWN_ABOUT);
    stub.line(0, "");
    stub.line(1, "tag: Final[str]");
    stub.line(1, "json: Final[Any]");
    stub.line(1, "def __init__(self, *, tag: str, json: Any) -> None: ...");
    stub.line(1, "def to_json(self) -> str: ...");
    stub.line(1, "def to_dict(self) -> Any: ...");
    for (_, operation, item) in page::lists(api) {
        let own = |name: &str| places.beside("page", name);
        let out = stub.annotation(api, item, Direction::Out, &own);
        let given = stub.annotation(api, item, Direction::In, &own);
        stub.import("collections.abc", "Sequence");
        stub.line(0, "");
        stub.line(0, &format!("class {}:", page::name(operation)));
        stub.doc(
            1,
            &format!("One page of `{}`.", names::python_name(&operation.id)),
        );
        stub.line(0, "");
        stub.line(1, &format!("items: Final[list[{out}]]"));
        stub.line(1, "next_page_token: Final[str | None]");
        stub.doc(1, "Asks for the next page; nothing on the last one.");
        let parts = [
            "self".into(),
            "*".into(),
            format!("items: Sequence[{given}]"),
            "next_page_token: str | None = None".into(),
        ];
        stub.def(1, "def __init__", &parts, "None", " ...");
        stub.line(1, "def __len__(self) -> int: ...");
    }
    stub.file(
        "model/_page.pyi",
        "",
        "Pages of list operations, and what unions do not know.",
    )
}
