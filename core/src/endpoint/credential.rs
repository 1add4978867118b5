//! The credential as part of an endpoint's type.

use crate::request::operation::CredentialKind;

/// A kind of credential, as a type: `fn admin<E: Endpoint<Credential = ProjectKey>>(…)` takes admin endpoints only.
pub trait Credential {
    /// The same as a value.
    const KIND: CredentialKind;
}

macro_rules! kinds {
    ($($(#[$about:meta])* $name:ident => $kind:ident;)*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {}

        impl Credential for $name {
            const KIND: CredentialKind = CredentialKind::$kind;
        }
    )*};
}

kinds! {
    /// No credential at all.
    NoCredential => None;
    /// A project API key on Ory Network; self-hosted admin services ask for none.
    ProjectKey => ProjectKey;
    /// A workspace API key, on Ory Network's console.
    WorkspaceKey => WorkspaceKey;
    /// A session token or a cookie.
    Session => Session;
    /// A session token or a cookie, where there is one.
    SessionOptional => SessionOptional;
    /// OAuth2 client id and secret.
    ClientBasic => ClientBasic;
    /// An OAuth2 access token.
    Bearer => Bearer;
}
