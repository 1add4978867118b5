//! Where an answer says which page comes after it.

use alloc::string::{String, ToString as _};

use crate::request::operation::{Operation, Pagination};
use crate::response::text;
use crate::transport::Headers;

/// The token of the page after this one.
#[must_use]
pub fn next_token(operation: &Operation, headers: &Headers, body: &[u8]) -> Option<String> {
    match operation.pagination {
        Pagination::None => None,
        Pagination::LinkToken | Pagination::LinkOffset => headers.all("link").find_map(link_token),
        Pagination::BodyToken => body_text(body, "next_page_token"),
        Pagination::BodyNext => body_text(body, "next_page"),
        Pagination::BodyTokenFlag => body_text(body, "next_page_token").filter(|_| more(body)),
    }
}

/// Whether a link leads to a next page in a way that no walk follows: by page numbers, say. A token that is empty ends a
/// list.
#[must_use]
pub(super) fn has_unread_next(operation: &Operation, headers: &Headers) -> bool {
    matches!(
        operation.pagination,
        Pagination::LinkToken | Pagination::LinkOffset
    ) && headers
        .all("link")
        .filter_map(next_query)
        .any(|query| !pairs(query).any(|(name, _)| name == "page_token"))
}

/// The tokens at the top of a body; the rest is skipped.
#[derive(serde::Deserialize)]
struct Tokens {
    next_page_token: Option<serde_json::Value>,
    next_page: Option<serde_json::Value>,
    has_next_page: Option<bool>,
}

fn tokens(body: &[u8]) -> Option<Tokens> {
    serde_json::from_str(text(body).ok()?).ok()
}

fn body_text(body: &[u8], name: &str) -> Option<String> {
    let tokens = tokens(body)?;
    let token = if name == "next_page" {
        tokens.next_page?
    } else {
        tokens.next_page_token?
    };
    let text = match token {
        serde_json::Value::String(text) => text,
        serde_json::Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn more(body: &[u8]) -> bool {
    tokens(body)
        .and_then(|tokens| tokens.has_next_page)
        .unwrap_or(true)
}

/// The `page_token` of the link with `rel="next"`.
fn link_token(header: &str) -> Option<String> {
    pairs(next_query(header)?)
        .find(|(name, value)| name == "page_token" && !value.is_empty())
        .map(|(_, value)| value.into_owned())
}

fn pairs(query: &str) -> url::form_urlencoded::Parse<'_> {
    url::form_urlencoded::parse(query.as_bytes())
}

/// The query of the link with `rel="next"`: `</p?page_size=2&page_token=T>; rel="next", <…>; rel="first"`.
fn next_query(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (url, after) = after.split_once('>')?;
        let attributes = after.split('<').next().unwrap_or_default();
        rest = after.get(attributes.len()..).unwrap_or_default();
        let next = attributes.split([';', ',']).any(|attribute| {
            attribute
                .trim()
                .split_once('=')
                .is_some_and(|(name, value)| {
                    name.trim().eq_ignore_ascii_case("rel")
                        && value
                            .trim()
                            .trim_matches('"')
                            .split_ascii_whitespace()
                            .any(|rel| rel.eq_ignore_ascii_case("next"))
                })
        });
        if next {
            let query = url.split_once('?').map_or("", |(_, query)| query);
            return query.split('#').next();
        }
    }
    None
}
