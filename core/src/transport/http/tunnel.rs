//! A tunnel through an HTTP proxy.

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::failure::failed;
use super::proxy::Proxy;
use super::target::TcpTarget;
use super::wire::Wire;
use crate::transport::{TransportError, TransportErrorKind};

const LARGEST_HEAD: usize = 16 * 1024;

/// Asks the proxy for a tunnel by `CONNECT`.
pub(super) async fn connect(
    wire: &mut Wire,
    proxy: &Proxy,
    target: &TcpTarget,
) -> Result<(), TransportError> {
    let server = format!("{}:{}", target.host, target.port);
    let mut head = format!("CONNECT {server} HTTP/1.1\r\nHost: {server}\r\n").into_bytes();
    if let Some(value) = proxy.authorization() {
        head.extend_from_slice(b"Proxy-Authorization: ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    wire.write_all(&head).await.map_err(failed)?;
    wire.flush().await.map_err(failed)?;
    let head = read_head(wire).await.map_err(failed)?;
    match status(&head) {
        Some(200..=299) => Ok(()),
        Some(407) => Err(refused("the proxy asks for other credentials (407)")),
        Some(status) => Err(refused(&format!("the proxy responded {status}"))),
        None => Err(refused("the proxy does not speak HTTP")),
    }
}

/// Reads an answer's head. Behind it nothing comes before we speak.
async fn read_head(wire: &mut Wire) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(512);
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() >= LARGEST_HEAD {
            return Err(io::Error::other("the proxy's response is too long"));
        }
        head.push(wire.read_u8().await?);
    }
    Ok(head)
}

fn status(head: &[u8]) -> Option<u16> {
    let line = std::str::from_utf8(head).ok()?.lines().next()?;
    let rest = line.strip_prefix("HTTP/1.")?;
    rest.split(' ').nth(1)?.parse().ok()
}

fn refused(message: &str) -> TransportError {
    TransportError::new(
        TransportErrorKind::Connect,
        format!("no connection to the server: {message}"),
    )
}
