//! The one error of core.

use alloc::boxed::Box;
use alloc::string::{String, ToString as _};
use core::fmt;

use crate::error::{ErrorKind, Problem};

/// An error: its [`Problem`] behind a pointer, so that results stay small.
///
#[cfg_attr(feature = "metadata", doc = "```")]
#[cfg_attr(not(feature = "metadata"), doc = "```ignore")]
/// use ory_hub::ErrorKind;
/// use ory_hub::endpoint::{Endpoint, GetVersion};
/// use ory_hub::transport::Headers;
///
/// let body = br#"{"error":{"code":404,"status":"Not Found","message":"Unable to locate the resource"}}"#;
/// let error = GetVersion::response(404, &Headers::new(), body).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Api);
/// assert_eq!(error.to_string(), "getVersion: 404 Not Found: Unable to locate the resource");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct OryError(Box<Problem>);

impl OryError {
    /// An error without an answer of a server.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(kind, message)))
    }

    /// All facts.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0
    }

    /// All facts, owned.
    #[must_use]
    pub fn into_problem(self) -> Problem {
        *self.0
    }

    /// Reads the body as a type that the operation documents for this status, such as the flow under a 400.
    pub fn decode<T: crate::Model>(&self) -> Result<T, Self> {
        T::from_json(self.body().unwrap_or_default()).map_err(|error| {
            let mut problem = self.problem().clone();
            problem.kind = ErrorKind::Decode;
            problem.message = error.to_string();
            problem.into()
        })
    }

    /// The form that came with the error: a 400 of a submit is one, with messages or for the next step.
    ///
    /// ```
    /// # #[cfg(feature = "frontend")] {
    /// use ory_hub::endpoint::{Endpoint, UpdateLoginFlow};
    /// use ory_hub::model::LoginFlow;
    /// use ory_hub::transport::Headers;
    ///
    /// let body = br#"{"id":"f1","type":"api","expires_at":"2030-01-01T00:00:00Z","issued_at":"2029-01-01T00:00:00Z",
    ///     "request_url":"x","state":"choose_method","ui":{"action":"x","method":"POST","nodes":[]}}"#;
    /// let error = UpdateLoginFlow::response(400, &Headers::new(), body).unwrap_err();
    /// assert_eq!(error.flow::<LoginFlow>().unwrap().id, "f1");
    /// # }
    /// ```
    #[must_use]
    pub fn flow<T: crate::Model>(&self) -> Option<T> {
        let body = self.body()?;
        super::problem::is_flow_text(body)
            .then(|| T::from_json(body).ok())
            .flatten()
    }

    /// Names the operation, if none is named yet.
    #[must_use]
    pub fn with_operation(mut self, operation: &str) -> Self {
        self.0
            .operation
            .get_or_insert_with(|| String::from(operation));
        self
    }
}

impl From<Problem> for OryError {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

/// So that `identity.traits.get("/email")?` can stand where calls stand.
#[cfg(feature = "std")]
impl From<crate::codec::DecodeError> for OryError {
    fn from(error: crate::codec::DecodeError) -> Self {
        use alloc::string::ToString as _;
        Self::new(ErrorKind::Decode, error.to_string())
    }
}

/// The line of [`Problem`].
impl fmt::Display for OryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The facts without the body and the details, which may hold personal data.
impl fmt::Debug for OryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OryError({}: {self})", self.kind().as_str())
    }
}

impl core::error::Error for OryError {}
