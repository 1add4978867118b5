//! A walk through a list without I/O and without types: what to ask for, and which pages are ready.

use alloc::collections::VecDeque;
use alloc::string::String;
use core::hash::BuildHasher as _;
use std::collections::HashSet;
use std::hash::RandomState;

use super::link::{has_unread_next, next_token};
use super::offset::OffsetWalk;
use super::rows::{self, Rows};
use crate::error::{ErrorKind, OryError, Problem};
use crate::request::Params;
use crate::request::operation::{Operation, Pagination};
use crate::response::value_kind;
use crate::transport::Response;

const TWICE: &str = "the server sent the same page twice; rows may be missing";
const AGAIN: &str = "the server named a page a second time; rows may be missing";
const UNREAD: &str = "the server's link to the next page has no page_token; rows may be missing";
const RESTLESS: &str = "the list changed each time that it was read; rows may be missing";

/// What a walk does next.
#[derive(Debug)]
pub enum Step {
    /// Ask for the page of this token, or for the first page.
    Ask(Option<String>),
    /// The front page is ready: decode it, then take it with [`PageCursor::pop`].
    Page,
    /// There are no further pages.
    End,
}

/// A page whose rows were not handed out before.
#[derive(Debug, Clone)]
pub struct ReadyPage {
    /// The answer, without the rows that were met before.
    pub response: Response,
    /// The token that leads to the page after it.
    pub next: Option<String>,
}

/// An answer that was not taken, because it holds no list that could be read.
pub type Unread = Option<Response>;

/// Where a walk through a list is.
#[derive(Debug, Clone, Default)]
pub struct PageCursor {
    started: bool,
    /// The token that the walk began with.
    start: Option<String>,
    ask: Ask,
    ready: VecDeque<ReadyPage>,
    /// The last of them waits until it is known which token leads behind it.
    hold: bool,
    hasher: RandomState,
    rows: HashSet<u64>,
    tokens: HashSet<String>,
    /// The rows of the page before.
    last: Option<u64>,
    /// How many pages in a row were the one before.
    repeats: u32,
    offsets: OffsetWalk,
    stopped: Option<&'static str>,
    ended: bool,
}

#[derive(Debug, Clone, Default)]
enum Ask {
    #[default]
    First,
    Token(String),
    Nothing,
}

impl PageCursor {
    /// There are no further pages.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// Why the walk ended before the end of the list.
    #[must_use]
    pub fn stopped(&self) -> Option<&'static str> {
        self.stopped
    }

    /// What to do next.
    ///
    /// # Errors
    /// When parameters do not go with a walk, and once when the server's answers do not lead to the end.
    pub fn step(
        &mut self,
        operation: &'static Operation,
        params: &dyn Params,
    ) -> Result<Step, OryError> {
        if !self.started {
            check(operation, params)?;
            let value = |name| operation.param(name).and_then(|index| params.first(index));
            self.start = value("page_token");
            self.offsets = OffsetWalk::new(operation, value("page_size"), self.start.as_deref());
            if let Some(start) = &self.start {
                self.tokens.insert(start.clone());
            }
            self.started = true;
        }
        if self.ready.len() > usize::from(self.hold) {
            return Ok(Step::Page);
        }
        if self.ended {
            return Ok(Step::End);
        }
        match &self.ask {
            Ask::First => Ok(Step::Ask(self.start.clone())),
            Ask::Token(token) => Ok(Step::Ask(Some(token.clone()))),
            Ask::Nothing => {
                self.ended = true;
                match self.stopped {
                    None => Ok(Step::End),
                    Some(why) => Err(Problem::new(ErrorKind::Decode, why)
                        .with_operation(operation.id)
                        .into()),
                }
            }
        }
    }

    /// The page that [`Step::Page`] means.
    #[must_use]
    pub fn front(&self) -> Option<&ReadyPage> {
        self.ready.front()
    }

    /// Takes that page off.
    pub fn pop(&mut self) -> Option<ReadyPage> {
        self.ready.pop_front()
    }

    /// Takes the answer to [`Step::Ask`]. One that holds no list comes back, and the walk is where it was.
    ///
    /// # Errors
    /// When the answer is an error; the walk is where it was.
    pub fn take(
        &mut self,
        operation: &'static Operation,
        mut response: Response,
    ) -> Result<Unread, OryError> {
        response.check(operation)?;
        value_kind(
            operation,
            response.status,
            &response.headers,
            &response.body,
        )?;
        let named = next_token(operation, &response.headers, &response.body);
        let unread = named.is_none() && has_unread_next(operation, &response.headers);
        let by_text = self.offsets.applies(named.as_deref());
        let Some(Rows { keys }) = Rows::read(&response.body, &self.hasher, by_text) else {
            return Ok(Some(response));
        };
        let kept: Vec<bool> = keys
            .iter()
            .map(|key| key.is_none_or(|key| self.rows.insert(key)))
            .collect();
        let fresh = kept.iter().filter(|kept| **kept).count();
        if fresh > 0
            && fresh < kept.len()
            && let Some(body) = rows::keep(&response.body, &kept)
        {
            response.body = body;
        }
        let page = if keys.contains(&None) {
            self.hasher.hash_one(&response.body)
        } else {
            self.hasher.hash_one(&keys)
        };
        let repeated = self.last.replace(page) == Some(page) && !keys.is_empty();
        self.repeats = if repeated { self.repeats + 1 } else { 0 };
        // Rows without an id cannot be told apart, but a whole page can.
        let fresh = if repeated { 0 } else { fresh };
        if by_text {
            self.take_offset(named, keys.len(), fresh, response);
        } else {
            self.take_token(operation, named, keys.len(), fresh, response);
        }
        if unread && matches!(self.ask, Ask::Nothing) && self.stopped.is_none() {
            self.ask = self.stop(UNREAD);
        }
        Ok(None)
    }

    /// Takes an answer as it is, whose rows cannot be told apart.
    pub fn take_whole(&mut self, operation: &'static Operation, response: Response) {
        let named = next_token(operation, &response.headers, &response.body);
        self.take_token(operation, named, 1, 1, response);
    }

    /// Tokens are opaque and lead to the rows behind the last one.
    fn take_token(
        &mut self,
        operation: &'static Operation,
        named: Option<String>,
        rows: usize,
        fresh: usize,
        response: Response,
    ) {
        let named = named.filter(|_| rows > 0 || operation.pagination != Pagination::LinkOffset);
        let tolerated = u32::from(operation.pagination == Pagination::LinkOffset);
        self.ask = match named {
            _ if self.repeats > tolerated => self.stop(TWICE),
            Some(token) if self.tokens.insert(token.clone()) => Ask::Token(token),
            Some(_) if rows > 0 => self.stop(AGAIN),
            _ if self.repeats > 0 => self.stop(TWICE),
            _ => Ask::Nothing,
        };
        if fresh > 0 {
            let next = match &self.ask {
                Ask::Token(token) => Some(token.clone()),
                _ => None,
            };
            self.ready.push_back(ReadyPage { response, next });
        }
    }

    /// Tokens are offsets: the server may repeat, overlap or forget pages, and rows move when the list changes.
    fn take_offset(
        &mut self,
        named: Option<String>,
        rows: usize,
        fresh: usize,
        response: Response,
    ) {
        let asked = match &self.ask {
            Ask::Token(token) => Some(token.clone()),
            _ => self.start.clone(),
        };
        let next = self.offsets.next(asked.as_deref(), named, rows, fresh);
        let next = next.filter(|token| self.tokens.insert(token.clone()));
        if self.hold && (fresh > 0 || next.is_none()) {
            self.hold = false;
            if let Some(page) = self.ready.back_mut() {
                page.next = asked.clone().filter(|_| fresh > 0);
            }
        }
        let first_pass = self.offsets.passes() == 0;
        let only = self.repeats > 1 || self.offsets.stale();
        self.ask = match next {
            _ if first_pass && only => self.stop(TWICE),
            Some(token) => Ask::Token(token),
            None => self.end_pass(),
        };
        if matches!(self.ask, Ask::Nothing) {
            self.hold = false;
        }
        if fresh > 0 {
            let next = match &self.ask {
                Ask::Token(token) if first_pass => Some(token.clone()),
                _ => None,
            };
            let first = asked.is_none() && self.offsets.repeats();
            self.hold = next.is_some() && (first || self.offsets.own());
            self.ready.push_back(ReadyPage { response, next });
        }
    }

    /// Rows that moved to a page that was read already are found by reading the list once more.
    fn end_pass(&mut self) -> Ask {
        match self.offsets.end_pass() {
            Some(true) => {
                self.tokens = self.start.iter().cloned().collect();
                self.last = None;
                self.repeats = 0;
                Ask::First
            }
            Some(false) => Ask::Nothing,
            None => self.stop(RESTLESS),
        }
    }

    fn stop(&mut self, why: &'static str) -> Ask {
        self.stopped = Some(why);
        Ask::Nothing
    }
}

/// Refuses the parameters of the old way to ask for pages: it never says which page is the next one.
fn check(operation: &'static Operation, params: &dyn Params) -> Result<(), OryError> {
    for name in ["page", "per_page"] {
        let index = operation.param(name);
        if index.and_then(|index| params.first(index)).is_some() {
            let why = alloc::format!(
                "`{name}` does not go with a walk through pages; use `page_size` and `page_token`"
            );
            return Err(OryError::new(ErrorKind::Input, why).with_operation(operation.id));
        }
    }
    Ok(())
}
