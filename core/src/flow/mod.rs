//! The self-service engine: signing in, signing up, recovery, verification, settings and signing out as one state
//! machine without I/O.
//!
//! [`FlowMachine`] takes a start, a submit or a response, and gives a [`Step`]: the next call, named as an operation with
//! its arguments, or an [`Outcome`] for the application. It never sees a URL of the server, so it cannot post to one that
//! a flow names. It is generic over the JSON value: [`JsonTree`] natively, a handle on a JavaScript value in a browser.

mod answers;
mod call;
mod continue_with;
mod credential;
mod debug;
mod error;
mod kind;
mod machine;
mod message;
mod node;
mod outcome;
mod step;
#[cfg(feature = "std")]
mod tree;
mod url;
mod value;

pub use credential::Ceremony;
pub use kind::{FlowKind, Mode};
pub use outcome::{FormReason, RedirectReason};

// The machine itself is for the bindings: it may change in any release.
#[doc(hidden)]
pub use answers::request_body;
#[doc(hidden)]
pub use call::Call;
#[doc(hidden)]
pub use credential::{CredentialRequest, credential_answer, credential_requests};
#[doc(hidden)]
pub use machine::FlowMachine;
#[doc(hidden)]
pub use node::{Node, nodes};
#[doc(hidden)]
pub use outcome::{Complete, Outcome, Target};
#[doc(hidden)]
pub use step::Step;
#[cfg(feature = "std")]
#[doc(hidden)]
pub use tree::JsonTree;
#[cfg(feature = "std")]
pub(crate) use url::replaced_flow;
#[doc(hidden)]
pub use value::FlowValue;
