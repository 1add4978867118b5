//! The error that every call throws: a case for each kind, the same facts in all of them.

use std::fmt;

use ory_hub::{ErrorKind, Problem};

/// What went wrong.
#[derive(Debug, uniffi::Error)]
pub enum OryError {
    /// The configuration is unusable: no URL for the service, a wrong URL.
    Config {
        /// The facts.
        problem: Problem,
    },
    /// The operation needs a credential that is missing or of another kind.
    Credential {
        /// The facts.
        problem: Problem,
    },
    /// An argument cannot be sent.
    Input {
        /// The facts.
        problem: Problem,
    },
    /// The server was not reached, or the connection broke.
    Transport {
        /// The facts.
        problem: Problem,
    },
    /// The time of the configuration ran out.
    Timeout {
        /// The facts.
        problem: Problem,
    },
    /// The call was ended.
    Cancelled {
        /// The facts.
        problem: Problem,
    },
    /// The server points to another place where the request was not sent.
    Redirect {
        /// The facts.
        problem: Problem,
    },
    /// The server answered with an error.
    Api {
        /// The facts.
        problem: Problem,
    },
    /// The answer cannot be read.
    Decode {
        /// The facts.
        problem: Problem,
    },
    /// A fault in ory-hub itself.
    Internal {
        /// The facts.
        problem: Problem,
    },
}

impl From<ory_hub::OryError> for OryError {
    fn from(error: ory_hub::OryError) -> Self {
        let problem = error.into_problem();
        match problem.kind {
            ErrorKind::Config => Self::Config { problem },
            ErrorKind::Credential => Self::Credential { problem },
            ErrorKind::Input => Self::Input { problem },
            ErrorKind::Transport => Self::Transport { problem },
            ErrorKind::Timeout => Self::Timeout { problem },
            ErrorKind::Cancelled => Self::Cancelled { problem },
            ErrorKind::Redirect => Self::Redirect { problem },
            ErrorKind::Api => Self::Api { problem },
            ErrorKind::Decode => Self::Decode { problem },
            ErrorKind::Internal => Self::Internal { problem },
        }
    }
}

impl OryError {
    fn problem(&self) -> &Problem {
        match self {
            Self::Config { problem }
            | Self::Credential { problem }
            | Self::Input { problem }
            | Self::Transport { problem }
            | Self::Timeout { problem }
            | Self::Cancelled { problem }
            | Self::Redirect { problem }
            | Self::Api { problem }
            | Self::Decode { problem }
            | Self::Internal { problem } => problem,
        }
    }
}

impl fmt::Display for OryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem().fmt(f)
    }
}

impl std::error::Error for OryError {}
