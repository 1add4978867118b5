//! Where a request is sent from, and what kind of server it goes to.

/// Where the request is sent from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// A process: it has the credentials of its configuration and no others.
    Native,
    /// A browser: it adds cookies that scripts cannot read, and sets its own `User-Agent`.
    Browser,
}

/// The kind of server that a URL leads to: it decides which credential may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deployment {
    /// A project on Ory Network.
    Project,
    /// Ory Network's console.
    Console,
    /// A self-hosted server.
    SelfHosted,
}
