//! Which flow, and who speaks.

use crate::codec::json_view::Text;

/// A self-service flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[non_exhaustive]
pub enum FlowKind {
    /// Signing in, a second factor and a refresh included.
    Login,
    /// Signing up.
    Registration,
    /// Getting back into an account.
    Recovery,
    /// Verifying an address.
    Verification,
    /// Changing profile and credentials.
    Settings,
    /// Signing out.
    Logout,
}

impl FlowKind {
    /// Its name in Ory's paths: `login`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Registration => "registration",
            Self::Recovery => "recovery",
            Self::Verification => "verification",
            Self::Settings => "settings",
            Self::Logout => "logout",
        }
    }

    const ALL: [Self; 6] = [
        Self::Login,
        Self::Registration,
        Self::Recovery,
        Self::Verification,
        Self::Settings,
        Self::Logout,
    ];

    /// The kind with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The same for a text, whoever holds it.
    #[doc(hidden)]
    pub fn from_text<T: Text>(name: &T) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| name.is(kind.as_str()))
    }

    /// The id of an operation on it: `create`, `Browser` gives `createBrowserLoginFlow`.
    pub(super) fn operation<T: Text>(self, verb: &str, mode: &str) -> T {
        let name = match self {
            Self::Login => "LoginFlow",
            Self::Registration => "RegistrationFlow",
            Self::Recovery => "RecoveryFlow",
            Self::Verification => "VerificationFlow",
            Self::Settings => "SettingsFlow",
            Self::Logout => "LogoutFlow",
        };
        T::of(verb).plus(&T::of(mode)).plus(&T::of(name))
    }
}

/// Who speaks to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Mode {
    /// A browser, or a server on behalf of one: cookies and a CSRF token.
    Browser,
    /// A native app: a session token, neither cookies nor `Origin`.
    #[default]
    Native,
}
