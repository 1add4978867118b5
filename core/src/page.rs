//! Lists, page by page, over every way in which Ory's servers continue them.

use alloc::string::{String, ToString as _};
use core::hash::{Hash as _, Hasher as _};
use std::collections::HashSet;
use std::hash::DefaultHasher;

use crate::answer::text;
use crate::client::Ory;
use crate::endpoint::Endpoint;
use crate::error::OryError;
use crate::operation::{Operation, Pages};
use crate::problem::{ErrorKind, Problem};
use crate::transport::{Headers, Response};

/// An endpoint whose answer is one page of a list.
pub trait ListEndpoint: Endpoint {
    /// Its items with the token of the page after it.
    type Page: Send;

    /// Asks for the page with that token.
    fn turn_to(&mut self, token: &str);

    /// The page of an answer.
    fn page(answer: Self::Answer, next_page_token: Option<String>) -> Self::Page;

    /// How many items a page has.
    fn items(page: &Self::Page) -> usize;
}

/// Walks through a list.
///
/// It ends after a page without a successor or without items. A server that hands out a token a second time, or the
/// same page twice, would make a walk endless or lose rows: that is an error, once, and the end.
#[derive(Debug, Clone)]
pub struct Pager<E> {
    ory: Ory,
    endpoint: E,
    walk: Walk,
}

impl<E: ListEndpoint> Pager<E> {
    pub(crate) fn new(ory: Ory, endpoint: E) -> Self {
        Self {
            ory,
            endpoint,
            walk: Walk::default(),
        }
    }

    /// The next page, or nothing at the end. After an error of the connection or the server the same page is asked
    /// for again.
    pub async fn next(&mut self) -> Result<Option<E::Page>, OryError> {
        if self.walk.ended {
            return Ok(None);
        }
        if let Some(error) = self.walk.broken(E::OPERATION) {
            return Err(error);
        }
        if let Some(token) = &self.walk.token {
            self.endpoint.turn_to(token);
        }
        let body = self.endpoint.body()?;
        let response = self
            .ory
            .exchange(E::OPERATION, &self.endpoint, body)
            .await?;
        let answer = response.read::<E::Answer>(E::OPERATION)?;
        let next = next_token(E::OPERATION, &response.headers, &response.body);
        let page = E::page(answer, next);
        match self.walk.step(E::OPERATION, &response, E::items(&page))? {
            Step::Page => Ok(Some(page)),
            Step::End => Ok(None),
        }
    }

    /// There is no further page.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.walk.ended
    }

    /// Why the walk was broken off, if the server handed out a page or a token twice.
    #[must_use]
    pub fn stopped(&self) -> Option<&str> {
        self.walk.stopped
    }
}

/// What a step of a walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A page of items.
    Page,
    /// The end; the page has no items.
    End,
}

/// Where a walk through a list is: the part of [`Pager`] that knows no types.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    token: Option<String>,
    seen: HashSet<String>,
    last: Option<u64>,
    ended: bool,
    stopped: Option<&'static str>,
}

impl Walk {
    /// The token to ask for next; none at the first page.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// There is no further page.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// The error that ends a walk whose next page was named before; asked for before each page but the first.
    pub fn broken(&mut self, operation: &'static Operation) -> Option<OryError> {
        let why = self.stopped.filter(|_| !self.ended)?;
        self.ended = true;
        Some(Problem::new(ErrorKind::Decode, why).of(operation.id).into())
    }

    /// Takes one answer in, which holds so many items.
    pub fn step(
        &mut self,
        operation: &'static Operation,
        response: &Response,
        items: usize,
    ) -> Result<Step, OryError> {
        if items == 0 {
            self.ended = true;
            return Ok(Step::End);
        }
        let mut hasher = DefaultHasher::new();
        response.body.hash(&mut hasher);
        let page = hasher.finish();
        if self.last.replace(page) == Some(page) {
            return Err(self.stop(operation, response, "the server sent the same page twice; rows may be missing"));
        }
        match next_token(operation, &response.headers, &response.body) {
            None => self.ended = true,
            Some(token) => {
                if !self.seen.insert(token.clone()) {
                    self.stopped = Some("the server named a page a second time; rows may be missing");
                }
                self.token = Some(token);
            }
        }
        Ok(Step::Page)
    }

    fn stop(
        &mut self,
        operation: &'static Operation,
        response: &Response,
        why: &'static str,
    ) -> OryError {
        self.ended = true;
        self.stopped = Some(why);
        let mut problem = Problem::new(ErrorKind::Decode, why).of(operation.id);
        problem.status = Some(response.status);
        problem.into()
    }
}

/// The token of the page after this one.
#[must_use]
pub fn next_token(operation: &Operation, headers: &Headers, body: &[u8]) -> Option<String> {
    match operation.pages {
        Pages::None => None,
        Pages::LinkToken | Pages::LinkOffset => headers.all("link").find_map(link_token),
        Pages::BodyToken => body_text(body, "next_page_token"),
        Pages::BodyNext => body_text(body, "next_page"),
        Pages::BodyTokenFlag => body_text(body, "next_page_token").filter(|_| more(body)),
    }
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
    tokens(body).and_then(|tokens| tokens.has_next_page).unwrap_or(true)
}

/// The `page_token` of the link with `rel="next"`: `</p?page_size=2&page_token=T>; rel="next", <…>; rel="first"`.
fn link_token(header: &str) -> Option<String> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (url, after) = after.split_once('>')?;
        let attributes = after.split('<').next().unwrap_or_default();
        rest = after.get(attributes.len()..).unwrap_or_default();
        let next = attributes.split([';', ',']).any(|attribute| {
            attribute.trim().split_once('=').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("rel")
                    && value
                        .trim()
                        .trim_matches('"')
                        .split_ascii_whitespace()
                        .any(|rel| rel.eq_ignore_ascii_case("next"))
            })
        });
        if next {
            let query = url.split_once('?')?.1;
            let query = query.split('#').next().unwrap_or_default();
            return url::form_urlencoded::parse(query.as_bytes())
                .find(|(name, value)| name == "page_token" && !value.is_empty())
                .map(|(_, value)| value.into_owned());
        }
    }
    None
}
