//! What the messages of a flow say to the engine. Their texts are for people.

use alloc::string::String;

use super::node::nodes;
use super::value::{FlowValue, items, text};

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
    messages(flow).find(|message| has_id(message, id))
}

/// The server refused because somebody is signed in.
pub(super) fn is_signed_in<V: FlowValue>(flow: &V) -> bool {
    messages(flow).any(|message| {
        has_id(&message, GENERIC)
            && text(&message, "text").is_some_and(|text| text.starts_with(SIGNED_IN))
    })
}

/// A fact of a message's context, by its names in old and new servers.
pub(super) fn context<V: FlowValue>(message: &V, names: [&str; 2]) -> Option<String> {
    let context = message.get("context")?;
    names.iter().find_map(|name| text(&context, name))
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
    text(message, "type").as_deref() == Some("error")
}

fn has_id<V: FlowValue>(message: &V, id: &str) -> bool {
    message.get("id").and_then(|id| id.number()).as_deref() == Some(id)
}
