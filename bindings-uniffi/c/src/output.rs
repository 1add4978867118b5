//! Where C wants the answer of an operation, and as what.

use crate::codec::{Record, TypeDesc, Union};
use crate::document::{List, Owned, Root};
use crate::pages::Pages;
use crate::pointer::Handle;
use crate::text::ory_text;

/// The place for an answer, with what it is decoded as.
pub(crate) enum Output {
    Nothing,
    Record(&'static TypeDesc, *mut *mut Record<'static>),
    Union(&'static TypeDesc, *mut *mut Union<'static>),
    List(&'static TypeDesc, *mut *mut List),
    OptionalRecord(&'static TypeDesc, *mut *mut Record<'static>),
    Pages(*mut *mut Pages),
    Text(*mut *mut ory_text),
    Json(*mut *mut ory_text),
    Url(*mut *mut ory_text),
}

/// A kind of answer that is decoded as a whole.
pub(crate) trait Answered: Root {
    fn output(desc: &'static TypeDesc, out: *mut *mut Self) -> Output;
}

impl Answered for Record<'static> {
    fn output(desc: &'static TypeDesc, out: *mut *mut Self) -> Output {
        Output::Record(desc, out)
    }
}

impl Answered for Union<'static> {
    fn output(desc: &'static TypeDesc, out: *mut *mut Self) -> Output {
        Output::Union(desc, out)
    }
}

impl Answered for List {
    fn output(desc: &'static TypeDesc, out: *mut *mut Self) -> Output {
        Output::List(desc, out)
    }
}

/// Named as the rows of the tables name them.
impl Output {
    pub(crate) fn model<H: Owned<RustType: Answered>>(out: *mut *mut H) -> Self {
        H::RustType::output(H::DESC, out.cast())
    }

    pub(crate) fn optional_model<H: Owned<RustType = Record<'static>>>(out: *mut *mut H) -> Self {
        Self::OptionalRecord(H::DESC, out.cast())
    }

    pub(crate) fn list<H: Owned<RustType = List>>(out: *mut *mut H) -> Self {
        Self::List(H::DESC, out.cast())
    }

    pub(crate) fn pages<H: Handle<RustType = Pages>>(out: *mut *mut H) -> Self {
        Self::Pages(out.cast())
    }

    pub(crate) fn text(out: *mut *mut ory_text) -> Self {
        Self::Text(out)
    }

    pub(crate) fn json(out: *mut *mut ory_text) -> Self {
        Self::Json(out)
    }

    pub(crate) fn url(out: *mut *mut ory_text) -> Self {
        Self::Url(out)
    }

    /// Whether there is a place to write to.
    pub(crate) fn has_place(&self) -> bool {
        match *self {
            Self::Nothing => true,
            Self::Record(_, out) | Self::OptionalRecord(_, out) => !out.is_null(),
            Self::Union(_, out) => !out.is_null(),
            Self::List(_, out) => !out.is_null(),
            Self::Pages(out) => !out.is_null(),
            Self::Text(out) | Self::Json(out) | Self::Url(out) => !out.is_null(),
        }
    }
}
