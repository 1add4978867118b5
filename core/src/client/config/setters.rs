//! Setters of [`OryConfig`] for one field each; those that set several stand beside the struct.

use alloc::string::String;

use super::OryConfig;
use crate::types::Secret;

impl OryConfig {
    /// Sets the URL of a project on Ory Network.
    #[must_use]
    pub fn project_url(mut self, url: impl Into<String>) -> Self {
        self.project_url = Some(url.into());
        self
    }

    /// Sets the URL of the console.
    #[must_use]
    pub fn console_url(mut self, url: impl Into<String>) -> Self {
        self.console_url = Some(url.into());
        self
    }

    /// Sets the URL of Kratos' public port.
    #[must_use]
    pub fn kratos_public_url(mut self, url: impl Into<String>) -> Self {
        self.kratos_public_url = Some(url.into());
        self
    }

    /// Sets the URL of Kratos' admin port.
    #[must_use]
    pub fn kratos_admin_url(mut self, url: impl Into<String>) -> Self {
        self.kratos_admin_url = Some(url.into());
        self
    }

    /// Sets the URL of Hydra's public port.
    #[must_use]
    pub fn hydra_public_url(mut self, url: impl Into<String>) -> Self {
        self.hydra_public_url = Some(url.into());
        self
    }

    /// Sets the URL of Hydra's admin port.
    #[must_use]
    pub fn hydra_admin_url(mut self, url: impl Into<String>) -> Self {
        self.hydra_admin_url = Some(url.into());
        self
    }

    /// Sets the URL of Keto's read port.
    #[must_use]
    pub fn keto_read_url(mut self, url: impl Into<String>) -> Self {
        self.keto_read_url = Some(url.into());
        self
    }

    /// Sets the URL of Keto's write port.
    #[must_use]
    pub fn keto_write_url(mut self, url: impl Into<String>) -> Self {
        self.keto_write_url = Some(url.into());
        self
    }

    /// Sets the URL of Keto's permission-language port.
    #[must_use]
    pub fn keto_opl_url(mut self, url: impl Into<String>) -> Self {
        self.keto_opl_url = Some(url.into());
        self
    }

    /// Sets the OAuth2 client id.
    #[must_use]
    pub fn oauth2_client_id(mut self, id: impl Into<String>) -> Self {
        self.oauth2_client_id = Some(id.into());
        self
    }

    /// Sets the secret of that OAuth2 client.
    #[must_use]
    pub fn oauth2_client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.oauth2_client_secret = Some(secret.into());
        self
    }

    /// Adds a header of your own to every request.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name.into(), value.into());
        self
    }

    /// Sets how long one call may take in all, in milliseconds.
    #[must_use]
    pub fn deadline_ms(mut self, milliseconds: u64) -> Self {
        self.deadline_ms = milliseconds;
        self
    }

    /// Sets how many connections to one host may be open at a time.
    #[must_use]
    pub fn max_connections(mut self, count: u32) -> Self {
        self.max_connections = count;
        self
    }

    /// Sets the PEM file with the certificates to trust.
    #[must_use]
    pub fn ca_file(mut self, path: impl Into<String>) -> Self {
        self.ca_file = Some(path.into());
        self
    }

    /// Sets the certificates to trust, as PEM text.
    #[must_use]
    pub fn ca_pem(mut self, pem: impl Into<String>) -> Self {
        self.ca_pem = Some(pem.into());
        self
    }

    /// Sets the client's own certificate and its private key, as PEM texts.
    #[must_use]
    pub fn client_cert(mut self, cert_pem: impl Into<String>, key_pem: impl Into<Secret>) -> Self {
        self.client_cert_pem = Some(cert_pem.into());
        self.client_key_pem = Some(key_pem.into());
        self
    }

    /// Sets the proxy.
    #[must_use]
    pub fn proxy_url(mut self, url: impl Into<Secret>) -> Self {
        self.proxy_url = Some(url.into());
        self
    }

    /// Sets whether proxies and certificates of the environment count.
    #[must_use]
    pub fn use_environment(mut self, wanted: bool) -> Self {
        self.use_environment = wanted;
        self
    }
}
