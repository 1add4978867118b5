//! Which server an operation goes to, and whether its URL may be used.

use alloc::string::String;

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
pub(super) fn of(service: Service, config: &OryConfig) -> Result<Base, Problem> {
    let own = own(service, config);
    let (url, origin, field) = match service {
        Service::Console => (&config.console_url, Origin::Console, "console_url"),
        Service::Network => (&config.project_url, Origin::Project, "project_url"),
        _ => match own {
            (Some(url), field) => return check(url, config, Origin::SelfHosted, field),
            (None, field) => (&config.project_url, Origin::Project, field),
        },
    };
    match url {
        Some(url) => check(url, config, origin, "project_url"),
        None => {
            let mut message = String::from("the configuration names no server for it: set ");
            if field != "project_url" && field != "console_url" {
                message.push_str("project_url or ");
            }
            message.push_str(field);
            Err(Problem::new(ErrorKind::Config, message))
        }
    }
}

fn own(service: Service, config: &OryConfig) -> (Option<&String>, &'static str) {
    let (url, field) = match service {
        Service::KratosPublic => (&config.kratos_public_url, "kratos_public_url"),
        Service::KratosAdmin => (&config.kratos_admin_url, "kratos_admin_url"),
        Service::HydraPublic => (&config.hydra_public_url, "hydra_public_url"),
        Service::HydraAdmin => (&config.hydra_admin_url, "hydra_admin_url"),
        Service::KetoRead => (&config.keto_read_url, "keto_read_url"),
        Service::KetoWrite => (&config.keto_write_url, "keto_write_url"),
        Service::KetoOpl => (&config.keto_opl_url, "keto_opl_url"),
        // Kratos and Hydra tell their version on the admin port only.
        Service::Any => {
            let first = [
                &config.kratos_admin_url,
                &config.hydra_admin_url,
                &config.keto_read_url,
                &config.keto_write_url,
                &config.keto_opl_url,
                &config.kratos_public_url,
                &config.hydra_public_url,
            ];
            return (first.into_iter().find_map(Option::as_ref), "the URL of a service");
        }
        Service::Network | Service::Console => return (None, "project_url"),
    };
    (url.as_ref(), field)
}

/// Checks a URL and takes its trailing slashes off.
fn check(url: &str, config: &OryConfig, origin: Origin, field: &str) -> Result<Base, Problem> {
    match fault(url, config.allow_insecure_http) {
        None => Ok(Base {
            url: String::from(url.trim_end_matches('/')),
            origin,
        }),
        Some(fault) => {
            let mut message = String::from(field);
            message.push(' ');
            message.push_str(fault);
            Err(Problem::new(ErrorKind::Config, message))
        }
    }
}

/// Checks every URL that is set, so that a wrong one is known before the first call.
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
fn fault(url: &str, insecure: bool) -> Option<&'static str> {
    if url.is_empty() {
        return Some("is empty");
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some("needs to begin with https:// or http://");
    };
    let secure = scheme.eq_ignore_ascii_case("https");
    if !secure && !scheme.eq_ignore_ascii_case("http") {
        return Some("needs to begin with https:// or http://");
    }
    if rest.bytes().any(|byte| byte <= b' ' || byte == 0x7f || byte == b'\\') {
        return Some("holds a space, a backslash or a control character");
    }
    if rest.bytes().any(|byte| byte == b'?' || byte == b'#') {
        return Some("holds a query or a fragment");
    }
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    if authority.bytes().any(|byte| byte == b'@') {
        return Some("holds a user name or a password; use the fields for credentials");
    }
    let Some(host) = host(authority) else {
        return Some("has no valid host and port");
    };
    if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Some("holds a dot segment");
    }
    if !secure && !insecure && !is_loopback(host) {
        return Some("uses http:// towards another machine; use https:// or set allow_insecure_http");
    }
    None
}

/// The host of an authority whose port, if there is one, is a number.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = if authority.starts_with('[') {
        let end = authority.find(']')?;
        let (host, rest) = authority.split_at(end + 1);
        match rest.strip_prefix(':') {
            Some(port) => (host, Some(port)),
            None if rest.is_empty() => (host, None),
            None => return None,
        }
    } else {
        match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        }
    };
    let valid_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    (!host.is_empty() && valid_port).then_some(host)
}

/// This machine: `localhost` and below it, `127.0.0.0/8`, `[::1]`.
fn is_loopback(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    if host == "[::1]" || name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    if name.len() > 10
        && name
            .get(name.len() - 10..)
            .is_some_and(|end| end.eq_ignore_ascii_case(".localhost"))
    {
        return true;
    }
    let mut parts = 0;
    for part in host.split('.') {
        if part.parse::<u8>().is_err() || (parts == 0 && part != "127") {
            return false;
        }
        parts += 1;
    }
    parts == 4
}
