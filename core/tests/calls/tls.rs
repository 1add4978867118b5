//! TLS as users have it: a server with a certificate of a private authority, which `SSL_CERT_FILE` names or does not.
//!
//! That variable counts for a whole process, so each call is made in one of its own: this test binary once more.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;

use ory_hub::endpoint::GetVersion;
use ory_hub::{Ory, OryConfig};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;

const CALL: &str = "ORY_HUB_TEST_TLS_CALL";
const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\
                      connection: close\r\n\r\n{\"version\":\"private\"}";

/// An authority, and a server whose certificate it signed for `localhost`.
struct Private {
    authority: String,
    port: u16,
}

impl Private {
    fn start() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec!["localhost".to_owned()])
            .unwrap()
            .signed_by(&key, &issuer)
            .unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || serve(&listener, &Arc::new(config)));
        Self { authority, port }
    }

    /// The result of a call in a process of its own, to this server by that name.
    fn called(&self, host: &str, trusted: &str) -> String {
        let file = std::env::temp_dir().join(format!(
            "ory-hub-authority-{}-{}.pem",
            std::process::id(),
            self.port
        ));
        std::fs::write(&file, trusted).unwrap();
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["tls::one_call", "--exact", "--nocapture"])
            .env(CALL, format!("https://{host}:{}", self.port))
            .env("SSL_CERT_FILE", &file)
            .env_remove("SSL_CERT_DIR")
            .env("NO_PROXY", "*")
            .output()
            .unwrap();
        std::fs::remove_file(&file).unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{printed}");
        let result = printed.lines().find_map(|line| line.split_once("RESULT "));
        result.expect(&printed).1.to_owned()
    }
}

/// Answers every connection once; those that break off the handshake get nothing.
fn serve(listener: &TcpListener, config: &Arc<rustls::ServerConfig>) {
    for socket in listener.incoming() {
        let mut socket = socket.unwrap();
        let mut session = rustls::ServerConnection::new(config.clone()).unwrap();
        let mut stream = rustls::Stream::new(&mut session, &mut socket);
        let mut request = [0; 4096];
        if stream.read(&mut request).is_ok_and(|count| count > 0) {
            stream.write_all(ANSWER.as_bytes()).unwrap();
            session.send_close_notify();
            let _ = session.complete_io(&mut socket);
        }
    }
}

/// In the other process: one call, whose result is printed. Without an address to call it does the same to a server of
/// its own, which it does not trust.
#[tokio::test]
async fn one_call() {
    let given = std::env::var(CALL).ok();
    let url = given
        .clone()
        .unwrap_or_else(|| format!("https://localhost:{}", Private::start().port));
    let config = OryConfig::self_hosted().kratos(&url, &url).max_retries(0);
    let result = Ory::new(config).unwrap().call(GetVersion::new()).await;
    match &result {
        Ok(version) => println!("RESULT version {}", version.version),
        Err(error) => println!("RESULT {} {error}", error.kind().as_str()),
    }
    assert!(given.is_some() || result.is_err());
}

#[test]
fn a_server_of_a_trusted_private_authority_is_reached() {
    let server = Private::start();
    assert_eq!(
        server.called("localhost", &server.authority),
        "version private"
    );
}

#[test]
fn a_server_of_an_unknown_authority_is_refused() {
    let (server, other) = (Private::start(), Private::start());
    let result = server.called("localhost", &other.authority);
    assert!(result.starts_with("transport "), "{result}");
    assert!(result.contains("certificate"), "{result}");
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    let server = Private::start();
    let result = server.called("127.0.0.1", &server.authority);
    assert!(result.starts_with("transport "), "{result}");
    assert!(result.contains("certificate"), "{result}");
}

#[test]
fn certificates_of_the_environment_that_cannot_be_read_are_a_wrong_configuration() {
    for (name, path) in [
        ("SSL_CERT_FILE", "/nonexistent/ca.pem"),
        ("SSL_CERT_FILE", "/dev/null"),
        ("SSL_CERT_DIR", "/nonexistent"),
        ("SSL_CERT_DIR", "/proc/self/fdinfo"),
    ] {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["tls::one_client", "--exact", "--nocapture"])
            .env_remove("SSL_CERT_FILE")
            .env_remove("SSL_CERT_DIR")
            .env(name, path)
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.contains("CLIENT config"), "{name}: {printed}");
        assert!(printed.contains(path), "{name}: {printed}");
    }
}

/// In the other process: whether a client can be made.
#[test]
fn one_client() {
    const URL: &str = "https://slug.projects.oryapis.com";
    match Ory::new(OryConfig::network(URL)) {
        Ok(_) => println!("CLIENT made"),
        Err(error) => println!("CLIENT {} {error}", error.kind().as_str()),
    }
    assert!(Ory::new(OryConfig::network(URL).use_environment(false)).is_ok());
}
