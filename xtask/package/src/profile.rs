//! How the libraries of packages are built.

/// The cargo profile of packages; `ORY_HUB_PROFILE=dev` gives quick ones for trying things out.
pub(crate) fn name() -> String {
    std::env::var("ORY_HUB_PROFILE").unwrap_or_else(|_| "dist".into())
}
