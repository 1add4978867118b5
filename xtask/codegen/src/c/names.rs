//! Names in C: one name space for types, functions and constants.

use std::collections::HashSet;

use anyhow::bail;
use spec::ir::{Group, Operation};
use spec::names::{Language, reserved_in, screaming, snake};

use super::sheet::Sheet;

/// An argument: legal in C, C++ and Rust without escapes, and not one of the names that a function has already.
#[must_use]
pub(crate) fn argument(name: &str, taken: &[&str]) -> String {
    let mut name = snake(name);
    while reserved_in(Language::C, &name)
        || reserved_in(Language::Rust, &name)
        || taken.contains(&name.as_str())
    {
        name.push('_');
    }
    name
}

/// The argument that is an object of a model: the model's name where that is short, else `other`.
#[must_use]
pub(crate) fn object(model: &str, other: &str, taken: &[&str]) -> String {
    let name = argument(model, taken);
    if name.len() > 12 {
        other.to_owned()
    } else {
        name
    }
}

/// Where core's row of an operation is.
pub(super) fn row(group: &Group, operation: &Operation) -> String {
    format!("operation::{}::{}", group.name, screaming(&operation.id))
}

/// What is written by hand in `bindings-uniffi/c/src` or in the header itself.
#[rustfmt::skip]
const BY_HAND: &[&str] = &[
    "ory_call_options", "ory_client", "ory_client_cancel", "ory_client_free", "ory_client_get_response", "ory_client_import_identities",
    "ory_client_authorization_url", "ory_client_consent_challenge", "ory_client_is_allowed", "ory_client_login_challenge", "ory_client_logout_challenge",
    "ory_oauth2_challenge", "ory_oauth2_challenge_free", "ory_oauth2_challenge_get_json", "ory_oauth2_challenge_get_redirect_to", "ory_oauth2_challenge_kind", "ory_pkce_new_verifier",
    "ory_client_new_mock", "ory_client_with_observer", "ory_client_with_options", "ory_config_set_header", "ory_event", "ory_observer", "ory_config", "ory_config_build", "ory_config_free", "ory_import", "ory_import_free", "ory_import_next",
    "ory_config_new", "ory_error", "ory_error_free", "ory_error_get_line", "ory_json_get_bool", "ory_json_get_f64",
    "ory_json_get_i64", "ory_json_get_json", "ory_json_get_len", "ory_json_get_str", "ory_library_version",
    "ory_mock", "ory_response", "ory_result", "ory_str", "ory_str_dup", "ory_str_eq", "ory_str_of", "ory_text",
    "ory_text_free", "ory_text_get", "ory_client_auth", "ory_token_client", "ory_token_client_client_credentials", "ory_token_client_exchange_code",
    "ory_token_client_free", "ory_token_client_new", "ory_token_client_poll_device", "ory_token_client_refresh", "ory_token_client_revoke",
    "ory_token_client_start_device",
];

/// Refuses two things of one name.
pub(crate) fn check<'a>(sheets: impl Iterator<Item = &'a Sheet>) -> anyhow::Result<()> {
    let mut seen: HashSet<&str> = BY_HAND.iter().copied().collect();
    for name in sheets.flat_map(|sheet| &sheet.names) {
        if !seen.insert(name) {
            bail!("C would have two things called `{name}`");
        }
    }
    Ok(())
}
