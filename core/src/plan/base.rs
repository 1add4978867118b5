//! Which server an operation goes to, and whether its URL may be used.

use alloc::string::String;

use super::refusal::{Refusal, refuse};
use crate::config::OryConfig;
use crate::operation::Service;
use crate::problem::{ErrorKind, Problem};

/// Whose server a URL leads to: it decides which credential may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A project on Ory Network.
    Project,
    /// Ory Network's console.
    Console,
    /// A server of the caller's own.
    SelfHosted,
}

/// A checked URL without its trailing slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// The URL that a path is appended to.
    pub url: String,
    /// Whose server it is.
    pub origin: Origin,
}

/// The URL of a service. A service's own URL wins over the project's.
pub(super) fn of(service: Service, config: &OryConfig) -> Result<Base, Refusal> {
    let (own, own_field) = own(service, config);
    let (url, origin, field) = match (service, own) {
        (Service::Console, _) => (&config.console_url, Origin::Console, "console_url"),
        (_, Some(_)) => (own, Origin::SelfHosted, own_field),
        (_, None) => (&config.project_url, Origin::Project, "project_url"),
    };
    match url {
        Some(url) => check(url, config, origin, field),
        None => {
            let or = if own_field == field {
                ""
            } else {
                "project_url or "
            };
            Err(refuse(
                ErrorKind::Config,
                &[
                    "the configuration names no server for it: set ",
                    or,
                    own_field,
                ],
            ))
        }
    }
}

fn own(service: Service, config: &OryConfig) -> (&Option<String>, &'static str) {
    match service {
        Service::KratosPublic => (&config.kratos_public_url, "kratos_public_url"),
        Service::KratosAdmin => (&config.kratos_admin_url, "kratos_admin_url"),
        Service::HydraPublic => (&config.hydra_public_url, "hydra_public_url"),
        Service::HydraAdmin => (&config.hydra_admin_url, "hydra_admin_url"),
        Service::KetoRead => (&config.keto_read_url, "keto_read_url"),
        Service::KetoWrite => (&config.keto_write_url, "keto_write_url"),
        Service::KetoOpl => (&config.keto_opl_url, "keto_opl_url"),
        Service::Any => (any(config), "the URL of a service"),
        Service::Network => (&None, "project_url"),
        Service::Console => (&None, "console_url"),
    }
}

/// Kratos and Hydra tell their version on the admin port only.
fn any(config: &OryConfig) -> &Option<String> {
    let all = [
        &config.kratos_admin_url,
        &config.hydra_admin_url,
        &config.keto_read_url,
        &config.keto_write_url,
        &config.keto_opl_url,
        &config.kratos_public_url,
        &config.hydra_public_url,
    ];
    all.into_iter().find(|url| url.is_some()).unwrap_or(&None)
}

/// Checks a URL and takes its trailing slashes off.
fn check(url: &str, config: &OryConfig, origin: Origin, field: &str) -> Result<Base, Refusal> {
    if let Some(fault) = fault(url.as_bytes(), config.allow_insecure_http) {
        return Err(refuse(ErrorKind::Config, &[field, " ", fault]));
    }
    let end = url
        .bytes()
        .rposition(|byte| byte != b'/')
        .map_or(0, |last| last + 1);
    Ok(Base {
        url: String::from(url.get(..end).unwrap_or(url)),
        origin,
    })
}

/// Checks every URL that is set, so that a wrong one is known before the first call.
#[allow(
    clippy::result_large_err,
    reason = "made once a client, and only when it is refused"
)]
pub fn check_urls(config: &OryConfig) -> Result<(), Problem> {
    for (field, url) in [
        ("project_url", &config.project_url),
        ("console_url", &config.console_url),
        ("kratos_public_url", &config.kratos_public_url),
        ("kratos_admin_url", &config.kratos_admin_url),
        ("hydra_public_url", &config.hydra_public_url),
        ("hydra_admin_url", &config.hydra_admin_url),
        ("keto_read_url", &config.keto_read_url),
        ("keto_write_url", &config.keto_write_url),
        ("keto_opl_url", &config.keto_opl_url),
    ] {
        if let Some(url) = url {
            check(url, config, Origin::SelfHosted, field)?;
        }
    }
    Ok(())
}

/// What is wrong with a base URL. The URL itself is not repeated: it may hold a password.
///
/// It works on bytes: patterns over text cost a browser kilobytes.
fn fault(url: &[u8], insecure: bool) -> Option<&'static str> {
    if url.is_empty() {
        return Some("is empty");
    }
    let secure = after(url, b"https://");
    let Some(rest) = secure.or_else(|| after(url, b"http://")) else {
        return Some("needs to begin with https:// or http://");
    };
    for byte in rest {
        match byte {
            0..=b' ' | 0x7f | b'\\' => {
                return Some("holds a space, a backslash or a control character");
            }
            b'?' | b'#' => return Some("holds a query or a fragment"),
            _ => {}
        }
    }
    let mut segments = rest.split(|byte| *byte == b'/');
    let authority = segments.next().unwrap_or_default();
    if authority.contains(&b'@') {
        return Some("holds a user name or a password; use the fields for credentials");
    }
    let Some(host) = host(authority) else {
        return Some("has no valid host and port");
    };
    if segments.any(|segment| segment == b"." || segment == b"..") {
        return Some("holds a dot segment");
    }
    if secure.is_none() && !insecure && !is_loopback(host) {
        return Some(
            "uses http:// towards another machine; use https:// or set allow_insecure_http",
        );
    }
    None
}

/// What follows a beginning, whatever its case.
fn after<'a>(text: &'a [u8], start: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

/// The host of an authority whose port, if there is one, is a number.
fn host(authority: &[u8]) -> Option<&[u8]> {
    let inside = match authority.first() {
        Some(b'[') => authority.iter().position(|byte| *byte == b']')? + 1,
        _ => 0,
    };
    let colon = authority.iter().skip(inside).position(|byte| *byte == b':');
    let (host, port) =
        authority.split_at_checked(colon.map_or(authority.len(), |place| inside + place))?;
    let good_port = match port {
        [] => true,
        [_, digits @ ..] => matches!(number(digits), Some(1..=65_535)),
    };
    // Behind an IPv6 address there is nothing but a port.
    let good_end = inside == 0 || host.len() == inside;
    (!host.is_empty() && good_port && good_end).then_some(host)
}

/// This machine: `localhost` and below it, `127.0.0.0/8`, `[::1]`.
fn is_loopback(host: &[u8]) -> bool {
    let name = host.strip_suffix(b".").unwrap_or(host);
    let below = name.len().saturating_sub(b".localhost".len());
    if host == b"[::1]"
        || name.eq_ignore_ascii_case(b"localhost")
        || below > 0 && after(name.get(below..).unwrap_or_default(), b".localhost").is_some()
    {
        return true;
    }
    let parts = host.split(|byte| *byte == b'.');
    host.starts_with(b"127.")
        && parts.clone().count() == 4
        && parts
            .into_iter()
            .all(|part| matches!(number(part), Some(0..=255)))
}

/// A number of at most five digits.
fn number(digits: &[u8]) -> Option<u32> {
    let mut value = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u32::from(digit - b'0');
    }
    matches!(digits.len(), 1..=5).then_some(value)
}
