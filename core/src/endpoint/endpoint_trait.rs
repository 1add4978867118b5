//! Typed requests: one plain struct an operation, by group.

use alloc::string::String;
use alloc::vec::Vec;

use crate::client::config::OryConfig;
use crate::endpoint::credential::Credential;
use crate::error::OryError;
use crate::error::Problem;
use crate::request::operation::Operation;
use crate::request::{Environment, Params, RequestPlan};
use crate::response::FromResponse;
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
pub trait Endpoint: Params + Sized + Send + Sync {
    /// What the operation answers.
    type Output: FromResponse;
    /// The credential it takes.
    type Credential: Credential;
    /// Its row in the table.
    const OPERATION: &'static Operation;

    /// The request body as text, if there is one.
    fn body(&self) -> Result<Option<String>, OryError>;

    /// The HTTP request for this configuration. Nothing is sent.
    fn request(&self, config: &OryConfig) -> Result<Request, OryError> {
        let plan = RequestPlan::new(Self::OPERATION, self, config, Environment::Native)
            .map_err(|rejection| Problem::from(rejection).with_operation(Self::OPERATION.id))?;
        Request::from_plan(plan, self.body()?, config)
    }

    /// Reads an HTTP answer: the value, or the error that the server tells.
    fn response(status: u16, headers: &Headers, body: &[u8]) -> Result<Self::Output, OryError> {
        crate::response::read(Self::OPERATION, status, headers, body)
    }
}

/// An endpoint whose response is one page of a list.
pub trait ListEndpoint: Endpoint {
    /// The items with the token of the next page.
    type Page: ListPage;

    /// Selects the page to fetch; none is the first one.
    fn set_page_token(&mut self, token: Option<&str>);

    /// The page of a response.
    fn page(output: Self::Output, next_page_token: Option<String>) -> Self::Page;
}

/// One page of a list.
pub trait ListPage: Send {
    /// What the list holds.
    type Item: Send;

    /// What is on the page.
    fn into_items(self) -> Vec<Self::Item>;
}
