//! An answer as C holds it: its text, the arena with its slots, and the row that C's pointer names.

use bumpalo::Bump;
use ory_hub::slots::{Kind, Row, Slot};
use ory_hub::{ErrorKind, OryError};

/// The owner behind every pointer to a model that C must free. The row comes first, so that a pointer to the owner is a
/// pointer to the row and one getter serves owned and borrowed models alike.
#[repr(C)]
pub(super) struct Document {
    row: Row<'static>,
    arena: Box<Bump>,
    text: Box<str>,
}
