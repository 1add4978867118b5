//! What `api/` says, as values: every generator reads these and nothing else.

mod batch;
mod client;
mod flow;
mod ty;

use std::collections::BTreeSet;
use std::fmt;

pub use batch::Batch;
pub use client::{Client, ClientField, Previous};
pub use ty::{Text, Type};

use crate::names;

/// The file of a group that holds its operations and what the group is about.
pub(crate) const OPERATIONS: &str = "operations.yaml";

/// The whole description: all groups, plus the client's own surface from `client.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// API groups, by name.
    pub groups: Vec<Group>,
    /// Configuration fields and error facts that every language shares.
    pub client: Client,
    /// What earlier clients called things.
    pub previous: Vec<Previous>,
}

/// One folder of `api/`.
#[derive(Debug, Clone)]
pub struct Group {
    /// Snake case, as the folder's name: `identity`, `frontend`, `api_keys`.
    pub name: String,
    /// One line for people.
    pub about: String,
    /// Code is generated for it; a group that is described first and generated later says so.
    pub generated: bool,
    /// Operations in file order.
    pub operations: Vec<Operation>,
    /// Models in file order. A model belongs to one group and may be used by all.
    pub models: Vec<Model>,
}

/// Where something stands, for messages: file name and line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// Path inside `api/`: `frontend/login.yaml`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "api/{}:{}", self.file, self.line)
    }
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Ory's operation id, as Ory writes it: `getIdentity`.
    pub id: String,
    /// One line in our own words, then who else calls it and what replaces it, where that is so.
    pub about: String,
    /// Who calls it instead of the client.
    pub called_by: CalledBy,
    /// What replaces it, where it is on its way out.
    pub deprecated: Option<String>,
    /// `GET`, `POST`, `PUT`, `PATCH`, `DELETE`.
    pub method: String,
    /// Path with `{name}` for path parameters.
    pub path: String,
    /// Which server answers it.
    pub service: Service,
    /// Which credential it takes.
    pub credential: Credential,
    /// Path parameters (in path order), then required query, then optional query, then headers.
    pub params: Vec<Param>,
    /// The request body, if there is one.
    pub body: Option<Body>,
    /// Documented answers, by status.
    pub answers: Vec<Answer>,
    /// How a list continues.
    pub pages: Pages,
    /// Rate-limit bucket on Ory Network.
    pub bucket: Option<String>,
    /// Whether it may be sent twice.
    pub retry: Retry,
    /// Ory Network refuses concurrent calls of this operation for one path.
    pub serialized: bool,
    /// Parameters of which at least one has to be given, as they are called on the wire.
    pub needs_any: Vec<String>,
    /// The field of the configuration that lets it be sent without any of them.
    pub needs_any_unless: Option<String>,
    /// How many items one call may have, where that is known.
    pub batch: Option<Batch>,
    /// Earlier names: (seed, name), such as (`python`, `admin_get_identity`).
    pub was: Vec<(String, String)>,
    /// Why it differs from the upstream document, if it does.
    pub why: Option<String>,
    /// Where it stands.
    pub mark: Mark,
}

/// The servers of an Ory installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// Kratos, public port.
    KratosPublic,
    /// Kratos, admin port.
    KratosAdmin,
    /// Hydra, public port.
    HydraPublic,
    /// Hydra, admin port.
    HydraAdmin,
    /// Keto, read port.
    KetoRead,
    /// Keto, write port.
    KetoWrite,
    /// Keto, permission-language port.
    KetoOpl,
    /// Ory Network's project URL only.
    Network,
    /// Ory Network's console.
    Console,
    /// Every service answers it; the caller's first configured one is asked.
    Any,
}

/// Who sends the request of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CalledBy {
    /// The client.
    #[default]
    Client,
    /// A browser that goes there, as an address.
    Browser,
    /// Another server.
    Server,
}

/// The credential an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credential {
    /// None at all.
    None,
    /// `project_key` on Ory Network; nothing towards self-hosted admin services.
    ProjectKey,
    /// `workspace_key`, on the console.
    WorkspaceKey,
    /// `session_token` or `cookie`; required.
    Session,
    /// `session_token` or `cookie`, where there is one.
    SessionOptional,
    /// OAuth2 client id and secret, HTTP basic.
    ClientBasic,
    /// `bearer`.
    Bearer,
}

/// A path, query or header parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Name on the wire: `include_credential`, `X-Session-Token`.
    pub wire: String,
    /// Where it goes.
    pub place: Place,
    /// An empty text means something; other filters of a list are left out instead.
    pub may_be_empty: bool,
    /// Its type; never a record.
    pub ty: Type,
    /// May be left out.
    pub optional: bool,
    /// Meaning, where the name does not say it.
    pub about: Option<String>,
    /// Why it differs from the upstream document, if it does.
    pub why: Option<String>,
    /// Where it stands.
    pub mark: Mark,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// A header.
    Header,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its type: a model, or a list of models.
    pub ty: Type,
    /// May be left out.
    pub optional: bool,
    /// `application/x-www-form-urlencoded` instead of JSON.
    pub form: bool,
}

/// What one status carries.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The type, or nothing for an empty body.
    pub ty: Option<Type>,
}

/// How a list continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pages {
    /// Not a list.
    #[default]
    None,
    /// `Link: <…page_token=T…>; rel="next"`; tokens are opaque.
    LinkToken,
    /// `Link` headers whose tokens are offsets; some servers repeat pages.
    LinkOffset,
    /// `next_page_token` in the body, empty at the end.
    BodyToken,
    /// `next_page_token` and `has_next_page` in the body.
    BodyTokenFlag,
    /// `next_page` in the body.
    BodyNext,
}

/// Whether an operation may be sent twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retry {
    /// Reads: always.
    Safe,
    /// Writes that end in the same state when repeated.
    Idempotent,
    /// Only where the server certainly did nothing (429, connection refused).
    Unsafe,
}

/// A type that has a name.
#[derive(Debug, Clone)]
pub struct Model {
    /// Ory's schema name in PascalCase: `Identity`, `UiNode`.
    pub name: String,
    /// One line in our own words.
    pub about: String,
    /// What it is.
    pub kind: ModelKind,
    /// Names it had in earlier SDKs.
    pub was: Vec<(String, String)>,
    /// Why it differs from the upstream document, if it does.
    pub why: Option<String>,
    /// Where it stands.
    pub mark: Mark,
}

/// What a model is.
#[derive(Debug, Clone)]
pub enum ModelKind {
    /// An object with named fields. Fields come in this order: required, then optional.
    Record {
        /// Its fields.
        fields: Vec<Field>,
        /// Fields we do not know are kept and written back.
        keeps_unknown: bool,
    },
    /// An open set of texts.
    Enum {
        /// Known values, as on the wire.
        values: Vec<EnumValue>,
    },
    /// Objects told apart by the text in one field; unknown tags keep their JSON.
    Union {
        /// The field that tells.
        tag: String,
        /// (tag value, record name).
        arms: Vec<Arm>,
    },
}

/// One arm of a union.
#[derive(Debug, Clone)]
pub struct Arm {
    /// The tag's value on the wire.
    pub tag: String,
    /// The record that carries it.
    pub model: String,
}

/// One known value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// As on the wire.
    pub wire: String,
    /// Meaning, where the value does not say it.
    pub about: Option<String>,
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Its type.
    pub ty: Type,
    /// May be absent or null.
    pub optional: bool,
    /// A text the field always has, such as a union's tag in its arm.
    pub constant: Option<String>,
    /// It can be read like any other but is not printed with its record: it holds a secret among other things.
    pub sensitive: bool,
    /// Null says something else than its absence, so a null that is given is sent.
    pub sends_null: bool,
    /// An empty text in it means nothing to the server, so a body with one is refused.
    pub not_empty: bool,
    /// Free JSON that a server stores as a number and cannot read again, so a body with one is refused.
    pub not_number: bool,
    /// The field of the configuration that lets a JSON Patch write it; without that field it is refused.
    pub patch_unless: Option<String>,
    /// Meaning, where the name does not say it.
    pub about: Option<String>,
    /// Why it differs from the upstream document, if it does.
    pub why: Option<String>,
    /// Where it stands.
    pub mark: Mark,
}

impl Group {
    /// The file inside `api/` that holds its operations.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}/{}", self.name, OPERATIONS)
    }
}

impl Api {
    /// The model of that name, whichever group holds it.
    #[must_use]
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.groups
            .iter()
            .flat_map(|group| &group.models)
            .find(|model| model.name == name)
    }

    /// Names that an operation and a model have in common: generated code must not import both.
    #[must_use]
    pub fn shared_names(&self) -> BTreeSet<String> {
        self.operations()
            .map(|(_, operation)| names::pascal(&operation.id))
            .filter(|name| self.model(name).is_some())
            .collect()
    }

    /// All operations with their groups.
    pub fn operations(&self) -> impl Iterator<Item = (&Group, &Operation)> {
        self.groups.iter().flat_map(|group| {
            group
                .operations
                .iter()
                .map(move |operation| (group, operation))
        })
    }
}

impl Operation {
    /// The type of the first 2xx answer that carries a body.
    #[must_use]
    pub fn answer(&self) -> Option<&Type> {
        self.answers
            .iter()
            .filter(|answer| (200..300).contains(&answer.status))
            .find_map(|answer| answer.ty.as_ref())
    }

    /// Some documented success carries no body although another does (`extendSession`).
    #[must_use]
    pub fn may_be_empty(&self) -> bool {
        self.answer().is_some()
            && self
                .answers
                .iter()
                .any(|answer| (200..300).contains(&answer.status) && answer.ty.is_none())
    }
}
