//! What no printed error repeats: the credentials that its call was made with.

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::OryConfig;
use crate::error::OryError;
use crate::request::operation::{Operation, ParamLocation};
use crate::request::{Params, body, credentials, encode};
use crate::types::Secret;

/// A shorter text may be a part of the server's own words: it is hidden where it is a whole one.
const LEAST_SECRET: usize = 8;

/// A still shorter one may be such a word: it is hidden where it stands alone, in quotes or behind `=` or `: `.
const LEAST_WORD: usize = 4;

const REDACTED: &str = "[redacted]";

/// What was given to one call: a session token, a cookie, other headers, and secrets among parameters and in the body.
pub(crate) fn given(
    operation: &Operation,
    params: &dyn Params,
    sent: Option<&Secret>,
) -> Vec<Secret> {
    let mut given = sent.map_or_else(Vec::new, |sent| body::secrets(operation, sent));
    for (index, param) in operation.params.iter().enumerate() {
        if param.secret || param.location == ParamLocation::Header {
            params.for_each_value(index, &mut |value| given.push(Secret::new(value)));
        }
    }
    given
}

/// The error without the credentials of its call and of the configuration where it is printed: a server may repeat what
/// it was sent.
pub(crate) fn redact(config: &OryConfig, given: &[Secret], mut error: OryError) -> OryError {
    let mut hidden = Vec::new();
    for secret in credentials(config) {
        add_forms(&secret, &mut hidden);
    }
    for secret in config.headers.values() {
        add_forms(secret, &mut hidden);
    }
    for secret in given {
        add_forms(secret.expose(), &mut hidden);
    }
    // What holds another one goes first.
    hidden.sort_by_key(|secret| core::cmp::Reverse(secret.expose().len()));
    let problem = error.problem_mut();
    let printed = [
        Some(&mut problem.message),
        problem.reason.as_mut(),
        problem.id.as_mut(),
        problem.code.as_mut(),
        problem.request_id.as_mut(),
    ];
    for text in printed.into_iter().flatten() {
        for secret in &hidden {
            hide(text, secret.expose());
        }
    }
    error
}

/// A credential, each cookie of it alone, what follows the name of a scheme, and how else a server may write these.
fn add_forms(secret: &str, hidden: &mut Vec<Secret>) {
    let cookies = secret
        .split(';')
        .filter_map(|pair| Some(pair.split_once('=')?.1.trim()));
    let token = secret.split_once(' ').map(|(_, token)| token);
    let token = token.filter(|token| !token.contains(' '));
    for part in core::iter::once(secret).chain(cookies).chain(token) {
        if part.is_empty() {
            continue;
        }
        hidden.push(Secret::new(part));
        let mut encoded = String::new();
        encode(part, &mut encoded);
        if encoded != part {
            hidden.push(Secret::new(encoded));
        }
        if part.len() >= LEAST_WORD {
            hidden.push(Secret::new(STANDARD_NO_PAD.encode(part)));
            hidden.push(Secret::new(URL_SAFE_NO_PAD.encode(part)));
        }
    }
}

fn hide(text: &mut String, secret: &str) {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find(secret)) {
        let (start, end) = (from + found, from + found + secret.len());
        let (before, after) = (&text[..start], &text[end..]);
        if is_hidden(before, secret, after) {
            text.replace_range(start..end, REDACTED);
            from = start + REDACTED.len();
        } else {
            from = start + secret.chars().next().map_or(1, char::len_utf8);
        }
    }
}

/// Whether a text is the secret where it stands, and no part of something else.
fn is_hidden(before: &str, secret: &str, after: &str) -> bool {
    if secret.len() >= LEAST_SECRET {
        return true;
    }
    let (last, next) = (before.chars().next_back(), after.chars().next());
    if secret.len() >= LEAST_WORD {
        return !last.is_some_and(is_of_word) && !next.is_some_and(is_of_word);
    }
    let ends = next.is_none_or(|next| matches!(next, ';' | ',' | '&') || next.is_whitespace());
    match last {
        None => next.is_none(),
        Some(quote @ ('"' | '\'' | '`')) => next == Some(quote),
        Some('=') => ends,
        Some(' ') => before.ends_with(": ") && ends,
        Some(':') => before.ends_with("\":") && matches!(next, Some(',' | '}')),
        Some(_) => false,
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::{String, hide};

    fn hidden(text: &str, secret: &str) -> String {
        let mut text = String::from(text);
        hide(&mut text, secret);
        text
    }

    #[test]
    fn a_short_secret_is_hidden_where_it_is_a_whole_word_or_value() {
        for (text, secret, expected) in [
            ("no SECRET7!", "SECRET7", "no [redacted]!"),
            ("SECRET7", "SECRET7", "[redacted]"),
            ("a-SECRET7 SECRET77", "SECRET7", "a-SECRET7 SECRET77"),
            ("xSECRET78x", "SECRET78", "x[redacted]x"),
            ("no such data", "no", "no such data"),
            (
                "a=no, \"no\", b: no",
                "no",
                "a=[redacted], \"[redacted]\", b: [redacted]",
            ),
            ("no", "no", "[redacted]"),
            ("a a=a", "a", "a a=[redacted]"),
            ("[redacted]", "redacted", "[[redacted]]"),
            ("éé", "é", "éé"),
        ] {
            assert_eq!(hidden(text, secret), expected, "{text} without {secret}");
        }
    }
}
