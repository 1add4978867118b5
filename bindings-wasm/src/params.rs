//! The parameters of a call, and the configuration.

use std::borrow::Cow;

use ory_hub::ErrorKind;
use ory_hub::flow::FlowValue as _;
use ory_hub::internal::json_view::{JsonView as _, Text as _};
use ory_hub::internal::operation::CredentialKind;
use ory_hub::internal::request::{self, ConfigKey, ConfigSource, Deployment, PlanText, Rejection};

use crate::js::{self, Js};

/// A list: for each parameter of the operation the list of its texts, or nothing.
pub(crate) struct Params(pub(crate) Js);

impl request::Params<Js> for Params {
    fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&Js)) {
        let Some(values) = self.0.at(index) else {
            return;
        };
        for position in 0.. {
            let Some(text) = values.at(position) else {
                return;
            };
            visit(&text);
        }
    }

    fn first(&self, index: usize) -> Option<Js> {
        self.0.at(index)?.at(0)
    }
}

/// An object of texts, under the names of `api/client.yaml`. Its URLs are checked when a client is made.
pub(crate) struct Config(pub(crate) Js);

impl ConfigSource<Js> for Config {
    fn get(&self, key: ConfigKey) -> Option<Cow<'_, Js>> {
        self.0.get(key.as_str()).map(Cow::Owned)
    }

    fn is_checked(&self) -> bool {
        true
    }
}

impl PlanText for Js {
    type Name = Self;
    type Value = Self;
    type Headers = Self;

    fn is_empty(&self) -> bool {
        self.is("")
    }

    fn begins_with(&self, prefix: &str) -> bool {
        self.strip(prefix).is_some()
    }

    fn as_str(&self) -> Option<&str> {
        None
    }

    fn can_parse(&self) -> bool {
        js::can_parse(*self)
    }

    fn base(&self) -> Self {
        js::without_slashes(*self)
    }

    fn base_length(_: &Self) -> usize {
        0
    }

    fn name(text: &'static str) -> Self {
        Self::of(text)
    }

    fn name_text(name: Self) -> Self {
        name
    }

    fn name_is(name: Self, text: &str) -> bool {
        name.is(text)
    }

    fn push_name(url: &mut Self, name: Self) {
        *url = url.plus(&name);
    }

    fn push(url: &mut Self, text: &str) {
        *url = url.plus(&Self::of(text));
    }

    fn push_encoded(&self, url: &mut Self) {
        *url = url.plus(&self.encoded());
    }

    /// The script looks at every header, also at those that it adds itself.
    fn header_value(&self, _: Self) -> Result<Self, Rejection<Self>> {
        Ok(*self)
    }

    fn static_value(text: &'static str) -> Self {
        Self::of(text)
    }

    fn param_value(text: Self) -> Self {
        text
    }

    fn expose(value: &Self) -> &Self {
        value
    }

    fn headers() -> Self {
        Self::object()
    }

    fn add_header(headers: &mut Self, name: Self, value: Self) {
        headers.set_member(&name, value);
    }

    fn authorization(
        kind: CredentialKind,
        _: &dyn ConfigSource<Self>,
        _: Deployment,
    ) -> Result<Option<Self>, Rejection<Self>> {
        match kind {
            CredentialKind::None | CredentialKind::Session | CredentialKind::SessionOptional => {
                Ok(None)
            }
            _ => Err(Rejection {
                kind: ErrorKind::Credential,
                message: Self::of("a browser cannot send the credential of this operation"),
                lacks_session: false,
            }),
        }
    }

    fn user_agent(_: &dyn ConfigSource<Self>) -> Result<Self, Rejection<Self>> {
        Ok(Self::of(concat!("ory-hub/", env!("CARGO_PKG_VERSION"))))
    }
}
