//! Texts of a configuration and of parameters, whoever holds them.

use alloc::borrow::ToOwned;

use super::config_source::ConfigSource;
use super::deployment::Deployment;
use super::operation::CredentialKind;
use super::rejection::Rejection;
use crate::codec::json_view::Text;

/// A text that a request is planned with: `str` in a process. A browser's module knows JavaScript's texts by numbers, so
/// that it owns none.
pub trait PlanText: ToOwned<Owned: Text> {
    /// The name of a parameter or a header.
    type Name: Copy;
    /// The value of a header.
    type Value;
    /// The headers of a request.
    type Headers;

    /// Whether it has no character.
    fn is_empty(&self) -> bool;

    /// Whether it begins so.
    fn begins_with(&self, prefix: &str) -> bool;

    /// Itself, where it is in this process's memory: rules that no browser needs read it.
    fn as_str(&self) -> Option<&str>;

    /// Whether the URL parser of whoever sends the requests takes it.
    fn can_parse(&self) -> bool;

    /// A base URL as requests begin with it: without slashes at its end.
    fn base(&self) -> Self::Owned;

    /// How long a base URL is, where redirects are followed.
    fn base_length(url: &Self::Owned) -> usize;

    /// The name that is this text.
    fn name(text: &'static str) -> Self::Name;

    /// The text of a name.
    fn name_text(name: Self::Name) -> Self::Owned;

    /// Whether a name is this text.
    fn name_is(name: Self::Name, text: &str) -> bool;

    /// Appends a name or a piece of a path, which needs no encoding.
    fn push_name(url: &mut Self::Owned, name: Self::Name);

    /// Appends a text.
    fn push(url: &mut Self::Owned, text: &str);

    /// Appends it, percent-encoded for a path segment or a query value.
    fn push_encoded(&self, url: &mut Self::Owned);

    /// A header's value; what would end the header or the request is rejected here or by whoever sends it. `name` is
    /// what the caller knows it by.
    ///
    /// # Errors
    /// When it cannot be a header's value.
    fn header_value(&self, name: Self::Name) -> Result<Self::Value, Rejection<Self::Owned>>;

    /// The same, of a text that is no secret.
    fn static_value(text: &'static str) -> Self::Value;

    /// The value of a parameter, of which nothing is known yet.
    fn param_value(text: Self::Owned) -> Self::Value;

    /// The text of such a value.
    fn expose(value: &Self::Value) -> &Self;

    /// No headers yet.
    fn headers() -> Self::Headers;

    /// Adds a header.
    fn add_header(headers: &mut Self::Headers, name: Self::Name, value: Self::Value);

    /// The `Authorization` header of a key. No operation of a browser takes one.
    ///
    /// # Errors
    /// When the key is missing or of another kind.
    fn authorization(
        kind: CredentialKind,
        config: &dyn ConfigSource<Self>,
        deployment: Deployment,
    ) -> Result<Option<Self::Value>, Rejection<Self::Owned>>;

    /// The `User-Agent` header of a process.
    ///
    /// # Errors
    /// When the configuration adds to it what no header may have.
    fn user_agent(config: &dyn ConfigSource<Self>) -> Result<Self::Value, Rejection<Self::Owned>>;
}
