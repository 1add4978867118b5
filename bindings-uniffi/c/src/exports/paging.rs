//! The pages of a list.

use crate::document::Owned;
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::pages::{Page, Pages};
use crate::pointer;
use crate::result::ory_result;

/// Writes the next page, or NULL at the end.
pub(crate) fn next<H: Owned<RustType: Page>>(
    pages: *mut Pages,
    out: *mut *mut H,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let pages = pointer::require_mut(pages, "pages")?;
        pointer::require_out(out, "the place for the page").map_err(|error| pages.wrong(error))?;
        let page = pages.next::<H::RustType>(H::DESC)?;
        pointer::write(
            out,
            page.map_or(std::ptr::null_mut(), |page| page.into_raw().cast()),
        );
        Ok(())
    })
}

/// Frees the pages of a list.
#[inline(never)]
pub(crate) fn free(pages: *mut Pages) {
    guard(|| drop(pointer::try_box(pages)))
}
