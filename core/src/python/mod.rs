//! Python's side of core: how its own types and the records of the API become Python objects and come back.

mod json;
mod macros;
mod model;
mod open_enum;
mod record;
mod secret;
mod time;
mod unknown;

pub use json::PyJson;
pub use model::{MODELS, model};
pub use open_enum::OpenClass;
pub use record::{arguments, repr};
pub use secret::PySecret;
pub use time::PyTimestamp;
