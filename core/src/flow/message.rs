//! What the messages of a flow say to the engine. Their texts are for people.

use super::node::nodes;
use super::value::{FlowValue, is, items, text};
use crate::codec::json_view::Text as _;

/// A social account belongs to an identity that has to sign in to link it.
pub(super) const LINK_ACCOUNT: &str = "1010016";
/// The address must be verified before signing in.
pub(super) const ADDRESS_NOT_VERIFIED: &str = "4000010";
/// Whatever has no message of its own.
const GENERIC: &str = "4000001";
/// How the reason begins that comes with the generic message when somebody is signed in already; nothing else tells.
const SIGNED_IN: &str = "A valid session was detected";

/// The messages above the form.
fn messages<V: FlowValue>(flow: &V) -> impl Iterator<Item = V> {
    items(flow.get("ui").and_then(|ui| ui.get("messages")))
}

/// The message with that id above the form.
pub(super) fn message<V: FlowValue>(flow: &V, id: &str) -> Option<V> {
    messages(flow).find(|message| {
        let own = message.get("id").and_then(|id| id.number());
        own.is_some_and(|own| own.is(id))
    })
}

/// The server refused because somebody is signed in.
pub(super) fn is_signed_in<V: FlowValue>(flow: &V) -> bool {
    let reason = message(flow, GENERIC).and_then(|message| text(&message, "text"));
    reason.is_some_and(|reason| reason.strip(SIGNED_IN).is_some())
}

/// A fact of a message's context, by its names in old and new servers.
pub(super) fn context<V: FlowValue>(message: &V, names: &str) -> Option<V::Text> {
    message.get("context")?.first_string(names)
}

/// Something above the form is an error.
pub(super) fn has_form_error<V: FlowValue>(flow: &V) -> bool {
    messages(flow).any(|message| is_error(&message))
}

/// Something of the form or of one of its fields is an error.
pub(super) fn has_error<V: FlowValue>(flow: &V) -> bool {
    has_form_error(flow)
        || nodes(flow).any(|node| node.messages().any(|message| is_error(&message)))
}

fn is_error<V: FlowValue>(message: &V) -> bool {
    is(message, "type", "error")
}
