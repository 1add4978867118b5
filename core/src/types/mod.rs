//! Values that models are made of besides text and numbers.

#[cfg(feature = "std")]
mod finite;
#[cfg(feature = "std")]
mod json;
#[cfg(feature = "std")]
mod raw;
mod redacted;
mod secret;
#[cfg(feature = "std")]
mod timestamp;
#[cfg(feature = "std")]
mod unknown_arm;

#[cfg(feature = "std")]
pub use json::Json;
#[cfg(feature = "std")]
pub(crate) use raw::raw;
#[cfg(feature = "std")]
pub(crate) use redacted::Redacted;
pub(crate) use redacted::WithoutQuery;
pub use secret::Secret;
#[cfg(feature = "std")]
pub use timestamp::Timestamp;
#[cfg(feature = "std")]
pub use unknown_arm::UnknownArm;
