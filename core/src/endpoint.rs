//! Typed requests: one plain struct an operation, by group.

use alloc::string::String;

use crate::answer::FromResponse;
use crate::config::OryConfig;
use crate::credential::Credential;
use crate::error::OryError;
use crate::operation::Operation;
use crate::plan::{Arguments, Host, plan};
use crate::transport::{Headers, Request};

mod group;
#[cfg(test)]
mod tests;

pub use group::*;

/// A typed request to one operation. Build it, then give it to [`Ory::call`](crate::Ory::call), or send
/// [`request`](Self::request) with any other HTTP client and read its answer with [`response`](Self::response).
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
        crate::answer::read(Self::OPERATION, status, headers, body)
    }
}
