//! The words of `api/` for what is one of a few.

use crate::ir::{CalledBy, Credential, Pages, Retry, Service};

pub(super) const SERVICES: [(&str, Service); 10] = [
    ("kratos-public", Service::KratosPublic),
    ("kratos-admin", Service::KratosAdmin),
    ("hydra-public", Service::HydraPublic),
    ("hydra-admin", Service::HydraAdmin),
    ("keto-read", Service::KetoRead),
    ("keto-write", Service::KetoWrite),
    ("keto-opl", Service::KetoOpl),
    ("network", Service::Network),
    ("console", Service::Console),
    ("any", Service::Any),
];

pub(super) const CREDENTIALS: [(&str, Credential); 7] = [
    ("none", Credential::None),
    ("project_key", Credential::ProjectKey),
    ("workspace_key", Credential::WorkspaceKey),
    ("session", Credential::Session),
    ("session_optional", Credential::SessionOptional),
    ("client_basic", Credential::ClientBasic),
    ("bearer", Credential::Bearer),
];

pub(super) const CALLERS: [(&str, CalledBy); 3] = [
    ("client", CalledBy::Client),
    ("browser", CalledBy::Browser),
    ("server", CalledBy::Server),
];

pub(super) const PAGES: [(&str, Pages); 6] = [
    ("none", Pages::None),
    ("link_token", Pages::LinkToken),
    ("link_offset", Pages::LinkOffset),
    ("body_token", Pages::BodyToken),
    ("body_token_flag", Pages::BodyTokenFlag),
    ("body_next", Pages::BodyNext),
];

pub(super) const RETRIES: [(&str, Retry); 3] = [
    ("safe", Retry::Safe),
    ("idempotent", Retry::Idempotent),
    ("unsafe", Retry::Unsafe),
];

impl Service {
    /// The word that `api/` uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&SERVICES, self)
    }
}

impl Credential {
    /// The word that `api/` uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&CREDENTIALS, self)
    }
}

impl CalledBy {
    /// The word that `api/` uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&CALLERS, self)
    }

    /// What its documentation says about that.
    pub(super) fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Client => None,
            Self::Browser => Some(
                "A browser calls this, not the client: take the address and send the browser there.",
            ),
            Self::Server => Some("Another server calls this: give it the address."),
        }
    }
}

impl Pages {
    /// The word that `api/` uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&PAGES, self)
    }
}

impl Retry {
    /// The word that `api/` uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&RETRIES, self)
    }

    /// What a method promises by itself.
    #[must_use]
    pub fn of_method(method: &str) -> Self {
        match method {
            "GET" => Self::Safe,
            "PUT" | "DELETE" => Self::Idempotent,
            _ => Self::Unsafe,
        }
    }
}

fn word<T: PartialEq + Copy>(table: &[(&'static str, T)], value: T) -> &'static str {
    table
        .iter()
        .find(|(_, known)| *known == value)
        .map_or("none", |(word, _)| word)
}

/// The service of that word.
#[must_use]
pub(crate) fn service(word: &str) -> Option<Service> {
    value(&SERVICES, word)
}

/// The credential of that word.
#[must_use]
pub(crate) fn credential(word: &str) -> Option<Credential> {
    value(&CREDENTIALS, word)
}

/// The caller of that word.
#[must_use]
pub(crate) fn called_by(word: &str) -> Option<CalledBy> {
    value(&CALLERS, word)
}

/// The way of that word in which a list goes on.
#[must_use]
pub(crate) fn pages(word: &str) -> Option<Pages> {
    value(&PAGES, word)
}

/// Whether something of that word may be sent twice.
#[must_use]
pub(crate) fn retry(word: &str) -> Option<Retry> {
    value(&RETRIES, word)
}

pub(super) fn value<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, value)| *value)
}
