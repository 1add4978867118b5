//! Which server an operation goes to, and whether its URL may be used.

use alloc::string::String;

use super::Settings;
use super::refusal::{Refusal, refuse};
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

/// The fields that name a server.
const URLS: [&str; 9] = [
    "project_url",
    "console_url",
    "kratos_public_url",
    "kratos_admin_url",
    "hydra_public_url",
    "hydra_admin_url",
    "keto_read_url",
    "keto_write_url",
    "keto_opl_url",
];

/// Kratos and Hydra tell their version on the admin port only.
#[cfg(feature = "std")]
const ANY: [&str; 7] = [
    "kratos_admin_url",
    "hydra_admin_url",
    "keto_read_url",
    "keto_write_url",
    "keto_opl_url",
    "kratos_public_url",
    "hydra_public_url",
];

/// The URL of a service. A service's own URL wins over the project's.
pub(super) fn of(service: Service, config: &dyn Settings) -> Result<Base, Refusal> {
    let own = fields(service);
    for field in own {
        if let Some(url) = config.setting(field) {
            let origin = match service {
                Service::Console => Origin::Console,
                _ => Origin::SelfHosted,
            };
            return check(url.expose(), config, origin, field);
        }
    }
    if service != Service::Console
        && let Some(url) = config.setting("project_url")
    {
        return check(url.expose(), config, Origin::Project, "project_url");
    }
    let (or, field) = match own {
        [] => ("", "project_url"),
        [field] if service == Service::Console => ("", *field),
        [field] => ("project_url or ", *field),
        _ => ("project_url or ", "the URL of a service"),
    };
    Err(refuse(
        ErrorKind::Config,
        &["the configuration names no server for it: set ", or, field],
    ))
}

/// The fields that may name a service's own URL.
#[cfg(feature = "std")]
fn fields(service: Service) -> &'static [&'static str] {
    match service {
        Service::KratosPublic => &["kratos_public_url"],
        Service::KratosAdmin => &["kratos_admin_url"],
        Service::HydraPublic => &["hydra_public_url"],
        Service::HydraAdmin => &["hydra_admin_url"],
        Service::KetoRead => &["keto_read_url"],
        Service::KetoWrite => &["keto_write_url"],
        Service::KetoOpl => &["keto_opl_url"],
        Service::Console => &["console_url"],
        Service::Network => &[],
        Service::Any => &ANY,
    }
}

/// The fields that may name a service's own URL. A page reaches public ports only.
#[cfg(not(feature = "std"))]
fn fields(service: Service) -> &'static [&'static str] {
    match service {
        Service::KratosPublic => &["kratos_public_url"],
        Service::HydraPublic => &["hydra_public_url"],
        _ => &[],
    }
}

/// Checks a URL and takes its trailing slashes off.
fn check(url: &str, config: &dyn Settings, origin: Origin, field: &str) -> Result<Base, Refusal> {
    let insecure = config
        .setting("allow_insecure_http")
        .is_some_and(|allow| allow.expose() == "true");
    if let Some(fault) = fault(url.as_bytes(), insecure) {
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
#[allow(clippy::result_large_err, reason = "made once a client")]
pub fn check_urls(config: &dyn Settings) -> Result<(), Problem> {
    for field in URLS {
        if let Some(url) = config.setting(field) {
            check(url.expose(), config, Origin::SelfHosted, field)?;
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
    let mut authority = rest;
    let mut segment = 0;
    for (place, byte) in rest.iter().chain(b"/").enumerate() {
        match byte {
            0..=b' ' | 0x7f | b'\\' => {
                return Some("holds a space, a backslash or a control character");
            }
            b'?' | b'#' => return Some("holds a query or a fragment"),
            b'/' => {
                let part = rest.get(segment..place).unwrap_or_default();
                if segment == 0 {
                    authority = part;
                } else if part == b"." || part == b".." {
                    return Some("holds a dot segment");
                }
                segment = place + 1;
            }
            _ => {}
        }
    }
    if authority.contains(&b'@') {
        return Some("holds a user name or a password; use the fields for credentials");
    }
    let Some(host) = host(authority) else {
        return Some("has no valid host and port");
    };
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
    let place = |byte| authority.iter().position(|other| *other == byte);
    // An IPv6 address has colons of its own, inside brackets.
    let end = match authority.first() {
        Some(b'[') => place(b']')? + 1,
        _ => place(b':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at_checked(end)?;
    if let [colon, digits @ ..] = port {
        let value = digits.iter().try_fold(0_u32, |value, digit| {
            let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
            Some(value.wrapping_mul(10).wrapping_add(digit))
        });
        if *colon != b':' || digits.len() > 5 || !matches!(value, Some(1..=65_535)) {
            return None;
        }
    }
    (!host.is_empty()).then_some(host)
}

/// This machine: `localhost` and below it, `127.…` in numbers, `[::1]`.
fn is_loopback(host: &[u8]) -> bool {
    let name = host.strip_suffix(b".").unwrap_or(host);
    let below = name.len().wrapping_sub(b".localhost".len());
    host == b"[::1]"
        || name.eq_ignore_ascii_case(b"localhost")
        || name
            .get(below..)
            .is_some_and(|end| below > 0 && end.eq_ignore_ascii_case(b".localhost"))
        || host.starts_with(b"127.")
            && host
                .iter()
                .all(|byte| byte.is_ascii_digit() || *byte == b'.')
}
