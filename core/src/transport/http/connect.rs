//! A connection to a server, direct or through a proxy.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use socket2::SockAddr;
use tokio_rustls::TlsConnector;

use super::connection::Connection;
use super::dns;
use super::failure::failed;
use super::limits::Limits;
use super::link::{Link, Stream};
use super::proxy::{Protocol, Proxy};
use super::target::{Target, TcpTarget};
use super::wire::Wire;
use super::{socks, tunnel};
use crate::transport::{TransportError, TransportErrorKind};

/// For everything until the server can be talked to.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens a connection.
pub(super) async fn connect(
    target: &Target,
    proxy: Option<&Proxy>,
    tls: &Arc<ClientConfig>,
    limits: &Limits,
) -> Result<Connection, TransportError> {
    let own = limits.earlier(Instant::now() + CONNECT_TIMEOUT);
    let connected = connect_within(target, proxy, tls, &own).await;
    connected.map_err(|error| match error.kind {
        TransportErrorKind::Timeout if own.deadline != limits.deadline => TransportError::new(
            TransportErrorKind::Connect,
            "no connection to the server within 10 seconds",
        ),
        _ => error,
    })
}

async fn connect_within(
    target: &Target,
    proxy: Option<&Proxy>,
    tls: &Arc<ClientConfig>,
    limits: &Limits,
) -> Result<Connection, TransportError> {
    match target {
        Target::Unix(path) => {
            let address = SockAddr::unix(path).map_err(failed)?;
            let link = dial(&address, limits)
                .await
                .map_err(|failure| failure.because())?;
            let wire = Wire::Plain(Stream::new(link.clone()));
            limits
                .run(&link, Connection::new(link.clone(), wire))
                .await?
        }
        Target::Tcp(target) => {
            let (host, port) = proxy.map_or((&target.host, target.port), |proxy| {
                (&proxy.host, proxy.port)
            });
            let addresses = dns::resolve(host, port, limits).await?;
            let through = match proxy {
                Some(proxy) if matches!(proxy.protocol, Protocol::Socks5) => {
                    let found = dns::resolve(&target.host, target.port, limits).await?;
                    found.first().copied()
                }
                _ => None,
            };
            let link = dial_any(&addresses, limits).await?;
            let made = limits.run(&link, establish(link.clone(), target, proxy, through, tls));
            made.await?
        }
    }
}

/// Everything that is said before the first request.
async fn establish(
    link: Arc<Link>,
    target: &TcpTarget,
    proxy: Option<&Proxy>,
    through: Option<SocketAddr>,
    tls: &Arc<ClientConfig>,
) -> Result<Connection, TransportError> {
    let mut wire = Wire::Plain(Stream::new(link.clone()));
    if let Some(proxy) = proxy {
        if let Protocol::Https(name) = &proxy.protocol {
            wire = secure(wire, name, tls).await?;
        }
        match &proxy.protocol {
            Protocol::Socks5 | Protocol::Socks5h => {
                socks::connect(&mut wire, proxy, target, through).await?;
            }
            // A plain request goes to the proxy itself.
            _ if target.server_name.is_none() => {}
            _ => tunnel::connect(&mut wire, proxy, target).await?,
        }
    }
    if let Some(name) = &target.server_name {
        wire = secure(wire, name, tls).await?;
    }
    Connection::new(link, wire).await
}

async fn secure(
    wire: Wire,
    name: &ServerName<'static>,
    tls: &Arc<ClientConfig>,
) -> Result<Wire, TransportError> {
    let connector = TlsConnector::from(tls.clone());
    let stream = connector.connect(name.clone(), wire).await;
    stream
        .map(|stream| Wire::Tls(Box::new(stream)))
        .map_err(failed)
}

/// Tries one address after the other. One that does not answer leaves time for the rest.
async fn dial_any(addresses: &[SocketAddr], limits: &Limits) -> Result<Arc<Link>, TransportError> {
    let mut last = None;
    for (tried, address) in addresses.iter().enumerate() {
        let left = addresses.len() - tried;
        let own = match limits.deadline {
            Some(deadline) if left > 1 => {
                let now = Instant::now();
                let share =
                    deadline.saturating_duration_since(now) / u32::try_from(left).unwrap_or(1);
                limits.earlier(now + share)
            }
            _ => limits.clone(),
        };
        match dial(&SockAddr::from(*address), &own).await {
            Ok(link) => return Ok(link),
            Err(failure) => {
                let stopped = matches!(&failure, DialFailure::Stopped(error) if error.kind == TransportErrorKind::Cancelled);
                last = Some(failure.because());
                if stopped {
                    break;
                }
            }
        }
    }
    Err(last.unwrap_or_else(|| failed(io::Error::other("the name has no address"))))
}

enum DialFailure {
    Stopped(TransportError),
    Failed(io::Error),
}

impl DialFailure {
    fn because(self) -> TransportError {
        match self {
            Self::Stopped(error) => error,
            Self::Failed(error) => failed(error),
        }
    }
}

async fn dial(address: &SockAddr, limits: &Limits) -> Result<Arc<Link>, DialFailure> {
    let link = Link::connect(address, limits.is_blocking()).map_err(DialFailure::Failed)?;
    let connected = std::future::poll_fn(|context| link.poll_connected(context));
    match limits.run(&link, connected).await {
        Ok(Ok(())) => Ok(link),
        Ok(Err(error)) => Err(DialFailure::Failed(error)),
        Err(stop) => Err(DialFailure::Stopped(stop.into())),
    }
}
