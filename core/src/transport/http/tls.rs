//! TLS by rustls with ring.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WantsClientCert, verify_server_name};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, ConfigBuilder, DigitallySignedStruct, RootCertStore,
    SignatureScheme,
};

use super::roots::{self, Roots};
use crate::error::{ErrorKind, OryError};

/// What TLS needs from a client's configuration, read and checked.
#[derive(Debug)]
pub(super) struct TlsSettings {
    verifier: Arc<dyn ServerCertVerifier>,
    identity: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
    provider: Arc<CryptoProvider>,
}

impl TlsSettings {
    pub(super) fn new(
        roots: Roots,
        cert_pem: Option<&str>,
        key_pem: Option<&str>,
    ) -> Result<Self, OryError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let identity = match (cert_pem, key_pem) {
            (None, None) => None,
            (Some(cert), Some(key)) => {
                let chain = roots::parse(cert.as_bytes(), "client_cert_pem")?;
                let key = PrivateKeyDer::from_pem_slice(key.as_bytes())
                    .map_err(|_| config("client_key_pem holds no private key"))?;
                Some((chain, key))
            }
            (Some(_), None) => return Err(config("client_cert_pem needs client_key_pem")),
            (None, Some(_)) => return Err(config("client_key_pem needs client_cert_pem")),
        };
        let settings = Self {
            verifier: verifier(roots, &provider)?,
            identity,
            provider,
        };
        settings.client_config()?;
        Ok(settings)
    }

    /// A configuration with session tickets of its own: its lock is not shared with a forked child.
    pub(super) fn client_config(&self) -> Result<Arc<ClientConfig>, OryError> {
        let builder: ConfigBuilder<ClientConfig, WantsClientCert> =
            ClientConfig::builder_with_provider(self.provider.clone())
                .with_safe_default_protocol_versions()
                .map_err(|error| OryError::new(ErrorKind::Internal, error.to_string()))?
                .dangerous()
                .with_custom_certificate_verifier(self.verifier.clone());
        let config = match &self.identity {
            None => builder.with_no_client_auth(),
            Some((chain, key)) => builder
                .with_client_auth_cert(chain.clone(), key.clone_key())
                .map_err(|error| {
                    config(&format!(
                        "client_cert_pem and client_key_pem cannot be used: {error}"
                    ))
                })?,
        };
        Ok(Arc::new(config))
    }
}

fn config(message: &str) -> OryError {
    OryError::new(ErrorKind::Config, message)
}

fn verifier(
    roots: Roots,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, OryError> {
    let failed =
        |error: &dyn std::fmt::Display| OryError::new(ErrorKind::Internal, error.to_string());
    match roots {
        #[cfg(any(target_vendor = "apple", windows))]
        Roots::System => rustls_platform_verifier::Verifier::new(provider.clone())
            .map(|verifier| Arc::new(verifier) as Arc<dyn ServerCertVerifier>)
            .map_err(|error| failed(&error)),
        #[cfg(not(any(target_vendor = "apple", windows)))]
        Roots::System => {
            let verifier = WebPkiServerVerifier::builder_with_provider(
                roots::system_store(),
                provider.clone(),
            );
            Ok(verifier.build().map_err(|error| failed(&error))?)
        }
        Roots::Named(certificates) => {
            let mut store = RootCertStore::empty();
            let (usable, _) = store.add_parsable_certificates(certificates.iter().cloned());
            if usable == 0 {
                return Err(config("none of the certificates to trust can be used"));
            }
            let inner =
                WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider.clone());
            Ok(Arc::new(NamedVerifier {
                inner: inner.build().map_err(|error| failed(&error))?,
                certificates,
            }))
        }
    }
}

/// Trusts what the named authorities signed, and the named certificates themselves: the one that Ory's servers generate
/// is an authority and a server's certificate in one, which path building alone refuses.
#[derive(Debug)]
struct NamedVerifier {
    inner: Arc<WebPkiServerVerifier>,
    certificates: Vec<CertificateDer<'static>>,
}

impl ServerCertVerifier for NamedVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verified = self.inner.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        match verified {
            // Its validity was checked before; its own key signs the handshake.
            Err(rustls::Error::InvalidCertificate(error))
                if is_authority_as_server(&error) && self.certificates.contains(end_entity) =>
            {
                verify_server_name(&ParsedCertificate::try_from(end_entity)?, server_name)?;
                Ok(ServerCertVerified::assertion())
            }
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, cert, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls13_signature(message, cert, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

fn is_authority_as_server(error: &CertificateError) -> bool {
    matches!(error, CertificateError::Other(other) if format!("{:?}", other.0) == "CaUsedAsEndEntity")
}
