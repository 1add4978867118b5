//! Where a request goes, read from its URL once per host.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;

use hyper::header::HeaderValue;
use hyper::http::uri::PathAndQuery;
use rustls::pki_types::ServerName;
use url::Url;

use crate::request::UNIX_SCHEME;
use crate::transport::{TransportError, TransportErrorKind};

/// A server.
#[derive(Debug)]
pub(super) enum Target {
    Tcp(TcpTarget),
    Unix(PathBuf),
}

/// A server with a name or an address.
#[derive(Debug)]
pub(super) struct TcpTarget {
    /// In ASCII; an IPv6 address has its brackets.
    pub(super) host: String,
    pub(super) port: u16,
    /// None for `http`.
    pub(super) server_name: Option<ServerName<'static>>,
}

impl Target {
    /// Reads scheme, host and port of a URL.
    pub(super) fn parse(origin: &str) -> Result<(Self, HeaderValue), TransportError> {
        if let Some(path) = origin.strip_prefix(UNIX_SCHEME) {
            let path = percent_encoding::percent_decode_str(path).decode_utf8();
            let path = path.map_err(|_| invalid("the path of the unix socket is not UTF-8"))?;
            let host = HeaderValue::from_static("localhost");
            return Ok((Self::Unix(PathBuf::from(path.as_ref())), host));
        }
        let url = Url::parse(origin).map_err(|_| invalid("the URL has no valid host and port"))?;
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(invalid("the URL has no valid host and port"));
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid("the URL holds a user name or a password"));
        }
        let server_name = match url.scheme() {
            "http" => None,
            "https" => {
                let name = host.trim_start_matches('[').trim_end_matches(']');
                let name = name.strip_suffix('.').unwrap_or(name).to_string();
                let name = ServerName::try_from(name);
                Some(name.map_err(|_| invalid("the URL's host cannot be in a certificate"))?)
            }
            _ => return Err(invalid("the URL begins with neither https:// nor http://")),
        };
        let written = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_string(),
        };
        let written = HeaderValue::try_from(written)
            .map_err(|_| invalid("the URL has no valid host and port"))?;
        let target = TcpTarget {
            host: host.to_string(),
            port,
            server_name,
        };
        Ok((Self::Tcp(target), written))
    }
}

impl TcpTarget {
    /// This machine: `localhost`, `127.0.0.0/8`, `::1`.
    pub(super) fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case("localhost")
            || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
            || host.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback())
    }

    /// Its address, if it is written as one.
    pub(super) fn address(&self) -> Option<IpAddr> {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host.parse().ok()
    }
}

/// A URL in two: scheme with host and port; path with query.
pub(super) fn split(url: &str) -> (&str, &str) {
    let start = url.find("://").map_or(0, |place| place + 3);
    let rest = url.get(start..).unwrap_or_default();
    let length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (origin, path) = url.split_at_checked(start + length).unwrap_or((url, ""));
    (origin, path.split('#').next().unwrap_or_default())
}

/// The second half as HTTP sends it.
pub(super) fn path_and_query(path: &str) -> Result<PathAndQuery, TransportError> {
    let read = match path {
        "" => Ok(PathAndQuery::from_static("/")),
        path if path.starts_with('/') && path.is_ascii() => PathAndQuery::try_from(path),
        // A base URL with letters that need percent-encoding.
        path => {
            let encoded = Url::parse("http://localhost")
                .and_then(|base| base.join(path))
                .map_err(|_| invalid("the URL's path cannot be sent"))?;
            let whole = encoded.as_str();
            PathAndQuery::try_from(whole.get("http://localhost".len()..).unwrap_or("/"))
        }
    };
    read.map_err(|_| invalid("the URL's path or query is too long or cannot be sent"))
}

pub(super) fn invalid(message: &str) -> TransportError {
    TransportError::new(TransportErrorKind::InvalidRequest, message)
}
