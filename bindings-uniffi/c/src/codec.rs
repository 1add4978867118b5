//! Core's decoder, under the names that this crate uses.

pub(crate) use ory_hub::internal::codec::{
    Arena, EnumDesc, Record, RecordDesc, TypeDesc, Value, Variant as Union, decode, encode,
};
