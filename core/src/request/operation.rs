//! Descriptions of operations: all that planning a request and reading a response know of one.

use super::config_key::ConfigKey;

/// One operation of an Ory API, as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    /// Ory's operation id: `getIdentity`.
    pub id: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path with `{name}` where a path parameter goes.
    pub path: &'static str,
    /// The server that answers it.
    pub service: Service,
    /// The credential it takes.
    pub credential: CredentialKind,
    /// Path parameters in path order, then required query, optional query, headers.
    pub params: &'static [Param],
    /// What it sends.
    pub body: BodyKind,
    /// The statuses that carry its value; every other status is an error.
    pub responses: &'static [ResponseSpec],
    /// How a list continues.
    pub pagination: Pagination,
    /// Whether it may be sent twice.
    pub retry: Retry,
    /// Ory Network refuses concurrent calls of it for one path.
    pub serialized: bool,
    /// Its rate-limit bucket on Ory Network.
    pub bucket: Option<&'static str>,
    /// Parameters of which at least one has to be given.
    pub needs_any: &'static [&'static str],
    /// The field of the configuration that lets it be sent without any of them.
    pub needs_any_unless: Option<ConfigKey>,
    /// Parameters whose empty value means something.
    pub may_be_empty: &'static [&'static str],
}

impl Operation {
    /// What the body of an answer with this status is, if that status carries the operation's value.
    #[must_use]
    pub fn response_body(&self, status: u16) -> Option<ResponseBody> {
        self.responses
            .iter()
            .find(|response| response.status == status)
            .map(|response| response.body)
    }

    /// Position of the parameter with that name on the wire.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<usize> {
        self.params.iter().position(|param| param.name == name)
    }
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, or does something.
    Post,
    /// Replaces.
    Put,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// As on the wire: `GET`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
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
    /// Every service answers it; the first one that the configuration names is asked.
    Any,
}

/// The credential an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CredentialKind {
    /// None at all.
    None,
    /// `project_key` on Ory Network; `bearer`, if there is one, towards self-hosted admin services.
    ProjectKey,
    /// `workspace_key`, on the console.
    WorkspaceKey,
    /// `session_token` or `cookie`; one of them is required.
    Session,
    /// `session_token` or `cookie`, where there is one.
    SessionOptional,
    /// OAuth2 client id and secret, HTTP basic.
    ClientBasic,
    /// `bearer`.
    Bearer,
}

/// A path, query or header parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// Name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub location: ParamLocation,
    /// The operation cannot be sent without it.
    pub required: bool,
    /// It may be given more than once; the key is repeated in the query.
    pub many: bool,
    /// Its value is never shown.
    pub secret: bool,
}

impl Param {
    /// A path parameter: always required.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self {
            required: true,
            ..Self::query(name).at(ParamLocation::Path)
        }
    }

    /// An optional query parameter.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self {
            name,
            location: ParamLocation::Query,
            required: false,
            many: false,
            secret: false,
        }
    }

    /// An optional header.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::query(name).at(ParamLocation::Header)
    }

    const fn at(self, location: ParamLocation) -> Self {
        Self { location, ..self }
    }

    /// The same, required.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The same, with many values.
    #[must_use]
    pub const fn many(self) -> Self {
        Self { many: true, ..self }
    }

    /// The same, never shown.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self {
            secret: true,
            ..self
        }
    }
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParamLocation {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// A header.
    Header,
}

/// What an operation sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// Nothing.
    None,
    /// JSON, always.
    Json,
    /// JSON, if the caller has one.
    JsonOptional,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// Text as it is.
    Text,
}

impl BodyKind {
    /// The exact `Content-Type`: Ory tells JSON clients from browsers by it, so it carries no charset.
    #[must_use]
    pub const fn content_type(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Json | Self::JsonOptional => Some("application/json"),
            Self::Form => Some("application/x-www-form-urlencoded"),
            Self::Text => Some("text/plain"),
        }
    }
}

/// A status that carries the operation's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseSpec {
    /// HTTP status.
    pub status: u16,
    /// What the body is.
    pub body: ResponseBody,
}

impl ResponseSpec {
    /// A status with JSON.
    #[must_use]
    pub const fn json(status: u16) -> Self {
        Self {
            status,
            body: ResponseBody::Json,
        }
    }

    /// A status with text.
    #[must_use]
    pub const fn text(status: u16) -> Self {
        Self {
            status,
            body: ResponseBody::Text,
        }
    }

    /// A status without a body.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self {
            status,
            body: ResponseBody::Empty,
        }
    }
}

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResponseBody {
    /// Nothing, or nothing that matters.
    Empty,
    /// Text as it is: HTML, JavaScript, a token.
    Text,
    /// JSON.
    Json,
}

/// How a list continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pagination {
    /// Not a list.
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
    /// Only where the server certainly did nothing: 429, connection refused.
    Unsafe,
}
