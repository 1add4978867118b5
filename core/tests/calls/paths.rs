//! Parameters in paths and queries.

use ory_hub::ErrorKind;
use ory_hub::endpoint::{DeleteIdentityCredentials, GetIdentity, ListIdentities, UpdateLoginFlow};
use ory_hub::model::{UpdateLoginFlowBody, UpdateLoginFlowWithPasswordMethod};
use proptest::prelude::*;
use url::Url;

use crate::support::{config, url_of};

fn path_of(id: &str) -> String {
    let url = url_of(&GetIdentity::new(id), &config()).unwrap();
    url.strip_prefix("http://127.0.0.1:4434")
        .unwrap()
        .to_owned()
}

#[test]
fn reserved_characters_in_a_path_argument_are_percent_encoded() {
    assert_eq!(path_of("a/b"), "/admin/identities/a%2Fb");
    assert_eq!(path_of("a?b"), "/admin/identities/a%3Fb");
    assert_eq!(path_of("a#b"), "/admin/identities/a%23b");
    assert_eq!(path_of("%2F"), "/admin/identities/%252F");
    assert_eq!(path_of("é"), "/admin/identities/%C3%A9");
    assert_eq!(path_of("a-._~9"), "/admin/identities/a-._~9");
}

#[test]
fn a_space_in_a_path_argument_is_percent_20() {
    assert_eq!(path_of("a b"), "/admin/identities/a%20b");
    assert_eq!(path_of("a+b"), "/admin/identities/a%2Bb");
}

#[test]
fn empty_and_dot_path_arguments_are_refused() {
    for id in ["", ".", ".."] {
        let error = url_of(&GetIdentity::new(id), &config()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{id:?}");
        assert_eq!(error.operation(), Some("getIdentity"));
        assert!(error.message().contains("`id`"), "{error}");
    }
    let error = url_of(&DeleteIdentityCredentials::new("id", ".."), &config()).unwrap_err();
    assert!(error.message().contains("`type`"), "{error}");
}

#[test]
fn encoded_dot_segments_stay_one_segment() {
    assert_eq!(path_of("a/../../x"), "/admin/identities/a%2F..%2F..%2Fx");
    assert_eq!(path_of("%2e%2e"), "/admin/identities/%252e%252e");
    assert_eq!(path_of("..."), "/admin/identities/...");
}

#[test]
fn a_query_repeats_the_key_of_a_list_and_encodes_values() {
    let endpoint = ListIdentities::new()
        .page_size(2)
        .ids(["a b", "c&d=e"])
        .page_token("x+y/z==");
    assert_eq!(
        url_of(&endpoint, &config()).unwrap(),
        "http://127.0.0.1:4434/admin/identities?page_size=2&page_token=x%2By%2Fz%3D%3D&ids=a%20b&ids=c%26d%3De"
    );
}

#[test]
fn a_body_has_the_exact_content_type() {
    let body = UpdateLoginFlowBody::from(UpdateLoginFlowWithPasswordMethod::new("ada", "secret"));
    let request =
        ory_hub::endpoint::Endpoint::request(&UpdateLoginFlow::new("flow", body), &config())
            .unwrap();
    let value = |name: &str| {
        request
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.expose().to_owned())
    };
    assert_eq!(value("content-type").as_deref(), Some("application/json"));
    assert_eq!(value("accept").as_deref(), Some("application/json"));
    assert!(value("user-agent").unwrap().starts_with("ory-hub/"));
    assert_eq!(
        request.url,
        "http://127.0.0.1:4433/self-service/login?flow=flow"
    );
}

proptest! {
    /// Whatever an argument holds, the URL has the same segments, and the last one decodes to the argument.
    #[test]
    fn any_path_argument_stays_in_its_segment(id in any::<String>()) {
        prop_assume!(!matches!(id.as_str(), "" | "." | ".."));
        let url = Url::parse(&url_of(&GetIdentity::new(id.as_str()), &config()).unwrap()).unwrap();
        let segments: Vec<&str> = url.path_segments().unwrap().collect();
        prop_assert_eq!(segments.len(), 3);
        let decoded = percent_encoding::percent_decode_str(segments[2]).decode_utf8().unwrap();
        prop_assert_eq!(decoded.as_ref(), id.as_str());
        prop_assert_eq!(url.query(), None);
        prop_assert_eq!(url.fragment(), None);
        prop_assert_eq!(url.host_str(), Some("127.0.0.1"));
    }

    /// The same for a value in the query.
    #[test]
    fn any_query_argument_stays_in_its_value(text in any::<String>()) {
        prop_assume!(!text.is_empty());
        let endpoint = ListIdentities::new().credentials_identifier(text.as_str());
        let url = Url::parse(&url_of(&endpoint, &config()).unwrap()).unwrap();
        let pairs: Vec<_> = url.query_pairs().collect();
        prop_assert_eq!(pairs.len(), 1);
        prop_assert_eq!(pairs[0].0.as_ref(), "credentials_identifier");
        prop_assert_eq!(pairs[0].1.as_ref(), text.as_str());
    }
}
