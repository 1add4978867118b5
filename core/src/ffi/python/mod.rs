//! Python's side of core: how its own types and the records of the API become Python objects and come back.

mod json;
mod macros;
mod model;
mod enum_class;
mod model_class;
mod secret;
mod timestamp;
mod unknown_arm;

pub use json::PyJson;
pub use model::{MODELS, model};
pub use enum_class::OpenClass;
pub use model_class::{arguments, repr};
pub use secret::PySecret;
pub use timestamp::PyTimestamp;
