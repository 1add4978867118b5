//! What a client is made from. Setters of one field each are generated; those that set several stand here.

use alloc::string::String;

use crate::types::Secret;

mod check;
mod connections;
mod fields;
mod print;

pub(crate) use check::Checked;
pub use fields::OryConfig;

/// A blank secret is none: environments often hold empty variables.
fn not_blank(secret: Option<&Secret>) -> Option<&str> {
    secret
        .map(Secret::expose)
        .filter(|secret| !secret.trim().is_empty())
}

impl OryConfig {
    /// A project on Ory Network, by its URL.
    pub fn network(project_url: impl Into<String>) -> Self {
        Self {
            project_url: Some(project_url.into()),
            ..Self::default()
        }
    }

    /// Servers of one's own; name them with [`kratos`](Self::kratos), [`hydra`](Self::hydra), [`keto`](Self::keto).
    #[must_use]
    pub fn self_hosted() -> Self {
        Self::default()
    }

    /// Sets the URL of a self-hosted Kratos: public port, admin port.
    #[must_use]
    pub fn kratos(mut self, public_url: impl Into<String>, admin_url: impl Into<String>) -> Self {
        self.kratos_public_url = Some(public_url.into());
        self.kratos_admin_url = Some(admin_url.into());
        self
    }

    /// Sets the URL of a self-hosted Hydra: public port, admin port.
    #[must_use]
    pub fn hydra(mut self, public_url: impl Into<String>, admin_url: impl Into<String>) -> Self {
        self.hydra_public_url = Some(public_url.into());
        self.hydra_admin_url = Some(admin_url.into());
        self
    }

    /// Sets the URL of a self-hosted Keto: read port, write port.
    #[must_use]
    pub fn keto(mut self, read_url: impl Into<String>, write_url: impl Into<String>) -> Self {
        self.keto_read_url = Some(read_url.into());
        self.keto_write_url = Some(write_url.into());
        self
    }

    /// Sets the URL of Keto's permission-language port.
    #[must_use]
    pub fn keto_opl(mut self, url: impl Into<String>) -> Self {
        self.keto_opl_url = Some(url.into());
        self
    }

    /// Sets the console's URL.
    #[must_use]
    pub fn console(mut self, url: impl Into<String>) -> Self {
        self.console_url = Some(url.into());
        self
    }

    /// Sets the OAuth2 client: its id and its secret.
    #[must_use]
    pub fn oauth2_client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.oauth2_client_id = Some(id.into());
        self.oauth2_client_secret = Some(secret.into());
        self
    }

    /// Sets the client's own certificate and its private key, as PEM texts.
    #[must_use]
    pub fn client_cert(mut self, cert_pem: impl Into<String>, key_pem: impl Into<Secret>) -> Self {
        self.client_cert_pem = Some(cert_pem.into());
        self.client_key_pem = Some(key_pem.into());
        self
    }
}
