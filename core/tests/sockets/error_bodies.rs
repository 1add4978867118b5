//! Errors whose bodies cannot be read whole.

use std::io::Write as _;

use ory_hub::{ErrorKind, Ory};

use crate::server::{CALL_FUNCTIONS, config, read_head, serve};

/// A server that sends this head and so many bytes of HTML, and closes the connection.
fn cut_off(head: &'static str, bytes: usize) -> u16 {
    let body = format!("<html>{}", "x".repeat(bytes));
    let (port, _) = serve(move |mut stream| {
        if read_head(&mut stream).is_some() {
            let sent = stream.write_all(head.as_bytes());
            // Whoever has enough closes the connection.
            let _ = sent.and_then(|()| stream.write_all(body.as_bytes()));
        }
    });
    port
}

#[test]
fn an_error_status_counts_however_much_of_the_body_came() {
    let large = "HTTP/1.1 500 Internal Server Error\r\nx-request-id: r-1\r\ncontent-length: 70000000\r\n\r\n";
    let lost =
        "HTTP/1.1 500 Internal Server Error\r\nx-request-id: r-1\r\ncontent-length: 5000\r\n\r\n";
    let chunked = "HTTP/1.1 500 Internal Server Error\r\nx-request-id: r-1\r\ntransfer-encoding: chunked\r\n\r\n4200000\r\n";
    for (head, bytes) in [
        (large, 70_000_000),
        (large, 0),
        (lost, 100),
        (chunked, 69_206_010),
    ] {
        for call in CALL_FUNCTIONS {
            let ory = Ory::new(config(cut_off(head, bytes)).max_retries(0)).unwrap();
            let error = call(&ory).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Api, "{error}");
            let facts = (error.status(), error.request_id());
            assert_eq!(facts, (Some(500), Some("r-1")));
            assert!(error.body().unwrap().starts_with("<html>"), "{error}");
            assert!(error.message().contains("HTML"), "{error}");
        }
    }
}

#[test]
fn a_server_that_speaks_something_else_is_named() {
    let (port, _) = serve(|mut stream| {
        let _ = read_head(&mut stream);
        let _ = stream.write_all(b"220 mail.example ESMTP\r\n");
    });
    for call in CALL_FUNCTIONS {
        let error = call(&Ory::new(config(port)).unwrap()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert!(error.message().contains("is no HTTP"), "{error}");
        assert!(!error.message().contains("lost"), "{error}");
    }
}

#[test]
fn a_success_that_ends_early_is_a_lost_connection() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n";
    for call in CALL_FUNCTIONS {
        let ory = Ory::new(config(cut_off(head, 100)).max_retries(0)).unwrap();
        assert_eq!(call(&ory).unwrap_err().kind(), ErrorKind::Transport);
    }
}
