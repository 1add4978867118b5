//! What an operation is, in core's words.

use spec::ir::{Answer, CalledBy, Credential, Operation, Service};

/// The answers that carry the operation's value: successes, or redirects where there is no success, and a refusal
/// that is the same value (`checkPermission` says 403 with `{"allowed": false}`).
pub(crate) fn values(operation: &Operation) -> Vec<&Answer> {
    let within = |range: std::ops::Range<u16>| -> Vec<&Answer> {
        operation
            .answers
            .iter()
            .filter(|answer| range.contains(&answer.status))
            .collect()
    };
    let mut values = within(200..300);
    if values.is_empty() {
        return within(300..400);
    }
    values.extend(
        within(403..404)
            .into_iter()
            .filter(|answer| answer.ty.is_some() && answer.ty.as_ref() == operation.answer()),
    );
    values
}

/// Whether something else sends it: then its address is what a program needs.
pub(crate) fn is_address(operation: &Operation) -> bool {
    operation.called_by != CalledBy::Client
}

/// The service's name in `Service`.
pub(super) fn service(service: Service) -> &'static str {
    match service {
        Service::KratosPublic => "KratosPublic",
        Service::KratosAdmin => "KratosAdmin",
        Service::HydraPublic => "HydraPublic",
        Service::HydraAdmin => "HydraAdmin",
        Service::KetoRead => "KetoRead",
        Service::KetoWrite => "KetoWrite",
        Service::KetoOpl => "KetoOpl",
        Service::Network => "Network",
        Service::Console => "Console",
        Service::Any => "Any",
    }
}

/// The credential's type.
pub(super) fn credential(credential: Credential) -> &'static str {
    match credential {
        Credential::None => "NoCredential",
        Credential::ProjectKey => "ProjectKey",
        Credential::WorkspaceKey => "WorkspaceKey",
        Credential::Session => "Session",
        Credential::SessionOptional => "SessionOptional",
        Credential::ClientBasic => "ClientBasic",
        Credential::Bearer => "Bearer",
    }
}

/// `Get` for `GET`.
pub(super) fn method(method: &str) -> String {
    let mut letters = method.chars();
    letters.next().map_or_else(String::new, |first| {
        first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect()
    })
}
