//! What belongs to connections, which a client shares with those that are made from it.

use alloc::format;

use super::OryConfig;
use crate::error::{ErrorKind, OryError};

impl OryConfig {
    /// Refuses another certificate, proxy or number of connections than those of the client whose connections are
    /// shared. A field that has its default asks for nothing.
    pub(crate) fn check_shared(&self, shared: &Self) -> Result<(), OryError> {
        let default = Self::default();
        let asks =
            |differs: fn(&Self, &Self) -> bool| differs(self, shared) && differs(self, &default);
        let fields = [
            ("ca_file", asks(|one, other| one.ca_file != other.ca_file)),
            ("ca_pem", asks(|one, other| one.ca_pem != other.ca_pem)),
            (
                "client_cert_pem",
                asks(|one, other| one.client_cert_pem != other.client_cert_pem),
            ),
            (
                "client_key_pem",
                asks(|one, other| one.client_key_pem != other.client_key_pem),
            ),
            (
                "proxy_url",
                asks(|one, other| one.proxy_url != other.proxy_url),
            ),
            (
                "use_environment",
                asks(|one, other| one.use_environment != other.use_environment),
            ),
            (
                "max_connections",
                asks(|one, other| one.max_connections != other.max_connections),
            ),
        ];
        match fields.iter().find(|(_, asks)| *asks) {
            None => Ok(()),
            Some((name, _)) => Err(OryError::new(
                ErrorKind::Config,
                format!(
                    "{name} belongs to connections, which are shared: make another client with Ory::new"
                ),
            )),
        }
    }
}
