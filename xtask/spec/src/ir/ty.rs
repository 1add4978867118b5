//! Types as `api/` writes them.

/// A type as written in `api/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// `string`, and also `uuid`, `uri`, `duration`: text on the wire and in every language.
    Text(Text),
    /// `bool`.
    Bool,
    /// `int`: 64 bits, signed.
    Int,
    /// `number`.
    Number,
    /// `time`: RFC 3339 text.
    Time,
    /// `json`: whatever JSON the server or the caller wrote, null included.
    Json,
    /// `secret`: text that is never shown.
    Secret,
    /// `[T]`.
    List(Box<Type>),
    /// `map<T>`: keys are texts.
    Map(Box<Type>),
    /// A model of any group.
    Model(String),
}

/// What kind of text a text is; it changes documentation only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Text {
    /// Any text.
    Plain,
    /// A UUID.
    Uuid,
    /// A URL.
    Uri,
    /// A Go duration such as `10m`.
    Duration,
}
