//! Lists, page by page or item by item, over every way in which Ory's servers continue them.

use alloc::vec;
use core::fmt;

use super::Ory;
use crate::endpoint::{ListEndpoint, ListPage};
use crate::error::{ErrorKind, OryError};

mod cursor;
mod link;
mod offset;
mod rows;
mod walk;

pub use cursor::{PageCursor, ReadyPage, Step, Unread};
pub use link::next_token;
#[cfg(feature = "python")]
pub(crate) use walk::Paged;
pub(crate) use walk::next_page;

/// A walk through a list, page by page.
///
/// Each row comes once, told apart by its id, also where the server repeats or forgets pages. Where tokens are offsets,
/// a list of more than one page is read twice, so that rows are found that moved because others were deleted meanwhile.
/// A page's token leads to the page after it, in another walk too. Pages without items are passed over. A server that
/// hands out a token a second time or one page again and again would make a walk endless or lose rows: that is an error,
/// once, and the end.
#[derive(Debug, Clone)]
pub struct Pager<E> {
    ory: Ory,
    endpoint: E,
    cursor: PageCursor,
}

impl Ory {
    /// Walks through a list, page by page.
    pub fn pages<E: ListEndpoint>(&self, endpoint: E) -> Pager<E> {
        Pager {
            ory: self.clone(),
            endpoint,
            cursor: PageCursor::default(),
        }
    }

    /// Walks through a list, item by item; pages are asked for as they are needed.
    pub fn items<E: ListEndpoint>(&self, endpoint: E) -> Items<E> {
        Items {
            pages: self.pages(endpoint),
            items: vec::Vec::new().into_iter(),
        }
    }
}

impl<E: ListEndpoint> Pager<E> {
    /// The next page, or nothing at the end. After an error of the connection or the server the same page is asked
    /// for again. Dropping the future loses no page.
    ///
    /// # Errors
    /// As a call has them; `page` and `per_page` are refused, because they name no next page.
    pub async fn next(&mut self) -> Result<Option<E::Page>, OryError> {
        let next = next_page(&self.ory, &mut self.endpoint, &mut self.cursor).await?;
        Ok(next.map(|(output, token)| E::page(output, token)))
    }

    /// There is no further page.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.cursor.ended()
    }

    /// Why the walk ended before the end of the list, if the server's answers did not lead there.
    #[must_use]
    pub fn stopped(&self) -> Option<&str> {
        self.cursor.stopped()
    }
}

/// A walk through a list, item by item.
pub struct Items<E: ListEndpoint> {
    pages: Pager<E>,
    items: vec::IntoIter<<E::Page as ListPage>::Item>,
}

impl<E: ListEndpoint> Items<E> {
    /// The next item, or nothing at the end. After an error the same page is asked for again. Dropping the future
    /// loses no item.
    ///
    /// # Errors
    /// Those of [`Pager::next`].
    pub async fn next(&mut self) -> Result<Option<<E::Page as ListPage>::Item>, OryError> {
        loop {
            if let Some(item) = self.items.next() {
                return Ok(Some(item));
            }
            match self.pages.next().await? {
                Some(page) => self.items = page.into_items().into_iter(),
                None => return Ok(None),
            }
        }
    }

    /// All items that are left, at most so many: a list that does not end is an error.
    ///
    /// # Errors
    /// Those of [`Pager::next`], and one of kind input if there are more items.
    pub async fn collect(
        mut self,
        at_most: usize,
    ) -> Result<vec::Vec<<E::Page as ListPage>::Item>, OryError> {
        let mut items = vec::Vec::new();
        while let Some(item) = self.next().await? {
            if items.len() == at_most {
                let why = alloc::format!("the list has more than {at_most} items");
                return Err(OryError::new(ErrorKind::Input, why).with_operation(E::OPERATION.id));
            }
            items.push(item);
        }
        Ok(items)
    }
}

/// Without the items.
impl<E: ListEndpoint + fmt::Debug> fmt::Debug for Items<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
