//! Connections: kept, capped, replaced.

use std::io::{Read as _, Write as _};
use std::sync::atomic::Ordering;
use std::time::Duration;

use ory_hub::endpoint::{CreateIdentity, ExtendSession, GetVersion};
use ory_hub::internal::runtime::{Interrupt, block_on};
use ory_hub::model::CreateIdentityBody;
use ory_hub::{ErrorKind, Json, Ory, OryConfig};

use crate::server::{CALL_FUNCTIONS, OK, answer_all, call_blocking, config, read_head, serve};

#[test]
fn a_connection_is_kept_for_the_next_call() {
    let (port, seen) = serve(|stream| answer_all(stream, OK));
    let ory = Ory::new(config(port)).unwrap();
    for _ in 0..5 {
        assert_eq!(call_blocking(&ory).unwrap(), "v");
    }
    let other = ory.clone();
    std::thread::spawn(move || call_blocking(&other).unwrap())
        .join()
        .unwrap();
    assert_eq!(seen.connections.load(Ordering::SeqCst), 1);

    let (port, seen) = serve(|stream| answer_all(stream, OK));
    let ory = Ory::new(config(port)).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for _ in 0..5 {
        runtime.block_on(ory.call(GetVersion::new())).unwrap();
    }
    assert_eq!(seen.connections.load(Ordering::SeqCst), 1);
}

#[test]
fn a_connection_that_the_server_closed_meanwhile_is_replaced() {
    for call in CALL_FUNCTIONS {
        let (port, seen) = serve(|mut stream| {
            read_head(&mut stream).unwrap();
            stream.write_all(OK.as_bytes()).unwrap();
        });
        let ory = Ory::new(config(port).max_retries(0)).unwrap();
        for _ in 0..3 {
            assert_eq!(call(&ory).unwrap(), "v");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(seen.connections.load(Ordering::SeqCst), 3);
    }
}

#[test]
fn no_more_connections_are_open_than_allowed_and_the_rest_waits() {
    let slow = |mut stream: std::net::TcpStream| {
        while read_head(&mut stream).is_some() {
            std::thread::sleep(Duration::from_millis(5));
            if stream.write_all(OK.as_bytes()).is_err() {
                return;
            }
        }
    };
    let (port, seen) = serve(slow);
    let ory = Ory::new(config(port).max_connections(3)).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let calls = (0..40).map(|_| {
            let ory = ory.clone();
            tokio::spawn(async move { ory.call(GetVersion::new()).await })
        });
        for call in calls.collect::<Vec<_>>() {
            call.await.unwrap().unwrap();
        }
    });
    let threads = (0..12).map(|_| {
        let ory = ory.clone();
        std::thread::spawn(move || call_blocking(&ory).unwrap())
    });
    for thread in threads.collect::<Vec<_>>() {
        thread.join().unwrap();
    }
    assert!(seen.most_open.load(Ordering::SeqCst) <= 3 + 3);
    assert!(seen.connections.load(Ordering::SeqCst) <= 6);
}

#[test]
fn a_server_that_refuses_a_large_body_early_is_an_error() {
    let answers = [
        "HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        "",
    ];
    for answer in answers {
        let (port, _) = serve(move |mut stream| {
            read_head(&mut stream).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        });
        let ory = Ory::new(config(port).max_retries(0)).unwrap();
        let traits = format!("{{\"text\":\"{}\"}}", "x".repeat(20_000_000));
        for _ in 0..2 {
            let body = CreateIdentityBody::new("person", Json::parse(traits.as_str()).unwrap());
            let call = ory.call(CreateIdentity::new(body));
            let error = block_on(call, Interrupt::default()).unwrap().unwrap_err();
            let refused = error.status() == Some(413);
            assert!(refused || error.kind() == ErrorKind::Transport, "{error}");
        }
    }
}

#[test]
fn compression_is_not_asked_for() {
    let (sender, heads) = std::sync::mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    let (port, _) = serve(move |mut stream| {
        let head = read_head(&mut stream).unwrap();
        sender.lock().unwrap().send(head).unwrap();
        stream.write_all(OK.as_bytes()).unwrap();
    });
    let config = config(port).header("X-Tenant", "a");
    call_blocking(&Ory::new(config).unwrap()).unwrap();
    let head = heads.recv().unwrap().to_ascii_lowercase();
    assert!(head.starts_with("get /version http/1.1\r\n"), "{head}");
    assert!(head.contains("\r\naccept-encoding: identity\r\n"), "{head}");
    assert!(
        head.contains(&format!("\r\nhost: 127.0.0.1:{port}\r\n")),
        "{head}"
    );
    assert!(head.contains("\r\nx-tenant: a\r\n"), "{head}");
}

#[test]
fn a_response_larger_than_the_cap_is_refused_while_it_comes() {
    let (port, _) = serve(|mut stream| {
        read_head(&mut stream).unwrap();
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        let piece = format!("100000\r\n{}\r\n", " ".repeat(0x10_0000));
        while stream.write_all(piece.as_bytes()).is_ok() {}
    });
    let ory = Ory::new(config(port)).unwrap();
    let error = call_blocking(&ory).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().contains("64 MiB"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_unix_socket_is_a_server() {
    let path = std::env::temp_dir().join(format!("ory-hub-{}.sock", std::process::id()));
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            std::thread::spawn(move || answer_all(stream.unwrap(), OK));
        }
    });
    let url = format!("unix:{}", path.display());
    let ory = Ory::new(OryConfig::self_hosted().kratos(&url, &url)).unwrap();
    for call in CALL_FUNCTIONS {
        assert_eq!(call(&ory).unwrap(), "v");
    }
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn pieces_of_a_body_are_joined() {
    let (port, _) = serve(|mut stream| {
        read_head(&mut stream).unwrap();
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        for piece in "{\"version\":\"v\"}".split_inclusive(':') {
            std::thread::sleep(Duration::from_millis(10));
            write!(stream, "{:x}\r\n{piece}\r\n", piece.len()).unwrap();
        }
        stream.write_all(b"0\r\n\r\n").unwrap();
        let _ = stream.read(&mut [0]);
    });
    let ory = Ory::new(config(port)).unwrap();
    for call in CALL_FUNCTIONS {
        assert_eq!(call(&ory).unwrap(), "v");
    }
}

#[test]
fn a_request_without_a_body_says_so_where_one_is_usual() {
    let (sender, heads) = std::sync::mpsc::channel();
    let (port, _) = serve(move |mut stream| {
        while let Some(head) = read_head(&mut stream) {
            sender.send(head).unwrap();
            let empty = "HTTP/1.1 204 No Content\r\n\r\n";
            stream.write_all(empty.as_bytes()).unwrap();
        }
    });
    let ory = Ory::new(config(port)).unwrap();
    let call = ory.call(ExtendSession::new("x"));
    block_on(call, Interrupt::default()).unwrap().unwrap();
    let head = heads.recv().unwrap();
    assert!(head.starts_with("PATCH "), "{head}");
    assert_eq!(head.matches("content-length: 0\r\n").count(), 1, "{head}");
    assert!(call_blocking(&ory).is_err());
    let head = heads.recv().unwrap();
    assert!(!head.contains("content-length"), "{head}");
}
