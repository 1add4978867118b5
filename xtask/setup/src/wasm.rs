//! The target that the browser package is compiled for.

use super::{Found, Missing, rust};

/// Its name on the command line.
pub const NAME: &str = "wasm";
/// The target's name for cargo.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that cargo can compile for the browser.
pub fn ready() -> Result<Found, Missing> {
    Ok(Found {
        name: NAME,
        path: rust::add_target(NAME, TARGET)?,
        version: TARGET.into(),
    })
}
