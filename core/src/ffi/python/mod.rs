//! Python's side of core: how its own types and the models of the API become Python objects and come back.
//!
//! A way through: `owned` holds any value, `call` sends one and reads another, `class_table` describes the class of a record,
//! `record_class` and `made` make it, `model` is what all of them derive from.

mod arguments;
mod call;
mod class_table;
mod constructor;
mod conversion;
mod enum_class;
mod field;
mod from_python;
mod hooks;
mod json;
mod json_methods;
pub(crate) mod macros;
pub mod made;
mod model;
mod model_class;
mod models;
mod once;
mod owned;
mod record_class;
mod secret;
mod timestamp;
mod to_python;
mod unknown_arm;

pub use arguments::{reason, refuse_bool};
pub use call::{OwnedCall, OwnedPager};
pub use class_table::RecordClass;
pub(crate) use conversion::{model_of, object_of};
pub use enum_class::OpenClass;
pub(crate) use hooks::hook;
pub use json::PyJson;
pub(crate) use macros::{
    constant_name, enum_conversions, model_conversions, python_name, record_table,
};
pub use model_class::{arguments, repr};
pub use models::{model, model_names};
pub use once::PyOnce;
pub use owned::{Owned, OwnedRecord, read};
pub use secret::PySecret;
pub use timestamp::{PyTimestamp, import_datetime};
