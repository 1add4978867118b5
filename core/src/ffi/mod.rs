//! What the bindings need of core's own types: Rust allows a trait to be implemented only beside the type or the trait.

#[cfg(feature = "python")]
pub(crate) mod python;
#[cfg(feature = "uniffi")]
pub(crate) mod uniffi;
