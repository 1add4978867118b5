//! Which proxy a connection goes through.

use std::net::IpAddr;

use base64::Engine as _;
use hyper::header::HeaderValue;
use rustls::pki_types::ServerName;
use url::Url;

use super::environment::Environment;
use super::target::TcpTarget;
use crate::error::{ErrorKind, OryError};

/// A proxy.
#[derive(Debug)]
pub(super) struct Proxy {
    pub(super) protocol: Protocol,
    pub(super) host: String,
    pub(super) port: u16,
    credentials: Option<(String, String)>,
}

/// How to talk to it.
#[derive(Debug, Clone)]
pub(super) enum Protocol {
    Http,
    /// HTTP over TLS to the proxy itself.
    Https(ServerName<'static>),
    /// The name is looked up here.
    Socks5,
    /// The name is looked up by the proxy.
    Socks5h,
}

impl Proxy {
    /// Reads a proxy's URL. The error does not repeat it: it may hold a password.
    pub(super) fn parse(text: &str, field: &str) -> Result<Self, OryError> {
        let wrong = |what: &str| OryError::new(ErrorKind::Config, format!("{field} {what}"));
        // curl takes `host:port` for an HTTP proxy.
        let url = match text.contains("://") {
            true => Url::parse(text),
            false => Url::parse(&format!("http://{text}")),
        };
        let url = url.map_err(|_| wrong("is not a valid URL"))?;
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| wrong("names no host"))?.to_string();
        let (protocol, port) = match url.scheme() {
            "http" => (Protocol::Http, 80),
            "https" => {
                let name = host
                    .trim_start_matches('[')
                    .trim_end_matches(']')
                    .to_string();
                let name = ServerName::try_from(name).map_err(|_| wrong("has no valid host"))?;
                (Protocol::Https(name), 443)
            }
            "socks5" => (Protocol::Socks5, 1080),
            "socks5h" => (Protocol::Socks5h, 1080),
            _ => {
                return Err(wrong(
                    "needs to begin with http://, https://, socks5:// or socks5h://",
                ));
            }
        };
        let decode = |text: &str| {
            percent_encoding::percent_decode_str(text)
                .decode_utf8()
                .map(String::from)
                .map_err(|_| wrong("has a user name or a password that is not UTF-8"))
        };
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (user, password) => Some((decode(user)?, decode(password.unwrap_or_default())?)),
        };
        let too_long = |text: &String| text.len() > 255;
        if credentials
            .as_ref()
            .is_some_and(|(user, password)| too_long(user) || too_long(password))
        {
            return Err(wrong("has a user name or a password longer than 255 bytes"));
        }
        Ok(Self {
            protocol,
            host,
            port: url.port().unwrap_or(port),
            credentials,
        })
    }

    /// User name and password.
    pub(super) fn credentials(&self) -> Option<(&str, &str)> {
        let (user, password) = self.credentials.as_ref()?;
        Some((user, password))
    }

    /// Value of the `Proxy-Authorization` header.
    pub(super) fn authorization(&self) -> Option<HeaderValue> {
        let (user, password) = self.credentials()?;
        let text = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
        let mut value = HeaderValue::try_from(format!("Basic {text}")).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// Whether it takes plain requests for other hosts, without a tunnel.
    pub(super) fn forwards(&self) -> bool {
        matches!(self.protocol, Protocol::Http | Protocol::Https(_))
    }
}

/// The proxies of a client.
#[derive(Debug, Default)]
pub(super) struct Proxies {
    /// The configuration's own, for everything.
    own: Option<Proxy>,
    /// The environment's, for `https`: it would read the credentials of a plain call.
    environment: Option<Proxy>,
    except: Exceptions,
}

impl Proxies {
    pub(super) fn new(proxy_url: Option<&str>, environment: Environment) -> Result<Self, OryError> {
        if let Some(url) = proxy_url {
            return Ok(Self {
                own: Some(Proxy::parse(url, "proxy_url")?),
                ..Self::default()
            });
        }
        let mut proxies = Self::default();
        for name in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
            if let Some(url) = environment.text(name) {
                proxies.environment = Some(Proxy::parse(&url, name)?);
                break;
            }
        }
        let except = environment
            .text("no_proxy")
            .or_else(|| environment.text("NO_PROXY"));
        proxies.except = Exceptions::parse(&except.unwrap_or_default());
        Ok(proxies)
    }

    /// The proxy for a server. Plain calls to this machine have none.
    pub(super) fn of(&self, target: &TcpTarget) -> Option<&Proxy> {
        let plain = target.server_name.is_none();
        if plain && target.is_loopback() {
            return None;
        }
        if self.own.is_some() {
            return self.own.as_ref();
        }
        self.environment
            .as_ref()
            .filter(|_| !plain && !self.except.hold(target))
    }
}

/// `NO_PROXY` as curl reads it: names with all below them, addresses, networks, or `*`.
#[derive(Debug, Default)]
struct Exceptions {
    all: bool,
    names: Vec<String>,
    networks: Vec<(IpAddr, u8)>,
}

impl Exceptions {
    fn parse(text: &str) -> Self {
        let mut found = Self::default();
        for entry in text
            .split([',', ' ', '\t'])
            .filter(|entry| !entry.is_empty())
        {
            let (address, bits) = match entry.split_once('/') {
                Some((address, bits)) => (address, bits.parse().ok()),
                None => (entry, Some(u8::MAX)),
            };
            let address = address.trim_start_matches('[').trim_end_matches(']');
            match (entry, address.parse(), bits) {
                ("*", ..) => found.all = true,
                (_, Ok(address), Some(bits)) => found.networks.push((address, bits)),
                (_, Ok(_), None) => {}
                (name, Err(_), _) => {
                    let name = name.strip_prefix('.').unwrap_or(name);
                    let name = name.strip_suffix('.').unwrap_or(name);
                    found.names.push(name.to_ascii_lowercase());
                }
            }
        }
        found
    }

    fn hold(&self, target: &TcpTarget) -> bool {
        if self.all {
            return true;
        }
        if let Some(address) = target.address() {
            return self
                .networks
                .iter()
                .any(|(network, bits)| contains(*network, *bits, address));
        }
        let host = target.host.strip_suffix('.').unwrap_or(&target.host);
        self.names.iter().any(|name| {
            host.strip_suffix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

fn contains(network: IpAddr, bits: u8, address: IpAddr) -> bool {
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let free = 32_u32.saturating_sub(bits.into());
            u32::from(network).checked_shr(free) == u32::from(address).checked_shr(free)
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let free = 128_u32.saturating_sub(bits.into());
            u128::from(network).checked_shr(free) == u128::from(address).checked_shr(free)
        }
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
