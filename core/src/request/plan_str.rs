//! Texts of a process.

use alloc::string::String;
use alloc::vec::Vec;

use super::auth;
use super::base_url;
use super::config_source::ConfigSource;
use super::deployment::Deployment;
use super::header::header_value;
use super::operation::CredentialKind;
use super::percent::encode;
use super::plan::user_agent;
use super::plan_text::PlanText;
use super::rejection::Rejection;
use crate::types::Secret;

impl PlanText for str {
    type Name = &'static str;
    type Value = Secret;
    type Headers = Vec<(&'static str, Secret)>;

    fn is_empty(&self) -> bool {
        Self::is_empty(self)
    }

    fn begins_with(&self, prefix: &str) -> bool {
        self.starts_with(prefix)
    }

    fn as_str(&self) -> Option<&str> {
        Some(self)
    }

    fn can_parse(&self) -> bool {
        url::Url::parse(self).is_ok()
    }

    fn base(&self) -> String {
        base_url::prefix(self)
    }

    fn base_length(url: &String) -> usize {
        url.len()
    }

    fn name(text: &'static str) -> &'static str {
        text
    }

    fn name_text(name: &'static str) -> String {
        String::from(name)
    }

    fn name_is(name: &'static str, text: &str) -> bool {
        name == text
    }

    fn push_name(url: &mut String, name: &'static str) {
        url.push_str(name);
    }

    fn push(url: &mut String, text: &str) {
        url.push_str(text);
    }

    fn push_encoded(&self, url: &mut String) {
        encode(self, url);
    }

    fn header_value(&self, name: &'static str) -> Result<Secret, Rejection> {
        header_value(name, "", self)
    }

    fn static_value(text: &'static str) -> Secret {
        Secret::from_static(text)
    }

    fn param_value(text: String) -> Secret {
        Secret::new(text)
    }

    fn expose(value: &Secret) -> &Self {
        value.expose()
    }

    fn headers() -> Self::Headers {
        Vec::with_capacity(4)
    }

    fn add_header(headers: &mut Self::Headers, name: &'static str, value: Secret) {
        headers.push((name, value));
    }

    fn authorization(
        kind: CredentialKind,
        config: &dyn ConfigSource,
        deployment: Deployment,
    ) -> Result<Option<Secret>, Rejection> {
        auth::authorization(kind, config, deployment)
    }

    fn user_agent(config: &dyn ConfigSource) -> Result<Secret, Rejection> {
        user_agent(config)
    }
}
