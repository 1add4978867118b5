//! Names to addresses.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};

use tokio::sync::{Semaphore, oneshot};

use super::limits::Limits;
use super::signals;
use crate::per_process::PerProcess;
use crate::transport::{TransportError, TransportErrorKind};

/// A resolver that does not answer holds its thread for ever; there shall not be one per call.
const MAX_LOOKUPS: usize = 32;

static LOOKUPS: PerProcess<std::sync::Arc<Semaphore>> = PerProcess::new();

/// The addresses of a host. An address and `localhost` need no thread. For other names the system's resolver runs in a
/// thread that takes no signals and that nobody waits for: it may outlive the call, the client, and in a forked child it
/// does not exist.
pub(super) async fn resolve(
    host: &str,
    port: u16,
    limits: &Limits,
) -> Result<Vec<SocketAddr>, TransportError> {
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = literal.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    if host.eq_ignore_ascii_case("localhost") {
        return Ok(vec![
            SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port),
            SocketAddr::new(Ipv6Addr::LOCALHOST.into(), port),
        ]);
    }
    let lookups = LOOKUPS.get(|| std::sync::Arc::new(Semaphore::new(MAX_LOOKUPS)));
    let permit = limits.park(lookups.clone().acquire_owned()).await?;
    let (sender, receiver) = oneshot::channel();
    let name = host.to_string();
    signals::spawn("ory-hub-dns", move || {
        let found = (name.as_str(), port).to_socket_addrs().map(Vec::from_iter);
        drop(permit);
        drop(sender.send(found));
    })
    .map_err(|error| failed(host, error))?;
    match limits.park(receiver).await? {
        Ok(Ok(addresses)) if !addresses.is_empty() => Ok(addresses),
        Ok(Ok(_)) => Err(failed(host, io::Error::other("the name has no address"))),
        Ok(Err(error)) => Err(failed(host, error)),
        Err(_) => Err(failed(host, io::Error::other("the look-up ended"))),
    }
}

fn failed(host: &str, error: io::Error) -> TransportError {
    let message = format!("no connection to the server: `{host}` was not found: {error}");
    TransportError::new(TransportErrorKind::Connect, message).with_source(error)
}
