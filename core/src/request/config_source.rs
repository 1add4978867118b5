//! Where planning reads the configuration from.

use crate::types::Secret;

/// The name of a configuration field, as [`OryConfig`](crate::OryConfig) has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfigKey(&'static str);

impl ConfigKey {
    pub(crate) const PROJECT_URL: Self = Self("project_url");
    pub(crate) const KRATOS_PUBLIC_URL: Self = Self("kratos_public_url");
    pub(crate) const SESSION_TOKEN: Self = Self("session_token");
    pub(crate) const COOKIE: Self = Self("cookie");
    pub(crate) const USER_AGENT_SUFFIX: Self = Self("user_agent_suffix");
    pub(crate) const ALLOW_INSECURE_HTTP: Self = Self("allow_insecure_http");

    /// The fields that name a server.
    #[cfg(not(feature = "std"))]
    pub(crate) const URLS: [Self; 2] = [Self::PROJECT_URL, Self::KRATOS_PUBLIC_URL];

    /// `project_url`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// The fields that no browser has.
#[cfg(feature = "std")]
impl ConfigKey {
    pub(crate) const CONSOLE_URL: Self = Self("console_url");
    pub(crate) const KRATOS_ADMIN_URL: Self = Self("kratos_admin_url");
    pub(crate) const HYDRA_PUBLIC_URL: Self = Self("hydra_public_url");
    pub(crate) const HYDRA_ADMIN_URL: Self = Self("hydra_admin_url");
    pub(crate) const KETO_READ_URL: Self = Self("keto_read_url");
    pub(crate) const KETO_WRITE_URL: Self = Self("keto_write_url");
    pub(crate) const KETO_OPL_URL: Self = Self("keto_opl_url");
    pub(crate) const PROJECT_KEY: Self = Self("project_key");
    pub(crate) const WORKSPACE_KEY: Self = Self("workspace_key");
    pub(crate) const BEARER: Self = Self("bearer");
    pub(crate) const OAUTH2_CLIENT_ID: Self = Self("oauth2_client_id");
    pub(crate) const OAUTH2_CLIENT_SECRET: Self = Self("oauth2_client_secret");

    /// The fields that name a server.
    pub(crate) const URLS: [Self; 9] = [
        Self::PROJECT_URL,
        Self::CONSOLE_URL,
        Self::KRATOS_PUBLIC_URL,
        Self::KRATOS_ADMIN_URL,
        Self::HYDRA_PUBLIC_URL,
        Self::HYDRA_ADMIN_URL,
        Self::KETO_READ_URL,
        Self::KETO_WRITE_URL,
        Self::KETO_OPL_URL,
    ];
}

/// A configuration. A native client has an [`OryConfig`](crate::OryConfig), a browser a JavaScript object.
pub trait ConfigSource {
    /// The value of a field. A boolean field is `true` or absent.
    fn get(&self, key: ConfigKey) -> Option<Secret>;

    /// Whether the URL parser of whoever sends the requests takes a URL.
    #[cfg(feature = "std")]
    fn can_parse_url(&self, url: &str) -> bool {
        url::Url::parse(url).is_ok()
    }

    /// Whether the URL parser of whoever sends the requests takes a URL.
    #[cfg(not(feature = "std"))]
    fn can_parse_url(&self, url: &str) -> bool;
}
