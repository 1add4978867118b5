//! Which authorities are trusted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use once_cell::race::OnceBox;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use super::environment::Environment;
use crate::error::{ErrorKind, OryError};

/// What a client trusts.
#[derive(Debug)]
pub(super) enum Roots {
    /// The platform, or what it keeps in its files.
    System,
    /// These alone, and servers that show one of them as their own certificate.
    Named(Vec<CertificateDer<'static>>),
}

/// Where Linux distributions and the BSDs keep their authorities.
const SYSTEM_FILES: [&str; 8] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
];

/// Where they keep them one by one: Android from 14 on, Android before, Linux.
const SYSTEM_FOLDERS: [&str; 3] = [
    "/apex/com.android.conscrypt/cacerts",
    "/system/etc/security/cacerts",
    "/etc/ssl/certs",
];

impl Roots {
    /// The configuration's authorities, else the environment's `SSL_CERT_FILE` and `SSL_CERT_DIR`, else the system's.
    pub(super) fn new(
        ca_file: Option<&str>,
        ca_pem: Option<&str>,
        environment: Environment,
    ) -> Result<Self, OryError> {
        let mut named = Vec::new();
        if let Some(path) = ca_file {
            named.extend(read_file(Path::new(path), "ca_file")?);
        }
        if let Some(pem) = ca_pem {
            named.extend(parse(pem.as_bytes(), "ca_pem")?);
        }
        if named.is_empty() {
            if let Some(path) = environment.path("SSL_CERT_FILE") {
                named.extend(read_file(Path::new(&path), "SSL_CERT_FILE")?);
            }
            if let Some(paths) = environment.path("SSL_CERT_DIR") {
                let mut found = Vec::new();
                for path in std::env::split_paths(&paths) {
                    found.extend(read_folder(&path)?);
                }
                if found.is_empty() {
                    return Err(wrong(
                        "SSL_CERT_DIR",
                        Path::new(&paths),
                        "holds no certificate",
                    ));
                }
                named.extend(found);
            }
        }
        Ok(if named.is_empty() {
            Self::System
        } else {
            Self::Named(named)
        })
    }
}

/// The system's authorities, or Mozilla's where it has none. They are read once.
pub(super) fn system_store() -> Arc<RootCertStore> {
    static STORE: OnceBox<Arc<RootCertStore>> = OnceBox::new();
    let store = STORE.get_or_init(|| {
        let mut store = RootCertStore::empty();
        for path in SYSTEM_FILES {
            if let Ok(found) = read_file(Path::new(path), "") {
                store.add_parsable_certificates(found);
                break;
            }
        }
        for path in SYSTEM_FOLDERS {
            if store.is_empty()
                && let Ok(found) = read_folder(Path::new(path))
            {
                store.add_parsable_certificates(found);
            }
        }
        if store.is_empty() {
            store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        Box::new(Arc::new(store))
    });
    store.clone()
}

fn read_file(path: &Path, source: &str) -> Result<Vec<CertificateDer<'static>>, OryError> {
    let pem = std::fs::read(path)
        .map_err(|error| wrong(source, path, &format!("cannot be read: {error}")))?;
    let found = certificates(&pem)
        .map_err(|_| wrong(source, path, "holds a certificate that cannot be read"))?;
    if found.is_empty() {
        return Err(wrong(source, path, "holds no certificate"));
    }
    Ok(found)
}

/// All certificates of a folder's files; other files are passed over.
fn read_folder(path: &Path) -> Result<Vec<CertificateDer<'static>>, OryError> {
    let failed =
        |error: &std::io::Error| wrong("SSL_CERT_DIR", path, &format!("cannot be read: {error}"));
    let mut files = Vec::<PathBuf>::new();
    for entry in std::fs::read_dir(path).map_err(|error| failed(&error))? {
        let path = entry.map_err(|error| failed(&error))?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    let mut found = Vec::new();
    for file in files {
        if let Ok(pem) = std::fs::read(&file)
            && let Ok(some) = certificates(&pem)
        {
            found.extend(some);
        }
    }
    found.sort_by(|one: &CertificateDer<'_>, other| one.as_ref().cmp(other.as_ref()));
    found.dedup();
    Ok(found)
}

/// The certificates of a PEM text from the configuration.
pub(super) fn parse(pem: &[u8], field: &str) -> Result<Vec<CertificateDer<'static>>, OryError> {
    match certificates(pem) {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) => Err(OryError::new(
            ErrorKind::Config,
            format!("{field} holds no certificate"),
        )),
        Err(_) => Err(OryError::new(
            ErrorKind::Config,
            format!("{field} holds a certificate that cannot be read"),
        )),
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, rustls::pki_types::pem::Error> {
    CertificateDer::pem_slice_iter(pem).collect()
}

fn wrong(source: &str, path: &Path, what: &str) -> OryError {
    OryError::new(
        ErrorKind::Config,
        format!("{source} `{}` {what}", path.display()),
    )
}
