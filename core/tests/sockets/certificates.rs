//! Certificates that a client is given, and that it shows.

use std::net::TcpStream;
use std::sync::Arc;

use ory_hub::{ErrorKind, Ory, OryConfig};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use crate::server::{CALL_FUNCTIONS, OK, answer_all, serve};

/// A certificate with its key.
pub(crate) struct Identity {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) key: PrivateKeyDer<'static>,
    pub(crate) certificate_pem: String,
    pub(crate) key_pem: String,
}

fn identity(params: CertificateParams, issuer: Option<&Issuer<'_, KeyPair>>) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = match issuer {
        Some(issuer) => params.signed_by(&key, issuer).unwrap(),
        None => params.self_signed(&key).unwrap(),
    };
    Identity {
        certificate: certificate.der().clone(),
        key: PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        certificate_pem: certificate.pem(),
        key_pem: key.serialize_pem(),
    }
}

fn named(name: &str) -> CertificateParams {
    CertificateParams::new(vec![name.to_owned()]).unwrap()
}

fn authority() -> (String, CertificateDer<'static>, Issuer<'static, KeyPair>) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    (
        certificate.pem(),
        certificate.der().clone(),
        Issuer::new(params, key),
    )
}

/// One certificate that is an authority and a server's in one, as Ory's servers generate it.
pub(crate) fn generated(name: &str) -> Identity {
    let mut params = named(name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    identity(params, None)
}

pub(crate) fn server_config(
    identity: &Identity,
    clients: Option<CertificateDer<'static>>,
) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .unwrap();
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            roots.add(authority).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
    };
    let chain = vec![identity.certificate.clone()];
    Arc::new(
        builder
            .with_single_cert(chain, identity.key.clone_key())
            .unwrap(),
    )
}

/// Answers over TLS; who breaks off the handshake gets nothing.
pub(crate) fn answer_tls(stream: TcpStream, config: &Arc<ServerConfig>) {
    let session = ServerConnection::new(config.clone()).unwrap();
    answer_all(StreamOwned::new(session, stream), OK);
}

fn serve_tls(config: Arc<ServerConfig>) -> OryConfig {
    let (port, _) = serve(move |stream| answer_tls(stream, &config));
    let url = format!("https://localhost:{port}");
    OryConfig::self_hosted()
        .kratos(&url, &url)
        .max_retries(0)
        .use_environment(false)
}

#[test]
fn a_private_authority_is_trusted_where_the_client_names_it() {
    let (pem, _, issuer) = authority();
    let config = serve_tls(server_config(
        &identity(named("localhost"), Some(&issuer)),
        None,
    ));
    let file = std::env::temp_dir().join(format!("ory-hub-ca-{}.pem", std::process::id()));
    std::fs::write(&file, &pem).unwrap();
    for call in CALL_FUNCTIONS {
        let error = call(&Ory::new(config.clone()).unwrap()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.message().contains("certificate"), "{error}");
        for config in [
            config.clone().ca_pem(&*pem),
            config.clone().ca_file(file.to_str().unwrap()),
        ] {
            let ory = Ory::new(config).unwrap();
            assert_eq!(
                (call(&ory).unwrap(), call(&ory).unwrap()),
                ("v".into(), "v".into())
            );
        }
    }
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn the_certificate_that_ory_generates_is_trusted_where_the_client_names_it() {
    let server = generated("localhost");
    let config = serve_tls(server_config(&server, None));
    let other = generated("localhost").certificate_pem;
    for call in CALL_FUNCTIONS {
        assert_eq!(
            call(&Ory::new(config.clone().ca_pem(&*server.certificate_pem)).unwrap()).unwrap(),
            "v"
        );
        assert!(call(&Ory::new(config.clone().ca_pem(&*other)).unwrap()).is_err());
    }
    let elsewhere = generated("elsewhere.example");
    let config = serve_tls(server_config(&elsewhere, None)).ca_pem(elsewhere.certificate_pem);
    assert!(CALL_FUNCTIONS[0](&Ory::new(config).unwrap()).is_err());
}

#[test]
fn a_client_shows_its_certificate() {
    let (pem, authority, issuer) = authority();
    let server = identity(named("localhost"), Some(&issuer));
    let client = identity(named("client"), Some(&issuer));
    let config = serve_tls(server_config(&server, Some(authority))).ca_pem(pem);
    let with = config
        .clone()
        .client_cert(&*client.certificate_pem, &*client.key_pem);
    for call in CALL_FUNCTIONS {
        assert_eq!(call(&Ory::new(with.clone()).unwrap()).unwrap(), "v");
        assert_eq!(
            call(&Ory::new(config.clone()).unwrap()).unwrap_err().kind(),
            ErrorKind::Transport
        );
    }
}

#[test]
fn certificates_that_cannot_be_used_are_a_wrong_configuration() {
    let config = OryConfig::network("https://slug.projects.oryapis.com").use_environment(false);
    let client = generated("client");
    let mut unpaired = config.clone();
    unpaired.client_cert_pem = Some(client.certificate_pem.clone());
    for (config, expected) in [
        (
            config.clone().ca_file("/nonexistent/ca.pem"),
            "/nonexistent/ca.pem",
        ),
        (config.clone().ca_file("/dev/null"), "/dev/null"),
        (config.clone().ca_pem("no certificate"), "ca_pem"),
        (
            config
                .clone()
                .client_cert("no certificate", &*client.key_pem),
            "client_cert_pem",
        ),
        (
            config
                .clone()
                .client_cert(&*client.certificate_pem, "no key"),
            "client_key_pem",
        ),
        (unpaired, "client_key_pem"),
        (config.clone().proxy_url("ftp://proxy"), "proxy_url"),
    ] {
        let error = Ory::new(config).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().contains(expected), "{error}");
    }
}
