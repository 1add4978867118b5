//! Signing in on a device without a browser (RFC 8628).

use std::time::{Duration, Instant};

use super::TokenClient;
use super::client::ClientAuth;
use crate::endpoint::OAuth2DeviceFlow;
use crate::error::{ErrorKind, OryError};
use crate::model::{self, DeviceAuthorization, OAuth2DeviceFlowBody, OAuth2TokenExchangeBody};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// How long to wait between two polls where the server does not say.
const INTERVAL: u64 = 5;

/// How long such a sign-in lasts where the server does not say.
const LIFETIME: u64 = 600;

impl TokenClient {
    /// Starts a sign-in: show `user_code` and `verification_uri`, then [`poll_device`](Self::poll_device).
    ///
    /// # Errors
    /// Those of `oAuth2DeviceFlow`.
    pub async fn start_device(&self, scopes: &[&str]) -> Result<DeviceAuthorization, OryError> {
        let mut body = OAuth2DeviceFlowBody::new(self.client_id());
        if !scopes.is_empty() {
            body = body.scope(scopes.join(" "));
        }
        if let ClientAuth::Basic { client_secret, .. } | ClientAuth::Body { client_secret, .. } =
            &self.auth
        {
            body = body.client_secret(client_secret.clone());
        }
        self.ory.call(OAuth2DeviceFlow::new(body)).await
    }

    /// Asks until the person has typed the code in, at the pace that the server wants. Dropping the future ends it.
    ///
    /// # Errors
    /// Those of `oauth2TokenExchange`: `access_denied`, `expired_token`. One of kind timeout when the code's time is up.
    pub async fn poll_device(
        &self,
        device: &DeviceAuthorization,
    ) -> Result<model::OAuth2TokenExchange, OryError> {
        let seconds = |value: Option<i64>, default| {
            value
                .and_then(|value| u64::try_from(value).ok())
                .unwrap_or(default)
        };
        let mut interval = seconds(device.interval, INTERVAL).max(1);
        // A time that no clock reaches has no end.
        let end =
            Instant::now().checked_add(Duration::from_secs(seconds(device.expires_in, LIFETIME)));
        let Some(code) = &device.device_code else {
            return Err(OryError::new(
                ErrorKind::Input,
                "the device's sign-in has no `device_code`",
            ));
        };
        loop {
            self.ory.sleep(Duration::from_secs(interval)).await;
            let body = OAuth2TokenExchangeBody::new(GRANT).device_code(code.clone());
            let error = match self.exchange(body).await {
                Ok(tokens) => return Ok(tokens),
                Err(error) => error,
            };
            match error.code() {
                Some("authorization_pending") => {}
                Some("slow_down") => interval += INTERVAL,
                _ => return Err(error),
            }
            if end.is_some_and(|end| Instant::now() >= end) {
                let why = "nobody typed the code in while it was valid";
                return Err(OryError::new(ErrorKind::Timeout, why));
            }
        }
    }
}
