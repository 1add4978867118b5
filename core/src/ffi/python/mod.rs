//! Python's side of core: how its own types and the records of the API become Python objects and come back.

mod enum_class;
mod json;
mod macros;
mod model;
mod model_class;
mod secret;
mod timestamp;
mod unknown_arm;

pub use enum_class::OpenClass;
pub use json::PyJson;
pub use model::{MODELS, model};
pub use model_class::{arguments, repr};
pub use secret::PySecret;
pub use timestamp::PyTimestamp;
