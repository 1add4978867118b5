//! The one planner: an operation, its arguments and a configuration become an HTTP request.

use alloc::string::String;

use super::target::Origin;
use super::{auth, percent, target};

use crate::request::operation::{Operation, Place};
use crate::error::ErrorKind;
use crate::types::Secret;

/// The arguments of one call: the planner asks for each parameter's texts by its position in
/// [`Operation::params`].
pub trait Arguments {
    /// Hands over the values of that parameter; none when it is not set.
    fn texts(&self, index: usize, push: &mut dyn FnMut(&str));

    /// The first value of that parameter.
    fn first(&self, index: usize) -> Option<String> {
        let mut value = None;
        self.texts(index, &mut |text| {
            if value.is_none() {
                value = Some(String::from(text));
            }
        });
        value
    }
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

/// Who takes a request down, piece by piece: memory natively, the script in a browser.
pub trait Draft {
    /// The next piece of the URL.
    fn url(&mut self, piece: &str);

    /// The next letter of the URL, in ASCII.
    fn letter(&mut self, letter: u8);

    /// A header, its name in any case, its value in two parts.
    fn header(&mut self, name: &'static str, start: &str, value: &str);

    /// The call is not sent; why, in parts of one message.
    fn refuse(&mut self, kind: ErrorKind, parts: &[&str]);
}

/// The call is not sent, and the draft knows why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

/// Plans one call, or says what is wrong with it: whose server it goes to. Nothing is sent.
///
/// # Errors
/// When the draft was refused; what it took down until then is of no use.
pub fn draft<D: Draft>(
    operation: &'static Operation,
    arguments: &dyn Arguments,
    config: &dyn Settings,
    host: Host,
    draft: &mut D,
) -> Result<Origin, Refused> {
    let origin = target::of(operation.service, config, draft)?;
    path(operation, arguments, draft)?;
    query(operation, arguments, draft)?;
    auth::headers(operation, arguments, config, host, origin, draft)?;
    draft.header("accept", "", "application/json");
    if host == Host::Native {
        user_agent(config, draft)?;
    }
    Ok(origin)
}

/// Appends the path, each `{name}` replaced by its argument. Path parameters come first, in the path's order.
fn path<D: Draft>(
    operation: &Operation,
    arguments: &dyn Arguments,
    draft: &mut D,
) -> Result<(), Refused> {
    let mut from = 0;
    let mut index = 0;
    for (place, letter) in operation.path.bytes().enumerate() {
        if letter == b'{' {
            draft.url(operation.path.get(from..place).unwrap_or_default());
            let name = operation.params.get(index).map_or("", |param| param.name);
            let Some(value) = arguments.first(index) else {
                return missing(name, draft);
            };
            if value.len() < 3 && value.bytes().all(|byte| byte == b'.') {
                let message = ["the path parameter `", name, "` is empty or a dot segment"];
                return refuse(draft, ErrorKind::Input, &message);
            }
            percent::each(&value, &mut |letter| draft.letter(letter));
            index += 1;
        } else if letter == b'}' {
            from = place + 1;
        }
    }
    draft.url(operation.path.get(from..).unwrap_or_default());
    Ok(())
}

/// Appends the query; a parameter with many values repeats its key.
fn query<D: Draft>(
    operation: &Operation,
    arguments: &dyn Arguments,
    draft: &mut D,
) -> Result<(), Refused> {
    let mut separator = b'?';
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
            let mut letter = |letter| draft.letter(letter);
            letter(separator);
            separator = b'&';
            percent::each(param.name, &mut letter);
            letter(b'=');
            percent::each(value, &mut letter);
        });
        if param.required && !given {
            return missing(param.name, draft);
        }
    }
    Ok(())
}

pub(super) fn refuse<D: Draft, T>(draft: &mut D, kind: ErrorKind, parts: &[&str]) -> Result<T, Refused> {
    draft.refuse(kind, parts);
    Err(Refused)
}

pub(super) fn missing<D: Draft, T>(name: &str, draft: &mut D) -> Result<T, Refused> {
    refuse(
        draft,
        ErrorKind::Input,
        &["the parameter `", name, "` is missing"],
    )
}

/// Takes a header down, unless its value would end the header or the request; `said` is what the caller knows it by.
pub(super) fn header<D: Draft>(
    name: &'static str,
    said: &str,
    start: &str,
    value: &str,
    draft: &mut D,
) -> Result<(), Refused> {
    if value
        .bytes()
        .all(|byte| byte == b'\t' || (byte >= 0x20 && byte != 0x7f))
    {
        draft.header(name, start, value);
        return Ok(());
    }
    let message = [
        "the header `",
        said,
        "` would hold a line break or another control character",
    ];
    refuse(draft, ErrorKind::Input, &message)
}

fn user_agent<D: Draft>(config: &dyn Settings, draft: &mut D) -> Result<(), Refused> {
    const OWN: &str = concat!("ory-hub/", env!("CARGO_PKG_VERSION"), " ");
    let suffix = config.setting("user_agent_suffix").unwrap_or_default();
    let start = match suffix.expose() {
        "" => OWN.trim_ascii_end(),
        _ => OWN,
    };
    header("user-agent", "user-agent", start, suffix.expose(), draft)
}
