//! Models of an outcome that C can read.

use ory_hub::{ErrorKind, OryError, Problem};

use crate::codec::TypeDesc;
use crate::document::{Document, Owned, Root};

pub(super) fn open<H: Owned>(json: String) -> Result<Document<H::RustType>, OryError> {
    document(H::DESC, json)
}

pub(super) fn document<T: Root>(
    desc: &'static TypeDesc,
    json: String,
) -> Result<Document<T>, OryError> {
    Document::open(desc, json).map_err(|(fault, json)| {
        let message = format!("the response cannot be read: {fault}");
        Problem::new(ErrorKind::Decode, message)
            .with_body(json)
            .into()
    })
}
