//! The one planner: an operation, its arguments and a configuration become an HTTP request.

use alloc::string::String;
use alloc::vec::Vec;

use crate::operation::{Method, Operation, Place};
use crate::problem::{ErrorKind, Problem};
use crate::secret::Secret;

use refusal::{Refusal, refuse};

mod authorize;
mod base;
mod encode;
mod refusal;

#[cfg(feature = "std")]
pub use base::check_urls;
pub use base::{Base, Origin};
pub use encode::encode;

/// The arguments of one call: the planner asks for each parameter's texts by its position in
/// [`Operation::params`].
pub trait Arguments {
    /// Hands over the values of that parameter; none when it is not set.
    fn texts(&self, index: usize, push: &mut dyn FnMut(&str));
}

/// What a client is made from: the planner asks for what it needs, by the names of [`OryConfig`]'s fields.
///
/// [`OryConfig`]: crate::OryConfig
pub trait Settings {
    /// The value of that field; a field that is `true` says so in words.
    fn setting(&self, field: &'static str) -> Option<Secret>;
}

/// Who sends the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// A process: it has the credentials of its configuration and no others.
    Native,
    /// A browser: it has cookies that nobody else sees, and sets its own `User-Agent`.
    Browser,
}

/// An HTTP request without its body.
#[derive(Clone)]
pub struct Plan {
    /// The operation.
    pub operation: &'static Operation,
    /// HTTP method.
    pub method: Method,
    /// Whole URL with its query.
    pub url: String,
    /// Headers in lower case. The body's type is the operation's [`BodyKind`](crate::operation::BodyKind).
    pub headers: Vec<(&'static str, Secret)>,
    /// Whose server it is.
    pub origin: Origin,
}

/// Without the query, which may hold tokens.
#[cfg(feature = "std")]
impl core::fmt::Debug for Plan {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let url = self.url.split('?').next().unwrap_or_default();
        formatter
            .debug_struct("Plan")
            .field("operation", &self.operation.id)
            .field("method", &self.method)
            .field("url", &url)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// Plans one call, or says what is wrong with it. Nothing is sent.
#[allow(
    clippy::result_large_err,
    reason = "made once a call, and only when it is refused"
)]
pub fn plan(
    operation: &'static Operation,
    arguments: &dyn Arguments,
    config: &dyn Settings,
    host: Host,
) -> Result<Plan, Problem> {
    build(operation, arguments, config, host)
        .map_err(|refusal| Problem::from(refusal).of(operation.id))
}

fn build(
    operation: &'static Operation,
    arguments: &dyn Arguments,
    config: &dyn Settings,
    host: Host,
) -> Result<Plan, Refusal> {
    let base = base::of(operation.service, config)?;
    let mut url = base.url;
    path(operation, arguments, &mut url)?;
    query(operation, arguments, &mut url)?;
    let mut headers = authorize::headers(operation, arguments, config, host, base.origin)?;
    headers.push(("accept", Secret::new("application/json")));
    if host == Host::Native {
        headers.push(("user-agent", user_agent(config)?));
    }
    Ok(Plan {
        operation,
        method: operation.method,
        url,
        headers,
        origin: base.origin,
    })
}

/// Appends the path, each `{name}` replaced by its argument. Path parameters come first, in the path's order.
fn path(operation: &Operation, arguments: &dyn Arguments, url: &mut String) -> Result<(), Refusal> {
    let mut from = 0;
    let mut index = 0;
    for (place, letter) in operation.path.bytes().enumerate() {
        if letter == b'{' {
            url.push_str(operation.path.get(from..place).unwrap_or_default());
            let name = operation.params.get(index).map_or("", |param| param.name);
            let value = one(arguments, index).ok_or_else(|| missing(name))?;
            if value.len() < 3 && value.bytes().all(|byte| byte == b'.') {
                let message = ["the path parameter `", name, "` is empty or a dot segment"];
                return Err(refuse(ErrorKind::Input, &message));
            }
            encode(&value, url);
            index += 1;
        } else if letter == b'}' {
            from = place + 1;
        }
    }
    url.push_str(operation.path.get(from..).unwrap_or_default());
    Ok(())
}

/// Appends the query; a parameter with many values repeats its key.
fn query(
    operation: &Operation,
    arguments: &dyn Arguments,
    url: &mut String,
) -> Result<(), Refusal> {
    let mut separator = "?";
    for (index, param) in operation.params.iter().enumerate() {
        if param.place != Place::Query {
            continue;
        }
        let mut given = false;
        arguments.texts(index, &mut |value| {
            if given && !param.many {
                return;
            }
            given = true;
            url.push_str(separator);
            separator = "&";
            encode(param.name, url);
            url.push('=');
            encode(value, url);
        });
        if param.required && !given {
            return Err(missing(param.name));
        }
    }
    Ok(())
}

fn one(arguments: &dyn Arguments, index: usize) -> Option<String> {
    let mut value = None;
    arguments.texts(index, &mut |text| {
        if value.is_none() {
            value = Some(String::from(text));
        }
    });
    value
}

fn missing(name: &str) -> Refusal {
    refuse(ErrorKind::Input, &["the parameter `", name, "` is missing"])
}

/// Refuses what would end the header or the request.
fn header_value(name: &str, value: Secret) -> Result<Secret, Refusal> {
    if value
        .expose()
        .bytes()
        .all(|byte| byte == b'\t' || (byte >= 0x20 && byte != 0x7f))
    {
        return Ok(value);
    }
    let message = [
        "the header `",
        name,
        "` would hold a line break or another control character",
    ];
    Err(refuse(ErrorKind::Input, &message))
}

fn user_agent(config: &dyn Settings) -> Result<Secret, Refusal> {
    let mut text = String::from(concat!("ory-hub/", env!("CARGO_PKG_VERSION")));
    if let Some(suffix) = config
        .setting("user_agent_suffix")
        .filter(|suffix| !suffix.expose().is_empty())
    {
        text.push(' ');
        text.push_str(suffix.expose());
    }
    header_value("user-agent", Secret::new(text))
}
