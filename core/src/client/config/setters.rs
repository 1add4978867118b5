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
}
