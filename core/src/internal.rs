//! What the bindings of this repository need. It may change in any release.

/// Decoding and encoding by type descriptions.
#[cfg(feature = "std")]
pub mod codec {
    pub use crate::codec::*;
}

/// Reading errors out of responses.
pub mod error {
    #[cfg(feature = "std")]
    pub use crate::error::from_response::problem_from_response;
    pub use crate::error::parse::{ErrorDetails, ErrorFields, parse_error};
    #[cfg(feature = "std")]
    pub use crate::error::problem::is_flow_text;
    pub use crate::error::*;
}

/// Reading JSON wherever it is held.
pub mod json_view {
    pub use crate::codec::json_view::*;
}

/// Descriptions of operations.
pub mod operation {
    #[cfg(feature = "std")]
    #[allow(unused_imports, reason = "no group may be chosen")]
    pub use crate::endpoint::operations::*;
    pub use crate::request::operation::*;
}

/// What Kotlin and Swift send and cannot send.
#[cfg(feature = "uniffi")]
pub mod uniffi {
    pub use crate::ffi::uniffi::*;
}

/// What a header may be.
#[cfg(feature = "std")]
pub mod headers {
    pub use crate::client::headers::{is_name, is_value};
}

/// Decoding that counts against the deadline of its call.
#[cfg(feature = "std")]
pub mod deadline {
    pub use crate::client::deadline::Deadline;
}

/// Lists, page by page, without types.
#[cfg(feature = "std")]
pub mod pagination {
    pub use crate::client::pagination::*;
}

/// Python's conversions and classes.
#[cfg(feature = "python")]
pub mod python {
    pub use crate::ffi::python::*;
}

/// Planning requests.
pub mod request {
    pub use crate::request::*;
}

/// Retries, without a clock.
pub mod retry {
    pub use crate::request::retry::*;
}

/// Reading responses.
#[cfg(feature = "std")]
pub mod response {
    pub use crate::response::*;
}

/// Self-service flows without the structs of models.
#[cfg(all(feature = "std", feature = "frontend"))]
pub mod self_service {
    pub use crate::self_service::FlowStep;
}

/// Calls on the caller's thread, and the runtime of this process for async callers that have none.
#[cfg(feature = "sockets")]
pub mod runtime {
    pub use crate::per_process::PerProcess;
    #[cfg(feature = "http")]
    pub use crate::transport::http::{BackgroundTask, TaskEnded, background, spawn};
    pub use crate::transport::http::{CancelToken, Interrupt, Interrupted, block_on};
}
