//! The parts of an error body that say what to do next.

use alloc::string::String;

use super::continue_with::Actions;
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
    pub(super) fn id(&self) -> String {
        let id = self.error.as_ref().and_then(|error| text(error, "id"));
        id.unwrap_or_default()
    }

    /// A fact, wherever it stands.
    pub(super) fn fact(&self, name: &str) -> Option<String> {
        let places = [&self.body, &self.details, &self.error];
        places
            .into_iter()
            .flatten()
            .find_map(|place| text(place, name))
    }

    /// Where the server wants the browser to be.
    pub(super) fn redirect_to(&self) -> Option<String> {
        self.fact("redirect_browser_to").filter(|url| is_safe(url))
    }

    /// What it wants next.
    pub(super) fn actions(&self) -> Option<Actions<V>> {
        let places = [&self.details, &self.body, &self.error];
        let mut holders = places.into_iter().flatten();
        let holder = holders.find(|place| place.get("continue_with").is_some())?;
        Some(Actions::of(holder))
    }
}
