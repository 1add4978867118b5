//! Redirects: followed to the same origin only, as a GET without a body.

use alloc::string::String;
use alloc::vec::Vec;

use url::Url;

use crate::request::operation::Method;
use crate::transport::{Request, Response};

/// How many redirects are followed.
pub const MAX_REDIRECTS: usize = 3;

/// What is left of a request after it was sent, to follow a redirect with.
pub struct RedirectContext {
    method: Method,
    url: String,
    headers: Vec<(&'static str, crate::Secret)>,
    timeout: Option<core::time::Duration>,
}

impl RedirectContext {
    /// Keeps what a redirect needs of a request.
    pub fn new(request: &Request) -> Self {
        Self {
            method: request.method,
            url: request.url.clone(),
            headers: request.headers.clone(),
            timeout: request.timeout,
        }
    }

    /// The URL of the request.
    pub fn url(&self) -> &String {
        &self.url
    }

    /// The request that follows, if the response is a redirect that may be followed: one to the same scheme, host and
    /// port, after a GET or by 303. Credentials therefore never reach another origin.
    pub fn follow(self, response: &Response) -> Option<Request> {
        let follows = match response.status {
            303 => true,
            301 | 302 | 307 | 308 => self.method == Method::Get,
            _ => false,
        };
        if !follows {
            return None;
        }
        let from = Url::parse(&self.url).ok()?;
        let to = from.join(response.headers.get("location")?).ok()?;
        let same =
            from.origin() == to.origin() && to.username().is_empty() && to.password().is_none();
        same.then(|| Request {
            method: Method::Get,
            url: String::from(to),
            headers: self
                .headers
                .into_iter()
                .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
                .collect(),
            body: None,
            timeout: self.timeout,
        })
    }
}
