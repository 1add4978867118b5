//! The outcome of a step of a flow.

use super::call::Call;
use super::value::FlowValue;

/// What the application does next.
#[derive(Clone)]
pub enum Outcome<V: FlowValue> {
    /// Show the form and submit the answers.
    Form {
        /// The flow, whole and as the server wrote it.
        form: V,
        /// Why it is shown.
        reason: FormReason,
    },
    /// Done.
    Complete(Complete<V>),
    /// Send the browser elsewhere.
    Redirect {
        /// The address to open.
        to: Target<V>,
        /// Why the browser goes there.
        reason: RedirectReason,
    },
    /// A second factor is wanted: a login flow with this level, then [`FlowMachine::resume`](super::FlowMachine::resume).
    StepUp {
        /// The level: `aal2`.
        aal: &'static str,
        /// The session that the second factor belongs to, in native mode.
        session_token: Option<V::Text>,
        /// Where a browser can give it.
        redirect_to: Option<V::Text>,
    },
    /// The sign-in is too old: a login flow with `refresh`, then [`FlowMachine::resume`](super::FlowMachine::resume),
    /// which submits the same answers again.
    Reauthenticate {
        /// Where a browser can do it; it comes back to the page of this flow.
        redirect_to: Option<V::Text>,
    },
    /// An address must be verified first.
    VerifyAddress {
        /// The verification flow that the server has started.
        flow: Option<V::Text>,
        /// The address.
        address: Option<V::Text>,
        /// Where a browser can do it.
        redirect_to: Option<V::Text>,
    },
    /// Signing in with this form links the social account to the identity that owns the identifier.
    LinkAccount {
        /// The identifier that both have.
        identifier: Option<V::Text>,
        /// The provider of the account to link.
        provider: Option<V::Text>,
        /// The login flow.
        form: V,
    },
    /// Somebody is signed in already.
    AlreadySignedIn,
    /// Nobody is signed in, or nobody any more.
    SignedOut,
    /// The response is an error; whoever drives the engine has it.
    Failed {
        /// What is wrong in the set-up, where that is known.
        diagnosis: Option<&'static str>,
    },
}

/// Why a form is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[non_exhaustive]
pub enum FormReason {
    /// It is the first one.
    Start,
    /// The answers were taken, and the next step is here.
    NextStep,
    /// Messages say what is wrong with the answers.
    Invalid,
    /// The server put another flow in the place of this one.
    Replaced,
    /// The flow was no longer usable, so a new one was started.
    Restarted,
}

impl FormReason {
    /// Its name: `next_step`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::NextStep => "next_step",
            Self::Invalid => "invalid",
            Self::Replaced => "replaced",
            Self::Restarted => "restarted",
        }
    }
}

/// Why a browser has to leave the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[non_exhaustive]
pub enum RedirectReason {
    /// Signing in at a social or enterprise provider.
    SocialSignIn,
    /// Back to the OAuth2 client that asked for the login.
    OAuth2,
    /// A second factor.
    StepUp,
    /// Anything else.
    Other,
}

impl RedirectReason {
    /// Its name: `social_sign_in`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SocialSignIn => "social_sign_in",
            Self::OAuth2 => "oauth2",
            Self::StepUp => "step_up",
            Self::Other => "other",
        }
    }
}

/// Where a redirect leads.
#[derive(Clone)]
pub enum Target<V: FlowValue> {
    /// An address.
    Url(V::Text),
    /// The address of an operation: the browser itself must go there, since its redirect cannot be read.
    Operation(Call<V>),
}

/// A flow that is done.
#[derive(Clone)]
pub struct Complete<V: FlowValue> {
    /// The session.
    pub session: Option<V>,
    /// The session's token, in native mode.
    pub session_token: Option<V::Text>,
    /// The identity.
    pub identity: Option<V>,
    /// What the server wants next, the most urgent first: session token, verification, recovery, settings, redirect,
    /// then what is not known.
    pub continue_with: V,
    /// Where a browser goes next.
    pub redirect_to: Option<V::Text>,
    /// The flow, where the server answers one: settings stay usable.
    pub form: Option<V>,
}

impl<V: FlowValue> Outcome<V> {
    /// Its name, the same in every language: `verifyAddress`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Form { .. } => "form",
            Self::Complete(_) => "complete",
            Self::Redirect { .. } => "redirect",
            Self::StepUp { .. } => "stepUp",
            Self::Reauthenticate { .. } => "reauthenticate",
            Self::VerifyAddress { .. } => "verifyAddress",
            Self::LinkAccount { .. } => "linkAccount",
            Self::AlreadySignedIn => "alreadySignedIn",
            Self::SignedOut => "signedOut",
            Self::Failed { .. } => "failed",
        }
    }

    /// The outcome as one JSON value, its members named as in JavaScript. `url` makes the address of an operation.
    pub fn into_value(self, url: impl FnOnce(Call<V>) -> Option<V::Text>) -> V {
        let mut value = V::object();
        let mut text = |key: &str, text: Option<V::Text>| value.set_some(key, text.map(V::of_text));
        let name = self.name();
        let form = match self {
            Self::Form { form, reason } => {
                value.set_text("reason", reason.as_str());
                Some(form)
            }
            Self::Complete(done) => {
                text("sessionToken", done.session_token);
                text("redirectTo", done.redirect_to);
                value.set("continueWith", done.continue_with);
                value.set_some("session", done.session);
                value.set_some("identity", done.identity);
                done.form
            }
            Self::Redirect { to, reason } => {
                let target = match to {
                    Target::Url(url) => Some(url),
                    Target::Operation(call) => url(call),
                };
                text("url", target);
                value.set_text("reason", reason.as_str());
                None
            }
            Self::StepUp {
                aal,
                session_token,
                redirect_to,
            } => {
                text("sessionToken", session_token);
                text("redirectTo", redirect_to);
                value.set_text("aal", aal);
                None
            }
            Self::Reauthenticate { redirect_to } => {
                text("redirectTo", redirect_to);
                None
            }
            Self::VerifyAddress {
                flow,
                address,
                redirect_to,
            } => {
                text("flow", flow);
                text("address", address);
                text("redirectTo", redirect_to);
                None
            }
            Self::LinkAccount {
                identifier,
                provider,
                form,
            } => {
                text("identifier", identifier);
                text("provider", provider);
                Some(form)
            }
            Self::AlreadySignedIn | Self::SignedOut => None,
            Self::Failed { diagnosis } => {
                if let Some(diagnosis) = diagnosis {
                    value.set_text("diagnosis", diagnosis);
                }
                None
            }
        };
        value.set_some("form", form);
        value.set_text("kind", name);
        value
    }
}
