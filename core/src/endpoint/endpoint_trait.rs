//! Typed requests: one plain struct an operation, by group.

use alloc::string::String;

use crate::response::FromResponse;
use crate::client::config::OryConfig;
use crate::endpoint::credential::Credential;
use crate::error::OryError;
use crate::request::operation::Operation;
use crate::request::{Arguments, Host, plan};
use crate::transport::{Headers, Request};

/// A typed request to one operation. Build it, then give it to [`Ory::call`](crate::Ory::call), or send
/// [`request`](Self::request) with any other HTTP client and read its answer with [`response`](Self::response).
///
#[cfg_attr(feature = "metadata", doc = "```")]
#[cfg_attr(not(feature = "metadata"), doc = "```ignore")]
/// use ory_hub::OryConfig;
/// use ory_hub::endpoint::{Endpoint, GetVersion};
/// use ory_hub::transport::Headers;
///
/// let config = OryConfig::self_hosted().kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434");
/// let request = GetVersion::new().request(&config)?;
/// assert_eq!(request.url, "http://127.0.0.1:4434/version");
///
/// let version = GetVersion::response(200, &Headers::new(), br#"{"version":"v1.3.1"}"#)?;
/// assert_eq!(version.version, "v1.3.1");
/// # Ok::<(), ory_hub::OryError>(())
/// ```
pub trait Endpoint: Arguments + Sized + Send + Sync {
    /// What the operation answers.
    type Answer: FromResponse;
    /// The credential it takes.
    type Credential: Credential;
    /// Its row in the table.
    const OPERATION: &'static Operation;

    /// The request body as text, if there is one.
    fn body(&self) -> Result<Option<String>, OryError>;

    /// The HTTP request for this configuration. Nothing is sent.
    fn request(&self, config: &OryConfig) -> Result<Request, OryError> {
        let plan = plan(Self::OPERATION, self, config, Host::Native)?;
        Request::from_plan(plan, self.body()?, config)
    }

    /// Reads an HTTP answer: the value, or the error that the server tells.
    fn response(status: u16, headers: &Headers, body: &[u8]) -> Result<Self::Answer, OryError> {
        crate::response::read(Self::OPERATION, status, headers, body)
    }
}
