//! Tokens that are offsets in disguise: base64 of `{"offset":"250","v":2}`.
//!
//! Kratos takes the first of them for the page that it already sent, and names no token for the last page. Others
//! overlap. The token after one is therefore reckoned here, so that no offset is left out.

use alloc::string::String;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::request::operation::{Operation, Pagination};

/// How often a list is read again because it changed meanwhile.
const MAX_PASSES: u32 = 5;

/// Pages without a new row that are always borne.
const PATIENCE: u32 = 8;

#[derive(serde::Deserialize)]
struct Token {
    offset: String,
    v: u32,
}

/// The offset in a token.
pub(super) fn read(token: &str) -> Option<u64> {
    let json = URL_SAFE_NO_PAD.decode(token.trim_end_matches('=')).ok()?;
    let token: Token = serde_json::from_slice(&json).ok()?;
    (token.v == 2).then(|| token.offset.parse().ok())?
}

/// The token of an offset.
pub(super) fn write(offset: u64) -> String {
    URL_SAFE_NO_PAD.encode(alloc::format!(r#"{{"offset":"{offset}","v":2}}"#))
}

/// A walk by offsets: the size of a page, and what this pass through the list has met.
#[derive(Debug, Clone, Default)]
pub(super) struct OffsetWalk {
    /// The operation is known for offsets that the server gets wrong.
    known: bool,
    /// A token was an offset.
    met: bool,
    /// Rows on a page.
    size: Option<u64>,
    /// The token that is asked for was reckoned here.
    own: bool,
    passes: u32,
    /// Pages of this pass with rows, those with new ones, and those without since the last new one.
    pages: u32,
    fresh_pages: u32,
    stale_pages: u32,
}

impl OffsetWalk {
    pub(super) fn new(
        operation: &Operation,
        page_size: Option<String>,
        start: Option<&str>,
    ) -> Self {
        Self {
            known: operation.pagination == Pagination::LinkOffset,
            met: start.and_then(read).is_some(),
            size: page_size
                .and_then(|size| size.parse().ok())
                .filter(|size| *size > 0),
            ..Self::default()
        }
    }

    /// Whether the list goes by offsets.
    pub(super) fn applies(&mut self, named: Option<&str>) -> bool {
        self.met |= named.and_then(read).is_some();
        self.met
    }

    /// The server is known to repeat its first page.
    pub(super) fn repeats(&self) -> bool {
        self.known
    }

    /// The next token was reckoned where the server named none: it may lead behind the end.
    pub(super) fn own(&self) -> bool {
        self.own
    }

    /// How many passes through the list have ended.
    pub(super) fn passes(&self) -> u32 {
        self.passes
    }

    /// More pages brought nothing new than an overlap explains.
    pub(super) fn stale(&self) -> bool {
        self.stale_pages > self.fresh_pages + PATIENCE
    }

    /// The token after an answer with so many rows, of which some are new.
    pub(super) fn next(
        &mut self,
        asked: Option<&str>,
        named: Option<String>,
        rows: usize,
        fresh: usize,
    ) -> Option<String> {
        let was_own = core::mem::take(&mut self.own);
        if rows == 0 {
            return None;
        }
        self.pages += 1;
        if fresh > 0 {
            self.fresh_pages += 1;
            self.stale_pages = 0;
        } else {
            self.stale_pages += 1;
            if was_own {
                return None;
            }
        }
        let here = asked.map_or(Some(0), read);
        let named_at = named.as_deref().and_then(read);
        let Some(here) = here else {
            return named;
        };
        let ahead = named_at.filter(|named| *named > here);
        let count = u64::try_from(rows).ok()?;
        let seen = ahead.map_or(count, |ahead| count.min(ahead - here));
        // What the first page holds counts, whatever size was asked for: servers have caps.
        if asked.is_none() && ahead.is_some() {
            self.size = Some(seen);
        }
        let size = *self.size.get_or_insert(seen);
        let reckoned = here.checked_add(size)?;
        match (ahead, named) {
            (Some(ahead), Some(named)) if ahead <= reckoned => Some(named),
            (Some(_), _) => Some(write(reckoned)),
            (None, Some(named)) if named_at.is_none() => Some(named),
            // No page is named after a first one that stands alone; after others the last one may be forgotten.
            (None, _) if asked.is_some() && count >= size => {
                self.own = true;
                Some(write(reckoned))
            }
            (None, _) => None,
        }
    }

    /// Ends a pass: whether there has to be another; `None` if there were too many.
    pub(super) fn end_pass(&mut self) -> Option<bool> {
        let again = self.pages > 1 && self.fresh_pages > 0;
        self.passes += 1;
        self.pages = 0;
        self.fresh_pages = 0;
        self.stale_pages = 0;
        if again && self.passes > MAX_PASSES {
            return None;
        }
        Some(again)
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn a_token_that_is_no_offset_has_none() {
        assert_eq!(read(&write(250)), Some(250));
        for token in ["", "a+b", "eyJvZmZzZXQiOiIyIn0", "MjUw"] {
            assert_eq!(read(token), None, "{token}");
        }
    }
}
