//! Clients over a script, and what the tests read again and again.

use std::sync::Arc;

use ory_hub::endpoint::{Endpoint, GetIdentity};
use ory_hub::{MockTransport, Ory, OryConfig, OryError};

/// A self-hosted Kratos that nothing is ever sent to.
pub(crate) fn config() -> OryConfig {
    OryConfig::self_hosted().kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434")
}

/// A client over the script.
pub(crate) fn client(config: OryConfig, script: MockTransport) -> (Ory, Arc<MockTransport>) {
    let script = Arc::new(script);
    let ory = Ory::with_transport(config, script.clone()).unwrap();
    (ory, script)
}

/// The error of `getIdentity` for one scripted answer.
pub(crate) async fn error_of(status: u16, headers: &[(&str, &str)], body: &str) -> OryError {
    let script = MockTransport::new().answer_with(status, headers.iter().copied(), body);
    let (ory, _) = client(config().max_retries(0), script);
    ory.call(GetIdentity::new("id")).await.unwrap_err()
}

/// The URL that an endpoint would be sent to.
pub(crate) fn url_of<E: Endpoint>(endpoint: &E, config: &OryConfig) -> Result<String, OryError> {
    endpoint.request(config).map(|request| request.url)
}

/// The value of a header that an endpoint would be sent with.
pub(crate) fn header_of<E: Endpoint>(
    endpoint: &E,
    config: &OryConfig,
    name: &str,
) -> Option<String> {
    let request = endpoint.request(config).unwrap();
    let (_, value) = request
        .headers
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(value.expose().to_owned())
}

/// A whole identity.
pub(crate) const IDENTITY: &str = r#"{"id":"9f425a8d-7efc-4768-8f23-7647a74fdf13","schema_id":"person",
    "schema_url":"http://127.0.0.1:4433/schemas/cGVyc29u","state":"active","traits":{"email":"ada@example.org"}}"#;
