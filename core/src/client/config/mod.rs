//! What a client is made from.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use std::collections::HashMap;

use crate::request::{ConfigKey, ConfigSource};
use crate::types::Secret;

mod check;
mod setters;

/// Where the servers are and which credentials they get. There is no default host.
///
/// Ory Network has one project URL, and the console URL for workspace operations; a self-hosted set-up names a URL
/// per service, which wins over the project URL for its service.
///
/// ```
/// use ory_hub::{OryConfig, Secret};
///
/// let network = OryConfig::network("https://slug.projects.oryapis.com").project_key(Secret::new("ory_pat_example"));
/// let own = OryConfig::self_hosted().kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434").timeout_ms(5_000);
/// assert!(network.kratos_admin_url.is_none());
/// assert_eq!(own.kratos_admin_url.as_deref(), Some("http://127.0.0.1:4434"));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct OryConfig {
    /// URL of a project on Ory Network: `https://{slug}.projects.oryapis.com`, or its custom domain.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub project_url: Option<String>,
    /// URL of Ory Network's console, for workspace and project operations.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub console_url: Option<String>,
    /// URL of a self-hosted Kratos, public port.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub kratos_public_url: Option<String>,
    /// URL of a self-hosted Kratos, admin port.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub kratos_admin_url: Option<String>,
    /// URL of a self-hosted Hydra, public port.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub hydra_public_url: Option<String>,
    /// URL of a self-hosted Hydra, admin port.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub hydra_admin_url: Option<String>,
    /// URL of a self-hosted Keto, read port.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub keto_read_url: Option<String>,
    /// URL of a self-hosted Keto, write port.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub keto_write_url: Option<String>,
    /// URL of a self-hosted Keto, permission-language port.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub keto_opl_url: Option<String>,
    /// Project API key (`ory_pat_…`, `ory_apikey_…`). It is sent to the host of `project_url` only.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub project_key: Option<Secret>,
    /// Workspace API key (`ory_wak_…`). It is sent to the host of `console_url` only.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub workspace_key: Option<Secret>,
    /// Session token of a native app (`ory_st_…`). It wins over `cookie`.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub session_token: Option<Secret>,
    /// `Cookie` header of a browser's request, for code that renders on a server.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub cookie: Option<Secret>,
    /// OAuth2 access token, or the token that guards self-hosted admin services.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub bearer: Option<Secret>,
    /// OAuth2 client id, for operations that a client itself calls.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub oauth2_client_id: Option<String>,
    /// Its secret.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub oauth2_client_secret: Option<Secret>,
    /// How long one try may take in all, in milliseconds. 0 means no limit.
    #[cfg_attr(feature = "uniffi", uniffi(default = 30000))]
    pub timeout_ms: u64,
    /// How often a call that may be repeated is attempt again.
    #[cfg_attr(feature = "uniffi", uniffi(default = 2))]
    pub max_retries: u32,
    /// Allows `http://` towards other machines; loopback is always allowed.
    #[cfg_attr(feature = "uniffi", uniffi(default = false))]
    pub allow_insecure_http: bool,
    /// Added to the `User-Agent` header: your application's name and version.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub user_agent_suffix: Option<String>,
    /// Headers of your own for every request, such as `X-Forwarded-Proto` or a gateway's key.
    #[cfg_attr(feature = "uniffi", uniffi(default))]
    pub headers: HashMap<String, String>,
    /// How long one call may take in all, its retries, redirects and waits included, in milliseconds. 0 means no limit.
    #[cfg_attr(feature = "uniffi", uniffi(default = 0))]
    pub deadline_ms: u64,
    /// How many connections to one host may be open at a time; further calls wait in order.
    #[cfg_attr(feature = "uniffi", uniffi(default = 100))]
    pub max_connections: u32,
    /// PEM file with the certificate authorities to trust, or a server's own certificate, in place of the system's.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub ca_file: Option<String>,
    /// The same as PEM text; both may be given.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub ca_pem: Option<String>,
    /// PEM text of the certificate that the client shows to servers, with its chain.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub client_cert_pem: Option<String>,
    /// PEM text of that certificate's private key.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub client_key_pem: Option<Secret>,
    /// Proxy for every call but plain ones to this machine: `http://`, `https://`, `socks5://` or `socks5h://`, with user
    /// name and password where it needs them.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub proxy_url: Option<Secret>,
    /// Whether `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, `SSL_CERT_FILE` and `SSL_CERT_DIR` of the environment count. They
    /// never do in a privileged process.
    #[cfg_attr(feature = "uniffi", uniffi(default = true))]
    pub use_environment: bool,
}

impl Default for OryConfig {
    fn default() -> Self {
        Self {
            project_url: None,
            console_url: None,
            kratos_public_url: None,
            kratos_admin_url: None,
            hydra_public_url: None,
            hydra_admin_url: None,
            keto_read_url: None,
            keto_write_url: None,
            keto_opl_url: None,
            project_key: None,
            workspace_key: None,
            session_token: None,
            cookie: None,
            bearer: None,
            oauth2_client_id: None,
            oauth2_client_secret: None,
            timeout_ms: 30_000,
            max_retries: 2,
            allow_insecure_http: false,
            user_agent_suffix: None,
            headers: HashMap::new(),
            deadline_ms: 0,
            max_connections: 100,
            ca_file: None,
            ca_pem: None,
            client_cert_pem: None,
            client_key_pem: None,
            proxy_url: None,
            use_environment: true,
        }
    }
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

    /// Sets the project API key.
    #[must_use]
    pub fn project_key(mut self, key: impl Into<Secret>) -> Self {
        self.project_key = Some(key.into());
        self
    }

    /// Sets the workspace API key.
    #[must_use]
    pub fn workspace_key(mut self, key: impl Into<Secret>) -> Self {
        self.workspace_key = Some(key.into());
        self
    }

    /// Sets the session token.
    #[must_use]
    pub fn session_token(mut self, token: impl Into<Secret>) -> Self {
        self.session_token = Some(token.into());
        self
    }

    /// Sets the `Cookie` header.
    #[must_use]
    pub fn cookie(mut self, cookie: impl Into<Secret>) -> Self {
        self.cookie = Some(cookie.into());
        self
    }

    /// Sets the bearer token.
    #[must_use]
    pub fn bearer(mut self, token: impl Into<Secret>) -> Self {
        self.bearer = Some(token.into());
        self
    }

    /// Sets the OAuth2 client: its id and its secret.
    #[must_use]
    pub fn oauth2_client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.oauth2_client_id = Some(id.into());
        self.oauth2_client_secret = Some(secret.into());
        self
    }

    /// Sets how long one try may take in all, in milliseconds.
    #[must_use]
    pub fn timeout_ms(mut self, milliseconds: u64) -> Self {
        self.timeout_ms = milliseconds;
        self
    }

    /// Sets how often a call that may be repeated is attempt again.
    #[must_use]
    pub fn max_retries(mut self, times: u32) -> Self {
        self.max_retries = times;
        self
    }

    /// Allows `http://` towards other machines.
    #[must_use]
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// Sets what is added to the `User-Agent` header.
    #[must_use]
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }
}

/// Shows what is set. Secrets are hidden by their type; URLs may hold user names, which the planner refuses.
impl fmt::Debug for OryConfig {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("OryConfig");
        for (name, url) in [
            ("project_url", &self.project_url),
            ("console_url", &self.console_url),
            ("kratos_public_url", &self.kratos_public_url),
            ("kratos_admin_url", &self.kratos_admin_url),
            ("hydra_public_url", &self.hydra_public_url),
            ("hydra_admin_url", &self.hydra_admin_url),
            ("keto_read_url", &self.keto_read_url),
            ("keto_write_url", &self.keto_write_url),
            ("keto_opl_url", &self.keto_opl_url),
        ] {
            if let Some(url) = url {
                shown.field(name, &without_userinfo(url));
            }
        }
        for (name, secret) in [
            ("project_key", &self.project_key),
            ("workspace_key", &self.workspace_key),
            ("session_token", &self.session_token),
            ("cookie", &self.cookie),
            ("bearer", &self.bearer),
            ("oauth2_client_secret", &self.oauth2_client_secret),
            ("client_key_pem", &self.client_key_pem),
            ("proxy_url", &self.proxy_url),
        ] {
            if let Some(secret) = secret {
                shown.field(name, secret);
            }
        }
        if let Some(id) = &self.oauth2_client_id {
            shown.field("oauth2_client_id", id);
        }
        shown
            .field("timeout_ms", &self.timeout_ms)
            .field("max_retries", &self.max_retries)
            .field("allow_insecure_http", &self.allow_insecure_http);
        if let Some(suffix) = &self.user_agent_suffix {
            shown.field("user_agent_suffix", suffix);
        }
        shown
            .field("headers", &Names(&self.headers))
            .field("deadline_ms", &self.deadline_ms)
            .field("max_connections", &self.max_connections)
            .field("use_environment", &self.use_environment);
        for (name, text) in [
            ("ca_file", &self.ca_file),
            ("ca_pem", &self.ca_pem),
            ("client_cert_pem", &self.client_cert_pem),
        ] {
            if let Some(text) = text {
                shown.field(name, text);
            }
        }
        shown.finish()
    }
}

/// Shows the names of headers: their values may be keys.
struct Names<'a>(&'a HashMap<String, String>);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> = self.0.keys().collect();
        names.sort();
        formatter.debug_list().entries(names).finish()
    }
}

/// The part of a URL after user name and password: those are hidden.
fn without_userinfo(url: &str) -> &str {
    url.rsplit_once('@').map_or(url, |(_, rest)| rest)
}

impl ConfigSource for OryConfig {
    fn get(&self, key: ConfigKey) -> Option<Secret> {
        let text = match key.as_str() {
            "project_url" => &self.project_url,
            "console_url" => &self.console_url,
            "kratos_public_url" => &self.kratos_public_url,
            "kratos_admin_url" => &self.kratos_admin_url,
            "hydra_public_url" => &self.hydra_public_url,
            "hydra_admin_url" => &self.hydra_admin_url,
            "keto_read_url" => &self.keto_read_url,
            "keto_write_url" => &self.keto_write_url,
            "keto_opl_url" => &self.keto_opl_url,
            "oauth2_client_id" => &self.oauth2_client_id,
            "user_agent_suffix" => &self.user_agent_suffix,
            "allow_insecure_http" => return self.allow_insecure_http.then(|| Secret::from("true")),
            secret => return self.secret(secret).cloned(),
        };
        text.as_deref().map(Secret::from)
    }
}

impl OryConfig {
    /// A blank secret is none: environments often hold empty variables.
    fn secret(&self, field: &str) -> Option<&Secret> {
        let secret = match field {
            "project_key" => &self.project_key,
            "workspace_key" => &self.workspace_key,
            "session_token" => &self.session_token,
            "cookie" => &self.cookie,
            "bearer" => &self.bearer,
            "oauth2_client_secret" => &self.oauth2_client_secret,
            _ => return None,
        };
        secret
            .as_ref()
            .filter(|secret| !secret.expose().trim().is_empty())
    }
}
