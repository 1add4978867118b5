//! What a generator gives back.

/// One generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    /// Its whole text; the first line says that it is generated.
    pub text: String,
}
