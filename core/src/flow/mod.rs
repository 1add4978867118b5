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
mod error;
mod kind;
mod machine;
mod message;
mod node;
mod outcome;
#[cfg(feature = "std")]
mod tree;
mod url;
mod value;

pub use answers::request_body;
pub use call::{Call, Step};
pub use credential::{Ceremony, CredentialRequest, credential_answer, credential_requests};
pub use kind::{FlowKind, Mode};
pub use machine::FlowMachine;
pub use node::{Node, nodes};
pub use outcome::{Complete, FormReason, Outcome, RedirectReason, Target};
#[cfg(feature = "std")]
pub use tree::JsonTree;
#[cfg(feature = "std")]
pub(crate) use url::replaced_flow;
pub use value::FlowValue;
