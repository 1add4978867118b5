//! The decoder: JSON text into rows of slots by static tables, and from there into Rust values or C getters.
//!
//! ```
//! use ory_hub::slots::{self, Kind, Slot};
//!
//! let arena = slots::Bump::new();
//! let slot = slots::decode(&Kind::List(&Kind::Int), "[1, 2.0]", &arena)?;
//! assert!(matches!(slot, Slot::List([Slot::Int(1), Slot::Int(2)])));
//! # Ok::<(), ory_hub::DecodeError>(())
//! ```

mod decode;
mod depth;
mod encode;
mod error;
mod halves;
mod kind;
mod object;
mod open;
mod read;
mod slot;
pub mod table;
#[cfg(test)]
pub(crate) mod tests;
mod unknown;

pub use bumpalo::Bump;

pub use decode::decode;
pub use depth::DEPTH;
pub(crate) use depth::nests_deeper;
pub use encode::encode;
pub use error::DecodeError;
pub(crate) use halves::replaced as without_halves;
pub use kind::{EnumTable, FieldRow, Kind, RecordTable, UnionTable, nullable, optional, required};
pub(crate) use open::open_enum;
pub(crate) use read::deserialize_as_json;
pub use read::{FromSlot, Model};
pub use slot::{Row, Slot, Variant};
pub use unknown::UnknownArm;
