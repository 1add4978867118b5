//! The parts of an error body that say what to do next.

use super::continue_with::{Actions, has_actions};
use super::url::is_safe;
use super::value::{FlowValue, text};

/// An error of Kratos. Facts stand beside the error or in its details, depending on the error and the server's version.
pub(super) struct ErrorBody<V> {
    body: Option<V>,
    error: Option<V>,
    details: Option<V>,
}

impl<V: FlowValue> ErrorBody<V> {
    pub(super) fn of(body: Option<V>) -> Self {
        let nested = body.as_ref().and_then(|body| body.get("error"));
        let error = nested
            .filter(|error| error.is_object())
            .or_else(|| body.clone());
        Self {
            details: error.as_ref().and_then(|error| error.get("details")),
            error,
            body,
        }
    }

    /// Ory's error id; most errors have none.
    pub(super) fn id(&self) -> Option<V::Text> {
        text(self.error.as_ref()?, "id")
    }

    /// A fact, wherever it stands.
    pub(super) fn fact(&self, name: &str) -> Option<V::Text> {
        let at = |place: &Option<V>| text(place.as_ref()?, name);
        at(&self.body)
            .or_else(|| at(&self.details))
            .or_else(|| at(&self.error))
    }

    /// Where the server wants the browser to be.
    pub(super) fn redirect_to(&self) -> Option<V::Text> {
        self.fact("redirect_browser_to").filter(is_safe)
    }

    /// What it wants next.
    pub(super) fn actions(&self) -> Option<Actions<V>> {
        let at = |place: &'_ Option<V>| place.clone().filter(has_actions);
        let holder = at(&self.details)
            .or_else(|| at(&self.body))
            .or_else(|| at(&self.error))?;
        Some(Actions::of(&holder))
    }
}
