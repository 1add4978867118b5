//! The decoder: JSON text into rows of slots by static tables, and from there into Rust values or C getters.
//!
//! ```
//! use ory_hub::internal::codec::{self, Kind, Slot};
//!
//! let arena = slots::Bump::new();
//! let slot = slots::decode(&Kind::List(&Kind::Int), "[1, 2.0]", &arena)?;
//! assert!(matches!(slot, Slot::List([Slot::Int(1), Slot::Int(2)])));
//! # Ok::<(), ory_hub::DecodeError>(())
//! ```

#[cfg(feature = "std")]
mod decode;
#[cfg(feature = "std")]
mod decode_error;
#[cfg(feature = "std")]
mod decode_object;
#[cfg(feature = "std")]
mod depth;
#[cfg(feature = "std")]
mod encode;
#[cfg(feature = "std")]
mod from_value;
pub mod json_view;
#[cfg(feature = "std")]
mod surrogates;
#[cfg(feature = "std")]
pub mod table;
#[cfg(all(test, feature = "std"))]
pub(crate) mod tests;
#[cfg(feature = "std")]
mod type_desc;
#[cfg(feature = "std")]
mod value;

#[cfg(feature = "std")]
pub use bumpalo::Bump;

#[cfg(feature = "std")]
pub use {
    decode::decode,
    decode_error::DecodeError,
    depth::DEPTH,
    encode::encode,
    from_value::{FromSlot, Model},
    type_desc::{EnumTable, FieldRow, Kind, RecordTable, UnionTable, nullable, optional, required},
    value::{Row, Slot, Variant},
};
#[cfg(feature = "std")]
pub(crate) use {
    depth::nests_deeper, from_value::deserialize_as_json, surrogates::replaced as without_halves,
};
#[cfg(feature = "std")]
pub use crate::types::UnknownArm;
#[cfg(feature = "std")]
pub(crate) use crate::types::open_enum;
