//! The one error of core.

use alloc::boxed::Box;
use alloc::string::{String, ToString as _};
use alloc::sync::Arc;
use core::error::Error;
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
///
/// Its [`source`](Error::source) is the error that it came of, where there is one: of a socket, of TLS, of HTTP, or the
/// [`DecodeError`](crate::DecodeError) of a response. It counts for nothing when errors are compared.
#[derive(Clone)]
pub struct OryError(Box<Parts>);

#[derive(Clone)]
struct Parts {
    problem: Problem,
    source: Option<Source>,
}

/// Shared, since errors are cloned and their sources cannot be.
pub(crate) type Source = Arc<dyn Error + Send + Sync>;

impl OryError {
    /// An error without an answer of a server.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Problem::new(kind, message).into()
    }

    /// All facts.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// All facts, owned.
    #[must_use]
    pub fn into_problem(self) -> Problem {
        self.0.problem
    }

    /// Names the error that it came of.
    #[must_use]
    pub(crate) fn with_source(mut self, source: Option<Source>) -> Self {
        self.0.source = source;
        self
    }

    /// For what is to be changed in it.
    pub(crate) fn problem_mut(&mut self) -> &mut Problem {
        &mut self.0.problem
    }

    /// Reads the body as a type that the operation documents for this status, such as the flow under a 400.
    pub fn decode<T: crate::Model>(&self) -> Result<T, Self> {
        T::from_json(self.body().unwrap_or_default()).map_err(|error| {
            let mut problem = self.problem().clone();
            problem.kind = ErrorKind::Decode;
            problem.message = error.to_string();
            Self::from(problem).with_source(Some(Arc::new(error)))
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
        self.problem_mut()
            .operation
            .get_or_insert_with(|| String::from(operation));
        self
    }
}

impl From<Problem> for OryError {
    fn from(problem: Problem) -> Self {
        Self(Box::new(Parts {
            problem,
            source: None,
        }))
    }
}

/// So that `identity.traits.get("/email")?` can stand where calls stand.
#[cfg(feature = "std")]
impl From<crate::codec::DecodeError> for OryError {
    fn from(error: crate::codec::DecodeError) -> Self {
        use alloc::string::ToString as _;
        Self::new(ErrorKind::Decode, error.to_string()).with_source(Some(Arc::new(error)))
    }
}

/// The line of [`Problem`].
impl fmt::Display for OryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem().fmt(formatter)
    }
}

/// The facts without the body and the details, which may hold personal data.
impl fmt::Debug for OryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OryError({}: {self})", self.kind().as_str())
    }
}

impl Error for OryError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.0.source.as_ref()?;
        Some(&**source)
    }
}

impl PartialEq for OryError {
    fn eq(&self, other: &Self) -> bool {
        self.problem() == other.problem()
    }
}

impl Eq for OryError {}
