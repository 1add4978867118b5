//! What the server wants next, in the order in which it has to happen.

use super::url::is_safe;
use super::value::{FlowValue, is, items, text};
use crate::codec::json_view::Text as _;

const FIELD: &str = "continue_with";
/// A session token of a native flow.
const SET_TOKEN: &str = "set_ory_session_token";
/// An address that must be verified.
pub(super) const VERIFY: &str = "show_verification_ui";
/// An address of any page.
pub(super) const REDIRECT: &str = "redirect_browser_to";
/// A session is only worth something once it is stored, and nothing may be skipped by a redirect. What is not known comes
/// last.
const ORDER: [&str; 5] = [
    SET_TOKEN,
    VERIFY,
    "show_recovery_ui",
    "show_settings_ui",
    REDIRECT,
];

/// The actions of an answer, the most urgent first; those that are not known come last and are kept.
pub(super) struct Actions<V>(V);

/// Whether there are any.
pub(super) fn has_actions<V: FlowValue>(holder: &V) -> bool {
    holder.get(FIELD).is_some()
}

impl<V: FlowValue> Actions<V> {
    /// Reads `continue_with`.
    pub(super) fn of(holder: &V) -> Self {
        let given = holder.get(FIELD);
        let mut ordered = V::list();
        for rank in 0..=ORDER.len() {
            for action in items(given.clone()) {
                let known = ORDER.iter().position(|name| is(&action, "action", name));
                if known.unwrap_or(ORDER.len()) == rank {
                    ordered.push(action);
                }
            }
        }
        Self(ordered)
    }

    /// The action with that name.
    pub(super) fn find(&self, name: &str) -> Option<V> {
        items(Some(self.0.clone())).find(|action| is(action, "action", name))
    }

    /// The action that shows a flow of that kind.
    pub(super) fn showing(&self, kind: &str) -> Option<V> {
        items(Some(self.0.clone())).find(|action| {
            let shown = text(action, "action").and_then(|name| name.strip("show_"));
            shown.is_some_and(|shown| shown.before("_ui").is(kind))
        })
    }

    /// The session token that the app is to keep.
    pub(super) fn session_token(&self) -> Option<V::Text> {
        text(&self.find(SET_TOKEN)?, "ory_session_token")
    }

    /// Where a browser goes: to the most urgent action that has an address.
    pub(super) fn redirect_to(&self) -> Option<V::Text> {
        items(Some(self.0.clone())).find_map(|action| address(&action))
    }

    /// As a JSON list.
    pub(super) fn into_value(self) -> V {
        self.0
    }
}

/// The address of an action.
pub(super) fn address<V: FlowValue>(action: &V) -> Option<V::Text> {
    let url = text(action, REDIRECT).or_else(|| text(&action.get("flow")?, "url"));
    url.filter(is_safe)
}
