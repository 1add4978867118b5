//! What OpenAPI does not say: service, credential, pages. A document of our own says it under a key of its own; for any
//! other these are first guesses, and a person looks at each once.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::export::EXTENSION;
use crate::ir::{
    Batch, CalledBy, Credential, Model, ModelKind, Operation, Pages, Place, Retry, Service, Type,
};
use crate::reader;

/// The service that answers, by group and path.
pub(crate) fn service(group: &str, path: &str, source: &Value) -> Service {
    if let Some(service) = extension(source, "service").and_then(reader::service) {
        return service;
    }
    if schemes(source).contains(&"oryWorkspaceApiKey") {
        return Service::Console;
    }
    match group {
        "metadata" => Service::Any,
        "frontend" => Service::KratosPublic,
        "identity" | "courier" if path.starts_with("/admin") => Service::KratosAdmin,
        "identity" => Service::KratosPublic,
        "permission" if path.starts_with("/opl") => Service::KetoOpl,
        "permission" => Service::KetoRead,
        "relationship" if path.starts_with("/admin") => Service::KetoWrite,
        "relationship" if path.contains("/opl") => Service::KetoOpl,
        "relationship" => Service::KetoRead,
        "oauth2" | "jwk" | "oidc" | "wellknown" if path.starts_with("/admin") => {
            Service::HydraAdmin
        }
        "oauth2" | "jwk" | "oidc" | "wellknown" => Service::HydraPublic,
        _ => Service::Network,
    }
}

/// The credential that the document's security asks for.
pub(crate) fn credential(source: &Value) -> Credential {
    let schemes = schemes(source);
    let has = |name: &str| schemes.contains(&name);
    if has("oryWorkspaceApiKey") {
        Credential::WorkspaceKey
    } else if has("oryAccessToken") {
        Credential::ProjectKey
    } else if has("basic") {
        Credential::ClientBasic
    } else if has("bearer") || has("oauth2") {
        Credential::Bearer
    } else if has("sessionToken") {
        Credential::Session
    } else {
        Credential::None
    }
}

/// An operation that takes a session by header takes it from the configuration as well.
pub(crate) fn credential_of_user(operation: &Operation, source: &Value) -> Credential {
    if let Some(credential) = extension(source, "credential").and_then(reader::credential) {
        return credential;
    }
    let by_header = operation
        .params
        .iter()
        .any(|param| param.place == Place::Header && param.ty == Type::Secret);
    match operation.credential {
        Credential::None if by_header => Credential::SessionOptional,
        known => known,
    }
}

/// Headers that carry a session.
pub(crate) fn is_secret_header(place: Place, wire: &str) -> bool {
    place == Place::Header
        && ["x-session-token", "cookie"].contains(&wire.to_ascii_lowercase().as_str())
}

/// Header names are written in their usual case; documents differ.
pub(crate) fn header_name(place: Place, wire: &str) -> String {
    match (place, wire.to_ascii_lowercase().as_str()) {
        (Place::Header, "cookie") => "Cookie".to_owned(),
        (Place::Header, "x-session-token") => "X-Session-Token".to_owned(),
        _ => wire.to_owned(),
    }
}

/// Whether an operation may be sent twice.
pub(crate) fn retry(method: &str, source: &Value) -> Retry {
    extension(source, "retry")
        .and_then(reader::retry)
        .unwrap_or_else(|| Retry::of_method(method))
}

/// Who calls it.
pub(crate) fn called_by(source: &Value) -> CalledBy {
    extension(source, "called_by")
        .and_then(reader::called_by)
        .unwrap_or_default()
}

/// What replaces it, where a document of our own says so.
pub(crate) fn deprecated(source: &Value) -> Option<String> {
    extension(source, "deprecated").map(str::to_owned)
}

/// Whether a document of our own says so: `serialized` of an operation, `may_be_empty` of a parameter.
pub(crate) fn is_marked(source: &Value, mark: &str) -> bool {
    let value = source.get(EXTENSION).and_then(|values| values.get(mark));
    value == Some(&Value::Bool(true))
}

/// Of which parameters it needs one, where a document of our own says so.
pub(crate) fn needs_any(source: &Value) -> Vec<String> {
    let names = source
        .get(EXTENSION)
        .and_then(|values| values.get("needs_any")?.as_array());
    let names = names.into_iter().flatten();
    names
        .filter_map(|name| Some(name.as_str()?.to_owned()))
        .collect()
}

/// How many items one call may have, where a document of our own says so.
pub(crate) fn batch(source: &Value) -> Option<Batch> {
    let batch = source.get(EXTENSION)?.get("batch")?;
    Some(Batch {
        limit: batch.get("limit")?.as_u64()?,
        plaintext_passwords: batch.get("plaintext_passwords").and_then(Value::as_u64),
    })
}

/// What a document of our own says of an operation or a schema.
pub(crate) fn extension<'a>(source: &'a Value, key: &str) -> Option<&'a str> {
    source.get(EXTENSION)?.get(key)?.as_str()
}

/// The pagination scheme of a list, by its parameters and its answer.
pub(crate) fn pages(
    operation: &Operation,
    source: &Value,
    models: &BTreeMap<String, Model>,
) -> Pages {
    if let Some(pages) = extension(source, "pages").and_then(reader::pages) {
        return pages;
    }
    let takes = |wire: &str| operation.params.iter().any(|param| param.wire == wire);
    if !takes("page_token") {
        return Pages::None;
    }
    let record = match operation.answer() {
        Some(Type::Model(name)) => models.get(name),
        Some(Type::List(_)) if takes("per_page") => return Pages::LinkOffset,
        Some(Type::List(_)) => return Pages::LinkToken,
        _ => None,
    };
    let Some(ModelKind::Record { fields, .. }) = record.map(|model| &model.kind) else {
        return Pages::None;
    };
    let has = |wire: &str| fields.iter().any(|field| field.wire == wire);
    match (
        has("next_page_token"),
        has("has_next_page"),
        has("next_page"),
    ) {
        (true, true, _) => Pages::BodyTokenFlag,
        (true, false, _) => Pages::BodyToken,
        (false, _, true) => Pages::BodyNext,
        _ => Pages::None,
    }
}

fn schemes(source: &Value) -> Vec<&str> {
    let list = source
        .get("security")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    list.filter_map(Value::as_object)
        .flat_map(|scheme| scheme.keys().map(String::as_str))
        .collect()
}
