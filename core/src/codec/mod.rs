//! The decoder: JSON text into values by static descriptions, and from there into Rust values or C getters.
//!
//! ```
//! use ory_hub::internal::codec::{self, TypeDesc, Value};
//!
//! let arena = codec::Arena::new();
//! let value = codec::decode(&TypeDesc::List(&TypeDesc::Int), "[1, 2.0]", &arena)?;
//! assert!(matches!(value, Value::List([Value::Int(1), Value::Int(2)])));
//! # Ok::<(), ory_hub::DecodeError>(())
//! ```

#[cfg(feature = "std")]
mod arena;
#[cfg(feature = "std")]
mod decode;
#[cfg(feature = "std")]
mod decode_error;
#[cfg(feature = "std")]
mod decode_limits;
#[cfg(feature = "std")]
mod decode_object;
#[cfg(feature = "std")]
mod decode_union;
#[cfg(feature = "std")]
mod depth;
#[cfg(feature = "std")]
mod encode;
#[cfg(feature = "std")]
mod from_value;
pub(crate) mod json_view;
#[cfg(feature = "std")]
mod null;
#[cfg(feature = "std")]
mod source;
#[cfg(feature = "std")]
mod surrogates;
#[cfg(all(test, feature = "std"))]
pub(crate) mod tests;
#[cfg(feature = "std")]
mod type_desc;
#[cfg(feature = "std")]
mod until;
#[cfg(feature = "std")]
mod value;

#[cfg(feature = "std")]
pub use arena::Arena;

#[cfg(feature = "uniffi")]
pub(crate) use encode::with_misfits;
#[cfg(feature = "std")]
pub use {
    decode::{decode, decode_from},
    decode_error::DecodeError,
    depth::DEPTH,
    encode::encode,
    from_value::{FromValue, Model},
    source::Source,
    type_desc::{EnumDesc, FieldDesc, RecordDesc, TypeDesc, UnionDesc, optional, required},
    until::{Until, until},
    value::{Record, Value, Variant},
};
#[cfg(feature = "std")]
pub(crate) use {
    depth::nests_deeper, encode::write_field, from_value::read_model,
    surrogates::replace_lone_surrogates, until::is_over,
};
#[cfg(feature = "python")]
pub(crate) use {encode::whole, from_value::with_arena};
