//! A connection through a SOCKS5 proxy (RFC 1928, RFC 1929).

use std::io;
use std::net::{IpAddr, SocketAddr};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::failure::failed;
use super::proxy::Proxy;
use super::target::TcpTarget;
use super::wire::Wire;
use crate::transport::TransportError;

const VERSION: u8 = 5;
const NO_AUTHENTICATION: u8 = 0;
const PASSWORD: u8 = 2;

/// Asks the proxy for a connection: to an address that was looked up here, or to the name.
pub(super) async fn connect(
    wire: &mut Wire,
    proxy: &Proxy,
    target: &TcpTarget,
    address: Option<SocketAddr>,
) -> Result<(), TransportError> {
    let asked = ask(wire, proxy, target, address).await;
    asked.map_err(failed)
}

async fn ask(
    wire: &mut Wire,
    proxy: &Proxy,
    target: &TcpTarget,
    address: Option<SocketAddr>,
) -> io::Result<()> {
    let credentials = proxy.credentials();
    match credentials {
        Some(_) => send(wire, &[VERSION, 2, NO_AUTHENTICATION, PASSWORD]).await?,
        None => send(wire, &[VERSION, 1, NO_AUTHENTICATION]).await?,
    }
    let mut chosen = [0; 2];
    wire.read_exact(&mut chosen).await?;
    match (chosen, credentials) {
        ([VERSION, NO_AUTHENTICATION], _) => {}
        ([VERSION, PASSWORD], Some((user, password))) => log_in(wire, user, password).await?,
        ([VERSION, _], _) => return Err(io::Error::other("the proxy asks for other credentials")),
        _ => return Err(io::Error::other("the proxy does not speak SOCKS5")),
    }
    let mut request = vec![VERSION, 1, 0];
    match address
        .map(|address| address.ip())
        .or_else(|| target.address())
    {
        Some(IpAddr::V4(ip)) => {
            request.push(1);
            request.extend_from_slice(&ip.octets());
        }
        Some(IpAddr::V6(ip)) => {
            request.push(4);
            request.extend_from_slice(&ip.octets());
        }
        None => {
            let length = u8::try_from(target.host.len())
                .map_err(|_| io::Error::other("the host's name is longer than 255 bytes"))?;
            request.extend_from_slice(&[3, length]);
            request.extend_from_slice(target.host.as_bytes());
        }
    }
    request.extend_from_slice(&target.port.to_be_bytes());
    send(wire, &request).await?;
    let mut answer = [0; 4];
    wire.read_exact(&mut answer).await?;
    let [VERSION, reply, _, kind] = answer else {
        return Err(io::Error::other("the proxy does not speak SOCKS5"));
    };
    if reply != 0 {
        return Err(io::Error::other(format!(
            "the proxy refused: {}",
            reason(reply)
        )));
    }
    let length = match kind {
        1 => 4,
        4 => 16,
        3 => wire.read_u8().await?.into(),
        _ => return Err(io::Error::other("the proxy does not speak SOCKS5")),
    };
    let mut bound = vec![0; length + 2];
    wire.read_exact(&mut bound).await.map(drop)
}

async fn log_in(wire: &mut Wire, user: &str, password: &str) -> io::Result<()> {
    let mut request = vec![1];
    for text in [user, password] {
        request.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        request.extend_from_slice(text.as_bytes());
    }
    send(wire, &request).await?;
    let mut answer = [0; 2];
    wire.read_exact(&mut answer).await?;
    match answer {
        [_, 0] => Ok(()),
        _ => Err(io::Error::other("the proxy asks for other credentials")),
    }
}

async fn send(wire: &mut Wire, bytes: &[u8]) -> io::Result<()> {
    wire.write_all(bytes).await?;
    wire.flush().await
}

fn reason(reply: u8) -> &'static str {
    match reply {
        1 => "general failure",
        2 => "not allowed",
        3 => "network unreachable",
        4 => "host unreachable",
        5 => "connection refused",
        6 => "time to live expired",
        7 => "command not supported",
        8 => "address type not supported",
        _ => "unknown reason",
    }
}
