//! What the server wants next, in the order in which it has to happen.

use alloc::string::String;
use alloc::vec::Vec;

use super::url::is_safe;
use super::value::{FlowValue, items, text};

/// A session token of a native flow.
const SET_TOKEN: &str = "set_ory_session_token";
/// An address of any page.
const REDIRECT: &str = "redirect_browser_to";
/// A session is only worth something once it is stored, and nothing may be skipped by a redirect.
const ORDER: [&str; 5] = [
    SET_TOKEN,
    "show_verification_ui",
    "show_recovery_ui",
    "show_settings_ui",
    REDIRECT,
];

/// The actions of an answer, the most urgent first; those that are not known come last and are kept.
pub(super) struct Actions<V>(Vec<(usize, V)>);

impl<V: FlowValue> Actions<V> {
    /// Reads `continue_with`.
    pub(super) fn of(holder: &V) -> Self {
        let mut actions: Vec<(usize, V)> = Vec::new();
        for action in items(holder.get("continue_with")) {
            let name = text(&action, "action").unwrap_or_default();
            let known = ORDER.iter().position(|known| *known == name);
            let rank = known.unwrap_or(ORDER.len());
            let before = actions.iter().take_while(|(other, _)| *other <= rank);
            let place = before.count();
            actions.insert(place, (rank, action));
        }
        Self(actions)
    }

    /// The action with that name.
    pub(super) fn find(&self, name: &str) -> Option<&V> {
        let rank = ORDER.iter().position(|known| *known == name)?;
        let found = self.0.iter().find(|(known, _)| *known == rank);
        found.map(|(_, action)| action)
    }

    /// The session token that the app is to keep.
    pub(super) fn session_token(&self) -> Option<String> {
        text(self.find(SET_TOKEN)?, "ory_session_token")
    }

    /// Where a browser goes: to the most urgent action that has an address.
    pub(super) fn redirect_to(&self) -> Option<String> {
        self.0.iter().find_map(|(_, action)| address(action))
    }

    /// As a JSON list.
    pub(super) fn into_value(self) -> V {
        let mut list = V::list();
        for (_, action) in self.0 {
            list.push(action);
        }
        list
    }
}

/// The address of an action.
pub(super) fn address<V: FlowValue>(action: &V) -> Option<String> {
    let url = text(action, REDIRECT).or_else(|| text(&action.get("flow")?, "url"));
    url.filter(|url| is_safe(url))
}
