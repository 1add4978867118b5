//! What kind of error it is.

/// What kind of error it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum ErrorKind {
    /// The configuration is unusable: no URL for the service, a wrong URL.
    Config,
    /// The operation needs a credential that is missing or of another kind.
    Credential,
    /// An argument cannot be sent: an empty path parameter, a line break in a header.
    Input,
    /// The server was not reached, or the connection broke.
    Transport,
    /// The time of the configuration ran out.
    Timeout,
    /// The caller ended the call.
    Cancelled,
    /// The server points to another place where the request was not sent.
    Redirect,
    /// The server answered with an error.
    Api,
    /// The answer cannot be read.
    Decode,
    /// A fault in ory-hub itself.
    Internal,
}

impl ErrorKind {
    /// Its name in lower case: `config`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Credential => "credential",
            Self::Input => "input",
            Self::Transport => "transport",
            Self::Timeout => "timeout",
            Self::Cancelled => "cancelled",
            Self::Redirect => "redirect",
            Self::Api => "api",
            Self::Decode => "decode",
            Self::Internal => "internal",
        }
    }
}
