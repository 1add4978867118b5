//! Python's side of core: how its own types and the models of the API become Python objects and come back.

mod arguments;
mod enum_class;
mod from_python;
mod hooks;
mod json;
mod json_methods;
pub(crate) mod macros;
pub(crate) mod model_class;
mod once;
mod secret;
mod timestamp;
mod to_python;
mod unknown_arm;

pub(crate) use arguments::Arguments;
pub use arguments::reason;
pub use enum_class::OpenClass;
pub(crate) use hooks::hook;
pub use json::PyJson;
pub(crate) use macros::{enum_class, page_class, record_class, union_class};
pub use model_class::{PythonModel, arguments, repr};
pub use once::PyOnce;
pub use secret::PySecret;
pub use timestamp::{PyTimestamp, import_datetime};

pub use crate::model::{PYTHON_MODELS as MODELS, python_model as model};
