//! Why a call failed, below the error of the call.

use std::error::Error as _;
use std::io;
use std::net::TcpListener;

use ory_hub::endpoint::{Endpoint, GetVersion};
use ory_hub::transport::{Headers, TransportError, TransportErrorKind};
use ory_hub::{DecodeError, ErrorKind, Ory, OryConfig, OryError};

use crate::server::{read_head, serve};

async fn failure(port: u16) -> OryError {
    let url = format!("http://127.0.0.1:{port}");
    let config = OryConfig::self_hosted().kratos(&url, &url).max_retries(0);
    let ory = Ory::new(config).unwrap();
    ory.call(GetVersion::new()).await.unwrap_err()
}

#[tokio::test]
async fn a_refused_connection_is_told_from_a_lost_one() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let refused = failure(port).await;
    assert_eq!(
        (refused.kind(), refused.connected()),
        (ErrorKind::Transport, Some(false))
    );
    let source = refused.source().unwrap();
    let source = source.downcast_ref::<io::Error>().unwrap();
    assert_eq!(source.kind(), io::ErrorKind::ConnectionRefused);

    let (port, _) = serve(|mut stream| drop(read_head(&mut stream)));
    let lost = failure(port).await;
    assert_eq!(
        (lost.kind(), lost.connected()),
        (ErrorKind::Transport, Some(true))
    );
    assert!(lost.source().is_some(), "{lost}");
}

#[test]
fn a_response_that_cannot_be_read_names_the_error_of_its_decoding() {
    let error = GetVersion::response(200, &Headers::new(), b"{\"version\":1}").unwrap_err();
    let source = error.source().unwrap().downcast_ref::<DecodeError>();
    assert_eq!(source.unwrap().path, "$.version");
    assert_eq!(error.connected(), None);
    let copy = error.clone();
    assert_eq!(copy, error);
    assert!(copy.source().is_some());
}

#[test]
fn a_transport_of_ones_own_names_its_error_too() {
    let broken = io::Error::from(io::ErrorKind::BrokenPipe);
    let error = TransportError::new(TransportErrorKind::ConnectionLost, "the bus is gone")
        .with_source(broken);
    let error = OryError::from(error);
    assert_eq!(error.to_string(), "the bus is gone");
    assert_eq!(error.connected(), Some(true));
    assert_eq!(error.source().unwrap().to_string(), "broken pipe");
}
