//! How outcomes are printed: addresses without their query, which holds codes and challenges; nothing that names a person.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::outcome::{FlowOutcome, FlowResult};
use crate::model::ContinueWith;
use crate::types::{Redacted, WithoutQuery};

impl fmt::Debug for FlowOutcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form { form, reason } => out
                .debug_struct("Form")
                .field("form", form)
                .field("reason", reason)
                .finish(),
            Self::Complete(done) => out.debug_tuple("Complete").field(done).finish(),
            Self::Redirect { url, reason } => out
                .debug_struct("Redirect")
                .field("url", &WithoutQuery(url))
                .field("reason", reason)
                .finish(),
            Self::StepUp {
                aal,
                session_token,
                redirect_to,
            } => out
                .debug_struct("StepUp")
                .field("aal", aal)
                .field("session_token", session_token)
                .field("redirect_to", &address(redirect_to))
                .finish(),
            Self::Reauthenticate { redirect_to } => out
                .debug_struct("Reauthenticate")
                .field("redirect_to", &address(redirect_to))
                .finish(),
            Self::VerifyAddress {
                flow,
                address: whose,
                redirect_to,
            } => out
                .debug_struct("VerifyAddress")
                .field("flow", flow)
                .field("address", &redacted(whose))
                .field("redirect_to", &address(redirect_to))
                .finish(),
            Self::LinkAccount {
                identifier,
                provider,
                form,
            } => out
                .debug_struct("LinkAccount")
                .field("identifier", &redacted(identifier))
                .field("provider", provider)
                .field("form", form)
                .finish(),
            Self::AlreadySignedIn => out.write_str("AlreadySignedIn"),
            Self::SignedOut => out.write_str("SignedOut"),
            Self::Failed { error, diagnosis } => out
                .debug_struct("Failed")
                .field("error", error)
                .field("diagnosis", diagnosis)
                .finish(),
        }
    }
}

/// Session and identity by their ids, what comes next by its name: their models print what a person entered.
impl fmt::Debug for FlowResult {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let session = self.session.as_ref().map(|session| &session.id);
        let identity = self.identity.as_ref().map(|identity| &identity.id);
        let continue_with: Vec<&str> = self.continue_with.iter().map(ContinueWith::tag).collect();
        out.debug_struct("FlowResult")
            .field("session", &session)
            .field("session_token", &self.session_token)
            .field("identity", &identity)
            .field("continue_with", &continue_with)
            .field("redirect_to", &address(&self.redirect_to))
            .field("form", &self.form)
            .finish()
    }
}

fn address(url: &Option<String>) -> Option<WithoutQuery<'_>> {
    url.as_deref().map(WithoutQuery)
}

fn redacted(text: &Option<String>) -> Option<Redacted> {
    text.as_ref().map(|_| Redacted)
}

#[cfg(test)]
mod tests {
    use super::super::{FlowOutcome, FlowResult};
    use crate::Secret;
    use crate::flow::RedirectReason;
    use crate::model::{ContinueWith, ContinueWithRedirectBrowserTo, Identity};

    const URL: &str = "https://u:pass@hydra.example/oauth2/auth?login_challenge=chal#frag";

    #[test]
    fn an_outcome_prints_neither_codes_nor_persons() {
        let url = || Some(URL.to_owned());
        let person = || Some("ann@b.example".to_owned());
        let outcomes = [
            FlowOutcome::Redirect {
                url: URL.to_owned(),
                reason: RedirectReason::OAuth2,
            },
            FlowOutcome::StepUp {
                aal: "aal2".to_owned(),
                session_token: Some(Secret::new("ory_st_chal")),
                redirect_to: url(),
            },
            FlowOutcome::Reauthenticate { redirect_to: url() },
            FlowOutcome::VerifyAddress {
                flow: Some("flow-1".to_owned()),
                address: person(),
                redirect_to: url(),
            },
            FlowOutcome::Complete(Box::new(FlowResult {
                session: None,
                session_token: Some(Secret::new("ory_st_chal")),
                identity: Some(Identity::new(
                    "id-1",
                    "default",
                    "https://k.example/schemas/default",
                    serde_json::json!({ "email": "ann@b.example", "code": "chal" }),
                )),
                continue_with: vec![ContinueWith::RedirectBrowserTo(
                    ContinueWithRedirectBrowserTo::new(URL),
                )],
                redirect_to: url(),
                form: None,
            })),
        ];
        for outcome in &outcomes {
            let text = format!("{outcome:?} {outcome:#?}");
            for secret in ["chal", "frag", "u:pass", "ann@b.example"] {
                assert!(!text.contains(secret), "{text}");
            }
        }
        let [redirect, .., verify, _] = &outcomes;
        assert_eq!(
            format!("{redirect:?}"),
            r#"Redirect { url: "https://hydra.example/oauth2/auth", reason: OAuth2 }"#
        );
        assert_eq!(
            format!("{verify:?}"),
            r#"VerifyAddress { flow: Some("flow-1"), address: Some([redacted]), redirect_to: Some("https://hydra.example/oauth2/auth") }"#
        );
    }
}
