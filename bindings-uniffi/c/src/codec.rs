//! Core's decoder, under the names that this crate uses.

pub(crate) use ory_hub::internal::codec::{
    Arena, EnumDesc, Record, RecordDesc, Source, TypeDesc, Value, Variant as Union, decode,
    decode_from, encode,
};
