//! A Python environment with the pinned validator of OpenAPI documents.

use super::{Found, Missing, python};

/// Its name on the command line.
pub const NAME: &str = "openapi";

const REQUIREMENTS: &str = include_str!("openapi-requirements.txt");

/// Makes sure that the environment is complete; the path found is its `python`.
pub fn ready() -> Result<Found, Missing> {
    python::environment(NAME, &python::base()?, REQUIREMENTS)
}
