//! What a generator gives back.

/// One generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path from the root of the repository, for sources of Kotlin and Swift from the root of the package; with `/`.
    pub path: String,
    /// Its whole text; the first line says that it is generated.
    pub text: String,
}
