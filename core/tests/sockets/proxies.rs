//! Proxies: a tunnel by `CONNECT`, SOCKS5, and none for plain calls to this machine.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};

use ory_hub::{ErrorKind, Ory, OryConfig};

use crate::certificates::{answer_tls, generated, server_config};
use crate::server::{CALL_FUNCTIONS, OK, answer_all, config, read_head, serve};

fn pipe(mut from: TcpStream, mut to: TcpStream) {
    let _ = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}

fn join(client: &TcpStream, server: &TcpStream) {
    let (from, to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    let back = std::thread::spawn(move || pipe(from, to));
    pipe(client.try_clone().unwrap(), server.try_clone().unwrap());
    back.join().unwrap();
}

/// A server for `service.example`, and what to trust for it.
fn server() -> (u16, String) {
    let identity = generated("service.example");
    let config = server_config(&identity, None);
    let (port, _) = serve(move |stream| answer_tls(stream, &config));
    (port, identity.certificate_pem)
}

fn through(proxy: String, pem: String) -> OryConfig {
    let url = "https://service.example:8443";
    let config = OryConfig::self_hosted().kratos(url, url).max_retries(0);
    config.ca_pem(pem).proxy_url(proxy)
}

/// A proxy that leads everything to one port; the heads that it was sent.
fn http_proxy(port: u16) -> (u16, Receiver<String>) {
    let (sender, heads) = channel();
    let sender = Mutex::new(sender);
    let (proxy, _) = serve(move |mut client| {
        let head = read_head(&mut client).unwrap();
        let allowed = head.contains("Basic dXNlcjpwQHNz\r\n");
        sender.lock().unwrap().send(head).unwrap();
        if allowed {
            client
                .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
                .unwrap();
            join(&client, &TcpStream::connect(("127.0.0.1", port)).unwrap());
        } else {
            client
                .write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
                .unwrap();
        }
    });
    (proxy, heads)
}

#[test]
fn an_http_proxy_is_asked_for_a_tunnel() {
    let (port, pem) = server();
    let (proxy, heads) = http_proxy(port);
    for call in CALL_FUNCTIONS {
        let config = through(format!("http://user:p%40ss@127.0.0.1:{proxy}"), pem.clone());
        assert_eq!(call(&Ory::new(config).unwrap()).unwrap(), "v");
        let head = heads.recv().unwrap();
        assert!(
            head.starts_with("CONNECT service.example:8443 HTTP/1.1\r\n"),
            "{head}"
        );
        let config = through(format!("127.0.0.1:{proxy}"), pem.clone());
        let error = call(&Ory::new(config).unwrap()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.message().contains("407"), "{error}");
        heads.recv().unwrap();
    }
}

/// What SOCKS5 says before the bytes of the call: the name that was asked for.
fn socks_greeting(client: &mut TcpStream, password: bool) -> String {
    let mut head = [0; 2];
    client.read_exact(&mut head).unwrap();
    client.read_exact(&mut vec![0; head[1].into()]).unwrap();
    client
        .write_all(&[5, if password { 2 } else { 0 }])
        .unwrap();
    if password {
        let mut login = vec![0; 1 + 1 + 4 + 1 + 4];
        client.read_exact(&mut login).unwrap();
        assert_eq!(login, b"\x01\x04user\x04p@ss");
        client.write_all(&[1, 0]).unwrap();
    }
    let mut request = [0; 5];
    client.read_exact(&mut request).unwrap();
    assert_eq!(request[..4], [5, 1, 0, 3]);
    let mut name = vec![0; request[4].into()];
    client.read_exact(&mut name).unwrap();
    client.read_exact(&mut [0; 2]).unwrap();
    client
        .write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 80])
        .unwrap();
    String::from_utf8(name).unwrap()
}

#[test]
fn a_socks5h_proxy_looks_names_up() {
    let (port, pem) = server();
    for (login, password) in [("", false), ("user:p%40ss@", true)] {
        let names = Arc::new(Mutex::new(Vec::new()));
        let seen = names.clone();
        let (proxy, _) = serve(move |mut client| {
            let name = socks_greeting(&mut client, password);
            seen.lock().unwrap().push(name);
            join(&client, &TcpStream::connect(("127.0.0.1", port)).unwrap());
        });
        for call in CALL_FUNCTIONS {
            let config = through(format!("socks5h://{login}127.0.0.1:{proxy}"), pem.clone());
            assert_eq!(call(&Ory::new(config).unwrap()).unwrap(), "v");
        }
        assert_eq!(
            *names.lock().unwrap(),
            ["service.example", "service.example"]
        );
    }
}

#[test]
fn a_plain_call_to_this_machine_uses_no_proxy() {
    let (port, _) = serve(|stream| answer_all(stream, OK));
    let config = config(port).proxy_url("http://127.0.0.1:1");
    for call in CALL_FUNCTIONS {
        assert_eq!(call(&Ory::new(config.clone()).unwrap()).unwrap(), "v");
    }
}

#[test]
fn a_plain_call_elsewhere_is_forwarded_by_the_proxy() {
    let (sender, heads) = channel();
    let sender = Mutex::new(sender);
    let (proxy, _) = serve(move |mut client| {
        let head = read_head(&mut client).unwrap();
        sender.lock().unwrap().send(head).unwrap();
        client.write_all(OK.as_bytes()).unwrap();
    });
    let url = "http://service.example/base";
    let config = OryConfig::self_hosted()
        .kratos(url, url)
        .allow_insecure_http(true);
    let ory = Ory::new(config.proxy_url(format!("http://127.0.0.1:{proxy}"))).unwrap();
    assert_eq!(CALL_FUNCTIONS[0](&ory).unwrap(), "v");
    let head = heads.recv().unwrap();
    assert!(
        head.starts_with("GET http://service.example/base/version HTTP/1.1\r\n"),
        "{head}"
    );
}
