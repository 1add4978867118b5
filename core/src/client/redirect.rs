//! Redirects: followed below the base URL only, as a GET without a body.

use alloc::string::String;

use url::Url;

use crate::request::operation::Method;
use crate::transport::{Request, Response};

/// How many redirects are followed.
pub(super) const MAX_REDIRECTS: usize = 3;

/// The request that follows, if the response is a redirect that may be followed: one to the same scheme, host and port
/// and below the path of the base URL, after a GET or by 303. Credentials therefore never reach another server, nor
/// another application behind the same gateway.
pub(super) fn follow(request: &Request, base_url: &str, response: &Response) -> Option<Request> {
    let follows = match response.status {
        303 => true,
        301 | 302 | 307 | 308 => request.method == Method::Get,
        _ => false,
    };
    if !follows {
        return None;
    }
    let base = Url::parse(base_url).ok()?;
    let from = Url::parse(&request.url).ok()?;
    let location = response.headers.get("location")?;
    let to = from.join(location).ok().filter(|_| !location.is_empty())?;
    is_below(&base, &to).then(|| Request {
        method: Method::Get,
        url: String::from(to),
        headers: request
            .headers
            .iter()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
            .cloned()
            .collect(),
        body: None,
        timeout: request.timeout,
    })
}

fn is_below(base: &Url, to: &Url) -> bool {
    let server = |url: &Url| {
        let host = url.host_str().map(String::from);
        (
            String::from(url.scheme()),
            host,
            url.port_or_known_default(),
        )
    };
    let path = base.path().trim_end_matches('/');
    let below = to.path().strip_prefix(path);
    // What a server would read as a dot segment or a slash could lead out of the base path again.
    let lower = to.path().to_ascii_lowercase();
    let hides_segment = ["%2e", "%2f", "%5c"]
        .iter()
        .any(|part| lower.contains(part));
    server(base) == server(to)
        && to.username().is_empty()
        && to.password().is_none()
        && below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        && (path.is_empty() || !hides_segment)
}
